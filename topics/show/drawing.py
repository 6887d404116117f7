"""A chart as a file: HTML that opens offline, SVG, PNG, PDF, Vega-Lite JSON, or the numbers drawn as CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from topics.errors import OptionError
from topics.show.fonts import STACK, face, installed
from topics.show.formats import render, save_bytes
from topics.show.page import page

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt
    import polars as pl

ENDINGS = (".html", ".svg", ".png", ".pdf", ".json", ".csv")
HOVER = "passage"
"""The column of a chart's data that is shown under the pointer only: a picture does without."""


@dataclass(frozen=True)
class Drawing:
    """A chart, the numbers drawn, its title and the language of its words.

    Parameters
    ----------
    chart
        Any altair chart.
    data
        The numbers drawn.
    title
        In one line.
    lang
        ``zh`` or ``en``.
    crowded
        True for thousands of marks: a page then draws them as one image, not as an element each.
    """

    chart: alt.TopLevelMixin
    data: pl.DataFrame
    title: str
    lang: str
    crowded: bool = False

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
    save_bytes(content(drawing, check_ending(path)), path)


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


def content(drawing: Drawing, ending: str) -> bytes:
    """Give what a chart's file holds.

    Parameters
    ----------
    ending
        One of `ENDINGS`.
    """
    if ending == ".csv":
        return str(render(drawing.data, "csv")).encode("utf-8-sig")
    spec = drawing.spec()
    if ending == ".html":
        return page(spec, title=drawing.title, lang=drawing.lang, crowded=drawing.crowded).encode()
    if ending == ".json":
        return (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode()
    return _picture(spec, ending)


def _picture(spec: dict[str, Any], ending: str) -> bytes:
    """Set a chart in its own letters, once, and give it as SVG, PNG or PDF."""
    import vl_convert

    for rows in spec.get("datasets", {}).values():
        for row in rows:
            row.pop(HOVER, None)
    letters = json.dumps(spec, ensure_ascii=False)
    family = installed(letters)
    spec["config"] = {**spec.get("config", {}), "font": family}
    svg = str(vl_convert.vegalite_to_svg(spec))
    if ending == ".svg":
        return _with_font(svg.replace(f'font-family="{family}"', f'font-family="{STACK}"'), letters).encode()
    return bytes(vl_convert.svg_to_png(svg, scale=2) if ending == ".png" else vl_convert.svg_to_pdf(svg))


def _with_font(svg: str, letters: str) -> str:
    """Put the letters that an SVG shows inside it; its text stays text."""
    end = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:end]}<style>{face(letters)}</style>{svg[end:]}"
