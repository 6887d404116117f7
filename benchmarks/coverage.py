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

Then the same for the difference of two groups drawn alike, by the numbers of plans of the two.

    python benchmarks/coverage.py [RUNS]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from topics.analyse.intervals import difference_interval, ratios, resamples, share_interval

if TYPE_CHECKING:
    from collections.abc import Callable

Interval = tuple[NDArray[np.float64], NDArray[np.float64]]
SHARES = np.array([0.25, 0.15, 0.12, 0.10, 0.10, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02])
PLANS = (3, 4, 5, 6, 10, 20)
SIDES = ((4, 4), (5, 5), (10, 10), (20, 20), (5, 10), (4, 20))
CORRELATIONS = (0.0, 0.02, 0.05, 0.1)
Z = 1.959964


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"{runs} runs a row; nominal coverage 0.95")
    print("plans   rho  coverage  least  width  not given  bootstrap  its width  percentile  Wilson")
    for n_plans in PLANS:
        for rho in CORRELATIONS:
            print(f"{n_plans:5d}  {rho:.2f}  {row(n_plans, rho, runs)}", flush=True)
    print("\ndifferences")
    print("  plans   rho  coverage  least  width")
    for n_a, n_b in SIDES:
        for rho in CORRELATIONS:
            print(f"{n_a:2d}, {n_b:2d}  {rho:.2f}  {difference_row(n_a, n_b, rho, runs)}", flush=True)


def row(n_plans: int, rho: float, runs: int) -> str:
    """Simulate one row of the table."""
    rng = np.random.default_rng([n_plans, int(1000 * rho)])
    characters, items = draw(rng, n_plans, rho, runs)
    held = {way: np.full((runs, len(SHARES)), np.nan) for way in WAYS}
    width = {way: np.full((runs, len(SHARES)), np.nan) for way in WAYS}
    for run in range(runs):
        for way, interval in WAYS.items():
            low, high = interval(characters[run], int(items[run]))
            held[way][run] = np.where(np.isnan(low), np.nan, (low <= SHARES) & (high >= SHARES))
            width[way][run] = high - low
    mean = {way: float(np.nanmean(held[way])) for way in WAYS}
    wide = {way: float(np.nanmean(width[way])) for way in WAYS}
    least, missing = np.nanmean(held["given"], axis=0).min(), np.isnan(held["given"]).mean()
    given = f"{mean['given']:8.3f}  {least:5.3f}  {wide['given']:5.3f}  {missing:9.3f}"
    resampled = f"{mean['bootstrap']:9.3f}  {wide['bootstrap']:9.3f}"
    return f"{given}  {resampled}  {mean['percentile']:10.3f}  {mean['wilson']:6.3f}"


def difference_row(n_a: int, n_b: int, rho: float, runs: int) -> str:
    """Simulate one row of the table of differences, whose true value is 0."""
    rng = np.random.default_rng([n_a, n_b, int(1000 * rho)])
    (a, _), (b, _) = draw(rng, n_a, rho, runs), draw(rng, n_b, rho, runs)
    ends = np.array([difference_interval(a[run], b[run], paired=False) for run in range(runs)])
    low, high = ends[:, 0], ends[:, 1]
    held = np.where(np.isnan(low), np.nan, (low <= 0) & (high >= 0))
    least = np.nanmean(held, axis=0).min()
    return f"{np.nanmean(held):8.3f}  {least:5.3f}  {np.nanmean(high - low):5.3f}"


def draw(
    rng: np.random.Generator, n_plans: int, rho: float, runs: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Draw characters by run, plan and theme, shape (runs, n_plans, n_themes), and items by run, shape (runs,)."""
    n, n_themes = runs * n_plans, len(SHARES)
    mixes = rng.dirichlet(SHARES * (1 / rho - 1), size=n) if rho else np.broadcast_to(SHARES, (n, n_themes))
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
