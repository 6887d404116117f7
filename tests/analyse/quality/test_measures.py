"""Measures of a model's topics on plans it was applied to, which need not have all of them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import make
from topics.analyse.quality.measures import quality
from topics.analyse.wordcounts import Lexicon


def test_a_topic_that_no_segment_has_is_measured_as_nothing() -> None:
    plan = [("industry", "plan", 5), ("industry", "plan", 6), ("livelihood", "plan", 7), ("livelihood", "plan", 8)]
    made = make({"甲@2020": plan})  # none of party
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)
    found = quality(made.topics, made.segments, made.assignments, vectors, Lexicon())
    assert found.topics["silhouette"].to_list() == [pytest.approx(1.0), pytest.approx(1.0), None]
    assert found.summary.filter(pl.col("measure") == "silhouette").row(0) == ("silhouette", pytest.approx(1.0), 2)
