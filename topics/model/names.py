"""What a reader calls a topic.

By the shortest phrase typical of it that stands in its own text: a policy term, or up to four words that follow one
another again and again in its segments and seldom in others, in the plans of several districts. The phrase must be
whole: nothing that nearly always stands beside it is left off, and clauses do end with it.

Line, topics, ranked words → name_topics() → a name each
"""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import TYPE_CHECKING

import numpy as np

from topics.model.expressions import GRAMMAR, MOSTLY, PLACE_KINDS, PRONOUNS, join_words, joins_only, length, phrase_kind
from topics.model.line import commonest, n_distinct
from topics.model.words import formulas, in_dictionary, is_place, plain_words
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from topics.model.line import Line, Places

NOTHING = "—"
LONGEST = 12
SHORTEST = 4
MOST_WORDS = 4
TRIED = 12
"""Words of a topic, the best first, that phrases are looked for around;"""
BRANCHES = 2
"""neighbours on each side, the commonest first, by which a phrase may grow;"""
BRANCH = 0.12
"""a neighbour by which it grows stands in so many of its places at least."""
COVERAGE = 0.7
"""Power to which the fraction of a topic's segments that hold the phrase is raised."""
LEAST_SHARE = 0.05
"""Fraction of a topic's segments that hold its name at least."""
ENDS, ENDS_KNOWN = 0.15, 0.05
"""A clause or a part of one ends with the phrase so often at least; with a word of the dictionary."""
_INSIDE = frozenset("和与及不") | {"of", "and"}
_OPEN = frozenset("的地得着过")
_WIDE = frozenset("全各我本")
"""With these begin words for everywhere (全国), which are no part of what they stand before."""
_DIGIT = re.compile(r"[0-9]")

Phrase = tuple[int, ...]


def districts_of(documents: Sequence[str]) -> list[str]:
    """Give the district of each plan: what stands before the last @ of its name.

    Examples
    --------
    >>> districts_of(["东城街道@2018", "东城街道@2022~2"])
    ['东城街道', '东城街道']
    """
    return [document.rsplit("@", 1)[0] for document in documents]


def least_districts(districts: Sequence[str]) -> int:
    """Give in how many districts a word or phrase must stand to be more than the name of something local.

    Examples
    --------
    >>> least_districts(["a"] * 9), least_districts(["a", "b", "c"]), least_districts(list("abcdefghij"))
    (1, 2, 3)
    """
    n = len(set(districts))
    return 3 if n >= 10 else 2 if n >= 3 else 1


def name_topics(
    line: Line,
    topics: Sequence[int],
    ranked: dict[int, list[str]],
    words: dict[int, list[str]],
) -> dict[int, str]:
    """Name each topic by a phrase of its own text.

    Parameters
    ----------
    line
        The texts.
    topics
        The topic of each text.
    ranked
        The words of each topic as they were cut, best first.
    words
        The words of each topic as they are shown, best first.

    Returns
    -------
    dict
        A name for every topic in `words`; no two alike, nor one within another, unless a topic has no other phrase.
        The topic -1 is named with a dash.
    """
    named = [topic for topic in words if topic != NO_TOPIC]
    namer = _Namer(line, topics)
    scored = [
        (score, topic, phrase) for topic in named for phrase, score in namer.phrases(topic, ranked[topic]).items()
    ]
    scored.sort(key=lambda row: (-row[0], row[2], row[1]))
    names: dict[int, str] = {}
    for strict in (True, False):
        for _, topic, phrase in scored:
            taken = names.values()
            within = strict and any(phrase in other or other in phrase for other in taken)
            if topic not in names and phrase not in taken and not within:
                names[topic] = phrase
    for topic in named:
        if topic not in names:
            names[topic] = _plain(words[topic], namer.pair(topic, words[topic])) or namer.formula(topic)
    return {topic: names.get(topic, NOTHING) for topic in words}


def _plain(words: list[str], pair: list[str]) -> str:
    """Give the first typical word, or two if it is short; nothing where there are none."""
    if not words or not words[0].isascii():
        return words[0] if words and len(words[0]) >= SHORTEST else "、".join(pair)
    return next((word for word in words if " " in word), ", ".join(pair))


