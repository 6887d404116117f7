"""What the vector of each text is.

Identical texts are encoded once, and none that was encoded before by the same encoder; what is new is kept on disk
batch by batch, so that a run that was cut short goes on where it stopped. The order is kept.

In: texts, an encoder → `embed()` → out: vectors, one row a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.embed import folders
from topics.embed.cache import Cache, key_of
from topics.errors import EncoderError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from topics.embed.encoders import Encoder

BATCH = 128
"""Texts encoded between one writing to disk and the next: what is lost when the program is killed."""


def embed(texts: Sequence[str], encoder: Encoder, progress: Progress = silent) -> NDArray[np.float32]:
    """Turn texts into vectors.

    Parameters
    ----------
    texts
        Cleaned texts; any may occur more than once.
    encoder
        Who turns a text into a vector.
    progress
        Told of the distinct texts done, those found on disk at once.

    Returns
    -------
    NDArray
        float32 of shape (texts, dimension), rows of length 1.

    Raises
    ------
    EncoderError
        The encoder fails or gives what is no vector, or the cache folder cannot be written.
    """
    keys = [key_of(encoder.fingerprint, text) for text in texts]
    distinct = dict(zip(keys, texts, strict=True))
    with Cache(vectors_folder()) as cache:
        known = cache.find(list(distinct), encoder.dimension)
        missing = [key for key in distinct if key not in known]
        # Texts of like length together: encoders that fill up to the longest of a batch waste least.
        missing.sort(key=lambda key: (-len(distinct[key]), key))
        for first in range(0, len(missing), BATCH):
            batch = missing[first : first + BATCH]
            told = _from(progress, len(known), len(distinct))
            new = _checked(encoder.encode([distinct[key] for key in batch], told), len(batch), encoder)
            cache.add(dict(zip(batch, new, strict=True)))
            known.update(zip(batch, new, strict=True))
    if distinct:
        progress("embed", len(distinct), len(distinct))
    return np.stack([known[key] for key in keys]) if keys else np.empty((0, encoder.dimension), np.float32)


def vectors_folder() -> Path:
    """Give the folder of the vectors inside the cache folder."""
    return folders.cache_folder() / "vectors"


def _from(progress: Progress, before: int, total: int) -> Progress:
    """Give a progress function for a batch that counts on from what was done before it."""
    return lambda step, done, _: progress(step, before + done, total)


def _checked(vectors: NDArray[np.float32], n_texts: int, encoder: Encoder) -> NDArray[np.float32]:
    """Hold what an encoder gave to its promise."""
    remedy = "name another encoder with --embedder"
    if vectors.shape != (n_texts, encoder.dimension):
        found = f"{encoder.name}: vectors of shape {vectors.shape} for {n_texts} texts"
        raise EncoderError(found, allowed=f"({n_texts}, {encoder.dimension})", remedy=remedy)
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
    if not np.abs(lengths - 1).max() < 1e-3:
        found = f"{encoder.name}: a vector that is not a finite one of length 1"
        raise EncoderError(found, remedy=remedy)
    return np.ascontiguousarray(vectors, "<f4")
