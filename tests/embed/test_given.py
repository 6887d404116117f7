"""Vectors the user brings: in the order of the segments, or a line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from topics.embed.given import given_vectors
from topics.errors import OptionError

SEGMENTS = pl.DataFrame({"segment": ["甲@2018#0", "甲@2018#1", "乙@2019#0"]})


@pytest.fixture
def write(tmp_path):
    def _write(rows: np.ndarray, names: list[str]) -> tuple[Path, Path, pl.DataFrame]:
        np.save(tmp_path / "v.npy", rows)
        (tmp_path / "ids.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
        return tmp_path / "v.npy", tmp_path / "ids.txt", SEGMENTS

    return _write


def test_rows_come_in_the_order_of_the_segments_with_length_one(write):
    rows = np.array([[0, 2], [3, 4], [5, 0]])
    found = given_vectors(*write(rows, ["乙@2019#0", "甲@2018#0", "甲@2018#1"]))
    assert found.dtype == np.float32
    assert np.allclose(found, np.array([[0.6, 0.8], [1, 0], [0, 1]]))


NAMES = ["甲@2018#0", "甲@2018#1", "乙@2019#0"]


@pytest.mark.parametrize(
    ("rows", "names", "said"),
    [
        (np.ones((2, 2)), NAMES, r"2 vectors, but .*: 3 names"),
        (np.ones((3, 2)), [*NAMES[:2], NAMES[0]], "stands in it more than once"),
        (np.ones((2, 2)), NAMES[:2], "no vector for '乙@2019#0'"),
        (np.ones((4, 2)), [*NAMES, "丙@2020#0"], "a vector for what is no segment: '丙@2020#0'"),
        (np.array([[1, 1], [0, 0], [1, 1]]), NAMES, "row 1 is zero or not finite"),
        (np.array([[1, 1], [1, np.nan], [1, 1]]), NAMES, "row 1 is zero or not finite"),
        (np.ones(3), NAMES, r"shape \(3,\)"),
        (np.array([["a"], ["b"], ["c"]]), NAMES, "type <U1"),
        (np.array([[{}], [{}], [{}]], object), NAMES, "not a NumPy file of plain numbers"),
    ],
)
def test_what_does_not_fit_is_said(write, rows, names, said):
    with pytest.raises(OptionError, match=said):
        given_vectors(*write(rows, names))


@pytest.mark.parametrize("content", [b"", b"not numpy", b"PK\x03\x04"])
def test_another_kind_of_file_is_said(write, content):
    npy, ids, segments = write(np.ones((3, 2)), NAMES)
    npy.write_bytes(content)
    with pytest.raises(OptionError, match=r"v\.npy: "):
        given_vectors(npy, ids, segments)


def test_missing_files_and_other_encodings_are_said(write):
    npy, ids, segments = write(np.ones((3, 2)), NAMES)
    with pytest.raises(OptionError, match="No such file"):
        given_vectors(npy.with_name("none.npy"), ids, segments)
    with pytest.raises(OptionError, match="No such file"):
        given_vectors(npy, ids.with_name("none.txt"), segments)
    ids.write_bytes("甲@2018#0".encode("gb18030"))
    with pytest.raises(OptionError, match="not UTF-8"):
        given_vectors(npy, ids, segments)
