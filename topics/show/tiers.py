"""Which districts give a theme most room, and which of them can be told apart.

ranks → rank() → Drawing
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl

from topics.show.canvas import INK, PERCENT, QUIET, finished, share_written, tips
from topics.show.layout import coloured
from topics.show.titles import Wording, counted, intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from topics.show.drawing import Drawing

MOST_ROWS = 160
WIDE = 520


def rank(
    frame: pl.DataFrame,
    names: pl.DataFrame,
    code: str | int,
    *,
    note: str = "",
    half: str = "all",
    only: Sequence[str] = (),
    lang: str = "zh",
) -> Drawing:
    """Draw a row a group, the highest share first, with its interval, tier by tier.

    Parameters
    ----------
    frame
        `topics.tables.RANKS` of one theme or topic, after the columns of its groups.
    names
        `topics.tables.THEMES` or `topics.tables.TOPICS`: name and colour, which are the same in every chart.
    code
        Of the theme, or number of the topic.
    note
        What can be said of the tiers, in a sentence.
    half
        Which half was counted; said in title and subtitle.
    only
        Of which district and years; said in the title.
    lang
        ``zh`` or ``en``.
    """
    say = Wording(lang)
    groups = frame.columns[: frame.columns.index("tier")]
    parts = [pl.col(name).cast(pl.String).fill_null("?") for name in groups]
    every = frame.with_columns((pl.concat_str(parts, separator=" ") if parts else pl.lit("")).alias("group"))
    n = every.height
    rows = every if n <= MOST_ROWS else pl.concat([every.head(MOST_ROWS // 2), every.tail(MOST_ROWS // 2)])
    called = coloured(names, lang).filter(pl.col("code") == str(code)).row(0, named=True)
    plans, characters = int(every["n_documents"].sum()), f"{int(every['n_characters'].sum()):,}"
    told = [
        say("of all characters", half=say.half(half)),
        say("ranked groups", n=n, plans=counted(plans), plans_n=plans, characters=characters),
        intervals(every, "group", say, key="interval lines"),
        say("tiers") if every["tier"].n_unique() > 1 else "" if note else say("one tier"),
        *re.split(r"(?<=\.) ", note),
        say("ranks left out", n=rows.height, all=n) if rows.height < n else "",
    ]
    title = say.rank(called["label"], groups, half, only)
    return finished(_rows(rows, called["colour"], say), say, title, told, rows)


def _rows(rows: pl.DataFrame, colour: str, say: Wording) -> alt.LayerChart | alt.FacetChart:
    """Draw shades of every second tier, intervals, dots, numbers, and the name of a tier where it begins."""
    import altair as alt

    tall = 20 if rows.height <= 40 else 15
    shown = rows.select("group", "share", "low", "high", "tier", "n_documents", "n_characters").with_columns(
        pl.max_horizontal("share", "high").alias("reach"),
        (pl.col("tier") % 2 == 0).alias("shaded"),
        pl.col("tier").is_first_distinct().alias("opens"),
        pl.col("tier").map_elements(lambda tier: say("tier", n=tier), pl.String).alias("named"),
    )
    rowed = alt.Axis(labelLimit=0, domain=False, ticks=False, labelPadding=8, labelOverlap=False)
    y = alt.Y("group:N", sort=rows["group"].to_list(), title=None, axis=rowed)
    most = 1.08 * float(str(shown["reach"].max() or 0)) or 1.0
    axis = alt.Axis(format="%", tickCount=6, orient="top")
    x = alt.X("share:Q", title=say("share"), axis=axis, scale=alt.Scale(domain=[0, most], nice=False))
    numbers = {"share": PERCENT, "low": PERCENT, "high": PERCENT, "tier": ",", "n_documents": ",", "n_characters": ","}
    told = tips({"group": "", **numbers}, say)
    base = alt.Chart(shown).encode(y)
    shades = base.transform_filter(alt.datum.shaded).mark_rect(
        color="black", opacity=0.055, height=alt.RelativeBandSize(1)
    )
    known = base.transform_filter("isValid(datum.low)")
    text: dict[str, Any] = {"fontSize": 10, "align": "left", "baseline": "middle"}
    opens = base.transform_filter(alt.datum.opens)
    layers = [
        shades.encode(x=alt.value(0), x2=alt.value(WIDE)),
        known.mark_rule(strokeWidth=1.6, color=INK).encode(alt.X("low:Q"), alt.X2("high:Q")),
        base.mark_point(size=52, filled=True, opacity=1, color=colour).encode(x, tooltip=told),
        share_written(base.mark_text(dx=6, color=INK, **text), ".1%").encode(alt.X("reach:Q")),
        opens.mark_text(dx=10, color=QUIET, **text).encode(alt.Text("named:N"), x=alt.value(WIDE)),
    ]
    return alt.layer(*layers).properties(width=WIDE, height=alt.Step(tall))
