"""How often a 95 % interval of a share holds the true share: simulated plans, the intervals of `topics.analyse`.

Plans are drawn with known shares, and the interval of every theme is made from the drawn plans alone. Items of one plan
hang together by a within-plan correlation rho: each plan has a mix of its own, from a Dirichlet distribution around
the true shares, whose concentration is 1 / rho - 1. Plans have about 50 items (log-normal, sigma 0.4), items about 130
characters (log-normal, sigma 0.6); the share is a fraction of characters, as in the tables. Eleven themes take from 25
down to 2 %.

Printed for each number of plans and rho: the mean coverage over the themes; the least of any one theme; the mean
width; the fraction of intervals that are not given because no drawn plan has the theme; and, for comparison, coverage
and width of the studentised bootstrap, which is what is given from six plans on, and the coverage of the
percentile bootstrap over plans and of Wilson's interval, which takes items for independent.

Then the same for the difference of two groups, by the numbers of plans of the two: drawn alike, and drawn unlike (B's
themes in the opposite order of size, its plans hanging together half as much). What is given is the inverted
permutation test, here with 1,000 arrangements; Welch's t on the linearised shares beside it.

    python benchmarks/coverage.py [RUNS]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from topics.analyse.difference import permutation
from topics.analyse.difference.inversion import invert
from topics.analyse.share.intervals import difference_interval, ratios, resamples, share_interval

if TYPE_CHECKING:
    from collections.abc import Callable

Interval = tuple[NDArray[np.float64], NDArray[np.float64]]
SHARES = np.array([0.25, 0.15, 0.12, 0.10, 0.10, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02])
PLANS = (3, 4, 5, 6, 10, 20)
SIDES = ((4, 4), (5, 5), (10, 10), (20, 20), (5, 10), (4, 10), (4, 20), (6, 30))
CORRELATIONS = (0.0, 0.02, 0.05, 0.1)
Z = 1.959964


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"{runs} runs a row, half as many for differences; nominal coverage 0.95")
    print("plans   rho  coverage  least  width  not given  bootstrap  its width  percentile  Wilson")
    for n_plans in PLANS:
        for rho in CORRELATIONS:
            print(f"{n_plans:5d}  {rho:.2f}  {row(n_plans, rho, runs)}", flush=True)
    permutation.EXACT, permutation.DRAWN = 1000, 999
    print("\ndifferences")
    print("  plans   rho  coverage  least  width  Welch  its width   unlike: coverage  least  Welch")
    for n_a, n_b in SIDES:
        for rho in CORRELATIONS:
            print(f"{n_a:2d}, {n_b:2d}  {rho:.2f}  {difference_row(n_a, n_b, rho, runs // 2)}", flush=True)


def row(n_plans: int, rho: float, runs: int) -> str:
    """Simulate one row of the table."""
    rng = np.random.default_rng([n_plans, int(1000 * rho)])
    characters, items = draw(rng, n_plans, rho, runs)
    inside = {way: np.full((runs, len(SHARES)), np.nan) for way in WAYS}
    width = {way: np.full((runs, len(SHARES)), np.nan) for way in WAYS}
    for run in range(runs):
        for way, interval in WAYS.items():
            low, high = interval(characters[run], int(items[run]))
            inside[way][run] = np.where(np.isnan(low), np.nan, (low <= SHARES) & (high >= SHARES))
            width[way][run] = high - low
    mean = {way: float(np.nanmean(inside[way])) for way in WAYS}
    wide = {way: float(np.nanmean(width[way])) for way in WAYS}
    least, missing = np.nanmean(inside["given"], axis=0).min(), np.isnan(inside["given"]).mean()
    given = f"{mean['given']:8.3f}  {least:5.3f}  {wide['given']:5.3f}  {missing:9.3f}"
    resampled = f"{mean['bootstrap']:9.3f}  {wide['bootstrap']:9.3f}"
    return f"{given}  {resampled}  {mean['percentile']:10.3f}  {mean['wilson']:6.3f}"


def difference_row(n_a: int, n_b: int, rho: float, runs: int) -> str:
    """Simulate one row of the table of differences."""
    rng = np.random.default_rng([n_a, n_b, int(1000 * rho)])
    (a, _), (b, _) = draw(rng, n_a, rho, runs), draw(rng, n_b, rho, runs)
    other, _ = draw(rng, n_b, rho / 2, runs, SHARES[::-1])
    given, welch = held(invert, a, b, 0.0), held(difference_interval, a, b, 0.0)
    unlike = held(invert, a, other, SHARES - SHARES[::-1])
    unlike_welch = held(difference_interval, a, other, SHARES - SHARES[::-1])
    alike = f"{given[0]:8.3f}  {given[1]:5.3f}  {given[2]:5.3f}  {welch[0]:5.3f}  {welch[2]:9.3f}"
    return f"{alike}             {unlike[0]:8.3f}  {unlike[1]:5.3f}  {unlike_welch[0]:5.3f}"


def held(
    way: Callable[..., Interval], a: NDArray[np.float64], b: NDArray[np.float64], true: NDArray[np.float64] | float
) -> tuple[float, float, float]:
    """Give the mean coverage of intervals of the difference, the least of a theme's, and the mean width."""
    ends = np.array([way(one, other, paired=False) for one, other in zip(a, b, strict=True)])
    low, high = ends[:, 0], ends[:, 1]
    inside = np.where(np.isnan(low) | np.isnan(high), np.nan, (low <= true) & (high >= true))
    return float(np.nanmean(inside)), float(np.nanmean(inside, axis=0).min()), float(np.nanmean(high - low))


