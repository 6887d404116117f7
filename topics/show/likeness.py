"""Which plans resemble each other: a heat map in clustered order, or the nearest neighbours of each plan.

similarities of all pairs → similarity() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from topics.errors import OptionError
from topics.show.canvas import DECIMAL, INK, finished, gradient, letters_wide, tips
from topics.show.layout import both_ways, clustered, most_alike, nearest
from topics.show.palette import SCHEME
from topics.show.titles import Wording

if TYPE_CHECKING:
    import altair as alt
    from altair.typing import ChartType

    from topics.show.drawing import Drawing

STYLES, MEASURES = ("heat", "neighbours"), ("content", "profile", "wording")
MOST_PLANS, MOST_ROWS, MOST_NUMBERED, NEIGHBOURS = 140, 160, 20, 5
"""Plans that a heat map has room for, rows of neighbours, plans up to which every cell has its number, and
neighbours a plan."""
_DARK = 0.62
_CLOSE = 0.2
"""Values that all lie within this are written with three decimals, else with two."""


def similarity(frame: pl.DataFrame, *, style: str = "heat", measure: str = "", lang: str = "zh") -> Drawing:
    """Draw the likeness of plans.

    Parameters
    ----------
    frame
        `topics.tables.SIMILARITIES` of all pairs.
    style
        ``heat``, a cell a pair, like plans together; ``neighbours``, the `NEIGHBOURS` nearest of each plan.
    measure
        ``content``, ``profile`` or ``wording``; empty for the first that is known.
    lang
        ``zh`` or ``en``.

    Raises
    ------
    OptionError
        The measure cannot be told of these plans.
    """
    say = Wording(lang)
    known = [name for name in MEASURES if name in frame.columns and frame[name].is_not_null().any()]
    measure = measure or next(iter(known), "content")
    if measure not in known:
        raise OptionError(
            f"similarity: {measure} is not known of these plans",
            allowed=", ".join(known),
            remedy="choose with --measure",
        )
    names = sorted({*frame["a"], *frame["b"]})
    pairs = both_ways(frame, measure)
    if style == "neighbours":
        return _neighbours(pairs, measure, names, say)
    kept = most_alike(pairs, names, MOST_PLANS)
    square = pairs.filter(pl.col("a").is_in(kept) & pl.col("b").is_in(kept))
    order = clustered(square, kept)
    told = [
        *_told(frame, measure, len(names), say),
        say("clustered") if len(kept) > 2 else "",
        say("plans left out", n=len(kept), all=len(names)) if len(kept) < len(names) else "",
    ]
    chart = _square(square, measure, order, say)
    return finished(chart, say, say(f"similarity of {measure}"), told, square, crowded=len(kept) > 70)


def _square(square: pl.DataFrame, measure: str, order: list[str], say: Wording) -> ChartType:
    """Draw one measure: light for unlike, dark for like; the diagonal stays empty."""
    import altair as alt

    n = len(order)
    step = max(9, min(38, 640 // n))
    style: dict[str, Any] = {
        "labelLimit": 0,
        "domain": False,
        "ticks": False,
        "labelFontSize": min(11, max(7, step - 2)),
        "labelOverlap": False,
    }
    x = alt.X("b:N", sort=order, title=None, axis=alt.Axis(labelAngle=-60 if n <= 40 else -90, **style))
    y = alt.Y("a:N", sort=order, title=None, axis=alt.Axis(**style))
    rows = square.filter(pl.col("similarity").is_not_null())
    form = _decimals(rows)
    colour = _shades(measure, form, n * step, say)
    told = tips({"a": "", "b": "", "similarity": DECIMAL}, say)
    base = alt.Chart(rows)
    cells = base.mark_rect(stroke="white", strokeWidth=0.5 if n <= 70 else 0, aria=n <= 70)
    drawn = cells.encode(x, y, colour, tooltip=told)
    size = {"width": alt.Step(step), "height": alt.Step(step)}
    if n > MOST_NUMBERED:
        alone: alt.Chart = drawn.properties(**size)
        return alone
    low, high = (float(str(end)) for end in (rows["similarity"].min(), rows["similarity"].max()))
    dark = alt.datum.similarity > low + _DARK * (high - low)
    ink = alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK))
    text = base.mark_text(fontSize=10).encode(x, y, alt.Text("similarity:Q", format=form), color=ink)
    return alt.layer(drawn, text).properties(**size)


def _neighbours(pairs: pl.DataFrame, measure: str, names: list[str], say: Wording) -> Drawing:
    """Draw a row a plan: its neighbours by name, the nearest first, the nearer the darker."""
    import altair as alt

    kept = most_alike(pairs, names, MOST_ROWS)
    rows = nearest(pairs.filter(pl.col("a").is_in(kept)), NEIGHBOURS)
    form = _decimals(pairs)
    named = [f"{b}  {value:{form}}" for b, value in rows.select("b", "similarity").iter_rows()]
    shown = rows.with_columns(pl.Series("named", named, pl.String))
    wide = max(letters_wide(one, 10) for one in named) + 14
    tall = 22 if len(kept) <= 40 else 16
    x = alt.X("rank:O", title=say("nearest"), axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False))
    rowed = alt.Axis(labelLimit=0, domain=False, ticks=False, labelPadding=6, labelOverlap=False)
    y = alt.Y("a:N", sort=rows["a"].unique(maintain_order=True).to_list(), title=None, axis=rowed)
    low, high = (float(str(end)) for end in (rows["similarity"].min(), rows["similarity"].max()))
    colour = _shades(measure, form, len(kept) * tall, say)
    told = tips({"a": "", "b": "", "similarity": DECIMAL, "rank": ","}, say)
    base = alt.Chart(shown).encode(x, y)
    dark = alt.datum.similarity > low + _DARK * (high - low)
    ink = alt.when(dark).then(alt.value("white")).otherwise(alt.value(INK))
    layers = [
        base.mark_rect(stroke="white", strokeWidth=1).encode(color=colour, tooltip=told),
        base.mark_text(fontSize=10).encode(alt.Text("named:N"), color=ink),
    ]
    chart = alt.layer(*layers).properties(width=alt.Step(round(wide)), height=alt.Step(tall))
    cut = say("plans left out", n=len(kept), all=len(names)) if len(kept) < len(names) else ""
    told_all = [*_told(pairs, measure, len(names), say), say("neighbours", n=int(str(rows["rank"].max()))), cut]
    return finished(chart, say, say(f"neighbours by {measure}"), told_all, rows)


def _shades(measure: str, form: str, tall: float, say: Wording) -> alt.Color:
    """Give the shades of a likeness, with a legend no longer than the plot."""
    import altair as alt

    look: dict[str, Any] = {"format": form, "tickCount": 4, "gradientLength": gradient(tall)}
    legend = alt.Legend(title=say(measure), **look)
    return alt.Color("similarity:Q", scale=alt.Scale(scheme=SCHEME, nice=False), legend=legend)


def _decimals(rows: pl.DataFrame) -> str:
    """Give how values are written: with a third decimal where they lie close together."""
    low, high = (float(str(end)) for end in (rows["similarity"].min(), rows["similarity"].max()))
    return ".2f" if high - low > _CLOSE else DECIMAL


def _told(frame: pl.DataFrame, measure: str, n_plans: int, say: Wording) -> list[str]:
    values = frame[measure if measure in frame.columns else "similarity"]
    form = _decimals(values.alias("similarity").to_frame())
    low, mean, high = (f"{float(str(value)):{form}}" for value in (values.min(), values.mean(), values.max()))
    return [
        say(f"{measure} is"),
        say("pairs", n=n_plans, pairs=f"{n_plans * (n_plans - 1) // 2:,}", low=low, mean=mean, high=high),
        say("no interval of similarity"),
    ]
