"""Which segments are worth coding: the unsure, the unlike, no district too often."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topics.analyse.quality.labelling import EVEN, choose, label_sheet
from topics.errors import OptionError


def test_the_least_sure_go_first_and_what_was_chosen_makes_its_like_worth_less():
    unit = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    order = choose(np.array([0.9, 0.8, 0.5]), unit, np.array(["a", "b", "c"], dtype=object), 3)
    assert order.tolist() == [0, 2, 1]  # 0.8 x (1 - 0.5) < 0.5


def test_a_district_that_has_its_part_waits_until_all_have():
    districts = np.array(["a"] * 8 + ["b"] * 2, dtype=object)
    unsure = np.array([0.9] * 8 + [0.1] * 2)
    chosen = choose(unsure, np.eye(10), districts, 4)
    assert (districts[chosen] == "a").sum() == 3 == math.ceil(EVEN * 4 / 2)
    assert len(choose(unsure, np.eye(10), districts, 10)) == 10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.integers(1, 40), st.integers(1, 5))
def test_no_row_twice_and_as_many_as_asked_or_there_are(unsure, n, n_districts):
    districts = np.array([f"d{i % n_districts}" for i in range(len(unsure))], dtype=object)
    unit = np.random.default_rng(0).normal(size=(len(unsure), 4))
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    chosen = choose(np.array(unsure), unit, districts, n)
    assert len(set(chosen.tolist())) == len(chosen) == min(n, len(unsure))


def tables(texts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, np.ndarray]:
    n = len(texts)
    documents = pl.DataFrame({"document": ["甲@2020"], "file": ["甲.txt"], "district": ["甲"], "year": [2020]})
    segments = pl.DataFrame(
        {
            "segment": [f"甲@2020#{i}" for i in range(n)],
            "document": ["甲@2020"] * n,
            "half": ["plan"] * n,
            "outline": [""] * n,
            "text": texts,
            "n_characters": [len(text) for text in texts],
        }
    )
    assignments = pl.DataFrame({"segment": segments["segment"], "margin": np.linspace(0, 1, n)})
    return documents, segments, assignments, np.eye(n, 8, dtype=np.float32)


def test_a_sheet_says_where_it_stands_and_leaves_the_theme_open():
    sheet = label_sheet(
        *tables(["整治河道，清理淤泥。", "短", "整治河道，清理淤泥。", "新建学校三所，幼儿园两所。"]), ["a", "b"], 10
    )
    assert sorted(sheet["segment"]) == ["甲@2020#0", "甲@2020#3"]  # neither the short one nor the repeated one
    assert set(sheet["theme"]) == set(sheet["second"]) == {""}
    assert set(sheet["codes"]) == {"a | b | unassigned"}
    assert set(sheet["file"]) == {"甲.txt"}
    assert "probability" not in sheet.columns


def test_none_is_too_few():
    with pytest.raises(OptionError, match=r"-n 0; allowed: 1 or more"):
        label_sheet(*tables(["整治河道，清理淤泥。"]), ["a"], 0)
