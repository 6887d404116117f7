"""A map of passages: like ones near one another, and the same map every time."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from topics.model.plane import FEWEST, plane


def groups(n: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Three groups of unit rows about centres at right angles, and the group of each."""
    made = np.random.default_rng(seed)
    group = np.arange(n) % 3
    rows = np.eye(16)[group] + made.normal(0, 0.12, (n, 16))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), group.astype(np.int64)


def test_passages_that_are_alike_lie_near_one_another() -> None:
    vectors, group = groups(240)
    places = plane(vectors)
    assert places.shape == (240, 2)
    assert places.dtype == np.float32
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(far, np.inf)
    nearest = np.argsort(far, axis=1)[:, :5]
    assert (group[nearest] == group[:, None]).mean() > 0.97


def test_the_map_does_not_depend_on_threads() -> None:
    import numba
    from threadpoolctl import threadpool_limits

    vectors = groups(240)[0]
    before, maps = numba.get_num_threads(), []
    for threads in (1, before):
        numba.set_num_threads(threads)
        with threadpool_limits(threads):
            maps.append(plane(vectors, 3))
    assert np.array_equal(maps[0], maps[1])


@pytest.mark.parametrize("n", [1, FEWEST - 1, FEWEST, 12])
def test_few_passages_have_places_too(n: int) -> None:
    places = plane(groups(n)[0])
    assert places.shape == (n, 2)
    assert np.isfinite(places).all()


def test_passages_that_are_all_the_same_stand_in_a_row() -> None:
    places = plane(np.tile(np.eye(4, dtype=np.float32)[:1], (40, 1)))
    assert places.tolist() == [[i, 0] for i in range(40)]
