"""What the items of a plan are.

The item is the unit, not the paragraph: a paragraph is cut where 一是…二是… or （1）…（2）… count its items, where
short sub-headings run inside it, and at sentence ends where an item would be longer than an encoder sees. Crumbs
stay with their neighbour.

    blocks → `segments_of` → pieces: spans, texts, headings above
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from topics.read.numbering import Label, in_sequence, label_at, labels_in
from topics.read.outline import RUN_IN, Block, lead_of, name_of
from topics.read.spans import Passage, n_dark, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_CRUMB = 30
"""An item of an enumeration with fewer characters stays with its neighbour."""
_SHORT = 60
"""No piece cut out at a sub-heading or sentence end has fewer characters."""
_LONG = 250
"""From this length on a paragraph without enumeration is cut at its sub-headings."""
_CONCISE = 0.6
"""A short sentence of no more than so much of the length of the one after it is the sub-heading of the two."""
_INTRODUCTION = 120
"""Most characters before the first sub-heading of a paragraph that has any."""
_WIDEST = 18
"""Most characters one character becomes under NFKC (U+FDFA)."""

_may_grow = re.compile(r"[^\x00-\x7f\u4e00-\u9fff\uff01-\uff5e、。〈-】“”‘’—·]")
"""Characters outside those that Unicode normalisation keeps at one."""
_sentence = re.compile(r"[^。！？!?…]*(?:[。！？!?…]+[”’」』）)》〉\"']*|$)")
_western = re.compile(r"(?<=[a-z0-9\"')\]][.!?])\s+(?=[A-Z\"'(\[])")
_sub_lead = re.compile(r"[^。！？；：:，,0-9０-９“”《》%％]{4,16}。")
_DONE_WORDS = re.compile(
    r"了|获|入选|荣|建成|完成|通过|投用|竣工|开通|通车|圆满|成功|累计|共有?|达到?|超过?$|首次|上市|揭牌"
)
_ahead = re.compile(
    r"[。！？；](?=(?:下一?步|下一?阶段|接下来|明年|来年|下半年|四季度)(?:工作)?(?:计划|打算|安排|思路|重点)?[，,：:][^。]{12})"
)
"""The stop before a sentence that says what comes next, inside an item that reports."""
_breaks = (re.compile(r"[；;]"), re.compile(r"[，,：:、]"), re.compile(r" "))


class Piece(NamedTuple):
    """A segment before it has a name: its words, the headings above it, its kind and frame.

    `kind` is ``title``, ``heading`` or ``body``, as in `topics.read.outline.Block`.
    """

    passage: Passage
    text: str
    path: tuple[str, ...]
    kind: str
    frame: str


def segments_of(blocks: list[Block], max_tokens: int) -> list[Piece]:
    """Cut blocks into items.

    Parameters
    ----------
    blocks
        What `topics.read.outline.outline` gives.
    max_tokens
        Most tokens an item may have, by `token_bound`.

    Returns
    -------
    list
        The items in reading order. Together they hold every character of the blocks but spaces.
    """
    pieces: list[Piece] = []
    for block in _merged(blocks):
        parts = _parts(block.passage, _item_cuts(block))
        for part, path, lead in _with_paths(block, parts):
            for number, small in enumerate(_fitted(part, max_tokens)):
                above = (*path, lead) if number and lead and path[-1:] != (lead,) else path
                pieces.append(Piece(small, tidy(small.text), above, block.kind, block.frame))
    return pieces


def _with_paths(block: Block, parts: list[Passage]) -> Iterator[tuple[Passage, tuple[str, ...], str]]:
    """Give each part of a block, the headings above it, and its own short heading (of use to what is cut off it).

    A numbered item is the heading of the unnumbered parts that follow it; where a paragraph opens with two short
    headings in a row, the first is above all of its parts.
    """
    above = _double_lead(block.passage.text) if block.kind == "body" and not block.label else ""
    for number, part in enumerate(parts):
        label = label_at(part.text) if block.kind == "body" else None
        lead = name_of(part.text[: lead_of(part.text, label)], label) if label else _sub_heading(part.text)
        if label:
            above = "" if block.path[-1:] == (lead,) else lead
            sibling = number and block.lead and block.label and label.style == block.label.style in RUN_IN
            yield part, (*block.path[:-1], lead) if sibling and lead else block.path, lead
        else:
            yield part, (*block.path, above) if number and above else block.path, lead


def _sub_heading(text: str) -> str:
    """Give the short sentence a part opens with, if it reads like a heading."""
    match = _sentence.match(text)
    return name_of(match.group(), None) if match and _reads_like_heading(match.group()) else ""


def _double_lead(text: str) -> str:
    first = _sentence.match(text)
    second = _sentence.match(text, first.end()) if first else None
    both = first and second and _reads_like_heading(first.group()) and _reads_like_heading(second.group())
    return name_of(first.group(), None) if first and both else ""


def _reads_like_heading(sentence: str) -> bool:
    return bool(_sub_lead.fullmatch(sentence.strip())) and not _DONE_WORDS.search(sentence)


def token_bound(text: str) -> int:
    """Give a number of tokens that no encoder without byte fallback exceeds for a text.

    A tokenizer over a vocabulary of words and word pieces makes at most one token of a character after Unicode
    normalisation, one more for the start of each word, and two marks around the whole.

    Examples
    --------
    >>> token_bound("推进5G建设"), token_bound("㎡"), token_bound("two words")
    (9, 5, 12)
    """
    words = text.split()
    length = sum(map(len, words))
    if _may_grow.search(text):
        length = sum(len(unicodedata.normalize("NFKC", word)) for word in words)
    return length + len(words) + 2


def _merged(blocks: list[Block]) -> list[Block]:
    """Join title lines to one block, and an address that stands alone with the paragraph it opens."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        joined = last and (
            (last.kind == block.kind == "title")
            or (last.frame == "greeting" and block.kind == "body" and not block.label and len(last.passage.text) <= 24)
        )
        if last and joined:
            passage = Passage(
                last.passage.text + " " + block.passage.text,
                [*last.passage.where, last.passage.end, *block.passage.where],
            )
            merged[-1] = block._replace(passage=passage, lead=0)
        else:
            merged.append(block)
    return merged


