"""Where the letters of an SVG stand: a box a text, measured with the metrics of the font that sets it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topics.show.fonts import _whole

Points = NDArray[np.float64]
SVG = "{http://www.w3.org/2000/svg}"
ABOVE, BELOW = 0.78, 0.1
"""How far the ink of a letter reaches above and below its line, in sizes of the letter."""


@dataclass(frozen=True)
class Box:
    """A text and its four corners, shape (4, 2), in points of the canvas."""

    text: str
    corners: Points


@cache
def _metrics() -> tuple[dict[int, str], Any, int]:
    with ExitStack() as opened:
        font = _whole(opened)
        return dict(font.getBestCmap()), dict(font["hmtx"].metrics), int(font["head"].unitsPerEm)


def width(text: str, size: float) -> float:
    """Give the width of a text in points."""
    cmap, advances, units = _metrics()
    units_wide: int = sum(advances[cmap.get(ord(letter), ".notdef")][0] for letter in text)
    return size * units_wide / units


def canvas(svg: str) -> tuple[float, float]:
    """Give width and height of an SVG."""
    root = ET.fromstring(svg)
    _, _, wide, tall = (float(part) for part in root.attrib["viewBox"].split())
    return wide, tall


def boxes(svg: str) -> list[Box]:
    """Give the box of every text that can be seen."""
    return list(_walk(ET.fromstring(svg), np.eye(3)))


def _walk(node: ET.Element, outer: Points) -> Iterator[Box]:
    here = outer @ _matrix(node.get("transform", ""))
    if node.get("opacity") == "0" or node.get("display") == "none":
        return
    if node.tag == f"{SVG}text":
        yield from _text(node, here)
        return
    for child in node:
        yield from _walk(child, here)


def _text(node: ET.Element, here: Points) -> Iterator[Box]:
    size = float(node.get("font-size", "11px").removesuffix("px"))
    lines = [(node.text or "", 0.0)]
    if len(node):
        down = 0.0
        lines = []
        for span in node:
            down += float(span.get("dy", "0"))
            lines.append((span.text or "", down))
    for text, down in lines:
        if not text.strip():
            continue
        wide = width(text, size)
        left = {"end": -wide, "middle": -wide / 2}.get(node.get("text-anchor", "start"), 0.0)
        x, y = left, down
        corners = np.array(
            [[x, y - ABOVE * size], [x + wide, y - ABOVE * size], [x + wide, y + BELOW * size], [x, y + BELOW * size]]
        )
        yield Box(text, (np.column_stack([corners, np.ones(4)]) @ here.T)[:, :2])


def _matrix(transform: str) -> Points:
    whole = np.eye(3)
    for kind, numbers in re.findall(r"(\w+)\(([^)]*)\)", transform):
        values = [float(one) for one in re.split(r"[ ,]+", numbers.strip())]
        one = np.eye(3)
        if kind == "translate":
            one[:2, 2] = [*values, 0.0][:2]
        elif kind == "rotate":
            turn = np.deg2rad(values[0])
            one[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
        elif kind == "scale":
            one[0, 0], one[1, 1] = values[0], values[-1]
        whole = whole @ one
    return whole


def outside(found: list[Box], size: tuple[float, float], slack: float = 0.5) -> list[str]:
    """Give the texts that leave the canvas."""
    wide, tall = size
    return [
        box.text
        for box in found
        if box.corners[:, 0].min() < -slack
        or box.corners[:, 1].min() < -slack
        or box.corners[:, 0].max() > wide + slack
        or box.corners[:, 1].max() > tall + slack
    ]


def overlapping(found: list[Box], depth: float = 0.75) -> list[tuple[str, str]]:
    """Give the pairs of texts that stand on one another by more than `depth` points."""
    if not found:
        return []
    low = np.array([box.corners.min(axis=0) for box in found])
    high = np.array([box.corners.max(axis=0) for box in found])
    meet = ((low[:, None] + depth < high[None]) & (low[None] + depth < high[:, None])).all(axis=2)
    pairs = np.argwhere(np.triu(meet, 1))
    return [
        (found[i].text, found[j].text) for i, j in pairs.tolist() if _deep(found[i].corners, found[j].corners) > depth
    ]


def _deep(one: Points, other: Points) -> float:
    """Give how far two rectangles stand in one another: the least overlap along any of their sides (0 if apart)."""
    least = np.inf
    for corners in (one, other):
        for at in range(2):
            side = corners[at + 1] - corners[at]
            axis = side / np.linalg.norm(side)
            a, b = one @ axis, other @ axis
            least = min(least, a.max() - b.min(), b.max() - a.min())
    return max(float(least), 0.0)
