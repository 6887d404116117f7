"""The segments of a corpus in one order, whatever order the caller's rows have.

Plans of a district stand together, plans within it by name, segments by position; a plan whose district is not known
is a district of its own. What is counted along this order does not depend on the order of files.

documents, segments → in_order() → rows
"""

from __future__ import annotations

import polars as pl


def in_order(documents: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Sort segments by district, plan and position, and number plans and districts.

    Returns
    -------
    DataFrame
        The columns of `segments`, the plan's `district` and `year`, and ``_row`` (the caller's row), ``_plan`` and
        ``_district`` (numbers from 0, ascending). Segments of plans that are not in `documents` are left out.
    """
    place = pl.coalesce("district", "document").alias("_place")
    return (
        segments.with_row_index("_row")
        .join(documents.select("document", "district", "year", place), on="document")
        .sort("_place", "document", "position")
        .with_columns(
            pl.col("document").rle_id().cast(pl.Int32).alias("_plan"),
            pl.col("_place").rle_id().cast(pl.Int32).alias("_district"),
        )
        .drop("_place")
    )
