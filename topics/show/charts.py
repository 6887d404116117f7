"""Shares over time, shares, a comparison and similarities as charts.

Every chart says in its subtitle what its shares are fractions of, how many plans stand behind it, whether there are
intervals, and what was left out for want of room. Charts draw what they are given: no share is computed here.

frames → over_time(), shares(), compare(), similarity() → Drawing
"""

from __future__ import annotations

from typing import Any

import polars as pl

from topics.show.drawing import Drawing
from topics.show.fonts import STACK
from topics.show.layout import clustered, kept_groups, kept_series, labelled, pairs_shown
from topics.show.palette import SCHEME, SIDES, colours
from topics.show.titles import Wording, subtitle

MOST_DISTRICTS, MOST_SERIES, MOST_ROWS, MOST_PLANS, MOST_PAIRS = 24, 11, 160, 60, 40
"""What a reader can still tell apart; what is beyond is left out, and the subtitle says so."""


def over_time(frame: pl.DataFrame, *, half: str = "all", lang: str = "zh") -> Drawing:
    """Draw shares by year, a panel a district.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with the group columns ``district`` and ``year``.
    half
        Which half was counted; said in the subtitle.
    lang
        ``zh`` or ``en``.
    """
    import altair as alt

    say = Wording(lang)
    rows = labelled(frame, lang).filter(pl.col("year").is_not_null() & pl.col("share").is_not_null())
    rows, series, cut_series = kept_series(rows, MOST_SERIES)
    rows, n_districts, cut_districts = kept_groups(rows, "district", MOST_DISTRICTS)
    scale = alt.Scale(domain=series["label"].to_list(), range=colours(series["code"].to_list()))
    colour = alt.Color("label:N", scale=scale, sort=None, legend=alt.Legend(title=None, symbolLimit=0, labelLimit=0))
    years = rows["year"].n_unique()
    x = alt.X("year:O", title=say("year"), axis=alt.Axis(labelAngle=0 if years <= 8 else -60))
    y = alt.Y("share:Q", title=say("share"), axis=alt.Axis(format="%"))
    tips = [alt.Tooltip("district:N"), "year:O", "label:N", alt.Tooltip("share:Q", format=".1%"), "n_characters:Q"]
    base = alt.Chart()  # the facet holds the data: a panel with data of its own would draw every district
    if years > 1:
        marks = base.mark_line(point=alt.OverlayMarkDef(size=28), strokeWidth=1.6).encode(x, y, colour, tooltip=tips)
        if rows["low"].is_not_null().any():
            band = base.mark_area(opacity=0.15).encode(x, alt.Y("low:Q"), alt.Y2("high:Q"), colour)
            marks = alt.layer(band, marks)
    else:
        order = alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=0))
        across = alt.X("share:Q", title=say("share"), axis=alt.Axis(format="%"))
        marks = base.mark_bar().encode(order, across, colour.legend(None), tooltip=tips)
    columns = min(n_districts, 4 if years > 1 else 3)
    panel = marks.properties(width=max(150, 26 * years) if years > 1 else 180, height=170)
    facet = alt.Facet("district:N", title=None, header=alt.Header(labelFontSize=13, labelLimit=0))
    chart = panel.facet(facet, columns=columns, data=rows)
    notes = [cut_districts, cut_series, () if years > 1 else ("one year",)]
    return _finished(chart, say("over-time"), subtitle(frame, say, half, notes), rows)


