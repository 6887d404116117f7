"""From one text to its segments, removals and title."""

from __future__ import annotations

from typing import NamedTuple

from topics.read.breaks import split_lost, split_title
from topics.read.cleaning import clean
from topics.read.halves import halves_of
from topics.read.joining import paragraphs
from topics.read.outline import JOINER, Block, outline
from topics.read.plain import as_written, plain
from topics.read.sections import paths_within_half
from topics.read.segments import segments_of
from topics.read.spans import Passage, Removal, n_dark, tidy

_FIRST = 8
"""Among the first paragraphs of a document is the one its title runs into."""


class Segment(NamedTuple):
    """An item: its span in the source, the headings above, its half, its words, and their number."""

    start: int
    end: int
    outline: str
    half: str
    text: str
    n_characters: int


class Document(NamedTuple):
    """What was read from a text."""

    title: str
    segments: list[Segment]
    removals: list[Removal]


def read_document(source: str, year: int | None, max_tokens: int) -> Document:
    """Read a text: clean, join, find headings, cut into items, tell review from plan.

    Parameters
    ----------
    source
        The decoded source text.
    year
        The year the plan is for, where it is known; it tells this year's figures from last year's.
    max_tokens
        Most tokens an item may have.

    Notes
    -----
    Every character of the source that is not white space is either in exactly one removal or, where no removal covers
    it, in exactly one segment's span. All rules look at the twin of the source (`topics.read.plain.plain`); segments,
    headings and title are given in the source's own characters.
    """
    twin = plain(source)
    cleaned = clean(twin)
    blocks: list[Block] = []
    passages = [
        part
        for number, passage in enumerate(paragraphs(twin, cleaned.lines, cleaned.removals))
        for whole in (split_title(passage) if number < _FIRST else [passage])
        for part in split_lost(whole)
    ]
    if passages:
        blocks = outline(passages)
    pieces = segments_of(blocks, max_tokens)
    halves, silent_changes = halves_of(pieces, year)
    paths = paths_within_half(pieces, silent_changes)
    written = _Written(source, twin, [block.passage for block in blocks])
    segments = [
        Segment(piece.passage.start, piece.passage.end, written.path(path), half, text, n_dark(text))
        for piece, path, half in zip(pieces, paths, halves, strict=True)
        for text in [written.words(piece.passage)]
    ]
    title = " ".join(written.words(block.passage) for block in blocks if block.kind == "title")
    return Document(title, segments, cleaned.removals)


class _Written:
    """What was found in the twin of a source, in the characters of the source."""

    def __init__(self, source: str, twin: str, passages: list[Passage]) -> None:
        self._source, self._twin = source, twin
        self._found = "" if source == twin else "\n".join(tidy(passage.text) for passage in passages)
        self._said = "" if source == twin else "\n".join(map(self.words, passages))

    def words(self, passage: Passage) -> str:
        """Give a passage's words without the spaces that Chinese writing does not use."""
        found, span = tidy(passage.text), slice(passage.start, passage.end)
        if self._source[span] == self._twin[span]:
            return found
        signs = (self._source[at] for sign, at in zip(passage.text, passage.where, strict=True) if sign != " ")
        return as_written(found, signs)

    def path(self, names: tuple[str, ...]) -> str:
        """Give headings, outermost first, each as it is written where its words stand first."""
        if not self._found:
            return JOINER.join(names)
        places = [self._found.index(name) for name in names]
        return JOINER.join(self._said[at : at + len(name)] for at, name in zip(places, names, strict=True))
