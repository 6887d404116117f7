"""What does an annotated source say? Reads the marked text of one plan into its plain text, segments and marks.

An annotated source is the final text with two kinds of marks. ``[IN+RE.p]`` opens a segment: first code, optional
second code, half (``r`` review, ``p`` plan, ``n`` neither), optional kind (``[UR.n:h]`` a bare heading,
``[NO.n:page]`` dirt). ``<B01s>…</B01s>`` marks a passage; ``<T:indicator|6.5|%|about>…</T>`` a stated figure. A line
without a segment mark at its start continues the segment above over a broken line; a line that starts with ``#`` is a
note. Offsets are characters of the plain text, from 0, the end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

THEMES = {
    "IN": "industry",
    "DE": "demand",
    "UR": "urban",
    "RU": "rural",
    "EN": "environment",
    "LI": "livelihood",
    "CU": "culture",
    "GO": "governance",
    "RE": "reform",
    "PA": "party",
    "OV": "overview",
    "NO": "none",
}
HALVES = {"r": "review", "p": "plan", "n": "neither"}
KINDS = ("h", "title", "page", "web", "title2", "glossary")
"""Kinds of segments that are no item: bare heading, title, and the pieces of dirt."""

_CODE = "|".join(THEMES)
_TOKEN = re.compile(
    rf"\[(?P<theme>{_CODE})(?:\+(?P<second>{_CODE}))?\.(?P<half>[rpn])(?::(?P<kind>[a-z0-9]+))?\]"
    r"|<(?P<close>/)?(?P<tag>[A-Z]+[0-9]*[a-z]?)(?::(?P<values>[^<>]*))?>"
)


class SourceError(Exception):
    """A fault in an annotated source: where it is and what is wrong."""


@dataclass(frozen=True)
class Segment:
    """One item of a plan: its codes, half and span in the plain text."""

    position: int
    theme: str
    second: str
    half: str
    kind: str
    start: int
    end: int
    text: str

    @property
    def weight(self) -> int:
        """Characters without white space."""
        return weight(self.text)


@dataclass(frozen=True)
class Mark:
    """A marked passage: its tag, the values of a figure, and its span in the plain text."""

    tag: str
    values: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Plan:
    """One plan: its code (``LJ2019``), plain text, segments and marks, all in reading order."""

    code: str
    text: str
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]

    def around(self, mark: Mark) -> list[Segment]:
        """Give the segments that a mark overlaps."""
        return [s for s in self.segments if s.start < mark.end and mark.start < s.end]

    def find(self, tag: str) -> Mark | None:
        """Give the one mark with this tag, or nothing."""
        return next((mark for mark in self.marks if mark.tag == tag), None)


def weight(text: str) -> int:
    """Count the characters that are no white space.

    >>> weight("一、 做 强")
    4
    """
    return sum(not character.isspace() for character in text)


def read_source(path: Path) -> Plan:
    """Read an annotated source; its file stem is the plan's code.

    Raises
    ------
    SourceError
        A mark is unknown, stays open or closes nothing, or text stands before the first segment.
    """
    return parse(path.stem, path.read_text(encoding="utf-8"))


def parse(code: str, annotated: str) -> Plan:
    r"""Take the marks out of an annotated text.

    Examples
    --------
    >>> plan = parse("LJ2019", "[NO.n:title]计划\n[IN.p]建<T:投资|3|亿元|eq>投资3亿元</T>的厂。")
    >>> plan.text, [s.theme for s in plan.segments], plan.marks[0].text
    ('计划\n建投资3亿元的厂。', ['none', 'industry'], '投资3亿元')
    """
    reading = _Reading()
    lines = [line.strip() for line in annotated.strip().splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines, 1):
        try:
            reading.take_line(line)
        except SourceError as error:
            raise SourceError(f"{code}, line {number}: {error}") from error
    if reading.waiting:
        raise SourceError(f"{code}: <{reading.waiting[-1][0]}> is never closed")
    text = "".join(reading.plain)
    marks = [Mark(tag, values, start, end, text[start:end]) for tag, values, start, end in reading.closed]
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.tag))
    return Plan(code, text, _segments(code, text, reading.opened), tuple(marks))


@dataclass
class _Reading:
    """What was read so far: the plain text, segments opened, marks open and closed, by offsets."""

    plain: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[tuple[dict[str, str | None], int]] = field(default_factory=list)
    waiting: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    closed: list[tuple[str, tuple[str, ...], int, int]] = field(default_factory=list)

    def take_line(self, line: str) -> None:
        if self.plain:
            self._add("\n")
        position = 0
        for token in _TOKEN.finditer(line):
            self._take_words(line[position : token.start()])
            self._take_mark(token)
            position = token.end()
        self._take_words(line[position:])

    def _add(self, text: str) -> None:
        self.plain.append(text)
        self.length += len(text)

    def _take_words(self, text: str) -> None:
        if text and not self.opened:
            raise SourceError(f"text before the first segment mark: {text[:20]}")
        if strange := re.search(r"[<>\[\]]", text):
            raise SourceError(f"not a mark: {text[max(0, strange.start() - 5) :][:30]}")
        self._add(text)

    def _take_mark(self, token: re.Match[str]) -> None:
        if token["theme"]:
            if self.waiting:
                raise SourceError(f"<{self.waiting[-1][0]}> is open across a segment border")
            self.opened.append((token.groupdict(), self.length))
        elif token["close"]:
            if not self.waiting or self.waiting[-1][0] != token["tag"]:
                raise SourceError(f"</{token['tag']}> closes nothing")
            self.closed.append((*self.waiting.pop(), self.length))
        else:
            values = tuple(part.strip() for part in token["values"].split("|")) if token["values"] else ()
            self.waiting.append((token["tag"], values, self.length))


def _segments(code: str, text: str, opened: list[tuple[dict[str, str | None], int]]) -> tuple[Segment, ...]:
    ends = [start for _, start in opened[1:]] + [len(text)]
    segments = []
    for position, ((found, start), end) in enumerate(zip(opened, ends, strict=True)):
        words = text[start:end].rstrip()
        kind = found["kind"] or ""
        if not words:
            raise SourceError(f"{code}: segment {position} is empty")
        if kind and kind not in KINDS:
            raise SourceError(f"{code}: kind {kind!r} of segment {position}; allowed: {', '.join(KINDS)}")
        theme, half = THEMES[str(found["theme"])], HALVES[str(found["half"])]
        second = THEMES[found["second"]] if found["second"] else ""
        segments.append(Segment(position, theme, second, half, kind, start, start + len(words), words))
    return tuple(segments)
