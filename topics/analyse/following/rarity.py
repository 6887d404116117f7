"""How rare each short run of characters is in this corpus.

A run is two or three characters in a row within a clause; a number counts as one character, so that 12 never matches
within 120. What every plan says (推进, 高质量发展) is common and weighs little; the name of a road, a firm or a fund is
rare and weighs much. No dictionary is needed, and names need not be known beforehand.

texts of the corpus → Rarity → weights of the runs of any texts
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LENGTHS = (2, 3)
"""Lengths of the runs, in characters."""
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_WORD = re.compile(r"[\w+%\U000F0000-\U000FFFFD]")
_PLANE, _PLANE_SIZE = 0xF0000, 65_534
_WIDE = re.compile(r"[A-Z\uFF05\uFF0B\uFF0E\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]+")
_CODEPOINTS = 0x110000
_SPREAD = 0x9E3779B97F4A7C15
_FEWEST, _MOST, _ROOM = 12, 22, 32
"""Runs are counted in 2 to the power of `_FEWEST` to `_MOST` buckets, about `_ROOM` a character of the corpus, so that
few share one."""
_HALF_WIDTH = str.maketrans({chr(ord(mark) + 0xFEE0): mark for mark in "%+.0123456789abcdefghijklmnopqrstuvwxyz"}) | {
    capital: small for small in range(ord("a"), ord("z") + 1) for capital in (small - 32, small - 32 + 0xFEE0)
}


@lru_cache(maxsize=1)
def _formulae() -> re.Pattern[str]:
    lines = Path(__file__).with_name("formulae.txt").read_text(encoding="utf-8").splitlines()
    found = sorted((line for line in lines if line and not line.startswith("#")), key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, found)))


def told(text: str) -> str:
    """Give a text without what every report says whatever the matter (`formulae.txt`), a blank in its place.

    Examples
    --------
    >>> told("各位代表！过去一年，新建公园3座").split()
    ['！', '，新建公园3座']
    """
    return _formulae().sub(" ", text)


def fold(text: str) -> str:
    """Bring a text into the form in which runs are compared: half width, small letters, a number one character.

    Examples
    --------
    >>> len(fold("新增公园120座")), fold("Ｇ60") == fold("g60"), fold("1,200") == fold("1200")
    (6, True, True)
    """
    return _NUMBER.sub(lambda found: atom(found.group()), narrow(text))


def atom(number: str) -> str:
    """Give the one character that stands for a number: the same for the same digits, from a private plane."""
    return chr(_PLANE + zlib.crc32(number.replace(",", "").encode()) % _PLANE_SIZE)


def narrow(text: str) -> str:
    """Write letters, digits and signs half width, and small, each at its place."""
    return _WIDE.sub(lambda found: found.group().translate(_HALF_WIDTH), text)


def numbers(text: str) -> dict[str, str]:
    """Give the numbers of a text by the character that stands for each in its folded form."""
    return {atom(found): found for found in _NUMBER.findall(narrow(text))}


class Rarity:
    """How rare runs are in a corpus.

    Parameters
    ----------
    texts
        All texts of the corpus, as they stand.

    Notes
    -----
    The weight of a run that stands in the corpus c times is log((n + 1) / c) / log(n + 1), at least 0, with n texts:
    inverse document frequency (Spärck Jones 1972) with occurrences for documents, brought to 0 (in every text) to 1
    (once in the corpus), so that corpora of different size compare.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        characters = _points([fold(text) for text in texts])
        self._bits = min(_MOST, max(_FEWEST, (_ROOM * len(characters[0])).bit_length()))
        self._scale = np.log(len(texts) + 1.0) if texts else 1.0
        self._counts = {n: np.bincount(_runs(characters, n, self._bits)[1], minlength=1 << self._bits) for n in LENGTHS}
        self._means: dict[str, float] = {}

    def weights(self, folded: Sequence[str], n: int) -> csr_matrix:
        """Give the weight of each run of length `n`: sparse, shape (n_texts, n_buckets), a run counted once a text."""
        rows, buckets = _runs(_points(folded), n, self._bits)
        table = csr_matrix((np.ones(len(rows)), (rows, buckets)), shape=(len(folded), 1 << self._bits))
        table.sum_duplicates()
        table.data = self._weight(self._counts[n][table.indices])
        return table

    def mean(self, phrase: str) -> float:
        """Give the mean weight of the runs of one folded phrase without punctuation; 0 where it has none."""
        if phrase not in self._means:
            points = [ord(character) for character in phrase]
            found = [self._rarity(points[k : k + n]) for n in LENGTHS for k in range(len(points) - n + 1)]
            self._means[phrase] = sum(found) / len(found) if found else 0.0
        return self._means[phrase]

    def _rarity(self, run: list[int]) -> float:
        """Give the weight of one run; a few at a time are sooner done by themselves than as an array."""
        code = 0
        for point in run:
            code = code * _CODEPOINTS + point
        count = int(self._counts[len(run)][(code * _SPREAD % 2**64) >> (64 - self._bits)])
        return min(max(1 - log(max(count, 1)) / self._scale, 0.0), 1.0)

    def _weight(self, counts: NDArray[np.int64]) -> NDArray[np.float64]:
        weights: NDArray[np.float64] = np.clip(1 - np.log(np.maximum(counts, 1)) / self._scale, 0, 1)
        return weights


def _points(folded: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Give every character of every text as a number, the text it stands in, and whether it belongs to a word."""
    joined = "\n".join([*folded, ""])
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(folded)), [len(text) + 1 for text in folded])
    is_word = np.zeros(_CODEPOINTS, dtype=bool)
    is_word[points] = True
    there = np.flatnonzero(is_word)
    is_word[there] = [_in_word(point) for point in there.tolist()]
    return points, owner, is_word[points]


@lru_cache(maxsize=100_000)
def _in_word(point: int) -> bool:
    return _WORD.match(chr(point)) is not None


def _runs(
    characters: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]], n: int, bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give every run of `n` word characters of every text: the text it stands in, and the bucket it falls into."""
    points, owner, is_word = characters
    length = max(len(points) - n + 1, 0)
    whole, codes = np.ones(length, dtype=bool), np.zeros(length, dtype=np.int64)
    for k in range(n):
        whole &= is_word[k : length + k]
        codes = codes * _CODEPOINTS + points[k : length + k]
    return owner[:length][whole], _bucket(codes[whole], bits)


def _bucket(codes: NDArray[np.int64], bits: int) -> NDArray[np.int64]:
    """Spread run numbers over 2 to the power of `bits` buckets (Fibonacci hashing)."""
    spread = codes.astype(np.uint64) * np.uint64(_SPREAD)
    return (spread >> np.uint64(64 - bits)).astype(np.int64)
