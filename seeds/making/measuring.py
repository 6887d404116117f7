"""How much of a plan is what, and how far apart are two wordings? Characters and shares by theme, edit rates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from making.source import Plan


def characters(plans: Iterable[Plan], half: str = "") -> Counter[str]:
    """Count the characters of each theme, white space and uncoded pieces left out; of one half where it is given."""
    counts: Counter[str] = Counter()
    for plan in plans:
        for segment in plan.segments:
            if segment.theme != "none" and half in ("", segment.half):
                counts[segment.theme] += segment.weight
    return counts


def shares(plans: Iterable[Plan], half: str = "") -> dict[str, float]:
    """Give each theme's fraction of all coded characters."""
    counts = characters(plans, half)
    total = sum(counts.values())
    return {theme: count / total for theme, count in sorted(counts.items())} if total else {}


def halves(plan: Plan) -> dict[str, float]:
    """Give the fraction of a plan's coded characters in each half."""
    counts: Counter[str] = Counter()
    for segment in plan.segments:
        if segment.theme != "none":
            counts[segment.half] += segment.weight
    total = sum(counts.values())
    return {half: counts[half] / total for half in ("review", "plan", "neither")}


def agreement(first: Sequence[str], second: Sequence[str]) -> tuple[float, float]:
    """Give the fraction of items two readers coded alike, and Cohen's kappa, which takes chance off it.

    >>> agreement(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    (0.75, 0.5)
    """
    alike = sum(one == other for one, other in zip(first, second, strict=True)) / len(first)
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][code] * counts[1][code] for code in counts[0]) / len(first) ** 2
    return alike, (alike - chance) / (1 - chance)


def edit_rate(a: str, b: str) -> float:
    """Give the edit distance over the length of the longer wording: 0 the same, 1 nothing in common.

    >>> edit_rate("年内建成", "年底建成")
    0.25
    """
    if not a and not b:
        return 0.0
    above = list(range(len(b) + 1))
    for row, left in enumerate(a, 1):
        line = [row]
        for column, right in enumerate(b, 1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (left != right)))
        above = line
    return above[-1] / max(len(a), len(b))


def longest_run(a: str, b: str) -> str:
    """Give the longest wording that stands in both.

    >>> longest_run("加快推进老旧小区改造", "完成老旧小区改造")
    '老旧小区改造'
    """
    best, end = 0, 0
    above = [0] * (len(b) + 1)
    for row, left in enumerate(a, 1):
        line = [0] * (len(b) + 1)
        for column, right in enumerate(b, 1):
            if left == right:
                line[column] = above[column - 1] + 1
                if line[column] > best:
                    best, end = line[column], row
        above = line
    return a[end - best : end]
