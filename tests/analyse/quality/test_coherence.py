"""Coherence, diversity and silhouette: published toy values, values by hand, and the slow way."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from topics.analyse.quality.coherence import WINDOW, c_v, diversity, npmi, silhouette
from topics.analyse.quality.measures import assess, quality
from topics.analyse.wordcounts import Lexicon
from topics.tables import ASSIGNMENTS, SEGMENTS, TOPICS

TOY = [[], ["w1"], ["w1", "w2"], ["w1"], ["w2"]]
"""The toy of gensim's own tests (and of Palmetto's): five texts, w1 in three, w2 in two, both in one."""


def test_the_published_values_of_the_toy_come_out():
    assert npmi([["w1", "w2"]], TOY)[0] == pytest.approx(-0.113, abs=5e-4)
    assert c_v([["w1", "w2"]], TOY)[0] == pytest.approx(0.623, abs=5e-4)


def test_by_hand():
    expected = np.log((1 / 5) / (3 / 5 * 2 / 5)) / -np.log(1 / 5)
    assert npmi([["w1", "w2"]], TOY)[0] == pytest.approx(expected)
    one = np.array([1.0, expected])
    total = one + one[::-1]
    assert c_v([["w1", "w2"]], TOY)[0] == pytest.approx(one @ total / np.linalg.norm(one) / np.linalg.norm(total))


def test_a_topic_of_one_word_or_none_has_no_coherence():
    assert np.isnan(npmi([["w1"], []], TOY)).all()
    assert np.isnan(c_v([["w1"], []], TOY)).all()


def test_words_further_apart_than_the_window_are_not_together():
    far = ["w1", *["x"] * WINDOW, "w2"]
    near = ["w1", *["x"] * (WINDOW - 2), "w2"]
    assert npmi([["w1", "w2"]], [near, ["y"]])[0] == 1.0
    assert c_v([["w1", "w2"]], [near, ["y"]])[0] > c_v([["w1", "w2"]], [far, ["y"]])[0]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=12), st.randoms())
def test_the_order_of_texts_changes_nothing_and_bounds_hold(texts, random):
    topics = [["a", "b", "c"], ["d", "e"]]
    shuffled = list(texts)
    random.shuffle(shuffled)
    for measure in (npmi, c_v):
        values = measure(topics, texts)
        np.testing.assert_allclose(values, measure(topics, shuffled), atol=1e-9)
        assert (np.abs(values) <= 1 + 1e-6).all()


def test_diversity_counts_what_is_said_once():
    assert diversity([["a", "b"], ["c", "d"]]) == 1
    assert diversity([["a", "b"], ["a", "b"]]) == 0.5
    assert np.isnan(diversity([]))


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_silhouette_agrees_with_the_slow_way(seed):
    rng = np.random.default_rng(seed)
    vectors, labels = rng.standard_normal((14, 4)), rng.integers(-1, 3, 14)
    labels[:3] = [0, 1, 2]
    rows = vectors - vectors.mean(axis=0)
    far = cdist(rows, rows, "cosine")
    for i, value in enumerate(silhouette(vectors, labels)):
        own = np.flatnonzero((labels == labels[i]) & (np.arange(14) != i))
        if labels[i] < 0:
            assert np.isnan(value)
        elif not len(own):
            assert value == 0
        else:
            within = far[i, own].mean()
            nearest = min(far[i, labels == c].mean() for c in range(3) if c != labels[i])
            assert value == pytest.approx((nearest - within) / max(within, nearest), abs=1e-9)


def test_one_topic_alone_has_no_silhouette():
    assert np.isnan(silhouette(np.eye(3), np.zeros(3, dtype=np.int64))).all()


def test_the_whole_table():
    texts = ["修路架桥", "修路", "医院床位", "床位"]
    segments = pl.DataFrame(
        [(f"甲@2020#{i}", "甲@2020", i, i, i + 1, "", "plan", text, len(text)) for i, text in enumerate(texts)],
        schema=SEGMENTS.schema,
        orient="row",
    )
    labels = [0, 0, 1, -1]
    assignments = pl.DataFrame(
        [(f"甲@2020#{i}", "unassigned" if n < 0 else "urban", 0.9, 0.8, n) for i, n in enumerate(labels)],
        schema=ASSIGNMENTS.schema,
        orient="row",
    )
    topics = pl.DataFrame(
        [(-1, "unassigned", "—", [], 1, 2), (0, "urban", "修路", ["修路", "架桥"], 2, 6), (1, "urban", "医", [], 1, 4)],
        schema=TOPICS.schema,
        orient="row",
    )
    found = quality(topics, segments, assignments, np.eye(4), Lexicon(("修路",)))
    summary = {row["measure"]: (row["value"], row["n"]) for row in found.summary.to_dicts()}
    assert summary["npmi"] == (pytest.approx(np.log(4 / 2) / np.log(4)), 1)  # 架桥 counts though no model word
    assert summary["diversity"] == (1.0, 2)
    assert summary["unassigned"] == summary["no_topic"] == (0.25, 4)
    assert found.topics["topic"].to_list() == [0, 1]
    assert found.topics["npmi"].null_count() == 1
    whole = assess(found)
    assert whole.summary.equals(found.summary)
    assert list(whole.further) == ["topics"]
