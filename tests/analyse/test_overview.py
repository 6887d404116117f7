"""Themes come in their own order, each followed by its topics; both levels add up to the whole corpus."""

from __future__ import annotations

import polars as pl

from topics.analyse.overview import overview
from topics.tables import THEMES, TOPICS

themes = pl.DataFrame(
    [
        ("urban", "城市", "Urban", ["道路"], 3, 60),
        ("party", "党建", "Party", [], 1, 20),
        ("unassigned", "未归类", "-", [], 1, 20),
    ],
    schema=THEMES.schema,
    orient="row",
)
topics = pl.DataFrame(
    [
        (0, "urban", "老旧小区", ["小区"], 2, 50),
        (1, "party", "支部", [], 1, 20),
        (2, "urban", "公交", [], 1, 10),
        (-1, "urban", "", [], 1, 20),
    ],
    schema=TOPICS.schema,
    orient="row",
)


def test_topics_stand_under_their_theme_the_largest_first_and_none_last() -> None:
    rows = overview(themes, topics)
    assert rows["theme"].to_list() == ["urban", "urban", "urban", "urban", "party", "party", "unassigned"]
    assert rows["topic"].to_list() == [None, 0, 2, -1, None, 1, None]
    assert rows["name"].to_list() == ["城市", "老旧小区", "公交", "", "党建", "支部", "未归类"]
    assert rows["share"].to_list() == [0.6, 0.5, 0.1, 0.2, 0.2, 0.2, 0.2]


def test_names_in_english() -> None:
    assert overview(themes, topics, "en")["name"][0] == "Urban"


def test_an_empty_model_has_no_rows() -> None:
    assert overview(THEMES.empty(), TOPICS.empty()).is_empty()
