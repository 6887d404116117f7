"""What the figures of a text are about: each with the name of what it counts, and whether it is a change or a level.

A name stands before its figure (地区生产总值增长5%), or after it where only a verb stands before (新建15所学校); where
nothing does, the figure is about what the one before was about (…达到402亿元，增长6%). Lists are taken apart: A、B分别
增长5%、6%.

    text → statements() → [Statement], in reading order
"""

from __future__ import annotations

import re
from typing import NamedTuple

from topics.analyse.stated.figures import Figure, figures
from topics.analyse.stated.words import JOINTS, NUMBERED, lexicon, patterns

_CLAUSE = re.compile(r"(?:[^，,；;：:。！？!?\n]|(?<=\d),(?=\d{3}))+")
_STOP = re.compile(r"[。！？!?\n]")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_LOOSE = re.compile(r"^[^（）]*）|^[^()]*\)")
_MARKS = re.compile(r"[\s“”\"'（）()《》〈〉【】：:·*#\-—－]+")
_LONGEST = 24
"""Characters of a name; of longer words the last are kept."""
_SHORTEST = 2
_PASSING = 14
"""Most characters of a clause without a figure that names what the next clause counts: 高新技术企业稳步增加，达到…"""
_GROWTH_AFTER = re.compile(
    r"的?(?:年均)?(?:平均)?(?:速度)?(?:增长|增速|增幅|提高|提升|下降)(?!极|点|动能|[约近超达]?到?[\d０-９])"
)
_COUNTED = re.compile(r"^.*\d[^、]{0,6}、")
_ORIGIN = re.compile(r"[从由](?:(?:19|20)\d\d年[底末初]?的?|[上去]年[底末初]?的?)?$")
_AMOUNT = re.compile(r"总量|总数|数量|总额|规模|总规模|累计")
_LIST_IN_QUOTES = re.compile(r"(?<=“)[^“”]*(?=”)")
_JOINED = re.compile(r"(?:以及|[、和与及])$")
_CIRCUMSTANCE = re.compile(r"在|面向|围绕|利用|通过|依托|聚焦|结合|从|向|因地制宜|针对|深入|扎实|加快|大力|全力|积极")
_NOUN_AFTER = re.compile(
    r"(?!/)(?:\d?[A-Z]+级?)?(?:“[^“”]{1,14}”)?(?:[^、和与及以或并等的多余，（）\d\s]|等(?=[奖级])|(?<=[高中])等){1,18}"
)
_STANDING = re.compile(
    r"(?:均|都|仍|继续|连续)?(?:稳居|位居|居|排名|排在|排|位列|列|跻身|进入|保持)[^，、]{0,8}"
    r"(?:第[一二三四五六七八九十\d]+[位名]?|前[一二三四五六七八九十\d]+[位强名]?|首位|前列|领先)"
)
"""Words that say where what was named before stands, and name nothing themselves."""
_LASTING = re.compile(r"连续[\d一二三四五六七八九十两多]+个?(?:年|月|季度|天)$")
_SINCE = re.compile(r"(?:较|比|与)[^，、]{1,8}")
"""What a growth is counted from: 较“十三五”末增长16%."""
_ONE_OF = re.compile(r"[^，。；、]{1,20}之一")
_FRACTION = re.compile(r"占|比重|比例|增速|增幅|涨幅|总量(?!$)|高于|快于|低于")


class Statement(NamedTuple):
    """A figure and what it is about.

    `start` and `end` are places in the text: from the words that name it, as far as they stand in its clause, to one
    past its last. `comparison` is one of `topics.tables.COMPARISONS`, or ``down_to`` for 压缩到 and the like, which
    says at most in a plan and exactly in a review.
    """

    start: int
    end: int
    indicator: str
    change: bool
    low: float | None
    high: float | None
    unit: str
    comparison: str


class _Read(NamedTuple):
    """A figure and what stands before it: the words that name it, and what the words between say.

    `growth` is 1 for words of growth, -1 for those of decline, 0 for none. `joined` is true right after another
    figure and a joint, `rate` where the word of growth is a noun (涨幅).
    """

    figure: Figure
    begin: int
    core: str
    growth: int
    comparison: str
    joined: bool
    rate: bool


