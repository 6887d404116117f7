"""How far the model agrees with people who coded the same passages.

Both sides are spans of the same source text, so the segmentations need not agree: a coded passage gets the theme and
the half that cover most of its characters. A passage coded `none` (a title, a remnant) is right when its text was left
out, is unassigned, or stands under `overview`.

documents, segments, assignments, coded passages → evaluate() → Evaluation

What can be said without coded passages is said in `topics.analyse.quality.measures`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from topics.errors import OptionError
from topics.tables import CODED, UNASSIGNED

if TYPE_CHECKING:
    from pathlib import Path

GOLD_COLUMNS = ("file", "start", "end", "theme", "accept", "half")
NOTHING = ("", "none", UNASSIGNED, "overview")
"""What a passage coded `none` may be found as; the empty text stands for text that was left out."""
COVERED = 0.9
"""Part of a plan's characters that must be coded for its true shares to be known."""
BINS = 10
"""Bins of stated probabilities."""


@dataclass(frozen=True)
class Evaluation:
    """Agreement with coded passages.

    Parameters
    ----------
    summary
        ``measure, value, n``: `strict` (the first code), `accept` (a code that a reader allowed as second too), `half`
        (where the readers agree on it and the passage is not `none`), and `share_error`, the mean absolute difference
        of true and found shares over plans and themes, both halves together; null without a fully coded plan.
    per_theme
        ``theme, n, strict, accept`` by first code.
    confusion
        ``theme, found, n``: what was taken for what, the most frequent first; only what no reader allowed.
    shares
        ``document, theme, true, found, difference`` (found less true): of each fully coded plan.
    passages
        `topics.tables.CODED`: every coded passage with what was found, the evidence of all figures above.
    n_missing
        Files of the coded passages that the model does not hold.
    """

    summary: pl.DataFrame
    per_theme: pl.DataFrame
    confusion: pl.DataFrame
    shares: pl.DataFrame
    passages: pl.DataFrame
    n_missing: int


def read_gold(path: Path) -> pl.DataFrame:
    """Read coded passages: CSV with the columns ``file, start, end, theme, accept, half``, codes joined by ``|``.

    Raises
    ------
    OptionError
        The file cannot be read or lacks a column.
    """
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise OptionError(f"{path}: cannot be read as CSV ({error})", remedy="name a file of coded passages") from error
    frame = frame.rename({name: name.lstrip("\ufeff") for name in frame.columns})
    missing = [name for name in GOLD_COLUMNS if name not in frame.columns]
    if missing:
        raise OptionError(f"{path}: no column {', '.join(missing)}", allowed=", ".join(GOLD_COLUMNS))
    numbers = frame.select(pl.col("start", "end").cast(pl.Int64, strict=False))
    wrong = (numbers["start"].is_null() | numbers["end"].is_null() | (numbers["start"] >= numbers["end"])).arg_true()
    if len(wrong):
        raise OptionError(f"{path}: row {int(wrong[0]) + 2} has no span", allowed="start < end, in whole characters")
    return frame.with_columns(numbers["start"], numbers["end"]).with_columns(
        pl.col("theme", "accept", "half").fill_null("")
    )


def evaluate(
    documents: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame, gold: pl.DataFrame
) -> Evaluation:
    """Compare a model with coded passages.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`.
    gold
        As `read_gold` gives it.

    Raises
    ------
    OptionError
        No coded passage lies in a file of the model.
    """
    base = pl.col("file").str.split("/").list.last().alias("base")
    names = documents.select("document", base)
    coded = gold.with_row_index("row").with_columns(base).join(names, on="base", how="inner", maintain_order="left")
    n_missing = gold.select(base).unique().join(names, on="base", how="anti").height
    if coded.is_empty():
        raise OptionError(
            "the coded passages: none lies in a file of the model", remedy="fit the corpus they were coded in"
        )
    touching = _touching(coded, segments.with_columns(assignments["theme", "probability"]))
    found = _judged(coded, _covering(touching, "theme"), _covering(touching, "half"))
    shares = _shares(coded, segments.select("document", "n_characters").with_columns(assignments["theme"]))
    passages = _passages(found, touching)
    return Evaluation(_summary(found, shares), _per_theme(found), _confusion(found), shares, passages, n_missing)


