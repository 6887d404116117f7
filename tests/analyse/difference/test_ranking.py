"""Ranking groups in tiers: which pairs are told apart, and how often alike groups are."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.analyse.conftest import Made, make, panel
from topics.analyse.difference import separation
from topics.analyse.difference.ranking import rank, tiers
from topics.analyse.difference.separation import ASSIGNED, BLOCKED, NOTHING, POOLED, POOLED_INTERVAL, SEPARATE, separate
from topics.analyse.grouping import Question, grouped
from topics.analyse.share.shares import NO_ERROR, ONE_PLAN, STUDENT
from topics.errors import OptionError
from topics.tables import RANKS


def districts(shares: dict[str, list[int]]) -> Made:
    """Build plans of 100 characters, a district's party characters year by year."""
    return make(
        {
            f"{place}@{2010 + i}": [("party", "plan", n), ("industry", "plan", 100 - n)]
            for place, years in shares.items()
            for i, n in enumerate(years)
        }
    )


CLEAR = districts({"甲": [50, 52, 51, 49], "乙": [30, 31, 29, 32], "丙": [31, 30, 32, 30], "丁": [5, 6, 4, 5]})


def test_clear_groups_stand_in_tiers_and_alike_ones_in_one() -> None:
    found = rank(*CLEAR.core, CLEAR.themes, "party")
    assert found.ranks["district"].to_list() == ["甲", "丙", "乙", "丁"]
    assert found.ranks["tier"].to_list() == [1, 2, 2, 3]
    assert found.ranks["rank_best"].to_list() == [1, 2, 2, 4]
    assert found.ranks["rank_worst"].to_list() == [1, 3, 3, 4]
    assert (found.n_pairs, found.n_told, found.basis) == (6, 5, SEPARATE)
    assert set(found.ranks["basis"]) == {STUDENT}
    assert found.note.startswith("5 of 6 pairs can be told apart")
    assert "分为 3 档" in found.note_zh
    RANKS.check(found.ranks)


def test_the_smallest_difference_is_the_critical_value_and_power_times_the_error() -> None:
    found = rank(*CLEAR.core, CLEAR.themes, "party")
    groups = grouped(*CLEAR.core, CLEAR.themes, Question(("district",)))
    # equal lengths: the error of a share is that of a mean of four
    years = np.array([[50, 52, 51, 49], [30, 31, 29, 32], [31, 30, 32, 30], [5, 6, 4, 5]]) / 100
    errors = years.std(axis=1, ddof=1) / 2
    pairs = [np.hypot(errors[i], errors[j]) for i in range(4) for j in range(i)]
    assert found.smallest_difference is not None
    critical = found.smallest_difference / np.median(pairs) - 0.8416
    # Games and Howell: the studentised range of four over the root of two has 3.46 at six degrees of freedom, 4.83 at 3
    assert 3.4 < critical < 5.0
    told = separate(groups, [0, 1, 2, 3], [2], CLEAR.themes)[0].told
    assert (told == told.T).all()
    assert not told.diagonal().any()


def test_the_pooled_rule_agrees_with_tukey() -> None:
    from scipy import stats

    rng = np.random.default_rng(2)
    counts = rng.integers(20, 60, size=(12, 2))
    made = districts({f"区{i:02d}": row.tolist() for i, row in enumerate(counts)})
    found = rank(*made.core, made.themes, "party")
    assert found.basis == POOLED
    assert set(found.ranks["basis"]) == {POOLED_INTERVAL}
    tukey = stats.tukey_hsd(*(counts / 100)).confidence_interval(0.95)
    reach = float((tukey.high - tukey.low)[0, 1]) / 2
    error = np.sqrt((counts / 100).var(axis=1, ddof=1).mean())  # two plans a group: the error of a difference
    assert found.smallest_difference == pytest.approx(reach + 0.8416 * error, rel=0.02)


def test_years_are_compared_within_districts() -> None:
    # districts far apart, each rising by about ten points a year
    base = {"甲": 60, "乙": 5, "丙": 30, "丁": 45}
    made = districts({place: [n, n + 10 + i % 2, n + 20 - i % 3] for i, (place, n) in enumerate(base.items())})
    found = rank(*made.core, made.themes, "party", by=["year"])
    assert found.basis == BLOCKED
    assert found.ranks["tier"].to_list() == [1, 2, 3]
    # without the districts to hold them against, the years could not be told apart
    names = made.documents.with_columns(district=pl.concat_str("district", pl.col("year").cast(pl.String)))
    loose = rank(names, made.segments, made.assignments, made.themes, "party", by=["year"])
    assert loose.basis == SEPARATE
    assert loose.n_told == 0


