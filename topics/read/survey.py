"""What is in a corpus, file by file, before anything is fitted.

Corpus → survey() → one row a file; cleaned() → one row a reason for leaving text out
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from topics.read.corpus import Corpus


def survey(corpus: Corpus) -> pl.DataFrame:
    """List the files of a corpus, those left out too.

    Returns
    -------
    DataFrame
        ``file, document, district, year, n_characters, n_segments, n_removed, problem``, by file: `n_characters` of
        the source text, `n_removed` of them cleaned away; `problem` the kinds found, joined by commas. A file that
        was left out has nulls but for its name and problem.
    """
    segments = corpus.segments.group_by("document").agg(pl.len().cast(pl.Int64).alias("n_segments"))
    removed = corpus.removals.group_by("document").agg((pl.col("end") - pl.col("start")).sum().alias("n_removed"))
    kinds = pl.col("problem").unique(maintain_order=True).str.join(", ")
    problems = corpus.problems.group_by("file", maintain_order=True).agg(kinds)
    read = corpus.documents.select("file", "document", "district", "year", "n_characters")
    read = read.join(segments, on="document", how="left").join(removed, on="document", how="left")
    rows = read.with_columns(pl.col("n_segments", "n_removed").fill_null(0))
    rows = rows.join(problems, on="file", how="full", coalesce=True)
    return rows.with_columns(pl.col("problem").fill_null("")).sort("file")


def cleaned(corpus: Corpus) -> pl.DataFrame:
    """Count what cleaning left out.

    Returns
    -------
    DataFrame
        ``reason, n_removals, n_documents, n_characters, text``: one row a reason, the most characters first; `text` is
        the first of the pieces, as an example.
    """
    length = pl.col("end") - pl.col("start")
    columns = [
        pl.len().cast(pl.Int64).alias("n_removals"),
        pl.col("document").n_unique().cast(pl.Int64).alias("n_documents"),
        length.sum().alias("n_characters"),
        pl.col("text").first(),
    ]
    counted = corpus.removals.group_by("reason", maintain_order=True).agg(columns)
    return counted.sort("n_characters", descending=True, maintain_order=True)
