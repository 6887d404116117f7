"""Which words of a topic are pieces of something longer, and what that is.

A dictionary cuts what it does not know: 招大引强 into 招大 and 引强, and out of 有效提升和量的增长 it takes 和量. Where
nearly all that stands beside a word in the texts of a topic is one and the same word, the two are one expression, which
takes the place of its piece; where no expression comes of it, a piece that the dictionary does not know is no word.

Line, ranked words → whole_words() → the words that can be read alone
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from topics.model.line import commonest, n_distinct
from topics.model.words import formulas, in_dictionary, is_content, is_place, kind_of_word, plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from topics.model.line import Line, Places

Label = TypeVar("Label", int, str)
"""What classes go by."""
MOSTLY = 2 / 3
"""Of a word's occurrences, so many with the same neighbour make the two one expression;"""
MOSTLY_UNKNOWN = 1 / 2
"""so many do if the dictionary does not know the word."""
LEAST_LEFT = 1 / 2
"""An expression holds so many of the occurrences of the word it came from."""
LONGEST = 10
"""Characters of an expression."""
FEW = 8
"""A word with fewer occurrences in the topic is judged by those in the whole corpus,"""
FEWEST = 4
"""and one with fewer than this is left as it is."""
ENDS = 0.1
"""A word after which a clause ends so often can do without the verb that follows it."""
ENDS_OF = {"v": 0.02, "d": 0.1}
"""A verb or adverb after which clauses end more seldom than this says nothing without what follows."""
GRAMMAR = frozenset(
    "的了和与及或在是为以于对向从到把被将让使由等也又都就还更最很没而并且之其该此各每某所者着过地得有请下上中内外里个"
    "一二三四五六七八九十百千万亿两零几"
)
"""Characters that join or count what stands beside them."""
_FIRST = frozenset("以有对零一二三四五六七八九十百千万两")
"""Those of them with which an expression may begin (以进促稳)."""
_EDGES = GRAMMAR | {"不"}
PLACE_KINDS = frozenset("省市区县州镇村")
"""Characters that end the names of places."""
PRONOUNS = frozenset("每各我你他它其此这那")
"""Characters with which words for each and this begin."""
_COUNT = re.compile(r"第[一二三四五六七八九十百]+.?|[一二三四五六七八九十百]{2,}.?")
_NEVER = frozenset({"c", "p", "r", "u", "uj", "ul", "ud", "uz", "ug", "uv"})
_SELDOM = _NEVER | {"d", "m", "f", "t", "q", "y", "mq", "e", "o", "nr", "nrfg"}
_NO_MATTER = (_NEVER - {"r"}) | {"f", "q"}


def whole_words(
    line: Line,
    labels: Sequence[Label],
    ranked: Mapping[Label, list[str]],
    most: int,
) -> list[list[str]]:
    """Give the best words of each class, pieces made whole or left out.

    Parameters
    ----------
    line
        The texts.
    labels
        The class of each text.
    ranked
        The words of each class, best first, more than will be taken.
    most
        Words of a class.

    Returns
    -------
    list of list of str
        In the order of `ranked`. Of an expression and a part of it the first stays.
    """
    number = {word: i for i, word in enumerate(line.words)}
    classes: dict[Label, int] = {label: i for i, label in enumerate(ranked)}
    of_text = np.array([*(classes.get(label, -1) for label in labels), -1], dtype=np.int64)
    chosen = []
    for label, words in ranked.items():
        own: list[str] = []
        joined: set[str] = set()
        for word in words:
            everywhere = line.places(number[word])
            here = everywhere[of_text[line.texts[everywhere]] == classes[label]]
            whole = whole_word(line, word, here if len(here) >= FEW else everywhere)
            rivals = joined if whole == word else own
            if whole in own or any(whole in other or other in whole for other in rivals):
                continue
            if whole:
                own.append(whole)
                joined |= {whole} - {word}
            if len(own) == most:
                break
        chosen.append(own)
    return chosen


def whole_word(line: Line, word: str, at: Places) -> str:
    """Give the expression of which a word is a piece, the word itself if it is none, "" if it cannot stand alone.

    Parameters
    ----------
    at
        Where the word stands, as far as that is to be judged, shape (n_occurrences,).
    """
    known = word.isascii() or in_dictionary(word)
    kind = kind_of_word(word) if known else "n"
    if kind in _NO_MATTER or (kind == "r" and word[0] in PRONOUNS) or _COUNT.fullmatch(word):
        return ""
    alone = "" if word in plain_words() else word
    if word in line.terms or len(at) < FEWEST:
        return alone
    grown = grow(line, word, at)
    whole = join_words(grown.parts)
    if len(grown.parts) > 1 and grown.complete() and is_content(whole, line.place_names) and whole not in plain_words():
        return whole
    edged = word[0] in _EDGES or word[-1] in _EDGES
    if known:
        piece = grown.ends < ENDS_OF.get(kind, 0.0)
    else:
        piece = len(grown.parts) > 1 or any(grown.bound) or any(grown.closed) or edged
    return "" if piece else alone


