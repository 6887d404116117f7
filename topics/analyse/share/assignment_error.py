"""What a plan's shares may truly be, given that some of its segments stand under the wrong theme.

One plan has no sampling interval, but its share has another error: the model is wrong about some segments. How often,
by the standing of the probability it gives, and what is then true, was measured on coded passages of other districts
(the numbers in `confusion.json`, made by `benchmarks/training/confusion.py`). From these, the true theme of every
segment is drawn many times over, and the share is counted each time.

Groups → drawn_shares() → true shares by group, draw and code

Notes
-----
The chance that a theme is right is a logistic function of the log-odds of the standing of its probability among all
segments of the model (after Platt 1999, "Probabilistic outputs for support vector machines"; the standing, since
probabilities are bolder the more text a model learnt from, while about as many segments are wrong). If it is wrong,
the second theme is right with a chance of its own, else another one by what was taken for what. Three things make the
draws differ: the luck of each segment; the luck of the plan, whose errors under one theme come together (a gamma
factor with the variance that a beta-binomial of the measured correlation has); and how little the coded passages say
(whole districts of them resampled). The draws predict the truth from what was found: they hold where errors are made
as in the coded passages, reports of Chinese cities and provinces. Themes that are not among the coded ones are taken
for each other by their size. Where themes competed unseen, the unassigned are drawn too: as the coded ones that the
model does not have.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from topics.analyse.grouping import Group, Groups

    Reals = NDArray[np.float64]

FILE = Path(__file__).with_name("confusion.json")
DRAWS = 500
CONFIDENCE = 0.95
SMOOTHING = 3.0
"""Passages' worth of `taken for any theme by its size` added to what each theme was taken for."""
_LARGEST = 1e-3


@dataclass(frozen=True)
class Errors:
    """How the model errs, draw by draw.

    Parameters
    ----------
    intercept, slope
        Of the log-odds that a theme is right, by the log-odds of its standing, shape (DRAWS,).
    second
        Chance that the second theme is right where the first is wrong, shape (DRAWS,).
    confusion
        Coded passages of which the model was wrong by found and true theme, shape (n_codes, n_codes); rows of no
        passage for unknown codes.
    spread
        Variance of the factor on a plan's errors under one theme, around 1.
    """

    intercept: Reals
    slope: Reals
    second: Reals
    confusion: Reals
    spread: float


def log_odds(standing: Reals) -> Reals:
    """Give the log-odds of fractions of any shape, those nearer to 0 or 1 than a thousandth as of a thousandth."""
    inside = np.clip(standing, _LARGEST, 1 - _LARGEST)
    odds: Reals = np.log(inside) - np.log1p(-inside)
    return odds


def load_errors(codes: Sequence[str]) -> Errors:
    """Give the measured errors for the themes of a model, the same draws at every call.

    `UNASSIGNED` among the codes stands for all that are not.
    """
    raw = _measured()
    replicates = np.array(raw["calibration"])
    rng = np.random.default_rng(0)
    intercept, slope, second = replicates[rng.integers(len(replicates), size=DRAWS)].T
    of = np.array(
        [[one == code or (code == UNASSIGNED and one not in codes) for one in raw["codes"]] for code in codes]
    )
    counts = of @ (np.array(raw["confusion"]) * ~np.eye(len(raw["codes"]), dtype=bool)) @ of.T
    wrong = 1 - np.trace(np.array(raw["confusion"])) / np.sum(raw["confusion"])
    return Errors(intercept, slope, second, counts, float(raw["correlation"] * (1 - wrong) / wrong))


@lru_cache(maxsize=1)
def _measured() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def drawn_shares(groups: Groups, names: pl.DataFrame, *, most_plans: int) -> list[Reals | None]:
    """Draw the true shares of groups.

    Parameters
    ----------
    groups, names
        Of the question; how much text the themes have in `names` says what is likely taken for what.
    most_plans
        Groups of more plans (or districts, where those were drawn) than this get none; neither do topics, whose errors
        are not known, nor groups without text.

    Returns
    -------
    list
        For each group an array of shape (DRAWS, n_codes), or none. Draw i of every group supposes the same errors of
        the model, so that draws of two groups may be subtracted.
    """
    drawn = drawn_plans(groups, names, most_plans=most_plans)
    return [
        None if plans is None else np.sum(plans, axis=0) / group.counts.sum()
        for group, plans in zip(groups.members, drawn, strict=True)
    ]


def drawn_plans(groups: Groups, names: pl.DataFrame, *, most_plans: int | None = None) -> list[list[Reals] | None]:
    """Draw what each plan of each group may truly hold, weight of shape (DRAWS, n_codes); see `drawn_shares`."""
    codes = groups.profile.codes
    if codes.columns[0] != "theme" or "standing" not in groups.profile.cells.columns:
        return [None] * len(groups.members)
    names_of = codes["theme"].to_list()
    errors = load_errors(names_of if "rest" in groups.profile.cells.columns else names_of[:-1])
    joined = codes.join(names.select("theme", "n_characters"), on="theme", how="left", maintain_order="left")
    sizes = joined["n_characters"].fill_null(0).to_numpy().astype(np.float64)
    few = [0 < len(group.units) <= (most_plans or len(group.units)) for group in groups.members]
    return [
        plan_draws(group, sizes, errors) if asked else None for group, asked in zip(groups.members, few, strict=True)
    ]


