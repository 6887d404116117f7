"""What all charts share: title and subtitle, fonts, sizes of letters, white ground, and what the pointer tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topics.show.drawing import Drawing
from topics.show.fonts import STACK
from topics.show.titles import WIDEST, Wording, wrapped
from topics.show.wording import heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    import altair as alt
    import polars as pl
    from altair.typing import ChartType

INK, QUIET, FAINT, DIM = "#222222", "#555555", "#E4E4E4", "#8C8C8C"
"""Letters, letters of less weight, grid lines, and marks of what cannot be told from chance."""
PERCENT, DECIMAL = ".3~p", ".3f"
"""What the pointer tells of a share, to three digits (so that one above zero is never 0 %), and of other fractions."""


def finished(
    chart: ChartType,
    say: Wording,
    title: str,
    told: Iterable[str],
    data: pl.DataFrame,
    *,
    crowded: bool = False,
) -> Drawing:
    """Give a chart its title, its subtitle in lines a reader can take in, and the look of all charts.

    Parameters
    ----------
    chart
        Any altair chart without configuration.
    say
        The language of the chart.
    title, told
        The title, and a sentence a line of the subtitle; long ones are broken, empty ones left out.
    data
        The numbers drawn.
    crowded
        Whether there are thousands of marks.
    """
    import altair as alt

    lines = [line for sentence in told if sentence for line in wrapped(sentence, WIDEST)]
    words: dict[str, Any] = {"fontSize": 18, "subtitleFontSize": 12, "subtitleColor": QUIET, "subtitleLineHeight": 17}
    axis: dict[str, Any] = {"labelFontSize": 11, "labelColor": INK, "labelFlush": False}
    axis |= {"titleFontSize": 12, "titleFontWeight": "normal", "gridColor": FAINT}
    head = alt.TitleParams(wrapped(title, 64), subtitle=lines, anchor="start", frame="bounds", offset=14)
    shown = (
        chart.properties(title=head, padding=16)
        .configure(font=STACK, background="white")
        .configure_view(strokeOpacity=0)
        .configure_axis(**axis)
        .configure_header(labelColor=INK, labelFontWeight="normal")
        .configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", symbolOpacity=1, labelLimit=0)
        .configure_title(fontWeight="normal", color="#000000", subtitlePadding=7, **words)
    )
    return Drawing(shown, data, title, say.lang, crowded)


def tips(columns: dict[str, str], say: Wording) -> list[Any]:
    """Give what the pointer tells of a mark: a column's heading and its value.

    Parameters
    ----------
    columns
        Name of each column, and the format of its numbers; empty for text and whole numbers.
    """
    import altair as alt

    told: list[Any] = []
    for name, form in columns.items():
        called = heading(name, say.lang)
        told.append(
            alt.Tooltip(f"{name}:Q", title=called, format=form) if form else alt.Tooltip(f"{name}:N", title=called)
        )
    return told


def share_written(mark: alt.Chart, form: str) -> alt.Chart:
    """Give marks of text the share, written as `form` says; one above zero is never written as zero."""
    import altair as alt

    least = {".0%": "<1%", ".1%": "<0.1%"}[form]
    zero, shown = f"format(0, '{form}')", f"format(datum.share, '{form}')"
    said = f"!isValid(datum.share) ? '' : datum.share > 0 && {shown} == {zero} ? '{least}' : {shown}"
    return mark.transform_calculate(said=said).encode(alt.Text("said:N"))


def gradient(tall: float) -> int:
    """Give the length of a legend of shades beside a plot: no longer than the plot, yet long enough for four numbers.

    Examples
    --------
    >>> gradient(88), gradient(700), gradient(22)
    (68, 140, 60)
    """
    return round(max(60, min(140, tall - 20)))


def letters_wide(text: str, size: float) -> float:
    """Give about how wide a text is set, in points: a Chinese letter is a square, a Latin one a little over half.

    Examples
    --------
    >>> letters_wide("产业", 10), letters_wide("ab", 10)
    (20.0, 12.0)
    """
    from rich.cells import cell_len

    wide = cell_len(text) - len(text)
    return size * (wide + 0.6 * (len(text) - wide))
