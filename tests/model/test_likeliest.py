"""The likeliest theme and the next, where some compete unseen: values by head, and laws."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topics.model.likeliest import DIGITS, rest_of, two_likeliest


def test_without_a_rest_it_is_the_order_of_probabilities():
    order, first, second = two_likeliest(np.array([[0.2, 0.5, 0.3], [0.4, 0.4, 0.2]]), 3)
    assert order.tolist() == [[1, 2], [0, 1]]
    assert (first.tolist(), second.tolist()) == ([0.5, 0.4], [0.3, 0.4])


def test_the_likeliest_of_the_rest_must_beat_a_theme_by_itself():
    probabilities = np.array([[0.4, 0.3, 0.3], [0.3, 0.3, 0.4]])
    order, first, second = two_likeliest(probabilities, 1)
    assert order.tolist() == [[0, 1], [1, 0]]
    np.testing.assert_allclose(first, [0.4, 0.7])
    np.testing.assert_allclose(second, [0.3, 0.3])
    np.testing.assert_allclose(rest_of(probabilities, 1), [0.6, 0.7])


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(0, 5))
def test_a_theme_is_unassigned_only_where_one_of_the_rest_is_likelier(seed: int, n_themes: int, n_rest: int):
    raw = np.random.default_rng(seed).dirichlet(np.ones(n_themes + n_rest), size=20).round(DIGITS)
    order, first, second = two_likeliest(raw, n_themes)
    best = raw.argmax(axis=1)
    np.testing.assert_array_equal(order[:, 0], np.minimum(best, n_themes))
    assert (order[:, 0] != order[:, 1]).all()
    assert (first >= second).all()
    assert (first + second <= 1 + 1e-8).all()
    assert first.max() <= 1
