"""Which half the words of a heading announce, or those an item opens with.

What was done is called 回顾, 总结, 完成情况, what will be done 安排, 打算, 任务. The year decides where words do not:
tasks and goals of a year that is over were worked on. A plan may also look ahead at the end of each part of its review
(下一步打算) and say in its plan what was done already (完成情况): such a heading speaks for what stands below it alone.

heading, year → `half_of_heading`; path, words → `local_half`; title → `announced_by`
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SEVERAL = r"[一二三四五六七八九十两几\d]"
REVIEW = re.compile(
    r"回顾|回眸|回望|总结|小结|(?:完成|落实|执行|开展|推进|进展|履职|工作)情况|(?:主要|特色|典型|基本)做法|工作亮点|亮点工作|特色工作|上半年"
    r"|[今本]年以来|取得的?(?:新|主要|重大|显著)?的?(?:成[绩效就]|进展|突破)|(?:工作|发展|主要|历史性)成[就绩效]|肯定成绩|过去工作|[本上]一?届政府"
    rf"|过去(?:的)?{_SEVERAL}|{_SEVERAL}年来|[这前]{_SEVERAL}年|前{_SEVERAL}+个(?:月|季度)|前[一二三]?季度|去年|上年|(?:主要|所)做的?(?:主要)?工作|做了(?:哪些|什么)|开展的?(?:主要)?工作$|(?:工作|任务|措施|做法)(?:及|和|与|、)(?:取得的?)?(?:主要)?成[效绩果]|(?:^|[章篇部分、.．)）])\s*发展基础$"
    r"|(?i:\b(?:review|summary|achiev\w+|accomplish\w+|progress|results|looking back|(?:last|past) year)\b)"
)
PLAN = re.compile(
    r"安排|部署|打算|建议|(?:主要|重点|目标|工作|中心|总体|年度|全年|各项|战略|奋斗|年的?)任务|重点工作|工作重点|总体要求|(?:总体|发展|工作)思路|(?:主要|预期|奋斗|发展|总体|工作)目标|(?:主要|总体|工作)考虑|展望"
    r"|下一?步|下一?阶段|接下来|后续工作|今后|今年(?!以来)|明年|来年|新的?一年|下半年|后[三四五六七八九]个月|四季度|工作计划|年度?计划$|谋划|设想|工作要点|努力方向|改进(?:措施|方向)|民生实事"
    r"|(?i:\b(?:plans?|priorit\w+|tasks|goals|objectives|targets|next (?:year|steps?)|outlook|agenda|this year)\b)"
)
_announcing = re.compile(r"安排|部署|打算|建议|思路|计划|展望|考虑|要点|谋划|设想|(?i:\bplans?\b|\bnext\b)")
"""Words of a heading that announce even where its year is over."""
_done = re.compile(r"(?:完成|落实|执行|开展|推进|进展|履职)情况|(?:任务|工作|项目|建设)进展$")
_year = re.compile(r"((?:19|20)\d{2})(?:\s*年|(?<=\b....)(?=$|[,:;.)]?(?:\s|$)))")
"""A year: in Chinese before 年, else a word of its own."""
_era = re.compile("“?(十|十[一二三四五六七])五”?(?![一二三四五六七八九十年项个])")
"""A five-year plan, from the tenth (2001 to 2005) on."""
_nth = re.compile("第(十[一二三四五六七]?)个五年")
_sums_up = re.compile(
    rf"{REVIEW.pattern}|汇报|述职|情况(?:的?(?:报告|分析|通报|材料|说明))?(?=[\W\d]|$)|形势分析|运行分析"
)
_plans = re.compile(rf"{PLAN.pattern}|计划|要点|思路|方案|目标")
_part_of_year = re.compile(r"[上下]半年|半年度?|季度|阶段|中期|年中|月")
"""Words of a title: what sums up, what plans, what is no whole year."""
_below_plan = re.compile(r"^(?:下一?步|下一?阶段|接下来|今后|明年|来年|下半年)|(?:打算|努力方向|改进措施|整改措施)$")
_below_review = re.compile(
    r"^(?:主要|特色|典型|基本)做法|(?:完成|落实|执行|开展|推进|进展)情况$|^(?:工作|主要|取得的?)?(?:成效|亮点)$"
)
_opens_ahead = re.compile(
    r"^[【\[]?(?:各位代表[！，])?(?:下一?步|下一?阶段|接下来|今后|明年|来年|新的一年|下半年|四季度)"
    r"(?:工作)?(?:计划|打算|安排|思路|重点)?(?:[，,：:】\]]|中|里|(?:我|全)[们局区市县镇乡街]|[还也再]?(?:要|将|拟|准备))"
)


def years_in(text: str) -> list[int]:
    """Give the years a text names, in order.

    Examples
    --------
    >>> years_in("2023年总结和2024年安排"), years_in("Goals for 2025"), years_in("新增2024个")
    ([2023, 2024], [2025], [])
    """
    return [int(found) for found in _year.findall(text)]


def eras_in(text: str) -> list[int]:
    """Give the last year of each five-year plan a text names, in order.

    Examples
    --------
    >>> eras_in("“十四五”时期发展成就和“十五五”时期主要任务"), eras_in("“十五”计划完成情况"), eras_in("十五年来")
    ([2025, 2030], [2005], [])
    """
    return [2005 + 5 * "十一二三四五六七".index(found[-1]) for found in _era.findall(text)]


def opening_year_of(title: str) -> int | None:
    """Give the first year of the five-year plan whose text a title heads, or None.

    Examples
    --------
    >>> opening_year_of("东城县国民经济和社会发展第十三个五年规划纲要"), opening_year_of("“十四五”规划实施情况报告")
    (2016, None)
    """
    eras = eras_in(_nth.sub(r"\1五", title))
    return max(eras) - 4 if eras and re.search("规划|纲要", title) and not _sums_up.search(title) else None


def half_of_heading(text: str, year: int | None) -> str:
    """Give the half a heading names, or the empty string.

    Parameters
    ----------
    text
        The heading, with its number or without.
    year
        The year the plan is for, where it is known.

    Examples
    --------
    >>> half_of_heading("一、2023年工作回顾", 2024), half_of_heading("二、2024年主要工作", 2024)
    ('review', 'plan')
    >>> half_of_heading("三、加强政府自身建设", 2024), half_of_heading("2023年总结和2024年安排", 2024)
    ('', '')
    >>> [half_of_heading("2023年主要目标任务", year) for year in (2023, 2024)]
    ['plan', 'review']
    """
    review, plan = bool(REVIEW.search(text)), bool(PLAN.search(text))
    announces = bool(_announcing.search(text))
    if _done.search(text) and not announces:
        return "review"
    years, eras = years_in(text), eras_in(text)
    is_over = bool(years or eras) and year is not None and max(years + eras) < year
    if plan and not review:
        return "review" if is_over and not announces else "plan"
    if review and not plan:
        return "review"
    if not review and (years or is_over) and year and re.search("工作|发展|实事|目标", text):
        return "review" if is_over else "plan"
    return ""


class Announced(NamedTuple):
    """What a title announces: its `half` (``both``: a review and then a plan), and the year it plans for."""

    half: str
    year: int | None


def announced_by(title: str) -> Announced:
    """Tell what a title, or a sentence that leads in (现将…情况汇报如下), announces.

    A summary of a year stands before the plan for the next; where it is of part of a year, the year tells nothing.

    Examples
    --------
    >>> announced_by("东城街道2018年工作总结")
    Announced(half='review', year=2019)
    >>> announced_by("2018年工作小结暨2019年工作安排")
    Announced(half='both', year=2019)
    >>> announced_by("2018年上半年工作汇报"), announced_by("2024年政府工作报告")
    (Announced(half='review', year=None), Announced(half='', year=None))
    """
    sums_up, plans = _sums_up.search(title), _plans.search(title)
    half = "review" if sums_up and not plans else "plan" if plans and not sums_up else ""
    if sums_up and plans and sums_up.start() < plans.start():
        half = "both"
    planned, reviewed = [], []
    _, *dated = _year.split(title)
    for found, words in zip(dated[::2], dated[1::2], strict=True):
        if _sums_up.search(words):
            reviewed.append(int(found) + 1)
        elif _plans.search(words):
            planned.append(int(found))
    year = max(planned or reviewed, default=None)
    return Announced(half, None if _part_of_year.search(title) else year)


def looks_ahead(text: str) -> bool:
    """Whether an item opens with what comes next (下一步，…)."""
    return bool(_opens_ahead.match(text))


def local_half(path: tuple[str, ...]) -> str:
    """Give the half that a heading below the first names for what stands under it, or the empty string.

    Examples
    --------
    >>> local_half(("2023年工作总结", "作风建设", "下一步打算")), local_half(("下一步打算", "作风建设"))
    ('plan', '')
    """
    for name in path[:0:-1]:
        if _below_plan.search(name):
            return "plan"
        if _below_review.search(name):
            return "review"
    return ""
