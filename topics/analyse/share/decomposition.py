"""Where the uncertainty of a share comes from: which plans there are, which theme a segment got, seed, granularity.

Each source gives a standard error of the share of its own; what cannot be known is null with the reason, never 0.

documents, segments, assignments, names → decompose() → one row a group, theme and source
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from topics.analyse.grouping import DISTRICT, Question, grouped, of_unit
from topics.analyse.share.assignment_error import drawn_plans
from topics.analyse.share.intervals import FEWEST_PLANS, residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.analyse.grouping import Group, Groups

    Reals = NDArray[np.float64]

PLANS = "spread between whole plans, less what errors of assignment add to it"
FEW_PLANS = "fewer than three plans: how plans vary cannot be known"
ASSIGNMENT = "segments under the wrong theme, as often as in coded passages"
NO_ASSIGNMENT = "no passage is coded by topic, nor as unassigned: errors of assignment are not known"
NO_SEED = "nothing random enters: every seed gives the same"
SEED = "topics depend on the seed: how much, only fits with other seeds can tell"
GRANULARITY = "half the difference to counting whole paragraphs, each under what most of its text is about"
NO_GRANULARITY = "no paragraph holds two segments: nothing coarser to compare with"
NO_TEXT = "no text: no share"
BASES = (
    PLANS,
    of_unit(PLANS, DISTRICT),
    FEW_PLANS,
    of_unit(FEW_PLANS, DISTRICT),
    ASSIGNMENT,
    NO_ASSIGNMENT,
    NO_SEED,
    SEED,
    GRANULARITY,
    NO_GRANULARITY,
    NO_TEXT,
)
"""Everything the column `basis` may say."""


class _Part(NamedTuple):
    """One source of one group: the standard error of each code, NaN where unknown, and why."""

    source: str
    error: Reals
    basis: list[str]


def decompose(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    *,
    by: Sequence[str] = ("district",),
    half: str = "all",
    level: str = "themes",
    district: str | None = None,
    year: int | None = None,
    weights: str = "characters",
    year_of: str = "plan",
    soft: bool = False,
    seeded: bool = False,
) -> pl.DataFrame:
    """Split the uncertainty of each share into its sources.

    Parameters
    ----------
    documents, segments, assignments, names, by, half, level, district, year, weights, year_of, soft
        As for `topics.analyse.share.shares.shares`.
    seeded
        Whether chance entered the fit of what is counted (topics found with a random seed).

    Returns
    -------
    DataFrame
        One row a group, theme and source: the group's columns, `theme, name_zh, name_en` (or `topic, name, theme`),
        `share`, `source` (``plans``, ``assignment``, ``seed``, ``granularity``), `error` (its standard error, in
        fractions of the group's text, null where unknown), `part` (its square as a fraction of the squares of all
        known sources), `basis` (what was done, or why nothing could be), `n_documents`, `n_characters`.

    Notes
    -----
    ``plans``: the linearised variance of a ratio over whole plans (Cochran 1977, "Sampling techniques", chapter 6),
    less the variance that independent errors of assignment add between plans; 0 where these explain all of it.
    ``assignment``: the variance over draws of the true themes (`assignment_error`). ``granularity``:
    counting segments and counting whole paragraphs are two defensible choices (Steegen et al. 2016, "Increasing
    transparency through a multiverse analysis"); the standard deviation of two equally likely figures is half their
    difference. ``seed``: 0 where no seed is asked for, else unknown here. The sources are taken for independent.

    Raises
    ------
    OptionError
        As `topics.analyse.share.shares.shares`.
    """
    question = Question(by, half, level, district, year, weights, year_of, soft)
    groups = grouped(documents, segments, assignments, names, question)
    coarse = _coarse(groups, segments)
    plans = drawn_plans(groups, names)
    tables = [
        _table(groups, number, [_plans(group, drawn), _assignment(group, drawn), _seed(group, seeded=seeded), grain])
        for number, (group, drawn) in enumerate(zip(groups.members, plans, strict=True))
        for grain in [_granularity(group, coarse)]
    ]
    return pl.concat(tables)


def _table(groups: Groups, number: int, parts: list[_Part]) -> pl.DataFrame:
    group, codes = groups.members[number], groups.profile.codes
    squares = np.array([part.error**2 for part in parts])
    with np.errstate(invalid="ignore"):
        fractions = squares / np.nansum(squares, axis=0)
    n_codes, n = codes.height, len(parts)
    rows = np.repeat(np.arange(n_codes), n)
    figures = pl.DataFrame(
        {
            "share": group.shares[rows],
            "source": [part.source for part in parts] * n_codes,
            "error": np.array([part.error for part in parts]).T.ravel(),
            "part": fractions.T.ravel(),
            "basis": [part.basis[code] for code in range(n_codes) for part in parts],
            "n_documents": [len(group.plans)] * len(rows),
            "n_characters": [group.n_characters] * len(rows),
        },
        nan_to_null=True,
    )
    keys = [groups.keys[np.full(len(rows), number)]] if groups.keys.width else []
    return pl.concat([*keys, codes[rows], figures], how="horizontal")


def _unknown(group: Group, source: str, why: str) -> _Part:
    n_codes = group.counts.shape[1]
    return _Part(source, np.full(n_codes, np.nan), [why] * n_codes)


def _plans(group: Group, drawn: list[Reals] | None) -> _Part:
    counts = group.drawn
    n_units, n_codes = counts.shape
    if n_units < FEWEST_PLANS:
        return _unknown(group, "plans", of_unit(FEW_PLANS, group.unit) if n_units else NO_TEXT)
    observed = n_units / (n_units - 1) * (residuals(counts) ** 2).sum(axis=0)
    added = sum(one.var(axis=0) for one in drawn or []) / group.counts.sum() ** 2
    return _Part("plans", np.sqrt(np.maximum(observed - added, 0)), [of_unit(PLANS, group.unit)] * n_codes)


def _assignment(group: Group, drawn: list[Reals] | None) -> _Part:
    if not drawn:
        return _unknown(group, "assignment", NO_ASSIGNMENT if group.plans else NO_TEXT)
    error = np.sum(drawn, axis=0).std(axis=0) / group.counts.sum()
    error[-1] = np.nan
    return _Part("assignment", error, [ASSIGNMENT] * (len(error) - 1) + [NO_ASSIGNMENT])


def _seed(group: Group, *, seeded: bool) -> _Part:
    if seeded or not group.plans:
        return _unknown(group, "seed", SEED if group.plans else NO_TEXT)
    n_codes = group.counts.shape[1]
    return _Part("seed", np.zeros(n_codes), [NO_SEED] * n_codes)


def _coarse(groups: Groups, segments: pl.DataFrame) -> pl.DataFrame:
    """Give the code of each segment (`segment, coarse`) where those of one paragraph are one.

    Segments between which no character stands in the source are of one paragraph.
    """
    places = segments.select("segment", "document", "position", "half", "start", "end")
    cells = groups.profile.cells.join(places, on="segment").sort("document", "position")
    before = pl.struct("document", "half", pl.col("end").alias("start")).shift()
    block = (pl.struct("document", "half", "start") != before).fill_null(value=True).cum_sum()
    blocks = cells.with_columns(_block=block)
    weight = blocks.group_by("_block", "column").agg(pl.col("weight").sum())
    most = weight.sort("weight", "column", descending=[True, False]).unique("_block", keep="first", maintain_order=True)
    joined = blocks.join(most.select("_block", coarse="column"), on="_block")
    return joined.select("segment", "coarse", alone=pl.len().over("_block") == 1)


def _granularity(group: Group, coarse: pl.DataFrame) -> _Part:
    cells = group.cells.join(coarse, on="segment")
    if not group.plans or bool(cells["alone"].all()):
        return _unknown(group, "granularity", NO_GRANULARITY if group.plans else NO_TEXT)
    n_codes = group.counts.shape[1]
    counted = np.bincount(cells["coarse"].to_numpy(), weights=cells["weight"].to_numpy(), minlength=n_codes)
    return _Part("granularity", np.abs(counted / counted.sum() - group.shares) / 2, [GRANULARITY] * n_codes)
