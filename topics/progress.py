"""How a long step tells its caller how far it is; the library itself never prints.

A caller that wants to know passes a function of this shape; a step calls it with its own name, the units done and the
units in all, as often as it likes.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Take no notice.

    Examples
    --------
    >>> silent("embed", 3, 10)
    """
