"""What a reader calls a topic.

By the shortest phrase typical of it that stands in its own text: a policy term, or two or three words that follow one
another again and again in its segments and seldom in others.

words of texts, topics, typical words → name_topics() → a name each
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTHING = "—"
LONGEST = 12
SHORTEST = 4


def name_topics(texts: list[list[str]], topics: Sequence[int], words: dict[int, list[str]]) -> dict[int, str]:
    """Name each topic by a phrase of its own text.

    Parameters
    ----------
    texts
        Words of each segment, in order.
    topics
        The topic of each segment.
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
    for text, topic in zip(texts, topics, strict=True):
        phrases = set(_phrases(text, typical))
        everywhere.update(phrases)
        within[topic].update(phrases)
    sizes = Counter(topics)
    names: dict[int, str] = {}
    for topic in sorted(words, key=lambda number: (-sizes[number], number)):
        if topic == NO_TOPIC or not words[topic]:
            names[topic] = NOTHING
            continue
        own = set(words[topic])
        ranked = sorted(
            (
                (-_score(count, sizes[topic], everywhere[phrase], len(texts), phrase), phrase)
                for phrase, count in within[topic].items()
                if count >= 2 and any(word in phrase for word in own)
            ),
        )
        taken = set(names.values())
        names[topic] = next((phrase for _, phrase in ranked if phrase not in taken), words[topic][0])
    return names


def _score(count: int, size: int, anywhere: int, n_texts: int, phrase: str) -> float:
    """Weigh a phrase: common in the topic, rare outside, and not long."""
    share = count / size
    lift = log(share * n_texts / anywhere)
    return round(float(share**0.5) * lift / (8 + len(phrase)), 9)


def _phrases(text: list[str], typical: set[str]) -> Iterator[str]:
    """Give the phrases of one to three words that begin and end with a word typical of some topic."""
    for i, first in enumerate(text):
        if first not in typical:
            continue
        if SHORTEST <= len(first) <= LONGEST:
            yield first
        for length in (2, 3):
            run = text[i : i + length]
            if len(run) == length and run[-1] in typical:
                phrase = (" " if run[0].isascii() else "").join(run)
                if SHORTEST <= len(phrase) <= LONGEST * (2 if run[0].isascii() else 1):
                    yield phrase
