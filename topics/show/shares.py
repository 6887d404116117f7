"""Which themes take how much, a row a district or other group: a heat map, or bars with their intervals.

shares → shares() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.show.canvas import INK, finished, gradient, share_written
from topics.show.layout import kept_groups, kept_series, labelled
from topics.show.palette import SCHEME
from topics.show.panels import columns, headed, highest, in_colour, share_tips
from topics.show.titles import Wording, subtitle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from topics.show.drawing import Drawing

STYLES = ("heat", "bars")
MOST_COLUMNS, MOST_ROWS = 22, 160
"""What a reader can still take in; what is beyond is left out, and the subtitle says so."""
_DARK = 0.66
"""Part of the scale above which letters are white: there white is easier to read than black."""


def shares(
    frame: pl.DataFrame, *, style: str = "heat", half: str = "all", only: Sequence[str] = (), lang: str = "zh"
) -> Drawing:
    """Draw a row a group of plans, a column a theme or topic.

    Parameters
    ----------
    frame
        `topics.tables.SHARES` with any group columns.
    style
        ``heat``, a number and a shade a cell; ``bars``, a bar a cell with its interval where there is one.
    half
        Which half was counted; said in title and subtitle.
    only
        Of which district and years; said in the title.
    lang
        ``zh`` or ``en``.
    """
    say = Wording(lang)
    every = labelled(frame, lang)
    rows = every.filter(pl.col("share").is_not_null())
    undrawn = every["group"].n_unique() - rows["group"].n_unique()
    rows, series, cut_series = kept_series(rows, MOST_COLUMNS)
    rows, n_groups, cut_groups = kept_groups(rows, "group", MOST_ROWS)
    chart = bars(rows, series, "group", say) if style == "bars" else _heat(rows, series, n_groups, say)
    notes = [cut_groups, cut_series, ("no text", undrawn) if undrawn else ()]
    if style == "bars":
        told = subtitle(frame, say, half, [("bars",), *notes], key="interval lines")
    else:
        told = subtitle(frame, say, half, notes, elsewhere="bars")
    return finished(chart, say, say.shares(frame, half, only), told, rows)


def _heat(rows: pl.DataFrame, series: pl.DataFrame, n_groups: int, say: Wording) -> alt.LayerChart | alt.FacetChart:
    import altair as alt

    x = alt.X(
        "label:N",
        sort=series["label"].to_list(),
        title=None,
        axis=alt.Axis(labelAngle=-35, orient="top", labelLimit=0, domain=False, ticks=False, labelOverlap=False),
    )
    rowed = alt.Axis(labelLimit=0, domain=False, ticks=False, labelPadding=6, labelOverlap=False)
    y = alt.Y("group:N", sort=rows["group"].unique(maintain_order=True).to_list(), title=None, axis=rowed)
    most = float(str(rows["share"].max() or 0)) or 1.0
    step = 22 if n_groups <= 40 else 15
    legend = alt.Legend(title=say("share"), format=".0%", tickCount=4, gradientLength=gradient(n_groups * step))
    colour = alt.Color("share:Q", scale=alt.Scale(scheme=SCHEME, domain=[0, most]), legend=legend)
    base = alt.Chart(_slim(rows)).encode(x, y)
    cells = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour, tooltip=share_tips("group", say))
    ink = alt.when(alt.datum.share > _DARK * most).then(alt.value("white")).otherwise(alt.value(INK))
    text = share_written(base.mark_text(fontSize=11 if n_groups <= 40 else 9), ".0%").encode(color=ink)
    return alt.layer(cells, text).properties(width=alt.Step(54), height=alt.Step(step))


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
    x = alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1.6 * highest(rows)], nice=False), axis=None)
    rowed = alt.Axis(labelLimit=0, domain=False, ticks=False, labelPadding=6, labelOverlap=False)
    y = alt.Y(f"{group}:N", sort=rows[group].unique(maintain_order=True).to_list(), title=None, axis=rowed)
    base = alt.Chart().encode(y)
    intervals = rows["low"].is_not_null().any()
    parts: list[Any] = [
        base.mark_bar(height=alt.RelativeBandSize(0.72), opacity=0.55 if intervals else 1).encode(
            x, in_colour(series), tooltip=share_tips(group, say)
        ),
        share_written(base.mark_text(align="left", dx=5, fontSize=10, color=INK), ".0%").encode(alt.X("reach:Q")),
    ]
    if intervals:
        parts.append(base.mark_rule(color=INK, strokeWidth=1.2).encode(alt.X("low:Q"), alt.X2("high:Q")))
        cap = base.mark_tick(color=INK, thickness=1.2, size=7)  # without, a short line reads as a minus sign
        parts += [cap.encode(alt.X("low:Q")), cap.encode(alt.X("high:Q"))]
    n_rows = rows[group].n_unique()
    panel = alt.layer(*parts).properties(width=96, height=alt.Step(18 if n_rows <= 40 else 15))
    return panel.facet(data=_slim(headed(ends), group, "head", "reach"), column=columns(series, "start"), spacing=4)


def _slim(rows: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Keep what the chart shows."""
    shown = ["group", "label", "share", "low", "high", "n_documents", "n_characters", *more]
    known = ["year"] if "year" in rows.columns and "year" not in more else []
    return rows.select(list(dict.fromkeys([*known, *shown])))
