"""Which runs of characters plans have in common, and which of them say nothing because everyone writes them.

A run of characters (a shingle) is compared by its letters alone: punctuation, white space and masks (`**`) are left
out, full-width letters are half-width ones, capitals small, Traditional characters Simplified. A run is *common* where
many districts have it, where it stands in a text named as background (the national report of the year, say), or where
the genre has it anyway; what is common is neither likeness nor borrowing.

texts → letters() → Letters → index() → Shared
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from topics.characters import simplify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Small = NDArray[np.int32]

COMMON_SHARE, COMMON_LEAST, COMMON_MOST = 0.1, 2, 20
"""A run that more than a tenth of all districts have is common; never one that only two have, always one that more than
twenty have."""
_PARTITION = 4_000_000
"""Runs sorted at a time: what bounds the memory of a large corpus."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_CLAUSE_ENDS = np.array(sorted(map(ord, "\n，。；：！？,;:!?…—")), dtype=np.uint32)
SKETCH, COPY_SHARE = 200, 0.5
"""Runs of a plan that are looked at to tell copies, and the share of them that copies have in common."""
ALONE, COMMON, BROKEN = -1, -2, -3
"""What stands in place of a run's number: only one plan has it; it is common; it runs across the end of a text."""


@dataclass(frozen=True)
class Letters:
    """The letters of several texts, one after the other.

    Parameters
    ----------
    codes
        Code points, shape (n_letters,).
    text
        Number of the text each letter stands in, ascending.
    at
        Its place in that text, in characters from 0.
    clause
        Number of the clause it stands in, counted through all texts.
    """

    codes: NDArray[np.uint64]
    text: Small
    at: Small
    clause: Small


@dataclass(frozen=True)
class Shared:
    """The runs that at least two plans have and that are not common.

    Parameters
    ----------
    run
        Number of the run that begins at each letter, shape (n_letters,); `ALONE`, `COMMON` or `BROKEN` for others.
    starts, places
        The letters at which run k begins: ``places[starts[k]:starts[k + 1]]``.
    n_districts
        Districts that have run k.
    """

    run: Small
    starts: Whole
    places: Whole
    n_districts: Small


def letters(texts: Sequence[str]) -> Letters:
    """Give the letters of texts: Chinese characters, Latin letters and digits, folded.

    Examples
    --------
    >>> found = letters(["Ａ区，**好", "b"])
    >>> "".join(map(chr, found.codes)), found.text.tolist(), found.at.tolist(), found.clause.tolist()
    ('a区好b', [0, 0, 0, 1], [0, 1, 5, 0], [0, 0, 1, 2])
    """
    joined = simplify("\n".join(text.replace("\n", " ") for text in texts))
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32)
    ends = codes == ord("\n")
    text: Small = np.cumsum(ends, dtype=np.int32)
    first = np.concatenate([[0], np.flatnonzero(ends) + 1]).astype(np.int32)
    at: Small = np.arange(len(codes), dtype=np.int32) - first[text]
    clause: Small = np.cumsum(np.isin(codes, _CLAUSE_ENDS), dtype=np.int32)
    folded = np.where((codes >= 0xFF01) & (codes <= 0xFF5E), codes - 0xFEE0, codes)
    folded = np.where((folded >= ord("A")) & (folded <= ord("Z")), folded + 32, folded)
    latin = ((folded >= ord("0")) & (folded <= ord("9"))) | ((folded >= ord("a")) & (folded <= ord("z")))
    kept = latin | ((folded >= 0x3400) & (folded <= 0x9FFF)) | ((folded >= 0x20000) & (folded <= 0x3FFFF))
    return Letters(folded[kept].astype(np.uint64), text[kept], at[kept], clause[kept])


