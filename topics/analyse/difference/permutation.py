"""Whether a difference between two groups of plans could be the luck of which plans fell where.

Whole plans are permuted between the sides, never segments: plans are what was drawn. Where both sides hold the same
districts (two years) or the same years (two districts), one plan each, the two plans of a pair are swapped instead,
since what they share would otherwise count as noise.

counts of A, counts of B → permute() → Permutation
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from topics.analyse.share.intervals import ratios, residuals

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_PLANS = 4
"""Plans a side (or pairs) below which no p-value is given."""
EXACT = 20_000
"""Up to this many arrangements are all tried; above it, as many are drawn."""
DRAWN = 9_999
_TIE = 1e-9


@dataclass(frozen=True)
class Permutation:
    """What the arrangements say.

    Parameters
    ----------
    p
        Two-sided p-value of each theme's difference, shape (n_themes,), in 0 to 1.
    distance_p
        p-value of the overall distance, one-sided: arrangements at least as far apart.
    distance_expected
        Median distance over the arrangements: what plans of one kind lie apart by chance.
    n_arrangements
        How many were tried.
    exact
        True where those are all there are.
    """

    p: NDArray[np.float64]
    distance_p: float
    distance_expected: float
    n_arrangements: int
    exact: bool

    @property
    def smallest_p(self) -> float:
        """The smallest p-value these arrangements could give a two-sided test."""
        return (2 if self.exact else 1) / self.n_arrangements


def permute(a: NDArray[np.float64], b: NDArray[np.float64], *, paired: bool) -> Permutation:
    """Test the differences between two groups of plans.

    Parameters
    ----------
    a, b
        Characters of the plans of each side, shapes (n_a, n_themes) and (n_b, n_themes), every plan with characters.
    paired
        True where row i of `a` belongs with row i of `b`; the sides then have one length.

    Returns
    -------
    Permutation
        The statistic of a theme is its difference over the difference's standard error, which keeps the test right
        where one side varies more than the other; that of the distance is the distance.

    Notes
    -----
    Janssen (1997), "Studentized permutation tests for non-i.i.d. hypotheses"; Phipson and Smyth (2010),
    "Permutation p-values should never be zero", for counting the observed arrangement among those drawn.
    """
    counts = np.concatenate([a, b])
    sides, exact = swaps(len(a)) if paired else splits(len(a), len(b))
    statistic, distance = _statistics(counts, sides, paired=paired)
    reached = np.abs(statistic) >= np.abs(statistic[0]) * (1 - _TIE)
    further = distance >= distance[0] * (1 - _TIE)
    return Permutation(
        p=reached.mean(axis=0),
        distance_p=float(further.mean()),
        distance_expected=float(np.median(distance)),
        n_arrangements=len(sides),
        exact=exact,
    )


def distances(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the Jensen–Shannon distance of each row of `p` from the same row of `q`.

    Parameters
    ----------
    p, q
        Shares, shape (n, n_themes), each row adding up to 1.

    Returns
    -------
    NDArray
        Shape (n,), 0 for the same shares, 1 where no theme is in both: the root of the divergence to base 2.

    Notes
    -----
    Lin (1991), "Divergence measures based on the Shannon entropy"; its root is a metric (Endres and Schindelin 2003).

    Examples
    --------
    >>> import numpy as np
    >>> distances(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.0, 1.0], [0.5, 0.5]])).tolist()
    [1.0, 0.0]
    """
    middle = (p + q) / 2
    divergence = (_relative(p, middle) + _relative(q, middle)) / 2
    return np.sqrt(np.clip(divergence, 0, 1))


def distance_parts(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the fraction of the squared Jensen–Shannon distance that each theme makes.

    Parameters
    ----------
    p, q
        Shares of one side and of the other, shape (n_themes,), each adding up to 1.

    Returns
    -------
    NDArray
        Shape (n_themes,), none below 0, adding up to 1; zeros where there is no distance.

    Examples
    --------
    >>> import numpy as np
    >>> distance_parts(np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.0, 0.5])).tolist()
    [0.0, 0.5, 0.5]
    """
    middle = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [np.where(side > 0, side * np.log2(side / middle), 0.0) for side in (p, q)]
    parts = np.clip(sum(terms), 0, None)
    total = parts.sum()
    fractions: NDArray[np.float64] = parts / total if total > 0 else np.zeros(len(parts))
    return fractions


def adjust(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give Benjamini and Hochberg's q-values: the false discovery rate at which each test would be called.

    Parameters
    ----------
    p
        p-values, shape (n_tests,), which is that of the result.

    Notes
    -----
    Benjamini and Hochberg (1995), "Controlling the false discovery rate".

    Examples
    --------
    >>> import numpy as np
    >>> adjust(np.array([0.04, 0.01, 0.5])).round(3).tolist()
    [0.06, 0.03, 0.5]
    """
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    stepped = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1))
    q = np.empty(len(p))
    q[order] = stepped
    return q


def splits(n_a: int, n_b: int) -> tuple[NDArray[np.float64], bool]:
    """Give which plans are on side A, shape (n_arrangements, n_a + n_b) of 0 and 1, the observed first."""
    n = n_a + n_b
    observed = np.arange(n) < n_a
    if comb(n, n_a) <= EXACT:
        sides = np.zeros((comb(n, n_a), n))
        for row, chosen in enumerate(combinations(range(n), n_a)):
            sides[row, list(chosen)] = 1
        return sides, True
    rng = np.random.default_rng(n)
    drawn = rng.permuted(np.broadcast_to(observed, (DRAWN, n)), axis=1)
    return np.concatenate([observed[None, :], drawn]).astype(np.float64), False


def swaps(n_pairs: int) -> tuple[NDArray[np.float64], bool]:
    """Give which plans are on side A when pairs are swapped, shape (n_arrangements, 2 n_pairs), the observed first."""
    exact = 2**n_pairs <= EXACT
    if exact:
        keep = 1 - (np.arange(2**n_pairs)[:, None] >> np.arange(n_pairs) & 1)
    else:
        keep = np.random.default_rng(n_pairs).integers(0, 2, size=(DRAWN + 1, n_pairs))
        keep[0] = 1
    return np.concatenate([keep, 1 - keep], axis=1).astype(np.float64), exact


def _statistics(
    counts: NDArray[np.float64], sides: NDArray[np.float64], *, paired: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the studentised differences, shape (n_arrangements, n_themes), and the distances, (n_arrangements,)."""
    share_a, error_a = ratios(counts, sides)
    share_b, error_b = ratios(counts, 1 - sides)
    difference = share_a - share_b
    error = _paired_error(counts, sides) if paired else np.hypot(error_a, error_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(np.abs(difference) < _TIE, 0.0, difference / error)
    return statistic, distances(share_a, share_b)


def _paired_error(counts: NDArray[np.float64], sides: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the standard error of the difference where row i belongs with row n / 2 + i."""
    n = counts.shape[0] // 2
    errors = np.empty((len(sides), counts.shape[1]))
    for start in range(0, len(sides), 1000):
        keep = sides[start : start + 1000, :n, None]
        a = keep * counts[:n] + (1 - keep) * counts[n:]
        b = counts[:n] + counts[n:] - a
        errors[start : start + 1000] = np.sqrt(n / (n - 1) * ((residuals(a) - residuals(b)) ** 2).sum(axis=1))
    return errors


def _relative(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the relative entropy of each row in bits; a theme of no share adds nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        bits: NDArray[np.float64] = np.where(p > 0, p * np.log2(p / q), 0.0).sum(axis=1)
    return bits