def shares(frame: pl.DataFrame, *, half: str = "all", lang: str = "zh") -> Drawing:
    """Draw a heat map: a row a group of plans, a column a theme or topic, the share in every cell.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with any group columns.
    half, lang
        As in `over_time`.
    """
    import altair as alt

    say = Wording(lang)
    rows = labelled(frame, lang).filter(pl.col("share").is_not_null())
    rows, series, cut_series = kept_series(rows, 2 * MOST_SERIES)
    rows, n_groups, cut_groups = kept_groups(rows, "group", MOST_ROWS)
    height = 22 if n_groups <= 40 else 15
    x = alt.X(
        "label:N",
        sort=series["label"].to_list(),
        title=None,
        axis=alt.Axis(labelAngle=-35, orient="top", labelLimit=0, domain=False, ticks=False),
    )
    y = alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=0, domain=False, ticks=False))
    most = float(str(rows["share"].max() or 1))
    colour = alt.Color(
        "share:Q",
        scale=alt.Scale(scheme=SCHEME, domain=[0, most]),
        legend=alt.Legend(title=say("share"), format=".0%"),
    )
    tips = ["group:N", "label:N", alt.Tooltip("share:Q", format=".1%"), "n_documents:Q", "n_characters:Q"]
    base = alt.Chart(rows).encode(x, y)
    cells = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour, tooltip=tips)
    dark = alt.when(alt.datum.share > 0.6 * most).then(alt.value("#222")).otherwise(alt.value("white"))
    text = base.mark_text(fontSize=11 if n_groups <= 40 else 9).encode(alt.Text("share:Q", format=".0%"), color=dark)
    chart = alt.layer(cells, text).properties(width=alt.Step(54), height=alt.Step(height))
    return _finished(chart, say("shares"), subtitle(frame, say, half, [cut_groups, cut_series]), rows)


