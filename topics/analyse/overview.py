"""What a model holds, on one page: every theme with the topics found under it.

themes, topics → overview() → one row a theme, followed by its topics
"""

from __future__ import annotations

import polars as pl


def overview(themes: pl.DataFrame, topics: pl.DataFrame, lang: str = "zh") -> pl.DataFrame:
    """List themes and topics in reading order.

    Parameters
    ----------
    themes, topics
        `topics.tables.THEMES` and `topics.tables.TOPICS`.
    lang
        Language of the themes' names, ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        ``theme, coarse_name, topic, name, n_segments, n_characters, share, words``: themes in the order of the themes
        file, each followed by its topics, those of one coarse topic together, the largest first. `topic` and
        `coarse_name` are null in a theme's own row, `theme` in that of what is in no topic, whatever its theme.
        `share` is the fraction of all characters of the corpus, so themes add up to 1, and so do topics.
    """
    total = max(int(themes["n_characters"].sum()), 1)
    share = (pl.col("n_characters") / total).alias("share")
    order = pl.col("theme").replace_strict(themes["theme"], range(len(themes)), return_dtype=pl.Int64).alias("order")
    columns = ("theme", "coarse_name", "topic", "name", "n_segments", "n_characters")
    own = [pl.lit(None, pl.Int64).alias("topic"), pl.lit(None, pl.String).alias("coarse_name")]
    above = themes.with_columns(*own, pl.col(f"name_{lang}").alias("name"), order, place=pl.lit(0, pl.Int64))
    number = pl.when(pl.col("topic") < 0).then(pl.lit(2**40)).otherwise("topic")
    below = topics if "coarse_name" in topics.columns else topics.with_columns(own[1])
    below = below.with_columns(order, place=number.min().over("theme", "coarse_name"))
    rows = pl.concat(part.select("order", "place", *columns, share, "words") for part in (above, below))
    rows = rows.sort("order", pl.col("topic").is_not_null(), "place", number).drop("order", "place")
    return rows.with_columns(theme=pl.when(pl.col("topic") < 0).then(None).otherwise("theme"))
