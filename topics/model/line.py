"""All words of a corpus one after the other, so that what stands beside a word is found at once.

Words with their breaks, terms, place names → lay_out() → Line
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.int64]

_EDGE = 4
"""Breaks between two texts: as many as words in the longest phrase, so that none runs from one into the next."""


class Line(NamedTuple):
    """All words of a corpus one after the other, as numbers.

    Parameters
    ----------
    words
        The word of each number; the number 0 is a break: a mark, a figure, the end of a text.
    numbers
        int64 of shape (n_places,).
    texts
        The text each place is in, with the breaks after it; -1 before the first.
    order, begins
        The places of the word i are ``order[begins[i]:begins[i + 1]]``, in rising order.
    districts
        The number of the district of each text, shape (n_texts,).
    least
        In so many districts an expression must stand to be more than the name of something local.
    terms
        Policy terms, which are whole.
    place_names
        Those of the corpus.
    """

    words: list[str]
    numbers: Places
    texts: Places
    order: Places
    begins: Places
    districts: Places
    least: int
    terms: frozenset[str]
    place_names: frozenset[str]

    def places(self, number: int) -> Places:
        """Give where a word stands."""
        return self.order[self.begins[number] : self.begins[number + 1]]


def lay_out(
    runs: Sequence[Sequence[str]],
    districts: Sequence[str],
    least: int,
    terms: frozenset[str] = frozenset(),
    place_names: frozenset[str] = frozenset(),
) -> Line:
    """Lay texts in a line.

    Parameters
    ----------
    runs
        The words of each text, "" for each break (`topics.model.words.runs`).
    districts
        The district of each text.
    least
        In so many districts an expression must stand.
    terms, place_names
        What is known of words beforehand, as `Line` has it.
    """
    break_ = [""] * _EDGE
    flat = [*break_, *chain.from_iterable(chain(run, break_) for run in runs)]
    index = {word: i for i, word in enumerate(dict.fromkeys(flat))}
    numbers = np.fromiter(map(index.__getitem__, flat), dtype=np.int64, count=len(flat))
    lengths = [_EDGE, *(len(run) + _EDGE for run in runs)]
    texts = np.repeat(np.arange(-1, len(runs)), lengths)
    order = np.argsort(numbers, kind="stable")
    begins = np.searchsorted(numbers[order], np.arange(len(index) + 1))
    of_text = np.unique(np.array(districts, dtype=np.str_), return_inverse=True)[1]
    return Line(list(index), numbers, texts, order, begins, of_text, least, terms, place_names)


def commonest(numbers: Places) -> tuple[int, int]:
    """Give the commonest word of some places, breaks aside, and how often it stands there; (0, 0) if there is none."""
    counts = Counter(numbers[numbers > 0].tolist())
    return max(counts.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))


def n_distinct(numbers: Places) -> int:
    """Count how many different numbers there are; for the few of a word faster than sorting them."""
    return len(set(numbers.tolist()))
