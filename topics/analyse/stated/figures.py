"""Which numbers of a text are figures: a number with a unit that counts something.

Years, dates, numbering, names with numbers in them ("1+6", “十四五”), thresholds (50亿元以上项目) and sizes that name a
thing (30万吨级) are not.

    text → figures() → [Figure], in reading order
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from topics.analyse.stated.words import Lexicon, any_of, lexicon

_PLAIN = str.maketrans("０１２３４５６７８９．％＋，", "0123456789.%+，")
"""Wide digits and signs to narrow ones, character by character, so that places stay the same."""
_LARGE, _SEVERAL = 10, 2
"""Whole numbers in Chinese characters count from the first on; from the second right after a verb of doing."""
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千]{1,9}"
_TENTHS = re.compile(r"([一二三四五六七八九])成([一二三四五六七八九半])?(?![不立员为果长功分品就本都])")
_PER_CENT = re.compile(rf"百分之({_CHINESE}|{_ARABIC})(?:点({_CHINESE}))?")
_TWO_DIGITS = re.compile(r"两位数")
_DOUBLED = re.compile(r"翻(?:了)?([一两])?番")
_FLAT = re.compile(r"(?:(?:与|和|同|较)?(?:上年|去年|上一年|上年度|上年同期|\d{4}年))?(?:基本|大体|总体|大致)?持平")
_ECONOMY = (
    r"(?:全[国省市区县州]|国民)?(?:经济(?:社会)?(?:增长|发展|增速)?|(?:地区)?生产总值(?:增长|增速)?|GDP(?:增长|增速)?)"
)
_IN_STEP = re.compile(
    rf"(?:与|和|同|跟){_ECONOMY}(?:速度|水平)?(?:能够)?(?:保持|实现|总体|大体)?(?:基本)?同步(?:增长|提高)?"
)
_QUOTED = re.compile(r"“[^“”]{1,14}”|《[^《》]*》|〔[^〔〕]*〕|\[[^\[\]]*\]")
_LATIN = re.compile(r"[A-Za-z0-9×xX*.+\-/~]")
_KINDS = re.compile(r"企业|项目|产业|级|园区|集群|镇|村")
_NOT_CHINESE_AFTER = re.compile(r"[第每这那同上下另任逐某各几数前后十百千万亿初其的之]$|[0-9零一二两三四五六七八九十]$")


class Figure(NamedTuple):
    """A number as it stands in a text.

    `low` and `high` are null for ``flat`` and ``in_step``. `first` is where the number begins, `last` one past its
    unit and the word after it (以上, 左右). `said` is the comparison of that word, empty where there is none; `growth`
    is true where the number itself is one of growth (两位数, 翻一番).
    """

    first: int
    last: int
    low: float | None
    high: float | None
    unit: str
    said: str
    growth: bool = False


def figures(text: str) -> list[Figure]:
    """Find the figures of a text.

    Examples
    --------
    >>> [(f.low, f.high, f.unit, f.said) for f in figures("“十四五”以来，学位新增1.2万个以上，增长5%—6%，亩产增三成")]
    [(1.2, 1.2, '万个', 'ge'), (5.0, 6.0, '%', 'range'), (30.0, 30.0, '%', '')]
    >>> figures("2024年3月，“1+6”体系、50亿元以上项目和第3个五年，建30万吨级码头")
    []
    """
    plain = text.translate(_PLAIN)
    patterns = _patterns()
    names = [match.span() for match in _QUOTED.finditer(plain)]
    found: list[Figure] = []
    for figure in (*_arabic(plain, patterns), *_chinese(plain, patterns), *_worded(plain, patterns)):
        inside = any(start <= figure.first and figure.last <= end for start, end in names)
        if not inside and not any(one.first < figure.last and figure.first < one.last for one in found):
            found.append(figure)
    return sorted(found)


class _Patterns(NamedTuple):
    arabic: re.Pattern[str]
    chinese: re.Pattern[str]
    after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    comparisons: dict[str, str]
    thresholds: tuple[str, ...]
    counts: frozenset[str]
    doing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    known: Lexicon = lexicon()
    words, lists = known.words, known.figures
    comparisons = {word: sign for sign in ("at_least", "at_most", "about") for word in words[f"after_{sign}"]}
    signs = {"at_least": "ge", "at_most": "le", "about": "about"}
    more = r"[多余]?"
    size = r"(?:[十百千]?万亿?|亿)?"
    unit = rf"(?P<unit>{size}{more}{any_of(lists['units'])}(?:/{any_of(lists['per'])})?)"
    upper = rf"(?:{size}{any_of(lists['units'])})?(?:-|—|–|－|~|～|至|到){{1,2}}(?P<high>{_ARABIC})"
    number = rf"(?P<low>{_ARABIC})(?:{upper})?"
    return _Patterns(
        re.compile(rf"{number}{more}{unit}"),
        re.compile(rf"(?P<low>{_CHINESE})(?P<unit>万?亿?{more}{any_of(lists['after_chinese'])})"),
        re.compile(any_of(tuple(comparisons))),
        re.compile(any_of(lists["not_before"])),
        re.compile(any_of(lists["not_after"]) + "$"),
        {word: signs[sign] for word, sign in comparisons.items()},
        lists["thresholds"],
        frozenset(lists["after_chinese"]) - {"公里", "亩", "倍", "元", "亿元", "万元", "平方米"},
        re.compile(any_of(words["doing"]) + "(?:了)?$"),
    )


def _arabic(text: str, patterns: _Patterns) -> list[Figure]:
    found: list[Figure] = []
    for match in patterns.arabic.finditer(text):
        if _names_something(text, match.start(), match.end(), patterns):
            continue
        unit = match["unit"].replace("多", "").replace("余", "")
        last, said = _after(text, match.end(), patterns)
        said = said or ("ge" if re.search("[多余]", match.group()) else "")
        if _threshold(text, last, unit, said, patterns):
            continue
        first, digits = match.start(), match["low"]
        if first == 0 and "." in digits and unit in patterns.counts:
            first, digits = (
                match.start("low") + digits.index(".") + 1,
                digits.partition(".")[2],
            )  # 1.52个项目 opens item 1
        low = _value(digits)
        high = _value(match["high"]) if match["high"] else low
        if match["high"] and (text[first - 1 : first] in {"从", "由"} or high <= low):
            first, low = match.start("high"), high  # the first is where it came from
        found += _sharing(text, first, unit)
        found.append(Figure(first, last, low, high, unit, "range" if high > low else said))
    return found


def _sharing(text: str, first: int, unit: str) -> list[Figure]:
    """Give the numbers before a figure that share its unit: the 5 of 5、6%."""
    found: list[Figure] = []
    while True:
        before = re.search(rf"(?<![\d.A-Za-z第])({_ARABIC})[、和]$", text[:first])
        if not before or unit in {"个", "项", "条", "件"}:
            return found
        first = before.start()
        value = _value(before[1])
        found.append(Figure(first, before.end(1), value, value, unit, ""))


def _chinese(text: str, patterns: _Patterns) -> list[Figure]:
    """Numbers in Chinese characters: those of 十 and over, small ones only right after a verb of doing."""
    found = []
    for match in patterns.chinese.finditer(text):
        value, before = number_of(match["low"]), text[: match.start()]
        large = match["unit"][0] in "万亿" or value >= _LARGE
        if value < 1 or _NOT_CHINESE_AFTER.search(before) or _names_something(text, *match.span(), patterns):
            continue
        if not large and (value < _SEVERAL or not patterns.doing.search(before)):
            continue
        unit = re.sub("[多余]", "", match["unit"])
        last, said = _after(text, match.end(), patterns)
        if not _threshold(text, last, unit, said, patterns):
            said = said or ("ge" if unit != match["unit"] else "")
            found.append(Figure(match.start(), last, float(value), float(value), unit, said))
    return found


def _worded(text: str, patterns: _Patterns) -> list[Figure]:
    """Numbers that words state: 三成, 百分之五, 两位数, 翻一番, 持平, 与经济增长同步."""
    found = []
    for match in _TENTHS.finditer(text):
        tail = match[2] or "零"
        value = 10.0 * _DIGITS[match[1]] + (5 if tail == "半" else _DIGITS[tail])
        last, said = _after(text, match.end(), patterns)
        found.append(Figure(match.start(), last, value, value, "%", said))
    for match in _PER_CENT.finditer(text):
        whole = _value(match[1]) if match[1][0].isdigit() else float(number_of(match[1]))
        part = "".join(str(_DIGITS.get(sign, 0)) for sign in match[2] or "")
        value = float(f"{whole:.0f}.{part}") if part else whole
        last, said = _after(text, match.end(), patterns)
        found.append(Figure(match.start(), last, value, value, "%", said))
    for match in _TWO_DIGITS.finditer(text):
        last, _ = _after(text, match.end(), patterns)
        found.append(Figure(match.start(), last, 10.0, 10.0, "%", "ge", growth=True))
    for match in _DOUBLED.finditer(text):
        value = 300.0 if match[1] == "两" else 100.0
        found.append(Figure(match.start(), match.end(), value, value, "%", "", growth=True))
    found += [Figure(*match.span(), None, None, "", "flat", growth=True) for match in _FLAT.finditer(text)]
    found += [Figure(*match.span(), None, None, "", "in_step", growth=True) for match in _IN_STEP.finditer(text)]
    return found


def _names_something(text: str, first: int, last: int, patterns: _Patterns) -> bool:
    """Whether the number is part of a name or counts a place: G60, 第3位, 前10名, 30万吨级, 60岁."""
    before = text[max(0, first - 3) : first]
    if text.startswith("24小时", first):
        return True  # all day long
    sticks = bool(before) and bool(_LATIN.match(before[-1])) and before[-1] not in "-+"
    return sticks or bool(patterns.not_after.search(before)) or bool(patterns.not_before.match(text, last))


def _after(text: str, last: int, patterns: _Patterns) -> tuple[int, str]:
    """Give the place after the word that qualifies a figure, and its comparison."""
    match = patterns.after.match(text, last)
    return (match.end(), patterns.comparisons[match.group()]) if match else (last, "")


def _threshold(text: str, last: int, unit: str, said: str, patterns: _Patterns) -> bool:
    """Whether the figure chooses among things rather than counts them: 50亿元以上项目, 十亿元企业."""
    following = text[last : last + 1]
    noun = following.isalpha() and text[last : last + 2] not in {"的增", "增长"} and following not in "和与及或、"
    if unit.endswith("元") and _KINDS.match(text, last):
        return True
    return said in {"ge", "le"} and noun and unit.lstrip("万亿千百十") in patterns.thresholds


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def number_of(signs: str) -> int:
    """Read a whole number in Chinese characters; 0 where the characters make none.

    Examples
    --------
    >>> number_of("三百二十"), number_of("十五"), number_of("两千零六"), number_of("千百")
    (320, 15, 2006, 0)
    """
    total, digit = 0, 0
    for place, sign in enumerate(signs):
        if sign in _DIGITS:
            if digit:
                return 0
            digit = _DIGITS[sign]
        elif digit or (sign == "十" and (place == 0 or signs[place - 1] in "零〇百千")):
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            return 0
    return total + digit
