"""topics align and topics ledger, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from tests.small import write_corpus


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    folder = tmp_path_factory.mktemp("following")
    write_corpus(folder / "plans")
    topics.fit(folder / "plans", folder / "models" / "small", encoder=fake_encoder)
    return folder


def test_align_marks_what_both_have(run: Terminal) -> None:
    code, out, err = run("align", "甲山区@2020", "乙水区@2021", "--half", "plan", "--lang", "en")
    assert (code, err) == (0, "")
    assert "5 corresponding pairs; 0 segments only in A; 0 only in B" in out
    assert out.splitlines()[4].split()[:4] == ["Relation", "Sure", "Segment", "A"]
    assert "【" in out


def test_align_in_full_has_the_stated_columns_and_the_query(run: Terminal, home: Path) -> None:
    whole = json.loads(run("align", "甲山区@2020", "甲山区@2021", "--format", "json")[1])
    assert whole["query"]["segments_a"].startswith("topics segments")
    assert set(whole["rows"][0]) >= {"relation", "segment_a", "segment_b", "similarity", "shared", "text_a", "text_b"}
    code, _, _ = run("align", "甲山区@2020", "甲山区@2021", "-o", "pair.xlsx")
    assert code == 0
    assert (home / "pair.xlsx").stat().st_size > 5000


def test_a_ledger_counts_first_and_says_what_may_not_be_concluded(run: Terminal) -> None:
    code, out, _ = run("ledger", "甲山区")
    assert code == 0
    assert "不等于没有做" in out
    assert "全部主题" in out
    heads = next(line for line in out.splitlines() if line.startswith("对照"))
    assert heads.split() == ["对照", "状态", "计划段落", "计划文本", "后续段落", "后续文本", "依据"]
    assert "#" in out


def test_a_ledger_of_all_districts_has_a_row_a_plan_and_every_statement_in_a_file(run: Terminal) -> None:
    out = run("ledger", "--lang", "en")[1]
    assert sum(line.startswith(("甲山区", "乙水区", "丙林县")) for line in out.splitlines()) == 3
    rows = list(csv.DictReader(io.StringIO(run("ledger", "--format", "csv")[1])))
    assert {row["district"] for row in rows} == {"甲山区", "乙水区", "丙林县"}
    whole = json.loads(run("ledger", "--format", "json")[1])
    assert len(whole["rows"]) == len(rows)
    assert {"counts", "plans"} <= set(whole)
    assert "not that nothing was done" in whole["query"]["note"]


def test_what_cannot_be_asked_is_one_line(run: Terminal) -> None:
    code, out, err = run("ledger", "甲山区", "--year", "2021")
    assert (code, out) == (1, "")
    assert err.startswith("topics: ledger of 甲山区 from 2021: no plan with one of the year after")
    assert err.count("\n") == 1
    code, _, err = run("align", "甲山区", "乙水区@2020")
    assert code == 1
    assert "names 2 plans; allowed: one plan" in err
