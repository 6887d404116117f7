"""The shares of a district on top of each other, year by year: how a whole is made up and how that moves.

Rows of shares → stacked() → a panel a district
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from topics.show.canvas import FAINT
from topics.show.layout import OTHERS, with_others
from topics.show.panels import in_colour, share_tips, span, under_each, years_axis

if TYPE_CHECKING:
    import altair as alt

    from topics.show.titles import Wording

WIDE, HIGH, COLUMNS = 210, 130, 4


def stacked(
    rows: pl.DataFrame, series: pl.DataFrame, say: Wording, others: str = ""
) -> tuple[alt.FacetChart, pl.DataFrame]:
    """Draw a panel a district: areas between its years, a bar where it has one year only.

    Parameters
    ----------
    rows
        Rows as `topics.show.layout.labelled` gives them, with `place`.
    series
        Code, label and colour, in order; the first stands on top.
    others
        What to call all that has no row together, at the bottom; empty where nothing was left out.

    Returns
    -------
    chart, rows
        The rows drawn, those of all others among them.
    """
    import altair as alt

    if others:
        rows, series = _whole(rows, others), with_others(series, others)
    first, last = span(rows)
    places = rows["place"].unique(maintain_order=True).to_list()
    order = {label: at for at, label in enumerate(series["label"])}
    drawn = rows.with_columns(
        pl.col("label").replace_strict(order, return_dtype=pl.Int64).alias("at"),
        (pl.col("year").n_unique().over("place") == 1).alias("alone"),
    ).select("place", "year", "label", "share", "low", "high", "at", "alone", "n_documents", "n_characters")
    x = alt.X(
        "year:Q",
        title=None,
        axis=years_axis(rows, WIDE - 16),
        scale=alt.Scale(domain=[first, last], nice=False, padding=8),
    )
    percent = alt.Axis(format="%", values=[0, 0.5, 1], labelFontSize=10, domain=False, ticks=False, gridColor=FAINT)
    y = alt.Y("share:Q", title=None, stack="zero", scale=alt.Scale(domain=[0, 1]), axis=percent)
    legend = alt.Legend(title=None, orient="right", symbolType="square", symbolStrokeWidth=0)
    colour = in_colour(series, legend)
    pile = alt.Order("at:Q", sort="descending")
    base = alt.Chart()
    told = share_tips("place", say)
    layers = [
        base.mark_area(stroke="white", strokeWidth=0.6, opacity=1).encode(x, y, colour, pile, tooltip=told),
        base.mark_rule(color="white", strokeWidth=0.6, opacity=0.7).encode(x),
        base.transform_filter(alt.datum.alone)
        .mark_bar(width=14, stroke="white", strokeWidth=0.6, opacity=1)
        .encode(x, y, colour, pile, tooltip=told),
    ]
    panel = alt.layer(*layers).properties(width=WIDE, height=HIGH)
    above = alt.Header(labelFontSize=12, labelLimit=0, labelAnchor="start")
    facet = alt.Facet("place:N", sort=places, title=None, header=above)
    across = min(COLUMNS, len(places))
    chart = panel.facet(facet, columns=across, data=drawn, spacing={"row": 12, "column": 18})
    return under_each(chart, len(places), across), rows


def _whole(rows: pl.DataFrame, others: str) -> pl.DataFrame:
    """Add a row a place and year with what its shares lack of 1."""
    rest = (1 - pl.col("share").sum()).clip(0, 1).alias("share")
    kept = [name for name in ("district", "group", "n_documents", "n_characters") if name in rows.columns]
    more = rows.group_by("place", "year", maintain_order=True).agg(rest, pl.col(kept).first())
    named = more.with_columns(code=pl.lit(OTHERS), label=pl.lit(others))
    return pl.concat([rows, named], how="diagonal").sort("place", "year", maintain_order=True)
