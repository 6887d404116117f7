"""Where the paragraph breaks of a text that lost them were.

A page copied in one line still shows where its paragraphs began: by the marks of headings after a stop (（二）…), by
the address to the audience, by headings of the usual wording, by a last sentence that leads in to what follows
(现将情况汇报如下：), and, where breaks became spaces, by a space after a stop.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from topics.read.frames import lead_in_of
from topics.read.numbering import Label, in_sequence, labels_in

if TYPE_CHECKING:
    from topics.read.spans import Passage

_SHORT = 60
"""A paragraph of fewer characters has all its breaks."""
_LONG = 1500
"""From this length on a paragraph is taken for several whose breaks are lost."""
_address = re.compile(r"(?<=[。！？”])\s?(?=(?:各位代表|同志们|各位委员)[！!，,：:])")
_greeting = re.compile(r"^(?:(?:各位代表|同志们|各位委员)[：:]\s?)+")
_year_heading = re.compile(
    r"(?<=[。！？])\s?(?:20\d\d年(?:[^，。；：！？、\s]{0,6})(?:工作)?(?:回顾|总结|安排建议|安排|打算|建议|重点工作|目标任务|主要任务)"
    r"|(?:切实|全面|持续|着力|大力|进一步)?(?:加强|推进)政府自身建设|政府自身建设)(?=[^，。；：、的和与\s]|\s)"
)
_SENTENCE = (
    r"(?:[\dXx*＊]{2,4}|[一二三四五六]?)年(?!度)|过去|今年|去年|各位|做好|回顾|刚刚|[一前上本]年|半年来|预计|进入20"
    r"|[（(][一二三四五六七八九十][)）]|一是|1[.、．](?!\d)"
)
"""How the text below a heading begins."""
_labelled_name = re.compile(
    r"[一二三四五六]、(?<![统唯第十]..)[^，。；：！？\s]{0,20}?"
    r"(?:回顾|总结|小结|情况|安排建议|安排|建议|打算|重点工作|主要工作|年来?的工作|目标任务|主要任务|总体要求|总体思路|工作思路|自身建设)"
    rf"(?=\s|{_SENTENCE})"
)
_SUMS = "(?:总结|小结|汇报|报告|计划|要点|安排|打算|思路|情况)"
_title = re.compile(
    rf"[^，。；：！？]{{4,50}}?{_SUMS}(?=各位(?:代表|领导|委员)|[一二三四五六]、"
    rf"|(?:[\dXx*＊]{{2,4}}|[今去近本这]|[一两三四五]|半)年(?!度?[^，。；：！？]{{0,12}}{_SUMS}))"
)
"""A title that runs on into the text below it."""
_below = (
    re.compile(r"[一二三四五六七八九十]{1,2}、[^。！？；]{2,40}?(?=[（(]一[)）])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,2}[)）][^。！？；\d]{2,40}?(?=1[.、．](?!\d).*(?<!\d)2[.、．](?!\d))"),
)
"""A heading and, without a stop, the first heading below it."""
_after_stop = re.compile(
    r"(?<=[。！？”）])[（(]?(?:[一二三四五六七八九]|二?十[一二三四五六七八九]?)[、)）](?!三产)[^。；！？]{3}"
)
"""A mark of a heading after a stop, neither a holiday (五一、端午) nor a sector (二、三产业)."""
_spaced_number = re.compile(r"(?:^|(?<=[。！？；]))\s?(\d{1,2}) (?=[\u4e00-\u9fff]{2})")
_paragraph_space = re.compile(r"(?<=[。！？；”]) (?=\S)")


def split_lost(passage: Passage) -> list[Passage]:
    """Split a paragraph where the breaks of headings were lost; a sound paragraph comes back alone.

    Returns
    -------
    list
        Parts in order; together they hold every character of the passage but spaces.
    """
    text = passage.text
    if len(text) < _SHORT:
        return [passage]
    cuts = {cut for match in _labelled_name.finditer(text) for cut in match.span()}
    cuts |= {label.start for label in _heading_labels(text)} | _spaced_numbers(text)
    cuts |= _first_below(text, cuts) | {lead_in_of(text)}
    if len(text) >= _LONG:
        cuts |= {match.end() for match in _address.finditer(text)}
        cuts |= {match.end() for match in _greeting.finditer(text)}
        cuts |= {cut for match in _year_heading.finditer(text) for cut in match.span()}
        if _spaces_are_breaks(text):
            cuts |= {match.end() for match in _paragraph_space.finditer(text)}
    if _spaces_are_breaks(text):
        cuts |= {_heading_end(text, cut) for cut in [0, *cuts]}
    marks = sorted({0, *cuts, len(text)})
    parts = [part for a, b in pairwise(marks) if (part := passage.cut(a, b)).text]
    return [small for part in parts for small in split_lost(part)] if len(parts) > 1 else parts


def _heading_labels(text: str) -> list[Label]:
    """Give the marks of headings inside a text: those that count up, even with one lost in between, and a first one."""
    labels = labels_in(text, broken=True)
    found = [label for label in in_sequence(labels) if label.style != "dash" or len(text) >= _LONG]
    for style in ("cn", "cn-paren"):
        own = [label for label in labels if label.style == style and (not label.start or _stopped(text, label))]
        found += [label for label in own if label.number == 1]
        found += [after for before, after in pairwise(own) if 0 < after.number - before.number <= 2]
        found += [before for before, after in pairwise(own) if 0 < after.number - before.number <= 2]
    return found


def _stopped(text: str, label: Label) -> bool:
    return bool(_after_stop.match(text, label.start))


def _first_below(text: str, cuts: set[int]) -> set[int]:
    """Give the places where the first heading below another begins that no stop parts from it."""
    starts = [0, *cuts]
    return {match.end() for start in starts for form in _below if (match := form.match(text, start))}


def _spaced_numbers(text: str) -> set[int]:
    """Give the places of numbers that lost their stop (1 经济稳中有升。…2 招商…): three or more, counting up from 1."""
    found = list(_spaced_number.finditer(text)) if " " in text else []
    numbers = [int(match.group(1)) for match in found]
    in_order = len(found) >= 3 and numbers == list(range(1, len(numbers) + 1))
    return {match.start() for match in found} if in_order else set()


def split_title(passage: Passage) -> list[Passage]:
    """Split a title off the sentence that runs on from it; a passage that opens otherwise comes back alone."""
    match = _title.match(passage.text)
    end = match.end() if match else 0
    parts = [passage.cut(0, end), passage.cut(end, len(passage.text))]
    return [part for part in parts if part.text]


def _spaces_are_breaks(text: str) -> bool:
    """Whether spaces after a stop stand for paragraph breaks: then a space is rare, and most follow a stop."""
    spaces = [match.start() for match in re.finditer(r" (?<=[\u3000-\u9fff\uff00-\uffef] )", text)]
    after_stop = sum(text[n - 1] in "。！？；：”" for n in spaces)
    return bool(spaces) and len(text) / len(spaces) > 60 and after_stop > 0.6 * len(spaces)


def _heading_end(text: str, start: int) -> int:
    """Give the place of the space that ends a heading beginning at `start`; `start` itself where there is none."""
    match = re.compile(r"[^。！？；\s]{4,45}(?= )").match(text, start)
    return match.end() if match and match.group()[-1] not in "，、：" else start
