"""Shares: values counted by head, laws, and what is refused."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.analyse.conftest import Made, make, panel
from topics.analyse.grouping import Question, grouped
from topics.analyse.share.shares import (
    BASES,
    BOOTSTRAP,
    NO_ERROR,
    NO_SPREAD,
    NO_TEXT,
    ONE_PLAN,
    TWO_PLANS,
    UNMOVED,
    shares,
    shares_of,
)
from topics.errors import OptionError
from topics.tables import UNASSIGNED


def test_shares_by_district_and_year_are_fractions_of_all_characters(small: Made) -> None:
    table = shares(*small.core, small.themes)
    assert table.columns[:5] == ["district", "year", "theme", "name_zh", "name_en"]
    east = table.filter(pl.col("district") == "东城街道", pl.col("year") == 2018)
    assert east["theme"].to_list() == ["industry", "livelihood", "party", UNASSIGNED]
    assert east["share"].to_list() == pytest.approx([0.3, 0.6, 0.0, 0.1])
    assert east["n_characters"].to_list() == [100] * 4
    assert set(east["basis"][:3]) <= {ONE_PLAN, UNMOVED}, "which of them, the measured errors say"
    assert east["basis"][3] == NO_ERROR
    assert east["low"].null_count() == 1
    assert (east["low"] <= east["share"])[:3].all()
    assert (east["share"] <= east["high"])[:3].all()


def test_an_interval_of_no_width_says_why(small: Made) -> None:
    group = grouped(*small.core, small.themes, Question(("district", "year"))).members[0]
    drawn = np.tile(group.shares, (100, 1))
    drawn[:2] = drawn[:2, ::-1]  # two draws of a hundred move it
    drawn[::10, 2] += 0.1
    table = shares_of([group], [drawn])
    assert table["basis"].to_list() == [UNMOVED, UNMOVED, ONE_PLAN, NO_ERROR]
    assert (table["low"] == table["high"]).to_list() == [True, True, False, None]


def test_groups_pool_characters_not_plans(small: Made) -> None:
    table = shares(*small.core, small.themes, by=["district"])
    east = table.filter(pl.col("district") == "东城街道")
    # 30 and 100 of the two plans' 200 characters, not the mean of 0.3 and 1
    assert east["share"][0] == pytest.approx(0.65)
    assert set(east["basis"]) == {TWO_PLANS, NO_ERROR}
    assert set(east["n_documents"]) == {2}


def test_no_group_is_the_whole_corpus(small: Made) -> None:
    table = shares(*small.core, small.themes, by=[])
    assert table.columns[0] == "theme"
    assert table["share"].to_list() == pytest.approx([280 / 440, 110 / 440, 40 / 440, 10 / 440])


def test_a_column_of_the_corpus_can_group(small: Made) -> None:
    table = shares(*small.core, small.themes, by=["kind"])
    assert table.filter(pl.col("kind") == "zone", pl.col("theme") == "party")["share"].item() == 1


def test_a_half_is_its_own_denominator(small: Made) -> None:
    table = shares(*small.core, small.themes, half="plan")
    east = table.filter(pl.col("district") == "东城街道", pl.col("year") == 2018)
    assert east["share"].to_list() == pytest.approx([0, 60 / 70, 0, 10 / 70])
    assert east["n_characters"][0] == 70
    zone = table.filter(pl.col("district") == "下沙街道")
    assert zone["share"].null_count() == 4
    assert set(zone["basis"]) == {NO_TEXT}
    assert set(zone["n_documents"]) == {0}


def test_topics_keep_the_unassigned_last(small: Made) -> None:
    table = shares(*small.core, small.topics, level="topics", by=[])
    assert table.columns[:3] == ["topic", "name", "theme"]
    assert table["topic"].to_list() == [0, 1, 2, -1]
    assert table["share"].sum() == pytest.approx(1)


def test_filters_keep_the_groups_they_name(small: Made) -> None:
    table = shares(*small.core, small.themes, district="东城街道", year=2022)
    assert table.select("district", "year").unique().rows() == [("东城街道", 2022)]
    assert table["share"].to_list() == [1, 0, 0, 0]


def test_an_unknown_district_is_a_group_and_can_be_chosen() -> None:
    made = make({"?@2018": [("party", "plan", 5)], "东区@?": [("party", "plan", 5)]})
    assert shares(*made.core, made.themes)["district"].null_count() == 4
    assert shares(*made.core, made.themes, district="?")["year"].unique().to_list() == [2018]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (
            {"district": "东成街道"},
            "--district: '东成街道' is not there; allowed: 下沙街道, 东城街道, 龙城街道; did you mean 东城街道?",
        ),
        ({"year": 2019}, "--year: '2019' is not there; allowed: 2018, 2022; did you mean 2018?"),
        ({"district": "下沙街道", "year": 2018}, "no plan of 下沙街道 in 2018; allowed: the years 2022 for 下沙街道"),
        (
            {"by": ["distrct"]},
            "--by: 'distrct' is not there; allowed: document, district, year, kind; did you mean district?",
        ),
        (
            {"by": ["year", "year"]},
            "--by year,year: a column twice; allowed: document, district, year, kind; name each column once",
        ),
        ({"half": "plans"}, "--half: 'plans' is not there; allowed: all, review, plan, neither; did you mean plan?"),
        ({"level": "theme"}, "--level: 'theme' is not there; allowed: themes, topics; did you mean themes?"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(small: Made, asked: dict[str, object], line: str) -> None:
    with pytest.raises(OptionError) as caught:
        shares(*small.core, small.themes, **asked)  # type: ignore[arg-type]
    assert str(caught.value) == line


def test_an_assignment_the_names_do_not_hold_is_a_fault(small: Made) -> None:
    with pytest.raises(ValueError, match="东城街道@2018#1 has no theme"):
        shares(*small.core, small.themes.filter(pl.col("theme") != "livelihood"))


plans = st.dictionaries(
    st.builds("{}@{}".format, st.sampled_from(["甲", "乙", "丙", "?"]), st.sampled_from(["2018", "2019", "?"])),
    st.lists(
        st.tuples(
            st.sampled_from(["industry", "livelihood", "party", UNASSIGNED]),
            st.sampled_from(["review", "plan", "neither"]),
            st.integers(1, 500),
        ),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
)


@settings(max_examples=60, deadline=None)
@given(
    plans=plans, half=st.sampled_from(["all", "plan"]), by=st.sampled_from([(), ("district",), ("district", "year")])
)
def test_laws(plans: dict[str, list[tuple[str, str, int]]], half: str, by: tuple[str, ...]) -> None:
    made = make(plans)
    table = shares(*made.core, made.themes, by=by, half=half)
    groups = table.group_by(by or pl.lit(0)).agg(pl.col("share").sum(), pl.len(), pl.col("n_characters").first())
    assert set(groups["len"]) == {4}
    filled = groups.filter(pl.col("n_characters") > 0)
    assert np.allclose(filled["share"], 1)
    segments = made.segments if half == "all" else made.segments.filter(pl.col("half") == half)
    assert groups["n_characters"].sum() == segments["n_characters"].sum()
    assert set(table["basis"]) <= set(BASES)
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=1) for frame in made.core]
    assert_frame_equal(
        shares(shuffled[0], shuffled[1], shuffled[2], made.themes, by=by, half=half), table, check_exact=True
    )


def test_intervals_hold_the_share_and_stay_within_bounds() -> None:
    made = panel(12, 2)
    table = shares(*made.core, made.themes, by=["year"])
    assert set(table["basis"]) == {BOOTSTRAP}
    assert (table["low"] < table["share"]).all()
    assert (table["share"] < table["high"]).all()
    assert table["low"].min() > 0  # type: ignore[operator]


def test_a_theme_no_plan_has_gets_no_interval() -> None:
    made = make(
        {f"甲@{year}": [("party", "plan", 50 + year % 7), ("industry", "plan", 40)] for year in range(2010, 2016)}
    )
    table = shares(*made.core, made.themes, by=["district"])
    bases = dict(zip(table["theme"], table["basis"], strict=True))
    assert bases == {"industry": BOOTSTRAP, "party": BOOTSTRAP, "livelihood": NO_SPREAD, UNASSIGNED: NO_SPREAD}
    assert table.filter(pl.col("theme") == "livelihood")["share"].item() == 0
