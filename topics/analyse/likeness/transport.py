"""How near the passages of one plan lie to those of another, whatever their order.

Every plan is a cloud of segments in embedding space, each as heavy as it has characters. The distance of two clouds is
what it costs to move one onto the other; the likeness is 1 less that cost. Vectors are centred on the corpus first,
since what all plans of a genre have in common would drown the rest (cosines of unrelated text lie between .75 and .95).

points, weights, pairs → likeness() → a value a pair
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Points = NDArray[np.float32]

SMOOTHING = 0.1
"""Weight of the entropy, in units of cost (1 less the cosine)."""
MOST_ROUNDS, CHECKED_EVERY, TOLERANCE = 60, 10, 1e-3
"""Rounds of scaling at most, and the error of the margins (in mass) at which they end."""
_NEGLIGIBLE = 1e-9


def centred(vectors: NDArray[np.float32], weight: NDArray[np.float64]) -> Points:
    """Give the vectors less their weighted mean, as unit rows; a row at the mean stays a row of zeros."""
    mean = (weight @ vectors / weight.sum()).astype(np.float32)
    return unit(vectors - mean)


def unit(rows: Points) -> Points:
    """Give rows of length one; a row without direction becomes zeros."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Points = np.where(length > _NEGLIGIBLE, rows / np.maximum(length, _NEGLIGIBLE), 0).astype(np.float32)
    return scaled


def likeness(
    points: Points,
    weight: NDArray[np.float64],
    starts: NDArray[np.int64],
    pairs: NDArray[np.int64],
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> NDArray[np.float64]:
    """Give the likeness of pairs of plans by optimal transport.

    Parameters
    ----------
    points
        Unit rows, plan after plan, shape (n_segments, n_dimensions).
    weight
        Characters of each segment.
    starts
        The segments of plan i are ``points[starts[i]:starts[i + 1]]``.
    pairs
        Numbers of two plans each, shape (n_pairs, 2).
    told
        Is told how many pairs are done.

    Returns
    -------
    NDArray
        Shape (n_pairs,): 1 for the same segments with the same weights, less the dearer the move; a cost is at most
        2, and about 1 between segments that have nothing in common.

    Notes
    -----
    1 less the Sinkhorn divergence with cost 1 - cosine: entropic transport (Cuturi 2013, "Sinkhorn distances") less
    the cost of either cloud to itself, which makes the divergence 0 for the same cloud and never negative (Feydy et
    al. 2019, "Interpolating between optimal transport and MMD using Sinkhorn divergences").
    """
    shares = [_normed(weight[a:b]) for a, b in pairwise(starts.tolist())]
    clouds = [points[a:b] for a, b in pairwise(starts.tolist())]
    selves = {int(i): _cost(clouds[i], shares[i], clouds[i], shares[i]) for i in np.unique(pairs)}
    found = np.empty(len(pairs))
    for k, (i, j) in enumerate(pairs.tolist()):
        cost = _cost(clouds[i], shares[i], clouds[j], shares[j])
        found[k] = 1 - (cost - (selves[i] + selves[j]) / 2)
        if k % 1000 == 0:
            told(k, len(pairs))
    told(len(pairs), len(pairs))
    return np.clip(found, -1, 1)


def _normed(weight: NDArray[np.float64]) -> NDArray[np.float32]:
    shares: NDArray[np.float32] = (weight / weight.sum()).astype(np.float32)
    return shares


def _cost(a: Points, mass_a: NDArray[np.float32], b: Points, mass_b: NDArray[np.float32]) -> float:
    """Give the entropic cost of moving cloud `a` onto cloud `b`, by Sinkhorn's scaling."""
    kernel = np.exp((a @ b.T - np.float32(1)) / np.float32(SMOOTHING))
    v = np.ones(len(b), dtype=np.float32)
    u = np.ones(len(a), dtype=np.float32)
    for step in range(MOST_ROUNDS):
        reach = kernel @ (mass_b * v)
        if step and step % CHECKED_EVERY == 0 and float(np.abs(u * reach - 1) @ mass_a) < TOLERANCE:
            break
        u = 1 / reach
        v = 1 / ((mass_a * u) @ kernel)
    return SMOOTHING * float(mass_a @ np.log(u) + mass_b @ np.log(v))
