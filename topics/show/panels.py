"""What charts of many small panels share: their heads, axes of years, colours and numbers at the ends of lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from topics.show.canvas import FAINT, INK, PERCENT, share_written, tips
from topics.show.titles import Wording, wrapped

if TYPE_CHECKING:
    import altair as alt

_STEPS = (1, 2, 5, 10, 20, 50)
"""Years apart that a reader counts by."""
HEAD = 16
"""Cells a line above a narrow column may have."""
Channel = Any
"""A channel of altair: an x, a y, a colour."""


def headed(rows: pl.DataFrame, widest: int = HEAD) -> pl.DataFrame:
    """Add `head`, the label broken into lines."""
    return rows.with_columns(
        pl.col("label").map_elements(lambda label: "\n".join(wrapped(label, widest)), pl.String).alias("head")
    )


def heads(series: pl.DataFrame, widest: int = HEAD) -> list[str]:
    """Give the heads of themes or topics in their order."""
    return headed(series, widest)["head"].to_list()


def header(size: int, anchor: Literal["start", "middle"] = "middle") -> alt.Header:
    """Give the look of what stands above a panel: as many lines as the head has."""
    import altair as alt

    style: dict[str, Any] = {"labelFontSize": size, "labelLineHeight": size + 3, "labelLimit": 0}
    return alt.Header(labelExpr="split(datum.value, '\\n')", labelAnchor=anchor, **style)


def columns(series: pl.DataFrame, anchor: Literal["start", "middle"], widest: int = HEAD) -> alt.Column:
    """Give a column a theme or topic; `widest` as for `headed`."""
    import altair as alt

    return alt.Column("head:N", sort=heads(series, widest), title=None, header=header(11, anchor))


def in_colour(series: pl.DataFrame, legend: alt.Legend | None = None) -> alt.Color:
    """Give each theme or topic its colour."""
    import altair as alt

    scale = alt.Scale(domain=series["label"].to_list(), range=series["colour"].to_list())
    return alt.Color("label:N", scale=scale, sort=None, legend=legend)


def years_axis(rows: pl.DataFrame, room: float, size: int = 10) -> alt.Axis:
    """Give an axis with a tick a year there is, as many named as there is room for, the first and the last always.

    Parameters
    ----------
    room
        Width of the panel in points.
    """
    import altair as alt

    years = rows["year"].unique().sort().to_list()
    first, last = years[0], years[-1]
    apart = 3.2 * size * (last - first) / max(room, 1.0)
    shown = next((named for step in _STEPS if _apart(named := _named(years, step, apart)) >= apart), [first, last])
    look: dict[str, Any] = {"grid": False, "labelFontSize": size, "tickSize": 3, "domain": False, "labelOverlap": False}
    return alt.Axis(values=years, labelExpr=f"indexof({shown}, datum.value) < 0 ? '' : datum.value", **look)


def under_each(chart: alt.FacetChart, n_panels: int, across: int) -> alt.FacetChart:
    """Put the years under every panel where the last row is not full: else some stand far below, under nothing."""
    return chart.resolve_axis(x="independent") if n_panels % across else chart


def _named(years: list[int], step: int, apart: float) -> list[int]:
    """Give the first year, the last, and between them those that a step divides, as far as they keep from the ends."""
    first, last = years[0], years[-1]
    inner = [year for year in years if year % step == 0 and year - first >= apart and last - year >= apart]
    return sorted({first, *inner, last})


def _apart(years: list[int]) -> float:
    return min((later - earlier for earlier, later in pairwise(years)), default=float("inf"))


def span(rows: pl.DataFrame) -> tuple[int, int]:
    """Give the first and the last year."""
    years = rows["year"].unique().sort().to_list()
    return years[0], years[-1]


def lines(rows: pl.DataFrame, x: Channel, y: Channel, colour: Channel, told: list[Any], size: int) -> list[Any]:
    """Give band, thin lines of the interval, and line with points of a panel."""
    import altair as alt

    base = alt.Chart()
    line = base.mark_line(point=alt.OverlayMarkDef(size=size, opacity=1), strokeWidth=1.8)
    marks = [line.encode(x, y, colour, tooltip=told)]
    if rows["low"].is_not_null().any():
        ends = {"y": alt.Y("low:Q"), "y2": alt.Y2("high:Q")}
        marks = [
            base.mark_area(opacity=0.16).encode(x, colour, **ends),
            base.mark_rule(opacity=0.55, strokeWidth=1).encode(x, colour, **ends),
            *marks,
        ]
    return marks


def numbered(rows: pl.DataFrame, tall: float, size: int) -> pl.DataFrame:
    """Add what `ends` takes: `end`, and `at`, where a number stands: beside its dot, but clear of the line at 0.

    Parameters
    ----------
    tall
        Height of a panel in points.
    size
        Of the letters of the number.
    """
    return with_ends(rows).with_columns(
        pl.max_horizontal("share", pl.lit(0.6 * size / tall * highest(rows))).alias("at")
    )


def with_ends(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `end`: 1 for the last year of each line, -1 for its first where it has another, else 0."""
    own = pl.col("year")
    place = ["place", "code"]
    first, last = own == own.min().over(place), own == own.max().over(place)
    return rows.with_columns(pl.when(last).then(1).when(first).then(-1).otherwise(0).alias("end"))


def ends(x: Channel, size: int) -> list[Any]:
    """Give the first and the last share of each line in numbers, outside of the line."""
    import altair as alt

    style: dict[str, Any] = {"fontSize": size, "color": INK, "baseline": "middle"}
    y, base = alt.Y("at:Q"), alt.Chart()
    first = base.transform_filter(alt.datum.end == -1).mark_text(align="right", dx=-5, **style)
    last = base.transform_filter(alt.datum.end == 1).mark_text(align="left", dx=5, **style)
    return [share_written(part, ".0%").encode(x, y) for part in (first, last)]


def highest(rows: pl.DataFrame) -> float:
    """Give the largest share or upper end of an interval; 1 where all are 0."""
    both = [rows[name].max() for name in ("share", "high")]
    return max((float(str(one)) for one in both if one is not None), default=0.0) or 1.0


def floor() -> alt.Axis:
    """Give an axis of shares that is a line at 0."""
    import altair as alt

    return alt.Axis(values=[0], labels=False, domain=False, ticks=False, gridColor=FAINT)


def share_tips(group: str, say: Wording) -> list[Any]:
    """Give what the pointer tells of a share: of what, its interval, its denominator."""
    numbers = {"share": PERCENT, "low": PERCENT, "high": PERCENT, "n_documents": ",", "n_characters": ","}
    return tips({group: "", "year": "", "label": "", **numbers}, say)
