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
    assert rows["theme"].to_list() == ["urban", "urban", "urban", None, "party", "party", "unassigned"]
    assert rows["topic"].to_list() == [None, 0, 2, -1, None, 1, None]
    assert rows["name"].to_list() == ["城市", "老旧小区", "公交", "", "党建", "支部", "未归类"]
    assert rows["share"].to_list() == [0.6, 0.5, 0.1, 0.2, 0.2, 0.2, 0.2]


def test_topics_of_one_coarse_topic_stand_together() -> None:
    grouped = topics.with_columns(
        topic=pl.Series([0, 1, 2, 3]), theme=pl.lit("urban"), n_characters=pl.lit(20, pl.Int64)
    )
    rows = overview(themes, grouped.with_columns(coarse_name=pl.Series(["更新", "交通", "更新", "交通"])))
    assert rows.filter(theme="urban").select("topic", "coarse_name").rows() == [
        (None, None),
        (0, "更新"),
        (2, "更新"),
        (1, "交通"),
        (3, "交通"),
    ]
    assert overview(themes, topics)["coarse_name"].null_count() == 7  # a model without has none


def test_names_in_english() -> None:
    assert overview(themes, topics, "en")["name"][0] == "Urban"


def test_an_empty_model_has_no_rows() -> None:
    assert overview(THEMES.empty(), TOPICS.empty()).is_empty()
