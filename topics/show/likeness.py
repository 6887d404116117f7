"""Which plans resemble each other, as two heat maps in clustered order, or for many plans as the nearest pairs.

similarities of all pairs → similarity() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.show.canvas import INK, finished
from topics.show.layout import clustered, pairs_shown
from topics.show.palette import SCHEME
from topics.show.titles import Wording

if TYPE_CHECKING:
    from topics.show.drawing import Drawing

MOST_PLANS, MOST_PAIRS, MOST_NUMBERED = 70, 40, 14
"""Plans that a heat map has room for, pairs drawn instead, and plans up to which every cell has its number."""


def similarity(frame: pl.DataFrame, *, lang: str = "zh") -> Drawing:
    """Draw the likeness of plans.

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
    known = [name for name in ("profile", "content") if frame[name].is_not_null().any()]
    if len(names) > MOST_PLANS:
        return _pairs(frame, say, len(names), known)
    order, square, by = clustered(frame, names)
    panels = [_panel(square, measure, order, say) for measure in known]
    chart = alt.hconcat(*panels, spacing=36).resolve_scale(color="independent")
    told = _told(frame, say, len(names), known)
    if len(names) > 2:
        told.append(say("clustered", by=say(by) if say.lang == "zh" else by))
    return finished(chart, say, say("similarity"), told, square)


def _panel(square: pl.DataFrame, measure: str, order: list[str], say: Wording) -> Any:  # noqa: ANN401 - an altair chart
    """Draw one measure: light for unlike, dark for like; the diagonal stays empty."""
    import altair as alt

    step = max(11, min(38, 560 // len(order)))
    style: dict[str, Any] = {
        "labelLimit": 0,
        "domain": False,
        "ticks": False,
        "labelFontSize": min(11, max(8, step - 2)),
    }
    x = alt.X("b:N", sort=order, title=None, axis=alt.Axis(labelAngle=-60, **style))
    y = alt.Y("a:N", sort=order, title=None, axis=alt.Axis(**style))
    legend = alt.Legend(title=None, format=".2f", tickCount=4)
    colour = alt.Color(f"{measure}:Q", scale=alt.Scale(scheme=SCHEME), legend=legend)
    tips = ["a:N", "b:N", *(alt.Tooltip(f"{name}:Q", format=".3f") for name in ("profile", "content"))]
    rows = square.filter(pl.col(measure).is_not_null())
    base = alt.Chart(rows)
    cells = base.mark_rect(stroke="white", strokeWidth=0.5).encode(x, y, colour, tooltip=tips)
    size = {"width": alt.Step(step), "height": alt.Step(step)}
    title = alt.TitleParams(say(measure), fontSize=13)
    if len(order) > MOST_NUMBERED:
        return cells.properties(title=title, **size)
    low, high = (float(str(end)) for end in (rows[measure].min(), rows[measure].max()))
    ink = alt.when(alt.datum[measure] > (low + high) / 2).then(alt.value("white")).otherwise(alt.value(INK))
    number = alt.Text(measure, type="quantitative", format=".2f")
    text = base.mark_text(fontSize=10).encode(x, y, number, color=ink)
    return alt.layer(cells, text).properties(title=title, **size)


def _pairs(frame: pl.DataFrame, say: Wording, n_plans: int, known: list[str]) -> Drawing:
    import altair as alt

    rows = pairs_shown(frame, MOST_PAIRS)
    y = alt.Y("pair:N", sort=rows["pair"].to_list(), title=None, axis=alt.Axis(labelLimit=0, ticks=False, domain=False))
    x = alt.X("content:Q", title=say("content"), scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=6))
    legend = alt.Legend(title=say("profile"), format=".2f", tickCount=4)
    colour = alt.Color("profile:Q", scale=alt.Scale(scheme=SCHEME), legend=legend)
    tips = ["pair:N", alt.Tooltip("content:Q", format=".3f"), alt.Tooltip("profile:Q", format=".3f")]
    dots = alt.Chart(rows).mark_circle(size=90, opacity=1, stroke="#777777", strokeWidth=0.5)
    chart = dots.encode(y, x, colour, tooltip=tips).properties(width=420, height=alt.Step(18))
    told = _told(frame, say, n_plans, known)
    told.append(say("most similar pairs", n=rows.height, all=f"{frame.height:,}"))
    return finished(chart, say, say("similarity"), told, rows)


def _told(frame: pl.DataFrame, say: Wording, n_plans: int, known: list[str]) -> list[str]:
    told = [say("profile is", n=n_plans)]
    if "content" in known:
        mean = float(str(frame["content"].mean()))
        return [*told, say("content is", mean=f"{mean:.2f}".replace("-", "−"))]
    return [*told, say("no content")]
