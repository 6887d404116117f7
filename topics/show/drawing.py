"""A chart as a file: HTML that opens offline, SVG, PNG, PDF, Vega-Lite JSON, or the numbers drawn as CSV."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from topics.errors import OptionError
from topics.show.fonts import face, register
from topics.show.formats import render, save_bytes
from topics.show.page import page

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt
    import polars as pl

ENDINGS = (".html", ".svg", ".png", ".pdf", ".json", ".csv")


@dataclass(frozen=True)
class Drawing:
    """A chart, the numbers drawn, its title and the language of its words."""

    chart: alt.TopLevelMixin
    data: pl.DataFrame
    title: str
    lang: str

    def spec(self) -> dict[str, Any]:
        """Give the chart as Vega-Lite with all its data."""
        import altair as alt

        with alt.data_transformers.enable("default", max_rows=None):
            return self.chart.to_dict()


def save(drawing: Drawing, path: Path) -> None:
    """Write a chart in the format its file's ending names; folders are made.

    HTML and SVG hold their letters, HTML its scripts too, and ask nothing of a network; PNG has two pixels a point.

    Raises
    ------
    OptionError
        The ending names no format.
    OutputError
        The file cannot be written.
    """
    import vl_convert

    ending = check_ending(path)
    if ending == ".csv":
        save_bytes(str(render(drawing.data, "csv")).encode("utf-8-sig"), path)
        return
    spec = drawing.spec()
    if ending == ".html":
        save_bytes(page(spec, title=drawing.title, lang=drawing.lang).encode(), path)
        return
    if ending == ".json":
        save_bytes((json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode(), path)
        return
    register()
    if ending == ".svg":
        save_bytes(_with_font(vl_convert.vegalite_to_svg(spec)).encode(), path)
    elif ending == ".png":
        save_bytes(vl_convert.vegalite_to_png(spec, scale=2), path)
    else:
        save_bytes(vl_convert.vegalite_to_pdf(spec), path)


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


def _with_font(svg: str) -> str:
    """Put the letters that an SVG shows inside it; its text stays text."""
    end = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:end]}<style>{face(html.unescape(svg))}</style>{svg[end:]}"
