"""Which passage of one segment stands in another, and how much speaks for it.

Letters that match in the same order, with whatever stands between; of these the stretch in which most matches with
least between, widened to whole clauses. Evidence counts only runs that are not common (`shingles`) and
not said at ceremonies, at most six a clause: a long name or slogan is one thing in common and not twenty. It is counted
at two scales: in short runs, which are left when every second word is changed, and in long ones, which are rare even
where all their words are common.

two segments → Matcher.passage() → Passage
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topics.characters import simplify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.analyse.likeness.shingles import Letters, Shared

SHORTEST = 2
"""Letters in a row that count as matching."""
GAP = 0.2
"""What a letter between two matches takes off, in matching letters."""
PHRASE = 5
"""From so many letters on a run is as long as a phrase."""
MOST_A_CLAUSE = 6.0
"""Evidence of a clause at most."""
MOST_CEREMONY = 0.2
"""A passage of which more than this is said at ceremonies is a ceremony: thanks, a closing, admissions."""
_CEREMONY = re.compile(
    r"习近平|总书记|党中央|中国特色社会主义|四个意识|四个自信|两个维护|两个确立|各位代表|人大代表|政协|民主党派|"
    r"解放军|武警|感谢|敬意|清醒|团结带领|社会各界|直面问题|总体要求|总体思路|指导思想|全会精神|二十大|十九大|"
    r"新发展理念|稳中求进|国防动员|国防和军队|侨务|地震|气象|妇联|共青团|工会|参事|档案"
)
"""A clause with one of these is a formula of the genre: allegiance, guiding lines, thanks, admissions, and the list of
offices that every report runs through."""
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
        What speaks for it at each scale, and in how many clauses of the later passage.
    """

    later: int
    source: int
    start: int
    end: int
    source_start: int
    source_end: int
    reused: float
    source_reused: float
    evidence: tuple[float, ...]
    n_clauses: tuple[int, ...]


class Run(NamedTuple):
    """Letters that match: `size` of them from letter `a` of one text and `b` of the other."""

    a: int
    b: int
    size: int


class Matcher:
    """Finds the passage that two segments share.

    Parameters
    ----------
    letters
        The letters of all segments.
    scales
        The length of a run, and which runs of that length are shared and by how many districts.
    texts
        The segments.
    """

    def __init__(self, letters: Letters, scales: Sequence[tuple[int, Shared]], texts: Sequence[str]) -> None:
        self._letters, self._scales, self._texts = letters, scales, texts
        bounds = np.searchsorted(letters.text, np.arange(len(texts) + 1))
        labels = [found.end() if (found := _LABEL.match(text)) else 0 for text in texts]
        rows = zip(bounds[:-1].tolist(), bounds[1:].tolist(), labels, strict=True)
        self._spans = [slice(a + int(np.searchsorted(letters.at[a:b], label)), b) for a, b, label in rows]
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
        found = [self._evidence(later, matches, ceremonial, *scale) for scale in self._scales]
        ends = (*self._places(later, *a), *self._places(source, *b))
        shares = (n_matching / (a[1] - a[0]), n_matching / (b[1] - b[0]))
        return Passage(later, source, *ends, *shares, tuple(map(sum, found)), tuple(map(len, found)))

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
            if _CEREMONY.search(simplify(self._texts[segment][begin:stop])):
                found[number] = n
        return found

    def _evidence(
        self, later: int, matches: list[Run], ceremonial: dict[int, int], size: int, shared: Shared
    ) -> list[float]:
        """Give the evidence in each clause that has any; a run counts where it stands first.

        A run shorter than a phrase must lie in one clause: across two it is made of their ends alone.
        """
        begins = np.concatenate([np.arange(m.a, m.a + max(0, m.size - size + 1)) for m in matches])
        begins = begins.astype(np.int64) + self._spans[later].start
        clause, run = self._letters.clause, shared.run
        whole = clause[begins] == clause[begins + size - 1] if size < PHRASE else True
        begins = begins[(run[begins] >= 0) & whole]
        runs, first = np.unique(run[begins], return_index=True)
        clauses, weight = clause[begins[first]], weights(shared)[runs]
        return [
            min(MOST_A_CLAUSE, float(weight[clauses == one].sum()))
            for one in np.unique(clauses)
            if int(one) not in ceremonial
        ]


def weights(shared: Shared) -> NDArray[np.float64]:
    """Give what each run counts: 1 divided by the number of other districts that have it, any of which may be a source.

    A run that only one district has (in plans of several years) counts 1.
    """
    counted: NDArray[np.float64] = 1 / np.maximum(shared.n_districts - 1, 1)
    return counted


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
