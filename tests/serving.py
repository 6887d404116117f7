"""A real server on this machine that misbehaves when told to."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[[dict[str, Any]], tuple[int, object]]
"""From a question to the status and content of the answer."""


class Misbehaving(ThreadingHTTPServer):
    """Answers properly, after going through its list of misdeeds, one a question.

    A misdeed is ``cut`` (hangs up), ``half`` (hangs up halfway through the answer), an answer of another kind (status,
    content and, if need be, headers), what makes another content of the proper one, or None.
    """

    daemon_threads = True

    def __init__(self, answer: Answering) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.misdeeds: list[object] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep still."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(question)
        self.server.keys.append(self.headers.get("Authorization"))
        misdeed = self.server.misdeeds.pop(0) if self.server.misdeeds else None
        status, content = self.server.answer(question)
        if misdeed == "cut":
            self.close_connection = True
            self.connection.close()
        elif misdeed == "half":
            self._hang_up_halfway(content)
        elif isinstance(misdeed, tuple):
            self._send(*misdeed)
        else:
            self._send(status, misdeed(content) if callable(misdeed) else content)

    def _hang_up_halfway(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _send(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
