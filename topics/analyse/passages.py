"""Which passage of one segment stands in another, and how much speaks for it.

Letters that match in the same order, with whatever stands between; of these the stretch in which most matches with
least between, widened to whole clauses. Evidence counts only what is not common (`topics.analyse.shingles`) and not
said at ceremonies, at most six runs a clause: a long name or slogan is one thing in common and not twenty.

two segments → Matcher.passage() → Passage
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from topics.analyse.shingles import Letters, Shared

SHORTEST = 2
"""Letters in a row that count as matching."""
GAP = 0.2
"""What a letter between two matches takes off, in matching letters."""
MOST_A_CLAUSE = 6.0
"""Evidence of a clause at most."""
MOST_CEREMONY = 0.2
"""A passage of which more than this is said at ceremonies is a ceremony: thanks, a closing, admissions."""
_CEREMONY = re.compile(
    r"习近平|总书记|党中央|中国特色社会主义|四个意识|四个自信|两个维护|两个确立|各位代表|人大代表|政协|民主党派|"
    r"解放军|武警|感谢|敬意|清醒|团结带领|社会各界|直面问题"
)
"""A clause with one of these is a formula of the genre: allegiance, thanks, admission."""
_LABEL = re.compile(
    r"\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]|第?[一二三四五六七八九十](?:是|要|，))"
)
"""The number of an item, which is no part of what it says."""


@dataclass(frozen=True)
class Passage:
    """A passage of a later segment and what it matches in an earlier one.

    Parameters
    ----------
    later, source
        Numbers of the segments.
    start, end, source_start, source_end
        Places in the segments' texts, in characters from 0, the ends exclusive.
    reused, source_reused
        Fraction of the letters of either passage that match.
    evidence, n_clauses
        What speaks for it, and in how many clauses of the later passage.
    """

    later: int
    source: int
    start: int
    end: int
    source_start: int
    source_end: int
    reused: float
    source_reused: float
    evidence: float
    n_clauses: int


class Run(NamedTuple):
    """Letters that match: `size` of them from letter `a` of one text and `b` of the other."""

    a: int
    b: int
    size: int


class Matcher:
    """Finds the passage that two segments share.

    Parameters
    ----------
    letters, shared
        The letters of all segments, and which runs of three are shared and by how many districts.
    texts
        The segments.
    """

    def __init__(self, letters: Letters, shared: Shared, texts: Sequence[str]) -> None:
        self._letters, self._shared, self._texts = letters, shared, texts
        bounds = np.searchsorted(letters.text, np.arange(len(texts) + 1))
        labels = [found.end() if (found := _LABEL.match(text)) else 0 for text in texts]
        rows = zip(bounds[:-1].tolist(), bounds[1:].tolist(), labels, strict=True)
        self._spans = [slice(a + int(np.searchsorted(letters.at[a:b], label)), b) for a, b, label in rows]
        self._weight = 1 / np.maximum(shared.n_districts - 1, 1)
        self._words = lru_cache(maxsize=4096)(self._spelled)

    def passage(self, later: int, source: int) -> Passage | None:
        """Give the passage of segment `later` that stands in segment `source`, if anything matches."""
        blocks = SequenceMatcher(None, self._words(later), self._words(source), autojunk=False).get_matching_blocks()
        matches = densest([Run(*block) for block in blocks if block.size >= SHORTEST])
        if not matches:
            return None
        first, last = matches[0], matches[-1]
        a, b = self._widened(later, first.a, last.a + last.size), self._widened(source, first.b, last.b + last.size)
        ceremonial = self._ceremonial(later, *a)
        if sum(ceremonial.values()) > MOST_CEREMONY * (a[1] - a[0]):
            return None
        n_matching = sum(match.size for match in matches)
        evidence = self._evidence(later, matches, ceremonial)
        ends = (*self._places(later, *a), *self._places(source, *b))
        shares = (n_matching / (a[1] - a[0]), n_matching / (b[1] - b[0]))
        return Passage(later, source, *ends, *shares, sum(evidence), len(evidence))

    def _spelled(self, segment: int) -> str:
        return "".join(map(chr, self._letters.codes[self._spans[segment]].tolist()))

    def _widened(self, segment: int, start: int, end: int) -> tuple[int, int]:
        """Widen a stretch of letters to the whole of its first and last clause."""
        clause = self._letters.clause[self._spans[segment]]
        low, high = np.searchsorted(clause, clause[start]), np.searchsorted(clause, clause[end - 1], side="right")
        return int(low), int(high)

    def _places(self, segment: int, start: int, end: int) -> tuple[int, int]:
        """Give the place of a stretch of letters in the segment's text."""
        at = self._letters.at[self._spans[segment]]
        return int(at[start]), int(at[end - 1]) + 1

    def _ceremonial(self, segment: int, start: int, end: int) -> dict[int, int]:
        """Give the letters of each clause that is said at ceremonies, of a stretch of whole clauses."""
        span = self._spans[segment]
        numbers, first, n_letters = np.unique(
            self._letters.clause[span][start:end], return_index=True, return_counts=True
        )
        found = {}
        for number, low, n in zip(numbers.tolist(), (first + start).tolist(), n_letters.tolist(), strict=True):
            begin, stop = self._places(segment, low, low + n)
            if _CEREMONY.search(self._texts[segment][begin:stop]):
                found[number] = n
        return found

    def _evidence(self, later: int, matches: list[Run], ceremonial: dict[int, int]) -> list[float]:
        """Give the evidence in each clause that has any; a run counts where it stands first."""
        base = self._spans[later].start
        begins = np.concatenate([np.arange(m.a, m.a + max(0, m.size - 2)) for m in matches]) + base
        clause = self._letters.clause
        begins = begins[(self._shared.run[begins] >= 0) & (clause[begins] == clause[begins + 2])]
        runs, first = np.unique(self._shared.run[begins], return_index=True)
        clauses = clause[begins[first]]
        return [
            min(MOST_A_CLAUSE, float(self._weight[runs[clauses == one]].sum()))
            for one in np.unique(clauses)
            if int(one) not in ceremonial
        ]


def densest(runs: list[Run]) -> list[Run]:
    """Give the stretch of runs with the most letters less `GAP` for every letter between, in either text.

    Examples
    --------
    >>> densest([Run(0, 0, 2), Run(40, 50, 6), Run(48, 57, 4)])  # the first is too far off
    [Run(a=40, b=50, size=6), Run(a=48, b=57, size=4)]
    """
    best = sum_ = 0.0
    start, chosen = 0, (0, 0)
    for i, run in enumerate(runs):
        if i:
            before = runs[i - 1]
            sum_ -= GAP * (run.a - before.a - before.size + run.b - before.b - before.size)
        if sum_ <= 0:
            sum_, start = 0.0, i
        sum_ += run.size
        if sum_ > best:
            best, chosen = sum_, (start, i + 1)
    return runs[slice(*chosen)]