class _Namer:
    """The phrases of topics, and how well each would name its topic."""

    def __init__(self, line: Line, topics: Sequence[int]) -> None:
        self.line = line
        self._number = {word: i for i, word in enumerate(line.words)}
        self._topic_of = np.array([*topics, NO_TOPIC], dtype=np.int64)  # the last of no text
        self._size = Counter(topics)
        self._n = len(topics)
        self._stops = np.array([not word or (word in GRAMMAR and word not in _OPEN) for word in line.words])

    def phrases(self, topic: int, words: list[str]) -> dict[str, float]:
        """Give the phrases that could name a topic, and how well each would."""
        found: dict[Phrase, Places] = {}
        for word in words[:TRIED]:
            at = self.line.places(self._number[word])
            for phrase, first in self._around(self._number[word], at[self._topic_of[self.line.texts[at]] == topic]):
                found.setdefault(phrase, first)
        scores = {}
        for phrase, first in found.items():
            text = self._text(phrase)
            if self._reads_well(phrase, text) and self._stands_alone(phrase, text, first):
                score = self._score(phrase, text, first, topic, words[:TRIED])
                if score > 0:
                    scores[text] = score
        return scores

    def pair(self, topic: int, words: list[str]) -> list[str]:
        """Give the two typical words that most texts of a topic hold, the more typical first."""
        held = {}
        for word in words:
            at = self.line.places(self._number[word]) if word in self._number else np.zeros(0, dtype=np.int64)
            held[word] = n_distinct(self.line.texts[at][self._topic_of[self.line.texts[at]] == topic])
        best = sorted(words, key=lambda word: -held[word])[:2]
        return [word for word in words if word in best]

    def formula(self, topic: int) -> str:
        """Give the words that stand together in most texts of a topic that has nothing but formulae."""
        at = np.flatnonzero(self._topic_of[self.line.texts] == topic)
        found = set()
        for n_words in (1, 2, 3):
            for i in at.tolist():
                parts = [self.line.words[number] for number in self.line.numbers[i : i + n_words].tolist()]
                if all(len(part) > 1 for part in parts) and SHORTEST <= len("".join(parts)) <= LONGEST:
                    found.add(("".join(parts), int(self.line.texts[i])))
        counts = Counter(text for text, _ in found)
        return min(counts.items(), key=lambda item: (-item[1] * len(item[0]), item[0]), default=(NOTHING, 0))[0]

    def _around(self, number: int, first: Places) -> Iterator[tuple[Phrase, Places]]:
        """Give the phrases that a word grows into, each with the places of its first word."""
        waiting: list[tuple[Phrase, Places]] = [((number,), first)]
        seen: set[Phrase] = set()
        while waiting:
            phrase, first = waiting.pop()
            if phrase in seen:
                continue
            seen.add(phrase)
            yield phrase, first
            if len(phrase) == MOST_WORDS:
                continue
            before, after = self.line.numbers[first - 1], self.line.numbers[first + len(phrase)]
            for neighbour in _common(before):
                waiting.append(((neighbour, *phrase), first[before == neighbour] - 1))
            for neighbour in _common(after):
                waiting.append(((*phrase, neighbour), first[after == neighbour]))

    def _text(self, phrase: Phrase) -> str:
        return join_words([self.line.words[number] for number in phrase])

    def _reads_well(self, phrase: Phrase, text: str) -> bool:
        """Tell whether a phrase is of the right length, without places and figures, and begins and ends with matter."""
        parts = [self.line.words[number] for number in phrase]
        if not SHORTEST <= length(text) <= LONGEST or _DIGIT.search(text) or text in plain_words():
            return False
        if any(part not in _INSIDE and (part in GRAMMAR or (part.isascii() and part in formulas())) for part in parts):
            return False
        if (len(parts) == 1 and text.isascii()) or text[0] in PRONOUNS:
            return False  # an English noun alone says too little
        if any(part in self.line.place_names or is_place(part) for part in parts):
            return False
        if len(parts) == 1 and parts[0] not in self.line.terms and phrase_kind(parts[0]) in {"i", "l"}:
            return False  # an idiom says how, not what
        return self._edge(parts[0], first=True) and self._edge(parts[-1], first=False)

    def _edge(self, word: str, *, first: bool) -> bool:
        """Tell whether a phrase can begin, or end, with a word."""
        if word in self.line.terms:
            return True
        formula, kind = word in formulas(), phrase_kind(word)
        if word in GRAMMAR or word in PLACE_KINDS or (word.isascii() and formula):
            return False
        if len(word) == 1:
            return kind == "n" and not formula
        if joins_only(word, kind) or (not first and kind == "f"):
            return False
        return not (formula and kind in ({"v", "ad"} if first else {"v"}))

    def _stands_alone(self, phrase: Phrase, text: str, first: Places) -> bool:
        """Tell whether clauses end with a phrase, no word of it is left off, and several districts have it."""
        texts = np.unique(self.line.texts[first])
        if len(texts) < 2 or n_distinct(self.line.districts[texts]) < self.line.least:
            return False
        if len(phrase) == 1 and text in self.line.terms:
            return True
        after = self.line.numbers[first + len(phrase)]
        known = len(phrase) == 1 and in_dictionary(text)
        if self._stops[after].mean() < (ENDS_KNOWN if known else ENDS) and not (known and phrase_kind(text)[0] == "n"):
            return False
        beside = ((self.line.numbers[first - 1], True), (after, False))
        return not any(self._belongs(numbers, text, before=before) for numbers, before in beside)

    def _belongs(self, numbers: Places, text: str, *, before: bool) -> bool:
        """Tell whether the words beside a phrase are nearly always one that belongs to it."""
        number, n = commonest(numbers)
        neighbour = self.line.words[number]
        if n < MOSTLY * len(numbers) or length(text + neighbour) > LONGEST or is_place(neighbour):
            return False
        return (
            self._edge(neighbour, first=before)
            and neighbour not in self.line.place_names
            and not (before and (neighbour[0] in _WIDE or phrase_kind(neighbour) == "v"))
        )

    def _score(self, phrase: Phrase, text: str, first: Places, topic: int, words: list[str]) -> float:
        """Weigh a phrase: common in the topic, rare outside, not long, with words that are typical of the topic."""
        share = n_distinct(self.line.texts[first]) / self._size[topic]
        if share < LEAST_SHARE:
            return 0.0
        everywhere = self.line.places(phrase[0])
        for k, number in enumerate(phrase):
            everywhere = everywhere[self.line.numbers[everywhere + k] == number]
        anywhere = n_distinct(self.line.texts[everywhere]) / self._n
        ranks = [rank for rank, word in enumerate(words) if word in text]
        nearness = min(1 / (1 + ranks[0]) + 0.15 * (len(ranks) - 1), 1.2) if ranks else 0.0
        return round(float(share**COVERAGE * log(share / anywhere) / (8 + length(text)) * (1 + nearness)), 9)


def _common(numbers: Places) -> list[int]:
    """Give the words commonest among some places, breaks aside, by which a phrase may grow."""
    least = max(2, BRANCH * len(numbers))
    counts = Counter(numbers[numbers > 0].tolist())
    often = sorted((-n, word) for word, n in counts.items() if n >= least)
    return [word for _, word in often[:BRANCHES]]
