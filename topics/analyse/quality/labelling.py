"""Which segments are most worth coding by hand.

Those of whose theme the model is least sure teach it most; but not the same thing again and again, nor one district
only. The sheet does not say what the model thinks, so that who codes is not led by it, and its order says nothing.

documents, segments, assignments, vectors → label_sheet() → rows with empty themes
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.errors import OptionError
from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

COLUMNS = ("segment", "file", "district", "year", "half", "outline", "text")
"""What the sheet says of a segment; the columns `theme`, `second` and `codes` follow."""
SHORTEST = 8
"""Characters; what is shorter is hardly a passage."""
LIKENESS = 0.5
"""How much of its worth a segment loses that says the same as one already chosen."""
EVEN = 1.3
"""No district has more than so many times its even part of the rows."""


def label_sheet(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    codes: list[str],
    n: int = 100,
) -> pl.DataFrame:
    """Choose segments to code.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`.
    vectors
        One unit row a segment, in the order of `segments`.
    codes
        Of the themes.
    n
        How many rows; fewer where the corpus has fewer distinct texts.

    Returns
    -------
    DataFrame
        `COLUMNS`; `theme` and `second`, empty; `codes`, what may be filled in. In an order that has no meaning.

    Raises
    ------
    OptionError
        `n` is less than 1.
    """
    if n < 1:
        raise OptionError(f"-n {n}", allowed="1 or more")
    rows = segments.join(documents.select("document", "file", "district", "year"), on="document", maintain_order="left")
    first = rows["text"].is_first_distinct() & (rows["n_characters"] >= SHORTEST)
    candidates = np.flatnonzero(first.to_numpy())
    unsure = 1.0 - assignments["margin"].to_numpy()[candidates]
    districts = rows["district"].fill_null("?").to_numpy()[candidates]
    chosen = candidates[choose(unsure, centred(vectors)[candidates], districts, n)]
    sheet = rows[chosen].select(*COLUMNS)
    order = [hashlib.sha256(segment.encode()).hexdigest() for segment in sheet["segment"]]
    sheet = sheet.with_columns(_order=pl.Series(order, dtype=pl.String)).sort("_order").drop("_order")
    allowed = " | ".join([*codes, UNASSIGNED])
    return sheet.with_columns(theme=pl.lit(""), second=pl.lit(""), codes=pl.lit(allowed))


def choose(unsure: Reals, unit: Reals, districts: NDArray[np.object_], n: int) -> NDArray[np.int64]:
    """Choose rows one by one: the least sure, less worth the more they are like one chosen before.

    Parameters
    ----------
    unsure
        1 less the margin, shape (rows,).
    unit
        Unit vectors, shape (rows, dimension).
    districts
        Of each row; one that has its part gives no more while others can.
    n
        How many.

    Returns
    -------
    ndarray of int64, shape (at most n,)
        Positions, in the order of choice; among equals the first.
    """
    most = math.ceil(EVEN * n / max(len(set(districts.tolist())), 1))
    taken: dict[str, int] = {}
    free = np.ones(len(unsure), dtype=bool)
    alike = np.zeros(len(unsure))
    chosen: list[int] = []
    while len(chosen) < min(n, len(unsure)):
        if not free.any():  # every district has its part: let them all give again
            free = ~np.isin(np.arange(len(unsure)), chosen)
            most = n
        worth = np.where(free, (unsure * (1.0 - LIKENESS * alike)).round(9), -1.0)
        best = int(worth.argmax())
        chosen.append(best)
        free[best] = False
        alike = np.maximum(alike, unit @ unit[best])
        taken[districts[best]] = taken.get(districts[best], 0) + 1
        if taken[districts[best]] >= most:
            free &= districts != districts[best]
    return np.array(chosen, dtype=np.int64)


def centred(vectors: NDArray[np.float32]) -> Reals:
    """Take the mean off vectors, (n, dimension), and make unit rows: raw cosines of one encoder lie close together."""
    moved = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    unit: Reals = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-12)
    return unit
