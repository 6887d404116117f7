"""Which plans stand on which side of a comparison, what was drawn, plans or districts, and what test that allows.

documents, profile, a, b → find_sides() → Sides
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.analyse.difference.permutation import FEWEST_PLANS, splits, swaps
from topics.analyse.grouping import DISTRICT, drawn_unit, unit_names
from topics.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.analyse.profiles import Profiles

    Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Sides:
    """The plans of two sides that have text.

    Parameters
    ----------
    asked
        The user's words for A and for B.
    a, b
        Rows of the profile.
    both
        How many plans are on both sides.
    unit
        What was drawn: `topics.analyse.grouping.PLAN` or `DISTRICT`.
    units_a, units_b
        The unit of each plan of A and of B by number, shapes of `a` and `b`; unit i of one side belongs with unit i of
        the other where they are paired.
    paired
        True where both sides hold the same districts (or else years), one unit each.
    one_place
        True where the plans of each side are of one district.
    unpaired
        Districts that both sides hold, where they are not paired, since others stand on one side only.
    """

    asked: tuple[str, str]
    a: Rows
    b: Rows
    both: int
    unit: str
    units_a: Rows
    units_b: Rows
    paired: bool
    one_place: bool
    unpaired: int

    @property
    def sizes(self) -> tuple[int, int]:
        """How many units each side has."""
        return len(np.unique(self.units_a)), len(np.unique(self.units_b))

    @property
    def testable(self) -> bool:
        """Whether permuting whole units can say anything."""
        return not self.both and min(self.sizes) >= FEWEST_PLANS

    def drawn(self, counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sum the rows of a profile's counts by unit, for A and for B: shapes (n_units, n_codes)."""
        sums = [np.zeros((size, counts.shape[1])) for size in self.sizes]
        for one, rows, units in zip(sums, (self.a, self.b), (self.units_a, self.units_b), strict=True):
            np.add.at(one, units, counts[rows])
        return sums[0], sums[1]

    def arrangements(self) -> NDArray[np.float64] | None:
        """Give the ways to put the plans of A, then B, on two sides, the observed first; none without a test.

        Plans of one unit stay together.
        """
        if not self.testable:
            return None
        n_a, n_b = self.sizes
        of_units = (swaps(n_a) if self.paired else splits(n_a, n_b))[0]
        return of_units[:, np.concatenate([self.units_a, n_a + self.units_b])]

    def table(self, profile: Profiles) -> pl.DataFrame:
        """Give one row a side: `side`, `asked`, `documents`, `n_documents`, `n_characters`."""
        rows = (np.sort(self.a), np.sort(self.b))
        return pl.DataFrame(
            {
                "side": ["a", "b"],
                "asked": list(self.asked),
                "documents": [profile.documents["document"].gather(own).to_list() for own in rows],
                "n_documents": [len(own) for own in rows],
                "n_characters": [int(profile.n_characters[own].sum()) for own in rows],
            },
            schema_overrides={"n_documents": pl.Int64, "n_characters": pl.Int64},
        )


def find_sides(profile: Profiles, documents: pl.DataFrame, a: str, b: str, half: str) -> Sides:
    """Find the plans of both sides.

    Parameters
    ----------
    profile
        Of the half that counts.
    documents
        As in `topics.tables`.
    a, b
        What the user asked for (`topics.analyse.choices.resolve`).
    half
        For the error line.

    Raises
    ------
    OptionError
        A side is not known or could mean several things, has no text in this half, or both are the same plans.
    """
    rows_a, rows_b = (_rows(profile, documents, words, side, half) for side, words in (("A", a), ("B", b)))
    if set(rows_a) == set(rows_b):
        raise OptionError(f"A '{a}' and B '{b}' are the same plans", remedy="name two different groups")
    both = len(set(rows_a) & set(rows_b))
    places = [profile.documents["district"].gather(rows).to_list() for rows in (rows_a, rows_b)]
    unit = drawn_unit(places)
    plans = [profile.documents["document"].gather(rows).to_list() for rows in (rows_a, rows_b)]
    names = [unit_names(*of_side, unit) for of_side in zip(plans, places, strict=True)]
    paired = None
    if not both and min(len(set(own)) for own in names) >= FEWEST_PLANS:
        paired = _pairs(places, [profile.documents["year"].gather(rows).to_list() for rows in (rows_a, rows_b)], unit)
    units_a, units_b = (np.unique(np.array(own, dtype=str), return_inverse=True)[1] for own in paired or names)
    one_place = all(len(set(own)) == 1 and None not in own for own in places)
    unpaired = 0 if paired or one_place else len(set(places[0]) & set(places[1]) - {None})
    return Sides((a, b), rows_a, rows_b, both, unit, units_a, units_b, paired is not None, one_place, unpaired)


def _rows(profile: Profiles, documents: pl.DataFrame, asked: str, side: str, half: str) -> NDArray[np.int64]:
    """Give the row numbers, in `profile`, of the plans of a side that have text."""
    chosen = resolve(documents, asked, side)["document"].implode()
    rows = np.flatnonzero(profile.documents["document"].is_in(chosen).to_numpy())
    filled: NDArray[np.int64] = rows[profile.counts[rows].sum(axis=1) > 0]
    if not len(filled):
        raise OptionError(f"{side}: '{asked}' has no text of the half '{half}'", remedy="choose --half all")
    return filled


def _pairs(
    places: Sequence[Sequence[str | None]], years: Sequence[Sequence[int | None]], unit: str
) -> list[Sequence[str | int | None]] | None:
    """Match the units of both sides by district (or else by year), if every one has exactly one partner.

    Returns
    -------
    list or None
        What each plan of A and of B is matched by.
    """
    for a, b in [places] if unit == DISTRICT else [places, years]:
        once = unit == DISTRICT or len(set(a)) == len(a) == len(set(b)) == len(b)
        if once and None not in a and None not in b and set(a) == set(b):
            return [a, b]
    return None
