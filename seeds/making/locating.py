"""Finds where each character of the plain text stands in the file as the reader decodes it.

The plain text and the decoded text differ in white space and in what a reader drops or adds between the pieces; the
words are the same and in the same order. `locate` walks both side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.read.sources import read_sources
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from pathlib import Path

    from making.rendering import Piece

LOOK_AHEAD = 400
"""Characters that a reader may put before a piece, a page's title or a menu, say."""


class LocationError(Exception):
    """The decoded text does not hold the words of the plan in their order."""


def decode(path: Path) -> str:
    """Give the text of a file as the project's reader decodes it."""
    read = read_sources(path, ReadSettings())
    if not read.sources:
        raise LocationError(f"{path.name}: not read: {read.problems}")
    return read.sources[0].text


def locate(pieces: list[Piece], decoded: str) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Map offsets of the plain text to offsets of the decoded text.

    Returns
    -------
    places
        Offset in the decoded text by offset in the plain text, for every character that is no white space and was
        not left out.
    extras
        Spans in the decoded text of the pieces that the plain text does not have.
    """
    kept = [i for i, character in enumerate(decoded) if not character.isspace()]
    words = "".join(decoded[i] for i in kept)
    places: dict[int, int] = {}
    extras: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        found = words.find(piece.text, at, at + len(piece.text) + LOOK_AHEAD)
        if found < 0 or (piece.optional and found > at):
            if piece.optional:
                continue
            raise LocationError(f"{piece.text[:40]!r} is not at {words[at : at + 40]!r}")
        for step, offset in enumerate(piece.offsets):
            places[offset] = kept[found + step]
        at = found + len(piece.text)
        if not piece.offsets:
            extras.append((kept[found], kept[at - 1] + 1))
    return places, extras
