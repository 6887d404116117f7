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
        ``theme, topic, name, n_segments, n_characters, share, words``: themes in the order of the themes file, each
        followed by its topics, the largest first. `topic` is null in a theme's own row. `share` is the fraction of
        all characters of the corpus, so themes add up to 1, and so do topics.
    """
    total = max(int(themes["n_characters"].sum()), 1)
    share = (pl.col("n_characters") / total).alias("share")
    order = pl.col("theme").replace_strict(themes["theme"], range(len(themes)), return_dtype=pl.Int64).alias("order")
    columns = ("theme", "topic", "name", "n_segments", "n_characters")
    above = themes.with_columns(pl.lit(None, pl.Int64).alias("topic"), pl.col(f"name_{lang}").alias("name"), order)
    below = topics.with_columns(order)
    rows = pl.concat([part.select("order", *columns, share, "words") for part in (above, below)])
    number = pl.when(pl.col("topic") < 0).then(pl.lit(2**40)).otherwise(pl.col("topic"))
    return rows.sort("order", number, nulls_last=False).drop("order")
