"""How two sides differ, a dumbbell a theme, what cannot be told from chance in grey.

differences → compare() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.show.canvas import DIM, INK, PERCENT, finished, tips
from topics.show.layout import labelled
from topics.show.palette import SIDES
from topics.show.prose import prose
from topics.show.titles import Wording, bare
from topics.show.wording import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from topics.show.drawing import Drawing

MOST_DIFFERENCES = 22
SHAPES = ("circle", "diamond")
"""Of the two sides, so that they stay apart where both are grey."""
_POINTS = {"difference": "pp", "difference_low": "pp_low", "difference_high": "pp_high"}
"""Fractions, and what they are called in percentage points."""
_ALPHA = 0.05
_TICK = "datum.value == 0 ? '0' : format(datum.value, '+.3~g')"


def compare(
    frame: pl.DataFrame,
    a: str,
    b: str,
    *,
    distance: float,
    basis: str = "",
    years: tuple[Sequence[int | None], Sequence[int | None]] = ((), ()),
    note: str = "",
    half: str = "all",
    lang: str = "zh",
) -> Drawing:
    """Draw a dumbbell a theme: the share of either side and the difference between; what A has more of stands on top.

    Beside it the differences with their intervals, where `frame` has them.

    Parameters
    ----------
    frame
        `topics.tables.DIFFERENCES`; with a column ``q`` that is not all null, differences that cannot be told from
        chance at a false discovery rate of 5 % are grey.
    a, b
        What the sides are called.
    distance
        Jensen–Shannon distance of the two, 0 to 1; said in the subtitle.
    basis
        Of the intervals, or why there are none.
    years
        Of the plans of either side, as far as they are known.
    note
        What can be said of the difference, in a sentence.
    half
        Which half was counted; said in title and subtitle.
    lang
        ``zh`` or ``en``.
    """
    import altair as alt

    say = Wording(lang)
    rows = labelled(frame, lang).head(MOST_DIFFERENCES).sort("difference", descending=True, maintain_order=True)
    tested = "q" in rows.columns and rows["q"].is_not_null().any()
    decided = (pl.col("q") <= _ALPHA).fill_null(value=False) if tested else pl.lit(value=True)
    rows = rows.with_columns(decided.alias("decided"))
    chart: Any = alt.layer(*_dumbbells(rows, a, b, say), _numbers(rows)).properties(width=520, height=alt.Step(26))
    intervals = "difference_low" in rows.columns and rows["difference_low"].is_not_null().any()
    if intervals:
        chart = alt.hconcat(chart.properties(width=400), _differences(rows, say), spacing=24)
    n_a, n_b = (int(str(rows[name].max() or 0)) for name in ("n_documents_a", "n_documents_b"))
    left, why = frame.height - rows.height, bare(prose("phrases", lang).get(basis, basis))
    told = [
        say("of all characters", half=say.half(half)),
        say.sides((a, b), (n_a, n_b), years),
        say("distance", distance=f"{distance:.3f}"),
        note,
        say("decided" if rows["decided"].any() else "none decided") if tested else say("untested"),
        say("numbers", a=a, b=b) + (say("and intervals", how=why) if intervals else say("and no intervals", why=why)),
        say("left out", n=left) if left > 0 else "",
    ]
    return finished(chart, say, say.compare(frame, a, b, half), told, rows)


def _dumbbells(rows: pl.DataFrame, a: str, b: str, say: Wording) -> list[Any]:
    """Give the bars between and a mark a side: in the side's colour where decided, else grey."""
    import altair as alt

    named = [("a", a, "share_a"), ("b", b if b != a else f"{b} ", "share_b")]
    dots = pl.concat(
        [rows.select("label", "decided", pl.lit(side).alias("side"), share=name) for _, side, name in named]
    )
    sides = [side for _, side, _ in named]
    y = _rows(rows)
    line = alt.Chart(rows.select("label", "share_a", "share_b")).mark_rule(strokeWidth=3, color="#D0D0D0")
    x = alt.X("share:Q", title=say("share"), axis=alt.Axis(format="%", tickCount=6), scale=alt.Scale(zero=True))
    legend = alt.Legend(title=None, orient="top", labelLimit=0, symbolSize=110, symbolStrokeWidth=0)
    mixed = rows["decided"].n_unique() > 1
    inks = list(SIDES) if rows["decided"].any() else [DIM, DIM]
    ink = alt.Color("side:N", scale=alt.Scale(domain=sides, range=inks), sort=sides, legend=legend)
    shape = alt.Shape("side:N", scale=alt.Scale(domain=sides, range=list(SHAPES)), sort=sides, legend=legend)
    told = tips({"side": "", "label": "", "share": PERCENT}, say)
    marks = alt.Chart(dots).encode(y, x, shape, tooltip=told)
    dot: dict[str, Any] = {"size": 110, "filled": True, "opacity": 1}
    grey = [marks.transform_filter(~alt.datum.decided).mark_point(color=DIM, **dot)] if mixed else []
    shown = marks.transform_filter(alt.datum.decided) if mixed else marks
    span = line.encode(y, alt.X("share_a:Q"), alt.X2("share_b:Q"))
    return [span, *grey, shown.mark_point(**dot).encode(ink)]


