"""`topics similar` and `topics borrowing` as a user types them."""

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

PASSAGE = "由退休匠人坐镇旧钟表作坊，把拆迁户留下的座钟逐台校准，每逢月末在骑楼下摆摊报时。"
OTHERS = (
    "（一）渔港防波堤加高一米二，三百条木船换上北斗终端，禁渔期里船东轮流值守灯塔。",
    "（二）海鲜夜市迁进旧冷库，摊主抽签定位，价目牌由市场监管所逐日核对后挂出。",
    "（三）今年要给十二座海岛小学配齐摆渡教师，周一上岛、周五离岛，船票由财政报销。",
    "（四）今年要把盐田北侧的滩涂退还给候鸟，养殖户按亩领取补助，观鸟栈道秋天开放。",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with a model of four plans, one of which has a passage of an earlier one, and that passage upstream."""
    folder = tmp_path_factory.mktemp("home")
    write_corpus(folder / "plans", ("甲山区",))
    for year in (2020, 2021):
        lines = [
            f"乙水区{year}年工作报告",
            f"一、{year - 1}年工作回顾",
            *OTHERS[:2],
            f"二、{year}年工作安排",
            *OTHERS[2:],
        ]
        (folder / "plans" / f"乙水区_{year}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, item in (("甲山区_2020", f"（六）{PASSAGE}"), ("乙水区_2021", f"（六）今年，{PASSAGE}")):
        with (folder / "plans" / f"{name}.txt").open("a", encoding="utf-8") as file:
            file.write(f"{item}\n")
    (folder / "upstream").mkdir()
    (folder / "upstream" / "全国_2020.txt").write_text(f"全国2020年工作报告\n一、工作\n{PASSAGE}\n", encoding="utf-8")
    topics.fit(folder / "plans", folder / "models" / "small", encoder=fake_encoder)
    return folder


def test_borrowed_passages_with_their_source_and_a_caution(run: Terminal, home: Path) -> None:
    code, out, err = run("borrowing", "乙水区", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["segment"].split("#")[0], row["source"].split("#")[0]) for row in rows] == [
        ("乙水区@2021", "甲山区@2020")
    ]
    source = (home / "plans" / "乙水区_2021.txt").read_text(encoding="utf-8")
    assert source[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["text"] == PASSAGE[:-1]
    assert "共 1 处：逐字 1 处" in err
    assert "--background" in err
    code, out, _ = run("borrowing", "--lang", "en")
    assert code == 0
    assert "1 passages: 1 verbatim, 0 reworded." in out
    assert "A likely source is no proof" in out


def test_a_passage_from_upstream_is_no_borrowing(run: Terminal, home: Path) -> None:
    code, out, _ = run("borrowing", "--background", "upstream", "--format", "json")
    whole = json.loads(out)
    assert (code, whole["rows"]) == (0, [])
    assert whole["query"] == {"district": None, "background": "upstream", "own": False}
    code, _, err = run("borrowing", "--background", "nowhere")
    assert code == 1
    assert err.startswith("topics: nowhere")
    assert err.count("\n") == 1


def test_what_a_district_repeats_of_itself(run: Terminal, home: Path) -> None:
    _, out, _ = run("borrowing", "--own", "--format", "json")
    rows = json.loads(out)["rows"]
    assert rows
    assert all(row["district"] == row["source_district"] and row["year"] > row["source_year"] for row in rows)


def test_similar_gives_three_answers_and_says_what_the_percentiles_are_among(run: Terminal, home: Path) -> None:
    code, out, _ = run("similar", "甲山区@2020", "--format", "json")
    whole = json.loads(out)
    assert code == 0
    assert len(whole["rows"]) == 3
    assert set(whole["rows"][0]) >= {"a", "b", "profile", "content", "wording", "wording_percentile"}
    assert whole["query"]["basis"].startswith("6 pairs: too few for percentiles, which need 10")
    code, out, _ = run("similar", "--background", "upstream", "--lang", "en")
    assert code == 0
    assert "Wording" in out
    assert "6 pairs: too few for percentiles" in out
