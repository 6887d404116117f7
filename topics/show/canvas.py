"""What all charts share: title and subtitle, fonts, sizes of letters, white ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topics.show.drawing import Drawing
from topics.show.fonts import STACK
from topics.show.titles import WIDEST, Wording, wrapped

if TYPE_CHECKING:
    import polars as pl

INK, QUIET, FAINT = "#222222", "#555555", "#E4E4E4"
"""Letters, letters of less weight, and grid lines."""


def finished(chart: Any, say: Wording, title: str, told: list[str], data: pl.DataFrame) -> Drawing:  # noqa: ANN401 - any altair chart
    """Give a chart its title, its subtitle in lines a reader can take in, and the look of all charts.

    Parameters
    ----------
    chart
        Any altair chart without configuration.
    say
        The language of the chart.
    title, told
        The title, and a sentence a line of the subtitle; long ones are broken.
    data
        The numbers drawn.
    """
    import altair as alt

    lines = [line for sentence in told for line in wrapped(sentence, WIDEST)]
    heading = alt.TitleParams(wrapped(title, 64), subtitle=lines, anchor="start", frame="bounds", offset=14)
    shown = (
        chart.properties(title=heading, padding=16)
        .configure(font=STACK, background="white")
        .configure_view(strokeOpacity=0)
        .configure_axis(labelFontSize=11, titleFontSize=12, gridColor=FAINT, labelColor=INK, titleFontWeight="normal")
        .configure_header(labelColor=INK)
        .configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", symbolOpacity=1, labelLimit=0)
        .configure_title(fontSize=18, subtitleFontSize=12, subtitleColor=QUIET, subtitleLineHeight=17)
    )
    return Drawing(shown, data, title, say.lang)
