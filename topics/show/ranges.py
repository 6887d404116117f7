"""What plans set and what reviews report of one indicator, over the years or side by side.

targets → targets() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.errors import OptionError
from topics.show.canvas import FAINT, finished, tips
from topics.show.palette import SIDES
from topics.show.panels import span, under_each, years_axis
from topics.show.titles import Wording, counted

if TYPE_CHECKING:
    import altair as alt

    from topics.show.drawing import Drawing

MOST_PANELS, MOST_ROWS, FEW_YEARS = 40, 160, 3
"""Districts drawn, as panels over the years or as rows; up to so many years stand side by side."""
WIDE, HIGH, COLUMNS = 210, 110, 4
_LEAST_SPAN = 0.2
"""What an axis spans at least, as a fraction of the largest value."""
MARKS = {
    "target": ("diamond", SIDES[0]),
    "target at least": ("triangle-up", SIDES[0]),
    "target at most": ("triangle-down", SIDES[0]),
    "result": ("circle", SIDES[1]),
}
"""Shape and colour of what a figure is, in the order of the legend."""


def targets(frame: pl.DataFrame, indicator: str, *, lang: str = "zh") -> Drawing:
    """Draw the figures of one indicator: a panel a district over the years; up to three years side by side.

    Parameters
    ----------
    frame
        `topics.tables.TARGETS` of this indicator.
    indicator
        What is counted.
    lang
        ``zh`` or ``en``.

    Raises
    ------
    OptionError
        No figure has a value and a year.
    """
    say = Wording(lang)
    figures = frame.filter(pl.col("year").is_not_null() & pl.col("low").is_not_null() & pl.col("high").is_not_null())
    if figures.is_empty():
        raise OptionError(
            f"targets: no figure of {indicator!r} with a year", remedy="`topics targets` lists what the plans state"
        )
    rows = _same_unit(figures).with_columns(pl.col("district").fill_null("?").alias("place"))
    other = figures.height - rows.height
    places = rows.group_by("place").agg(pl.len().alias("n"), pl.col("year").n_unique().alias("years"))
    panels = rows["year"].n_unique() > FEW_YEARS or places.height <= COLUMNS
    most = MOST_PANELS if panels else MOST_ROWS
    kept = places.sort(["n", "place"], descending=[True, False]).head(most)["place"]
    drawn = _shown(rows.filter(pl.col("place").is_in(kept.implode())), say)
    chart = _over_years(drawn, say) if panels else _side_by_side(drawn, say)
    documents, unit = rows["document"].n_unique(), str(rows["unit"][0]) or "—"
    told = [
        say("figures", n=f"{rows.height:,}", plans=counted(documents), plans_n=documents, unit=unit),
        say("change" if rows["change"][0] else "level"),
        say("stated ranges"),
        say("conflicts", n=conflicts) if (conflicts := _conflicts(rows)) else "",
        say("other units", n=other) if other else "",
        say("no figure", n=frame.height - figures.height) if frame.height > figures.height else "",
        say("districts left out", n=most, all=places.height) if places.height > most else "",
    ]
    title = say("targets", where=say.places(kept), when=say.years(drawn["year"]), indicator=indicator)
    return finished(chart, say, title, told, drawn.drop("named", "mark"))


def _same_unit(figures: pl.DataFrame) -> pl.DataFrame:
    """Keep the unit and kind (level or change) that most figures have: what differs cannot stand on one axis."""
    sizes = figures.group_by("change", "unit").len().sort(["len", "change", "unit"], descending=[True, False, False])
    return figures.filter((pl.col("change") == sizes["change"][0]) & (pl.col("unit") == sizes["unit"][0]))


def _conflicts(rows: pl.DataFrame) -> int:
    """Count the places, years and kinds with more than one value."""
    values = rows.group_by("place", "year", "kind").agg(pl.struct("low", "high").n_unique().alias("n"))
    return int((values["n"] > 1).sum())


def _shown(rows: pl.DataFrame, say: Wording) -> pl.DataFrame:
    """Give a row a figure: where it is stated twice, once."""
    one_end = pl.col("comparison").replace_strict({"ge": " at least", "le": " at most"}, default="")
    mark = pl.when(pl.col("kind") == "target").then(pl.lit("target") + one_end).otherwise("kind").alias("mark")
    named = pl.col("mark").replace_strict({mark: say(mark) for mark in MARKS}, return_dtype=pl.String).alias("named")
    rows = rows.with_columns(mark).with_columns(named)
    keep = ("place", "year", "kind", "mark", "named", "low", "high", "unit", "comparison", "segment", "text")
    once = ["place", "year", "kind", "low", "high", "comparison"]
    return rows.select(keep).unique(once, keep="first", maintain_order=True).sort("place", "year", maintain_order=True)


def _marks(rows: pl.DataFrame, along: str, say: Wording, apart: int) -> list[Any]:
    """Give bars from lower to upper end and a mark a figure, targets on one side of their place, results on the other.

    Parameters
    ----------
    along
        ``x`` where values go along x, else ``y``.
    apart
        Points between the two.
    """
    import altair as alt

    other = "y" if along == "x" else "x"
    low, high = (alt.X("low:Q"), alt.X2("high:Q")) if along == "x" else (alt.Y("low:Q"), alt.Y2("high:Q"))
    ink, shape = _legend(rows, say)
    told = tips({"place": "", "year": "", "named": "", "low": ",", "high": ",", "unit": "", "text": ""}, say)
    base = alt.Chart()
    marks: list[Any] = []
    drawn = rows.group_by("kind").agg((pl.col("low") < pl.col("high")).any()).sort("kind")
    for kind, ranged in drawn.iter_rows():
        own = base.transform_filter(alt.datum.kind == kind)
        moved: dict[str, Any] = {f"{other}Offset": -apart if kind == "target" else apart}
        dots: dict[str, Any] = {"size": 36, "filled": True, "opacity": 0.9, **moved}
        if ranged:
            wide = own.transform_filter(alt.datum.low < alt.datum.high)
            marks.append(wide.mark_rule(strokeWidth=5, opacity=0.45, **moved).encode(low, high, ink, tooltip=told))
            end = alt.X("high:Q") if along == "x" else alt.Y("high:Q")
            marks.append(wide.mark_point(**dots).encode(end, ink, shape, tooltip=told))
        marks.append(own.mark_point(**dots).encode(low, ink, shape, tooltip=told))
    return marks


def _legend(rows: pl.DataFrame, say: Wording) -> tuple[alt.Color, alt.Shape]:
    """Give colour and shape of the marks there are, as one legend."""
    import altair as alt

    there = {say(mark): look for mark, look in MARKS.items() if mark in rows["mark"]}
    legend = alt.Legend(title=None, orient="top", symbolSize=90, symbolStrokeWidth=0)
    shapes, inks = ([look[at] for look in there.values()] for at in (0, 1))
    names = list(there)
    ink = alt.Color("named:N", scale=alt.Scale(domain=names, range=inks), sort=names, legend=legend)
    return ink, alt.Shape("named:N", scale=alt.Scale(domain=names, range=shapes), sort=names, legend=legend)


def _reach(rows: pl.DataFrame) -> list[float]:
    """Give the ends of an axis of values: those of the figures, and apart enough that 5.5 and 5.6 do not seem far."""
    low, high = float(str(rows["low"].min())), float(str(rows["high"].max()))
    more = max(0.0, _LEAST_SPAN * max(abs(low), abs(high)) - (high - low)) / 2
    return [low - more, high + more]


def _over_years(rows: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a panel a district."""
    import altair as alt

    first, last = span(rows)
    places = rows["place"].unique(maintain_order=True).to_list()
    domain = [first, last] if first < last else [first - 1, last + 1]
    scale = alt.Scale(domain=domain, nice=False, padding=12)
    x = alt.X("year:Q", title=None, axis=years_axis(rows, WIDE - 24), scale=scale)
    look: dict[str, Any] = {"labelFontSize": 10, "domain": False, "ticks": False, "gridColor": FAINT}
    axis = alt.Axis(tickCount=4, title=str(rows["unit"][0]) or None, **look)
    marks = [mark.encode(x) for mark in _marks(rows, "y", say, 3)]
    marks[0] = marks[0].encode(alt.Y("low:Q", axis=axis, scale=alt.Scale(domain=_reach(rows), padding=6)))
    panel = alt.layer(*marks).properties(width=WIDE, height=HIGH)
    above = alt.Header(labelFontSize=12, labelLimit=0, labelAnchor="start")
    facet = alt.Facet("place:N", sort=places, title=None, header=above)
    across = min(COLUMNS, len(places))
    chart = panel.facet(facet, columns=across, data=rows, spacing={"row": 12, "column": 18})
    return under_each(chart, len(places), across)


