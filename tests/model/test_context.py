"""What the plan around a segment says, checked by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from topics.model.context import DECAY, EVEN, REACH, WEIGHT, WHOLE, context, plan_numbers, reading_order


def test_a_neighbour_and_the_rest_of_the_plan_count_as_said():
    own = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5], [0.3, 0.7]])
    found = context(np.log(own), np.array([0, 0, 0, 1]))
    near, far = 1 + WHOLE, DECAY + WHOLE
    first = (near * own[1] + far * own[2] + EVEN / 2) / (near + far + EVEN)
    middle = (near * own[0] + near * own[2] + EVEN / 2) / (2 * near + EVEN)
    np.testing.assert_allclose(found[0], WEIGHT * np.log(first))
    np.testing.assert_allclose(found[1], WEIGHT * np.log(middle))
    np.testing.assert_allclose(found[3], WEIGHT * np.log([0.5, 0.5]), err_msg="a plan of one segment expects nothing")


def test_beyond_the_reach_a_segment_counts_as_part_of_the_whole_only():
    own = np.full((REACH + 3, 2), 0.5)
    own[0] = 0.9, 0.1
    other = own.copy()
    other[0] = 0.1, 0.9
    plans = np.zeros(len(own), dtype=np.int64)
    moved = np.exp((context(np.log(own), plans) - context(np.log(other), plans))[:, 0] / WEIGHT)
    assert np.all(np.diff(moved[1 : REACH + 1]) < 0), "the farther, the less"
    assert 1 < moved[REACH + 2] < moved[REACH]


@given(
    arrays.arrays(np.float64, (9, 3), elements=st.floats(0.01, 1)), st.lists(st.integers(0, 2), min_size=9, max_size=9)
)
def test_plans_know_nothing_of_each_other(weights, lengths):
    logs = np.log(weights / weights.sum(axis=1, keepdims=True))
    plans = np.sort(np.unique(lengths, return_inverse=True)[1])
    found = context(logs, plans)
    for plan in np.unique(plans):
        own = plans == plan
        np.testing.assert_allclose(found[own], context(logs[own], np.zeros(own.sum(), dtype=np.int64)))
    np.testing.assert_allclose(np.exp(found / WEIGHT).sum(axis=1), 1)


def test_no_segments_give_no_evidence():
    assert context(np.zeros((0, 3)), np.zeros(0, dtype=np.int64)).shape == (0, 3)


@pytest.mark.parametrize(
    ("documents", "starts", "order"),
    [
        (["a", "a", "b"], [0, 9, 0], [0, 1, 2]),
        (["b", "a", "b", "a"], [9, 0, 0, 5], [2, 0, 1, 3]),
    ],
)
def test_rows_are_put_plan_by_plan_in_reading_order(documents, starts, order):
    assert reading_order(pl.DataFrame({"document": documents, "start": starts})).tolist() == order


def test_plans_are_numbered_as_they_follow():
    assert plan_numbers(pl.Series(["b", "b", "a", "c", "c"])).tolist() == [0, 0, 1, 2, 2]
