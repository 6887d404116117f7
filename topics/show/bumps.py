"""The order of a district's themes, year by year: which one leads, and which overtook which.

Rows of shares → bumps() → a panel a district, and the rows with their ranks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from topics.errors import OptionError
from topics.show.canvas import INK, PERCENT, letters_wide, tips
from topics.show.layout import NOTHING
from topics.show.panels import in_colour, span, under_each, with_ends, years_axis

if TYPE_CHECKING:
    import altair as alt

    from topics.show.titles import Wording

PLOT, STEP, LETTERS, PAGE = 170, 17, 10, 1180
"""Points: width of the lines, height of a rank, size of letters, width that panels side by side may take."""


def bumps(rows: pl.DataFrame, series: pl.DataFrame, say: Wording) -> tuple[alt.FacetChart, pl.DataFrame]:
    """Draw a panel a district: a line a theme, at its rank, with its name where the line ends.

    Parameters
    ----------
    rows
        Rows as `topics.show.layout.labelled` gives them, with `place`.
    series
        Code, label and colour, in order; what belongs to none has no rank.

    Returns
    -------
    chart, rows
        The rows drawn with `rank`, 1 the largest share of a district and year; equal shares in the order of `series`.

    Raises
    ------
    OptionError
        There is nothing to rank.
    """
    import altair as alt

    series = series.filter(~pl.col("code").is_in(NOTHING))
    if series.is_empty():
        raise OptionError("over-time: all text belongs to no topic", remedy="choose --level themes, or another --style")
    rows = with_ends(ranked(rows.filter(~pl.col("code").is_in(NOTHING))))
    places = rows["place"].unique(maintain_order=True).to_list()
    first, last = span(rows)
    beside = max(letters_wide(label, LETTERS) for label in series["label"]) + 12
    wide = PLOT + beside
    reach = last + (last - first) * beside / PLOT
    x = alt.X(
        "year:Q",
        title=None,
        axis=years_axis(rows, PLOT, 9),
        scale=alt.Scale(domain=[first, reach], nice=False, padding=8),
    )
    numbers = alt.Axis(values=list(range(1, series.height + 1)), grid=False, domain=False, ticks=False, labelFontSize=9)
    y = alt.Y("rank:Q", title=None, scale=alt.Scale(domain=[0.4, series.height + 0.6], reverse=True), axis=numbers)
    told = tips({"place": "", "year": "", "label": "", "share": PERCENT, "rank": ",", "n_characters": ","}, say)
    base = alt.Chart()
    colour = in_colour(series)
    name = base.transform_filter(alt.datum.end == 1).mark_text(align="left", dx=8, fontSize=LETTERS, color=INK)
    layers = [
        base.mark_line(strokeWidth=2, interpolate="monotone").encode(x, y, colour),
        base.mark_circle(size=34, opacity=1, stroke="white", strokeWidth=0.8).encode(x, y, colour, tooltip=told),
        name.encode(x, y, alt.Text("label:N")),
    ]
    panel = alt.layer(*layers).properties(width=round(wide), height=STEP * series.height)
    above = alt.Header(labelFontSize=12, labelLimit=0, labelAnchor="start")
    facet = alt.Facet("place:N", sort=places, title=None, header=above)
    shown = rows.select("place", "year", "label", "share", "rank", "end", "n_documents", "n_characters")
    across = max(1, min(len(places), round(PAGE // (wide + 40))))
    chart = panel.facet(facet, columns=across, data=shown, spacing={"row": 14, "column": 10})
    return under_each(chart, len(places), across), rows


def ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `rank` within place and year; of equal shares the one that comes first ranks higher."""
    rank = pl.col("share").rank("ordinal", descending=True).over("place", "year")
    return rows.with_columns(rank.cast(pl.Int64).alias("rank"))
