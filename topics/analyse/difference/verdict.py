"""What a comparison allows to be said and what not, in one sentence.

counts of plans, what stands out → verdict() → the sentence in English and in Chinese
"""

from __future__ import annotations

from topics.analyse.difference.permutation import FEWEST_PLANS


def verdict(
    n_a: int, n_b: int, both: int, *, n_themes: int, found: int, smallest_p: float | None, known_error: bool
) -> tuple[str, str]:
    """Say what can be said.

    Parameters
    ----------
    n_a, n_b, both
        Plans of each side, and of both at once.
    n_themes
        Themes compared.
    found
        Differences that stand out: from chance where there is a test, else from the errors of assignment.
    smallest_p
        The smallest p-value the test can give; none without a test.
    known_error
        Whether the errors of assignment are known.

    Returns
    -------
    english, chinese : str

    Examples
    --------
    >>> verdict(9, 8, 0, n_themes=12, found=1, smallest_p=0.001, known_error=True)[0][:63]
    '1 of 12 differences stands out from chance (false discovery rat'
    """
    if both:
        return (
            f"The shares describe the text as it stands, but {_are(both)} on both sides, so no test is possible.",
            f"各占比如实描述文本，但有 {both} 份文件同时属于两方，无法检验差异。",
        )
    if smallest_p is None:
        return _untested(n_a, n_b, found, n_themes, known_error=known_error)
    if smallest_p > 0.05:
        return (
            f"With {n_a} against {n_b} plans the smallest possible p is {smallest_p:.3f}: the test can tell no "
            "difference, however large, from chance; the intervals hold only if shares vary normally between plans.",
            f"两方分别有 {n_a} 份和 {n_b} 份文件，p 值最小只能到 {smallest_p:.3f}：差异再大，检验也无法将其与偶然区分；"
            "所列区间以各文件占比近似正态为前提，仅供参考。",
        )
    return (
        f"{found} of {n_themes} differences {_stand(found)} out from chance (false discovery rate 5 %); "
        "of the others it cannot be said that there is none.",
        f"{n_themes} 项差异中有 {found} 项在错误发现率 5% 下可与偶然区分；其余各项不能据此断定没有差异。",
    )


def _untested(n_a: int, n_b: int, found: int, n_themes: int, *, known_error: bool) -> tuple[str, str]:
    english = (
        f"The shares describe these {n_a + n_b} plans as they stand, but with {n_a} against {n_b} no statement can "
        f"be made about other plans of these groups: a test needs {FEWEST_PLANS} plans a side"
    )
    chinese = (
        f"各占比如实描述这 {n_a + n_b} 份文件；但两方分别只有 {n_a} 份和 {n_b} 份，不能推论到同类的其他文件"
        f"（检验需每方至少 {FEWEST_PLANS} 份）"
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
