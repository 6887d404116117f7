"""Make the numbers of topics/analyse/share/confusion.json anew: python -m benchmarks.training.confusion [FILE].

How often the model's themes are wrong, and for what they are taken, in the coded rows of `benchmarks/coded.csv` marked
``train`` and not chosen because the model was uncertain of them; by five folds of districts, so that no row is judged
by experience trained on its district. Once with what the corpus teaches and once without, as in a corpus too small to
learn from; a row counts half each time. The rows that intervals are judged by (the gold, the sample plans, the rows
marked ``test``) take no part.

What is written: the calibration (chance that the theme is right, by the standing of its probability, and that otherwise
the second is) for each of `REPLICATES` resamples of whole districts; what was taken for what; and the mean over the
resamples of the correlation of errors within a district, 0 at least in each: rather a little too much than none.
"""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

import benchmarks
from benchmarks._coded import Fixture, best_segments, coded, corpus, theme_vectors
from benchmarks.themes import FOLDS, Variant, fit_themes, fold_of
from benchmarks.training.experience import SOURCES, train, untaught_themes
from topics.analyse.share.assignment_error import FILE, log_odds
from topics.model.assignment import assign
from topics.model.fit import TEMPERATURE_UNTAUGHT
from topics.model.themes import load_themes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.model.experience import Experience

REPLICATES = 200
RIDGE = 0.01
"""Keeps a resample in which nothing is wrong from running away."""


class Judged(NamedTuple):
    """A coded row and what the model made of it."""

    district: str
    first: str
    found: str
    standing: float
    second: str


def main() -> None:
    """Judge all training rows by folds and write the figures."""
    rows = judged_rows()
    figures = summarise(rows)
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    target.write_text(json.dumps(figures, ensure_ascii=False) + "\n", encoding="utf-8")
    middle = np.array(figures["calibration"]).mean(axis=0)
    print(f"{figures['rows']} rows of {figures['districts']} districts → {target}")
    print(f"calibration {middle.round(3).tolist()}, correlation {figures['correlation']}")


def judged_rows() -> list[Judged]:
    """Give the training rows, each twice: where the corpus teaches and where it does not."""
    fixtures = {name: corpus(name) for name in SOURCES}
    guessed = [untaught_themes(fixtures[name]) for name in SOURCES]
    found: list[Judged] = []
    for fold in range(FOLDS):
        kept = [[row for row in coded(name) if fold_of(row) != fold] for name in SOURCES]
        experience = train([fixtures[name] for name in SOURCES], guessed, kept)
        for name in SOURCES:
            found += _of_fold(name, fixtures[name], fold, experience)
    return found


def measured() -> set[tuple[str, int]]:
    """Give the places of the rows that say how often the model errs: those not chosen for its uncertainty."""
    with (Path(benchmarks.__file__).parent / "coded.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["use"] == "train" and row["chosen"] != "uncertain"]
    return {(row["file"], int(row["start"])) for row in rows}


def _of_fold(name: str, fixture: Fixture, fold: int, experience: Experience) -> list[Judged]:
    themes, vectors = load_themes(), theme_vectors()
    counted = measured()
    rows = [row for row in coded(name) if fold_of(row) == fold and (row.file, row.start) in counted]
    found = []
    for learning in (True, False) if rows else ():
        rule = fit_themes(Variant("", learning=learning), themes, vectors, fixture, experience)
        rule = rule if learning else replace(rule, temperature=TEMPERATURE_UNTAUGHT)
        given = assign(rule, fixture.segments, fixture.vectors, fixture.headings)
        standing = (given["probability"].rank("average").to_numpy() - 0.5) / given.height
        for row, segment in zip(rows, best_segments(rows, fixture), strict=True):
            if segment is None or row.first[0] not in themes.codes:
                continue
            one = given.row(segment, named=True)
            if one["theme"] in themes.codes:
                found.append(Judged(row.district, row.first[0], one["theme"], float(standing[segment]), one["second"]))
    return found


def summarise(rows: list[Judged]) -> dict[str, object]:
    """Give the figures that are shipped."""
    codes = load_themes().codes
    districts = sorted({row.district for row in rows})
    place = np.array([districts.index(row.district) for row in rows])
    odds = log_odds(np.array([row.standing for row in rows]))
    right = np.array([row.first == row.found for row in rows])
    second = np.array([row.first == row.second for row in rows])
    rng = np.random.default_rng(0)
    replicates, correlations = [], []
    for _ in range(REPLICATES):
        drawn = rng.multinomial(len(districts), np.full(len(districts), 1 / len(districts)))
        weight = drawn[place] / 2
        wrong = weight[~right].sum()
        chance = (weight[~right & second].sum() + 1) / (wrong + 2)
        correlations.append(_correlation(place, right, drawn))
        replicates.append([*_logistic(odds, right, weight).round(4).tolist(), round(float(chance), 4)])
    confusion = np.zeros((len(codes), len(codes)))
    for row in rows:
        confusion[codes.index(row.found), codes.index(row.first)] += 0.5
    return {
        "codes": list(codes),
        "rows": len(rows) // 2,
        "districts": len(districts),
        "correlation": round(float(np.mean(correlations)), 4),
        "calibration": replicates,
        "confusion": confusion.tolist(),
    }


def _logistic(odds: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit the chance of being right to the log-odds of the probability (Platt's scaling)."""
    sign = np.where(right, 1.0, -1.0)

    def loss(found: NDArray[np.float64]) -> float:
        missed = np.logaddexp(0, -sign * (found[0] + found[1] * odds))
        return float((weight * missed).sum() + RIDGE * (found**2).sum())

    fitted: NDArray[np.float64] = minimize(loss, np.array([0.0, 0.5]), method="BFGS").x
    return fitted


def _correlation(place: NDArray[np.int64], right: NDArray[np.bool_], drawn: NDArray[np.int64]) -> float:
    """Give the intraclass correlation of errors within drawn districts, by the analysis of variance, 0 at least."""
    n = np.bincount(place).astype(float) / 2
    mean = np.bincount(place, weights=right / 2.0) / n
    total, groups = (drawn * n).sum(), drawn.sum()
    size = (total - (drawn * n**2).sum() / total) / (groups - 1)
    whole = (drawn * n * mean).sum() / total
    between = (drawn * n * (mean - whole) ** 2).sum() / (groups - 1)
    within = (drawn * n * mean * (1 - mean)).sum() / (total - groups)
    return max(0.0, float((between - within) / (between + (size - 1) * within)))


if __name__ == "__main__":
    main()
