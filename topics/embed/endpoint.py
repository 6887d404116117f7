"""How an OpenAI-compatible embeddings endpoint encodes.

Named as `openai:MODEL@URL`, as in `openai:bge-m3@http://localhost:11434/v1`; how it is asked is said in
`topics.remote`. What it answers is held to what was asked.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from topics.errors import EncoderError
from topics.progress import Progress, silent
from topics.remote import Server, model_and_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.remote import Answer

_TEXTS, _CHARACTERS = 64, 48_000
"""The most texts and characters of one question; fewer where the server says that it is too large."""
_TOO_LARGE = 413
_MAX_TOKENS = 512
"""What servers of the usual models take in at least."""


class Endpoint:
    """A server that was reached; see `topics.embed.encoders.Encoder`."""

    max_tokens = _MAX_TOKENS

    def __init__(self, model: str, url: str) -> None:
        self._model, self._url = model, url.rstrip("/").removesuffix("/embeddings") + "/embeddings"
        self._server = Server(self._url, EncoderError, "vectors it gave so far are kept")
        self.name = f"{model}@{url}"
        self.dimension = 0
        self.dimension = self._ask(["topics"]).shape[1]
        parts = json.dumps([self._url, model, self.dimension])
        self.fingerprint = f"endpoint-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one row a text; see `topics.embed.encoders.Encoder`."""
        parts, done = [np.empty((0, self.dimension), np.float32)], 0
        for batch in _batches(texts):
            parts.append(self._ask(batch))
            done += len(batch)
            progress("embed", done, len(texts))
        return np.concatenate(parts)

    def close(self) -> None:
        """Hang up."""
        self._server.close()

    def _ask(self, texts: list[str]) -> NDArray[np.float32]:
        """Ask for the vectors of a few texts, in parts where the server finds them too many."""
        answer = self._server.put({"model": self._model, "input": texts})
        if answer.status_code == _TOO_LARGE and len(texts) > 1:
            half = len(texts) // 2
            return np.concatenate([self._ask(texts[:half]), self._ask(texts[half:])])
        self._server.require(answer, "check the model's name and the URL, which ends before /embeddings")
        return self._vectors(answer, len(texts))

    def _vectors(self, answer: Answer, n_texts: int) -> NDArray[np.float32]:
        try:
            rows = sorted(answer.json()["data"], key=lambda row: row["index"])
            found = np.array([row["embedding"] for row in rows], np.float64)
        except (ValueError, KeyError, TypeError) as error:
            raise self._wrong("an answer that is no list of embeddings") from error
        if [row["index"] for row in rows] != list(range(n_texts)) or found.ndim != 2:
            raise self._wrong(f"{len(rows)} embeddings for {n_texts} texts, or not one for each")
        if self.dimension and found.shape[1] != self.dimension:
            raise self._wrong(f"vectors of {found.shape[1]} components after such of {self.dimension}")
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        if not (np.isfinite(lengths).all() and (lengths > 0).all()):
            raise self._wrong("a vector that is zero or not finite")
        vectors: NDArray[np.float32] = (found / lengths).astype(np.float32)
        return vectors

    def _wrong(self, found: str) -> EncoderError:
        return EncoderError(
            f"{self._url}: model {self._model!r} gave {found}", remedy="check that the server holds an embedding model"
        )


def open_endpoint(spec: str) -> Endpoint:
    """Reach the endpoint MODEL@URL and ask it for one vector.

    Raises
    ------
    EncoderError
        The name is not of that form or holds a secret, or the server cannot be reached or answers wrongly.
    """
    return Endpoint(*model_and_url(spec, "the endpoint", EncoderError))


def _batches(texts: Sequence[str]) -> list[list[str]]:
    """Cut texts into questions of bounded size, in order."""
    batches: list[list[str]] = []
    size = 0
    for text in texts:
        if not batches or len(batches[-1]) == _TEXTS or size + len(text) > _CHARACTERS:
            batches.append([])
            size = 0
        batches[-1].append(text)
        size += len(text)
    return batches
