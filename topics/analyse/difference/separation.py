"""Which pairs of groups can be told apart by their share of a theme, all pairs asked at once.

By the spread between whole plans (or districts: `topics.analyse.grouping`) where there are enough of them, else by the
errors of assignment. The largest of all studentised differences that chance alone gives is simulated; a pair is told
apart where its own is larger.

Groups, codes → separate() → a Separation each
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from topics.analyse.grouping import DISTRICT, of_unit
from topics.analyse.share.assignment_error import drawn_shares
from topics.analyse.share.intervals import CONFIDENCE, ROUNDING, residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from topics.analyse.grouping import Group, Groups

    Reals = NDArray[np.float64]

FEWEST_APART = 4
"""Groups of fewer plans than this do not speak for their own spread;"""
FEWEST_POOLED = 10
"""pooled over all groups it takes this many plans more than there are groups."""
POWER_QUANTILE = 0.8416
"""Of the normal distribution at 80 %."""
SEPARATE = "all pairs at once by whole plans, each group with its own spread (largest of studentised differences)"
BLOCKED = "all pairs at once within the same districts (largest of studentised paired differences)"
POOLED = "all pairs at once by whole plans, their spread within groups pooled (Tukey and Kramer)"
ASSIGNED = "all pairs at once by errors of assignment; too few plans to say how plans vary"
NOTHING = "too few plans, and no error of assignment is known"
POOLED_INTERVAL = "95 % interval: Student's t over whole plans, their spread within groups pooled"
_SIMULATED = 10_000
_CELLS = 20_000_000
"""Groups squared times runs simulated at most,"""
_AT_ONCE = 500_000
"""and pairs times runs at once."""


@dataclass(frozen=True)
class Separation:
    """Which pairs are told apart.

    Parameters
    ----------
    told
        Shape (n_groups, n_groups), symmetric.
    smallest_difference
        See `topics.analyse.difference.ranking.Ranking`.
    basis
        One of the rules above.
    over_plans
        Whether it rests on how plans, or districts, vary.
    low, high, interval_basis
        Intervals of the groups' shares by the same rule; none where those of the table of shares are.
    """

    told: NDArray[np.bool_]
    smallest_difference: float | None
    basis: str
    over_plans: bool
    low: Reals | None = None
    high: Reals | None = None
    interval_basis: str = ""


def separate(groups: Groups, chosen: list[int], codes: Sequence[int], names: pl.DataFrame) -> list[Separation]:
    """Tell groups apart by each of several themes or topics.

    Parameters
    ----------
    groups
        All groups.
    chosen
        Numbers of those with text, at least two.
    codes
        Columns of the themes or topics.
    names
        As for `topics.analyse.share.shares.shares`.

    Notes
    -----
    Where all groups hold the same districts, one plan each (years, say), plans are compared within districts, which
    differ more from each other than their years do. With own spreads: Games and Howell (1976); pooled: Tukey (1953)
    and Kramer (1956); all with the quantile of the largest studentised difference simulated for these very spreads
    and sizes (as Hothorn, Bretz and Westfall 2008, "Simultaneous inference in general parametric models"). By errors
    of assignment, the largest difference comes from the draws of the true shares, those of all groups supposing the
    same errors of the model.
    """
    members = [groups.members[number] for number in chosen]
    n_units = np.array([len(group.units) for group in members])
    if n_units.min() >= FEWEST_APART or n_units.sum() - len(members) >= FEWEST_POOLED:
        blocks = _blocks(members) if n_units.min() >= FEWEST_APART else None
        return [_over_plans(members, n_units, blocks, code) for code in codes]
    drawn = [one for one in drawn_shares(groups, names, most_plans=int(n_units.max())) if one is not None]
    return [_by_errors(members, drawn, code) for code in codes]


def _over_plans(
    members: list[Group], n_units: NDArray[np.int64], blocks: list[NDArray[np.int64]] | None, code: int
) -> Separation:
    """Tell groups apart by how whole plans, or districts, vary."""
    share, unit = np.array([group.shares[code] for group in members]), members[0].unit
    if blocks is not None:
        rest = [residuals(group.drawn)[rows, code] for group, rows in zip(members, blocks, strict=True)]
        return _by_blocks(share, np.stack(rest, axis=1))
    if n_units.min() >= FEWEST_APART:
        variance = np.array([_variance(group, code) for group in members])
        return _by_plans(share, variance, n_units - 1, of_unit(SEPARATE, unit))
    return _pooled(members, share, code, int(n_units.sum() - len(members)))


def _by_errors(members: list[Group], drawn: list[Reals], code: int) -> Separation:
    """Tell groups apart by errors of assignment, where they are known of all of them."""
    share = np.array([group.shares[code] for group in members])
    if len(drawn) < len(members) or code == members[0].counts.shape[1] - 1:
        nothing = np.zeros((len(members), len(members)), dtype=bool)
        return Separation(nothing, None, NOTHING, over_plans=False)
    return _by_draws(share, np.array([one[:, code] for one in drawn]).T)


def _variance(group: Group, code: int) -> float:
    """Give the variance of a group's share over whole plans, or districts."""
    counts = group.drawn
    n = len(counts)
    return float(n / (n - 1) * (residuals(counts)[:, code] ** 2).sum())