def compare(
    frame: pl.DataFrame, a: str, b: str, *, distance: float, note: str = "", half: str = "all", lang: str = "zh"
) -> Drawing:
    """Draw a dumbbell a theme: the share of either side and the difference between, the largest first.

    Parameters
    ----------
    frame
        `topics.tables.DIFFERENCES`; with a column ``q``, differences that are not decided at 5 % are pale.
    a, b
        What the sides are called.
    distance
        Jensen–Shannon distance of the two, 0 to 1; said in the subtitle.
    note
        What can be said of the difference, in a sentence.
    half, lang
        As in `over_time`.
    """
    import altair as alt

    say = Wording(lang)
    rows = labelled(frame, lang)
    left = rows.height - 2 * MOST_SERIES
    rows = rows.head(2 * MOST_SERIES)
    if "q" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, pl.Float64).alias("q"))
    rows = rows.with_columns((pl.col("q").is_null() | (pl.col("q") <= 0.05)).alias("decided"))
    long = pl.concat(
        [
            rows.select("label", "decided", pl.lit(side).alias("side"), share=f"share_{key}")
            for side, key in ((a, "a"), (b, "b"))
        ]
    )
    y = alt.Y(
        "label:N", sort=rows["label"].to_list(), title=None, axis=alt.Axis(labelLimit=0, labelPadding=12, ticks=False)
    )
    pale = alt.when(alt.datum.decided).then(alt.value(1.0)).otherwise(alt.value(0.3))
    line = alt.Chart(rows).mark_rule(strokeWidth=3, color="#BBBBBB").encode(y, alt.X("share_a:Q"), alt.X2("share_b:Q"))
    dots = (
        alt.Chart(long)
        .mark_circle(size=110)
        .encode(
            y,
            alt.X("share:Q", title=say("share"), axis=alt.Axis(format="%")),
            alt.Color(
                "side:N",
                sort=[a, b],
                scale=alt.Scale(domain=[a, b], range=list(SIDES)),
                legend=alt.Legend(title=None, orient="top", labelLimit=0),
            ),
            opacity=pale,
            tooltip=["side:N", "label:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    points = rows.with_columns(
        pl.max_horizontal("share_a", "share_b").alias("at"),
        (pl.col("difference") * 100).round(1).alias("pp"),
    )
    words = (
        alt.Chart(points)
        .mark_text(align="left", dx=9, fontSize=11, color="#444")
        .encode(y, alt.X("at:Q"), alt.Text("pp:Q", format="+.1f"), opacity=pale)
    )
    chart = alt.layer(line, dots, words).properties(width=520, height=alt.Step(26))
    plans = (int(rows["n_documents_a"][0]), int(rows["n_documents_b"][0])) if rows.height else (0, 0)
    told = [say("of all characters", half=say.half(half)), say("plans a side", a=plans[0], b=plans[1])]
    told += [say("distance", distance=f"{distance:.3f}"), note, say("left out", n=left) if left > 0 else ""]
    return _finished(chart, say("compare", a=a, b=b), [part for part in told if part], rows)


def similarity(frame: pl.DataFrame, *, lang: str = "zh") -> Drawing:
    """Draw the likeness of plans: two heat maps in clustered order, or for many plans the most similar pairs.

    Parameters
    ----------
    frame
        `topics.tables.SIMILARITIES` of all pairs.
    lang
        ``zh`` or ``en``.
    """
    import altair as alt

    say = Wording(lang)
    names = sorted({*frame["a"], *frame["b"]})
    if len(names) > MOST_PLANS:
        return _pairs(frame, say, len(names))
    order, square = clustered(frame, names)
    step = max(11, min(34, 480 // max(len(names), 1)))
    x = alt.X("b:N", sort=order, title=None, axis=alt.Axis(labelAngle=-60, labelLimit=0, domain=False, ticks=False))
    y = alt.Y("a:N", sort=order, title=None, axis=alt.Axis(labelLimit=0, domain=False, ticks=False))
    panels = []
    for measure in ("profile", "content"):
        colour = alt.Color(f"{measure}:Q", scale=alt.Scale(scheme=SCHEME), legend=alt.Legend(title=say(measure)))
        tips = ["a:N", "b:N", alt.Tooltip("profile:Q", format=".2f"), alt.Tooltip("content:Q", format=".2f")]
        base = alt.Chart(square.filter(pl.col(measure).is_not_null()))
        cells = base.mark_rect().encode(x, y, colour, tooltip=tips)
        if len(names) <= 20:
            high = square[measure].quantile(0.6) or 0.0
            ink = alt.when(alt.datum[measure] > high).then(alt.value("#222")).otherwise(alt.value("white"))
            text = base.mark_text(fontSize=10).encode(
                x, y, alt.Text(measure, type="quantitative", format=".2f"), color=ink
            )
            cells = alt.layer(cells, text)
        panels.append(cells.properties(title=say(measure), width=alt.Step(step), height=alt.Step(step)))
    chart = alt.hconcat(*panels, spacing=40).resolve_scale(color="independent")
    return _finished(chart, say("similarity"), [say("similarity of", n=len(names)), say("clustered")], square)


def _pairs(frame: pl.DataFrame, say: Wording, n_plans: int) -> Drawing:
    import altair as alt

    rows = pairs_shown(frame, MOST_PAIRS)
    y = alt.Y("pair:N", sort=rows["pair"].to_list(), title=None, axis=alt.Axis(labelLimit=0))
    x = alt.X("content:Q", title=say("content"), scale=alt.Scale(zero=False))
    colour = alt.Color("profile:Q", scale=alt.Scale(scheme=SCHEME), legend=alt.Legend(title=say("profile")))
    chart = alt.Chart(rows).mark_circle(size=80).encode(y, x, colour, tooltip=["pair:N", "content:Q", "profile:Q"])
    told = [say("similarity of", n=n_plans), say("most similar pairs", n=rows.height, all=frame.height)]
    return _finished(chart.properties(width=420, height=alt.Step(18)), say("similarity"), told, rows)


def _finished(chart: Any, title: str, told: list[str], data: pl.DataFrame) -> Drawing:  # noqa: ANN401 - any altair chart
    import altair as alt

    heading = alt.TitleParams(title, subtitle=told, anchor="start", fontSize=18, subtitleFontSize=12, offset=14)
    shown = (
        chart.properties(title=heading, padding=16)
        .configure(font=STACK, background="white")
        .configure_view(strokeOpacity=0)
        .configure_axis(labelFontSize=11, titleFontSize=12, gridColor="#EEEEEE")
        .configure_legend(labelFontSize=12, titleFontSize=12)
        .configure_title(subtitleColor="#555555")
    )
    return Drawing(shown, data)
