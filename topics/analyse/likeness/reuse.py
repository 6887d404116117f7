"""How much of one plan's wording another plan has too.

The measure is a fraction of letters: of the letters of the shorter plan that lie in runs of five not common to the
corpus, those that lie in such a run which the other plan has as well. A changed word costs the runs across it and no
more, so small edits, masked names and another order of the paragraphs leave the rest of the match standing.

plans' texts → wordings() → fractions of every plan in every other
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from topics.analyse.likeness.shingles import ALONE, index, known_runs, letters, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.analyse.likeness.shingles import Shared

SIZE = 5
"""Letters in a run: short enough to survive an edit every few words, long enough that chance rarely repeats one."""
LEAST_OWN = 50
"""A plan with fewer letters of its own (in runs that are not common) has no fraction worth giving."""


@dataclass(frozen=True)
class Wordings:
    """What plans share in wording.

    Parameters
    ----------
    reused
        ``reused[i, j]``: letters of plan i that lie in runs of its own which plan j has, shape (n_plans, n_plans).
    own
        Letters of each plan that lie in runs that are not common.
    length
        Letters of each plan.
    """

    reused: NDArray[np.int32]
    own: NDArray[np.int64]
    length: NDArray[np.int64]

    def of_shorter(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the fraction of the shorter plan's own letters that the other has, a value a pair.

        NaN where it has fewer than `LEAST_OWN`. Of two plans of one length the smaller fraction counts.
        """
        shorter = np.where(self.length[first] <= self.length[second], first, second)
        longer = first + second - shorter
        fractions = self._fraction(shorter, longer)
        even = self.length[first] == self.length[second]
        return np.where(even, np.fmin(fractions, self._fraction(longer, shorter)), fractions)

    def _fraction(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        enough = self.own[one] >= LEAST_OWN
        return np.where(enough, self.reused[one, other] / np.maximum(self.own[one], 1), np.nan)


def wordings(
    texts: Sequence[str], plans: NDArray[np.int32], districts: NDArray[np.int32], background: Sequence[str] = ()
) -> Wordings:
    """Measure how much wording every two plans share.

    Parameters
    ----------
    texts
        Segments in reading order, plan after plan.
    plans, districts
        Number of the plan (0, 1, … without a gap) and of the district of each segment, both ascending.
    background
        Texts whose runs are common whoever uses them.

    Notes
    -----
    Shingling after Broder (1997), "On the resemblance and containment of documents"; here every run counts and not a
    sample, since an index of runs costs a second for a hundred plans.
    """
    found = letters(texts)
    plan = plans[found.text]
    district = merged(found.codes, plan, districts[found.text], SIZE)
    shared = index(found.codes, plan, plan, district, SIZE, known_runs(background, SIZE))
    n_plans = int(plans.max()) + 1 if len(plans) else 0
    bounds = np.searchsorted(plan, np.arange(n_plans + 1))
    reused = np.zeros((n_plans, n_plans), dtype=np.int32)
    own = np.zeros(n_plans, dtype=np.int64)
    for i in range(n_plans):
        numbers = shared.run[bounds[i] : bounds[i + 1]]
        own[i] = _covered(np.flatnonzero((numbers >= 0) | (numbers == ALONE)))
        reused[i] = _reused(numbers, shared, plan, n_plans)
    return Wordings(reused, own, np.diff(bounds))


def _covered(begins: NDArray[np.int64]) -> int:
    """Count the letters under runs that begin at the places given, ascending.

    Examples
    --------
    >>> _covered(np.array([0, 1, 10]))  # letters 0 to 5 and 10 to 14
    11
    """
    return int(np.minimum(np.diff(begins), SIZE).sum()) + SIZE if len(begins) else 0


def _reused(numbers: NDArray[np.int32], shared: Shared, plan: NDArray[np.int32], n_plans: int) -> NDArray[np.int64]:
    """Count the letters of one plan, by its runs, that each plan has too; shape (n_plans,)."""
    begins = np.flatnonzero(numbers >= 0)
    chosen = numbers[begins]
    n_places = shared.starts[chosen + 1] - shared.starts[chosen]
    offsets = np.arange(n_places.sum()) - np.repeat(np.cumsum(n_places) - n_places, n_places)
    holders = plan[shared.places[np.repeat(shared.starts[chosen], n_places) + offsets]]
    narrow = np.uint16 if n_plans <= np.iinfo(np.uint16).max else np.int32  # sorted in one pass where it fits
    order = np.argsort(holders.astype(narrow), kind="stable")
    holder, begin = holders[order], np.repeat(begins, n_places)[order]
    fresh = np.append(True, (holder[1:] != holder[:-1]) | (begin[1:] != begin[:-1]))[: len(holder)]
    holder, begin = holder[fresh], begin[fresh]
    last = np.append(holder[1:] != holder[:-1], True)[: len(holder)]
    gained = np.where(last, SIZE, np.minimum(np.append(np.diff(begin), SIZE)[: len(begin)], SIZE))
    return np.bincount(holder, weights=gained, minlength=n_plans).astype(np.int64)
