"""Where a source explains its own words: a glossary or notes at the end, marks of footnotes inside the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from topics.read.spans import Removal, outside

_heading = re.compile(
    r"(?:附件?\s*\d{0,2}\s*[:：]?)?(?:《?政府工作报告》?)?(?:中?的?(?:有关|相关|部分|主要))*(?:内容|名词|词语|术语|用语|词汇|专业)*"
    r"(?:名词|词语|术语|用语|词汇|专有名词)(?:解释|注释|释义|说明|注解)(?:表)?[:：]?|(?:附?注释?|尾注|脚注|注解|释义)[:：]?"
)
_annex = re.compile(r"附\s*件?\s*\d{0,2}\s*[:：]?")
_entry = re.compile(
    r"(?:[\[［〔【（(]\s*\d{1,3}\s*[\]］〕】)）]|\d{1,3}\s*[.．、]|[①-⑳])?\s*[^。；]{1,40}?(?:[:：]|是?指|即)|(?:[\[［〔【]\s*\d{1,3}\s*[\]］〕】])"
)
_note = re.compile(r"[\[［〔【]\s*\d{1,3}\s*[\]］〕】]\s*\S")

_STYLES = {
    "bracket": re.compile(r"(?=[\^\[［〔【])\^?[\[［〔【]\s*(\d{1,3})\s*[\]］〕】](?!号)"),
    "caret": re.compile(r"\^[(（]?(\d{1,3})[)）]?"),
    "paren": re.compile(r"[（(]\s*(\d{1,3})\s*[)）]"),
    "circled": re.compile(r"([①-⑳])"),
    "raised": re.compile(r"(?=[¹²³⁰⁴-⁹])([¹²³⁰⁴-⁹]+)"),
}
_RAISED = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_BOUNDARY = "。！？；：:;，,\n\r \u3000"


def glossaries(texts: list[str]) -> dict[int, str]:
    """Find the lines of glossaries and of notes at the end.

    Parameters
    ----------
    texts
        The lines of a document.

    Returns
    -------
    dict
        Line number → reason. A glossary starts at its heading, in the second half of the document, and ends with the
        document or before the next annex; at least two in five of its lines must look like entries (word: meaning).
    """
    headings = [n for n, text in enumerate(texts) if n >= len(texts) * 0.3 and _is_heading(text)]
    below = range(headings[0] + 1, len(texts)) if headings else range(0)
    annexes = [*(n for n in below if _annex.fullmatch(texts[n].strip())), len(texts)]
    entries = [n for n in below if _entry.match(texts[n])]
    found: dict[int, str] = {}
    for number in headings:
        end = annexes[bisect_right(annexes, number)]
        n_above, n_until = bisect_right(entries, number), bisect_left(entries, end)
        if number in found or n_above == n_until or n_until - n_above < 0.4 * (entries[n_until - 1] - number):
            continue
        last = _last_of(texts, entries[n_until - 1], end)
        first = number - 1 if number and _annex.fullmatch(texts[number - 1].strip()) else number
        found |= dict.fromkeys(range(first, last + 1), "glossary")
    return found or _notes_at_end(texts)


def _is_heading(text: str) -> bool:
    bare = re.sub(r"\s", "", text)
    return len(bare) <= 30 and bool(_heading.fullmatch(bare))


def _last_of(texts: list[str], entry: int, end: int) -> int:
    """Take in the meaning that follows the last entry on a line of its own, or its broken rest."""
    while entry + 1 < end and (texts[entry][-1] in ":：" or texts[entry][-1] not in "。！？"):
        if len(texts[entry + 1]) < 4 and texts[entry + 1] not in "。":
            break
        entry += 1
    return entry


def _notes_at_end(texts: list[str]) -> dict[int, str]:
    """Find footnotes collected at the end without a heading: three or more last lines that open with [n]."""
    first = len(texts)
    while first and _note.match(texts[first - 1]):
        first -= 1
    return dict.fromkeys(range(first, len(texts)), "footnote") if len(texts) - first >= 3 else {}


def footnote_marks(source: str) -> list[Removal]:
    """Find the marks of footnotes inside the text, style by style.

    A style counts as footnote marks where its numbers count up through the document (each at most two above the one
    before, a mark may be used again) and most of them cling to the word before; marks that open items (（1）…；（2）…)
    follow a stop and are left alone.
    """
    found: list[Removal] = []
    for style, pattern in _STYLES.items():
        marks = list(pattern.finditer(source))
        numbers = [_number(match.group(1), style) for match in marks]
        rising = sum(0 <= b - a <= 2 for a, b in pairwise(numbers))
        least = 2 if style in ("bracket", "caret") else 4
        clinging = sum(match.start() > 0 and source[match.start() - 1] not in _BOUNDARY for match in marks)
        if len(marks) >= least and rising >= 0.7 * (len(marks) - 1) and clinging >= 0.5 * len(marks):
            found += outside([Removal(*match.span(), "footnote mark") for match in marks], found)
    return sorted(found)


def _number(words: str, style: str) -> int:
    if style == "circled":
        return ord(words) - 0x245F
    return int(words.translate(_RAISED))
