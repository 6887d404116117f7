"""Every command, as a user types it: what comes out on which stream, in which format, with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from tests.small import write_corpus


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with plans/ and a model of them under models/."""
    folder = tmp_path_factory.mktemp("home")
    write_corpus(folder / "plans")
    topics.fit(folder / "plans", folder / "models" / "small", encoder=fake_encoder)
    return folder


def test_help_says_in_whole_sentences_what_each_command_is_for(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run("--help")
    assert code == 0
    listed = out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(listed) > 20
    assert [line for line in listed if not re.fullmatch(r"  [a-z]+ +[A-Z].*[^.]\.", line)] == []


def test_shares_as_a_table_names_the_model_first(run: Terminal) -> None:
    code, out, err = run("shares", "--district", "甲山区", "--year", "2020")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("模型：models/small（")
    assert lines[2].split() == ["地区", "年份", "主题", "名称", "占比", "下限", "上限", "区间依据", "文件数", "字数"]
    assert len(lines) == 3 + 12  # eleven themes and the unassigned


def test_shares_as_json_carry_the_query_and_full_precision(run: Terminal) -> None:
    code, out, err = run("shares", "--by", "district", "--half", "plan", "--format", "json")
    assert code == 0
    assert err.startswith("模型：models/small")
    whole = json.loads(out)
    assert whole["query"] == {
        "by": ["district"], "half": "plan", "level": "themes", "district": None, "year": None,
        "weights": "characters", "year_of": "plan", "soft": False,
        "segments": "topics segments --theme {theme} --group 'district={district}' --half plan",
    }  # fmt: skip
    assert whole["model"] == "models/small"
    per_district: dict[str, float] = {}
    for row in whole["rows"]:
        per_district[row["district"]] = per_district.get(row["district"], 0) + row["share"]
    assert list(per_district.values()) == pytest.approx([1, 1, 1])


def test_segments_as_csv_have_the_agreed_columns(run: Terminal, home: Path) -> None:
    code, out, _ = run("segments", "--district", "乙水区", "--half", "review", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0])[:12] == [
        "segment", "file", "district", "year", "start", "end", "outline", "half", "theme", "probability", "topic",
        "text",
    ]  # fmt: skip
    assert {row["half"] for row in rows} == {"review"}
    for row in rows:
        source = (home / "plans" / row["file"]).read_text(encoding="utf-8")
        assert source[int(row["start"]) : int(row["end"])].strip() == row["text"]


def test_a_theme_may_be_named_in_any_of_its_names(run: Terminal) -> None:
    by_code = run("segments", "--theme", "party", "--format", "csv")[1]
    for name in ("党的建设与政府自身建设", "黨的建設與政府自身建設"):
        assert by_code == run("segments", "--theme", name, "--format", "csv")[1]
    assert "党" in by_code


def test_compare_says_what_can_be_said(run: Terminal) -> None:
    code, out, _ = run("compare", "甲山区", "乙水区", "--lang", "en")
    assert code == 0
    assert "A: 甲山区 — 2 plans" in out
    assert "Jensen–Shannon distance: " in out
    assert "no statement can be made about other plans" in out


def test_compare_says_it_in_chinese_too(run: Terminal) -> None:
    lines = run("compare", "甲山区", "乙水区@2020")[1].splitlines()
    assert re.fullmatch(r"甲：甲山区 — 2 份文件，[\d,]+ 字", lines[2])
    assert re.fullmatch(r"乙：乙水区@2020 — 1 份文件，[\d,]+ 字", lines[3])
    assert re.fullmatch(r"Jensen–Shannon 距离：0\.\d{3}（未作检验：每方不足 4 份文件（2 份与 1 份））", lines[4])


def test_similar_lists_all_pairs_or_those_of_one_plan(run: Terminal) -> None:
    pairs = json.loads(run("similar", "--format", "json")[1])["rows"]
    assert len(pairs) == 15  # six plans
    one = json.loads(run("similar", "甲山区@2020", "--format", "json")[1])["rows"]
    assert len(one) == 5
    assert all("甲山区@2020" in {row["a"], row["b"]} for row in one)


def test_show_lists_themes_and_one_of_them(run: Terminal) -> None:
    assert "生态环境" in run("show")[1]
    code, out, _ = run("show", "environment")
    assert code == 0
    assert "主题 environment · 生态环境" in out
    assert "河道清淤" in out


@pytest.mark.parametrize("ending", ["html", "svg", "png", "pdf", "json", "csv"])
def test_charts_are_written_in_every_format(run: Terminal, home: Path, ending: str) -> None:
    code, out, err = run("chart", "shares", "-o", f"outputs/shares.{ending}")
    assert (code, out) == (0, "")
    assert f"已写入：outputs/shares.{ending}" in err
    assert (home / "outputs" / f"shares.{ending}").stat().st_size > 500


