"""What a segment counts for, the year its text is about, and counting softly: values by head, and laws."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analyse.conftest import Made, make, panel
from topics.analyse.profiles import profiles
from topics.analyse.selection import select
from topics.analyse.share.shares import shares
from topics.analyse.weights import dated, weigh
from topics.errors import OptionError
from topics.tables import UNASSIGNED


def figures(text: str) -> float:
    return float(weigh(pl.DataFrame({"text": [text], "n_characters": [1]}), "figures")[0])


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("全区生产总值增长6.5%，投资1,200亿元", 2),
        ("２０２３年新增３家", 1),
        ("2021-2025年建成12个", 1),
        ("3月5日第2届开幕", 0),
        ("（1）改造小区3个", 1),
        ("1.改造小区", 0),
        ("1.5万人就业", 1),
        ("新增三家企业", 0),
        ("20XX年建成**所学校", 1),
        ("近10年来", 1),
    ],
)
def test_figures_are_numbers_in_digits_without_dates_ordinals_and_list_marks(text: str, n: int) -> None:
    assert figures(text) == n


def test_shares_by_segments_and_by_figures(small: Made) -> None:
    by_segments = shares(*small.core, small.themes, weights="segments", district="东城街道", year=2018)
    assert by_segments["share"].to_list() == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])
    assert by_segments["n_segments"].to_list() == [3] * 4
    assert by_segments["n_characters"].to_list() == [100] * 4  # the characters stay those of the text
    figured = small.segments.with_columns(text=pl.lit("建成3个、5公里"))
    by_figures = shares(small.documents, figured, small.assignments, small.themes, weights="figures", by=[])
    assert by_figures["n_figures"].to_list() == [14] * 4
    assert by_figures["share"].to_list() == pytest.approx([3 / 7, 2 / 7, 1 / 7, 1 / 7])


def test_text_without_figures_has_no_share_of_them(small: Made) -> None:
    table = shares(*small.core, small.themes, weights="figures")
    assert table["share"].null_count() == table.height
    assert set(table["n_figures"]) == {0}


def test_by_content_a_review_counts_a_year_earlier() -> None:
    made = make(
        {
            "甲@2020": [("party", "review", 10), ("industry", "plan", 30)],
            "甲@2021": [("livelihood", "review", 70), ("party", "plan", 50), ("party", "neither", 50)],
        }
    )
    table = shares(*made.core, made.themes, by=["year"], year_of="content")
    figures = {
        (row["year"], row["theme"]): (row["share"], row["n_characters"], row["n_documents"]) for row in table.to_dicts()
    }
    assert sorted({year for year, _ in figures}) == [2019, 2020, 2021]
    assert figures[2019, "party"] == (1.0, 10, 1)
    assert figures[2020, "livelihood"] == (0.7, 100, 2)  # what 2021 reviews, beside what 2020 planned
    assert figures[2021, "party"] == (1.0, 100, 1)
    whole = shares(*made.core, made.themes, by=["district"], year_of="content")
    assert set(whole["n_documents"]) == {2}  # a plan's two parts are one plan
    assert whole["share"].equals(shares(*made.core, made.themes, by=["district"])["share"])


def test_the_segments_behind_a_year_of_content() -> None:
    made = make({"甲@2021": [("party", "review", 70), ("party", "plan", 50)]})
    assert select(*made.core, year=2020, year_of="content")["half"].to_list() == ["review"]
    assert select(*made.core, year=2021, year_of="content")["half"].to_list() == ["plan"]
    assert select(*made.core, year=2021)["half"].to_list() == ["review", "plan"]


def test_soft_shares_split_a_segment_by_its_two_probabilities() -> None:
    made = make({"甲@2020": [("party", "plan", 100), (UNASSIGNED, "plan", 100)]})
    assignments = made.assignments.with_columns(
        probability=pl.lit(0.6), second=pl.lit("industry"), second_probability=pl.lit(0.2)
    )
    table = shares(made.documents, made.segments, assignments, made.themes, soft=True)
    # 0.6 and 0.2 of 0.8; what is unassigned stays whole
    assert table["share"].to_list() == pytest.approx([0.125, 0, 0.375, 0.5])
    unseen = assignments.with_columns(rest=pl.lit(0.6))
    table = shares(made.documents, made.segments, unseen, made.themes, soft=True)
    # unless a theme that competed unseen was likelier
    assert table["share"].to_list() == pytest.approx([0.25, 0, 0.375, 0.375])


def test_what_cannot_be_counted_softly_is_refused(small: Made) -> None:
    with pytest.raises(OptionError, match="--soft: no second theme to count"):
        shares(*small.core, small.themes, soft=True)
    with pytest.raises(OptionError, match="--soft: no second topic to count"):
        shares(*small.core, small.topics, soft=True, level="topics")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"weights": "words"}, "--weights: 'words' is not there; allowed: characters, segments, figures"),
        ({"year_of": "text"}, "--year-of: 'text' is not there; allowed: plan, content"),
    ],
)
def test_other_weights_and_years_are_refused(small: Made, asked: dict[str, str], line: str) -> None:
    with pytest.raises(OptionError) as caught:
        shares(*small.core, small.themes, **asked)  # type: ignore[arg-type]
    assert str(caught.value).startswith(line)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 100),
    weights=st.sampled_from(["characters", "segments"]),
    year_of=st.sampled_from(["plan", "content"]),
    half=st.sampled_from(["all", "review", "plan"]),
)
def test_every_share_leads_to_its_segments(seed: int, weights: str, year_of: str, half: str) -> None:
    made = panel(2, 2, seed=seed, segments=8)
    asked = {"by": ["district", "year"], "weights": weights, "year_of": year_of, "half": half}
    for row in shares(*made.core, made.themes, **asked).to_dicts():  # type: ignore[arg-type]
        if not row["n_documents"]:
            continue
        group = f"district={row['district']},year={row['year']}"
        found = select(*made.core, group=group, half=half, year_of=year_of)
        own = found.filter(pl.col("theme") == row["theme"])["segment"]
        sizes = made.segments.filter(pl.col("segment").is_in(own.implode()))
        weight = sizes.height if weights == "segments" else sizes["n_characters"].sum()
        total = row["n_segments"] if weights == "segments" else row["n_characters"]
        assert row["share"] * total == pytest.approx(weight)


def test_dated_keeps_every_segment_once() -> None:
    made = panel(3, 2)
    rows = dated(made.documents, made.segments, "content")
    assert rows.height == 2 * made.documents.height
    for year_of in ("plan", "content"):
        whole = profiles(dated(made.documents, made.segments, year_of), *made.core[1:], made.themes)
        assert whole.counts.sum() == made.segments["n_characters"].sum()
        assert whole.n_characters.sum() == made.segments["n_characters"].sum()
