"""What a chart has room for, what its rows are called, and in which order they stand."""

from __future__ import annotations

import polars as pl

Cut = tuple[object, ...]


def labelled(frame: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Add `code` and `label` of the theme or topic, and `group`, the group columns as one text."""
    if "theme" in frame.columns and "topic" not in frame.columns:
        code, label = pl.col("theme"), pl.col(f"name_{lang}")
        first = frame.columns.index("theme")
    else:
        code = pl.col("topic").cast(pl.String)
        label = pl.when(pl.col("topic") < 0).then(pl.lit("—")).otherwise(pl.format("{} {}", "topic", "name"))
        first = frame.columns.index("topic")
    groups = frame.columns[:first]
    parts = [pl.col(name).cast(pl.String).fill_null("?") for name in groups]
    group = pl.concat_str(parts, separator=" ") if parts else pl.lit("")
    return frame.with_columns(code.alias("code"), label.alias("label"), group.alias("group"))


def kept_series(rows: pl.DataFrame, most: int) -> tuple[pl.DataFrame, pl.DataFrame, Cut]:
    """Keep the themes or topics that take most; themes in their own order, all of them where there is room.

    Returns
    -------
    rows, series, cut
        The rows kept; ``code, label`` of the kept in order; the note on what was left out, or nothing.
    """
    weight = (pl.col("share") * pl.col("n_characters")).sum()
    series = rows.group_by("code", "label", maintain_order=True).agg(weight.alias("weight"))
    real = series.filter(~pl.col("code").is_in(["unassigned", "-1"]))
    if real.height <= most:
        return rows, series, ()
    top = real.sort("weight", descending=True, maintain_order=True).head(most)
    kept = series.filter(pl.col("code").is_in(top["code"].implode()))
    return rows.filter(pl.col("code").is_in(kept["code"].implode())), kept, ("series left out", most, real.height)


def kept_groups(rows: pl.DataFrame, column: str, most: int) -> tuple[pl.DataFrame, int, Cut]:
    """Keep the groups with the most text, in the order they come."""
    sizes = rows.group_by(column, maintain_order=True).agg(pl.col("n_characters").sum())
    if sizes.height <= most:
        return rows, sizes.height, ()
    top = sizes.sort("n_characters", descending=True, maintain_order=True).head(most)
    kept = rows.filter(pl.col(column).is_in(top[column].implode()))
    return kept, most, ("districts left out", most, sizes.height)


def clustered(frame: pl.DataFrame, names: list[str]) -> tuple[list[str], pl.DataFrame]:
    """Order plans so that like ones stand together, and give the pairs both ways round, as a square needs them.

    Average linkage of one less the content cosine, leaves in optimal order (Bar-Joseph et al. 2001).
    """
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    columns = ["a", "b", "profile", "content"]
    turned = frame.select(pl.col("b").alias("a"), pl.col("a").alias("b"), "profile", "content")
    square = pl.concat([frame.select(columns), turned])
    if len(names) < 3:
        return names, square
    at = {name: i for i, name in enumerate(names)}
    apart = np.zeros((len(names), len(names)))
    for a, b, content in square.select("a", "b", "content").iter_rows():
        apart[at[a], at[b]] = 1 - (content if content is not None else 0)
    order = leaves_list(linkage(squareform(np.clip(apart, 0, 2), checks=False), "average", optimal_ordering=True))
    return [names[i] for i in order], square


def pairs_shown(frame: pl.DataFrame, most: int) -> pl.DataFrame:
    """Give the pairs most similar in content, the first first, with one name a pair."""
    best = (
        frame.filter(pl.col("content").is_not_null()).sort("content", descending=True, maintain_order=True).head(most)
    )
    return best.with_columns(pl.format("{} – {}", "a", "b").alias("pair"))
