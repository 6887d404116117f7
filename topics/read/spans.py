"""Where words stand in the source, and what a word's place is once white space and remnants are gone.

A passage is a run of characters taken from the source with the place of each: whatever is cut out of it later still
knows where it came from. White space here is what `str.isspace` says, control characters, and the characters of no
width (zero-width space and joiners, soft hyphen, byte-order mark).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WHITE = r"\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff"
"""White space, for use inside the brackets of a regular expression."""

_white = re.compile(f"[{WHITE}][{WHITE}]*")  # so written it is searched for faster than with a plus
_dark = re.compile(f"[^{WHITE}]+")
_line = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_indent = re.compile(r"\u3000(?<=[。！？；：!?”）)].)\u3000+(?=\S)")
"""The indent of a paragraph that stands in the line of the one before it."""
_wide = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_loose_space = re.compile(f" (?=[{_wide}])|(?<=[{_wide}]) ")


class Removal(NamedTuple):
    """A stretch of the source that cleaning leaves out: ``[start, end)`` in characters, and why."""

    start: int
    end: int
    reason: str


def outside(removals: list[Removal], others: list[Removal]) -> list[Removal]:
    """Give the removals that begin in none of the others; these may come in any order but do not overlap.

    Examples
    --------
    >>> first, second = Removal(3, 6, "footnote mark"), Removal(6, 9, "footnote mark")
    >>> outside([first, second], [Removal(8, 20, "glossary"), Removal(0, 4, "web remnant")]) == [second]
    True
    """
    before = sorted(others)
    at = [bisect_right(before, removal.start, key=itemgetter(0)) for removal in removals]
    return [removal for removal, n in zip(removals, at, strict=True) if not n or before[n - 1].end <= removal.start]


class Line(NamedTuple):
    """A line of the source that is not blank: ``[start, end)`` without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Passage:
    """Characters and their places.

    Parameters
    ----------
    text
        The characters; single spaces stand where the source had white space inside a line.
    where
        For each character of `text` its offset in the source, ascending.
    """

    text: str
    where: list[int]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.where[0]

    @property
    def end(self) -> int:
        """One past the offset of the last character."""
        return self.where[-1] + 1

    def cut(self, start: int, end: int) -> Passage:
        """Give the characters ``[start, end)`` of this passage without spaces at either end."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Passage(self.text[start:end], self.where[start:end])


def lines_of(source: str) -> list[Line]:
    r"""Give the lines that are not blank, in order.

    Examples
    --------
    >>> [(line.start, line.text) for line in lines_of("一、总结\n\n  好 的\r\n")]
    [(0, '一、总结'), (8, '好 的')]
    >>> [line.text for line in lines_of("工业稳增。\u3000\u3000消费两旺。")]
    ['工业稳增。', '消费两旺。']
    """
    lines = []
    for first, last in _line_spans(source):
        lead = _white.match(source, first, last)
        start, end = lead.end() if lead else first, last
        while end > start and _white.match(source, end - 1):
            end -= 1
        if end > start:
            lines.append(Line(start, end, source[start:end]))
    return lines


def _line_spans(source: str) -> Iterator[tuple[int, int]]:
    """Give the stretches between line breaks, cut where the indent of a paragraph stands inside one."""
    for match in _line.finditer(source):
        start = match.start()
        for indent in _indent.finditer(source, *match.span()):
            yield start, indent.start()
            start = indent.end()
        yield start, match.end()


def passage_of(source: str, stretches: list[tuple[int, int]], holes: list[tuple[int, int]]) -> Passage:
    """Join stretches of the source into one passage, leaving out the holes.

    Parameters
    ----------
    source
        The document.
    stretches
        ``[start, end)`` of the lines to join, ascending.
    holes
        ``[start, end)`` of what is left out, ascending; those outside the stretches do no harm.

    Notes
    -----
    Within a line white space becomes one space; between lines it vanishes, except between two Latin letters.
    """
    parts: list[str] = []
    where: list[int] = []
    for start, end in stretches:
        for number, (left, right) in enumerate(_dark_runs(source, start, end, holes)):
            if where and _parted(source, where[-1], left, same_line=number > 0):
                parts.append(" ")
                where.append(where[-1] + 1)
            parts.append(source[left:right])
            where.extend(range(left, right))
    return Passage("".join(parts), where)


def _dark_runs(source: str, start: int, end: int, holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the runs of ``[start, end)`` that hold no white space and no hole."""
    inside = [(a, b) for a, b in holes if a < end and b > start]
    runs, at = [], start
    for a, b in [*inside, (end, end)]:
        runs += [match.span() for match in _dark.finditer(source, at, max(at, a))]
        at = max(at, b)
    return runs


def _parted(source: str, last: int, left: int, *, same_line: bool) -> bool:
    """Whether a space stands between the character at `last` and the one at `left`.

    Within a line it does where the source had white space (a hole alone leaves none), between lines for Latin letters.
    """
    if left <= last + 1:
        return False
    if same_line:
        return bool(_white.search(source, last + 1, left))
    one, two = source[last], source[left]
    return one.isascii() and two.isascii() and one.isalpha() and two.isalpha()


def tidy(text: str) -> str:
    """Drop the spaces that Chinese writing does not use: those that touch a Chinese character or wide sign.

    Examples
    --------
    >>> tidy("新增 5G 基站 20 个，办好 Night Market")
    '新增5G基站20个，办好Night Market'
    """
    return _loose_space.sub("", text) if " " in text else text


def n_dark(text: str) -> int:
    """Count the characters that are not white space."""
    return len(text) - sum(map(len, _white.findall(text)))