def grow(line: Line, word: str, at: Places) -> Grown:
    """Join a word with its neighbours as long as one and the same nearly always stands there."""
    grown = Grown(line, word, at, word.isascii() or in_dictionary(word))
    while grown.grow():
        pass
    return grown


class Grown:
    """A word and what it has been joined with."""

    def __init__(self, line: Line, word: str, at: Places, known: bool) -> None:
        self.line, self.parts, self.known = line, [word], known
        self.bound = [False, False]
        """Something that joins or counts nearly always stands before it, after it."""
        self.placed = [False, False]
        """A place does."""
        self.closed = [False, False]
        """What stands before it, after it, was given up as too long."""
        self.ends = float((line.numbers[at + 1] == 0).mean())
        self._first, self._n, self._at = at, len(at), 0
        self._mostly = MOSTLY if known else MOSTLY_UNKNOWN

    def complete(self) -> bool:
        """Tell whether what was joined can be read alone, and stands in enough districts."""
        whole, edges = join_words(self.parts), (self.parts[0], self.parts[-1])
        if any(bound and (not self.known or len(edge) == 1) for bound, edge in zip(self.bound, edges, strict=True)):
            return False
        if any(self.placed):
            return False
        if not self.known and (whole[0] in GRAMMAR - _FIRST or whole[-1] in GRAMMAR):
            return False
        texts = self.line.texts[self._first]
        return n_distinct(self.line.districts[texts]) >= self.line.least

    def grow(self) -> bool:
        """Join it with the neighbour that nearly always stands there; tells whether there was one."""
        self.bound, self.placed = [False, False], [False, False]
        numbers, first, n_parts = self.line.numbers, self._first, len(self.parts)
        beside = (commonest(numbers[first - 1]), commonest(numbers[first + n_parts]))
        for side in sorted((0, 1), key=lambda side: -beside[side][1]):
            number, n = beside[side]
            if self.closed[side] or n < self._mostly * len(first) or n < LEAST_LEFT * self._n:
                continue
            neighbour = self.line.words[number]
            self.bound[side] = _binds(neighbour) and n >= MOSTLY * len(first)
            self.placed[side] = neighbour in self.line.place_names or is_place(neighbour)
            if self._joins(neighbour, side):
                self._join(neighbour, number, side)
                return True
        return False

    def _joins(self, neighbour: str, side: int) -> bool:
        """Tell whether a neighbour makes one expression with the word, by what kind of word it is."""
        if _binds(neighbour) or neighbour in PLACE_KINDS or neighbour in self.line.place_names or is_place(neighbour):
            return False
        if self.parts[0].isascii():
            return neighbour.isascii() and neighbour not in formulas()
        if 1 in (len(neighbour), len(self.parts[-side])):
            return True
        kind, formula = phrase_kind(neighbour), neighbour in formulas()
        if joins_only(neighbour, kind) or (formula and neighbour[-1] in PLACE_KINDS):
            return False
        if side == 0:
            return kind != "v" and (not formula or kind.startswith("n"))
        return kind != "v" or not self.known or self.ends < ENDS

    def _join(self, neighbour: str, number: int, side: int) -> None:
        if length("".join([*self.parts, neighbour])) > LONGEST:  # what stood on this side was the end of more
            self.closed[side] = True
            if side:
                self.parts = self.parts[: self._at + 1]
            else:
                self._first, self.parts, self._at = self._first + self._at, self.parts[self._at :], 0
        elif side:
            self._first = self._first[self.line.numbers[self._first + len(self.parts)] == number]
            self.parts = [*self.parts, neighbour]
        else:
            self._first = self._first[self.line.numbers[self._first - 1] == number] - 1
            self.parts, self._at = [neighbour, *self.parts], self._at + 1


def join_words(words: Sequence[str]) -> str:
    """Write words as one expression: with spaces between them if they are Latin.

    Examples
    --------
    >>> join_words(["净土", "保卫战"]), join_words(["net", "zero"])
    ('净土保卫战', 'net zero')
    """
    return (" " if words[0].isascii() else "").join(words)


def length(text: str) -> float:
    """Give the length of an expression in Chinese characters: two Latin letters take the room of one.

    Examples
    --------
    >>> length("净土"), length("net zero")
    (2.0, 4.0)
    """
    return len(text) / (2 if text.isascii() else 1)


def _binds(word: str) -> bool:
    """Tell whether a word joins or counts."""
    return word in GRAMMAR or _COUNT.fullmatch(word) is not None


def phrase_kind(word: str) -> str:
    """Give the part of speech of a word, n where the dictionary does not know it: what it guesses is no evidence."""
    return kind_of_word(word) if in_dictionary(word) else "n"


def joins_only(word: str, kind: str) -> bool:
    """Tell whether a word of a kind has no matter of its own: a conjunction, an adverb or time of the formula list."""
    return kind in _NEVER or (word in formulas() and (kind in _SELDOM or not in_dictionary(word)))