def _numbers(rows: pl.DataFrame) -> alt.Chart:
    """Give the difference in percentage points, right of the dumbbell."""
    import altair as alt

    points = rows.select(
        "label",
        "decided",
        pl.max_horizontal("share_a", "share_b").alias("at"),
        pl.col("difference").map_elements(_signed, pl.String).alias("pp"),
    )
    ink = alt.when(alt.datum.decided).then(alt.value(INK)).otherwise(alt.value("#707070"))
    base = alt.Chart(points).mark_text(align="left", dx=10, fontSize=11)
    numbers: alt.Chart = base.encode(_rows(rows), alt.X("at:Q"), alt.Text("pp:N"), color=ink)
    return numbers


def _signed(difference: float) -> str:
    """Write a difference in percentage points, with its sign unless it is none.

    Examples
    --------
    >>> _signed(0.0312), _signed(-0.2), _signed(-0.0001)
    ('+3.1', '−20.0', '0.0')
    """
    points = round(100 * difference, 1)
    return f"{points:+.1f}".replace("-", "−") if points else "0.0"


def _differences(rows: pl.DataFrame, say: Wording) -> alt.LayerChart | alt.FacetChart:
    """Give the differences with their intervals, around a line at none."""
    import altair as alt

    points = rows.select("label", "decided", *((pl.col(name) * 100).alias(short) for name, short in _POINTS.items()))
    y = _rows(rows).axis(None)
    x = alt.X("pp:Q", title=say("difference"), axis=alt.Axis(labelExpr=_TICK, tickCount=5))
    told = tips({"label": ""}, say)
    for name, short in _POINTS.items():
        told.append(alt.Tooltip(f"{short}:Q", title=heading(name, say.lang), format="+.1f"))
    ink = alt.when(alt.datum.decided).then(alt.value(INK)).otherwise(alt.value(DIM))
    base = alt.Chart(points).encode(y, color=ink)
    known = base.transform_filter("isValid(datum.pp_low)")
    layers = [
        alt.Chart(pl.DataFrame({"none": [0]})).mark_rule(color="#999999").encode(alt.X("none:Q")),
        known.mark_rule(strokeWidth=1.8).encode(alt.X("pp_low:Q"), alt.X2("pp_high:Q")),
        base.mark_point(size=60, filled=True, opacity=1).encode(x, tooltip=told),
    ]
    return alt.layer(*layers).properties(width=230, height=alt.Step(26))


def _rows(rows: pl.DataFrame) -> alt.Y:
    import altair as alt

    axis = alt.Axis(labelLimit=0, labelPadding=12, ticks=False, domain=False, labelOverlap=False)
    return alt.Y("label:N", sort=rows["label"].to_list(), title=None, axis=axis)
