"""Which segments stand behind a number, and which are the most typical of a theme.

documents, segments, assignments → select() → rows, each with its file and offsets
documents, segments, assignments, vectors → typical() → the few rows to read first
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import group_columns, hint, listed, narrow, refuse, resolve
from topics.analyse.weights import HALVES_OF_ROW, dated
from topics.errors import OptionError
from topics.tables import HALVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS = (
    "segment",
    "file",
    "district",
    "year",
    "start",
    "end",
    "outline",
    "half",
    "theme",
    "probability",
    "topic",
    "text",
)
"""The columns of a row of evidence; the corpus's own group columns follow."""


def select(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    *,
    theme: str | None = None,
    topic: int | None = None,
    district: str | None = None,
    year: int | None = None,
    half: str = "all",
    group: str | None = None,
    year_of: str = "plan",
) -> pl.DataFrame:
    """Give the segments that a share counts: those of a theme or topic, in a district, year and half.

    Parameters
    ----------
    group
        Any group of plans, as `topics.analyse.choices.resolve` reads it: ``level=county,year=2020``.
    year_of
        As for `topics.analyse.share.shares.shares`; with ``content`` a review has the year before as `year`.

    Returns
    -------
    DataFrame
        `COLUMNS` and the corpus's own columns, one row a segment, by plan and position. `start` and `end` count
        characters of the document's decoded source text.

    Raises
    ------
    OptionError
        A theme or topic that no segment has, or a district, year or half that is not known.
    """
    refuse("--half", half, ("all", *HALVES))
    plans = narrow(dated(documents, segments, year_of), district=district, year=year)
    if group is not None:
        plans = resolve(plans, group, "--group")
    _refuse_absent("theme", theme, assignments)
    _refuse_absent("topic", topic, assignments)
    wanted = [
        *([pl.col("theme") == theme] if theme is not None else []),
        *([pl.col("topic") == topic] if topic is not None else []),
    ]
    inside = [pl.col("half") == half] if half != "all" else []
    own = [name for name in group_columns(documents) if name not in (*COLUMNS, "document")]
    places = plans.explode(HALVES_OF_ROW).select(
        "document", pl.col(HALVES_OF_ROW).alias("half"), "file", "district", "year", *own
    )
    rows = segments.filter(*inside).join(assignments.filter(*wanted), on="segment")
    return rows.join(places, on=["document", "half"]).sort("document", "position").select(*COLUMNS, *own)


def typical(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    *,
    theme: str | None = None,
    topic: int | None = None,
    n: int = 5,
) -> pl.DataFrame:
    """Give the segments most typical of a theme or topic, from as many districts as it has.

    Parameters
    ----------
    vectors
        One unit row a segment, in the order of `segments`.
    theme, topic
        Exactly one of them.
    n
        How many rows at most.

    Returns
    -------
    DataFrame
        `COLUMNS`, the corpus's own columns and `centrality`: the cosine with the mean vector of the theme's segments
        weighted by their probability, times the segment's probability. Best first; a second row of a district only
        after every district that has the theme has had its first.

    Raises
    ------
    OptionError
        Not exactly one of theme and topic, or one that no segment has.
    """
    if (theme is None) == (topic is None):
        raise OptionError("typical segments of nothing or of two things", allowed="a theme or a topic")
    rows = select(documents, segments, assignments, theme=theme, topic=topic)
    order = segments.select("segment").with_row_index("_row")
    rows = rows.join(order, on="segment", maintain_order="left")
    own = vectors[rows["_row"].to_numpy()].astype(np.float64)
    weight = rows["probability"].to_numpy()
    centre = weight @ own
    length = np.linalg.norm(centre)
    cosines = own @ centre / length if length > 0 else np.zeros(len(own))
    rows = rows.drop("_row").with_columns(centrality=pl.Series(cosines * weight, dtype=pl.Float64))
    rows = rows.sort("centrality", "segment", descending=[True, False])
    turn = pl.int_range(pl.len()).over("district")
    return rows.with_columns(_turn=turn).sort("_turn", maintain_order=True).drop("_turn").head(n)


def _refuse_absent(column: str, code: str | int | None, assignments: pl.DataFrame) -> None:
    there = [str(one) for one in assignments[column].unique().sort().to_list()]
    if code is not None and str(code) not in there:
        raise OptionError(f"--{column}: no segment has '{code}'", allowed=listed(there), remedy=hint(str(code), there))
