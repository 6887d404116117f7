"""Shares over the years as small panels: what grew, what shrank, district by district.

Eleven lines in one panel cannot be told apart. With few districts there is a panel a theme and a line a district; with
many, a row a district and a column a theme, one line a cell; with hardly more than a year a district, bars instead.

shares by district and year → over_time() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from topics.errors import OptionError
from topics.show.canvas import FAINT, INK, finished
from topics.show.layout import kept_groups, kept_series, labelled
from topics.show.palette import colours
from topics.show.titles import Wording, subtitle, wrapped

if TYPE_CHECKING:
    import altair as alt

    from topics.show.drawing import Drawing

MOST_SERIES, MOST_CELL_ROWS, MOST_BAR_ROWS, MOST_LINES = 11, 40, 160, 5
"""What a reader can still tell apart; what is beyond is left out, and the subtitle says so."""
_HEADS = 16
"""Cells a line above a column may have."""


def over_time(frame: pl.DataFrame, *, half: str = "all", lang: str = "zh") -> Drawing:
    """Draw shares by year.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with the group columns ``district`` and ``year``.
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
    if not _over_years(rows):
        one = rows["year"].n_unique() == 1
        rows, _, cut = kept_groups(rows, "group", MOST_BAR_ROWS)
        chart, how = bars(rows, series, "place" if one else "group", say), "one year" if one else "one year each"
    elif rows["place"].n_unique() <= MOST_LINES:
        chart, how, cut = _lines(rows, series, say), "one scale" if rows["place"].n_unique() > 1 else "ends", ()
    else:
        rows, _, cut = kept_groups(rows, "place", MOST_CELL_ROWS)
        chart, how = _cells(rows, series), "ends"
    notes = [(how,), cut, cut_series, ("undrawn", undrawn) if undrawn else ()]
    return finished(chart, say, say.over_time(frame, rows, half), subtitle(frame, say, half, notes), rows)


def bars(rows: pl.DataFrame, series: pl.DataFrame, group: str, say: Wording) -> alt.FacetChart:
    """Draw a row a group, a column a theme or topic, a bar with its number and interval in every cell.

    Parameters
    ----------
    rows
        Rows as `topics.show.layout.labelled` gives them.
    series
        Code and label of the columns, in order.
    group
        The column that names the rows of the chart.
    """
    import altair as alt

    ends = rows.with_columns(pl.max_horizontal("share", "high").alias("reach"))
    most = float(str(ends["reach"].max() or 0)) or 1.0
    x = alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1.6 * most], nice=False), axis=None)
    y = alt.Y(f"{group}:N", sort=None, title=None, axis=alt.Axis(labelLimit=0, domain=False, ticks=False))
    base = alt.Chart().encode(y)
    intervals = rows["low"].is_not_null().any()
    parts: list[Any] = [
        base.mark_bar(height=alt.RelativeBandSize(0.72), opacity=0.55 if intervals else 1).encode(
            x, _colour(series), tooltip=_tips(group)
        ),
        base.mark_text(align="left", dx=3, fontSize=10, color=INK).encode(
            alt.X("reach:Q"), alt.Text("share:Q", format=".0%")
        ),
    ]
    if intervals:
        parts.append(base.mark_rule(color=INK, strokeWidth=1.2).encode(alt.X("low:Q"), alt.X2("high:Q")))
    n_rows = rows[group].n_unique()
    panel = alt.layer(*parts).properties(width=96, height=alt.Step(18 if n_rows <= 40 else 15))
    return panel.facet(data=_headed(ends), column=_columns(series, "start"), spacing=4)


def _over_years(rows: pl.DataFrame) -> bool:
    """Tell whether lines have something to show: of a few districts one, of many at least half have several years."""
    years = rows.group_by("place").agg(pl.col("year").n_unique())["year"]
    several = int((years > 1).sum())
    return several > 0 if len(years) <= MOST_LINES else 2 * several >= len(years)


def _cells(rows: pl.DataFrame, series: pl.DataFrame) -> alt.FacetChart:
    """Draw a row a district, a column a theme: one line a cell, its first and last share beside it."""
    import altair as alt

    first, last = _span(rows)
    many = rows["year"].n_unique() > 6
    row = alt.Row(
        "place:N",
        sort=rows["place"].unique(maintain_order=True).to_list(),
        title=None,
        header=alt.Header(labelAngle=0, labelAlign="left", labelFontSize=11, labelLimit=0),
    )
    axis = alt.Axis(values=[first, last], format="d", grid=False, labelFontSize=9, tickSize=3, domain=False)
    x = alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(domain=[first, last], nice=False, padding=28))
    most = float(str(pl.select(pl.max_horizontal(rows["share"].max(), rows["high"].max())).item() or 0)) or 1.0
    floor = alt.Axis(values=[0], labels=False, domain=False, ticks=False, gridColor=FAINT)
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, most], nice=False), axis=floor)
    marks = [*_marks(rows, x, y, _colour(series), "place", 10), *_ends(rows, x, y, 9)]
    panel = alt.layer(*marks).properties(width=124 if many else 100, height=42 if many else 34)
    return panel.facet(data=_headed(rows), column=_columns(series, "middle"), row=row, spacing=5)


