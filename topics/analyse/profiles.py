"""How much of each plan lies under each theme or topic.

The one count that shares, differences, ranks and similarities are made of. A segment counts with its weight (its
characters without white space, unless asked otherwise) under the theme or topic it was given, or softly under its two
likeliest themes; `unassigned` and topic -1 are values like any other, so a plan's counts always add up to all of it.

documents, segments, assignments, names → profiles() → Profiles
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import refuse
from topics.analyse.weights import HALVES_OF_ROW, weigh
from topics.errors import OptionError
from topics.tables import HALVES, NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = ("themes", "topics")


@dataclass(frozen=True)
class Profiles:
    """Weight by plan and code.

    Parameters
    ----------
    documents
        One row a plan (and year it is about, where `topics.analyse.weights.dated` made several of one), by name and
        year: the order of `counts`, whatever order the caller's rows had.
    codes
        One row a theme (`theme, name_zh, name_en`) or topic (`topic, name, theme`), the unassigned last.
    counts
        Weight, shape (n_documents, n_codes): whole numbers, unless counted softly.
    n_characters
        Characters of each row's text in the half that counts, shape (n_documents,).
    cells
        What was counted, one row a segment, by `row` and segment: `segment`, `row` (of `counts`), `column` (its code,
        of `counts`), `weight`, and where themes are counted `probability`, `standing` (the fraction of the model's
        segments whose theme is less probable, ties by half, 0 to 1), and `second` (a column of `counts`),
        `second_probability` and `rest` (the probability that it is of none of the themes) if the assignments have them.
    """

    documents: pl.DataFrame
    codes: pl.DataFrame
    counts: NDArray[np.float64]
    n_characters: NDArray[np.float64]
    cells: pl.DataFrame


def profiles(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    *,
    half: str = "all",
    level: str = "themes",
    weights: str = "characters",
    soft: bool = False,
) -> Profiles:
    """Count the text of each plan under each theme or topic.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`; segments of plans that are not in `documents` are left out. Documents may come from
        `topics.analyse.weights.dated`.
    names
        `topics.tables.THEMES` for themes, `topics.tables.TOPICS` for topics; its order is the order of the codes.
    half
        ``all``, ``review``, ``plan`` or ``neither``: which segments count.
    level
        ``themes`` or ``topics``.
    weights
        What a segment counts for; see `topics.analyse.weights.weigh`.
    soft
        Count a segment under its two likeliest themes, by their probabilities.

    Raises
    ------
    OptionError
        `half`, `level` or `weights` is not known, or `soft` is asked where there is no second theme.
    ValueError
        A segment has no assignment, or one that `names` does not know: a fault of the program.
    """
    refuse("--half", half, ("all", *HALVES))
    refuse("--level", level, LEVELS)
    codes = code_table(names, level)
    plans = documents.sort("document", "year", nulls_last=True)
    cells, n_characters = _cells(plans, segments, assignments, codes, half, weights)
    parts = _softly(cells, codes, level) if soft else cells
    counts = np.zeros((plans.height, codes.height))
    np.add.at(counts, (parts["row"].to_numpy(), parts["column"].to_numpy()), parts["weight"].to_numpy())
    kept = plans.drop(HALVES_OF_ROW) if HALVES_OF_ROW in plans.columns else plans
    return Profiles(kept, codes, counts, n_characters, cells)


def _cells(
    plans: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    codes: pl.DataFrame,
    half: str,
    weights: str,
) -> tuple[pl.DataFrame, NDArray[np.float64]]:
    """Give the segments that count, each with its row, column and weight, and the characters of each row."""
    code = codes.columns[0]
    asked = ("probability", "second", "second_probability", "rest") if code == "theme" else ()
    own = [name for name in asked if name in assignments.columns]
    if own:
        standing = (pl.col("probability").rank("average") - 0.5) / pl.len()
        assignments, own = assignments.with_columns(standing=standing), [*own, "standing"]
    place = codes.select(pl.col(code), pl.row_index("column").cast(pl.Int64))
    rows = (
        segments.select("segment", "document", "half", "n_characters")
        .with_columns(weight=weigh(segments, weights))
        .join(assignments.select("segment", code, *own), on="segment", how="left")
        .join(_rows_of(plans), on=["document", "half"])
        .join(place, on=code, how="left")
        .sort("row", "segment")
    )
    if rows["column"].null_count():
        lost = rows.filter(pl.col("column").is_null())["segment"][0]
        raise ValueError(f"segment {lost} has no {code}, or one that the table of names does not hold")
    if half != "all":
        rows = rows.filter(pl.col("half") == half)
    if "second" in own:
        second = place.rename({"theme": "second", "column": "_second"})
        rows = rows.join(second, on="second", how="left", maintain_order="left")
        rows = rows.with_columns(second="_second").drop("_second")
    n_characters = np.zeros(plans.height)
    np.add.at(n_characters, rows["row"].to_numpy(), rows["n_characters"].to_numpy())
    return rows.select("segment", "row", "column", "weight", *own), n_characters


def _rows_of(plans: pl.DataFrame) -> pl.DataFrame:
    """Give the row of each plan and half."""
    numbered = plans.select("document", pl.row_index("row").cast(pl.Int64))
    halves = plans[HALVES_OF_ROW] if HALVES_OF_ROW in plans.columns else pl.Series([list(HALVES)] * plans.height)
    return numbered.with_columns(half=halves.cast(pl.List(pl.String))).explode("half")


def _softly(cells: pl.DataFrame, codes: pl.DataFrame, level: str) -> pl.DataFrame:
    """Split each segment's weight between its two likeliest themes.

    What is unassigned stays whole, unless it is so because a theme that competed unseen was likelier.
    """
    if level != "themes" or "second" not in cells.columns:
        raise OptionError(
            f"--soft: no second {level.removesuffix('s')} to count",
            allowed="themes, in a model that gives each segment a second theme",
            remedy="leave --soft out",
        )
    none = codes.height - 1
    both = pl.col("probability") + pl.col("second_probability")
    nothing = (pl.col("column") == none) & (pl.col("rest") <= 0 if "rest" in cells.columns else True)
    whole = nothing | pl.col("second").is_null() | (both <= 0)
    first = pl.when(whole).then(1.0).otherwise(pl.col("probability") / both)
    parts = cells.with_columns(_first=first)
    return pl.concat(
        [
            parts.select("row", "column", pl.col("weight") * pl.col("_first")),
            parts.select(
                "row", pl.col("second").fill_null(none).alias("column"), pl.col("weight") * (1 - pl.col("_first"))
            ),
        ]
    )


def code_table(names: pl.DataFrame, level: str) -> pl.DataFrame:
    """Give one row a theme or topic in the order of `names`, the unassigned always there and last."""
    if level == "themes":
        none = pl.DataFrame({"theme": [UNASSIGNED], "name_zh": ["未归类"], "name_en": ["Unassigned"]})
        table, code, nothing = names.select("theme", "name_zh", "name_en"), "theme", pl.lit(UNASSIGNED)
    else:
        none = pl.DataFrame({"topic": [NO_TOPIC], "name": ["—"], "theme": [UNASSIGNED]})
        table, code, nothing = names.select("topic", "name", "theme"), "topic", pl.lit(NO_TOPIC)
    own = table.filter(pl.col(code) == nothing)
    return pl.concat([table.filter(pl.col(code) != nothing), own if own.height else none.cast(table.schema)])