def runs(codes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Give a hash of the run of `size` letters that begins at each letter; fewer than `codes` by `size` - 1."""
    n = max(0, len(codes) - size + 1)
    hashes = np.zeros(n, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(size):
            hashes = (hashes ^ codes[k : k + n]) * _MULTIPLIER
            hashes ^= hashes >> np.uint64(29)
    return hashes


def known_runs(texts: Sequence[str], size: int) -> NDArray[np.uint32]:
    """Give all runs in texts as `index` takes those known beforehand: the upper halves of their hashes, sorted.

    Runs from one text into the next are among them: a document is given in pieces, and its copy may be cut elsewhere.
    """
    return np.unique(upper(runs(letters(texts).codes, size)))


def upper(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Give the upper halves of hashes: of runs not known, one in 40,000 is taken for one of 100,000 known ones."""
    halves: NDArray[np.uint32] = (hashes >> np.uint64(32)).astype(np.uint32)
    return halves


def unbroken(groups: Small, size: int) -> NDArray[np.bool_]:
    """Tell of each run whether it begins and ends in the same group (text or plan)."""
    n = max(0, len(groups) - size + 1)
    whole: NDArray[np.bool_] = groups[:n] == groups[size - 1 : size - 1 + n]
    return whole


def common_from(n_districts: int) -> int:
    """Give the most districts that may have a run that is not common.

    Examples
    --------
    >>> common_from(4), common_from(31), common_from(3000)
    (2, 4, 20)
    """
    return int(np.clip(np.ceil(COMMON_SHARE * n_districts), COMMON_LEAST, COMMON_MOST))


def index(
    codes: NDArray[np.uint64],
    within: Small,
    plans: Small,
    districts: Small,
    size: int,
    known: NDArray[np.uint32],
) -> Shared:
    """Find the runs that several plans have and not everyone.

    Parameters
    ----------
    codes
        Letters of all plans, one plan after the other.
    within
        Number of the text each letter stands in: no run crosses from one to the next.
    plans, districts
        Number of the plan, ascending, and of the district of each letter. Districts whose plans are copies count as
        one (`merged`): a copy three times over is no common phrase.
    size
        Letters in a run.
    known
        Runs that are common beforehand, as `known_runs` gives them.
    """
    run = np.full(len(codes), BROKEN, dtype=np.int32)
    hashes, whole = runs(codes, size), unbroken(within, size)
    most = common_from(len(np.unique(districts)))
    n_parts = 1 + len(hashes) // _PARTITION
    parts = hashes % np.uint64(n_parts)
    sizes, places, counts, n_runs = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], 0
    for part in range(n_parts):
        chosen = np.flatnonzero(whole & (parts == part))
        chosen = chosen[np.lexsort((districts[chosen], hashes[chosen]))]
        starts, n_plans, n_districts = _tally(hashes[chosen], plans[chosen], districts[chosen])
        common = (n_districts > most) | _among(hashes[chosen][starts], known)
        number = np.where(common, COMMON, ALONE).astype(np.int32)
        kept = ~common & (n_plans > 1)
        number[kept] = n_runs + np.arange(kept.sum())
        length = np.diff(np.append(starts, len(chosen)))
        run[chosen] = np.repeat(number, length)
        sizes.append(length[kept])
        places.append(chosen[np.repeat(kept, length)])
        counts.append(n_districts[kept].astype(np.int32))
        n_runs += int(kept.sum())
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(sizes))])
    return Shared(run, offsets, np.concatenate(places), np.concatenate(counts))


def merged(codes: NDArray[np.uint64], plans: Small, districts: Small, size: int) -> Small:
    """Give districts one number where a plan of one is a copy of a plan of the other, by and large.

    Parameters
    ----------
    codes, plans, districts
        As for `index`.
    size
        Letters in a run.

    Notes
    -----
    Of each plan the `SKETCH` runs with the smallest hashes are compared (Broder 1997): who shares half of them shares
    about a third of all its runs, where plans of one genre share a few in a hundred and a place's plans of two years
    no more than a fifth.
    """
    hashes = runs(codes, size)
    n_plans = int(plans[-1]) + 1 if len(plans) else 0
    bounds = np.searchsorted(plans, np.arange(n_plans + 1))
    kept = [_smallest(hashes[a : max(a, b - size + 1)]) for a, b in pairwise(bounds.tolist())]
    owner = np.repeat(np.arange(n_plans), [len(one) for one in kept])
    kinds, column = np.unique(np.concatenate([*kept, np.zeros(0, np.uint64)]), return_inverse=True)
    held = csr_array((np.ones(len(owner), np.int32), (owner, column)), shape=(n_plans, len(kinds)))
    shared = (held @ held.T).tocoo()
    fewer = np.minimum.outer([len(one) for one in kept], [len(one) for one in kept])[shared.row, shared.col]
    copies = shared.data >= np.maximum(COPY_SHARE * fewer, 1)
    of_plan = districts[np.minimum(bounds[:-1], max(len(districts) - 1, 0))] if n_plans else districts
    n_districts = int(districts.max()) + 1 if len(districts) else 0
    ends = of_plan[shared.row[copies]], of_plan[shared.col[copies]]
    links = csr_array((np.ones(int(copies.sum()), np.int8), ends), shape=(n_districts, n_districts))
    group: Small = connected_components(links, directed=False)[1].astype(np.int32)[districts]
    return group


def _smallest(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give the `SKETCH` smallest hashes, each once, sorted; fewer where many are alike."""
    some = 4 * SKETCH
    return np.unique(np.partition(hashes, some)[:some] if len(hashes) > some else hashes)[:SKETCH]


def _tally(hashes: NDArray[np.uint64], plans: Small, districts: Small) -> tuple[Whole, Whole, Whole]:
    """Give, of each run in sorted order, where it starts and how many plans and districts have it."""
    if not len(hashes):
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    fresh = np.concatenate([[True], hashes[1:] != hashes[:-1]])
    starts = np.flatnonzero(fresh)
    another = [fresh | np.concatenate([[True], owner[1:] != owner[:-1]]) for owner in (plans, districts)]
    n_plans, n_districts = (np.add.reduceat(one.astype(np.int64), starts) for one in another)
    return starts, n_plans, n_districts


def _among(hashes: NDArray[np.uint64], known: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which hashes are known."""
    if not len(known):
        return np.zeros(len(hashes), dtype=np.bool_)
    halves = upper(hashes)
    place = np.minimum(np.searchsorted(known, halves), len(known) - 1)
    found: NDArray[np.bool_] = known[place] == halves
    return found
