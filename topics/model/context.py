"""What the plan around a segment says of its theme.

An item stands among others of its field, and a plan of a department keeps to one; so what a segment's neighbours and
the rest of its plan are about is evidence beside its own words. In a plan that speaks of everything the neighbours
differ, and the evidence is weak by itself. Nothing outside the plan counts.

log-probabilities of segments by themselves, the plan of each → context() → log-evidence
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

WEIGHT = 0.8
"""Of the logarithm of what is expected here, beside the segment's own evidence (1); others: benchmarks/context.py."""
DECAY = 0.3
"""A neighbour counts so much less than the one before it; the first counts 1."""
REACH = 4
"""Neighbours on each side that count for being near."""
WHOLE = 0.05
"""What every other segment of the plan counts, wherever it stands."""
EVEN = 1.0
"""Themes are expected as if so many neighbours more were of all of them alike."""


def plan_numbers(documents: pl.Series) -> NDArray[np.int64]:
    """Number the runs of equal documents, 0, 1, 2 …, shape (n,)."""
    runs: NDArray[np.int64] = documents.rle_id().to_numpy().astype(np.int64)
    return runs


def reading_order(segments: pl.DataFrame) -> NDArray[np.int64]:
    """Give the rows plan by plan, each in reading order, shape (n,); the plans as they first occur."""
    import polars as pl

    rows = segments.select("document", "start").with_row_index("row")
    first = pl.col("row").min().over("document")
    order: NDArray[np.int64] = rows.sort(first, "start", "row")["row"].to_numpy().astype(np.int64)
    return order


def context(logs: Reals, plans: NDArray[np.int64]) -> Reals:
    """Say which themes are to be expected where a segment stands.

    Parameters
    ----------
    logs
        Log-probabilities of each segment's themes by itself, shape (n, n_themes), plan by plan in reading order.
    plans
        The number of each segment's plan, ascending from 0 without gaps, shape (n,).

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        `WEIGHT` times logarithms of probabilities: the mean of the other segments of the plan, near ones counting more.
        The same for all themes where a plan has one segment.
    """
    if not len(logs):
        return np.zeros(logs.shape)
    own = np.exp(logs)
    starts = np.flatnonzero(np.diff(plans, prepend=-1))
    expected = WHOLE * (np.add.reduceat(own, starts, axis=0)[plans] - own)
    weight = WHOLE * (np.bincount(plans)[plans] - 1.0)
    for step in range(1, min(REACH, len(own) - 1) + 1):
        together = DECAY ** (step - 1) * (plans[step:] == plans[:-step])
        expected[step:] += together[:, None] * own[:-step]
        expected[:-step] += together[:, None] * own[step:]
        weight[step:] += together
        weight[:-step] += together
    n_themes = logs.shape[1]
    evidence: Reals = WEIGHT * np.log((expected + EVEN / n_themes) / (weight + EVEN)[:, None])
    return evidence
