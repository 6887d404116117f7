"""Pairs of passages as a person reads them."""

from __future__ import annotations

import polars as pl

from topics.show.sidebyside import marked, side_by_side, tally
from topics.tables import ALIGNMENTS, LEDGER, LEDGER_COUNTS, THEMES


def test_shared_words_are_marked_and_the_text_begins_before_them() -> None:
    text = "一、坚持问题导向，久久为功，下大力气，白鹭路拓宽2.8公里，10月通车"
    assert marked(text, ["2.8公里", "白鹭路"]) == "…，下大力气，【白鹭路】拓宽【2.8公里】，10月通车"
    assert marked("长120座", ["20座"]) == "长120座"
    assert marked("白鹭路", []) == "白鹭路"


def test_a_long_text_is_cut_and_its_mark_closed() -> None:
    cut = marked("白鹭路" * 40, ["白鹭路" * 40])
    assert cut.endswith("】…")
    assert len(cut) <= 62
    assert marked("路" * 80, []) == "路" * 59 + "…"


def test_a_table_of_pairs_keeps_what_fits_beside_each_other() -> None:
    row = ("both", "a#0", "b#3", 0.875, ["白鹭路"], "urban", "白鹭路通车", "修白鹭路")
    frame = pl.DataFrame(
        [row, ("a", "a#1", None, None, [], "urban", "种树", None)], schema=ALIGNMENTS.schema, orient="row"
    )
    shown = side_by_side(frame)
    assert shown.columns == ["relation", "similarity", "segment_a", "text_a", "segment_b", "text_b"]
    assert shown["segment_b"].to_list() == ["#3", None]
    assert shown["text_a"].to_list() == ["【白鹭路】通车", "种树"]
    assert shown["text_b"].to_list() == ["修【白鹭路】", None]


def test_a_tally_has_a_row_a_theme_and_a_column_a_status() -> None:
    counts = pl.DataFrame(
        [
            ("review", "", "done", 3, 0.75, 2, 1.0),
            ("review", "", "not mentioned", 1, 0.25, 0, 0.0),
            ("review", "", "unplanned", 5, None, 0, None),
            ("review", "urban", "done", 3, 0.75, 2, 1.0),
            ("plan", "", "new", 2, None, 0, None),
        ],
        schema=LEDGER_COUNTS.schema,
        orient="row",
    )
    themes = pl.DataFrame(
        [("urban", "城市", "City", [], 1, 1), ("party", "党建", "Party", [], 1, 1)], schema=THEMES.schema, orient="row"
    )
    assert tally(counts, themes, "review", "en").rows() == [
        ("All themes", "3 (75 %)", "0", "1 (25 %)", "5"),
        ("City", "3 (75 %)", "0", "0", "0"),
    ]
    assert tally(counts, themes, "review", "zh").columns == ["主题", "已完成", "部分完成", "未提及", "计划外"]
    assert tally(counts, themes, "plan", "zh")["新提出"].to_list() == ["2"]


def test_a_ledger_names_districts_and_years_where_there_are_several() -> None:
    rest: tuple[object, ...] = (0, None, None, [], None, [], [], 0, "urban", "修路", None)
    plans = (("松林区", 2020), ("云雀县", 2021))
    rows = [(place, year, "review", "not mentioned", f"{place}@{year}#7", *rest) for place, year in plans]
    frame = pl.DataFrame(rows, schema=LEDGER.schema, orient="row")
    assert side_by_side(frame).columns[:4] == ["district", "year", "against", "status"]
    alone = side_by_side(frame.head(1))
    assert alone.columns == ["against", "status", "planned", "text_planned", "later", "text_later", "signs"]
    assert alone["planned"].to_list() == ["#7"]
