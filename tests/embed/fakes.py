"""Encoders that cost nothing, for tests of what surrounds an encoder."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class HashEncoder:
    """Vectors from a hash of the text; remembers what it was asked."""

    name = "hash"
    max_tokens = 480

    def __init__(self, fingerprint: str = "hash-1", dimension: int = 16) -> None:
        self.fingerprint, self.dimension = fingerprint, dimension
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one unit row a text."""
        rows = []
        for i, text in enumerate(texts):
            self.asked.append(text)
            seed = int.from_bytes(hashlib.sha256(f"{self.fingerprint}{text}".encode()).digest()[:8])
            row = np.random.default_rng(seed).standard_normal(self.dimension)
            rows.append(row / np.linalg.norm(row))
            progress("embed", i + 1, len(texts))
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)