def _parts(passage: Passage, cuts: list[int]) -> list[Passage]:
    marks = [0, *cuts, len(passage.text)]
    return [part for a, b in pairwise(marks) if (part := passage.cut(a, b)).text]


def _item_cuts(block: Block) -> list[int]:
    """Give the places where items begin, ascending, without 0."""
    text = block.passage.text
    if block.kind != "body" or block.frame in ("greeting", "opening", "thanks"):
        return []
    ahead = [match.end() for match in _ahead.finditer(text, block.lead)]
    if len(text) < 2 * _CRUMB:
        return ahead
    starts = sorted({label.start for label in _item_labels(text, block.label)} - {0})
    cuts = _without_crumbs(text, starts, _CRUMB)
    marks, found = [0, *cuts, len(text)], cuts + ahead
    for a, b in pairwise(marks):
        if b - a >= _LONG and block.frame != "problems":
            found += _sub_lead_cuts(text, a, b, block.lead)
    return sorted(set(found))


def _item_labels(text: str, own: Label | None) -> list[Label]:
    """Give the labels that count items inside a paragraph; those that count on from its own (三是…四是…) too."""
    labels = labels_in(text)
    found = in_sequence(labels)
    if own and own.number > 1:
        number = own.number
        for label in labels:
            if label.style == own.style and label.number == number + 1:
                found.append(label)
                number += 1
    return found


def _without_crumbs(text: str, cuts: list[int], least: int) -> list[int]:
    """Drop the cuts that would leave a piece of fewer than `least` characters."""
    kept: list[int] = []
    start = 0
    for cut in cuts:
        if n_dark(text[start:cut]) >= least:
            kept.append(cut)
            start = cut
    while kept and n_dark(text[kept[-1] :]) < least:
        kept.pop()
    return kept


