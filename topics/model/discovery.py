"""Which topics a corpus holds of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.settings import ModelSettings

    Reals = NDArray[np.float64]


def find_topics(vectors: Reals, n_words: NDArray[np.int64], settings: ModelSettings) -> Reals:
    """Give the centres of topics; none yet."""
    return np.zeros((0, vectors.shape[1]))
