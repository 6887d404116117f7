"""Evidence: the rows behind a share, and the typical ones."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import Made, make, panel
from topics.analyse.selection import COLUMNS, select, typical
from topics.analyse.share.shares import shares
from topics.errors import OptionError


def test_rows_lead_to_file_and_offsets(small: Made) -> None:
    rows = select(*small.core, theme="livelihood")
    assert rows.columns == [*COLUMNS, "kind"]
    assert rows.select("segment", "file", "year", "start", "end", "half", "topic").rows() == [
        ("东城街道@2018#1", "东城街道@2018.txt", 2018, 1000, 1060, "plan", 1),
        ("龙城街道@2018#0", "龙城街道@2018.txt", 2018, 0, 50, "review", 1),
    ]


def test_every_share_is_the_length_of_its_rows() -> None:
    made = panel(3, 2)
    for row in shares(*made.core, made.themes, half="plan").iter_rows(named=True):
        rows = select(*made.core, theme=row["theme"], district=row["district"], year=row["year"], half="plan")
        assert rows["text"].str.len_chars().sum() == pytest.approx(row["share"] * row["n_characters"])


def test_unknown_choices_are_refused(small: Made) -> None:
    with pytest.raises(OptionError, match=r"--theme: no segment has 'livelihod'; allowed: .*did you mean livelihood"):
        select(*small.core, theme="livelihod")
    with pytest.raises(OptionError, match="--topic: no segment has '9'; allowed: -1, 0, 1, 2"):
        select(*small.core, topic=9)
    with pytest.raises(OptionError, match="a theme or a topic"):
        typical(*small.core, np.ones((7, 2), dtype=np.float32))


def test_typical_rows_are_central_and_spread_over_districts() -> None:
    made = make(
        {
            "甲@2018": [("party", "plan", 9), ("party", "plan", 8), ("party", "plan", 7)],
            "乙@2018": [("party", "plan", 6)],
        }
    )
    vectors = np.array([[1, 0], [1, 0.1], [0.9, 0.2], [0, 1]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = typical(*made.core, vectors, theme="party", n=3)
    assert rows["segment"].to_list() == ["甲@2018#2", "乙@2018#0", "甲@2018#1"]
    assert rows["centrality"].is_between(0, 0.9).all()


def test_more_sure_counts_more() -> None:
    made = make({"甲@2018": [("party", "plan", 9), ("party", "plan", 8)]})
    sure = made.assignments.with_columns(probability=pl.Series([0.5, 0.9]))
    vectors = np.tile(np.array([[1, 0]], dtype=np.float32), (2, 1))
    rows = typical(made.documents, made.segments, sure, vectors, theme="party")
    assert rows["segment"].to_list() == ["甲@2018#1", "甲@2018#0"]
    assert rows["centrality"].to_list() == pytest.approx([0.9, 0.5])
