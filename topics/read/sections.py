"""Which headings stand above each item once review has changed to plan without a heading that says so.

pieces, silent changes → `paths_within_half` → headings above each piece
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.read.announced import PLAN, REVIEW
from topics.read.numbering import label_at

if TYPE_CHECKING:
    from topics.read.segments import Piece


def paths_within_half(pieces: list[Piece], silent_changes: list[int]) -> list[tuple[str, ...]]:
    """Give the headings above each piece without those of the half before.

    Where the heading of the second half is missing, the last headings of the first would stand above all that
    follows; after a silent change the headings met before it are left out, unless one names both halves, or names
    none and is one of several whose count goes on.
    """
    met: set[tuple[str, ...]] = set()
    over: set[tuple[str, ...]] = set()
    paths = []
    for number, piece in enumerate(pieces):
        if number in silent_changes:
            kept = piece.path if _is_counted_on(pieces, number) else ()
            over |= {path for path in met if not (_names_both(path[-1]) or path == kept[: len(path)])}
        prefixes = [piece.path[:depth] for depth in range(1, len(piece.path) + 1)]
        met |= set(prefixes)
        paths.append(tuple(prefix[-1] for prefix in prefixes if prefix not in over))
    return paths


def _names_both(heading: str) -> bool:
    return bool(PLAN.search(heading) and REVIEW.search(heading))


def _is_counted_on(pieces: list[Piece], number: int) -> bool:
    """Whether the heading at the top of a piece names no half, and one with the next number follows the piece."""
    path = pieces[number].path
    if not path or PLAN.search(path[0]) or REVIEW.search(path[0]):
        return False
    tops = [(n, label_at(piece.text)) for n, piece in enumerate(pieces) if piece.kind == "heading" and not piece.path]
    own = [label for n, label in tops if n < number and label]
    return bool(own) and any(
        n > number and label and (label.style, label.number) == (own[-1].style, own[-1].number + 1) for n, label in tops
    )
