"""An endpoint, against a real server on this machine that misbehaves."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from topics import remote
from topics.embed import endpoint
from topics.embed.encoders import open_encoder
from topics.embed.vectors import embed
from topics.errors import EncoderError
from topics.settings import EmbedSettings

SECRET = "sk-do-not-tell"


def _vector(text: str, dimension: int = 3) -> list[float]:
    return [float(len(text)) + 1, *[float(ord(text[0])) if text else 0.5] * (dimension - 1)]


def _answer(question: dict[str, Any], limit: int = 1000) -> tuple[int, object]:
    """Give the vectors in another order than asked, which the interface allows; of at most so many texts."""
    texts = question["input"]
    if len(texts) > limit:
        return 413, {"error": {"message": "too many inputs"}}
    rows = [{"index": i, "embedding": _vector(text)} for i, text in enumerate(texts)]
    return 200, {"data": rows[::-1]}


@pytest.fixture
def server(serve):
    return serve(_answer)


@pytest.fixture
def name(server):
    return f"openai:small@http://127.0.0.1:{server.server_port}/v1"


@pytest.fixture
def reached(name, waits):
    encoder = open_encoder(EmbedSettings(embedder=name))
    assert isinstance(encoder, endpoint.Endpoint)
    yield encoder
    encoder.close()


def _expected(texts: list[str]) -> np.ndarray:
    rows = np.array([_vector(text) for text in texts])
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_vectors_in_order_with_length_one(reached, server):
    texts = ["甲", "乙乙", "丙丙丙"]
    assert np.allclose(reached.encode(texts), _expected(texts))
    assert reached.dimension == 3
    assert server.asked[-1]["input"] == texts


def test_questions_are_bounded(reached, server):
    texts = [f"{i}" for i in range(150)] + ["长" * 40_000, "长" * 40_000]
    assert np.allclose(reached.encode(texts), _expected(texts))
    sizes = [len(asked["input"]) for asked in server.asked[1:]]
    assert sizes == [64, 64, 23, 1]


def test_a_server_with_a_smaller_limit_is_asked_for_less(reached, server):
    server.answer = partial(_answer, limit=10)
    texts = [f"{i}" for i in range(64)]
    assert np.allclose(reached.encode(texts), _expected(texts))
    assert [len(asked["input"]) for asked in server.asked[1:6]] == [64, 32, 16, 8, 8]


@pytest.mark.parametrize("misdeed", [(429, {}), (500, {}), (503, "busy"), "cut", "half"])
def test_a_passing_fault_is_waited_out(reached, server, waits, misdeed):
    server.misdeeds = [misdeed, misdeed]
    assert np.allclose(reached.encode(["甲"]), _expected(["甲"]))
    assert len(waits) == 2
    assert waits[1] == 2 * waits[0]


def test_the_server_may_ask_for_a_longer_wait_within_bounds(reached, server, waits):
    server.misdeeds = [
        (429, {}, {"Retry-After": "7"}),
        (429, {}, {"Retry-After": "9999"}),
        (429, {}, {"Retry-After": "x"}),
    ]
    reached.encode(["甲"])
    assert waits[:2] == [7.0, remote.LONGEST_WAIT]
    assert max(waits) == remote.LONGEST_WAIT


@pytest.mark.parametrize(("misdeed", "said"), [((500, {}), "status 500"), ("cut", "RemoteProtocolError|ReadError")])
def test_a_lasting_fault_ends_in_one_line(reached, server, waits, misdeed, said):
    server.misdeeds = [misdeed] * remote.TRIES
    with pytest.raises(EncoderError, match=f"no answer after {remote.TRIES} tries .*({said})") as caught:
        reached.encode(["甲"])
    assert "\n" not in str(caught.value)
    assert len(waits) == remote.TRIES - 1


@pytest.mark.parametrize(
    ("misdeed", "said"),
    [
        (lambda rows: [{**row, "embedding": [1.0, 2.0]} for row in rows], "vectors of 2 components after such of 3"),
        (lambda rows: [{**row, "embedding": [1.0, float("nan"), 0.0]} for row in rows], "zero or not finite"),
        (lambda rows: [{**row, "embedding": [0.0, 0.0, 0.0]} for row in rows], "zero or not finite"),
        (lambda rows: [{**row, "embedding": [1.0, None, 0.0]} for row in rows], "zero or not finite|no list"),
        (lambda rows: [{**row, "embedding": "text"} for row in rows], "no list of embeddings"),
        (lambda rows: rows[:-1], "1 embeddings for 2 texts"),
        (lambda rows: [rows[0], rows[0]], "not one for each"),
        (lambda _: "nothing", "no list of embeddings"),
    ],
)
def test_a_wrong_answer_is_refused_at_once(reached, server, waits, misdeed, said):
    server.misdeeds = [lambda content: {"data": misdeed(content["data"])}]
    with pytest.raises(EncoderError, match=said):
        reached.encode(["甲", "乙"])
    assert not waits


def test_the_key_comes_from_the_environment_and_stands_nowhere_else(server, name, waits, monkeypatch):
    monkeypatch.setenv(remote.KEY, SECRET)
    encoder = endpoint.open_endpoint(name.removeprefix("openai:"))
    assert server.keys == [f"Bearer {SECRET}"]
    assert SECRET not in encoder.name + encoder.fingerprint
    server.misdeeds = [(401, {"error": {"message": f"bad key {SECRET}"}})]
    with pytest.raises(EncoderError, match=f"status 401: bad key \\*\\*\\*; set the key .* {remote.KEY}") as caught:
        encoder.encode(["甲"])
    assert SECRET not in str(caught.value)
    encoder.close()


def test_without_a_key_none_is_sent(server, reached):
    assert server.keys == [None]


def test_an_unknown_model_is_said(reached, server):
    server.misdeeds = [(404, {"error": {"message": "model not found"}})]
    with pytest.raises(EncoderError, match="status 404: model not found; check the model's name"):
        reached.encode(["甲"])


@pytest.mark.parametrize(
    "spec",
    [
        "small",
        "small@localhost:80",
        "@http://a/v1",
        f"m@http://user:{SECRET}@host/v1",
        f"m@http://host/v1?key={SECRET}",
    ],
)
def test_a_name_of_another_form_is_refused_without_repeating_it(spec):
    with pytest.raises(EncoderError, match="openai:MODEL@URL") as caught:
        open_encoder(EmbedSettings(embedder=f"openai:{spec}"))
    assert SECRET not in str(caught.value)


def test_a_server_that_is_not_there(waits):
    with pytest.raises(EncoderError, match="check that the server runs"):
        open_encoder(EmbedSettings(embedder="openai:m@http://127.0.0.1:9/v1"))


def test_another_server_or_model_has_another_fingerprint(server, reached, waits):
    other = endpoint.open_endpoint(f"large@http://127.0.0.1:{server.server_port}/v1")
    assert other.fingerprint != reached.fingerprint
    other.close()


def test_what_it_gave_before_it_failed_is_kept(reached, server, waits, monkeypatch):
    monkeypatch.setattr("topics.embed.vectors.BATCH", 2)
    texts = ["甲甲甲甲", "乙乙乙", "丙丙", "丁"]
    server.misdeeds = [None, *[(500, {})] * remote.TRIES]
    with pytest.raises(EncoderError, match="vectors it gave so far are kept"):
        embed(texts, reached)
    before = len(server.asked)
    assert np.allclose(embed(texts, reached), _expected(texts))
    assert [asked["input"] for asked in server.asked[before:]] == [["丙丙", "丁"]]
