"""Where the paragraph breaks of a text that lost them were.

A page copied in one line still shows where its paragraphs began: by the marks of headings after a stop (（二）…), by
the address to the audience, by headings of the usual wording, and, where breaks became spaces, by a space after a
stop.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from topics.read.numbering import Label, in_sequence, labels_in

if TYPE_CHECKING:
    from topics.read.spans import Passage

_LONG = 1500
"""From this length on a paragraph is taken for several whose breaks are lost."""
_address = re.compile(r"(?<=[。！？”])\s?(?=(?:各位代表|同志们|各位委员)[！!，,：:])")
_greeting = re.compile(r"^(?:各位代表|同志们|各位委员)[：:]\s?")
_year_heading = re.compile(
    r"(?<=[。！？])\s?(?:20\d\d年(?:[^，。；：！？、\s]{0,6})(?:工作)?(?:回顾|总结|安排建议|安排|打算|建议|重点工作|目标任务|主要任务)"
    r"|(?:切实|全面|持续|着力|大力|进一步)?(?:加强|推进)政府自身建设|政府自身建设)(?=[^，。；：、的和与\s]|\s)"
)
_labelled_year = re.compile(
    r"[一二三四五六]、[^，。；：！？\s]{0,20}?(?:回顾|总结|安排建议|安排|建议|重点工作|主要工作|目标任务|主要任务|总体要求|总体思路|自身建设)(?=\s|20\d\d年|过去|今年|一年|各位|做好|回顾|刚刚)"
)
_paragraph_space = re.compile(r"(?<=[。！？；”]) (?=\S)")


def split_lost(passage: Passage) -> list[Passage]:
    """Split a paragraph where the breaks of headings were lost; a sound paragraph comes back alone.

    Returns
    -------
    list
        Parts in order; together they hold every character of the passage but spaces.
    """
    text = passage.text
    if len(text) < 200:
        return [passage]
    cuts = {label.start for label in _heading_labels(text)}
    if len(text) >= _LONG:
        cuts |= {match.end() for match in _address.finditer(text)}
        cuts |= {match.end() for match in _greeting.finditer(text)}
        for match in [*_year_heading.finditer(text), *_labelled_year.finditer(text)]:
            cuts |= {match.start(), match.end()}
        if _spaces_are_breaks(text):
            cuts |= {match.end() for match in _paragraph_space.finditer(text)}
            cuts |= {_heading_end(text, cut) for cut in list(cuts)}
    marks = sorted({0, *cuts, len(text)})
    parts = [passage.cut(a, b) for a, b in pairwise(marks)]
    return [part for part in parts if part.text]


def _heading_labels(text: str) -> list[Label]:
    labels = in_sequence(labels_in(text, broken=True))
    return [label for label in labels if label.style != "dash" or len(text) >= _LONG]


def _spaces_are_breaks(text: str) -> bool:
    """Whether spaces after a stop stand for paragraph breaks: then a space is rare, and most follow a stop."""
    spaces = [match.start() for match in re.finditer(r"(?<=[\u3000-\u9fff\uff00-\uffef]) ", text)]
    after_stop = sum(text[n - 1] in "。！？；：”" for n in spaces)
    return bool(spaces) and len(text) / len(spaces) > 60 and after_stop > 0.6 * len(spaces)


def _heading_end(text: str, start: int) -> int:
    """Give the place of the space that ends a heading beginning at `start`; `start` itself where there is none."""
    match = re.compile(r"[^。！？；\s]{4,45}(?= )").match(text, start)
    return match.end() if match and match.group()[-1] not in "，、：" else start
