"""What two plans have in common, segment by segment, and what only one of them has.

documents, segments, assignments, vectors, a, b → align() → Alignments
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.analyse.choices import refuse, resolve
from topics.analyse.following.matching import Side, correspondences, directions, similarity
from topics.analyse.following.rarity import Rarity
from topics.analyse.following.shared import shared_words
from topics.characters import in_simplified
from topics.errors import OptionError
from topics.tables import ALIGNMENTS, HALVES

if TYPE_CHECKING:
    from numpy.typing import NDArray


def align(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    a: str,
    b: str,
    *,
    half: str = "all",
) -> pl.DataFrame:
    """Put the segments of two plans side by side.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`.
    vectors
        One unit row a segment, in the order of `segments`, shape (n_segments, n_dimensions).
    a, b
        A plan's name each, or words that name exactly one plan; they may be the same.
    half
        ``review``, ``plan``, ``neither`` or ``all``: which segments of both.

    Returns
    -------
    DataFrame
        `topics.tables.ALIGNMENTS`. `similarity` is the probability that a reader puts the two side by side, and 1 for
        the same words. A pair is in the table if that is at least one half and neither has a better counterpart, or
        one of the two has none better: one segment can answer several. With the sides exchanged the pairs are the
        same.

    Raises
    ------
    OptionError
        A side is not known, names several plans or has no segment in this half.

    Notes
    -----
    The evidence is in `matching`. Segments of the same field of policy correspond although they name
    other projects: a counterpart is on the same matter, it need not say the same.
    """
    refuse("--half", half, ("all", *HALVES))
    plain = in_simplified(segments)["text"]
    themes = assignments.select("segment", "theme")
    rows = segments.with_columns(_plain=plain).with_row_index("_row").join(themes, on="segment")
    if half != "all":
        rows = rows.filter(pl.col("half") == half)
    sides = [_passages(documents, rows, asked, side, half) for asked, side in ((a, "A"), (b, "B"))]
    rarity = Rarity(plain.to_list())
    first, second = (
        Side(one["_plain"].to_list(), one["theme"].to_list(), directions(vectors, one["_row"].to_list()))
        for one in sides
    )
    similar = similarity(first, second, rarity, "segments")
    return ALIGNMENTS.check(_table(sides[0].to_dicts(), sides[1].to_dicts(), similar, rarity))


def _passages(documents: pl.DataFrame, rows: pl.DataFrame, asked: str, side: str, half: str) -> pl.DataFrame:
    found = resolve(documents, asked, side)["document"].sort().to_list()
    if len(found) > 1:
        raise OptionError(
            f"{side}: '{asked}' names {len(found)} plans", allowed="one plan", remedy=f"write {found[0]}, say"
        )
    own = rows.filter(pl.col("document") == found[0]).sort("position")
    if own.is_empty():
        where = "" if half == "all" else f" in the half '{half}'"
        raise OptionError(f"{side}: {found[0]} has no segment{where}", remedy="choose another plan or half")
    return own


def _table(
    a: list[dict[str, Any]], b: list[dict[str, Any]], similar: NDArray[np.float64], rarity: Rarity
) -> pl.DataFrame:
    """Lay out the pairs by the order of a, then what only b has by its own."""
    pairs = [(int(i), int(j)) for i, j in np.argwhere(correspondences(similar))]
    in_a, in_b = {i for i, _ in pairs}, {j for _, j in pairs}
    alone_a = [(i, None) for i in range(len(a)) if i not in in_a]
    ordered: list[tuple[int | None, int | None]] = [
        *sorted([*pairs, *alone_a], key=lambda pair: (pair[0], pair[1] or 0))
    ]
    ordered += [(None, j) for j in range(len(b)) if j not in in_b]
    rows = [_row(None if i is None else a[i], None if j is None else b[j], i, j, similar, rarity) for i, j in ordered]
    return pl.DataFrame(rows, schema=ALIGNMENTS.schema, orient="row")


def _row(
    a: dict[str, Any] | None,
    b: dict[str, Any] | None,
    i: int | None,
    j: int | None,
    similar: NDArray[np.float64],
    rarity: Rarity,
) -> tuple[object, ...]:
    both = a is not None and b is not None
    return (
        "both" if both else "b" if a is None else "a",
        a and a["segment"],
        b and b["segment"],
        float(similar[i, j]) if both else None,
        shared_words(a["text"], b["text"], rarity) if a and b else [],
        (a or b or {})["theme"],
        a and a["text"],
        b and b["text"],
    )
