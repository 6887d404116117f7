"""Agreement of fits: by hand, by laws, and the same as scikit-learn's."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from topics.analyse.quality.stability import Refit, adjusted_rand, best_jaccard, same_partition, stability
from topics.tables import TOPICS

labellings = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(-1, 4), min_size=n, max_size=n).map(np.array)] * 2)
)


@given(labellings)
def test_the_index_agrees_with_the_one_others_use(pair):
    a, b = pair
    assert adjusted_rand(a, b) == pytest.approx(adjusted_rand_score(a, b))
    assert adjusted_rand(a, b) == pytest.approx(adjusted_rand(b, a))


@given(labellings)
def test_names_of_topics_do_not_matter(pair):
    a, _ = pair
    renamed = (a + 7) * 3
    assert same_partition(a, renamed)
    assert adjusted_rand(a, renamed) == pytest.approx(1)
    assert same_partition(a, pair[1]) == (adjusted_rand_score(a, pair[1]) > 1 - 1e-9)


def test_jaccard_by_hand():
    a, b = np.array([0, 0, 0, 0, 1, 1]), np.array([5, 5, 5, -1, 5, 6])
    assert best_jaccard(a, b, [0, 1, 2]).tolist() == [3 / 5, 1 / 2, 0]


topics = pl.DataFrame(
    [(-1, "unassigned", "—", [], 0, 0), (0, "urban", "路", ["路"], 3, 6), (1, "party", "党", ["党"], 2, 4)],
    schema=TOPICS.schema,
    orient="row",
)


def test_what_comes_back_is_counted():
    labels = np.array([0, 0, 0, 1, 1])
    every, first_four = np.ones(5, bool), np.array([True] * 4 + [False])
    found = stability(
        topics,
        labels,
        [
            Refit("seed", "1", every, np.array([1, 1, 1, 0, 0])),
            Refit("seed", "2", every, labels),
            Refit("plan", "甲@2020", first_four, np.array([0, 0, 0, 1])),
            Refit("plan", "乙@2020", every, np.array([0, 0, 0, 0, -1])),
        ],
    )
    rows = {row["what"]: row for row in found.summary.to_dicts()}
    assert rows["seed"] == {"what": "seed", "agreement": 1.0, "lowest": 1.0, "n_fits": 2, "n_same": 2}
    assert (rows["plan"]["n_fits"], rows["plan"]["n_same"]) == (2, 1)
    assert found.topics.select("topic", "jaccard", "came_back", "n_fits").rows() == [
        (0, pytest.approx((1 + 3 / 4) / 2), 1.0, 2),
        (1, pytest.approx((1 + 1 / 5) / 2), 0.5, 2),
    ]
    assert found.fits["n_topics"].to_list() == [2, 2, 2, 1]
    assert "with each of 2 other seeds: nothing random" in found.note


def test_seeds_that_matter_get_no_note_and_no_fits_no_figures():
    found = stability(topics, np.array([0, 0, 1]), [Refit("seed", "1", np.ones(3, bool), np.array([0, 1, 1]))])
    assert found.note == ""
    empty = stability(topics, np.array([0, 0, 1]), [])
    assert empty.summary.is_empty()
    assert empty.topics["jaccard"].null_count() == 2
