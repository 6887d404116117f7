"""Which headings stand above each paragraph.

Headings are numbered (一、 （一） 1. 第一章 #) or bare (a short line without a stop), stand alone or run into their
paragraph (「（一）抓好学习，统领工作。坚持…」). Which style ranks above which follows the usual order of official
documents and, within one style, the numbers: a 一、 inside 三、 is a level of its own when its count starts anew.

    passages → `outline` → blocks
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from topics.read.frames import frame_of, frame_of_section
from topics.read.numbering import Label, label_at
from topics.read.spans import Passage, tidy

JOINER = " › "
_RANKS = {
    "chapter": 0,
    "section": 1,
    "bare-top": 2,
    "bare-mid": 2.5,
    "cn": 3,
    "cn-paren": 4,
    "bare": 4.5,
    "bare-stop": 4.6,
    "arabic": 5,
    "arabic-paren": 6,
    "circled": 7,
    "shi": 8,
    "yao": 8,
    "ordinal": 8,
    "first": 8,
    "dash": 8,
    "bullet": 9,
}
_ITEMS = ("shi", "yao", "ordinal", "first", "arabic-paren")
RUN_IN = ("chapter", "section", "cn", "cn-paren", "arabic", "arabic-paren")
_MOST_HEADING = 60
_MOST_LEAD = 50
_STOPS = "。！？；!?;"
_named_lead = re.compile(
    r"(?:指导思想|(?:总体|基本|工作)?(?:要求|思路|目标|原则)|(?:主要|工作|预期|奋斗)(?:目标|任务|措施|做法|成效|问题))[:：]"
)
"""What a section is usually called, run into its paragraph by a colon."""
_stop = re.compile(r"[。！？；!?;]")
_TOP = re.compile(
    r"(?:20\d\d|二〇..|“?十[三四五六]五”?|过去|今年|去年|今后).{0,22}(?:回顾|总结|安排|建议|任务|工作|重点|成效|成绩|成就|思路|打算|目标|要求|部署|计划|考虑)"
    r"|.{0,10}(?:工作回顾|工作安排|主要任务|重点工作|总体要求|自身建设|工作建议|总体要求和.{0,8})|附\s*件\s*\d{0,2}|(?:20\d\d年).{0,12}(?:实事|清单)"
)
_WESTERN_TOP = re.compile(
    r"(?:(?:the|our|main|key|overall|general|work|annual)\s)*(?:review|achievements?|accomplishments|progress|priorities|goals|objectives|targets"
    r"|plans?|outlook|challenges|what we|looking (?:back|ahead))\b[^.]{0,40}$",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?:序号|\d{1,3}) \S+ \S|[（(]?(?:责任|牵头|配合|主办|协办|承办|完成)(?:单位|部门|领导|科室|人|时间|时限)[：:]"
)
"""How a row of a table begins whose cells stand in one line, or a line that says who answers for the item above it."""
_NAMED = re.compile(r"总结|计划|报告|要点|汇报")
"""Words of a title that says what the document is: another such line below it is a heading."""
_BOTH = re.compile(r"(?:总结|小结|回顾|情况|成效).*(?:安排|打算|计划|思路|要点|设想)")
"""Words of a title that announces a review and then a plan."""
_TITLE = re.compile(
    r"报告|会议|大会|市长|省长|主席|州长|盟长|区长|县长|镇长|主任|书记|(?:总结|计划|思路|要点|材料)$|讲话"
)
_TRANSITION = re.compile(
    r"(?:做好|抓好|做了|抓了|开展了|聚焦).{0,14}(?:工作|方面|任务|大事|实事)[。：:]$|如下[。：:]$|以下.{0,8}[。：:]$"
)


class Block(NamedTuple):
    """A paragraph in its place.

    `kind` is ``title``, ``heading`` or ``body``; `path` holds the headings above, outermost first, its own run-in
    heading last; `lead` is the length of the run-in heading in `passage.text`, label included, or 0; `label` is the
    mark it opens with; `frame` is what `topics.read.frames.frame_of` says.
    """

    passage: Passage
    kind: str
    path: tuple[str, ...]
    lead: int
    label: Label | None
    frame: str


@dataclass
class _Level:
    style: str
    number: int
    name: str


def outline(passages: list[Passage]) -> list[Block]:
    """Find headings and give every paragraph the path of those above it."""
    labels = [label_at(passage.text) for passage in passages]
    titles = _titles(passages, labels)
    styles = _heading_styles(passages, labels, titles)
    blocks: list[Block] = []
    stack: list[_Level] = []
    for number, (passage, label) in enumerate(zip(passages, labels, strict=True)):
        frame = "" if number in titles else frame_of(tidy(passage.text), left=len(passages) - 1 - number)
        if number in titles:
            blocks.append(Block(passage, "title", (), 0, None, "title"))
        elif number in styles:
            _enter(stack, styles[number], label, name_of(passage.text, label))
            blocks.append(Block(passage, "heading", _path(stack[:-1]), 0, label, ""))
        else:
            lead = lead_of(passage.text, label)
            goes_on = label is not None and label.style in _ITEMS and bool(blocks) and blocks[-1].frame == "problems"
            _settle(stack, "" if goes_on else frame, label, passage.text[:lead])
            path = _path(stack)
            own = bool(lead) and label is not None and label.style in RUN_IN
            above = "problems" if goes_on else frame_of_section(path[: len(path) - own])
            blocks.append(Block(passage, "body", path, lead, label, above or frame))
    return blocks


def name_of(text: str, label: Label | None) -> str:
    """Give a heading as it reads in a path: without its number and its last stop.

    Examples
    --------
    >>> name_of("（二）深化改革，扩大开放。", label_at("（二）深化改革，扩大开放。"))
    '深化改革，扩大开放'
    """
    return tidy(text[label.end if label else 0 :]).strip(" 。：:；;，,、.#*")[:_MOST_HEADING]


def _titles(passages: list[Passage], labels: list[Label | None]) -> set[int]:
    """Find the title lines: short lines without a stop before the first prose, heading or address.

    A first line worded like the heading of a part is a title where no other such line follows, or where it names both.
    """
    found: set[int] = set()
    parted = any(len(passage.text) <= _MOST_HEADING and _TOP.fullmatch(passage.text) for passage in passages[1:])
    for number, passage in enumerate(passages[:20]):
        text = passage.text
        label = labels[number]
        if (label and label.style != "dash") or len(text) > 90 or text[-1] in "。！？；：:，,!":
            break
        named = any(_NAMED.search(passages[n].text) for n in found)
        opens = not number and (not parted or bool(_BOTH.search(text)))
        if frame_of(text) or _ROW.match(text):
            break
        if _TOP.fullmatch(text) and (named or not (opens or _TITLE.search(text))):
            break
        if number and _WESTERN_TOP.match(text):
            break
        found.add(number)
    return found if len(found) < len(passages) else set()


def _heading_styles(passages: list[Passage], labels: list[Label | None], titles: set[int]) -> dict[int, str]:
    """Give the numbers of the paragraphs that are nothing but a heading, and the style of each."""
    found: dict[int, str] = {}
    for number in range(len(passages)):
        if number in titles:
            continue
        style = _standing(passages, labels, number)
        if style and not (number - 1 not in found and _goes_on_list(passages, labels, number)):
            found[number] = style
    alone = _alone_in_section(found, labels)
    found = {n: style for n, style in found.items() if n not in alone}
    bare = [n for n, style in found.items() if style == "bare"]
    labelled = [n for n, label in enumerate(labels) if label and label.style in RUN_IN]
    tops = any(style == "bare-top" for style in found.values())
    if bare and ((not labelled or bare[0] < labelled[0]) or (tops and len(bare) <= 3)):
        first = not labelled or bare[0] < labelled[0]
        for n in bare:
            found[n] = "bare-top" if "，" not in passages[n].text else "bare-mid" if first else "bare"
    return found


def _goes_on_list(passages: list[Passage], labels: list[Label | None], number: int) -> bool:
    """Whether a numbered sentence stands next to the one numbered before it, which has no heading of its own."""
    label, before = labels[number], labels[number - 1] if number else None
    if not label or not before or label.style != before.style or label.number != before.number + 1:
        return False
    return passages[number].text[-1] == "。" and not lead_of(passages[number - 1].text, before)


def _alone_in_section(found: dict[int, str], labels: list[Label | None]) -> set[int]:
    """Find the short sentences that look like headings but stand alone in their section: they open it, no more."""
    sections: dict[int, list[int]] = {}
    section = 0
    for number, label in enumerate(labels):
        if label or found.get(number, "") not in ("", "bare-stop"):
            section = number
        elif found.get(number) == "bare-stop":
            sections.setdefault(section, []).append(number)
    return {numbers[0] for numbers in sections.values() if len(numbers) == 1}


def _standing(passages: list[Passage], labels: list[Label | None], number: int) -> str:
    """Give the style of a paragraph that is a heading standing alone, or the empty string."""
    text, label = passages[number].text, labels[number]
    words = text[label.end if label else 0 :]
    follows = labels[number + 1] if number + 1 < len(passages) else None
    if number + 1 >= len(passages) or not words or len(words) > _MOST_HEADING or _stop.search(words[:-1]):
        return ""
    if label and label.style.startswith("markdown"):
        return label.style
    if words[-1] in "；;，,、！!？?":
        return ""
    if label:
        dated = words[-1] in "：:" and label.style in ("dash", "bullet")
        over_less = words[-1] == "。" and follows is None and len(passages[number + 1].text) < len(words)
        return "" if _has_nothing_below(label, follows) or dated or over_less or _is_framed(text) else label.style
    return _bare(text, passages[number + 1].text, follows)


def _is_framed(text: str) -> bool:
    """Whether a short line frames the report; words without a stop that name what is lacking are a heading."""
    frame = frame_of(text)
    return bool(frame) and (frame != "problems" or text[-1] in _STOPS)


def _has_nothing_below(label: Label, follows: Label | None) -> bool:
    """Whether the next mark is of the same level or a higher one: then a short numbered line is an item of a list."""
    if follows is None:
        return False
    if follows.style == label.style:
        return follows.number != 1 or not label.number
    return _rank(follows.style) <= _rank(label.style)


def _bare(text: str, after: str, follows: Label | None) -> str:
    """Give the style of an unnumbered line if it is a heading."""
    if (
        text[-1] in "：:"
        or _is_framed(text)
        or _ROW.match(text)
        or not re.search(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}", text)
    ):
        return ""
    if text[-1] == "。":
        prose = len(after) >= 60 and (follows is None or follows.style in ("shi", "yao", "arabic", "first", "ordinal"))
        return "bare-stop" if len(text) <= 45 and prose and not _TRANSITION.search(text) else ""
    if text[-1] in "”）)》" and len(text) > 30:
        return ""
    if _TOP.fullmatch(text) or _WESTERN_TOP.match(text):
        return "bare-top"
    return "bare" if len(after) >= 30 or follows else ""


def lead_of(text: str, label: Label | None) -> int:
    """Give the length of the run-in heading a numbered paragraph or item opens with, label and stop included.

    0 where its first sentence is long or all there is, and for a text without a number.
    """
    if not label:
        return 0
    named = _named_lead.match(text, label.end)
    if named and named.end() < len(text):
        return named.end()
    match = _stop.search(text, label.end)
    if not match or match.end() >= len(text) or match.group() in "；;" or match.start() - label.end > _MOST_LEAD:
        return 0
    return match.end()


def _settle(stack: list[_Level], frame: str, label: Label | None, lead: str) -> None:
    """Let a body paragraph change the levels: a numbered one replaces its sibling, a frame leaves its section."""
    if frame in ("greeting", "closing", "opening"):
        stack.clear() if frame == "closing" else None
    elif frame:
        del stack[1:]
    elif label and label.style in RUN_IN:
        _enter(stack, label.style, label, name_of(lead, label) if lead else "")
    elif label:
        while stack and _rank(stack[-1].style) >= _rank(label.style):
            stack.pop()


def _enter(stack: list[_Level], style: str, label: Label | None, name: str) -> None:
    """Put a heading in its place: below those that rank above it, in place of its sibling."""
    number = label.number if label and style == label.style else 0
    top = stack[-1] if stack else None
    nested = top is not None and top.style == style and number == 1 and top.number > 1 and bool(top.name)
    if not nested:
        while stack and _rank(stack[-1].style) >= _rank(style):
            stack.pop()
    stack.append(_Level(style, number, name))


def _rank(style: str) -> float:
    return int(style[8:]) - 10 if style.startswith("markdown") else _RANKS[style]


def _path(stack: list[_Level]) -> tuple[str, ...]:
    return tuple(level.name for level in stack if level.name)
