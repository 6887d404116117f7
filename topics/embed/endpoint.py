"""How an OpenAI-compatible embeddings endpoint encodes.

Named as `openai:MODEL@URL`, as in `openai:bge-m3@http://localhost:11434/v1`: vLLM, Ollama, TEI and the like. The key
comes from the environment variable `OPENAI_API_KEY` alone; it stands in no message, manifest or log. A server that is
busy, fails or hangs up is asked again, each time after a longer wait; what it answers is held to what was asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.errors import EncoderError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx
    from numpy.typing import NDArray

KEY = "OPENAI_API_KEY"
"""The environment variable of the key."""
TRIES = 6
"""Times a question is put before giving up."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before the second try, twice as many before each next, and the most, also where the server asks for more."""
_TIMEOUT, _CONNECT_TIMEOUT = 120.0, 10.0
"""Seconds for an answer, and for a connection."""
_TEXTS, _CHARACTERS = 64, 48_000
"""The most texts and characters of one question; fewer where the server says that it is too large."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_TOO_LARGE = 413
_MAX_TOKENS = 512
"""What servers of the usual models take in at least."""


class Endpoint:
    """A server that was reached; see `topics.embed.encoders.Encoder`."""

    max_tokens = _MAX_TOKENS

    def __init__(self, model: str, url: str) -> None:
        self._model, self._url = model, url.rstrip("/").removesuffix("/embeddings") + "/embeddings"
        self._client = _client()
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

    def _ask(self, texts: list[str]) -> NDArray[np.float32]:
        """Ask for the vectors of a few texts, in parts where the server finds them too many."""
        answer = self._answer(texts)
        if answer.status_code == _TOO_LARGE and len(texts) > 1:
            half = len(texts) // 2
            return np.concatenate([self._ask(texts[:half]), self._ask(texts[half:])])
        if answer.status_code in (401, 403):
            raise self._refused(answer, f"set the key in the environment variable {KEY}")
        if not answer.is_success:
            raise self._refused(answer, "check the model's name and the URL, which ends before /embeddings")
        return self._vectors(answer, len(texts))

    def _answer(self, texts: list[str]) -> httpx.Response:
        """Put a question until it is answered or the tries are used up."""
        import httpx

        wait, problem = FIRST_WAIT, ""
        for _ in range(TRIES):
            if problem:
                time.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            try:
                answer = self._client.post(self._url, json={"model": self._model, "input": texts})
            except httpx.TransportError as error:
                problem = _without_key(f"{type(error).__name__}: {error}".removesuffix(": "))
                continue
            except httpx.InvalidURL as error:
                raise EncoderError(f"{self._url}: {error}", allowed="openai:MODEL@URL") from error
            cut_short = answer.is_success and not _is_json(answer)
            if answer.status_code not in _BUSY and not cut_short:
                return answer
            problem = "an answer that ends too early" if cut_short else _status(answer)
            wait = min(max(wait, _asked_wait(answer)), LONGEST_WAIT)
        raise EncoderError(
            f"{self._url}: no answer after {TRIES} tries ({problem})",
            remedy="check that the server runs and can be reached; vectors it gave so far are kept",
        )

    def _vectors(self, answer: httpx.Response, n_texts: int) -> NDArray[np.float32]:
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

    def _refused(self, answer: httpx.Response, remedy: str) -> EncoderError:
        return EncoderError(f"{self._url}: {_status(answer)}", remedy=remedy)


def open_endpoint(spec: str) -> Endpoint:
    """Reach the endpoint MODEL@URL and ask it for one vector.

    Raises
    ------
    EncoderError
        The name is not of that form or holds a secret, or the server cannot be reached or answers wrongly.
    """
    parts = re.fullmatch(r"(?P<model>.+?)@(?P<url>https?://[^\s?#]+)", spec)
    if parts is None or "@" in parts["url"]:
        # Names stand in manifests: one with a password or a query is refused, and not repeated.
        raise EncoderError(
            "the name of the endpoint is not of the form openai:MODEL@URL",
            allowed="openai:bge-m3@http://localhost:11434/v1, say, without user, password or query",
            remedy=f"set a key in the environment variable {KEY}",
        )
    return Endpoint(parts["model"], parts["url"])


def _client() -> httpx.Client:
    try:
        import httpx
    except ImportError as error:
        raise EncoderError("an endpoint needs the package httpx", remedy="run: pip install httpx") from error
    key = os.environ.get(KEY, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(_TIMEOUT, connect=_CONNECT_TIMEOUT))


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


def _is_json(answer: httpx.Response) -> bool:
    try:
        answer.json()
    except ValueError:
        return False
    return True


def _status(answer: httpx.Response) -> str:
    """Give status and the beginning of what the server says."""
    said: Any = answer.text
    with contextlib.suppress(ValueError, KeyError, TypeError):
        said = answer.json()["error"]["message"]
    return _without_key(f"status {answer.status_code}: {' '.join(str(said).split())[:200]}".removesuffix(": "))


def _without_key(text: str) -> str:
    key = os.environ.get(KEY, "")
    return text.replace(key, "***") if key else text


def _asked_wait(answer: httpx.Response) -> float:
    """Give the seconds the server asks to wait; 0 where it asks for none."""
    try:
        return max(float(answer.headers.get("retry-after", 0)), 0.0)
    except ValueError:
        return 0.0
