"""The table of vectors: found again, damaged ones not, whole after a kill."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from topics.embed.cache import FILE, Cache, key_of
from topics.errors import EncoderError


def _vectors(n: int, dimension: int = 16, seed: int = 0) -> dict[bytes, np.ndarray]:
    rows = np.random.default_rng(seed).standard_normal((n, dimension)).astype(np.float32)
    return {key_of("f", f"{seed}-{i}"): row for i, row in enumerate(rows)}


def _same(found, expected) -> bool:
    return found.keys() == expected.keys() and all((found[key] == expected[key]).all() for key in expected)


def test_what_was_added_is_found_in_a_later_run(tmp_path):
    some = _vectors(1200)
    with Cache(tmp_path) as cache:
        cache.add(some)
    with Cache(tmp_path) as cache:
        assert _same(cache.find([*some, key_of("f", "never")], 16), some)
        assert len(cache) == 1200


def test_texts_and_encoders_do_not_mix(tmp_path):
    with Cache(tmp_path) as cache:
        cache.add({key_of("a", "text"): np.ones(4, np.float32)})
        assert not cache.find([key_of("b", "text"), key_of("a", "text ")], 4)


def test_a_vector_of_another_dimension_is_not_there(tmp_path):
    some = _vectors(1)
    with Cache(tmp_path) as cache:
        cache.add(some)
        assert not cache.find(list(some), 17)


def test_a_damaged_vector_is_not_there_and_can_be_replaced(tmp_path):
    some = _vectors(3)
    first, *others = some
    with Cache(tmp_path) as cache:
        cache.add(some)
    content = (tmp_path / FILE).read_bytes()
    place = content.index(some[first].tobytes())
    (tmp_path / FILE).write_bytes(content[:place] + b"\xff" + content[place + 1 :])
    with Cache(tmp_path) as cache:
        assert cache.find(list(some), 16).keys() == set(others)
        cache.add({first: some[first]})
        assert _same(cache.find(list(some), 16), some)


@pytest.mark.parametrize("content", [b"", b"no table at all" * 100, "cut", "torn"])
def test_a_damaged_file_gives_way_to_an_empty_one(tmp_path, content):
    some = _vectors(3000, 64)
    with Cache(tmp_path) as cache:
        cache.add(some)
    whole = (tmp_path / FILE).read_bytes()
    if content == "cut":
        content = whole[: len(whole) // 2]
    elif content == "torn":  # the first pages stand, the rest is rubbish
        content = whole[:140_000] + b"\xaa" * (len(whole) - 140_000)
    (tmp_path / FILE).write_bytes(content)
    with Cache(tmp_path) as cache:
        found = cache.find(list(some), 64)
        assert all((found[key] == some[key]).all() for key in found)
        cache.add(some)
    with Cache(tmp_path) as cache:
        assert _same(cache.find(list(some), 64), some)


def test_a_file_cut_down_while_it_is_open_gives_way_too(tmp_path):
    some = _vectors(3000, 64)
    with Cache(tmp_path) as cache:
        cache.add(some)
        (tmp_path / FILE).write_bytes(b"gone" * 5000)
        cache.find(list(some), 64)
        cache.add(some)
        assert _same(cache.find(list(some), 64), some)


def test_a_file_of_another_kind_of_table_is_told(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as table:
        table.execute("CREATE TABLE vectors (other TEXT)")
    table.close()
    with pytest.raises(EncoderError, match="cannot be written"):
        Cache(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EncoderError, match="set TOPICS_CACHE_DIR"):
        Cache(tmp_path / "file")


def test_clear_gives_the_room_back(tmp_path):
    with Cache(tmp_path) as cache:
        cache.add(_vectors(5000, 64))
        full = (tmp_path / FILE).stat().st_size
        cache.clear()
        assert len(cache) == 0
    assert (tmp_path / FILE).stat().st_size < full / 4


def test_the_file_is_little_larger_than_the_vectors(tmp_path):
    with Cache(tmp_path) as cache:
        for seed in range(20):
            cache.add(_vectors(1000, 384, seed))
    assert (tmp_path / FILE).stat().st_size <= 1.1 * 20_000 * 384 * 4


def test_a_copy_made_at_any_moment_of_a_transaction_holds_all_or_nothing(tmp_path):
    """What a kill leaves on the disk: the file and its journal as they are halfway through."""
    before, after = _vectors(50, seed=1), _vectors(50, seed=2)
    with Cache(tmp_path / "a") as cache:
        cache.add(before)
        cache._table.execute("PRAGMA cache_size = 1")  # write out pages before the end of the transaction
        rows = [(key, b"", vector.tobytes()) for key, vector in after.items()]
        cache._table.executemany("INSERT INTO vectors VALUES (?, ?, ?)", rows)
        shutil.copytree(tmp_path / "a", tmp_path / "b")
        cache._table.rollback()
    with Cache(Path(tmp_path / "b")) as cache:
        assert _same(cache.find([*before, *after], 16), before)
