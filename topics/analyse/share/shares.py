"""Which themes or topics take how much of each district's plans in each year.

A share is a fraction of *all* the group's text, the unassigned included, so the shares of a group add up to 1 and
every theme stands in every group, with 0 where it is absent.

documents, segments, assignments, names → shares() → Shares
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.grouping import DISTRICT, Group, Question, grouped, of_unit
from topics.analyse.share.assignment_error import drawn_shares, interval
from topics.analyse.share.intervals import FEWEST_PLANS, FEWEST_RESAMPLED, share_interval
from topics.tables import SHARES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BOOTSTRAP = "95 % interval: studentised bootstrap over whole plans"
STUDENT = "95 % interval: Student's t over whole plans, too few to resample"
BOOTSTRAP_DISTRICTS = of_unit(BOOTSTRAP, DISTRICT)
STUDENT_DISTRICTS = of_unit(STUDENT, DISTRICT)
ONE_PLAN = "95 % interval: error of assignment only; one plan has no sampling interval"
TWO_PLANS = "95 % interval: error of assignment only; two plans have no sampling interval"
ONE_DISTRICT = of_unit(ONE_PLAN, DISTRICT)
TWO_DISTRICTS = of_unit(TWO_PLANS, DISTRICT)
UNMOVED = "95 % interval: of no width, since in 95 of 100 draws no error of assignment moves the share"
NO_ERROR = "no interval: too few plans to resample, and no error of assignment is known here"
NO_TEXT = "no text: no share"
NO_SPREAD = "no plan has it, or all alike: no sampling interval"
BASES = (
    BOOTSTRAP,
    BOOTSTRAP_DISTRICTS,
    STUDENT,
    STUDENT_DISTRICTS,
    ONE_PLAN,
    ONE_DISTRICT,
    TWO_PLANS,
    TWO_DISTRICTS,
    UNMOVED,
    NO_ERROR,
    NO_TEXT,
    NO_SPREAD,
)
"""Everything the column `basis` may say."""


def shares(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    *,
    by: Sequence[str] = ("district", "year"),
    half: str = "all",
    level: str = "themes",
    district: str | None = None,
    year: int | None = None,
    weights: str = "characters",
    year_of: str = "plan",
    soft: bool = False,
) -> pl.DataFrame:
    """Give each theme's share of the text of each group of plans.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`.
    names
        `topics.tables.THEMES`, or `topics.tables.TOPICS` where `level` is ``topics``.
    by
        Columns of `documents` whose values make the groups; none for the whole corpus.
    half
        ``all``, ``review``, ``plan`` or ``neither``: the text that counts, in the share and in its denominator.
    level
        ``themes`` or ``topics``.
    district, year
        Keep the plans of this district and year only.
    weights
        What a segment counts for: its ``characters``, itself (``segments``), or the ``figures`` it states
        (`topics.analyse.weights.weigh`).
    year_of
        ``plan``: the year of the plan; ``content``: a review's text counts under the year before, which it is about.
    soft
        Count a segment under its two likeliest themes, by their probabilities, instead of under the first alone.

    Returns
    -------
    DataFrame
        `topics.tables.SHARES` after the columns of `by` and `theme, name_zh, name_en` (or `topic, name, theme`): one
        row a group and theme, groups in the order of their values, themes in the order of `names`. `n_documents`
        counts the plans that have text in this half; where none has, `share` is null. Where `weights` are not
        characters, `n_segments` or `n_figures` is what the share is a fraction of. Intervals are made over whole
        plans where a group has three, or over whole districts where groups hold several plans of one district beside
        those of others (`topics.analyse.grouping.drawn_unit`), else from the errors of assignment
        (`assignment_error`); those hold the share that was found, if need be at their end.

    Raises
    ------
    OptionError
        A column, half, level, district, year, weight or kind of year is not known, or `soft` is asked of topics.
    """
    question = Question(by, half, level, district, year, weights, year_of, soft)
    groups = grouped(documents, segments, assignments, names, question)
    drawn = drawn_shares(groups, names, most_plans=FEWEST_PLANS - 1)
    figures = SHARES.check(shares_of(groups.members, drawn))
    n_groups, n_codes = len(groups.members), groups.profile.codes.height
    left = groups.keys[np.repeat(np.arange(n_groups), n_codes)] if groups.keys.width else groups.keys
    middle = groups.profile.codes[np.tile(np.arange(n_codes), n_groups)]
    table = pl.concat([left, middle, figures], how="horizontal")
    if weights == "characters":
        return table
    total = [int(group.counts.sum()) for group in groups.members]
    return table.with_columns(pl.Series(f"n_{weights}", np.repeat(total, n_codes), dtype=pl.Int64))


def shares_of(members: Sequence[Group], drawn: Sequence[NDArray[np.float64] | None]) -> pl.DataFrame:
    """Give `topics.tables.SHARES` of groups, a row a group and code, from their plans and the draws of true shares.

    Intervals are made over whole plans (or districts) where a group has three, else from its draws, if there are any.
    """
    n_codes = members[0].counts.shape[1] if members else 0
    intervals = [_interval(group, own) for group, own in zip(members, drawn, strict=True)]
    nothing = [np.empty(0)]
    return pl.DataFrame(
        {
            "share": np.concatenate(nothing + [group.shares for group in members]),
            "low": np.concatenate(nothing + [low for low, _, _ in intervals]),
            "high": np.concatenate(nothing + [high for _, high, _ in intervals]),
            "basis": [why for _, _, basis in intervals for why in basis],
            "n_documents": np.repeat([len(group.plans) for group in members], n_codes),
            "n_characters": np.repeat([group.n_characters for group in members], n_codes),
        },
        schema=SHARES.schema,
        nan_to_null=True,
    )


def _interval(
    group: Group, drawn: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """Give the ends of each code's interval, NaN where there is none, and how they were made."""
    drawn_units = group.drawn
    n_units, n_codes = drawn_units.shape
    unknown = np.full(n_codes, np.nan)
    if not n_units:
        return unknown, unknown, [NO_TEXT] * n_codes
    if n_units >= FEWEST_PLANS:
        low, high = share_interval(drawn_units)
        made = of_unit(BOOTSTRAP if n_units >= FEWEST_RESAMPLED else STUDENT, group.unit)
        return low, high, [made if known else NO_SPREAD for known in np.isfinite(low)]
    if drawn is None:
        return unknown, unknown, [NO_ERROR] * n_codes
    low, high = interval(drawn, group.shares)
    low[-1] = high[-1] = np.nan  # of the unassigned no error is known
    made = of_unit(ONE_PLAN if n_units == 1 else TWO_PLANS, group.unit)
    return low, high, [*(UNMOVED if same else made for same in (low == high)[:-1]), NO_ERROR]
