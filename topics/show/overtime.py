"""Shares over the years as small panels: what grew, what shrank, district by district.

Eleven lines in one panel cannot be told apart, so each has a cell of its own: a column a district and a row a theme
for a few districts, a row a district and a column a theme for many. `stacked` and `bumps` draw a panel a district
instead. With hardly more than a year a district there are bars.

shares by district and year → over_time() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.errors import OptionError
from topics.show.bumps import bumps
from topics.show.canvas import FAINT, finished
from topics.show.layout import OTHERS, Cut, kept_groups, kept_series, labelled
from topics.show.panels import (
    columns,
    ends,
    floor,
    headed,
    header,
    heads,
    highest,
    in_colour,
    lines,
    numbered,
    share_tips,
    span,
    under_each,
    years_axis,
)
from topics.show.shares import bars
from topics.show.stacked import stacked
from topics.show.titles import Wording, subtitle

if TYPE_CHECKING:
    import altair as alt

    from topics.show.drawing import Drawing

STYLES = ("lines", "area", "bump")
MOST_SERIES, MOST_CELL_ROWS, MOST_BAR_ROWS, MOST_COLUMNS = 11, 40, 160, 6
"""What a reader can still tell apart; what is beyond is left out, and the subtitle says so."""
MOST_PANELS = {"area": 40, "bump": 24}


def over_time(frame: pl.DataFrame, *, style: str = "lines", half: str = "all", lang: str = "zh") -> Drawing:
    """Draw shares by year.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with the group columns ``district`` and ``year``.
    style
        ``lines``, each in a cell of its own with its intervals; ``area``, the shares of a district on top of each
        other; ``bump``, the order of the themes of a district.
    half
        Which half was counted; said in title and subtitle.
    lang
        ``zh`` or ``en``.

    Raises
    ------
    OptionError
        No plan with text has a year.
    """
    say = Wording(lang)
    every = labelled(frame, lang).with_columns(pl.col("district").fill_null("?").alias("place"))
    rows = every.filter(pl.col("year").is_not_null() & pl.col("share").is_not_null())
    if rows.is_empty():
        raise OptionError("over-time: no plan with text has a year", remedy="give the years in plans.csv and fit again")
    undrawn = every["group"].n_unique() - rows["group"].n_unique()
    rows, series, cut_series = kept_series(rows, MOST_SERIES)
    others = say("others", what=say.level(frame)) if cut_series else ""
    chart, rows, how, cut = _drawn(rows, series, style, say, others)
    if OTHERS in rows["code"]:
        cut_series = ("rest in grey", *cut_series[1:])
    notes = [*how, cut, cut_series, ("undrawn", undrawn) if undrawn else ()]
    over_years = _over_years(rows)
    elsewhere = "lines" if style != "lines" and over_years else ""
    told = subtitle(frame, say, half, notes, elsewhere=elsewhere, key="intervals" if over_years else "interval lines")
    title = say.over_time(frame, rows, half, "ranks" if "rank" in rows.columns else "over-time")
    return finished(chart, say, title, told, rows)


def _drawn(
    rows: pl.DataFrame, series: pl.DataFrame, style: str, say: Wording, others: str
) -> tuple[Any, pl.DataFrame, list[Cut], Cut]:
    """Give the chart, the rows it shows, what is to be said of it and what was left out."""
    if not _over_years(rows):
        one = rows["year"].n_unique() == 1
        rows, _, cut = kept_groups(rows, "group", MOST_BAR_ROWS)
        how = "one year" if one else "one year each"
        return bars(rows, series, "place" if one else "group", say), rows, [(how,), ("bars",)], cut
    if style in MOST_PANELS:
        rows, _, cut = kept_groups(rows, "place", MOST_PANELS[style])
        if style == "area":
            chart, rows = stacked(rows, series, say, others)
            return chart, rows, [("stacked",)], cut
        chart, rows = bumps(rows, series, say)
        return chart, rows, [("ranked", rows["label"].n_unique())], cut
    rows, n_places, cut = kept_groups(rows, "place", MOST_CELL_ROWS)
    if n_places == 1:
        return _panels(rows, series, say), rows, [("ends",)], cut
    if n_places <= MOST_COLUMNS:
        return _side_by_side(rows, series, say), rows, [("ends",)], cut
    return _cells(rows, series, say), rows, [("ends",)], cut


def _over_years(rows: pl.DataFrame) -> bool:
    """Tell whether lines have something to show: of a few districts one, of many at least half have several years."""
    years = rows.group_by("place").agg(pl.col("year").n_unique())["year"]
    several = int((years > 1).sum())
    return several > 0 if len(years) <= MOST_COLUMNS else 2 * several >= len(years)


def _cells(rows: pl.DataFrame, series: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a row a district, a column a theme: one line a cell, its first and last share beside it."""
    import altair as alt

    n_years, n_places = rows["year"].n_unique(), rows["place"].n_unique()
    wide = 140 if n_years > 6 else 100
    tall = 62 if n_places <= 15 else 46 if n_years > 6 else 36
    row = alt.Row(
        "place:N",
        sort=rows["place"].unique(maintain_order=True).to_list(),
        title=None,
        header=alt.Header(labelAngle=0, labelAlign="left", labelFontSize=11, labelLimit=0),
    )
    x, y = _years(rows, wide, 28, 9), _shares(rows)
    marks = [*lines(rows, x, y, in_colour(series), share_tips("place", say), _dot(n_years)), *ends(x, 9)]
    panel = alt.layer(*marks).properties(width=wide, height=tall)
    head = wide // 6  # a cell of 11 points is about six wide
    data = _slim(headed(numbered(rows, tall, 9), head))
    return panel.facet(data=data, column=columns(series, "middle", head), row=row, spacing=5)


