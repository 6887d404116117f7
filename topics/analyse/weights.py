"""What a segment counts for: its characters, itself as one, or the figures it states; and the year its text is about.

A share needs a weight for each segment and a year for each plan; both have more than one sensible answer, and the
answer is the user's. A report of year Y reviews Y - 1, so by content its review half belongs to the year before.

segments → weigh() → a weight a segment
documents, segments → dated() → documents, one row a plan and year it is about
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from topics.analyse.choices import refuse
from topics.tables import HALVES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = ("characters", "segments", "figures")
YEARS_OF = ("plan", "content")
HALVES_OF_ROW = "_halves"
"""Column of documents that `dated` adds: the halves whose text a row stands for."""
_NO_FIGURE = (
    r"^\s*[（(]?[0-9]+(?:[)）、．]|\.(?:[^0-9]|[0-9]{4}年|$))"  # the mark of a list
    r"|第\s*[0-9]+"  # an ordinal
    r"|[0-9]{4}\s*(?:[-—－–~～至]+\s*[0-9]{4}\s*)?年|[0-9]{1,2}\s*[月日号]"  # a date
)
_FIGURE = r"[0-9]+(?:[.,，][0-9]+)*"


def weigh(segments: pl.DataFrame, weights: str) -> NDArray[np.float64]:
    """Give the weight of each segment, shape (n_segments,), zero or more.

    Parameters
    ----------
    segments
        As in `topics.tables.SEGMENTS`.
    weights
        ``characters`` (without white space), ``segments`` (1 each), or ``figures``: numbers written in digits,
        years, dates, ordinals and the marks of a list left out.

    Raises
    ------
    OptionError
        Another weight.

    Examples
    --------
    >>> import polars as pl
    >>> text = "1.2024年建成3.5万平方米、第2批12个小区，完成投资1,200万元"
    >>> weigh(pl.DataFrame({"text": [text], "n_characters": [30]}), "figures").tolist()
    [3.0]
    """
    refuse("--weights", weights, WEIGHTS)
    if weights == "characters":
        given = segments["n_characters"]
    elif weights == "segments":
        given = pl.repeat(1, segments.height, eager=True)
    else:
        folded = segments["text"].str.normalize("NFKC")
        given = folded.str.replace_all(_NO_FIGURE, " ").str.count_matches(_FIGURE)
    return given.cast(pl.Float64).to_numpy()


def dated(documents: pl.DataFrame, segments: pl.DataFrame, year_of: str) -> pl.DataFrame:
    """Give one row a plan and year it is about, with the halves that are, in the column `HALVES_OF_ROW`.

    Parameters
    ----------
    documents, segments
        As in `topics.tables`.
    year_of
        ``plan``: all text counts under the plan's year; ``content``: the review half under the year before it, in a
        row of its own.

    Raises
    ------
    OptionError
        Another kind of year.
    """
    refuse("--year-of", year_of, YEARS_OF)
    if year_of == "plan":
        return documents.with_columns(pl.lit(list(HALVES)).alias(HALVES_OF_ROW))
    rest = [half for half in HALVES if half != "review"]
    reviewing = segments.filter(pl.col("half") == "review")["document"].unique()
    reviews = documents.filter(pl.col("document").is_in(reviewing.implode())).with_columns(
        pl.col("year") - 1, pl.lit(["review"]).alias(HALVES_OF_ROW)
    )
    return pl.concat([documents.with_columns(pl.lit(rest).alias(HALVES_OF_ROW)), reviews])
