"""What became of what was planned: a flow from the themes of the planned items to what the year after says of them.

ledger → ledger() → Drawing
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.errors import OptionError
from topics.show.canvas import INK, PERCENT, QUIET, finished, tips
from topics.show.layout import coloured
from topics.show.titles import Wording
from topics.show.wording import percent

if TYPE_CHECKING:
    import altair as alt

    from topics.show.drawing import Drawing

OUTCOMES = {"review": ("done", "partly", "not mentioned"), "plan": ("kept", "changed", "dropped")}
"""What can become of a planned item, by where it was looked for."""
BEYOND = {"review": "unplanned", "plan": "new"}
HEIGHT, SLOT, GAP, NODE, WIDE, LETTERS = 420, 15, 5, 10, 240, 11
"""Points: height of all items, least room of a name, room between two, width of a node and of the flow; letters."""
_SHADES = {"done": "#3F3F3F", "kept": "#3F3F3F", "partly": "#8A8A8A", "changed": "#8A8A8A"}
_STEPS = 24


def ledger(frame: pl.DataFrame, names: pl.DataFrame, *, lang: str = "zh") -> Drawing:
    """Draw where the planned items went: to the review of the year after, and to its plan.

    Parameters
    ----------
    frame
        `topics.tables.LEDGER`, of one district or of many together.
    names
        `topics.tables.THEMES`: names and colours, in order.
    lang
        ``zh`` or ``en``.

    Raises
    ------
    OptionError
        No planned item was followed up.
    """
    import altair as alt

    say = Wording(lang)
    planned = frame.filter(pl.col("planned").is_not_null())
    if planned.is_empty():
        raise OptionError(
            "ledger: no planned item to follow up",
            remedy="a ledger needs plans of one district in two successive years",
        )
    series = _series(planned, names, lang)
    counts = counted_flows(planned, series)
    known = [against for against in OUTCOMES if against in counts["against"]]
    panels = [_panel(counts.filter(pl.col("against") == against), series, against, frame, say) for against in known]
    chart: Any = alt.hconcat(*panels, spacing=30) if len(panels) > 1 else panels[0]
    where, when = say.places(sorted(set(frame["district"]))), say.years(frame["year"])
    return finished(chart, say, say("ledger", where=where, when=when), _told(frame, planned, known, say), counts)


def counted_flows(planned: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Count the planned items by where they were looked for, theme and outcome.

    Returns
    -------
    DataFrame
        ``against, theme, label, status, n, part``: `part` of the items of the theme looked for there.
    """
    ranks = {status: at for statuses in OUTCOMES.values() for at, status in enumerate(statuses)}
    counts = planned.group_by("against", "theme", "status").agg(pl.len().cast(pl.Int64).alias("n"))
    counts = counts.join(series.select("theme", "label", "at"), on="theme", how="left").with_columns(
        (pl.col("n") / pl.col("n").sum().over("against", "theme")).alias("part"),
        pl.col("status").replace_strict(ranks, return_dtype=pl.Int64).alias("rank"),
    )
    ordered = counts.sort(pl.col("against") == "plan", "at", "rank")
    return ordered.select("against", "theme", "label", "status", "n", "part", "at", "rank")