def _side_by_side(rows: pl.DataFrame, series: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a column a district, a row a theme."""
    import altair as alt

    places = rows["place"].unique(maintain_order=True).to_list()
    wide, tall = max(150, min(260, 900 // len(places))), 52
    left = alt.Header(
        labelAngle=0, labelAlign="left", labelFontSize=11, labelLimit=0, labelExpr="split(datum.value, '\\n')"
    )
    row = alt.Row("head:N", sort=heads(series, 26), title=None, header=left)
    above = alt.Column("place:N", sort=places, title=None, header=alt.Header(labelFontSize=13, labelLimit=0))
    x, y = _years(rows, wide, 30, 10), _shares(rows)
    marks = [
        *lines(rows, x, y, in_colour(series), share_tips("place", say), 2 * _dot(rows["year"].n_unique())),
        *ends(x, 10),
    ]
    panel = alt.layer(*marks).properties(width=wide, height=tall)
    data = _slim(headed(numbered(rows, tall, 10), 26))
    return panel.facet(data=data, column=above, row=row, spacing={"row": 6, "column": 12})


def _panels(rows: pl.DataFrame, series: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a panel a theme of the one district there is."""
    import altair as alt

    percent = alt.Axis(format="%", tickCount=4, labelFontSize=10, domain=False, ticks=False, gridColor=FAINT)
    tall = 110
    x, y = _years(rows, 210, 30, 10), alt.Y("share:Q", title=say("share"), axis=percent)
    marks = [*lines(rows, x, y, in_colour(series), share_tips("place", say), 26), *ends(x, 10)]
    panel = alt.layer(*marks).properties(width=210, height=tall)
    facet = alt.Facet("head:N", sort=heads(series, 30), title=None, header=header(13))
    data = _slim(headed(numbered(rows, tall, 10), 30))
    chart = panel.facet(facet, columns=4, data=data, spacing={"row": 14, "column": 14})
    return under_each(chart, series.height, 4)


def _dot(n_years: int) -> int:
    """Give the size of a dot on a line in a small cell: where years are many, hardly wider than the line."""
    return 10 if n_years <= 12 else 4


def _years(rows: pl.DataFrame, wide: int, beside: int, size: int) -> alt.X:
    """Give years at their distance in time, with room beside the lines for numbers."""
    import altair as alt

    first, last = span(rows)
    scale = alt.Scale(domain=[first, last], nice=False, padding=beside)
    return alt.X("year:Q", title=None, axis=years_axis(rows, wide - 2 * beside, size), scale=scale)


def _shares(rows: pl.DataFrame) -> alt.Y:
    import altair as alt

    return alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, highest(rows)], nice=False), axis=floor())


def _slim(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep what the chart shows."""
    shown = ("place", "year", "code", "label", "head", "share", "low", "high", "end", "at")
    return rows.select(*shown, "n_documents", "n_characters")
