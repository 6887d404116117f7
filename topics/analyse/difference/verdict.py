"""What a comparison allows to be said and what not, in one sentence.

counts of plans and of what was drawn, what stands out → verdict() → the sentence in English and in Chinese
"""

from __future__ import annotations

from topics.analyse.difference.permutation import FEWEST_PLANS
from topics.analyse.grouping import DISTRICT, PLAN

_CHINESE = {PLAN: ("份", "文件"), DISTRICT: ("个", "地区")}
"""Measure word and noun of what was drawn."""
_YEARS = (
    " The years of a district are taken for independent: where a plan carries on the one before, p is too small.",
    "检验把同一地区的各年当作互不相关；若各年文件一脉相承，p 值会偏小。",
)

_UNPAIRED = (
    " Districts on both sides: {}; others are on one side only, so they are not paired, and p is usually larger than "
    "with the same districts on both.",
    "两方共有 {} 个地区，另有地区只见于一方，未能配对；两方地区一致时 p 值通常更小。",
)


def verdict(
    plans: tuple[int, int, int],
    sizes: tuple[int, int],
    unit: str,
    *,
    n_themes: int,
    found: int,
    smallest_p: float | None,
    known_error: bool,
    of_years: bool = False,
    unpaired: int = 0,
) -> tuple[str, str]:
    """Say what can be said.

    Parameters
    ----------
    plans
        Plans of A, of B, and of both at once.
    sizes, unit
        How many units were drawn on each side, and of what kind (`topics.analyse.grouping.drawn_unit`).
    n_themes
        Themes compared.
    found
        Differences that stand out: from chance where there is a test, else from the errors of assignment.
    smallest_p
        The smallest p-value the test can give; none without a test.
    known_error
        Whether the errors of assignment are known.
    of_years
        Whether each side is one district in several years.
    unpaired
        Districts that both sides hold, where they are not paired.

    Returns
    -------
    english, chinese : str

    Examples
    --------
    >>> verdict((9, 8, 0), (9, 8), "plan", n_themes=12, found=1, smallest_p=0.001, known_error=True)[0][:63]
    '1 of 12 differences stands out from chance (false discovery rat'
    """
    both = plans[2]
    if both:
        return (
            f"The shares describe the text as it stands, but {_are(both)} on both sides, so no test is possible.",
            f"各占比如实描述文本，但有 {both} 份文件同时属于两方，无法检验差异。",
        )
    if smallest_p is None:
        return _untested(plans[0] + plans[1], sizes, unit, found, n_themes, known_error=known_error)
    (n_a, n_b), (of, name) = sizes, _CHINESE[unit]
    if smallest_p > 0.05:
        return (
            f"With {n_a} against {n_b} {unit}s the smallest possible p is {smallest_p:.3f}: the test can tell no "
            f"difference, however large, from chance; the intervals hold only if shares vary normally between {unit}s"
            f"{', each year anew' if of_years else ''}.",
            f"两方分别有 {n_a} {of}和 {n_b} {of}{name}，p 值最小只能到 {smallest_p:.3f}："
            "差异再大，检验也无法将其与偶然区分；"
            f"所列区间以各{name}占比近似正态{'、各年互不相关' if of_years else ''}为前提，仅供参考。",
        )
    return (
        f"{found} of {n_themes} differences {_stand(found)} out from chance (false discovery rate 5 %); "
        f"of the others it cannot be said that there is none.{_YEARS[0] if of_years else ''}"
        f"{_UNPAIRED[0].format(unpaired) if unpaired else ''}",
        f"{n_themes} 项差异中有 {found} 项在错误发现率 5% 下可与偶然区分；其余各项不能据此断定没有差异。"
        f"{_YEARS[1] if of_years else ''}{_UNPAIRED[1].format(unpaired) if unpaired else ''}",
    )


def _untested(
    n_plans: int, sizes: tuple[int, int], unit: str, found: int, n_themes: int, *, known_error: bool
) -> tuple[str, str]:
    (n_a, n_b), (of, name) = sizes, _CHINESE[unit]
    few = f"{n_a} against {n_b}" if unit == PLAN else f"{n_a} against {n_b} {unit}s"
    english = (
        f"The shares describe these {n_plans} plans as they stand, but with {few} no statement can "
        f"be made about other {unit}s of these groups: a test needs {FEWEST_PLANS} {unit}s a side"
    )
    chinese = (
        f"各占比如实描述这 {n_plans} 份文件；但两方分别只有 {n_a} {of}和 {n_b} {of}{'' if unit == PLAN else name}，"
        f"不能推论到同类的其他{name}（检验需每方至少 {FEWEST_PLANS} {of}）"
    )
    if not known_error:
        return f"{english}.", f"{chinese}。"
    return (
        f"{english}; {found} of {n_themes} differences {_are_or_is(found)} larger than segments under the wrong theme "
        "can explain.",
        f"{chinese}；{n_themes} 项差异中有 {found} 项大于归类误差所能解释的范围。",
    )


def _are(plans: int) -> str:
    return "1 plan is" if plans == 1 else f"{plans} plans are"


def _stand(found: int) -> str:
    return "stands" if found == 1 else "stand"


def _are_or_is(found: int) -> str:
    return "is" if found == 1 else "are"
