"""What every test may ask for."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.serving import Answering, Misbehaving
from topics.progress import Progress, silent

os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOPICS_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real corpora and coded segments beside the project; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpora").is_dir():
        pytest.skip("the real corpora are not on this machine (../shared/corpora)")
    return folder


@pytest.fixture(scope="session")
def gold(shared: Path) -> Path:
    """The coded segments."""
    return shared / "gold" / "segments.csv"


class FakeEncoder:
    """Vectors from hashed character pairs: the same text, the same vector; shared wording, near vectors."""

    name = "fake"
    fingerprint = "fake-1"
    dimension = 64
    max_tokens = 507

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension))
        for row, text in zip(rows, texts, strict=True):
            for pair in pairwise(text):
                digest = hashlib.blake2b("".join(pair).encode(), digest_size=8).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
            row[0] += 1e-3
        progress("embed", len(texts), len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="session")
def fake_encoder() -> FakeEncoder:
    """An encoder for unit tests: no model, no network."""
    return FakeEncoder()


@pytest.fixture
def serve() -> Iterator[Callable[[Answering], Misbehaving]]:
    """Start servers on this machine, each with its way of answering; they are stopped when the test ends."""
    running: list[tuple[Misbehaving, threading.Thread]] = []

    def start(answer: Answering) -> Misbehaving:
        server = Misbehaving(answer)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds the program would have waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited
