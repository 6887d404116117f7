"""Moving one cloud of segments onto another: values by head, laws, and agreement with the exact answer."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from topics.analyse.likeness import transport
from topics.analyse.likeness.transport import centred, likeness, unit


def cloud(n: int, seed: int, dimensions: int = 6) -> NDArray[np.float32]:
    return unit(np.random.default_rng(seed).normal(size=(n, dimensions)).astype(np.float32))


def of_two(
    a: NDArray[np.float32], b: NDArray[np.float32], mass_a: NDArray[np.float64], mass_b: NDArray[np.float64]
) -> float:
    starts = np.array([0, len(a), len(a) + len(b)])
    weight = np.concatenate([mass_a, mass_b])
    return float(likeness(np.concatenate([a, b]), weight, starts, np.array([[0, 1]]))[0])


def test_single_segments_are_as_alike_as_their_cosine() -> None:
    points = np.array([[1, 0], [0.6, 0.8], [-1, 0]], dtype=np.float32)
    pairs = np.array([[0, 1], [0, 2], [1, 2], [0, 0]])
    found = likeness(points, np.array([5.0, 700.0, 2.0]), np.array([0, 1, 2, 3]), pairs)
    assert found == pytest.approx([0.6, -1, -0.6, 1], abs=1e-5)


def test_a_cloud_is_itself_in_any_order_and_however_cut() -> None:
    a, mass = cloud(7, 0), np.arange(1.0, 8.0)
    order = np.random.default_rng(1).permutation(7)
    assert of_two(a, a[order], mass, 10 * mass[order]) == pytest.approx(1, abs=1e-4)
    halves, half_mass = np.repeat(a, 2, axis=0), np.repeat(mass / 2, 2)
    assert of_two(a, halves, mass, half_mass) == pytest.approx(1, abs=1e-4)


def test_it_is_the_same_both_ways_and_never_above_one() -> None:
    for seed in range(5):
        a, b = cloud(6, seed), cloud(9, 100 + seed)
        mass_a, mass_b = np.arange(1.0, 7.0), np.ones(9)
        there, back = of_two(a, b, mass_a, mass_b), of_two(b, a, mass_b, mass_a)
        assert there == pytest.approx(back, abs=1e-3)
        assert there < 1


def test_with_little_smoothing_it_is_the_exact_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SMOOTHING", 0.02)
    monkeypatch.setattr(transport, "MOST_ROUNDS", 2000)
    monkeypatch.setattr(transport, "TOLERANCE", 1e-6)
    a, b = cloud(4, 3), cloud(5, 4)
    mass_a, mass_b = np.array([0.1, 0.2, 0.3, 0.4]), np.full(5, 0.2)
    rows = np.kron(np.eye(4), np.ones(5))
    columns = np.tile(np.eye(5), 4)
    exact = linprog((1 - a @ b.T).ravel(), A_eq=np.vstack([rows, columns]), b_eq=np.concatenate([mass_a, mass_b])).fun
    assert of_two(a, b, mass_a, mass_b) == pytest.approx(1 - exact, abs=0.02)


def test_what_a_plan_has_more_of_weighs_more() -> None:
    points = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]], dtype=np.float32)
    starts, pair = np.array([0, 2, 4]), np.array([[0, 1]])
    much = likeness(points, np.array([90.0, 10.0, 90.0, 10.0]), starts, pair)
    little = likeness(points, np.array([10.0, 90.0, 10.0, 90.0]), starts, pair)
    assert much > 0.85
    assert little < 0.15


def test_centred_vectors_have_unit_length_and_those_at_the_mean_none() -> None:
    found = centred(np.array([[1, 0], [0, 1], [0.5, 0.5]], dtype=np.float32), np.array([1.0, 1.0, 2.0]))
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 0], abs=1e-6)