def test_one_plan_a_group_speaks_of_the_texts_only() -> None:
    made = make(
        {
            "甲@2020": [("party", "plan", 50)] * 20,
            "乙@2020": [("industry", "plan", 50)] * 20,
            "丙@2020": [("industry", "plan", 50)] * 19 + [("party", "plan", 50)],
        }
    )
    found = rank(*made.core, made.themes, "party")
    assert found.basis == ASSIGNED
    assert found.ranks["tier"].to_list() == [1, 2, 2]
    assert set(found.ranks["basis"]) == {ONE_PLAN}
    assert "With one plan a group, this is about these texts only" in found.note
    assert "各组只有一份文件" in found.note_zh


def test_where_nothing_is_known_all_are_one_tier(small: Made) -> None:
    found = rank(*small.core, small.topics, 0, level="topics")
    assert found.basis == NOTHING
    assert set(found.ranks["tier"]) == {1}
    assert set(found.ranks["rank_worst"]) == {3}
    assert set(found.ranks["basis"]) == {NO_ERROR}
    assert found.smallest_difference is None
    assert "no two groups can be told apart" in found.note


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"code": "parti"}, "theme: 'parti' is not there; allowed: industry, livelihood, party, unassigned"),
        ({"code": "party", "by": []}, "rank --by : 1 group with text; allowed: two groups or more"),
        ({"code": "party", "by": ["place"]}, "--by: 'place' is not there"),
        ({"code": "party", "half": "review", "by": ["kind"]}, "rank --by kind: 1 group with text"),
    ],
)
def test_what_cannot_be_ranked_is_refused(small: Made, asked: dict[str, Any], line: str) -> None:
    with pytest.raises(OptionError) as caught:
        rank(*small.core, small.themes, **asked)
    assert str(caught.value).startswith(line)


def test_groups_without_text_are_left_out(small: Made) -> None:
    found = rank(*small.core, small.themes, "industry", half="plan")
    assert "下沙街道" not in found.ranks["district"].to_list()


@settings(max_examples=60, deadline=None)
@given(told=st.integers(1, 8).flatmap(lambda n: arrays(bool, (n, n))))
def test_no_two_of_one_tier_are_told_apart_and_tiers_never_fall(told: np.ndarray) -> None:
    told = (told | told.T) & ~np.eye(len(told), dtype=bool)
    found = tiers(told)
    assert found[0] == 1
    assert set(np.diff(found)) <= {0, 1}
    same = found[:, None] == found
    assert not (told & same).any()
    for tier in range(2, found[-1] + 1):  # each tier begins where it must
        first = int(np.argmax(found == tier))
        assert told[first, found == tier - 1].any()


def test_alike_groups_are_rarely_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separation, "_SIMULATED", 1000)
    rng = np.random.default_rng(5)
    false: dict[str, list[bool]] = {SEPARATE: [], POOLED: []}
    for _ in range(60):
        for n_plans in (5, 2):
            counts = rng.normal(40, 8, size=(10, n_plans)).round().astype(int).clip(1, 99)
            made = districts({f"区{i:02d}": row.tolist() for i, row in enumerate(counts)})
            found = rank(*made.core, made.themes, "party")
            false[found.basis].append(found.n_told > 0)
    # three standard errors of a rate of 0.05 over 60 runs are 0.084
    assert all(len(runs) == 60 and np.mean(runs) <= 0.05 + 0.084 for runs in false.values())


def test_the_order_of_rows_changes_nothing() -> None:
    made = panel(5, 4)
    first = rank(*made.core, made.themes, "party", by=["year"])
    mixed = [frame.sample(fraction=1, shuffle=True, seed=4) for frame in made.core]
    second = rank(mixed[0], mixed[1], mixed[2], made.themes, "party", by=["year"])
    assert first.ranks.equals(second.ranks)
    assert first.note == second.note
    assert isinstance(first.ranks, pl.DataFrame)
