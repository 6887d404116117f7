"""What several plans of one district do to tests and intervals: plans taken for draws, and districts.

First how much districts resemble themselves from year to year in fitted models: the intraclass correlation of each
theme's share (one-way analysis of variance), the median of the themes. Then simulated panels of so many districts and
years with such a correlation (eleven themes, log-normal around shares between 25 and 2 %): how often the permutation
test calls a theme different between two panels that are drawn alike, at p of 5 %, and how often the 95 % interval of
one panel's share holds the true share, when every plan is taken for a draw and when every district is, as
`topics.analyse.grouping` does.

Last, two districts drawn alike and compared over so many years, whose plans carry on those of the year before by an
autocorrelation: how often the test of pairs of years calls a theme different at p of 5 %, and how often any theme at a
false discovery rate of 5 %. Nothing is done about that, since so few years do not tell it; the sentence below every
such comparison says so.

    python -m benchmarks.panels [RUNS] [MODEL ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

import topics
from topics.analyse.difference.permutation import adjust, permute
from topics.analyse.share.intervals import share_interval

Reals = NDArray[np.float64]
SHARES = np.array([0.25, 0.15, 0.12, 0.10, 0.10, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02])
SPREAD = 0.35
"""Standard deviation of the logarithm of a theme's weight between plans."""
LENGTH = 8000
DESIGNS = ((10, 2), (6, 5), (10, 5))
CORRELATIONS = (0.0, 0.3, 0.6, 0.8)


def main() -> None:
    """Print both tables."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for folder in sys.argv[2:]:
        found = correlations(Path(folder))
        print(
            f"{folder}: intraclass correlation, median {np.median(found):.2f} ({found.min():.2f} to {found.max():.2f})"
        )
    print(f"\n{runs} runs a row; false alarms at p of 5 %, coverage of 95 % intervals")
    print("correlation  districts  years  alarms: plans  districts  coverage: plans  districts")
    rng = np.random.default_rng(1)
    many = panel(rng, 20_000, 1, 0.0).sum(axis=(0, 1))
    for correlation in CORRELATIONS:
        for n_districts, n_years in DESIGNS:
            figures = row(rng, n_districts, n_years, correlation, many / many.sum(), runs)
            print(
                f"{correlation:.1f}  {n_districts:3d}  {n_years:2d}  " + "  ".join(f"{x:.3f}" for x in figures),
                flush=True,
            )

    print("\ntwo districts year by year\nautocorrelation  years  alarms by theme  any theme at q of 5 %")
    for correlation in CORRELATIONS[:3]:
        for n_years in (6, 8, 12):
            print(
                f"{correlation:.1f}  {n_years:2d}  "
                + "  ".join(f"{x:.3f}" for x in yearly(rng, n_years, correlation, runs))
            )


def yearly(rng: np.random.Generator, n_years: int, correlation: float, runs: int) -> tuple[float, float]:
    """Give false alarms by theme, and of any theme, of two districts compared year by year."""
    found = [
        permute(carried_on(rng, n_years, correlation), carried_on(rng, n_years, correlation), paired=True).p
        for _ in range(runs)
    ]
    return float(np.mean([p <= 0.05 for p in found])), float(np.mean([(adjust(p) <= 0.05).any() for p in found]))


def carried_on(rng: np.random.Generator, n_years: int, correlation: float) -> Reals:
    """Draw characters by year and theme of one district, each year's weights carrying on those of the year before."""
    weights = rng.standard_normal((n_years, len(SHARES)))
    for year in range(1, n_years):
        weights[year] = correlation * weights[year - 1] + (1 - correlation**2) ** 0.5 * weights[year]
    shares = np.exp(np.log(SHARES) + SPREAD * weights)
    drawn: Reals = np.round(shares / shares.sum(axis=1, keepdims=True) * LENGTH)
    return drawn


def correlations(folder: Path) -> Reals:
    """Give the intraclass correlation of each theme's share within districts, of districts with a plan every year."""
    table = topics.load(folder).shares(by=("district", "year")).filter(pl.col("theme") != "unassigned")
    found = []
    for _, own in table.group_by("theme", maintain_order=True):
        shares = own.pivot(on="year", index="district", values="share").drop("district").drop_nulls().to_numpy()
        n, k = shares.shape
        between = k * shares.mean(axis=1).var(ddof=1)
        within = ((shares - shares.mean(axis=1, keepdims=True)) ** 2).sum() / (n * (k - 1))
        found.append((between - within) / (between + (k - 1) * within))
    return np.array(found)


def panel(rng: np.random.Generator, n_districts: int, n_years: int, correlation: float) -> Reals:
    """Draw characters by district, year and theme."""
    lasting = rng.standard_normal((n_districts, 1, len(SHARES))) * correlation**0.5
    passing = rng.standard_normal((n_districts, n_years, len(SHARES))) * (1 - correlation) ** 0.5
    weight = np.exp(np.log(SHARES) + SPREAD * (lasting + passing))
    length = rng.lognormal(9, 0.4, (n_districts, 1, 1)) * rng.lognormal(0, 0.15, (n_districts, n_years, 1))
    drawn: Reals = np.round(weight / weight.sum(axis=-1, keepdims=True) * length)
    return drawn


def row(
    rng: np.random.Generator, n_districts: int, n_years: int, correlation: float, true: Reals, runs: int
) -> list[float]:
    """Give false alarms and coverage, each with plans and with districts for draws."""
    alarms: list[list[float]] = [[], []]
    held: list[list[float]] = [[], []]
    for _ in range(runs):
        a, b = (panel(rng, n_districts, n_years, correlation) for _ in range(2))
        for way, draws in enumerate(((a.reshape(-1, len(SHARES)), b.reshape(-1, len(SHARES))), (a.sum(1), b.sum(1)))):
            alarms[way].append(float((permute(*draws, paired=False).p <= 0.05).mean()))
            low, high = share_interval(draws[0])
            held[way].append(float(((low <= true) & (true <= high)).mean()))
    return [float(np.mean(one)) for one in (*alarms, *held)]


if __name__ == "__main__":
    main()
