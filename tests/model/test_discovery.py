"""Finding topics: neighbours agree with the slow way, the anchored start with what it began from."""

from __future__ import annotations

import importlib
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from topics.errors import OptionError
from topics.model.anchored import ANCHORS, PULL, ROUNDS, Anchored, _large_enough, anchors_for
from topics.model.clusterers import exact_neighbours
from topics.model.discovery import ENOUGH, LEAST_SIZE, coarse_count, coarse_groups, find_topics, least_size
from topics.model.topicspace import TopicSpace, centres_of, similarity
from topics.settings import ModelSettings


def space_of(rows: np.ndarray) -> TopicSpace:
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return TopicSpace(unit, csr_matrix((len(rows), 3)), np.ones((len(rows), 1)))


def three_heaps(n: int) -> tuple[TopicSpace, np.ndarray]:
    rng = np.random.default_rng(0)
    middle = np.eye(6)[:3]
    truth = np.arange(n) % 3
    return space_of(middle[truth] + 0.1 * rng.standard_normal((n, 6))), truth


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 1000))
def test_neighbours_agree_with_the_slow_way(seed):
    vectors = np.random.default_rng(seed).standard_normal((2100, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    places, distances = exact_neighbours(vectors, 5)
    row = seed % 2100
    far = (1 - vectors @ vectors[row]).round(6)
    np.testing.assert_array_equal(places[row], np.argsort(far, kind="stable")[:5])
    np.testing.assert_allclose(distances[row], np.sort(far)[:5], atol=1e-6)


def test_of_equally_near_ones_the_first_comes_first():
    places, _ = exact_neighbours(np.tile([1.0, 0.0], (30, 1)), 4)
    np.testing.assert_array_equal(places, np.tile([0, 1, 2, 3], (30, 1)))


def test_heaps_are_found_and_a_start_nobody_is_near_is_given_up():
    space, truth = three_heaps(60)
    start = space_of(np.eye(6)[[0, 1, 2, 5]])
    labels = Anchored(space, start, least=5).fit(space.vectors).labels_
    assert [set(labels[truth == heap]) for heap in range(3)] == [{0}, {1}, {2}]


def test_if_every_start_is_too_small_the_largest_stays():
    space, _ = three_heaps(6)
    labels = Anchored(space, space_of(np.eye(6)[:3]), least=50).fit(space.vectors).labels_
    assert set(labels) == {0}


def test_too_few_segments_have_no_topics():
    space, _ = three_heaps(ENOUGH - 1)
    found = find_topics(space, space, ModelSettings())
    assert set(found.labels) == {-1}
    assert len(found.centres.vectors) == 0


@pytest.mark.parametrize(("clusterer", "kept"), [("anchored", 0.9), ("hdbscan", 0.9), ("evoc", 0.5)])
def test_bertopic_finds_three_heaps_and_leaves_warnings_alone(clusterer, kept):
    """EVoC cuts the heaps up further and leaves out what lies between the pieces."""
    space, truth = three_heaps(150)
    importlib.import_module("scipy.special")  # it sets a filter of its own
    before = list(warnings.filters)
    labels, centres = find_topics(space, space_of(np.eye(6)[:3]), ModelSettings(clusterer=clusterer))
    assert warnings.filters == before
    assert len(centres.vectors) == labels.max() + 1
    found = labels >= 0
    assert all(len(set(truth[labels == topic])) == 1 for topic in set(labels[found]))
    assert set(truth[found]) == {0, 1, 2}
    assert found.mean() > kept


def test_sizes_follow_the_corpus_unless_given():
    assert least_size(12_000, ModelSettings()) == 60
    assert least_size(300, ModelSettings()) == LEAST_SIZE
    assert least_size(12_000, ModelSettings(min_topic_size=25)) == 25


def test_coarse_topics_join_what_is_alike():
    near = np.array([[1.0, 0.0, 0.0], [1.0, 0.1, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.1], [0.0, 0.0, 1.0]])
    groups = coarse_groups(space_of(near))
    assert coarse_count(5) == 4
    assert groups[0] == groups[1] or groups[2] == groups[3]
    assert groups[0] != groups[2]
    assert coarse_groups(space_of(near[:2])).tolist() == [0, 1]


def test_centres_are_means_at_unit_length_and_similar_to_their_own():
    space, truth = three_heaps(30)
    centres = centres_of(space, truth.astype(np.int64), np.array([0, 2]))
    expected = space.vectors[truth == 2].mean(axis=0)
    np.testing.assert_allclose(centres.vectors[1], expected / np.linalg.norm(expected))
    assert (similarity(space, centres)[truth == 0].argmax(axis=1) == 0).all()


def test_an_unknown_clusterer_is_refused() -> None:
    with pytest.raises(OptionError, match="clusterer = 'kmeans'; allowed: anchored or hdbscan or evoc"):
        find_topics(space_of(np.eye(6)), space_of(np.eye(6)[:3]), ModelSettings(clusterer="kmeans"))


def test_without_its_package_evoc_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topics.model.discovery.find_spec", lambda _: None)
    space, _ = three_heaps(150)
    with pytest.raises(OptionError, match=r"needs the package evoc; run: pip install 'plan-topics\[evoc\]'"):
        find_topics(space, space, ModelSettings(clusterer="evoc"))


def test_a_centre_is_drawn_toward_its_anchor_by_so_many_segments():
    space = space_of(np.array([[1.0, 0.0]] * 15))
    anchor = space_of(np.array([[0.0, 1.0]]))
    drawn = centres_of(space, np.zeros(15, dtype=np.int64), np.array([0]), anchor, PULL)
    np.testing.assert_allclose(drawn.vectors, [[np.sqrt(0.5), np.sqrt(0.5)]])  # fifteen segments against fifteen


def test_anchors_are_as_many_as_the_corpus_can_bear_and_keep_to_their_themes():
    rng = np.random.default_rng(1)
    rows = space_of(rng.standard_normal((40, 6)))
    phrases = TopicSpace(rows.vectors, rows.words, np.eye(4)[np.arange(40) % 4])
    few = anchors_for(phrases, 100)
    assert len(few.vectors) == round(ANCHORS * 10)
    assert sorted(set(few.themes.argmax(axis=1).tolist())) == [0, 1, 2, 3]
    assert ((few.themes > 0).sum(axis=1) == 1).all()  # none is made of phrases of two themes
    assert len(anchors_for(phrases, 1).vectors) == 4
    assert anchors_for(phrases, 10_000) is phrases


def test_the_smallest_topics_are_given_up_first():
    middle = np.eye(6)
    truth = np.array([0] * 20 + [1] * 6 + [2] * 4 + [3] * 3)
    space = space_of(middle[truth] + 0.01)
    anchored = Anchored(space, space_of(middle[:4]), least=6).fit(space.vectors)
    assert anchored.kept_.tolist() == [0, 1]
    assert np.bincount(anchored.labels_).tolist() == [27, 6]  # the homeless go to the first of equally near ones


@pytest.mark.parametrize("seed", range(3))
def test_comparing_only_what_moved_gives_what_comparing_everything_does(seed):
    rng = np.random.default_rng(seed)
    space, start = space_of(rng.standard_normal((300, 5))), space_of(rng.standard_normal((24, 5)))
    fast = Anchored(space, start, least=15).fit(space.vectors)

    kept, labels = np.arange(24), similarity(space, start).argmax(axis=1)
    for _ in range(ROUNDS):
        large = _large_enough(np.bincount(labels, minlength=len(kept)), 15)
        last, n_last, kept = labels, len(kept), kept[large]
        labels = similarity(space, centres_of(space, labels, large, start.rows(kept), PULL)).argmax(axis=1)
        if len(kept) == n_last and (labels == last).all():
            break
    np.testing.assert_array_equal(fast.kept_, kept)
    np.testing.assert_array_equal(fast.labels_, labels)
    assert 1 < len(kept) < 24