def statements(text: str) -> list[Statement]:
    """Find the stated figures of a text.

    Examples
    --------
    >>> for s in statements("实现地区生产总值402.6亿元，增长6.8%；城镇、农村居民人均可支配收入分别增长5%、6%左右"):
    ...     print(s.indicator, s.change, s.low, s.unit, s.comparison)
    地区生产总值 False 402.6 亿元 eq
    地区生产总值 True 6.8 % eq
    城镇居民人均可支配收入 True 5.0 % about
    农村居民人均可支配收入 True 6.0 % about
    """
    found: list[Statement] = []
    everything = figures(text)
    subject: tuple[str, ...] = ()
    passed: list[str] = []
    seen = 0
    for clause in _CLAUSE.finditer(text):
        if _STOP.search(text, seen, clause.start()):
            subject, passed = (), []
        seen = clause.start()
        inside = [one for one in everything if clause.start() <= one.first < clause.end()]
        if not inside:
            passed.append(clause.group())
            continue
        runs = _runs(_read(text, clause.start(), inside))
        if passed and runs and len(runs[0][0].core) <= _PASSING:
            subject = next(filter(None, map(_in_passing, reversed(passed))), subject)
        passed = []
        for number, run in enumerate(runs):
            following = runs[number + 1][0].figure.first if number + 1 < len(runs) else clause.end()
            after = text[run[-1].figure.last : max(following, run[-1].figure.last)]
            ends = number + 1 == len(runs) or bool(_JOINED.search(after))
            stated, names = _of_run(run, after, subject, ends=ends)
            if found and names is subject and found[-1].change and found[-1].unit == "%":
                stated = [one._replace(change=one.change or one.unit == "%") for one in stated]  # 增长5%，力争达到6%
            found += stated
            subject = names or subject
    return found


def _read(text: str, start: int, inside: list[Figure]) -> list[_Read]:
    """Read what stands before each figure of a clause; of 从4%提高到5% only the second counts."""
    read: list[_Read] = []
    at, began, held = start, start, ""
    for number, figure in enumerate(inside):
        before = held + text[at : figure.first]
        origin = _ORIGIN.search(before) if number + 1 < len(inside) else None
        if origin and re.search("[到至为]", text[figure.last : inside[number + 1].first]):
            at, held = figure.last, before[: origin.start()]
            continue
        counted = _JOINED.search(before) if read and not held else None
        if counted and JOINTS.sub("", before):  # 62个项目和37个企业: the words before it are what the other counts
            began, before = at + counted.end(), ""
        if not _chooses(text, figure, one := _reading(figure, began, before, first=not read)):
            read.append(one)
        at, began, held = figure.last, figure.last, ""
    return read


def _chooses(text: str, figure: Figure, read: _Read) -> bool:
    """Whether a figure chooses among things rather than counts them: 超5亿元项目, 低于1万元的人口, 5个试点之一."""
    if _ONE_OF.match(text, figure.last):
        return True
    money = figure.unit.endswith("元") and read.comparison in {"ge", "le"} and not figure.said
    following = text[figure.last : figure.last + 1]
    return money and (following == "的" or (following.isalpha() and not JOINTS.match(following)))


def _reading(figure: Figure, begin: int, before: str, *, first: bool) -> _Read:
    """Take the words before a figure apart, from the figure outwards."""
    known = patterns()
    joint = JOINTS.match(before)
    words = before
    if not first and joint:
        words, begin = before[joint.end() :], begin + joint.end()
    opened = max(words.rfind("（"), words.rfind("("))
    if opened >= 0 and "）" not in words[opened:] and ")" not in words[opened:]:
        words = words[opened + 1 :]
    core = _LOOSE.sub("", _BRACKETS.sub("", words)).strip()
    number = NUMBERED.match(core)
    core = core[number.end() :] if number else core
    growth, comparison, to, rate = 0, "", False, False
    while match := known.tail.search(core):
        word = match.group()
        if word in known.down_to:
            comparison, to = comparison or "down_to", True
        elif word in known.comparisons:
            comparison = comparison or known.comparisons[word]
        elif word in known.growth and not growth and (not to or word in known.rates):
            growth, rate = known.growth[word], word in known.rates
        to = to or word in known.to or (word[0] in "到至" and not growth)
        core = core[: match.start()].rstrip()
    return _Read(figure, begin, core, growth, comparison, not first and joint is not None, rate)


