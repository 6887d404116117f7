"""Which themes or topics take how much of each district's plans in each year.

A share is a fraction of *all* the group's characters, the unassigned included, so the shares of a group add up to 1
and every theme stands in every group, with 0 where it is absent.

documents, segments, assignments, names → shares() → Shares
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import group_columns, listed, narrow, refuse
from topics.analyse.intervals import FEWEST_PLANS, FEWEST_RESAMPLED, share_interval
from topics.analyse.profiles import profiles
from topics.errors import OptionError
from topics.tables import SHARES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BOOTSTRAP = "95 % interval: studentised bootstrap over whole plans"
STUDENT = "95 % interval: Student's t over whole plans, too few to resample"
ONE_PLAN = "one plan: no sampling interval"
TWO_PLANS = "two plans: no sampling interval"
NO_TEXT = "no text: no share"
NO_SPREAD = "no plan has it, or all alike: no sampling interval"
BASES = (BOOTSTRAP, STUDENT, ONE_PLAN, TWO_PLANS, NO_TEXT, NO_SPREAD)
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
) -> pl.DataFrame:
    """Give each theme's share of the characters of each group of plans.

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

    Returns
    -------
    DataFrame
        `topics.tables.SHARES` after the columns of `by` and `theme, name_zh, name_en` (or `topic, name, theme`): one
        row a group and theme, groups in the order of their values, themes in the order of `names`. `n_documents`
        counts the plans that have text in this half; where none has, `share` is null.

    Raises
    ------
    OptionError
        A column, half, level, district or year is not known.
    """
    groups = _check_groups(documents, by)
    plans = narrow(documents, district=district, year=year)
    profile = profiles(plans, segments, assignments, names, half=half, level=level)
    keys, members = _members(profile.documents, groups)
    n_groups, n_codes = len(members), profile.codes.height
    left = keys[np.repeat(np.arange(n_groups), n_codes)] if groups else keys
    middle = profile.codes[np.tile(np.arange(n_codes), n_groups)]
    figures = SHARES.check(pl.concat([SHARES.empty(), *(_group(profile.counts[rows]) for rows in members)]))
    return pl.concat([left, middle, figures], how="horizontal")


def _check_groups(documents: pl.DataFrame, by: Sequence[str]) -> list[str]:
    taken = {*SHARES.schema, "theme", "topic", "name", "name_zh", "name_en"}
    allowed = [name for name in group_columns(documents) if name not in taken]
    for name in by:
        refuse("--by", name, allowed)
    if len(set(by)) < len(by):
        raise OptionError(
            f"--by {','.join(by)}: a column twice", allowed=listed(allowed), remedy="name each column once"
        )
    return list(by)


def _members(documents: pl.DataFrame, by: list[str]) -> tuple[pl.DataFrame, list[NDArray[np.int64]]]:
    """Give one row a group, sorted (nulls last), and the row numbers of its plans."""
    if not by:
        return pl.DataFrame(), [np.arange(documents.height)]
    numbered = documents.with_row_index("_row").group_by(by).agg(pl.col("_row")).sort(by, nulls_last=True)
    return numbered.select(by), [np.array(rows, dtype=np.int64) for rows in numbered["_row"].to_list()]


def _group(counts: NDArray[np.float64]) -> pl.DataFrame:
    """Give SHARES of one group from its plans' counts, shape (n_plans, n_themes)."""
    counts = counts[counts.sum(axis=1) > 0]
    n_plans, n_themes = counts.shape
    total = counts.sum()
    low = high = np.full(n_themes, np.nan)
    basis = [NO_TEXT if n_plans == 0 else ONE_PLAN if n_plans == 1 else TWO_PLANS] * n_themes
    if n_plans >= FEWEST_PLANS:
        low, high = share_interval(counts)
        made = BOOTSTRAP if n_plans >= FEWEST_RESAMPLED else STUDENT
        basis = [made if known else NO_SPREAD for known in np.isfinite(low)]
    return pl.DataFrame(
        {
            "share": counts.sum(axis=0) / total if n_plans else np.full(n_themes, np.nan),
            "low": low,
            "high": high,
            "basis": basis,
            "n_documents": [n_plans] * n_themes,
            "n_characters": [int(total)] * n_themes,
        },
        schema=SHARES.schema,
        nan_to_null=True,
    )
