"""What the themes file says of a segment: measures worked out by hand, and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.model.evidence import (
    PULL,
    centre,
    found_seeds,
    last_headings,
    likeness,
    log_softmax,
    seed_scores,
    shrunk_mean,
    spread,
)


def test_centring_takes_the_mean_off_and_leaves_no_text_at_zero():
    rows = centre(np.array([[3.0, 4.0], [0.0, 0.0], [0.0, 1.0]]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(rows[0], np.array([3.0, 3.0]) / np.sqrt(18))
    np.testing.assert_array_equal(rows[1], [0.0, 0.0])
    np.testing.assert_array_equal(rows[2], [0.0, 0.0])


def test_few_segments_move_the_mean_a_little_and_many_much():
    toward = np.array([0.0, 0.0])
    one = shrunk_mean(np.array([[1.0, 0.0]]), toward)
    np.testing.assert_allclose(one, [1 / (PULL + 1), 0.0])
    many = shrunk_mean(np.tile([1.0, 0.0], (PULL * 99, 1)), toward)
    np.testing.assert_allclose(many, [0.99, 0.0])
    np.testing.assert_allclose(shrunk_mean(np.zeros((5, 2)), np.array([2.0, 0.0])), [2.0, 0.0])


def test_likeness_is_half_to_the_centre_half_to_the_nearest():
    prototypes = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    result = likeness(np.array([[1.0, 0.0], [0.0, 1.0]]), prototypes, np.array([0, 0, 1]), 2)
    np.testing.assert_allclose(result, [[1.0, 0.0], [0.0, 1.0]], atol=1e-12)


def test_the_two_innermost_headings_count():
    assert last_headings(["一 › 二 › 三", "一", ""]) == ["二 三", "一", ""]


def test_seed_words_are_found_once_each_overlapping_too():
    assert found_seeds(["营商环境好，优化营商环境", "没有"], ["营商环境", "环境", "外贸"]) == [[0, 1], []]


def test_latin_seed_words_begin_a_word_and_ignore_case():
    assert found_seeds(["The Arts Centre", "smart parts"], ["art", "PARTS"]) == [[0], [1]]
    assert found_seeds(["x"], []) == [[]]


def test_a_longer_text_needs_more_seed_words():
    weights, owners = np.array([2.0, 3.0]), np.array([0, 1])
    scores = seed_scores([[0, 1], [0]], np.array([80, 280]), weights, owners, 2)
    np.testing.assert_allclose(scores, [[2 / np.log(100), 3 / np.log(100)], [2 / np.log(300), 0.0]])


def test_the_spread_of_few_is_drawn_to_the_usual():
    mean, deviation = spread(np.zeros((0, 2)), usual=0.5)
    np.testing.assert_allclose(mean, [0.0, 0.0])
    np.testing.assert_allclose(deviation, [0.5, 0.5])


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=6))
def test_probabilities_sum_to_one(scores):
    total = np.exp(log_softmax(np.array([scores]))).sum()
    assert total == pytest.approx(1.0)
