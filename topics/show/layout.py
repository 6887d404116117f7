"""What a chart has room for, what its rows are called, and in which order they stand."""

from __future__ import annotations

import polars as pl

from topics.show.palette import colours
from topics.tables import NO_TOPIC, UNASSIGNED

Cut = tuple[object, ...]


_NOTHING = {"theme": ("未归类", "Unassigned"), "topic": ("无话题", "No topic")}
_NOTHING_CODES = (UNASSIGNED, str(NO_TOPIC))


def level_of(frame: pl.DataFrame) -> str:
    """Give what the rows of shares or differences are about: ``theme`` or ``topic``."""
    return "topic" if "topic" in frame.columns else "theme"


def group_names(frame: pl.DataFrame) -> list[str]:
    """Give the columns that the shares are grouped by: those before the theme or topic."""
    return frame.columns[: frame.columns.index(level_of(frame))]


def labelled(frame: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Add `code` and `label` of the theme or topic, and `group`, the group columns as one text."""
    level = level_of(frame)
    code = pl.col(level).cast(pl.String)
    name = pl.col(f"name_{lang}") if level == "theme" else pl.format("{} {}", "topic", "name")
    nothing = pl.lit(_NOTHING[level][lang == "en"])
    parts = [pl.col(name).cast(pl.String).fill_null("?") for name in group_names(frame)]
    return frame.with_columns(
        code.alias("code"),
        pl.when(code.is_in(_NOTHING_CODES)).then(nothing).otherwise(name).alias("label"),
        (pl.concat_str(parts, separator=" ") if parts else pl.lit("")).alias("group"),
    )


def kept_series(rows: pl.DataFrame, most: int) -> tuple[pl.DataFrame, pl.DataFrame, Cut]:
    """Keep the themes or topics that take most, in their own order, and what belongs to none.

    Returns
    -------
    rows, series, cut
        The rows kept; ``code, label, colour`` of the kept in order; the note on what was left out, or nothing.
    """
    weight = (pl.col("share") * pl.col("n_characters")).sum()
    series = rows.group_by("code", "label", maintain_order=True).agg(weight.alias("weight"))
    series = series.with_columns(pl.Series("colour", colours(series["code"].to_list()), pl.String))
    real = series.filter(~pl.col("code").is_in(_NOTHING_CODES))
    if real.height <= most:
        return rows, series, ()
    top = real.sort("weight", descending=True, maintain_order=True).head(most)
    kept = series.filter(pl.col("code").is_in([*top["code"], *_NOTHING_CODES]))
    return rows.filter(pl.col("code").is_in(kept["code"].implode())), kept, ("series left out", most, real.height)


def kept_groups(rows: pl.DataFrame, column: str, most: int) -> tuple[pl.DataFrame, int, Cut]:
    """Keep the groups with the most text, in the order they come."""
    sizes = rows.group_by(column, maintain_order=True).agg(pl.col("n_characters").sum())
    if sizes.height <= most:
        return rows, sizes.height, ()
    top = sizes.sort("n_characters", descending=True, maintain_order=True).head(most)
    kept = rows.filter(pl.col(column).is_in(top[column].implode()))
    return kept, most, ("groups left out", most, sizes.height)


def clustered(frame: pl.DataFrame, names: list[str]) -> tuple[list[str], pl.DataFrame, str]:
    """Order plans so that like ones stand together, and give the pairs both ways round, as a square needs them.

    Average linkage of one less the content cosine, leaves in optimal order (Bar-Joseph et al. 2001); of the profile
    where content is not known.

    Returns
    -------
    order, square, by
        The names in order; ``a, b, profile, content``, two rows a pair; the measure that orders.
    """
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    columns = ["a", "b", "profile", "content"]
    turned = frame.select(pl.col("b").alias("a"), pl.col("a").alias("b"), "profile", "content")
    square = pl.concat([frame.select(columns), turned])
    by = "content" if frame["content"].is_not_null().any() else "profile"
    if len(names) < 3:
        return names, square, by
    at = {name: i for i, name in enumerate(names)}
    apart = np.zeros((len(names), len(names)))
    for a, b, value in square.select("a", "b", by).iter_rows():
        apart[at[a], at[b]] = 1 - (value if value is not None else 0)
    order = leaves_list(linkage(squareform(np.clip(apart, 0, 2), checks=False), "average", optimal_ordering=True))
    return [names[i] for i in order], square, by


def pairs_shown(frame: pl.DataFrame, most: int) -> pl.DataFrame:
    """Give the pairs most similar in content, the first first, with one name a pair."""
    best = (
        frame.filter(pl.col("content").is_not_null()).sort("content", descending=True, maintain_order=True).head(most)
    )
    return best.with_columns(pl.format("{} – {}", "a", "b").alias("pair"))