def _runs(read: list[_Read]) -> list[list[_Read]]:
    """Put figures together of which only the first is named: 5%、6%和7%; a sum after a growth is one of its own."""
    runs: list[list[_Read]] = []
    for one in read:
        sum_of_grown = runs and runs[-1][0].growth and runs[-1][0].figure.unit == "%" != one.figure.unit
        if runs and one.joined and not one.core and not one.growth and not sum_of_grown:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _of_run(
    run: list[_Read], after: str, subject: tuple[str, ...], *, ends: bool
) -> tuple[list[Statement], tuple[str, ...]]:
    """State the figures of one run, and give the names of what they count."""
    head = run[0]
    names, spoken = _names(head, after, subject, len(run), ends=ends)
    said = {one.figure.said for one in run if one.figure.said}
    shared = said.pop() if len(said) == 1 and len(names) == len(run) > 1 else ""
    growing = _GROWTH_AFTER.match(after)
    stated = []
    for number, one in enumerate(run):
        own = (names[number],) if len(names) == len(run) else names
        figure = one.figure
        comparison = figure.said or shared or one.comparison or head.comparison or "eq"
        sign = one.growth or head.growth or (1 if growing and one is run[-1] else 0)
        for name in own:
            others = len(names) > 1 and name.endswith("率") and head.rate  # 失业率、价格涨幅分别控制在5%、3%
            grown = bool(sign) and not others
            change = grown or figure.growth or figure.unit.endswith("百分点") or name in lexicon().changes
            low, high = figure.low, figure.high
            if grown and sign < 0 and low is not None and high is not None:
                low, high = -high, -low
            end = figure.last + (spoken if one is run[-1] else 0)
            stated.append(Statement(one.begin, end, name, change, low, high, figure.unit, comparison))
    return stated, names


def _names(head: _Read, after: str, subject: tuple[str, ...], n: int, *, ends: bool) -> tuple[tuple[str, ...], int]:
    """Name what the figures of a run count, and say how many characters after the last of them belong to the name."""
    core = _plain(head.core)
    listed = _listed(head.core) or _listed(core)
    if listed:
        return listed, 0
    verb = patterns().doing.fullmatch(core)
    noun = _NOUN_AFTER.match(after) if not head.growth and head.figure.unit not in {"%", "倍"} else None
    if noun and (ends or verb or len(core) < _SHORTEST) and not _GROWTH_AFTER.match(after):
        return (_short(_from_verb(core)) + _MARKS.sub("", noun.group()),), noun.end()
    if len(core) < _SHORTEST or (subject and _names_nothing(core, growing=bool(head.growth))):
        return subject, 0
    if subject and (verb or _FRACTION.match(core)):
        return tuple(_short(_put_together(core, name, verb=bool(verb))) for name in subject), 0
    parts = tuple(part for part in JOINTS.split(core) if part)
    named = parts if n > 1 and len(parts) == n else (_from_verb(core),)
    return tuple(map(_short, named)), 0


def _names_nothing(core: str, *, growing: bool) -> bool:
    """Whether words before a figure only say more of what was named before: 总量, 稳居全国前十, 较“十三五”末."""
    return bool(_AMOUNT.fullmatch(core) or _STANDING.fullmatch(core) or (growing and _SINCE.fullmatch(core)))


def _put_together(core: str, name: str, *, verb: bool) -> str:
    """Say of what was named before what is said now: its 占比, or 竣工 of what was 新建."""
    return core + (patterns().doing.sub("", name, count=1) or name) if verb else name + core


def _in_passing(clause: str) -> tuple[str, ...]:
    """Name what a clause without a figure is about, if it is short."""
    if len(clause) > 2 * _PASSING:
        return ()
    reading = _reading(Figure(len(clause), len(clause), None, None, "", ""), 0, clause, first=True)
    core = _plain(reading.core)
    if _STANDING.fullmatch(core):
        return ()
    return _listed(reading.core) or ((core,) if _SHORTEST <= len(core) <= _PASSING else ())


def _listed(core: str) -> tuple[str, ...]:
    """Give the listed indicators that the words name once fillers before them are dropped."""
    while True:
        names = lexicon().find(core)
        head = patterns().head.match(core)
        if names or not core or not head or not head.group():
            return names
        core = core[head.end() :]


def _plain(core: str) -> str:
    """Drop the fillers before a name, and marks."""
    core = _LIST_IN_QUOTES.sub(lambda quoted: JOINTS.sub("", quoted.group()), core)
    core = _MARKS.sub("", core)
    while (head := patterns().head.match(core)) and head.group():
        core = core[head.end() :]
    return _LASTING.sub("", core)


def _from_verb(core: str) -> str:
    """Begin a name after the last number in it, and after a circumstance: 在六个小区加装电梯 is 加装电梯."""
    core = _COUNTED.sub("", core)
    if not _CIRCUMSTANCE.match(core):
        return core
    verbs = (verb for verb in patterns().doing.finditer(core, 1, len(core) - 2) if len(verb.group()) > 1)
    return core[next((verb.start() for verb in verbs), 0) :]


def _short(name: str) -> str:
    """Keep the last characters of a long name, from its last 的 on if that leaves enough."""
    if len(name) <= _LONGEST:
        return name
    tail = name.rpartition("的")[2]
    return tail if 2 < len(tail) <= _LONGEST else name[-_LONGEST:]