def plan_draws(group: Group, sizes: Reals, errors: Errors) -> list[Reals]:
    """Draw what each plan of a group may truly hold; see `true_counts`."""
    cells = group.cells.sort("plan", maintain_order=True)
    starts = np.searchsorted(cells["plan"].to_numpy(), np.arange(len(group.plans) + 1)).tolist()
    parts = (cells[start:end] for start, end in pairwise(starts))
    return [true_counts(part, name, sizes, errors) for part, name in zip(parts, group.plans, strict=True)]


def true_counts(cells: pl.DataFrame, name: str, sizes: Reals, errors: Errors) -> Reals:
    """Draw what a plan may truly hold.

    Parameters
    ----------
    cells
        Segments of one plan (`topics.analyse.profiles.Profiles.cells`), in the order of their names.
    name
        Of the plan: it seeds the draws, so that a plan's are the same whatever else is asked with it.
    sizes
        Weight of each code in the whole corpus, the last one that of the unassigned, shape (n_codes,).
    errors
        As `load_errors` gives them for these codes; without the unassigned if what is unassigned is to stay so.

    Returns
    -------
    ndarray of float64, shape (DRAWS, n_codes)
        Weight by code. What says nothing stays unassigned: nothing is known of how often it should not be.
    """
    n_codes, n_themes = len(sizes), len(errors.confusion)
    found, weight = cells["column"].to_numpy(), cells["weight"].to_numpy().astype(np.float64)
    counted = np.zeros(n_codes)
    np.add.at(counted, found, weight)
    counts: Reals = np.tile(counted, (DRAWS, 1))
    told = cells["rest"].to_numpy() > 0 if n_themes == n_codes else found < n_codes - 1
    kept = told & (weight > 0)
    if not kept.any() or n_themes < 2:
        return counts
    found, weight = found[kept], weight[kept]
    second = np.full(len(found), -1)
    if "second" in cells.columns:
        second = np.where(found < n_codes - 1, cells["second"].fill_null(-1).to_numpy()[kept], -1)
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))
    segment, draw = _wrong(rng, found, log_odds(cells["standing"].to_numpy()[kept]), n_codes, errors)
    to_second = (rng.random(len(segment)) < errors.second[draw]) & (second[segment] >= 0)
    true = np.where(to_second, second[segment], _other(rng, found[segment], second[segment], sizes[:n_themes], errors))
    moved = weight[segment]
    np.subtract.at(counts, (draw, found[segment]), moved)
    np.add.at(counts, (draw, true), moved)
    rest: Reals = np.maximum(counts, 0)
    return rest


def _wrong(
    rng: np.random.Generator, found: NDArray[np.int64], odds: Reals, n_codes: int, errors: Errors
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw which segments are wrong: the numbers of the segment and of the draw, for each error."""
    chance = 1 / (1 + np.exp(errors.intercept + odds[:, None] * errors.slope))
    if errors.spread > 0:
        shape = 1 / errors.spread
        chance = chance * (rng.gamma(shape, size=(n_codes, DRAWS)) / shape)[found]
    segment, draw = np.nonzero(rng.random(chance.shape) < chance)
    return segment, draw


def _other(
    rng: np.random.Generator, found: NDArray[np.int64], second: NDArray[np.int64], sizes: Reals, errors: Errors
) -> NDArray[np.int64]:
    """Draw a theme that is neither the found nor the second, by what was taken for what; the unassigned may stay."""
    themes = sizes + sizes.sum() / 1000 + 1e-9
    rows = errors.confusion + SMOOTHING * themes / themes.sum()
    chances = rows[found]
    place = np.arange(len(found))
    chances[place, found] = errors.confusion[found, found]
    ruled_out = (second >= 0) & (len(themes) > 2)
    chances[place[ruled_out], second[ruled_out]] = 0
    ends = np.cumsum(chances, axis=1)
    drawn: NDArray[np.int64] = (rng.random(len(found))[:, None] * ends[:, -1:] >= ends).sum(axis=1)
    return np.minimum(drawn, len(themes) - 1)


def interval(shares: Reals, given: Reals) -> tuple[Reals, Reals]:
    """Give the ends of the 95 % interval from draws of the true shares, wide enough to hold the share that was found.

    Parameters
    ----------
    shares
        Shape (DRAWS, n_codes).
    given
        The shares found, shape (n_codes,).
    """
    low, high = np.quantile(shares, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    return np.minimum(low, given), np.maximum(high, given)