def draw(
    rng: np.random.Generator, n_plans: int, rho: float, runs: int, shares: NDArray[np.float64] = SHARES
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Draw characters by run, plan and theme, shape (runs, n_plans, n_themes), and items by run, shape (runs,)."""
    n, n_themes = runs * n_plans, len(shares)
    mixes = rng.dirichlet(shares * (1 / rho - 1), size=n) if rho else np.broadcast_to(shares, (n, n_themes))
    items = np.maximum(10, np.rint(np.exp(rng.normal(np.log(50), 0.4, size=n)))).astype(np.int64)
    plan = np.repeat(np.arange(n), items)
    theme: NDArray[np.int64] = (rng.random(len(plan))[:, None] > np.cumsum(mixes, axis=1)[plan, :-1]).sum(axis=1)
    lengths = np.exp(rng.normal(np.log(130), 0.6, size=len(plan)))
    characters = np.bincount(plan * n_themes + theme, weights=lengths, minlength=n * n_themes)
    return characters.astype(np.float64).reshape(runs, n_plans, n_themes), items.reshape(runs, n_plans).sum(axis=1)


def _percentile(counts: NDArray[np.float64]) -> Interval:
    shares, _ = ratios(counts, resamples(len(counts)))
    low, high = np.quantile(shares, [0.025, 0.975], axis=0)
    return low, high


def _wilson(counts: NDArray[np.float64], n_items: int) -> Interval:
    share = counts.sum(axis=0) / counts.sum()
    centre = (share + Z**2 / (2 * n_items)) / (1 + Z**2 / n_items)
    reach = Z * np.sqrt(share * (1 - share) / n_items + Z**2 / (4 * n_items**2)) / (1 + Z**2 / n_items)
    return centre - reach, centre + reach


WAYS: dict[str, Callable[[NDArray[np.float64], int], Interval]] = {
    "given": lambda counts, _: share_interval(counts),
    "bootstrap": lambda counts, _: share_interval(counts, fewest_resampled=2),
    "percentile": lambda counts, _: _percentile(counts),
    "wilson": _wilson,
}

if __name__ == "__main__":
    main()
