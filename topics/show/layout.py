"""What a chart has room for, what its rows are called, and in which order they stand."""

from __future__ import annotations

import polars as pl

from topics.show.palette import PALE, SAFE, colours
from topics.tables import NO_TOPIC, UNASSIGNED

Cut = tuple[object, ...]


_NAMED_NOTHING = {"theme": {"zh": "未归类", "en": "Unassigned"}, "topic": {"zh": "无话题", "en": "No topic"}}
NOTHING = (UNASSIGNED, str(NO_TOPIC))
"""Codes of what belongs to none."""
OTHERS = "others"
"""Code of all themes or topics that have no colour of their own, together."""


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
    nothing = pl.lit(_NAMED_NOTHING[level][lang])
    parts = [pl.col(name).cast(pl.String).fill_null("?") for name in group_names(frame)]
    return frame.with_columns(
        code.alias("code"),
        pl.when(code.is_in(NOTHING)).then(nothing).otherwise(name).alias("label"),
        (pl.concat_str(parts, separator=" ") if parts else pl.lit("")).alias("group"),
    )


def coloured(names: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Give ``code, label, colour`` of every theme or topic of a model, in order: the same for every chart of it."""
    level = "theme" if "name_zh" in names.columns else "topic"
    called = labelled(names.select(level, pl.col("^name.*$")), lang).select("code", "label")
    return called.with_columns(pl.Series("colour", colours(called["code"].to_list()), pl.String))


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
    real = series.filter(~pl.col("code").is_in(NOTHING))
    if real.height <= most:
        return rows, told_apart(series), ()
    top = real.sort("weight", descending=True, maintain_order=True).head(most)
    kept = series.filter(pl.col("code").is_in([*top["code"], *NOTHING]))
    drawn = rows.filter(pl.col("code").is_in(kept["code"].implode()))
    return drawn, told_apart(kept), ("series left out", most, real.height)


def told_apart(series: pl.DataFrame) -> pl.DataFrame:
    """Give one of two that have the same colour, as many topics do, a colour that none of those drawn has."""
    given: list[str] = []
    for colour in series["colour"].to_list():
        free = [one for one in SAFE if one not in given and one not in series["colour"]]
        given.append(free[0] if colour in given and colour in SAFE and free else colour)
    return series.with_columns(pl.Series("colour", given, pl.String))


def with_others(series: pl.DataFrame, label: str) -> pl.DataFrame:
    """Add what stands for all others, in pale grey: ``code, label, colour``."""
    other = pl.DataFrame({"code": [OTHERS], "label": [label], "colour": [PALE]})
    return pl.concat([series.select(other.columns), other])


def kept_groups(rows: pl.DataFrame, column: str, most: int) -> tuple[pl.DataFrame, int, Cut]:
    """Keep the groups with the most text, in the order they come."""
    sizes = rows.group_by(column, maintain_order=True).agg(pl.col("n_characters").sum())
    if sizes.height <= most:
        return rows, sizes.height, ()
    top = sizes.sort("n_characters", descending=True, maintain_order=True).head(most)
    kept = rows.filter(pl.col(column).is_in(top[column].implode()))
    return kept, most, ("places left out" if column == "place" else "groups left out", most, sizes.height)


def both_ways(frame: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Give every pair twice, each of its plans first once: ``a, b, similarity``, the value of one measure."""
    value = pl.col(measure).alias("similarity")
    turned = frame.select(pl.col("b").alias("a"), pl.col("a").alias("b"), value)
    return pl.concat([frame.select("a", "b", value), turned])


def most_alike(pairs: pl.DataFrame, names: list[str], most: int) -> list[str]:
    """Keep so many plans, in their order: those that some other plan is nearest to."""
    if len(names) <= most:
        return names
    best = pairs.group_by("a").agg(pl.col("similarity").max()).sort(["similarity", "a"], descending=[True, False])
    kept = set(best["a"].head(most))
    return [name for name in names if name in kept]


def clustered(pairs: pl.DataFrame, names: list[str]) -> list[str]:
    """Order plans so that like ones stand together.

    Average linkage of the highest similarity less each, leaves in optimal order (Bar-Joseph et al. 2001).

    Parameters
    ----------
    pairs
        ``a, b, similarity``, two rows a pair.
    names
        The plans.
    """
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    if len(names) < 3:
        return names
    at = {name: i for i, name in enumerate(names)}
    most = float(str(pairs["similarity"].max()))
    apart = np.full((len(names), len(names)), most - float(str(pairs["similarity"].min())))
    for a, b, value in pairs.select("a", "b", "similarity").iter_rows():
        if value is not None:
            apart[at[a], at[b]] = most - value
    np.fill_diagonal(apart, 0.0)
    order = leaves_list(linkage(squareform(apart, checks=False), "average", optimal_ordering=True))
    return [names[i] for i in order]


def nearest(pairs: pl.DataFrame, most: int) -> pl.DataFrame:
    """Give the plans nearest to each, the nearest first: ``a, b, similarity, rank``, by name of `a`."""
    ordered = pairs.filter(pl.col("similarity").is_not_null()).sort(
        ["a", "similarity", "b"], descending=[False, True, False]
    )
    ranked = ordered.with_columns(pl.int_range(1, pl.len() + 1).over("a").alias("rank"))
    return ranked.filter(pl.col("rank") <= most)
