"""From one text to its segments, removals and title."""

from __future__ import annotations

from typing import NamedTuple

from topics.read.breaks import split_lost
from topics.read.cleaning import clean
from topics.read.halves import halves_of, paths_within_half
from topics.read.joining import paragraphs
from topics.read.outline import JOINER, Block, outline
from topics.read.segments import segments_of
from topics.read.spans import Removal, n_dark, tidy


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
    it, in exactly one segment's span.
    """
    cleaned = clean(source)
    blocks: list[Block] = []
    passages = [part for passage in paragraphs(source, cleaned.lines, cleaned.removals) for part in split_lost(passage)]
    if passages:
        blocks = outline(passages)
    pieces = segments_of(blocks, max_tokens)
    halves, silent_changes = halves_of(pieces, year)
    paths = paths_within_half(pieces, silent_changes)
    segments = [
        Segment(piece.passage.start, piece.passage.end, JOINER.join(path), half, piece.text, n_dark(piece.text))
        for piece, path, half in zip(pieces, paths, halves, strict=True)
    ]
    title = " ".join(tidy(block.passage.text) for block in blocks if block.kind == "title")
    return Document(title, segments, cleaned.removals)
