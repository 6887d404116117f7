"""Which topics a corpus holds of itself.

BERTopic, with two of its sub-models of our own by default. Its usual ones, UMAP and HDBSCAN, leave a fifth of the
segments out and give other topics for another seed or order of files. `Anchored` starts from the phrases of the
themes file and moves the centres to where the segments are: same answer for any seed, nearly the same when a plan is
left out. ``clusterer = "hdbscan"`` gives the usual ones, with exact neighbours.

This is the one place that knows BERTopic.
"""

from __future__ import annotations

import warnings
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.errors import OptionError
from topics.model.topicspace import centres_of, similarity
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.model.topicspace import Centres, TopicSpace
    from topics.settings import ModelSettings

    Reals = NDArray[np.float64]
    Labels = NDArray[np.int64]

CLUSTERERS = ("anchored", "hdbscan")
ENOUGH = 100
"""Segments below which a corpus holds too little text for topics of its own."""
TOPICS_A_CORPUS = 200
"""A topic has at least one in so many segments of the corpus,"""
LEAST_SIZE = 6
"""and at least so many."""
ROUNDS = 12
NEIGHBOURS = 15


def least_size(n_segments: int, settings: ModelSettings) -> int:
    """Give the fewest segments a topic may have in a corpus of so many."""
    return settings.min_topic_size or max(LEAST_SIZE, round(n_segments / TOPICS_A_CORPUS))


def find_topics(space: TopicSpace, start: Centres, texts: list[str], settings: ModelSettings) -> Labels:
    """Find the topics of a corpus.

    Parameters
    ----------
    space
        Of the n segments of the corpus.
    start
        Where topics may begin: the phrases of the themes.
    texts
        The content words of each segment, joined by spaces.
    settings
        Seed, clusterer and least size of topics.

    Returns
    -------
    ndarray of int64, shape (n,)
        A topic each, 0 the largest; -1 for segments of none. All -1 where the corpus is too small.

    Raises
    ------
    OptionError
        The clusterer is not known.
    """
    if settings.clusterer not in CLUSTERERS:
        raise OptionError(f"clusterer = {settings.clusterer!r}", allowed=" or ".join(CLUSTERERS))
    n = len(space.vectors)
    if n < ENOUGH:
        return np.full(n, NO_TOPIC, dtype=np.int64)
    size = least_size(n, settings)
    if settings.clusterer == "hdbscan":
        reducer, clusterer = _umap(space.vectors, settings.seed), _hdbscan(size)
    else:
        reducer, clusterer = Unreduced(), Anchored(space, start, size)
    with warnings.catch_warnings():  # its import silences the warnings of the whole process
        warnings.simplefilter("ignore")
        from bertopic import BERTopic
        from sklearn.feature_extraction.text import CountVectorizer

        model = BERTopic(
            language="multilingual",
            embedding_model=None,
            umap_model=reducer,
            hdbscan_model=clusterer,
            vectorizer_model=CountVectorizer(token_pattern=r"\S+", lowercase=False),
        )
        labels, _ = model.fit_transform(texts, embeddings=space.vectors)
    return np.asarray(labels, dtype=np.int64)


class Unreduced:
    """BERTopic's step of reducing vectors, left out: the clusterer works on them as they are."""

    def fit_transform(self, vectors: Reals, y: None = None) -> Reals:
        """Give the vectors."""
        return vectors


class Anchored:
    """BERTopic's step of clustering, by k-means that starts from given centres.

    Parameters
    ----------
    space
        Of the segments: their words and themes stand beside the vectors BERTopic hands over.
    start
        Centres to begin with.
    least
        A centre with fewer segments is given up in the next round.

    Notes
    -----
    Spherical k-means (Dhillon and Modha, 2001) from a fixed start: nothing in it is random.
    """

    def __init__(self, space: TopicSpace, start: Centres, least: int) -> None:
        self.space, self.start, self.least = space, start, least
        self.labels_: Labels = np.zeros(0, dtype=np.int64)

    def fit(self, vectors: Reals, y: None = None) -> Anchored:
        """Cluster; `labels_` then holds the cluster of each row of `vectors`."""
        space = type(self.space)(vectors, self.space.words, self.space.themes)
        labels = similarity(space, self.start).argmax(axis=1).astype(np.int64)
        for _ in range(ROUNDS):
            sizes = np.bincount(labels)
            kept = np.flatnonzero(sizes >= self.least)
            if not len(kept):
                kept = np.array([sizes.argmax()])
            last, labels = labels, similarity(space, centres_of(space, labels, kept)).argmax(axis=1).astype(np.int64)
            if len(kept) == last.max() + 1 and (labels == last).all():
                break
        self.labels_ = labels
        return self


def coarse_groups(centres: Centres) -> Labels:
    """Join topics into coarse ones, by average linkage of their centres.

    Returns
    -------
    ndarray of int64, shape (n_topics,)
        The coarse topic of each, numbered in the order in which they first occur.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    n = len(centres.vectors)
    if n < 3:
        return np.arange(n, dtype=np.int64)
    alike = similarity(centres, centres)
    far = np.maximum(alike.max() - (alike + alike.T) / 2, 0.0)
    np.fill_diagonal(far, 0.0)
    raw = fcluster(linkage(squareform(far, checks=False), "average"), coarse_count(n), "maxclust")
    order = list(dict.fromkeys(raw.tolist()))
    return np.array([order.index(group) for group in raw.tolist()], dtype=np.int64)


def coarse_count(n_topics: int) -> int:
    """Give how many coarse topics so many fine ones are joined into: 15 for 90, 8 for 25.

    Examples
    --------
    >>> coarse_count(90), coarse_count(25)
    (15, 8)
    """
    return round(1.6 * sqrt(n_topics))


def _umap(vectors: Reals, seed: int) -> Any:  # noqa: ANN401 - umap has no types
    from umap import UMAP

    return UMAP(
        n_neighbors=NEIGHBOURS,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=seed,
        precomputed_knn=exact_neighbours(vectors, NEIGHBOURS),
    )


def _hdbscan(least: int) -> Any:  # noqa: ANN401 - scikit-learn has no types
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(min_cluster_size=least, min_samples=5, copy=True)


def exact_neighbours(vectors: Reals, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Give the k nearest rows of each row, itself among them, by blocks of matrix products.

    Parameters
    ----------
    vectors
        Unit rows, shape (n, dimension).

    Returns
    -------
    places : ndarray of int64, shape (n, k)
        Nearest first; of equally near ones the first in order.
    distances : ndarray of float32, shape (n, k)
        1 less the cosine.
    """
    places, distances = [], []
    for begin in range(0, len(vectors), 1024):
        far = (1.0 - vectors[begin : begin + 1024] @ vectors.T).round(6)
        nearest = np.argsort(far, axis=1, kind="stable")[:, :k] if len(vectors) <= 2048 else _smallest(far, k)
        places.append(nearest)
        distances.append(np.take_along_axis(far, nearest, axis=1))
    return np.vstack(places).astype(np.int64), np.maximum(np.vstack(distances), 0.0).astype(np.float32)


def _smallest(far: Reals, k: int) -> NDArray[np.int64]:
    """Give the columns of the k smallest values of each row, by value, then by column."""
    some = np.sort(np.argpartition(far, k + k, axis=1)[:, : k + k], axis=1)
    order = np.argsort(np.take_along_axis(far, some, axis=1), axis=1, kind="stable")[:, :k]
    nearest: NDArray[np.int64] = np.take_along_axis(some, order, axis=1)
    return nearest
