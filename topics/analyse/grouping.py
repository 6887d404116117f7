"""Which plans make which group, and what each group's plans hold: what shares, ranks and decompositions start from.

documents, segments, assignments, names, Question → grouped() → Groups
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import group_columns, listed, narrow, refuse
from topics.analyse.profiles import Profiles, profiles
from topics.analyse.weights import dated
from topics.errors import OptionError
from topics.tables import RANKS, SHARES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Question:
    """What is asked of the plans: the parameters of `topics.analyse.share.shares.shares`."""

    by: Sequence[str] = ("district", "year")
    half: str = "all"
    level: str = "themes"
    district: str | None = None
    year: int | None = None
    weights: str = "characters"
    year_of: str = "plan"
    soft: bool = False


@dataclass(frozen=True)
class Group:
    """The plans of a group that have text in the half that counts.

    Parameters
    ----------
    plans
        Their names, sorted.
    counts
        Weight by plan and code, shape (n_plans, n_codes), no row without weight.
    n_characters
        Characters of the group.
    cells
        The segments counted (`topics.analyse.profiles.Profiles`), with `plan`, its place in `plans`, for `row`.
    """

    plans: list[str]
    counts: NDArray[np.float64]
    n_characters: int
    cells: pl.DataFrame

    @property
    def shares(self) -> NDArray[np.float64]:
        """Fraction of the group's weight under each code, shape (n_codes,); NaN where it has none."""
        total = self.counts.sum()
        return self.counts.sum(axis=0) / total if total else np.full(self.counts.shape[1], np.nan)


@dataclass(frozen=True)
class Groups:
    """All groups of a question.

    Parameters
    ----------
    keys
        One row a group, the columns of `by`, sorted, nulls last; no columns where all plans are one group.
    profile
        What all plans hold.
    members
        The groups, in the order of `keys`.
    """

    keys: pl.DataFrame
    profile: Profiles
    members: list[Group]


def grouped(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    question: Question,
) -> Groups:
    """Group the plans as asked.

    Raises
    ------
    OptionError
        A column, half, level, district, year, weight or kind of year is not known.
    """
    by = _check_groups(documents, question.by)
    plans = dated(documents, segments, question.year_of)
    plans = narrow(plans, district=question.district, year=question.year)
    profile = profiles(
        plans,
        segments,
        assignments,
        names,
        half=question.half,
        level=question.level,
        weights=question.weights,
        soft=question.soft,
    )
    keys, rows = _members(profile.documents, by)
    return Groups(keys, profile, groups_of(profile, rows))


def _check_groups(documents: pl.DataFrame, by: Sequence[str]) -> list[str]:
    taken = {*SHARES.schema, *RANKS.schema, "theme", "topic", "name", "name_zh", "name_en"}
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


def groups_of(profile: Profiles, rows: Sequence[NDArray[np.int64]]) -> list[Group]:
    """Make a group of the plans in each of these sets of rows of the profile.

    The rows of one plan (its review and the rest, where they count under different years) are joined.
    """
    made = [_counted(profile, own) for own in rows]
    places = pl.DataFrame(
        {
            "row": np.concatenate([np.empty(0, dtype=np.int64), *(kept for kept, *_ in made)]),
            "plan": np.concatenate([np.empty(0, dtype=np.int64), *(plan for _, plan, *_ in made)]),
            "group": np.repeat(np.arange(len(made)), [len(kept) for kept, *_ in made]),
        }
    )
    joined = profile.cells.join(places, on="row", how="inner", maintain_order="left").drop("row")
    joined = joined.sort("group", maintain_order=True)
    starts = np.searchsorted(joined["group"].to_numpy(), np.arange(len(made) + 1)).tolist()
    cells = joined.drop("group")
    return [
        Group(plans, counts, int(profile.n_characters[own].sum()), cells[start:end])
        for own, (_, _, plans, counts), (start, end) in zip(rows, made, pairwise(starts), strict=True)
    ]


def group_of(profile: Profiles, rows: NDArray[np.int64]) -> Group:
    """Make a group of the plans in these rows of the profile."""
    return groups_of(profile, [rows])[0]


def _counted(
    profile: Profiles, rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str], NDArray[np.float64]]:
    """Give the rows whose plans have text, the number of each one's plan, the plans, and their counts."""
    plans, plan = np.unique(profile.documents["document"].gather(rows).to_numpy(), return_inverse=True)
    counts = np.zeros((len(plans), profile.counts.shape[1]))
    np.add.at(counts, plan, profile.counts[rows])
    filled = counts.sum(axis=1) > 0
    number = np.cumsum(filled) - 1
    kept = filled[plan]
    return rows[kept], number[plan[kept]], plans[filled].tolist(), counts[filled]