def _touching(coded: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Give ``row`` with each segment that holds any of it, in reading order, and the characters it holds."""
    spans = segments.select("document", "segment", "start", "end", "half", "theme", "probability")
    pairs = coded.select("row", "document", "start", "end").join(spans, on="document", suffix="_segment")
    overlap = pl.min_horizontal("end", "end_segment") - pl.max_horizontal("start", "start_segment")
    held = pairs.with_columns(overlap.alias("overlap")).filter(pl.col("overlap") > 0)
    return held.sort("row", "start_segment", maintain_order=True)


def _covering(touching: pl.DataFrame, column: str) -> pl.DataFrame:
    """Give ``row``, the value that covers most of its characters, and the probability stated where it stands.

    The first in reading order among equals; the probability is the mean of the segments that have it, by characters.
    """
    stated = (pl.col("probability") * pl.col("overlap")).sum() / pl.col("overlap").sum()
    weights = touching.group_by("row", column, maintain_order=True).agg(stated, pl.col("overlap").sum())
    best = weights.sort("overlap", descending=True, maintain_order=True).unique(
        "row", keep="first", maintain_order=True
    )
    return best.select("row", pl.col(column).alias(f"found_{column}"), "probability")


def _judged(coded: pl.DataFrame, theme: pl.DataFrame, half: pl.DataFrame) -> pl.DataFrame:
    joined = coded.join(theme, on="row", how="left").join(half.drop("probability"), on="row", how="left")
    joined = joined.with_columns(pl.col("found_theme", "found_half").fill_null(""))
    first, allowed = pl.col("theme").str.split("|"), pl.col("accept").str.split("|")
    none = pl.col("theme") == "none"
    nothing = pl.col("found_theme").is_in(NOTHING)
    return joined.with_columns(
        first.list.first().alias("first"),
        pl.when(none).then(nothing).otherwise(first.list.contains(pl.col("found_theme"))).alias("strict"),
        pl.when(none).then(nothing).otherwise(allowed.list.contains(pl.col("found_theme"))).alias("accepted"),
        pl.when(none | (pl.col("half") == "either"))
        .then(None)
        .otherwise(pl.col("half") == pl.col("found_half"))
        .alias("same_half"),
    )


def _summary(found: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    stated = found.filter((pl.col("theme") != "none") & pl.col("probability").is_not_null())
    rows = [
        ("strict", found["strict"].mean(), found.height),
        ("accept", found["accepted"].mean(), found.height),
        ("half", found["same_half"].mean(), found["same_half"].count()),
        ("share_error", shares["difference"].abs().mean(), shares["document"].n_unique()),
        ("calibration_error", calibration_error(stated["probability"], stated["accepted"]), stated.height),
    ]
    schema = {"measure": pl.String, "value": pl.Float64, "n": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def calibration_error(stated: pl.Series, right: pl.Series) -> float | None:
    """Give the expected calibration error: the mean difference of stated and true rates, in bins of equal numbers.

    Parameters
    ----------
    stated
        Probabilities.
    right
        Whether each was right.

    Returns
    -------
    float or None
        Between 0 and 1; None for fewer than `BINS` statements.

    Notes
    -----
    Naeini, Cooper and Hauskrecht (2015), by `BINS` bins of equal numbers.

    Examples
    --------
    >>> import polars as pl
    >>> calibration_error(pl.Series([0.9] * 20), pl.Series([True] * 16 + [False] * 4))
    0.1
    """
    if len(stated) < BINS:
        return None
    pairs = pl.DataFrame({"stated": stated.round(9), "right": right.cast(pl.Float64)})
    rates = pairs.with_columns(pl.col("right").mean().over("stated")).sort("stated")  # equal ones share their rate
    binned = rates.with_columns((pl.int_range(pl.len()) * BINS // pl.len()).alias("bin"))
    gaps = binned.group_by("bin").agg((pl.col("stated") - pl.col("right")).sum().abs())["stated"]
    return round(float(gaps.sum()) / len(stated), 9)


def _passages(found: pl.DataFrame, touching: pl.DataFrame) -> pl.DataFrame:
    held = touching.group_by("row", maintain_order=True).agg(pl.col("segment").alias("segments"))
    rows = found.join(held, on="row", how="left", maintain_order="left").select(
        pl.col("theme").alias("coded"),
        pl.col("accept").alias("allowed"),
        pl.col("half").alias("coded_half"),
        pl.col("found_theme").alias("found"),
        pl.col("segments").fill_null([]),
        *("document", "start", "end", "probability", "strict", "found_half", "same_half"),
        accept="accepted",
    )
    return CODED.check(rows)


def _per_theme(found: pl.DataFrame) -> pl.DataFrame:
    means = [pl.len().cast(pl.Int64).alias("n"), pl.col("strict").mean(), pl.col("accepted").mean().alias("accept")]
    return found.group_by(pl.col("first").alias("theme")).agg(means).sort("theme")


def _confusion(found: pl.DataFrame) -> pl.DataFrame:
    wrong = found.filter(~pl.col("accepted")).group_by(
        pl.col("first").alias("theme"), pl.col("found_theme").alias("found")
    )
    return wrong.agg(pl.len().cast(pl.Int64).alias("n")).sort(["n", "theme", "found"], descending=[True, False, False])


def _shares(coded: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Compare true and found shares of the plans of which nearly all text is coded; `none` is no part of them."""
    length = (pl.col("end") - pl.col("start")).alias("length")
    meant = coded.filter(pl.col("theme") != "none").select(
        "document", pl.col("theme").str.split("|").list.first(), length
    )
    sizes = segments.group_by("document").agg(pl.col("n_characters").sum().alias("all"))
    known = meant.group_by("document").agg(pl.col("length").sum()).join(sizes, on="document")
    known = known.filter(pl.col("length") >= COVERED * pl.col("all")).select("document")
    true = _fractions(meant.join(known, on="document"), "length", "true")
    got = _fractions(segments.join(known, on="document"), "n_characters", "found")
    both = true.join(got, on=["document", "theme"], how="full", coalesce=True).with_columns(
        pl.col("true", "found").fill_null(0)
    )
    return both.with_columns((pl.col("found") - pl.col("true")).alias("difference")).sort("document", "theme")


def _fractions(rows: pl.DataFrame, weight: str, name: str) -> pl.DataFrame:
    sums = rows.group_by("document", "theme").agg(pl.col(weight).sum())
    return sums.select("document", "theme", (pl.col(weight) / pl.col(weight).sum().over("document")).alias(name))
