"""The figures of a clause: value, unit, and how two clauses on one matter compare.

A figure is a number with a unit of measure (2.6公里, 1.2万人次, 5%); dates, ordinals and times of day are none.

text → figures() → Figures; two texts → compared() → planned and reported figures of one unit
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|千瓦时|万千瓦|千瓦|兆瓦|公里|公顷|公斤|标准箱|标箱|人次|车次|场次|批次|班次|架次"
    "|美元|%|％|‰|℃|亩|户|家|个|套|间|座|条|台|辆|所|处|张|株|吨|元|人|名|项|次|件|场|斤|倍|支|片|棵|部|栋|幢|位|例|宗|笔|列|班"
    "|艘|架|米|千米|孔|眼|口|只|头|对|块|面|本|册|篇|门|类|种|级|层|幅|款|床|度|分贝|毫米|厘米|微克|毫克|克|升|瓦|比特|基站|车位|泊位|天|小时|分钟"
)
_FIGURE = re.compile(
    rf"(?<![0-9.第])(?P<value>[0-9]+(?:[,，][0-9]{{3}})*(?:\.[0-9]+)?)\s*(?:余|多|来)?(?P<scale>万亿|千万|百万|十万|[亿万千百])?"
    rf"(?:余|多)?(?P<unit>{_UNITS})"
)
_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_SAME_UNIT = {"％": "%", "百分点": "个百分点", "名": "人", "位": "人", "标箱": "标准箱", "千米": "公里"}
_LESS_IS_MORE = re.compile(
    r"压缩[到至]|压减[到至]|降[到至低]+[到至]|减少[到至]|控制在|不超过|以内|不高于|(?<!不)低于|缩短[到至]"
)
_GAIN = re.compile(r"新增|净增|新建|新培育|新引进|新认定|再增|增加(?![到至])")
_LEVEL = re.compile(r"[增升提扩][加长高大]?[到至]|达到?|突破|超过|累计|总数|总量|共有|拥有|保持|稳定在")
_RANK = re.compile(r"国家级|省级|市级|区级|县级")
_CONTEXT = 6
"""Characters before a figure that say what it counts."""


@dataclass(frozen=True)
class Figure:
    """A figure in a text.

    Parameters
    ----------
    value
        In the plain unit: 1.2万 is 12000.
    unit
        Its usual form: ％ is %, 名 is 人.
    words
        As it stands.
    start, end
        Characters of the text, the end exclusive.
    """

    value: float
    unit: str
    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Compared:
    """A figure of the earlier text and its counterpart in the later one.

    Parameters
    ----------
    earlier, later
        The two figures.
    reached
        True where the later one is no worse: no smaller, or no greater where less is the aim.
    """

    earlier: Figure
    later: Figure
    reached: bool


def figures(text: str) -> list[Figure]:
    """Give the figures of a text in order.

    Examples
    --------
    >>> [(figure.value, figure.unit) for figure in figures("10月底前建成2.6公里，培训1.2万人次，增长5％")]
    [(2.6, '公里'), (12000.0, '人次'), (5.0, '%')]
    """
    found = []
    for match in _FIGURE.finditer(text):
        value = float(re.sub("[,，]", "", match["value"])) * _SCALES[match["scale"] or ""]
        unit = _SAME_UNIT.get(match["unit"], match["unit"])
        found.append(Figure(round(value, 6), unit, match.group(), match.start(), match.end()))
    return found


def compared(earlier: str, later: str) -> list[Compared]:
    """Compare the figures of two clauses on the same matter.

    A figure's counterpart has the same unit; of several, the one whose words around it are most like, the first where
    none is liker. Of several figures with one counterpart the one most like it has it. What is added (新增) is not held
    against what there is in all (达到), nor what is of one rank (省级) against another. A figure without a counterpart
    is left out.

    Examples
    --------
    >>> [(one.earlier.words, one.later.words, one.reached) for one in compared("改造小区32个", "改造完成24个")]
    [('32个', '24个', False)]
    >>> [one.reached for one in compared("办理时间压缩到1个工作日", "压缩到0.5个工作日")]
    [True]
    >>> [one.later.words for one in compared("绿化500万亩、治沙130万亩、种草800万亩", "绿化693万亩、治沙228万亩")]
    ['693万亩', '228万亩']
    """
    others = figures(later)
    less = bool(_LESS_IS_MORE.search(earlier))
    nearest: dict[Figure, tuple[int, Figure]] = {}
    for figure in figures(earlier):
        like = {
            one: _likeness(earlier, figure, later, one) for one in others if _comparable(earlier, figure, later, one)
        }
        if like:
            counterpart = max(like, key=lambda one: like[one])
            if counterpart not in nearest or like[counterpart] > nearest[counterpart][0]:
                nearest[counterpart] = (like[counterpart], figure)
    pairs = sorted(((figure, other) for other, (_, figure) in nearest.items()), key=lambda pair: pair[0].start)
    return [
        Compared(figure, other, other.value <= figure.value if less else other.value >= figure.value)
        for figure, other in pairs
    ]


def _comparable(text: str, figure: Figure, other_text: str, other: Figure) -> bool:
    """Tell whether two figures have one unit, are both gains or both levels, and of things of one rank."""
    if figure.unit != other.unit:
        return False
    kinds, ranks = [], []
    for words, one in ((text, figure), (other_text, other)):
        before = words[max(0, one.start - _CONTEXT) : one.start]
        kinds.append("gain" if _GAIN.search(before) else "level" if _LEVEL.search(before) else "")
        ranks.append(set(_RANK.findall(words[max(0, one.start - 2 * _CONTEXT) : one.start])))
    return set(kinds) != {"gain", "level"} and not (ranks[0] and ranks[1] and not ranks[0] & ranks[1])


def _likeness(text: str, figure: Figure, other_text: str, other: Figure) -> int:
    """Count the characters that stand before both figures."""
    before = text[max(0, figure.start - _CONTEXT) : figure.start]
    other_before = other_text[max(0, other.start - _CONTEXT) : other.start]
    after, other_after = text[figure.end : figure.end + 3], other_text[other.end : other.end + 3]
    return len(set(before) & set(other_before)) + len(set(after) & set(other_after))
