"""Which texts are nearly the same.

Likeness is Jaccard's coefficient: of all runs of five characters that stand in either text, the share that stands in
both. Pairs are sought by the smallest hashes of each text, so that a corpus is never compared all with all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

N_CHARACTERS = 5
_SKETCH = 128
"""Smallest hashes kept of each text; two texts alike by half share all of them but for one chance in 10^30."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
_white = re.compile("[\0-\x20\x7f\x85\xa0\xad\u2000-\u200f\u2028\u2029\u2060\u3000\ufeff]")


class Pair(NamedTuple):
    """Two texts by their numbers, the smaller first, and their likeness in ``[0, 1]``."""

    first: int
    second: int
    likeness: float


def shingles(text: str) -> NDArray[np.uint64]:
    """Give the sorted hashes of the runs of five characters of a text, white space left out, each once."""
    codes = np.frombuffer(_white.sub("", text).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    n = len(codes) - N_CHARACTERS + 1
    if n <= 0:
        return np.unique(codes.astype(np.uint64))
    hashes = np.zeros(n, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(N_CHARACTERS):
            hashes = (hashes ^ codes[k : k + n].astype(np.uint64)) * _BASE
            hashes ^= hashes >> np.uint64(29)
    hashes.sort()
    first: NDArray[np.bool_] = np.append(True, hashes[1:] != hashes[:-1])
    return np.compress(first, hashes)


def jaccard(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Give the likeness of two texts by their shingles.

    Examples
    --------
    >>> jaccard(shingles("abcdef"), shingles("abcdefg"))  # abcde and bcdef of abcde, bcdef, cdefg
    0.6666666666666666
    """
    common = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - common
    return common / union if union else 1.0


def alike(texts: list[str], least: float) -> list[Pair]:
    """Give the pairs of texts whose likeness is at least `least`, by number."""
    sets = [shingles(text) for text in texts]
    holders: dict[int, list[int]] = {}
    for number, hashes in enumerate(sets):
        for value in hashes[:_SKETCH].tolist():
            holders.setdefault(value, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for numbers in holders.values():
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 :]:
                shared[one, other] = shared.get((one, other), 0) + 1
    candidates: list[Any] = sorted(pair for pair, count in shared.items() if count >= least * _SKETCH / 4)
    pairs = [Pair(one, other, jaccard(sets[one], sets[other])) for one, other in candidates]
    return [pair for pair in pairs if pair.likeness >= least]
