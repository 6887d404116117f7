"""A chart as a file: HTML that opens offline, SVG, PNG, PDF, Vega-Lite JSON, or the numbers drawn as CSV."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from topics.errors import OptionError
from topics.show.fonts import register
from topics.show.formats import render, save_bytes

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt
    import polars as pl

ENDINGS = (".html", ".svg", ".png", ".pdf", ".json", ".csv")


@dataclass(frozen=True)
class Drawing:
    """A chart, and the numbers drawn."""

    chart: alt.TopLevelMixin
    data: pl.DataFrame


def save(drawing: Drawing, path: Path) -> None:
    """Write a chart in the format its file's ending names; folders are made.

    HTML holds its scripts itself and asks nothing of a network; PNG has two pixels a point.

    Raises
    ------
    OptionError
        The ending names no format.
    OutputError
        The file cannot be written.
    """
    ending = check_ending(path)
    if ending == ".csv":
        save_bytes(str(render(drawing.data, "csv")).encode("utf-8-sig"), path)
        return
    register()
    if ending in {".png", ".pdf"}:
        binary = io.BytesIO()
        drawing.chart.save(
            binary, format="png" if ending == ".png" else "pdf", scale_factor=2 if ending == ".png" else 1
        )
        save_bytes(binary.getvalue(), path)
        return
    out = io.StringIO()
    kinds: dict[str, Literal["html", "svg", "json"]] = {".html": "html", ".svg": "svg", ".json": "json"}
    drawing.chart.save(out, format=kinds[ending], inline=ending == ".html")
    save_bytes(out.getvalue().encode(), path)


def check_ending(path: Path) -> str:
    """Give the ending of a chart's file name, before anything is drawn.

    Raises
    ------
    OptionError
        It names no format.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise OptionError(
            f"{path}: the ending names no chart format", allowed=" ".join(ENDINGS), remedy="rename -o FILE"
        )
    return ending
