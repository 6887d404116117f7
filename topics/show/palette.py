"""The colour of a theme: the same in every chart of a model, told apart by colour-blind readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence

SAFE = (
    "#332288", "#88CCEE", "#117733", "#DDCC77", "#44AA99", "#CC6677",
    "#AA4499", "#882255", "#6699CC", "#661100", "#999933",
)  # fmt: skip
"""Eleven hues after Paul Tol's muted scheme and its extension in CARTO's `safe` palette."""
GREY = "#9A9A9A"
SIDES = ("#332288", "#CC6677")
"""The two sides of a comparison."""
SCHEME: Final = "yellowgreenblue"
"""Of heat maps: ever darker from little to much, also for colour-blind readers and in grey print."""


def colours(codes: Sequence[str]) -> list[str]:
    """Give each theme or topic its colour, by its place in the list; the unassigned are grey.

    Examples
    --------
    >>> colours(["industry", "unassigned", "demand"])
    ['#332288', '#9A9A9A', '#88CCEE']
    """
    given = iter(SAFE * (len(codes) // len(SAFE) + 1))
    return [GREY if code in {UNASSIGNED, "-1"} else next(given) for code in codes]
