"""Which plans make which group, and what each group's plans hold: what shares, ranks and decompositions start from.

What was drawn is the plan; where a group holds several plans of one district beside those of others, it is the
district: its plans resemble each other from year to year, and counted as so many draws they would make every interval
too narrow and every test too bold (`benchmarks/panels.py`).

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


PLAN, DISTRICT = "plan", "district"
"""What may have been drawn."""


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
    districts
        Of the plans.
    unit
        What was drawn: `PLAN` or `DISTRICT` (`drawn_unit`).
    """

    plans: list[str]
    counts: NDArray[np.float64]
    n_characters: int
    cells: pl.DataFrame
    districts: list[str | None]
    unit: str

    @property
    def shares(self) -> NDArray[np.float64]:
        """Fraction of the group's weight under each code, shape (n_codes,); NaN where it has none."""
        total = self.counts.sum()
        return self.counts.sum(axis=0) / total if total else np.full(self.counts.shape[1], np.nan)

    @property
    def units(self) -> list[str]:
        """What was drawn, by name, sorted: the plans, or the districts (a plan without one by its own name)."""
        return self.plans if self.unit == PLAN else sorted(set(self._unit_of_plan()))

    @property
    def drawn(self) -> NDArray[np.float64]:
        """Weight by unit and code, shape (n_units, n_codes): what intervals and tests are made over."""
        if self.unit == PLAN:
            return self.counts
        return joined(self.counts, self._unit_of_plan())[1]

    def _unit_of_plan(self) -> list[str]:
        return unit_names(self.plans, self.districts, self.unit)


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


def drawn_unit(districts: Sequence[Sequence[str | None]]) -> str:
    """Say what was drawn, for groups that are held against each other.

    Parameters
    ----------
    districts
        Of the plans of each group.

    Returns
    -------
    str
        `DISTRICT` where any group holds plans of several districts and any several of one; else `PLAN`: one plan a
        district, or the plans of one district alone.

    Examples
    --------
    >>> drawn_unit([["东区", "西区"], ["东区", "西区"]]), drawn_unit([["东区", "东区"], ["西区", "西区"]])
    ('plan', 'plan')
    >>> drawn_unit([["东区", "东区", "西区"], ["南区"]])
    'district'
    """
    known = [[name for name in own if name is not None] for own in districts]
    several = any(len(set(own)) > 1 for own in known)
    again = any(len(set(own)) < len(own) for own in known)
    return DISTRICT if several and again else PLAN


def unit_names(plans: Sequence[str], districts: Sequence[str | None], unit: str) -> list[str]:
    """Give the unit that each plan belongs to, by name; a plan whose district is not known is one by itself."""
    if unit == PLAN:
        return list(plans)
    return [plan if place is None else place for plan, place in zip(plans, districts, strict=True)]


def joined(counts: NDArray[np.float64], units: Sequence[str]) -> tuple[list[str], NDArray[np.float64]]:
    """Sum the weight of plans by unit.

    Returns
    -------
    names : list of str
        Of the units, sorted.
    sums : ndarray of float64, shape (n_units, n_codes)
    """
    names, place = np.unique(np.array(units, dtype=object).astype(str), return_inverse=True)
    sums = np.zeros((len(names), counts.shape[1]))
    np.add.at(sums, place, counts)
    return names.tolist(), sums


def of_unit(words: str, unit: str) -> str:
    """Say of districts what is said of plans.

    Examples
    --------
    >>> of_unit("permuting 16 whole plans", DISTRICT), of_unit("two plans", DISTRICT), of_unit("one plan", PLAN)
    ('permuting 16 whole districts', 'two districts', 'one plan')
    """
    return words.replace("plan", unit)


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
    placed = profile.cells.join(places, on="row", how="inner", maintain_order="left").drop("row")
    placed = placed.sort("group", maintain_order=True)
    starts = np.searchsorted(placed["group"].to_numpy(), np.arange(len(made) + 1)).tolist()
    cells = placed.drop("group")
    known = dict(profile.documents.select("document", "district").iter_rows())
    districts = [[known[plan] for plan in plans] for _, _, plans, _ in made]
    unit = drawn_unit(districts)
    return [
        Group(plans, counts, int(profile.n_characters[own].sum()), cells[start:end], places_of_plans, unit)
        for own, (_, _, plans, counts), (start, end), places_of_plans in zip(
            rows, made, pairwise(starts), districts, strict=True
        )
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
