"""All passages on one sheet: a dot each, like ones near one another, in the colours of their themes.

passages with coordinates → passage_map() → Drawing
"""

from __future__ import annotations

import hashlib
from math import ceil
from typing import TYPE_CHECKING

import polars as pl

from topics.show.canvas import finished, tips
from topics.show.drawing import HOVER
from topics.show.layout import NOTHING, OTHERS, coloured, level_of, told_apart, with_others
from topics.show.panels import in_colour
from topics.show.titles import Wording, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from topics.show.drawing import Drawing

MOST_DOTS, MOST_COLOURS = 15_000, 11
"""Dots that a page moves without a stutter, and colours that a reader can tell apart."""
LETTERS = 120
"""Letters of a passage shown under the pointer."""
WIDE = 760


def passage_map(
    frame: pl.DataFrame,
    names: pl.DataFrame,
    *,
    seed: int,
    half: str = "all",
    only: Sequence[str] = (),
    lang: str = "zh",
) -> Drawing:
    """Draw a dot a passage.

    Parameters
    ----------
    frame
        ``segment, document, outline, text, n_characters, x, y`` and ``theme`` or ``topic``.
    names
        `topics.tables.THEMES`, or `topics.tables.TOPICS` where the rows have a topic: names and colours, in order.
    seed
        With which the map was laid out; said in the subtitle.
    half
        Which half was chosen; said in the title.
    only
        Of which district and years; said in the title.
    lang
        ``zh`` or ``en``.
    """
    import altair as alt

    say = Wording(lang)
    rows, series = _coloured(frame, names, say)
    rows = _sampled(rows)
    x, y = (alt.X(c, axis=None) if c == "x:Q" else alt.Y(c, axis=None) for c in ("x:Q", "y:Q"))
    plain = alt.Scale(zero=False, nice=False, padding=6)
    legend = alt.Legend(title=None, orient="right", symbolType="circle", symbolSize=110, symbolStrokeWidth=0)
    chosen = alt.selection_point(fields=["label"], bind="legend")
    seen = alt.when(chosen).then(alt.value(0.8)).otherwise(alt.value(0.04))
    size = 9 if rows.height > 5000 else 18 if rows.height > 1000 else 40
    told = tips({"label": "", "document": "", "outline": "", HOVER: ""}, say)
    dots = alt.Chart(_slim(rows)).mark_circle(size=size, aria=False)
    chart = (
        dots.encode(x.scale(plain), y.scale(plain), in_colour(series, legend), opacity=seen, tooltip=told)
        .properties(width=WIDE, height=_height(rows))
        .add_params(chosen, alt.selection_interval(bind="scales"))
    )
    n_plans, level = frame["document"].n_unique(), say.level(frame)
    characters = f"{int(frame['n_characters'].sum()):,}"
    told_all = [
        say("a dot a passage", n=f"{frame.height:,}", plans=counted(n_plans), plans_n=n_plans, characters=characters),
        say("laid out", seed=seed),
        say("sampled", n=f"{rows.height:,}", all=f"{frame.height:,}", what=level) if rows.height < frame.height else "",
        say("rest in grey", n=MOST_COLOURS, all=names.height - 1, what=level) if OTHERS in rows["code"] else "",
    ]
    data = rows.drop("name_zh", "name_en", "colour", strict=False)
    return finished(chart, say, say.map(frame, half, only), told_all, data, crowded=True)


def _coloured(frame: pl.DataFrame, names: pl.DataFrame, say: Wording) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add `code` and `label`; give code, label and colour of what is there: of many, the largest, the rest in grey."""
    level = level_of(frame)
    called = coloured(names, say.lang)
    rows = frame.with_columns(pl.col(level).cast(pl.String).alias("code"))
    sizes = rows.group_by("code").agg(pl.col("n_characters").sum())
    present = called.join(sizes, on="code", how="inner", maintain_order="left")
    real = present.filter(~pl.col("code").is_in(NOTHING))
    top = real.sort("n_characters", descending=True, maintain_order=True).head(MOST_COLOURS)["code"]
    kept = present.filter(pl.col("code").is_in([*top, *NOTHING])).sort(pl.col("code").is_in(NOTHING))
    series = told_apart(kept.select("code", "label", "colour"))
    if real.height > MOST_COLOURS:
        series = with_others(series, say("others", what=say.level(frame)))
        known = pl.col("code").is_in(kept["code"].implode())
        rows = rows.with_columns(pl.when(known).then("code").otherwise(pl.lit(OTHERS)).alias("code"))
    return rows.join(series, on="code", how="left", maintain_order="left"), series


def _sampled(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the same part of every colour, drawn by lot from the names of the passages, in an order without pattern."""
    lot = [hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest() for name in rows["segment"]]
    mixed = rows.with_columns(pl.Series("lot", lot, pl.String)).sort("lot").drop("lot")
    if rows.height <= MOST_DOTS:
        return mixed
    part = MOST_DOTS / rows.height
    sizes = {code: ceil(part * n) for code, n in rows["code"].value_counts().iter_rows()}
    most = pl.col("code").replace_strict(sizes, return_dtype=pl.Int64)
    return mixed.filter(pl.int_range(pl.len()).over("code") < most)


def _slim(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what the chart shows: the beginning of the passage, and the nearest heading."""
    short = pl.col("text").str.slice(0, LETTERS)
    cut = pl.when(pl.col("text").str.len_chars() > LETTERS).then(short + "…").otherwise(short)
    nearest = pl.col("outline").str.split(" › ").list.last().fill_null("").str.slice(0, 40)
    place = [pl.col("x").round(3), pl.col("y").round(3)]
    return rows.select(*place, "label", "document", nearest.alias("outline"), cut.alias(HOVER))


def _height(rows: pl.DataFrame) -> int:
    """Give the height at which both directions have one scale."""
    x, y = (float(str(rows[c].max() or 0)) - float(str(rows[c].min() or 0)) for c in ("x", "y"))
    return round(max(360, min(900, WIDE * y / x))) if x > 0 else WIDE // 2