def _sub_lead_cuts(text: str, start: int, end: int, lead: int) -> list[int]:
    """Give the places of sub-headings that run inside a paragraph: at least two short sentences, each with its text.

    A sub-heading is a sentence of 4–16 characters without comma, figure or quotation that names what follows
    (城乡面貌焕然一新。) and reports nothing done by itself; of several in a row the last, unless it is long beside the
    one before.
    """
    found: list[int] = []
    before = 0
    for match in _sentence.finditer(text, max(start, lead), end):
        sentence = match.group()
        if not sentence:
            break
        length = len(sentence.lstrip()) if _reads_like_heading(sentence) else 0
        if length and not 0 < before <= _CONCISE * length:
            found[len(found) - bool(before) :] = [match.end() - length]
            before = length
        elif not length:
            before = 0
    spaced = [cut for n, cut in enumerate(found) if (found[n + 1] if n + 1 < len(found) else end) - cut >= _SHORT]
    if len(spaced) < 2 or spaced[0] - max(start, lead) > _INTRODUCTION:
        return []
    return _without_crumbs_within(text, start, end, spaced)


def _without_crumbs_within(text: str, start: int, end: int, cuts: list[int]) -> list[int]:
    inside = _without_crumbs(text[start:end], [cut - start for cut in cuts if cut > start], _SHORT)
    return [cut + start for cut in inside]


def _fitted(passage: Passage, max_tokens: int) -> list[Passage]:
    """Cut a passage into parts of about one size that each fit, at sentence ends if there are any."""
    text = passage.text
    if len(text) * _WIDEST < max_tokens or token_bound(text) <= max_tokens:
        return [passage]
    atoms = _atoms(text, max_tokens)
    sizes = [token_bound(text[a:b]) for a, b in atoms]
    whole = sum(sizes)
    n_parts = -(-whole // max_tokens)
    aim = whole / n_parts
    cuts, filled = [], 0
    for (start, _), size in zip(atoms, sizes, strict=True):
        if filled and (filled + size > max_tokens or filled + size / 2 > aim):
            cuts.append(start)
            filled = 0
        filled += size
    return _parts(passage, cuts)


def _atoms(text: str, max_tokens: int) -> list[tuple[int, int]]:
    """Give the sentences of a text; one that does not fit is cut at weaker marks, at last between characters."""
    ends = sorted(
        {m.end() for m in _sentence.finditer(text)} | {m.end() for m in _western.finditer(text)} | {len(text)}
    )
    atoms = _spans(ends)
    for mark in _breaks:
        if all(token_bound(text[a:b]) <= max_tokens for a, b in atoms):
            return atoms
        atoms = [small for a, b in atoms for small in _cut_at(text, a, b, mark, max_tokens)]
    return [small for a, b in atoms for small in _hard(text, a, b, max_tokens)]


def _spans(ends: list[int]) -> list[tuple[int, int]]:
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, ends, strict=False) if b > a]


def _cut_at(text: str, start: int, end: int, mark: re.Pattern[str], max_tokens: int) -> list[tuple[int, int]]:
    if token_bound(text[start:end]) <= max_tokens:
        return [(start, end)]
    ends = [m.end() for m in mark.finditer(text, start, end)]
    marks = [start, *(e for e in ends if start < e < end), end]
    return list(pairwise(marks))


def _hard(text: str, start: int, end: int, max_tokens: int) -> list[tuple[int, int]]:
    """Cut between characters what no mark divides; a step is as wide as surely fits."""
    if token_bound(text[start:end]) <= max_tokens:
        return [(start, end)]
    step = max(1, (max_tokens - 4) // 2)
    parts = [(at, min(at + step, end)) for at in range(start, end, step)]
    if step == 1:
        return parts
    return [small for a, b in parts for small in _hard_again(text, a, b, max_tokens)]


def _hard_again(text: str, start: int, end: int, max_tokens: int) -> list[tuple[int, int]]:
    if token_bound(text[start:end]) <= max_tokens:
        return [(start, end)]
    step = max(1, (max_tokens - 4) // _WIDEST)
    return [(at, min(at + step, end)) for at in range(start, end, step)]
