"""Shares over time, shares, a comparison and similarities as charts.

Every chart says in its title what is drawn, and in its subtitle what its shares are fractions of, how many plans
stand behind it, whether there are intervals, and what was left out for want of room. Charts draw what they are given:
no share is computed here.

frames → over_time(), shares(), compare(), similarity() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.show.canvas import INK, finished
from topics.show.layout import kept_groups, kept_series, labelled
from topics.show.likeness import similarity
from topics.show.overtime import bars, over_time
from topics.show.palette import SCHEME, SIDES
from topics.show.titles import Wording, counted, subtitle

if TYPE_CHECKING:
    import altair as alt

    from topics.show.drawing import Drawing

__all__ = ["compare", "over_time", "shares", "similarity"]

MOST_COLUMNS, MOST_ROWS, MOST_DIFFERENCES = 22, 160, 22
"""What a reader can still take in; what is beyond is left out, and the subtitle says so."""
_POINTS = {"difference": "pp", "difference_low": "pp_low", "difference_high": "pp_high"}
"""Fractions, and what they are called in percentage points."""


def shares(frame: pl.DataFrame, *, half: str = "all", lang: str = "zh") -> Drawing:
    """Draw a row a group of plans, a column a theme or topic: a heat map, or bars where there are intervals to draw.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with any group columns.
    half
        Which half was counted; said in title and subtitle.
    lang
        ``zh`` or ``en``.
    """
    say = Wording(lang)
    every = labelled(frame, lang)
    rows = every.filter(pl.col("share").is_not_null())
    undrawn = every["group"].n_unique() - rows["group"].n_unique()
    rows, series, cut_series = kept_series(rows, MOST_COLUMNS)
    rows, n_groups, cut_groups = kept_groups(rows, "group", MOST_ROWS)
    intervals = rows["low"].is_not_null().any()
    chart = bars(rows, series, "group", say) if intervals else _heat(rows, series, n_groups, say)
    notes = [cut_groups, cut_series, ("no text", undrawn) if undrawn else ()]
    return finished(chart, say, say.shares(frame, half), subtitle(frame, say, half, notes), rows)


def _heat(rows: pl.DataFrame, series: pl.DataFrame, n_groups: int, say: Wording) -> Any:  # noqa: ANN401 - an altair chart
    import altair as alt

    x = alt.X(
        "label:N",
        sort=series["label"].to_list(),
        title=None,
        axis=alt.Axis(labelAngle=-35, orient="top", labelLimit=0, domain=False, ticks=False),
    )
    y = alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=0, domain=False, ticks=False))
    most = float(str(rows["share"].max() or 0)) or 1.0
    scale = alt.Scale(scheme=SCHEME, domain=[0, most])
    colour = alt.Color("share:Q", scale=scale, legend=alt.Legend(title=say("share"), format=".0%"))
    tips = ["group:N", "label:N", alt.Tooltip("share:Q", format=".1%"), "n_documents:Q", "n_characters:Q"]
    base = alt.Chart(rows).encode(x, y)
    cells = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour, tooltip=tips)
    ink = alt.when(alt.datum.share > 0.5 * most).then(alt.value("white")).otherwise(alt.value(INK))
    text = base.mark_text(fontSize=11 if n_groups <= 40 else 9).encode(alt.Text("share:Q", format=".0%"), color=ink)
    return alt.layer(cells, text).properties(width=alt.Step(54), height=alt.Step(22 if n_groups <= 40 else 15))


def compare(
    frame: pl.DataFrame, a: str, b: str, *, distance: float, note: str = "", half: str = "all", lang: str = "zh"
) -> Drawing:
    """Draw a dumbbell a theme: the share of either side and the difference between, the largest first.

    Beside it the differences with their intervals, where `frame` has them.

    Parameters
    ----------
    frame
        `topics.tables.DIFFERENCES`; with a column ``q`` that is not all null, differences that cannot be told from
        chance at a false discovery rate of 5 % are hollow.
    a, b
        What the sides are called.
    distance
        Jensen–Shannon distance of the two, 0 to 1; said in the subtitle.
    note
        What can be said of the difference, in a sentence.
    half, lang
        As in `shares`.
    """
    import altair as alt

    say = Wording(lang)
    rows = labelled(frame, lang).head(MOST_DIFFERENCES)
    tested = "q" in rows.columns and rows["q"].is_not_null().any()
    rows = rows.with_columns((pl.col("q") <= 0.05 if tested else pl.lit(True)).alias("decided"))
    layers = [*_dumbbells(rows, a, b, say), _numbers(rows)]
    chart: Any = alt.layer(*layers).properties(width=520, height=alt.Step(26))
    intervals = "difference_low" in rows.columns and rows["difference_low"].is_not_null().any()
    if intervals:
        chart = alt.hconcat(chart.properties(width=400), _differences(rows, say), spacing=24)
    n_a, n_b = (int(rows[name].max() or 0) for name in ("n_documents_a", "n_documents_b"))  # type: ignore[arg-type]
    left = frame.height - rows.height
    told = [
        say("of all characters", half=say.half(half)),
        say("sides", a=a, b=b, n_a=n_a, n_b=n_b, plans_a=counted(n_a), plans_b=counted(n_b)),
        say("distance", distance=f"{distance:.3f}"),
        note,
        say("decided") if tested else "",
        say("numbers", a=a, b=b) + (say("and intervals") if intervals else ""),
        say("left out", n=left) if left > 0 else "",
    ]
    return finished(chart, say, say.compare(frame, a, b, half), [part for part in told if part], rows)


def _dumbbells(rows: pl.DataFrame, a: str, b: str, say: Wording) -> list[Any]:
    """Give the bars between and a dot a side: filled where decided, else hollow."""
    import altair as alt

    dots = pl.concat(
        [
            rows.select("label", "decided", pl.lit(side).alias("side"), first=pl.lit(side == a), share=name)
            for side, name in ((a, "share_a"), (b, "share_b"))
        ]
    )
    y = _rows(rows)
    line = alt.Chart(rows).mark_rule(strokeWidth=3, color="#C4C4C4").encode(y, alt.X("share_a:Q"), alt.X2("share_b:Q"))
    x = alt.X("share:Q", title=say("share"), axis=alt.Axis(format="%", tickCount=6), scale=alt.Scale(zero=True))
    legend = alt.Legend(title=None, orient="top", labelLimit=0, symbolType="circle", symbolStrokeWidth=2)
    scale = alt.Scale(domain=[a, b], range=list(SIDES))
    base = alt.Chart(dots).encode(y, x, tooltip=["side:N", "label:N", alt.Tooltip("share:Q", format=".1%")])
    ring = base.mark_point(size=95, filled=True, fill="white", strokeWidth=2, opacity=1)
    decided = alt.datum.decided
    of_a, of_b = decided & alt.datum.first, decided & ~alt.datum.first
    discs = [
        base.transform_filter(chosen).mark_point(size=110, filled=True, fill=ink, opacity=1)
        for chosen, ink in zip((of_a, of_b), SIDES, strict=True)
    ]
    return [line, ring.encode(stroke=alt.Stroke("side:N", scale=scale, sort=[a, b], legend=legend)), *discs]


def _numbers(rows: pl.DataFrame) -> Any:  # noqa: ANN401 - an altair chart
    """Give the difference in percentage points, right of the dumbbell."""
    import altair as alt

    points = rows.with_columns(
        pl.max_horizontal("share_a", "share_b").alias("at"), (pl.col("difference") * 100).round(1).alias("pp")
    )
    ink = alt.when(alt.datum.decided).then(alt.value(INK)).otherwise(alt.value("#777777"))
    base = alt.Chart(points).mark_text(align="left", dx=10, fontSize=11)
    return base.encode(_rows(rows), alt.X("at:Q"), alt.Text("pp:Q", format="+.1f"), color=ink)


def _differences(rows: pl.DataFrame, say: Wording) -> Any:  # noqa: ANN401 - an altair chart
    """Give the differences with their intervals, around a line at none."""
    import altair as alt

    points = rows.with_columns((pl.col(name) * 100).alias(short) for name, short in _POINTS.items())
    y = _rows(rows).axis(None)
    x = alt.X("pp:Q", title=say("difference"), axis=alt.Axis(format="+", tickCount=5))
    base = alt.Chart(points).encode(y)
    known = base.transform_filter("isValid(datum.pp_low)")
    tips = ["label:N", *(alt.Tooltip(f"{name}:Q", format="+.1f") for name in _POINTS.values())]
    dots = base.mark_point(size=60, filled=True, stroke=INK, strokeWidth=1.6, opacity=1)
    fill = alt.when(alt.datum.decided).then(alt.value(INK)).otherwise(alt.value("white"))
    layers = [
        alt.Chart(pl.DataFrame({"none": [0]})).mark_rule(color="#999999").encode(alt.X("none:Q")),
        known.mark_rule(strokeWidth=1.6, color=INK).encode(alt.X("pp_low:Q"), alt.X2("pp_high:Q")),
        dots.encode(x, fill=fill, tooltip=tips),
    ]
    return alt.layer(*layers).properties(width=230, height=alt.Step(26))


def _rows(rows: pl.DataFrame) -> alt.Y:
    import altair as alt

    axis = alt.Axis(labelLimit=0, labelPadding=12, ticks=False, domain=False)
    return alt.Y("label:N", sort=rows["label"].to_list(), title=None, axis=axis)
