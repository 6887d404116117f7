"""What a reader calls a topic.

By the shortest phrase typical of it that stands in its own text: a policy term, or two or three words that follow one
another again and again in its segments and seldom in others, in the plans of several districts.

Passages, topics, typical words → name_topics() → a name each
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING, NamedTuple

from topics.model.words import fold
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTHING = "—"
LONGEST = 12
SHORTEST = 4
TRIED = 60
"""Phrases of a topic, the best first, that are looked for in its text."""
_SPACE = re.compile(r"\s+")


class Passages(NamedTuple):
    """Segments as they stand, cut into words, and where they are from; row by row."""

    texts: Sequence[str]
    words: Sequence[list[str]]
    districts: Sequence[str]


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


def name_topics(passages: Passages, topics: Sequence[int], words: dict[int, list[str]]) -> dict[int, str]:
    """Name each topic by a phrase of its own text.

    Parameters
    ----------
    passages
        The segments.
    topics
        The topic of each.
    words
        The most typical words of each topic, best first.

    Returns
    -------
    dict
        A name for every topic in `words`; no two alike unless a topic has no phrase of its own. The topic -1 is
        named with a dash.
    """
    typical = {word for own in words.values() for word in own}
    everywhere: Counter[str] = Counter()
    within: dict[int, Counter[str]] = {topic: Counter() for topic in words}
    members: dict[int, list[int]] = defaultdict(list)
    for i, (cut, topic) in enumerate(zip(passages.words, topics, strict=True)):
        phrases = set(_phrases(cut, typical))
        everywhere.update(phrases)
        within[topic].update(phrases)
        members[topic].append(i)
    names: dict[int, str] = {}
    for topic in sorted(words, key=lambda number: (-len(members[number]), number)):
        if topic == NO_TOPIC:
            names[topic] = NOTHING
            continue
        size = len(members[topic])
        scores = {
            phrase: _score(count / size, everywhere[phrase] / len(topics), phrase, words[topic])
            for phrase, count in within[topic].items()
            if count >= 2
        }
        ranked = sorted((phrase for phrase, score in scores.items() if score > 0), key=lambda p: (-scores[p], p))
        free = [phrase for phrase in ranked[:TRIED] if phrase not in names.values()]
        own = _Own(passages, members[topic], least_districts(passages.districts))
        names[topic] = next(filter(own.holds, free), "") or own.plain(words[topic])
    return names


def _score(share: float, anywhere: float, phrase: str, words: list[str]) -> float:
    """Weigh a phrase: common in the topic, rare outside, not long, with a word that is typical of the topic."""
    place = next((i for i, word in enumerate(words) if word in phrase), None)
    if place is None:
        return 0.0
    length = len(phrase) / (2 if phrase.isascii() else 1)
    nearness = 1 - place / (2 * len(words))
    return round(float(share**0.5) * log(share / anywhere) / (8 + length) * nearness, 9)


def _phrases(text: list[str], typical: set[str]) -> Iterator[str]:
    """Give the phrases of one to three words that begin and end with a word typical of some topic."""
    for i, first in enumerate(text):
        if first not in typical:
            continue
        if SHORTEST * (1 + first.isascii()) <= len(first) <= LONGEST:
            yield first
        for length in (2, 3):
            run = text[i : i + length]
            if len(run) == length and run[-1] in typical:
                phrase = (" " if run[0].isascii() else "").join(run)
                if SHORTEST <= len(phrase) <= LONGEST * (2 if run[0].isascii() else 1):
                    yield phrase


class _Own:
    """The text of one topic."""

    def __init__(self, passages: Passages, members: list[int], least: int) -> None:
        self._texts = [_SPACE.sub(" ", fold(passages.texts[i])) for i in members]
        self._words = [passages.words[i] for i in members]
        self._districts = [passages.districts[i] for i in members]
        self._least = least

    def holds(self, phrase: str) -> bool:
        """Tell whether a phrase stands so in two segments, of enough districts: words cut apart by a comma do not."""
        where = [district for text, district in zip(self._texts, self._districts, strict=True) if phrase in text]
        return len(where) >= 2 and len(set(where)) >= self._least

    def plain(self, words: list[str]) -> str:
        """Give the first typical words, else those that stand together most often, formulae though they may be."""
        if words:
            return words[0] if len(words[0]) >= SHORTEST else "、".join(words[:2])
        runs = Counter(
            "".join(run)
            for cut in self._words
            for n in (1, 2, 3)
            for run in {tuple(cut[i : i + n]) for i in range(len(cut) - n + 1)}
            if SHORTEST <= len("".join(run)) <= LONGEST and all(len(word) > 1 for word in run)
        )
        best = min(runs.items(), key=lambda item: (-item[1] * len(item[0]), item[0]), default=(NOTHING, 0))
        return best[0]
