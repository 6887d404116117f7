"""Which texts are nearly the same.

Likeness is Jaccard's coefficient: of all runs of five characters that stand in either text, the share that stands in
both. Pairs are sought by the smallest hashes of each text, so that a corpus is never compared all with all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

N_CHARACTERS = 5
_SKETCH = 128
"""Smallest hashes kept of each text; texts alike by half share an eighth of them but for one chance in 10^15."""
_COMPARED = 8
"""Texts that each is compared with: those that share most of the smallest hashes."""
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
    """Give, of each text, the pair with the one it is most like, where their likeness is at least `least`.

    A form that a hundred offices filled in gives a hundred pairs, not five thousand.
    """
    sets = [shingles(text) for text in texts]
    sketches = [hashes[:_SKETCH] for hashes in sets]
    pairs = set()
    for one, shared in enumerate(_shared(sketches)):
        shared[one] = 0
        shorter = np.minimum(len(sketches[one]), [len(sketch) for sketch in sketches])
        candidates = np.flatnonzero((shared > 0) & (shared >= least * shorter / 4))
        likeliest = candidates[np.argsort(-shared[candidates], kind="stable")][:_COMPARED].tolist()
        measured = [Pair(min(one, n), max(one, n), jaccard(sets[one], sets[n])) for n in likeliest]
        pairs |= set(sorted(measured, key=lambda pair: (-pair.likeness, pair))[:1])
    return sorted(pair for pair in pairs if pair.likeness >= least)


def _shared(sketches: list[NDArray[np.uint64]]) -> Iterator[NDArray[np.int64]]:
    """Give, text by text, how many hashes of its sketch stand in that of each text, itself among them; shape (n,)."""
    lengths = np.array([len(sketch) for sketch in sketches], dtype=np.int64)
    owners = np.repeat(np.arange(len(sketches)), lengths)
    _, held = np.unique(np.concatenate([*sketches, np.zeros(0, np.uint64)]), return_inverse=True)
    holders = owners[np.argsort(held, kind="stable")]
    ends = np.cumsum(np.bincount(held))
    starts = ends - np.bincount(held)
    for last, length in zip(np.cumsum(lengths), lengths, strict=True):
        hashes = held[last - length : last]
        of_hash = [holders[starts[h] : ends[h]] for h in hashes]
        yield np.bincount(np.concatenate([*of_hash, np.zeros(0, np.int64)]), minlength=len(sketches))
