"""Which plans stand on which side of a comparison, and what test they allow.

documents, profile, a, b → find_sides() → Sides
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.analyse.difference.permutation import FEWEST_PLANS, splits, swaps
from topics.errors import OptionError

if TYPE_CHECKING:
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
        Rows of the profile; row i of one belongs with row i of the other where they are paired.
    both
        How many plans are on both sides.
    paired
        True where both sides hold the same districts (or else years), one plan each.
    """

    asked: tuple[str, str]
    a: Rows
    b: Rows
    both: int
    paired: bool

    @property
    def testable(self) -> bool:
        """Whether permuting whole plans can say anything."""
        return not self.both and min(len(self.a), len(self.b)) >= FEWEST_PLANS

    def arrangements(self) -> NDArray[np.float64] | None:
        """Give the ways to put the plans of A, then B, on two sides, the observed first; none without a test."""
        if not self.testable:
            return None
        return (swaps(len(self.a)) if self.paired else splits(len(self.a), len(self.b)))[0]

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
    pairs = None if both or min(len(rows_a), len(rows_b)) < FEWEST_PLANS else _pairs(profile.documents, rows_a, rows_b)
    ordered = pairs or (rows_a, rows_b)
    return Sides((a, b), *ordered, both=both, paired=pairs is not None)


def _rows(profile: Profiles, documents: pl.DataFrame, asked: str, side: str, half: str) -> NDArray[np.int64]:
    """Give the row numbers, in `profile`, of the plans of a side that have text."""
    chosen = resolve(documents, asked, side)["document"].implode()
    rows = np.flatnonzero(profile.documents["document"].is_in(chosen).to_numpy())
    filled: NDArray[np.int64] = rows[profile.counts[rows].sum(axis=1) > 0]
    if not len(filled):
        raise OptionError(f"{side}: '{asked}' has no text of the half '{half}'", remedy="choose --half all")
    return filled


def _pairs(
    plans: pl.DataFrame, a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Match the plans of both sides by district (or else by year), if every one has exactly one partner."""
    for column in ("district", "year"):
        keys_a, keys_b = plans[column].gather(a), plans[column].gather(b)
        whole = not keys_a.null_count() and keys_a.n_unique() == len(a)
        if whole and len(a) == len(b) and keys_a.sort().equals(keys_b.sort()):
            return a[keys_a.arg_sort().to_numpy()], b[keys_b.arg_sort().to_numpy()]
    return None
