"""Which topics a corpus holds of itself.

BERTopic, with two of its sub-models of our own by default. Its usual ones, UMAP and HDBSCAN, leave a fifth of the
segments out and give other topics for another seed or order of files. `topics.model.anchored` starts from the phrases
of the themes file and moves the centres to where the segments are: same answer for any seed, nearly the same when a
plan is left out. ``clusterer = "hdbscan"`` gives the usual ones, with exact neighbours, ``"evoc"`` EVoC.

This is the one place that knows BERTopic.
"""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from topics.errors import OptionError
from topics.model.anchored import Anchored, anchors_for
from topics.model.clusterers import Evoc, Unreduced, hdbscan, umap
from topics.model.light import light_bertopic
from topics.model.topicspace import Centres, centres_of, similarity
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.model.topicspace import TopicSpace
    from topics.settings import ModelSettings

    Reals = NDArray[np.float64]
    Labels = NDArray[np.int64]

CLUSTERERS = ("anchored", "hdbscan", "evoc")
ENOUGH = 100
"""Segments below which a corpus holds too little text for topics of its own."""
TOPICS_A_CORPUS = 200
"""A topic has at least one in so many segments of the corpus,"""
LEAST_SIZE = 8
"""and at least so many."""
UNTOLD = "no text"
"""What BERTopic takes for the text of every segment; two words are the fewest it can weigh."""


class Found(NamedTuple):
    """The topics of a corpus.

    Parameters
    ----------
    labels
        A topic a segment, shape (n,), 0 the largest; -1 for segments of none.
    centres
        Where each topic lies, by number; no rows where the corpus is too small.
    """

    labels: Labels
    centres: Centres


def least_size(n_segments: int, settings: ModelSettings) -> int:
    """Give the fewest segments a topic may have in a corpus of so many."""
    return settings.min_topic_size or max(LEAST_SIZE, round(n_segments / TOPICS_A_CORPUS))


def require_clusterer(name: str) -> None:
    """Refuse a clusterer that is not known or whose package is missing, before hours are spent.

    Raises
    ------
    OptionError
        With the way out.
    """
    if name not in CLUSTERERS:
        raise OptionError(f"clusterer = {name!r}", allowed=" or ".join(CLUSTERERS))
    if name == "evoc" and find_spec("evoc") is None:
        raise OptionError("clusterer = 'evoc' needs the package evoc", remedy="run: pip install 'plan-topics[evoc]'")


def find_topics(space: TopicSpace, phrases: Centres, settings: ModelSettings) -> Found:
    """Find the topics of a corpus.

    Parameters
    ----------
    space
        Of the n segments of the corpus.
    phrases
        Where topics may begin: descriptions and phrases of the themes.
    settings
        Seed, clusterer and least size of topics.

    Raises
    ------
    OptionError
        The clusterer is not known, or its package is missing.
    """
    require_clusterer(settings.clusterer)
    n, none = len(space.vectors), np.zeros(0, dtype=np.int64)
    if n < ENOUGH:
        return Found(np.full(n, NO_TOPIC, dtype=np.int64), space.rows(none))
    size = least_size(n, settings)
    if settings.clusterer == "anchored":
        anchored = Anchored(space, anchors_for(phrases, n), size)
        labels = _bertopic(space, Unreduced(), anchored)
        classes, first = np.unique(labels, return_index=True)
        anchors = anchored.kept_[anchored.labels_[first]]  # BERTopic numbers clusters anew, by size
        return Found(labels, anchored.centres(space, labels, classes, anchors))
    if settings.clusterer == "evoc":
        labels = _bertopic(space, Unreduced(), Evoc(space.vectors, size, settings.seed))
    else:
        labels = _bertopic(space, umap(space.vectors, settings.seed), hdbscan(size))
    classes = np.unique(labels[labels != NO_TOPIC])
    return Found(labels, centres_of(space, labels, classes))


def _bertopic(space: TopicSpace, reducer: Any, clusterer: Any) -> Labels:  # noqa: ANN401 - BERTopic's
    """Let BERTopic reduce and cluster; gives its labels.

    It is told no texts: the words of topics are chosen by `topics.model.keywords`, its own would go unused.
    """
    with warnings.catch_warnings():  # its import silences the warnings of the whole process
        warnings.simplefilter("ignore")
        model = light_bertopic()(embedding_model=None, umap_model=reducer, hdbscan_model=clusterer)
        labels, _ = model.fit_transform([UNTOLD] * len(space.vectors), embeddings=space.vectors)
    return np.asarray(labels, dtype=np.int64)


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
