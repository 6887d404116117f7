"""What the vector of each text is.

Identical texts are encoded once; the order is kept.

In: texts, an encoder → `embed()` → out: vectors, one row a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.embed.encoders import Encoder


def embed(texts: Sequence[str], encoder: Encoder, progress: Progress = silent) -> NDArray[np.float32]:
    """Turn texts into vectors.

    Parameters
    ----------
    texts
        Cleaned texts; any may occur more than once.
    encoder
        Who turns a text into a vector.
    progress
        Told of the distinct texts done.

    Returns
    -------
    NDArray
        float32 of shape (texts, dimension), rows of length 1.
    """
    distinct = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    vectors = encoder.encode(list(distinct), progress)
    return vectors[np.array([distinct[text] for text in texts], np.intp)]
