"""Arrays kept by what they were computed from: computed once, whole or not there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from topics.embed.arrays import arrays_folder, kept
from topics.errors import EncoderError


class Counting:
    """Computes an array, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> np.ndarray:
        self.times += 1
        return np.arange(6, dtype=np.float32).reshape(3, 2)


def test_an_array_is_computed_once_a_key(cache_folder: Path) -> None:
    compute = Counting()
    first, again = kept("ab", compute), kept("ab", compute)
    assert compute.times == 1
    assert np.array_equal(first, again)
    kept("cd", compute)
    assert compute.times == 2
    assert sorted(path.name for path in arrays_folder().iterdir()) == ["ab.npy", "cd.npy"]


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY\x01\x00", b"text"])
def test_a_damaged_array_is_computed_again(cache_folder: Path, damage: bytes) -> None:
    compute = Counting()
    kept("ab", compute)
    (arrays_folder() / "ab.npy").write_bytes(damage)
    assert kept("ab", compute).shape == (3, 2)
    assert compute.times == 2
    assert kept("ab", compute).shape == (3, 2)
    assert compute.times == 2


def test_an_array_of_objects_is_never_loaded(cache_folder: Path) -> None:
    compute = Counting()
    kept("ab", compute)
    np.save(arrays_folder() / "ab.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert kept("ab", compute).dtype == np.float32
    assert compute.times == 2


def test_nothing_is_computed_that_could_not_be_kept(cache_folder: Path) -> None:
    cache_folder.mkdir()
    (cache_folder / "arrays").write_text("in the way")
    compute = Counting()
    with pytest.raises(EncoderError, match="the cache folder cannot be written"):
        kept("ab", compute)
    assert compute.times == 0
