"""How a server with an OpenAI-compatible interface is asked: vLLM, Ollama, TEI and the like.

A server is named as `openai:MODEL@URL`, as in `openai:bge-m3@http://localhost:11434/v1`. The key comes from the
environment variable `OPENAI_API_KEY` alone; it stands in no message, manifest or log. A server that is busy, fails or
hangs up is asked again, each time after a longer wait.

This is the one place that opens a connection.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from topics.errors import TopicsError

    Answer = httpx.Response

KEY = "OPENAI_API_KEY"
"""The environment variable of the key."""
TRIES = 6
"""Times a question is put before giving up."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before the second try, twice as many before each next, and the most, also where the server asks for more."""
_TIMEOUT, _CONNECT_TIMEOUT = 120.0, 10.0
"""Seconds for an answer, and for a connection."""
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


def model_and_url(spec: str, what: str, error: type[TopicsError]) -> tuple[str, str]:
    """Take the name MODEL@URL of a server apart.

    Parameters
    ----------
    spec
        What stands behind ``openai:``.
    what
        What is named so, for the message.
    error
        Raised where the name is not of that form or holds a secret.

    Examples
    --------
    >>> from topics.errors import EncoderError
    >>> model_and_url("bge-m3@http://localhost:11434/v1", "the endpoint", EncoderError)
    ('bge-m3', 'http://localhost:11434/v1')
    """
    parts = re.fullmatch(r"(?P<model>.+?)@(?P<url>https?://[^\s?#]+)", spec)
    if parts is None or "@" in parts["url"]:
        # Names stand in manifests: one with a password or a query is refused, and not repeated.
        raise error(
            f"the name of {what} is not of the form openai:MODEL@URL",
            allowed="openai:bge-m3@http://localhost:11434/v1, say, without user, password or query",
            remedy=f"set a key in the environment variable {KEY}",
        )
    return parts["model"], parts["url"]


class Server:
    """A place questions are put to.

    Parameters
    ----------
    url
        Full address of the interface.
    error
        Kind of the errors raised.
    kept
        What the user should know when the server gives no answer, after the advice to look after it.
    """

    def __init__(self, url: str, error: type[TopicsError], kept: str = "") -> None:
        self.url, self._error, self._kept = url, error, kept
        self._client = _client(error)

    def put(self, question: Mapping[str, Any]) -> Answer:
        """Put a question until it is answered or the tries are used up; the answer may still be a refusal."""
        import httpx

        wait, problem = FIRST_WAIT, ""
        for _ in range(TRIES):
            if problem:
                time.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            try:
                answer = self._client.post(self.url, json=question)
            except httpx.TransportError as error:
                problem = _without_key(f"{type(error).__name__}: {error}".removesuffix(": "))
                continue
            except httpx.InvalidURL as error:
                raise self._error(f"{self.url}: {error}", allowed="openai:MODEL@URL") from error
            cut_short = answer.is_success and not _is_json(answer)
            if answer.status_code not in _BUSY and not cut_short:
                return answer
            problem = "an answer that ends too early" if cut_short else status(answer)
            wait = min(max(wait, _asked_wait(answer)), LONGEST_WAIT)
        raise self._error(
            f"{self.url}: no answer after {TRIES} tries ({problem})",
            remedy="check that the server runs and can be reached" + (f"; {self._kept}" if self._kept else ""),
        )

    def require(self, answer: Answer, remedy: str) -> None:
        """Refuse an answer that is a refusal.

        Parameters
        ----------
        remedy
            What to do unless a key is missing or wrong.
        """
        if answer.status_code in (401, 403):
            raise self._error(f"{self.url}: {status(answer)}", remedy=f"set the key in the environment variable {KEY}")
        if not answer.is_success:
            raise self._error(f"{self.url}: {status(answer)}", remedy=remedy)

    def close(self) -> None:
        """Hang up."""
        self._client.close()


def _client(error: type[TopicsError]) -> httpx.Client:
    try:
        import httpx
    except ImportError as missing:
        raise error("an endpoint needs the package httpx", remedy="run: pip install httpx") from missing
    key = os.environ.get(KEY, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(_TIMEOUT, connect=_CONNECT_TIMEOUT))


def faults() -> tuple[type[Exception], ...]:
    """Give the errors of a line that fails, for those who ask a server through a library of its own."""
    import httpx

    return (httpx.HTTPError,)


def status(answer: Answer) -> str:
    """Give status and the beginning of what the server says."""
    said: Any = answer.text
    with contextlib.suppress(ValueError, KeyError, TypeError):
        said = answer.json()["error"]["message"]
    return _without_key(f"status {answer.status_code}: {' '.join(str(said).split())[:200]}".removesuffix(": "))


def _is_json(answer: Answer) -> bool:
    try:
        answer.json()
    except ValueError:
        return False
    return True


def _without_key(text: str) -> str:
    key = os.environ.get(KEY, "")
    return text.replace(key, "***") if key else text


def _asked_wait(answer: Answer) -> float:
    """Give the seconds the server asks to wait; 0 where it asks for none."""
    try:
        return max(float(answer.headers.get("retry-after", 0)), 0.0)
    except ValueError:
        return 0.0
