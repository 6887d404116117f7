"""Which lines belong to one paragraph.

A plan usually has a paragraph a line. Three things break that: a text whose lines were wrapped at a width (every line
is full and ends in mid-sentence), a line broken by accident, and a bracket or number torn off. What is joined and what
is not decides where items begin, so a line is only joined on evidence.

    lines → `paragraphs` → passages, one a paragraph
"""

from __future__ import annotations

import re
from statistics import median_low
from typing import NamedTuple

from topics.read.numbering import label_at
from topics.read.spans import Line, Passage, Removal, passage_of

_ENDS = "。！？；：!?;:…"
_CLOSERS = "”’」』）)】》〉\"'"
_continues = re.compile(r"[，。、；：！？）”』」》〉】,;!?)％%]")
_title_end = re.compile(r"(?:总结|计划|报告|要点|提纲|清单|方案|纲要|汇报|讲话|思路|打算|安排|稿[）)])$")
_western_stop = re.compile(r"[A-Za-z]{2}[)\]\"’”]*\.$")
_torn = re.compile(r"[\d.．％%]{1,8}")


class Wrapping(NamedTuple):
    """How the lines of a document were wrapped: their full width in columns and the indent that was lost (0: none)."""

    width: int
    indent: int


def paragraphs(source: str, lines: list[Line], removals: list[Removal]) -> list[Passage]:
    """Join lines to paragraphs.

    Parameters
    ----------
    source
        The document.
    lines, removals
        What `topics.read.cleaning.clean` left and took.

    Returns
    -------
    list
        The paragraphs that hold words, in order.
    """
    wrapping = wrapping_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _belongs(groups[-1], line, wrapping):
            groups[-1].append(line)
        else:
            groups.append([line])
    holes = [(removal.start, removal.end) for removal in removals]
    passages, at = [], 0
    for group in groups:
        while at < len(holes) and holes[at][1] <= group[0].start:
            at += 1
        until = at
        while until < len(holes) and holes[until][0] < group[-1].end:
            until += 1
        passage = passage_of(source, [(line.start, line.end) for line in group], holes[at:until])
        if passage.text:
            passages.append(passage)
    return passages


def width_of(text: str) -> int:
    """Columns a line takes up: two for a Chinese character, one for a Latin letter or digit."""
    return len(text.encode("gb18030", errors="replace"))  # two bytes where there are two columns


def wrapping_of(lines: list[Line]) -> Wrapping | None:
    """Tell whether lines were wrapped at a width, and at which.

    Wrapped lines crowd at one width and end in mid-sentence: of all lines that are at least half as wide as the
    widest tenth, more than half must come within a tenth of that width, and more than half must not end in a stop.
    """
    if len(lines) < 12:
        return None
    widths = [width_of(line.text) if len(line.text) < 200 else 400 for line in lines]
    full = sorted(widths)[int(len(widths) * 0.8)]
    if not 24 <= full <= 160:
        return None
    near = [n for n, width in enumerate(widths) if full * 0.9 <= width <= full * 1.15]
    long = [n for n, width in enumerate(widths) if width >= full * 0.5]
    open_ended = sum(not _ended(lines[n].text) for n in near)
    if len(near) <= 0.5 * len(long) or open_ended <= 0.5 * len(near):
        return None
    return _with_indent(full, widths, [_ended(line.text) for line in lines])


def _with_indent(full: int, widths: list[int], ended: list[bool]) -> Wrapping:
    """Tell the indent that first lines lost: how much shorter they are than the lines within a paragraph.

    Only lines that do not end in a stop are full. A line after a short one that ended is the first of its paragraph, a
    line after an open one stands within it. Paragraphs of two lines have as many first lines as full ones, so the
    width is taken from the lines within where there are enough of them.
    """
    full_lines = [n for n in range(1, len(widths)) if not ended[n] and full * 0.8 <= widths[n] <= full * 1.15]
    firsts = [widths[n] for n in full_lines if ended[n - 1] and widths[n - 1] < full * 0.8]
    within = [widths[n] for n in full_lines if not ended[n - 1]]
    if min(len(firsts), len(within)) < 3:
        return Wrapping(full, 0)
    width = median_low(within)
    return Wrapping(width, 4 if 2 <= width - median_low(firsts) <= 6 else 0)


def _belongs(group: list[Line], line: Line, wrapping: Wrapping | None) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before = group[-1].text
    if _continues.match(line.text) or _open_bracket(before, line.text):
        return True
    if wrapping:
        return _wrapped_on(before, line.text, wrapping)
    if _opens(line.text):
        return False
    if before[-1] in "，、," or (_torn.fullmatch(line.text) and not _ended(before)):
        return True
    if len(group) > 1 and _torn.fullmatch(before):
        return True
    return len(before) >= 60 and not _ended(before)


def _wrapped_on(before: str, text: str, wrapping: Wrapping) -> bool:
    ended = _ended(before)
    full = width_of(before) >= wrapping.width * 0.88
    if ended and (_opens(text) or not full):
        return False
    if not full:
        return not _opens(before) and not _opens(text) and len(before) > 8 and not _title_end.search(before)
    if ended and wrapping.indent:
        return not wrapping.width - 6 <= width_of(text) <= wrapping.width - 2
    return not (_opens(text) and ended)


def _ended(text: str) -> bool:
    """Whether a line ends in a stop, closing marks apart."""
    bare = text.rstrip(_CLOSERS + " ")
    closed = text[-1] in "”）)》" and bool(bare) and bare[-1] not in "，、"
    return not bare or bare[-1] in _ENDS or closed or bool(_western_stop.search(bare))


def _open_bracket(before: str, text: str) -> bool:
    """Whether the line before ends right after an opening bracket or quote that this one must close."""
    return before[-1] in "（(“「『《〈【" and bool(text)


def _opens(text: str) -> bool:
    """Whether a line opens a heading, an item or an address."""
    label = label_at(text)
    if label and not (label.style in ("shi", "yao") and label.number == 0):
        return True
    return text.startswith(("各位代表", "同志们", "各位委员", "各位同志")) or (
        len(text) <= 24
        and not _continues.match(text)
        and bool(re.match(r"(?:20\d\d年|过去|今年).{0,16}(?:回顾|安排|任务|工作|建议)$", text))
    )