def _lines(rows: pl.DataFrame, series: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a panel a theme with a line a district; a single district's lines have the colours of the themes."""
    import altair as alt

    places = rows["place"].unique(maintain_order=True).to_list()
    years = rows["year"].unique().sort().to_list()
    first, last = _span(rows)
    scale = alt.Scale(domain=places, range=colours(places))
    legend = alt.Legend(title=None, orient="top", labelLimit=0)
    colour = _colour(series) if len(places) == 1 else alt.Color("place:N", scale=scale, sort=None, legend=legend)
    shown = years if len(years) <= 5 and last - first <= 8 else [first, last]
    axis = alt.Axis(values=shown, format="d", grid=False, labelFontSize=10)
    x = alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(domain=[first, last], nice=False, padding=30))
    percent = alt.Axis(format="%", tickCount=4, labelFontSize=10, domain=False, ticks=False, gridColor=FAINT)
    y = alt.Y("share:Q", title=say("share"), axis=percent)
    marks = _marks(rows, x, y, colour, "place", 26)
    if len(places) == 1:
        marks += _ends(rows, x, y, 10)
    panel = alt.layer(*marks).properties(width=210, height=110)
    facet = alt.Facet("head:N", sort=_heads(series), title=None, header=_header(13))
    return panel.facet(facet, columns=4, data=_headed(rows, widest=30), spacing={"row": 14, "column": 14})


def _marks(rows: pl.DataFrame, x: Any, y: Any, colour: Any, group: str, size: int) -> list[Any]:  # noqa: ANN401 - altair channels
    """Give band, thin lines of the interval, and line with points."""
    import altair as alt

    base = alt.Chart()
    line = base.mark_line(point=alt.OverlayMarkDef(size=size, opacity=1), strokeWidth=1.8)
    marks = [line.encode(x, y, colour, tooltip=_tips(group))]
    if rows["low"].is_not_null().any():
        ends = {"y": alt.Y("low:Q"), "y2": alt.Y2("high:Q")}
        marks = [
            base.mark_area(opacity=0.16).encode(x, colour, **ends),
            base.mark_rule(opacity=0.55, strokeWidth=1).encode(x, colour, **ends),
            *marks,
        ]
    return marks


def _ends(rows: pl.DataFrame, x: Any, y: Any, size: int) -> list[Any]:  # noqa: ANN401 - altair channels
    """Give the first and the last share of each line in numbers."""
    import altair as alt

    first, last = _span(rows)
    style: dict[str, Any] = {"fontSize": size, "color": INK, "baseline": "middle"}
    text = alt.Text("share:Q", format=".0%")
    base = alt.Chart()
    return [
        base.transform_filter(alt.datum.year == first).mark_text(align="right", dx=-5, **style).encode(x, y, text),
        base.transform_filter(alt.datum.year == last).mark_text(align="left", dx=5, **style).encode(x, y, text),
    ]


def _span(rows: pl.DataFrame) -> tuple[int, int]:
    years = rows["year"].unique().sort().to_list()
    return years[0], years[-1]


def _tips(group: str) -> list[Any]:
    import altair as alt

    shares = [alt.Tooltip(f"{name}:Q", format=".1%") for name in ("share", "low", "high")]
    return [f"{group}:N", "year:O", "label:N", *shares, "n_documents:Q", "n_characters:Q"]


def _colour(series: pl.DataFrame) -> alt.Color:
    import altair as alt

    scale = alt.Scale(domain=series["label"].to_list(), range=series["colour"].to_list())
    return alt.Color("label:N", scale=scale, sort=None, legend=None)


def _headed(rows: pl.DataFrame, widest: int = _HEADS) -> pl.DataFrame:
    """Add `head`, the label broken into lines."""
    return rows.with_columns(
        pl.col("label").map_elements(lambda label: "\n".join(wrapped(label, widest)), pl.String).alias("head")
    )


def _heads(series: pl.DataFrame, widest: int = 30) -> list[str]:
    return _headed(series, widest)["head"].to_list()


def _columns(series: pl.DataFrame, anchor: Literal["start", "middle"]) -> alt.Column:
    import altair as alt

    return alt.Column("head:N", sort=_heads(series, _HEADS), title=None, header=_header(11, anchor))


def _header(size: int, anchor: Literal["start", "middle"] = "middle") -> alt.Header:
    import altair as alt

    style: dict[str, Any] = {"labelFontSize": size, "labelLineHeight": size + 3, "labelLimit": 0}
    return alt.Header(labelExpr="split(datum.value, '\\n')", labelAnchor=anchor, **style)