def _side_by_side(rows: pl.DataFrame, say: Wording) -> alt.FacetChart:
    """Draw a row a district and a column a year, in the order of the largest figure set, the latest year first."""
    import altair as alt

    years = rows["year"].unique().sort().to_list()
    stated = pl.col("low").filter((pl.col("kind") == "target") & (pl.col("year") == years[-1])).max().alias("set")
    order = rows.group_by("place").agg(stated, pl.col("low").max().alias("any"))
    places = order.sort(["set", "any", "place"], descending=[True, True, False], nulls_last=True)["place"].to_list()
    rowed = alt.Axis(labelLimit=0, domain=False, ticks=False, grid=True, gridColor="#F0F0F0", labelOverlap=False)
    y = alt.Y("place:N", sort=places, title=None, axis=rowed)
    marks = [mark.encode(y) for mark in _marks(rows, "x", say, 2)]
    axis = alt.Axis(tickCount=4, gridColor=FAINT, title=str(rows["unit"][0]) or None)
    marks[0] = marks[0].encode(alt.X("low:Q", axis=axis, scale=alt.Scale(domain=_reach(rows), padding=8)))
    wide, tall = 640 // len(years), 20 if len(places) <= 40 else 15
    panel = alt.layer(*marks).properties(width=wide, height=alt.Step(tall))
    above = alt.Header(labelFontSize=12, labelLimit=0)
    column = alt.Column("year:O", sort=years, title=None, header=above)
    return panel.facet(data=rows, column=column, spacing=14)
