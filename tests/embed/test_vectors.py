"""embed(): once each, in order, from the disk where possible; a killed run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.embed.fakes import HashEncoder
from topics.embed import vectors as room
from topics.embed.cache import FILE, Cache
from topics.embed.vectors import embed, vectors_folder
from topics.errors import EncoderError
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
N_TEXTS = 4000
PROGRAM = f"""
import sys, time
from tests.embed.fakes import HashEncoder
from topics.embed.vectors import embed
encoder = HashEncoder(dimension=384)
plain = encoder.encode
def slowly(texts, progress):
    time.sleep(0.01)
    return plain(texts, progress)
encoder.encode = slowly
vectors = embed([f"text {{i}}" for i in range({N_TEXTS})], encoder)
sys.stdout.write(str(len(encoder.asked)))
"""


def _start(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TOPICS_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, env=environment)


def _n_kept() -> int:
    with Cache(vectors_folder()) as cache:
        return len(cache)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=5), max_size=30))
def test_every_text_gets_its_own_vector_in_order(texts):
    encoder = HashEncoder()
    assert np.array_equal(embed(texts, encoder), HashEncoder().encode(texts))


def test_identical_texts_are_encoded_once():
    encoder = HashEncoder()
    vectors = embed(["一", "二", "一", "一"], encoder)
    assert sorted(encoder.asked) == ["一", "二"]
    assert (vectors[0] == vectors[2]).all()
    assert (vectors[0] == vectors[3]).all()


def test_what_was_encoded_before_is_not_encoded_again():
    first = embed(["一", "二"], HashEncoder())
    encoder = HashEncoder()
    again = embed(["二", "三", "一"], encoder)
    assert encoder.asked == ["三"]
    assert (again[[2, 0]] == first).all()


def test_another_encoder_starts_from_nothing():
    embed(["一"], HashEncoder("hash-1"))
    encoder = HashEncoder("hash-2")
    embed(["一"], encoder)
    assert encoder.asked == ["一"]


def test_a_damaged_entry_is_computed_again():
    texts = [f"text {i}" for i in range(100)]
    first = embed(texts, HashEncoder(dimension=64))
    path = vectors_folder() / FILE
    content = path.read_bytes()
    place = content.index(first[7].tobytes())
    path.write_bytes(content[:place] + b"\x55\x55" + content[place + 2 :])
    encoder = HashEncoder(dimension=64)
    assert (embed(texts, encoder) == first).all()
    assert encoder.asked == ["text 7"]


def test_progress_begins_with_what_is_known_and_ends_with_all():
    embed(["一", "二"], HashEncoder())
    told = []
    embed(["一", "二", "三", "四", "四"], HashEncoder(), lambda *event: told.append(event))
    assert told == [("embed", 3, 4), ("embed", 4, 4), ("embed", 4, 4)]


@pytest.mark.real
def test_one_new_plan_of_3000_characters_among_many_is_all_that_is_encoded(shared, tmp_path):
    """Work is counted in characters: what the first embedding took, and what the second took."""
    cities = sorted((shared / "corpora" / "cities-2024").glob("*_2024.txt"))
    for path in cities[:12]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first = HashEncoder()
    embed(_texts_of(tmp_path), first)
    new = cities[12].read_text(encoding="utf-8-sig")[:3000]
    (tmp_path / "新增县_2024.txt").write_text(new, encoding="utf-8")
    second = HashEncoder()
    embed(_texts_of(tmp_path), second)
    assert second.asked
    assert not set(first.asked) & set(second.asked)
    assert all(text.replace(" ", "") in "".join(new.split()) for text in second.asked if "›" not in text)
    assert sum(map(len, second.asked)) <= 0.05 * sum(map(len, first.asked))


def _texts_of(folder: Path) -> list[str]:
    segments = read_corpus(folder, ReadSettings()).segments
    return [*segments["text"].to_list(), *segments["outline"].to_list()]


class _Wrong(HashEncoder):
    def __init__(self, change: Callable[[np.ndarray], np.ndarray]) -> None:
        super().__init__()
        self.change = change

    def encode(self, texts, progress=None):
        return self.change(super().encode(texts))


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[:, :-1],
        lambda rows: rows[:-1],
        lambda rows: rows * 2,
        lambda rows: np.where(np.arange(rows.size).reshape(rows.shape) == 3, np.nan, rows),
        lambda rows: rows * 0,
    ],
)
def test_what_is_no_vector_is_refused_and_not_kept(change):
    with pytest.raises(EncoderError, match=r"hash: .*name another encoder with --embedder"):
        embed(["一", "二"], _Wrong(change))
    assert _n_kept() == 0


def test_an_encoder_that_fails_halfway_loses_one_batch_at_most(monkeypatch):
    monkeypatch.setattr(room, "BATCH", 10)

    class Failing(HashEncoder):
        def encode(self, texts, progress=None):
            if len(self.asked) >= 30:
                raise EncoderError("the line went dead")
            return super().encode(texts)

    texts = [f"text {i}" for i in range(50)]
    with pytest.raises(EncoderError, match="dead"):
        embed(texts, Failing())
    encoder = HashEncoder()
    assert np.array_equal(embed(texts, encoder), HashEncoder().encode(texts))
    assert len(encoder.asked) == 20


@pytest.mark.real
def test_killed_again_and_again_it_goes_on_where_it_stopped(cache_folder):
    kept = [0]
    for delay in (0.01, 0.05, 0.02, 0.11, 0.04):
        program = _start(cache_folder)
        deadline = time.monotonic() + 30
        while _n_kept() == kept[-1] and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(delay)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        kept.append(_n_kept())
    assert kept == sorted(kept)
    assert kept[-1] > kept[1] > 0
    last = _start(cache_folder)
    asked = int(last.communicate()[0])
    assert asked == N_TEXTS - kept[-1]
    texts = [f"text {i}" for i in range(N_TEXTS)]
    encoder = HashEncoder(dimension=384)
    assert np.array_equal(embed(texts, encoder), HashEncoder(dimension=384).encode(texts))
    assert not encoder.asked


@pytest.mark.real
def test_two_programs_at_once_do_no_harm(cache_folder):
    programs = [_start(cache_folder) for _ in range(2)]
    assert all(int(program.communicate()[0]) > 0 for program in programs)
    assert [program.returncode for program in programs] == [0, 0]
    assert _n_kept() == N_TEXTS
    texts = [f"text {i}" for i in range(N_TEXTS)]
    encoder = HashEncoder(dimension=384)
    assert np.array_equal(embed(texts, encoder), HashEncoder(dimension=384).encode(texts))
    assert not encoder.asked