def _pooled(members: list[Group], share: Reals, code: int, freedom: int) -> Separation:
    """Pool the variance of the units' shares within groups, each counting by the square of its part in the group."""
    from scipy.special import stdtrit

    squares, expected, parts = 0.0, 0.0, []
    for group in members:
        counts = group.drawn
        part = counts.sum(axis=1) / counts.sum()
        squares += float((residuals(counts)[:, code] ** 2).sum())
        expected += float((part**2 * (1 - 2 * part + (part**2).sum())).sum())
        parts.append(float((part**2).sum()))
    variance = squares / expected * np.array(parts)
    unit = members[0].unit
    found = _by_plans(share, variance, np.full(len(members), freedom), of_unit(POOLED, unit), common=True)
    reach = stdtrit(freedom, (1 + CONFIDENCE) / 2) * np.sqrt(variance)
    low, high = np.clip(share - reach, 0, 1), np.clip(share + reach, 0, 1)
    basis = of_unit(POOLED_INTERVAL, unit)
    return Separation(found.told, found.smallest_difference, found.basis, True, low, high, basis)


def _blocks(members: list[Group]) -> list[NDArray[np.int64]] | None:
    """Give the order of each group's units by district, if all groups have the same districts, one unit each."""
    keys = [group.units if group.unit == DISTRICT else group.districts for group in members]
    first = set(keys[0])
    if None in first or any(set(own) != first or len(own) != len(first) for own in keys):
        return None
    return [np.argsort(np.array(own, dtype=str), kind="stable") for own in keys]


def _by_blocks(share: Reals, rest: Reals) -> Separation:
    """Tell apart by paired differences; `rest` is each plan's part in its group's error, shape (n_blocks, n_groups)."""
    n, n_groups = rest.shape
    first, second = np.triu_indices(n_groups, k=1)
    error = np.zeros((n_groups, n_groups))
    error[first, second] = np.sqrt(n / (n - 1) * ((rest[:, first] - rest[:, second]) ** 2).sum(axis=0))
    error += error.T
    rng = np.random.default_rng(n_groups)
    largest: list[Reals] = []
    step = max(1, _AT_ONCE // (n * len(first)))
    for start in range(0, _SIMULATED, step):
        rows = rng.standard_normal((min(step, _SIMULATED - start), n, n)) @ rest
        apart = rows[:, :, first] - rows[:, :, second]
        spread = apart.std(axis=1, ddof=1) / n**0.5
        height = np.divide(np.abs(apart.mean(axis=1)), spread, out=np.zeros_like(spread), where=spread > ROUNDING)
        largest.append(height.max(axis=1))
    critical = float(np.quantile(np.concatenate(largest), CONFIDENCE))
    told = np.abs(share[:, None] - share) > np.where(error > 0, critical * error, np.inf)
    return Separation(told, _smallest(critical, error), BLOCKED, over_plans=True)


def _by_plans(
    share: Reals, variance: Reals, freedom: NDArray[np.int64], basis: str, *, common: bool = False
) -> Separation:
    n = len(share)
    rng = np.random.default_rng(n)
    runs = max(500, min(_SIMULATED, _CELLS // (n * n)))
    chance = rng.standard_normal((runs, n)) * np.sqrt(variance)
    squares = rng.chisquare(freedom[:1] if common else freedom, size=(runs, 1 if common else n))
    spread = squares / freedom * variance
    largest = _largest(chance, np.broadcast_to(spread, chance.shape))
    critical = float(np.quantile(largest, CONFIDENCE))
    error = np.sqrt(variance[:, None] + variance)
    difference = np.abs(share[:, None] - share)
    told = difference > np.where(error > 0, critical * error, np.inf)
    return Separation(told, _smallest(critical, error), basis, over_plans=True)


def _largest(chance: Reals, variance: Reals) -> Reals:
    """Give the largest studentised difference of any pair in each run, arrays of shape (n_runs, n_groups)."""
    n = chance.shape[1]
    first, second = np.triu_indices(n, k=1)
    found = np.empty(len(chance))
    step = max(1, _AT_ONCE // len(first))
    for start in range(0, len(chance), step):
        own, spread = chance[start : start + step], variance[start : start + step]
        squares, sums = (own[:, first] - own[:, second]) ** 2, spread[:, first] + spread[:, second]
        heights = np.divide(squares, sums, out=np.zeros_like(squares), where=sums > 0)
        found[start : start + step] = heights.max(axis=1) ** 0.5
    return found


def _by_draws(share: Reals, drawn: Reals) -> Separation:
    """Tell apart by draws of the true shares, shape (n_draws, n_groups)."""
    middle = drawn.mean(axis=0)
    away = drawn - middle
    covariance = np.atleast_2d(np.cov(away, rowvar=False))
    variance = np.diag(covariance)
    error = np.sqrt(np.maximum(variance[:, None] + variance - 2 * covariance, 0))
    divisor = np.where(error > 0, error, np.inf)
    largest = [(np.abs(one[:, None] - one) / divisor).max() for one in away]
    critical = float(np.quantile(largest, CONFIDENCE))
    expected, found = middle[:, None] - middle, share[:, None] - share
    told = (np.abs(expected) > np.where(error > 0, critical * error, np.inf)) & (expected * found > 0)
    return Separation(told, _smallest(critical, error), ASSIGNED, over_plans=False)


def _smallest(critical: float, error: Reals) -> float:
    """Give the difference that the middle one of all pairs shows with 80 % probability."""
    pairs = error[np.triu_indices(len(error), k=1)]
    return float((critical + POWER_QUANTILE) * np.median(pairs))
