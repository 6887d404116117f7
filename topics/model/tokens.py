"""The words of many texts as numbers: each word is looked up once, however often it stands in them.

words of texts → Tokens.of() → Tokens
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tokens:
    """The words of n texts.

    Parameters
    ----------
    distinct
        The words there are, in the order in which they first occur.
    codes
        int32, shape (n_words,): the place of each word in `distinct`, text after text.
    ends
        int64, shape (n + 1,): text i has the words from ``ends[i]`` up to ``ends[i + 1]``.
    """

    distinct: tuple[str, ...]
    codes: NDArray[np.int32]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Tokens:
        """Number the words of texts.

        Examples
        --------
        >>> Tokens.of([["江", "河", "江"], [], ["河"]])
        Tokens(distinct=('江', '河'), codes=array([0, 1, 0, 1], dtype=int32), ends=array([0, 3, 3, 4]))
        """
        place: dict[str, int] = {}
        codes, ends = array("i"), array("q", [0])
        for words in texts:
            codes.extend([place.setdefault(word, len(place)) for word in words])
            ends.append(len(codes))
        return cls(tuple(place), np.array(codes, dtype=np.int32), np.array(ends, dtype=np.int64))

    def __len__(self) -> int:
        """Give the number of texts."""
        return len(self.ends) - 1

    def rows(self, chosen: slice) -> Tokens:
        """Give some neighbouring texts."""
        first, last, _ = chosen.indices(len(self))
        ends = self.ends[first : max(first, last) + 1]
        return Tokens(self.distinct, self.codes[ends[0] : ends[-1]], ends - ends[0])

    def each(self, measure: Callable[[str], int]) -> NDArray[np.int64]:
        """Measure every word, shape (n_words,)."""
        measured: NDArray[np.int64] = np.array([measure(word) for word in self.distinct], dtype=np.int64)[self.codes]
        return measured

    def sums(self, measure: Callable[[str], int]) -> NDArray[np.int64]:
        """Sum a measure over the words of each text, shape (n,); 0 for a text without words."""
        upto = np.concatenate([[0], np.cumsum(self.each(measure))])
        summed: NDArray[np.int64] = np.diff(upto[self.ends])
        return summed
