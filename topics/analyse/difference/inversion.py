"""How far apart two groups of plans may truly be: every difference that permuting whole plans does not reject.

For a supposed difference, A's plans are moved by it and the test of `permutation.py` is made of what is left; the
interval holds the differences whose p-value is above 5 %. So interval and test never contradict each other, and a side
of very few plans against one of many gets the width it needs.

counts of A, counts of B → invert() → low, high
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topics.analyse.difference.permutation import splits, swaps
from topics.analyse.share.intervals import CONFIDENCE, ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

STEPS = 16
"""Halvings of the range in which an end lies."""
DOUBLINGS = 12
_CHUNK = 1000


class Statistic(NamedTuple):
    """The studentised difference of each arrangement as a function of the supposed difference.

    Its numerator is ``difference - supposed * moved``, its squared denominator ``square - 2 * supposed * cross +
    supposed ** 2 * own``; shapes (n_arrangements, n_themes), those of `moved` and `own` (n_arrangements, 1).
    """

    difference: Reals
    moved: Reals
    square: Reals
    cross: Reals
    own: Reals


def invert(a: Reals, b: Reals, *, paired: bool) -> tuple[Reals, Reals]:
    """Give the 95 % interval of each theme's share of A less its share of B.

    Parameters
    ----------
    a, b
        Weight of the plans of each side, shapes (n_a, n_themes) and (n_b, n_themes), every plan with some.
    paired
        True where row i of `a` belongs with row i of `b`; the sides then have one length.

    Returns
    -------
    low, high
        Shape (n_themes,), in -1 to 1, the bounds of a difference where none is refused; NaN where neither side's
        plans vary, and everywhere where there are too few arrangements for a p-value of 5 %.

    Notes
    -----
    Garthwaite (1996), "Confidence intervals from randomization tests", for the inversion; Janssen (1997) for the
    studentised statistic, which keeps the test right where one side varies more than the other.
    """
    counts = np.concatenate([a, b])
    sides, exact = swaps(len(a)) if paired else splits(len(a), len(b))
    if (2 if exact else 1) / len(sides) > 1 - CONFIDENCE:
        return np.full(a.shape[1], np.nan), np.full(a.shape[1], np.nan)
    statistic = (_paired if paired else _unpaired)(counts, sides, len(a))
    varies = statistic.square[0] > ROUNDING
    estimate, error = statistic.difference[0], np.sqrt(np.where(varies, statistic.square[0], 1.0))
    ends = [_end(statistic, estimate, sign * error) for sign in (-1, 1)]
    low, high = (np.where(varies, np.clip(end, -1, 1), np.nan) for end in ends)
    return low, high


def _end(statistic: Statistic, estimate: Reals, step: Reals) -> Reals:
    """Find where the p-value falls to 5 %, from the estimate in the direction of `step`; infinite if it never does."""
    inside, outside = estimate.copy(), estimate + 2 * step
    for _ in range(DOUBLINGS):
        held = _p(statistic, outside) > 1 - CONFIDENCE
        if not held.any():
            break
        inside = np.where(held, outside, inside)
        outside = np.where(held, estimate + 2 * (outside - estimate), outside)
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        held = _p(statistic, middle) > 1 - CONFIDENCE
        inside, outside = np.where(held, middle, inside), np.where(held, outside, middle)
    return np.where(_p(statistic, outside) > 1 - CONFIDENCE, np.sign(step) * np.inf, outside)


def _p(statistic: Statistic, supposed: Reals) -> Reals:
    """Give the p-value of each theme's supposed difference: the part of the arrangements at least as far from it."""
    squares = (statistic.difference - supposed * statistic.moved) ** 2
    variances = statistic.square - 2 * supposed * statistic.cross + supposed**2 * statistic.own
    variances = np.maximum(variances, ROUNDING**2)
    # a / b >= c / d as a * d >= c * b: no division by what may be nothing
    reached = squares * variances[0] >= squares[0] * variances * (1 - ROUNDING**0.5)
    p: Reals = reached.mean(axis=0)
    return p


def _unpaired(counts: Reals, sides: Reals, n_a: int) -> Statistic:
    """Give the statistic of splits into two sides of n_a and the rest."""
    lengths = counts.sum(axis=1)
    on_a = (np.arange(len(counts)) < n_a).astype(np.float64)
    terms = [_side(counts, lengths, on_a, weights) for weights in (sides, 1 - sides)]
    (share_a, moved_a, *a), (share_b, moved_b, *b) = terms
    square, cross, own = (x + y for x, y in zip(a, b, strict=True))
    return Statistic(share_a - share_b, moved_a - moved_b, square, cross, own)


def _side(counts: Reals, lengths: Reals, on_a: Reals, weights: Reals) -> tuple[Reals, Reals, Reals, Reals, Reals]:
    """Give a side's share, the part of it that would be moved, and the three terms of its variance."""
    n = weights.sum(axis=1, keepdims=True)
    total = (weights @ lengths)[:, None]
    share, moved = weights @ counts / total, (weights @ (on_a * lengths))[:, None] / total
    by_length, length_2 = weights @ (counts * lengths[:, None]), (weights @ lengths**2)[:, None]
    own_2 = (weights @ (on_a * lengths**2))[:, None]
    square = weights @ counts**2 - 2 * share * by_length + share**2 * length_2
    own_cross = weights @ (counts * (on_a * lengths)[:, None])
    cross = own_cross - moved * by_length - share * own_2 + share * moved * length_2
    own = own_2 - 2 * moved * own_2 + moved**2 * length_2
    scale = n / (n - 1) / total**2
    square[square < ROUNDING * total**2] = 0.0
    return share, moved, square * scale, cross * scale, own * scale


def _paired(counts: Reals, sides: Reals, n: int) -> Statistic:
    """Give the statistic of swaps, where row i belongs with row n + i."""
    parts = [_swapped(counts, sides[start : start + _CHUNK, :n], n) for start in range(0, len(sides), _CHUNK)]
    return Statistic(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _swapped(counts: Reals, keep: Reals, n: int) -> Statistic:
    lengths = counts.sum(axis=1)
    a = keep[:, :, None] * counts[:n] + (1 - keep[:, :, None]) * counts[n:]
    b = counts[:n] + counts[n:] - a
    length_a = keep * lengths[:n] + (1 - keep) * lengths[n:]
    length_b = lengths[:n] + lengths[n:] - length_a
    total_a, total_b = length_a.sum(axis=1, keepdims=True), length_b.sum(axis=1, keepdims=True)
    share_a, share_b = a.sum(axis=1) / total_a, b.sum(axis=1) / total_b
    own_a, own_b = keep * lengths[:n], (1 - keep) * lengths[:n]
    moved_a, moved_b = own_a.sum(axis=1, keepdims=True) / total_a, own_b.sum(axis=1, keepdims=True) / total_b
    rest_a = (a - share_a[:, None, :] * length_a[:, :, None]) / total_a[:, :, None]
    rest = rest_a - (b - share_b[:, None, :] * length_b[:, :, None]) / total_b[:, :, None]
    shift = (own_a - moved_a * length_a) / total_a - (own_b - moved_b * length_b) / total_b
    scale = n / (n - 1)
    square = scale * (rest**2).sum(axis=1)
    cross = scale * (rest * shift[:, :, None]).sum(axis=1)
    own = scale * (shift**2).sum(axis=1, keepdims=True)
    return Statistic(share_a - share_b, moved_a - moved_b, square, cross, own)
