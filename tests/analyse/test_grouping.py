"""What was drawn, plans or districts: groups of a panel are held to their districts, in every answer."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import Made, make, panel
from topics.analyse.choices import group_columns
from topics.analyse.difference.comparison import compare
from topics.analyse.difference.permutation import permute
from topics.analyse.difference.ranking import rank
from topics.analyse.grouping import DISTRICT, PLAN, Question, drawn_unit, grouped
from topics.analyse.share.decomposition import decompose
from topics.analyse.share.intervals import share_interval
from topics.analyse.share.shares import BOOTSTRAP_DISTRICTS, ONE_DISTRICT, STUDENT, STUDENT_DISTRICTS, shares
from topics.tables import DOCUMENTS


def in_regions(districts: int, years: int) -> Made:
    """Build a panel whose districts lie in two regions, every second one in the south."""
    made = panel(districts, years)
    south = pl.col("district").str.slice(1).cast(pl.Int64) % 2 == 1
    region = pl.when(south).then(pl.lit("南")).otherwise(pl.lit("北")).alias("region")
    return Made(made.documents.with_columns(region), *made.core[1:], made.themes, made.topics)


PANEL = in_regions(8, 3)


def test_plans_are_grouped_by_what_they_belong_to() -> None:
    assert group_columns(DOCUMENTS.empty()) == ["document", "district", "year"]
    assert group_columns(PANEL.documents) == ["document", "district", "year", "region"]


def by_plan(made: Made, districts: list[str]) -> np.ndarray:
    """Count characters by district and theme, apart from the program."""
    rows = made.segments.join(made.assignments.select("segment", "theme"), on="segment")
    rows = rows.join(made.documents.select("document", "district"), on="document")
    table = rows.group_by("district", "theme").agg(pl.col("n_characters").sum())
    codes = made.themes["theme"].to_list()
    return np.array(
        [
            [table.filter(pl.col("district") == d, pl.col("theme") == c)["n_characters"].sum() for c in codes]
            for d in districts
        ],
        dtype=np.float64,
    )


def test_plans_are_drawn_unless_districts_of_a_group_have_several() -> None:
    assert drawn_unit([["甲", "乙"], ["甲", "乙"]]) == PLAN  # years: a plan a district
    assert drawn_unit([["甲", "甲"], ["乙", "乙"]]) == PLAN  # districts: each speaks for itself
    assert drawn_unit([["甲", "甲", "乙"]]) == DISTRICT
    assert drawn_unit([["甲", "甲"], ["乙", "丙"]]) == DISTRICT  # one rule for all groups of a question
    assert drawn_unit([[None, None], [None]]) == PLAN  # nothing is known of whose they are
    assert drawn_unit([[]]) == PLAN


def test_a_region_s_interval_is_made_over_its_districts() -> None:
    table = shares(*PANEL.core, PANEL.themes, by=["region"]).filter(pl.col("region") == "北")
    low, high = share_interval(by_plan(PANEL, ["区00", "区02", "区04", "区06"]))
    assert table["low"].to_list() == pytest.approx(low.tolist())
    assert table["high"].to_list() == pytest.approx(high.tolist())
    assert set(table["basis"]) == {STUDENT_DISTRICTS}
    assert set(table["n_documents"]) == {12}  # the plans are counted as before


def test_the_whole_corpus_is_so_many_districts() -> None:
    assert set(shares(*PANEL.core, PANEL.themes, by=[])["basis"]) == {BOOTSTRAP_DISTRICTS}
    alone = shares(*PANEL.core, PANEL.themes, by=[], district="区03")
    assert set(alone["basis"]) == {STUDENT}  # of one district its plans


def test_years_and_districts_are_as_they_were() -> None:
    for by in (["district"], ["year"]):
        groups = grouped(*PANEL.core, PANEL.themes, Question(by))
        assert {group.unit for group in groups.members} == {PLAN}
        assert all(np.array_equal(group.drawn, group.counts) for group in groups.members)


def test_a_region_of_one_district_has_no_sampling_interval_however_many_its_plans() -> None:
    made = make(
        {f"{d}@{y}": [("industry", "plan", 60 + y % 7), ("party", "plan", 40)] for d in "甲乙丙" for y in (2019, 2020)},
        {"kind": ["县", "县", "区", "区", "区", "区"]},
    )
    made = Made(made.documents, made.segments, _with_second(made.assignments), made.themes, made.topics)
    table = shares(*made.core, made.themes, by=["kind"]).filter(pl.col("kind") == "县", pl.col("theme") == "industry")
    assert table["basis"].to_list() == [ONE_DISTRICT]
    assert table["n_documents"].to_list() == [2]


def _with_second(assignments: pl.DataFrame) -> pl.DataFrame:
    return assignments.with_columns(second=pl.lit("livelihood"), second_probability=pl.lit(0.05))


def test_regions_are_compared_by_permuting_their_districts() -> None:
    result = compare(*PANEL.core, PANEL.themes, "region=北", "region=南")
    a, b = (by_plan(PANEL, [f"区{d:02d}" for d in range(first, 8, 2)]) for first in (0, 1))
    expected = permute(a, b, paired=False)
    codes = PANEL.themes["theme"].to_list()
    p = dict(result.differences.select("theme", "p").iter_rows())
    assert [p[code] for code in codes] == pytest.approx(expected.p.tolist())
    assert result.basis == "permuting 8 whole districts, all 70 arrangements"
    assert "whole districts" in result.interval_basis
    assert set(result.differences["n_documents_a"]) == {12}


def test_too_few_districts_make_no_test_of_many_plans() -> None:
    result = compare(*in_regions(4, 6).core, PANEL.themes, "region=北", "region=南")
    assert result.basis == "no test: fewer than 4 districts a side (2 and 2)"
    assert "with 2 against 2 districts no statement can be made about other districts" in result.note
    assert "2 个和 2 个地区" in result.note_zh
    assert result.differences["p"].null_count() == result.differences.height


def test_two_spans_of_years_are_compared_district_by_district() -> None:
    made = panel(5, 4)
    early = pl.when(pl.col("year") < 2012).then(pl.lit("early")).otherwise(pl.lit("late")).alias("span")
    made = Made(made.documents.with_columns(early), *made.core[1:], made.themes, made.topics)
    result = compare(*made.core, made.themes, "span=early", "span=late")
    assert result.basis.startswith("swapping the plans of 5 pairs")


def test_two_districts_are_still_compared_year_by_year() -> None:
    result = compare(*panel(3, 5).core, PANEL.themes, "区00", "区02")
    assert result.basis == "swapping the plans of 5 pairs, all 32 arrangements"
    assert result.note.endswith("between plans, each year anew.")
    longer = compare(*panel(3, 6).core, PANEL.themes, "区00", "区02")
    assert longer.note.endswith("where a plan carries on the one before, p is too small.")
    assert longer.note_zh.endswith("p 值会偏小。")
    assert "carries on" not in compare(*panel(7, 2).core, PANEL.themes, "2010", "2011").note


def test_years_that_lack_some_districts_are_told_of() -> None:
    """Plans of some years are missing: no pairs, which is more careful than it need be, and said."""
    made = panel(9, 2)
    there = made.documents.filter(~pl.col("document").is_in(["区00@2010", "区01@2011"]))
    result = compare(there, *made.core[1:], made.themes, "2010", "2011")
    assert result.basis.startswith("permuting 16 whole plans")
    assert "Districts on both sides: 7; others are on one side only" in result.note
    assert "两方共有 7 个地区" in result.note_zh
    assert "both sides" not in compare(*made.core, made.themes, "2010", "2011").note


def test_words_are_tested_by_the_same_arrangements() -> None:
    from topics.analyse.difference.sides import find_sides
    from topics.analyse.profiles import profiles

    profile = profiles(*PANEL.core, PANEL.themes)
    sides = find_sides(profile, PANEL.documents, "region=北", "region=南", "all")
    arranged = sides.arrangements()
    assert arranged is not None
    assert arranged.shape == (70, 24)
    place = profile.documents["district"].gather(np.concatenate([sides.a, sides.b])).to_numpy()
    for name in np.unique(place):  # the plans of a district stay together
        assert (np.ptp(arranged[:, place == name], axis=1) == 0).all()


def test_ranks_and_parts_are_made_over_districts() -> None:
    found = rank(*PANEL.core, PANEL.themes, "industry", by=["region"])
    assert "by whole districts" in found.basis
    parts = decompose(*PANEL.core, PANEL.themes, by=["region"]).filter(pl.col("source") == "plans")
    assert parts["basis"].str.starts_with("spread between whole districts").all()


def test_districts_far_apart_do_not_pass_for_many_plans() -> None:
    """Two regions of four districts; plans of a district are copies of each other: copies add no evidence."""
    rng = np.random.default_rng(0)
    plans = {}
    for d in range(8):
        n = int(rng.integers(20, 80))
        for year in range(2010, 2016):
            plans[f"区{d:02d}@{year}"] = [("industry", "plan", n), ("party", "plan", 100 - n)]
    made = make(plans, {"region": [("北", "南")[d % 2] for d in range(8) for _ in range(6)]})
    many = compare(*made.core, made.themes, "region=北", "region=南").differences
    once = Made(made.documents.filter(pl.col("year") == 2010), *made.core[1:], made.themes, made.topics)
    few = compare(*once.core, made.themes, "region=北", "region=南").differences
    for column in ("difference", "difference_low", "difference_high", "p", "q"):
        assert many[column].to_list() == pytest.approx(few[column].to_list(), abs=1e-6)