def _series(planned: pl.DataFrame, names: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Give theme, label, colour and place of the themes that have a planned item."""
    called = coloured(names, lang).rename({"code": "theme"}).with_row_index("at")
    return called.filter(pl.col("theme").is_in(planned["theme"].implode()))


def _panel(
    counts: pl.DataFrame, series: pl.DataFrame, against: str, frame: pl.DataFrame, say: Wording
) -> alt.LayerChart | alt.FacetChart:
    """Draw one flow: names and nodes of the themes, ribbons, nodes and names of the outcomes."""
    import altair as alt

    n = int(counts["n"].sum())
    nodes = _nodes(counts, "label", HEIGHT / n), _nodes(counts, "status", HEIGHT / n)
    tall = max(float(str(side["bottom"].max())) for side in nodes)
    left, right = (_centred(side, tall) for side in nodes)
    scale = alt.Scale(domain=series["label"].to_list(), range=series["colour"].to_list())
    colour = alt.Color("label:N", scale=scale, legend=None)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDE], nice=False))
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[tall, 0], nice=False, zero=False))
    box: dict[str, Any] = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("bottom:Q")}
    ends = pl.lit(WIDE - NODE).alias("x"), pl.lit(WIDE).alias("x2")
    begins = left.select("top", "bottom", "n", label="name", x=pl.lit(0), x2=pl.lit(NODE))
    flow = tips({"label": "", "outcome": "", "n": ",", "part": PERCENT}, say)
    layers: list[Any] = [
        alt.Chart(_ribbons(counts, left, right, HEIGHT / n, say))
        .mark_area(opacity=0.5)
        .encode(x, y, alt.Y2("bottom:Q"), colour, detail="flow:N", tooltip=flow),
        alt.Chart(begins).mark_rect().encode(x, y, color=colour, tooltip=tips({"label": "", "n": ","}, say), **box),
    ]
    for row in right.iter_slices(1):
        shade = _SHADES.get(row["name"][0], "#D2D2D2")
        layers.append(alt.Chart(row.select("top", "bottom", *ends)).mark_rect(color=shade).encode(x, y, **box))
    for align, rows in _names(left, right, n, say).items():
        beside: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": LETTERS, "color": INK}
        layers.append(alt.Chart(rows).mark_text(**beside).encode(x, y, text="text:N"))
    begun, after = say.years(frame["year"]), say.years(frame["year"] + 1)
    heads = {"right": say("planned", year=begun), "left": say(f"against {against}", year=after)}
    for (align, text), at in zip(heads.items(), (NODE, WIDE - NODE), strict=True):
        head = alt.Chart(pl.DataFrame({"x": [at], "text": [text]}))
        style: dict[str, Any] = {"align": align, "baseline": "bottom", "fontSize": LETTERS + 1, "color": QUIET}
        layers.append(head.mark_text(dy=-8, **style).encode(x, y=alt.value(0), text="text:N"))
    return alt.layer(*layers).properties(width=WIDE, height=round(tall))


def _centred(nodes: pl.DataFrame, tall: float) -> pl.DataFrame:
    """Move the nodes of a side to the middle of the panel."""
    return nodes.with_columns(pl.col("top", "bottom") + (tall - float(str(nodes["bottom"].max()))) / 2)


def _nodes(counts: pl.DataFrame, column: str, scale: float) -> pl.DataFrame:
    """Stack the nodes of one side: ``name, n, top, bottom``, with room for a name each."""
    order = "at" if column == "label" else "rank"
    nodes = counts.group_by(pl.col(column).alias("name"), order).agg(pl.col("n").sum()).sort(order)
    rows, at = [], 0.0
    for name, n in nodes.select("name", "n").iter_rows():
        tall = n * scale
        room = max(tall, SLOT)
        rows.append((name, n, at + (room - tall) / 2, at + (room + tall) / 2))
        at += room + GAP
    return pl.DataFrame(rows, schema=["name", "n", "top", "bottom"], orient="row")


def _ribbons(counts: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame, scale: float, say: Wording) -> pl.DataFrame:
    """Give the edges of a ribbon a theme and outcome at `_STEPS` places: ``flow, label, outcome, x, top, bottom``."""
    begin = dict(left.select("name", "top").iter_rows())
    end = dict(right.select("name", "top").iter_rows())
    x, t = np.linspace(NODE, WIDE - NODE, _STEPS), np.linspace(0.0, 1.0, _STEPS)
    bent = 3 * t**2 - 2 * t**3
    parts = []
    for flow, (label, status, n, part) in enumerate(counts.select("label", "status", "n", "part").iter_rows()):
        top = begin[label] + bent * (end[status] - begin[label])
        own = {"flow": flow, "label": label, "outcome": say.status(status), "n": n, "part": part}
        edges = pl.DataFrame({"x": x, "top": top, "bottom": top + n * scale}).with_columns(
            pl.col("x", "top", "bottom").round(2)
        )
        parts.append(edges.with_columns(pl.lit(value).alias(name) for name, value in own.items()))
        begin[label] += n * scale
        end[status] += n * scale
    return pl.concat(parts)


def _names(left: pl.DataFrame, right: pl.DataFrame, n: int, say: Wording) -> dict[str, pl.DataFrame]:
    """Give the names beside the nodes, by how they are aligned."""
    middle = ((pl.col("top") + pl.col("bottom")) / 2).alias("top")
    counted = [f"{name}  {count:,}" for name, count in left.select("name", "n").iter_rows()]
    themes = left.select(pl.Series("text", counted), middle, x=pl.lit(-8))
    form = "{}  {:,}（{}）" if say.lang == "zh" else "{}  {:,} ({})"
    counts = right.select("name", "n").iter_rows()
    called = [form.format(say.status(name), count, percent(count / n, 0).replace(" ", "")) for name, count in counts]
    outcomes = right.select(pl.Series("text", called), middle, x=pl.lit(WIDE + 8))
    return {"right": themes, "left": outcomes}


def _told(frame: pl.DataFrame, planned: pl.DataFrame, known: list[str], say: Wording) -> list[str]:
    pairs, places = planned.select("district", "year").n_unique(), planned["district"].n_unique()
    items = f"{planned.filter(pl.col('against') == known[0]).height:,}"
    told = [say("items" if places > 1 else "one district", n=items, pairs=f"{pairs:,}", places=places)]
    for against in known:
        n = frame.filter((pl.col("against") == against) & (pl.col("status") == BEYOND[against])).height
        told.append(say("beyond", n=f"{n:,}", later=say(f"the {against}")) if n else "")
    return [*told, say("matched")]
