"""The colour of a theme: the same in every chart of a model, told apart by colour-blind readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence

SAFE = (
    "#0A94FF", "#D89102", "#744C72", "#97C989", "#53886A", "#D54D14",
    "#A26DBA", "#023295", "#04CBFB", "#6D0158", "#4B4801",
)  # fmt: skip
"""Eleven colours as far apart as could be found at once for readers with all cones and for each of the three kinds of
colour blindness (Machado et al. 2009): any two, and the grey, lie 0.08 or more apart in OKLab (`tests/show`)."""
GREY, PALE = "#A0A0A0", "#DDDDDD"
"""What belongs to no theme or topic, and all those together that have no colour of their own."""
SIDES = ("#023295", "#D54D14")
"""The two sides of a comparison."""
SCHEME: Final = "yellowgreenblue"
"""Of heat maps: ever darker from little to much, also for colour-blind readers and in grey print."""


def colours(codes: Sequence[str]) -> list[str]:
    """Give each theme or topic its colour, by its place in the list; the unassigned are grey.

    Examples
    --------
    >>> colours(["industry", "unassigned", "demand"])
    ['#0A94FF', '#A0A0A0', '#D89102']
    """
    given = iter(SAFE * (len(codes) // len(SAFE) + 1))
    return [GREY if code in {UNASSIGNED, "-1"} else next(given) for code in codes]