@pytest.mark.parametrize(
    "kind",
    [
        ["over-time"],
        ["over-time", "--style", "area"],
        ["over-time", "--style", "bump"],
        ["shares", "--by", "district,year"],
        ["similarity", "--measure", "profile"],
        ["similarity", "--style", "neighbours"],
        ["compare", "甲山区", "丙林县"],
        ["rank", "industry"],
    ],
)
def test_every_kind_of_chart_is_drawn(run: Terminal, home: Path, kind: list[str]) -> None:
    assert run("chart", *kind, "-o", "outputs/c.svg")[0] == 0
    assert "甲山区" in (home / "outputs" / "c.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["txt", "csv", "json", "md", "xlsx"])
def test_tables_go_to_files_by_their_ending(run: Terminal, home: Path, ending: str) -> None:
    code, out, err = run("shares", "-o", f"outputs/shares-table.{ending}")
    assert (code, out) == (0, "")
    assert f"已写入：outputs/shares-table.{ending}" in err
    assert (home / "outputs" / f"shares-table.{ending}").stat().st_size > 500


def test_check_lists_files_and_writes_the_metadata_once(run: Terminal, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "plans", ("甲山区",), (2020, 2021))
    code, out, err = run("check", str(corpus), "--write-metadata")
    assert code == 0
    assert out.startswith(f"语料：{corpus} — 2 份文件，")
    assert "甲山区_2020.txt" in out
    assert "内容近乎重复" in out
    assert "near duplicate" not in out
    assert f"corpus: {corpus} — 2 plans, " in run("check", str(corpus), "--lang", "en")[1]
    assert f"已写入：{corpus / 'plans.csv'}" in err
    with (corpus / "plans.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["district"], row["year"]) for row in csv.DictReader(file)] == [
            ("甲山区", "2020"),
            ("甲山区", "2021"),
        ]
    assert run("check", str(corpus))[0] == 0
    assert run("check", str(corpus), "--write-metadata")[0] == 1  # what a user corrected is not overwritten


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shares", "--district", "甲水区"], r"甲水区"),
        (["shares", "--by", "county"], r"county"),
        (["shares", "-m", "nowhere"], "nowhere: no such folder"),
        (["compare", "甲山区", "甲山曲"], "did you mean 甲山区"),
        (["show", "enviroment"], "did you mean environment"),
        (["segments", "--theme", "nope"], "no theme is called 'nope'; allowed: "),
        (["segments", "--theme", "nope"], "environment (生态环境), "),
        (["segments", "--topic", "nope"], "no topic is called 'nope'; allowed: a topic's number or name; "),
        (["similar", "甲山区@1999"], "甲山区@1999"),
        (["shares", "-o", "outputs/shares.doc"], r"outputs/shares\.doc: the ending names no format"),
        (["chart", "shares", "-o", "outputs/shares.bmp"], r"shares\.bmp: the ending names no chart format"),
        (["chart", "compare", "甲山区", "-o", "c.svg"], "chart compare: 1 names given; allowed: 2 (A B)"),
        (["chart", "shares", "--style", "area", "-o", "c.svg"], "--style 'area' is not there; allowed: heat, bars"),
        (["chart", "over-time", "--style", "bump", "--level", "topics", "-o", "c.svg"], "all text belongs to no topic"),
        (["chart", "map", "--style", "area", "-o", "c.svg"], "chart map: --style makes no difference to it"),
        (["chart", "similarity", "--half", "plan", "-o", "c.svg"], "chart similarity: --half makes no difference"),
        (["check", "nowhere"], "nowhere"),
        (["fit", "nowhere"], "nowhere"),
        (["fit", "plans", "--config", "nowhere.toml"], r"nowhere\.toml: No such file"),
        (["fit", "plans", "-m", "plans"], "plans: exists and is not a fitted model"),
    ],
)
def test_a_fault_of_the_user_is_one_line_and_exit_code_1(run: Terminal, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    lines = err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("topics: ")
    assert message.replace("\\", "") in lines[0]


@pytest.mark.parametrize("arguments", [["nonsense"], ["shares", "--nonsense"], ["shares", "--year", "soon"], ["fit"]])
def test_wrong_usage_is_exit_code_2(run: Terminal, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_a_damaged_model_is_named(run: Terminal, home: Path, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"layout": 0}', encoding="utf-8")
    code, _, err = run("shares", "-m", str(tmp_path))
    assert code == 1
    assert "written by another version of topics" in err
