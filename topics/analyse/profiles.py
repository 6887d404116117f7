"""How many characters of each plan lie under each theme or topic.

The one count that shares, differences and similarities are made of. A segment counts with its `n_characters` (white
space left out) under the one theme or topic it was given; `unassigned` and topic -1 are values like any other, so a
plan's counts always add up to all its characters.

documents, segments, assignments, names → profiles() → Profiles
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import refuse
from topics.tables import HALVES, NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = ("themes", "topics")


@dataclass(frozen=True)
class Profiles:
    """Characters by plan and code.

    Parameters
    ----------
    documents
        One row a plan, by name: the order of `counts`, whatever order the caller's rows had.
    codes
        One row a theme (`theme, name_zh, name_en`) or topic (`topic, name, theme`), the unassigned last.
    counts
        Characters, shape (n_documents, n_codes), whole numbers.
    """

    documents: pl.DataFrame
    codes: pl.DataFrame
    counts: NDArray[np.float64]


def profiles(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    *,
    half: str = "all",
    level: str = "themes",
) -> Profiles:
    """Count the characters of each plan under each theme or topic.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`; segments of plans that are not in `documents` are left out.
    names
        `topics.tables.THEMES` for themes, `topics.tables.TOPICS` for topics; its order is the order of the codes.
    half
        ``all``, ``review``, ``plan`` or ``neither``: which segments count.
    level
        ``themes`` or ``topics``.

    Raises
    ------
    OptionError
        `half` or `level` is not known.
    ValueError
        A segment has no assignment, or one that `names` does not know: a fault of the program.
    """
    refuse("--half", half, ("all", *HALVES))
    refuse("--level", level, LEVELS)
    codes = code_table(names, level)
    code = codes.columns[0]
    plans = documents.sort("document")
    rows = (
        segments.select("segment", "document", "half", "n_characters")
        .join(assignments.select("segment", code), on="segment", how="left")
        .join(plans.select("document").with_row_index("row"), on="document")
        .join(codes.select(code).with_row_index("column"), on=code, how="left")
    )
    if rows["column"].null_count():
        lost = rows.filter(pl.col("column").is_null())["segment"][0]
        raise ValueError(f"segment {lost} has no {code}, or one that the table of names does not hold")
    if half != "all":
        rows = rows.filter(pl.col("half") == half)
    counts = np.zeros((plans.height, codes.height))
    np.add.at(counts, (rows["row"].to_numpy(), rows["column"].to_numpy()), rows["n_characters"].to_numpy())
    return Profiles(plans, codes, counts)


def code_table(names: pl.DataFrame, level: str) -> pl.DataFrame:
    """Give one row a theme or topic in the order of `names`, the unassigned always there and last."""
    if level == "themes":
        none = pl.DataFrame({"theme": [UNASSIGNED], "name_zh": ["未归类"], "name_en": ["Unassigned"]})
        table, code, nothing = names.select("theme", "name_zh", "name_en"), "theme", pl.lit(UNASSIGNED)
    else:
        none = pl.DataFrame({"topic": [NO_TOPIC], "name": ["未归类"], "theme": [UNASSIGNED]})
        table, code, nothing = names.select("topic", "name", "theme"), "topic", pl.lit(NO_TOPIC)
    own = table.filter(pl.col(code) == nothing)
    return pl.concat([table.filter(pl.col(code) != nothing), own if own.height else none.cast(table.schema)])
