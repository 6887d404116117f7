"""Where each segment lies on a map: two coordinates in which like segments are near one another.

A map is for looking, not for measuring: its directions, its distances between groups and their sizes mean nothing,
and no number is ever computed from it.

vectors → plane() → coordinates
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from topics.model.clusterers import exact_neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS, APART = 30, 0.3
"""Neighbours that are to stay near, and how closely UMAP may pack: wide enough to see single dots."""
METHOD = f"umap {NEIGHBOURS} {APART}"
"""Named in what is kept, so that coordinates of another method are never taken for these."""
FEWEST = 5
"""Segments below which there is nothing to lay out: they stand in a row, as do segments that are all the same."""
_ALIKE = 1e-6
_SPREAD = 1.0
"""Half the width of the start: small, so that groups begin near one another."""
_DIGITS = 4


def plane(vectors: NDArray[np.float32], seed: int = 0) -> NDArray[np.float32]:
    """Lay segments out in two dimensions.

    Parameters
    ----------
    vectors
        Unit rows, shape (n, dimension).
    seed
        Of the order in which segments are moved.

    Returns
    -------
    ndarray of float32, shape (n, 2)
        The same for the same vectors and seed, whatever the number of threads.

    Notes
    -----
    UMAP (McInnes, Healy and Melville 2018) on exact nearest neighbours by cosine, begun from the first two principal
    components: the start decides what of the whole survives (Kobak and Linderman 2021), and a random one gives another
    map each time.
    """
    n = len(vectors)
    if n < FEWEST or float(np.ptp(vectors, axis=0).max()) < _ALIKE:
        return np.column_stack([np.arange(n), np.zeros(n)]).astype(np.float32)
    unit = np.asarray(vectors, dtype=np.float64)
    k = min(NEIGHBOURS, n - 1)
    with warnings.catch_warnings():  # it says that a seed costs it its threads
        warnings.simplefilter("ignore")
        from umap import UMAP

        places, far = exact_neighbours(unit, k)
        reducer = UMAP(
            n_neighbors=k,
            n_components=2,
            min_dist=APART,
            metric="cosine",
            init=_start(unit),
            random_state=seed,
            n_jobs=1,
            precomputed_knn=(places, far),
        )
        found = reducer.fit_transform(unit)
    laid: NDArray[np.float32] = np.asarray(found, dtype=np.float32).round(_DIGITS)
    return laid


def _start(unit: NDArray[np.float64]) -> NDArray[np.float32]:
    """Give the first two principal components, shape (n, 2), rounded so that threads do not show in them."""
    centred = unit - unit.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).round(9))
    axes = axes[:, -2:][:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    moved = centred @ axes
    widest = float(np.abs(moved).max()) or 1.0
    start: NDArray[np.float32] = (moved / widest * _SPREAD).round(_DIGITS).astype(np.float32)
    return start
