"""topics targets, as a user types it, on a model folder made by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Terminal
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings
from topics.store import Parts, save
from topics.tables import ASSIGNMENTS, THEMES, TOPICS

PLANS = {
    "甲山区_2020.txt": "一、2019年工作回顾\n（一）全区地区生产总值达到402.6亿元，增长6.8%，新增学位1620个。\n"
    "二、2020年工作安排\n（一）主要预期目标：地区生产总值增长6%左右，城镇新增就业9000人以上，单位能耗持续下降。\n",
    "甲山区_2021.txt": "一、2020年工作回顾\n（一）全区地区生产总值增长5.1%，城镇新增就业9310人。\n"
    "二、2021年工作安排\n（一）主要预期目标：地区生产总值增长6%—7%，城镇新增就业与上年持平，收入与经济增长同步。\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "plans").mkdir()
    for name, text in PLANS.items():
        (folder / "plans" / name).write_text(text, encoding="utf-8")
    read = read_corpus(folder / "plans", ReadSettings())
    tables = {**read._asdict(), "themes": THEMES.empty(), "topics": TOPICS.empty(), "assignments": ASSIGNMENTS.empty()}
    save(folder / "models" / "small", Parts(tables, {}, {}, {"fitted": "2026-01-01T00:00:00"}))
    return folder


def test_figures_as_a_table_for_reading(run: Terminal) -> None:
    code, out, _ = run("targets", "甲山区", "--year", "2020", "-i", "GDP")
    assert code == 0
    lines = [line.split() for line in out.splitlines()[2:]]
    assert lines[0] == ["段落", "地区", "年份", "类别", "指标", "是否增减", "数值", "文本"]
    assert [line[2:7] for line in lines[1:]] == [
        ["2020", "目标", "地区生产总值", "是", "≈6%"],
        ["2020", "结果", "地区生产总值", "是", "5.1%"],
    ]


def test_json_carries_the_query_and_the_segment(run: Terminal) -> None:
    code, out, _ = run("targets", "--kind", "target", "-i", "就业", "--format", "json")
    given = json.loads(out)
    assert code == 0
    assert given["query"] == {"district": None, "year": None, "indicator": "就业", "kind": "target", "wide": False}
    rows = given["rows"]
    assert [(row["low"], row["unit"], row["comparison"]) for row in rows] == [(9000.0, "人", "ge"), (None, "", "flat")]
    assert set(rows[0]) >= {"segment", "document", "start", "end", "figure", "text"}


def test_the_wide_table_for_a_spreadsheet(run: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "gdp.csv"
    code, _, err = run("targets", "-i", "地区生产总值", "--wide", "-o", str(place))
    assert (code, "已写入" in err) == (0, True)
    rows = list(csv.DictReader(io.StringIO(place.read_text(encoding="utf-8-sig"))))
    assert [row["2020_target"] for row in rows] == ["≈6%", ""]
    assert [row["2020_result"] for row in rows] == ["5.1%", ""]
    assert [row["2019_result"] for row in rows] == ["6.8%", "402.6亿元"]
    book = tmp_path / "all.xlsx"
    assert run("targets", "-o", str(book))[0] == 0
    assert 6.8 in pl.read_excel(book)["下限"].to_list()


def test_an_unknown_indicator_is_one_line(run: Terminal) -> None:
    code, out, err = run("targets", "-i", "桥隧比")
    assert (code, out) == (1, "")
    assert err.startswith("topics: --indicator: no plan here states a figure about '桥隧比'")
    assert err.count("\n") == 1
