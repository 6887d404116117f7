"""Intervals over plans: the standard error by hand, which way is taken, and what moves an interval how."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.analyse.conftest import make
from topics.analyse.share.intervals import difference_interval, ratios, resamples, share_interval
from topics.analyse.share.shares import STUDENT, shares


def test_the_error_of_a_ratio_by_hand() -> None:
    counts = np.array([[10.0, 90.0], [40.0, 160.0], [30.0, 70.0]])
    share, error = ratios(counts, np.ones((1, 3)))
    # 80 of 400; residuals 10 - 20, 40 - 40, 30 - 20; variance 3/2 * 200 / 400**2
    assert share[0, 0] == pytest.approx(0.2)
    assert error[0, 0] == pytest.approx(np.sqrt(1.5 * 200) / 400)


def test_a_plan_drawn_twice_counts_as_two() -> None:
    counts = np.array([[10.0, 90.0], [40.0, 160.0], [30.0, 70.0]])
    by_weight = ratios(counts, np.array([[2.0, 0.0, 1.0]]))
    by_copy = ratios(counts[[0, 0, 2]], np.ones((1, 3)))
    assert by_weight[0] == pytest.approx(by_copy[0])
    assert by_weight[1] == pytest.approx(by_copy[1])


def test_few_plans_take_students_t() -> None:
    counts = np.array([[10.0, 90.0], [40.0, 160.0], [30.0, 70.0]])
    low, high = share_interval(counts)
    # 4.302653 is the 0.975 quantile of t with two degrees of freedom
    reach = 4.302653 * np.sqrt(1.5 * 200) / 400 / (0.2 * 0.8)
    logit = np.log(0.2 / 0.8)
    assert low[0] == pytest.approx(1 / (1 + np.exp(reach - logit)), rel=1e-6)
    assert high[0] == pytest.approx(1 / (1 + np.exp(-reach - logit)), rel=1e-6)


def test_the_table_says_that_it_did() -> None:
    made = make(
        {f"甲@{y}": [("party", "plan", 50 + y % 7), ("industry", "plan", 40)] for y in (2010, 2012, 2013, 2015)}
    )
    table = shares(*made.core, made.themes, by=["district"])
    assert table["basis"][0] == STUDENT


def test_complementary_themes_have_complementary_intervals() -> None:
    counts = np.random.default_rng(0).integers(1, 100, size=(9, 2)).astype(float)
    low, high = share_interval(counts)
    assert low[0] == pytest.approx(1 - high[1])


def test_resamples_are_the_same_at_every_call_and_cannot_be_changed() -> None:
    first = resamples(7).copy()
    resamples.cache_clear()
    assert (resamples(7) == first).all()
    assert (first.sum(axis=1) == 7).all()
    with pytest.raises(ValueError, match="read-only"):
        resamples(7)[0, 0] = 3


def test_more_plans_of_a_kind_narrow_the_interval() -> None:
    counts = np.random.default_rng(1).integers(1, 100, size=(8, 3)).astype(float)
    widths = [np.subtract(*share_interval(np.tile(counts, (times, 1)))[::-1]) for times in (1, 4)]
    assert (widths[1] < widths[0]).all()


def test_alike_plans_have_no_interval() -> None:
    for n_plans in (3, 8):
        low, high = share_interval(np.tile([[10.0, 30.0, 0.0]], (n_plans, 1)) * np.arange(1, n_plans + 1)[:, None])
        assert np.isnan(low).all()
        assert np.isnan(high).all()


@settings(max_examples=80, deadline=None)
@given(counts=st.integers(3, 9).flatmap(lambda n: arrays(float, (n, 3), elements=st.integers(0, 10**6).map(float))))
def test_laws(counts: np.ndarray) -> None:
    counts[:, 2] += 1  # every plan has text
    share = counts.sum(axis=0) / counts.sum()
    low, high = share_interval(counts)
    given_ = np.isfinite(low)
    assert (given_ == np.isfinite(high)).all()
    assert (low[given_] >= 0).all()
    assert (high[given_] <= 1).all()
    assert (low[given_] <= share[given_] + 1e-12).all()
    assert (high[given_] >= share[given_] - 1e-12).all()
    again = share_interval(counts * 3)
    assert again[0] == pytest.approx(low, nan_ok=True)
    assert again[1] == pytest.approx(high, nan_ok=True)


def test_coverage_in_a_small_simulation() -> None:
    # benchmarks/coverage.py is the measure; this only catches an interval that has gone wrong
    rng = np.random.default_rng(0)
    true = np.array([0.5, 0.3, 0.2])
    held = []
    for n_plans in (4, 10):
        for _ in range(150):
            mixes = rng.dirichlet(true * 19, size=n_plans)
            counts = np.array([rng.multinomial(50, mix) for mix in mixes]).astype(float)
            low, high = share_interval(counts)
            held.append((low <= true) & (true <= high))
    # 900 intervals of which at most three share a sample: three standard errors of 0.95 over 300 are 0.038
    assert abs(np.mean(held) - 0.95) < 0.038


def test_the_interval_of_a_difference_is_welchs() -> None:
    from scipy import stats

    # plans of one length: the linearised ratio is the mean of the plans' shares
    a, b = np.array([10.0, 20.0, 15.0, 35.0]), np.array([50.0, 45.0, 40.0, 30.0, 60.0])
    low, high = difference_interval(np.stack([a, 100 - a], 1), np.stack([b, 100 - b], 1), paired=False)
    welch = stats.ttest_ind(a / 100, b / 100, equal_var=False).confidence_interval(0.95)
    assert (low[0], high[0]) == pytest.approx((welch.low, welch.high))
    low, high = difference_interval(np.stack([a, 100 - a], 1), np.stack([b, 100 - b], 1)[:4], paired=True)
    student = stats.ttest_rel(a / 100, b[:4] / 100).confidence_interval(0.95)
    assert (low[0], high[0]) == pytest.approx((student.low, student.high))


def test_alike_sides_have_no_interval_of_the_difference() -> None:
    alike = np.tile([[10.0, 30.0, 0.0]], (4, 1))
    assert np.isnan(difference_interval(alike, alike, paired=False)).all()
    assert np.isnan(difference_interval(alike, alike, paired=True)).all()
