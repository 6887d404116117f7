"""Whole programs on one cache folder: two fits at once, and one that is killed again and again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import topics
from topics.characters import in_simplified
from topics.embed.cache import FILE
from topics.embed.vectors import vectors_folder
from topics.fitted import FittedModel

pytestmark = pytest.mark.real

PLAN = Path(__file__).resolve().parents[2] / "seeds" / "plans" / "启衡新区_2019.txt"
PROGRAM = "from topics.cli import main; main()"


@pytest.fixture
def start(tmp_path, cache_folder, built_folder):
    """Start `topics fit` on one plan; the encoder is built, and no vector is there."""
    (tmp_path / "plans").mkdir()
    shutil.copy(PLAN, tmp_path / "plans")
    cache_folder.mkdir()
    (cache_folder / "encoders").symlink_to(built_folder / "encoders")
    running = []

    def begin(model: Path) -> subprocess.Popen[bytes]:
        arguments = ["fit", str(tmp_path / "plans"), "-m", str(model), "--threads", "1"]
        running.append(subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], env=os.environ))
        return running[-1]

    yield begin
    for program in running:
        program.kill()
        program.wait()


def _kept() -> set[tuple[int, bytes]]:
    """Give number and key of every row; a vector that is computed again gets another number."""
    if not (vectors_folder() / FILE).exists():
        return set()
    with closing(sqlite3.connect(vectors_folder() / FILE, timeout=60)) as table:
        try:
            return set(table.execute("SELECT rowid, key FROM vectors"))
        except sqlite3.OperationalError:  # the program is just about to make the table
            return set()


def _wait_for_more(n: int, program: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while len(_kept()) <= n and program.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


def _is_right(model: FittedModel, bundled) -> bool:
    texts = in_simplified(model.items)["text"].to_list()
    return np.array_equal(model.vectors, bundled.encode(texts)) and model.items.height > 40


def test_two_fits_at_once_give_what_one_gives(tmp_path, start, bundled):
    folders = [tmp_path / "first", tmp_path / "second"]
    programs = [start(folder) for folder in folders]
    assert [program.wait(120) for program in programs] == [0, 0]
    first, second = map(topics.load, folders)
    assert _is_right(first, bundled)
    assert np.array_equal(first.vectors, second.vectors)
    assert first.assignments.equals(second.assignments)
    keys = [key for _, key in _kept()]
    assert len(keys) == len(set(keys)) > first.items.height


def test_a_fit_that_is_killed_again_and_again_goes_on_where_it_stopped(tmp_path, start, bundled):
    kept = [_kept()]
    for delay in (0.0, 0.3):
        program = start(tmp_path / "model")
        _wait_for_more(len(kept[-1]), program)
        time.sleep(delay)
        program.send_signal(signal.SIGKILL)
        assert program.wait() == -signal.SIGKILL
        kept.append(_kept())
    assert start(tmp_path / "model").wait(120) == 0
    kept.append(_kept())
    assert all(before < after for before, after in pairwise(kept))
    assert _is_right(topics.load(tmp_path / "model"), bundled)
