"""Does an item report what was done, or say what will be done?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from topics.read.segments import Piece


def halves_of(pieces: list[Piece], year: int | None) -> list[str]:
    """Give ``review``, ``plan`` or ``neither`` for each piece."""
    return ["neither" for _ in pieces]
