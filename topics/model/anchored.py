"""Topics that begin where the themes file says something: k-means from its phrases.

Phrases of a theme that say nearly the same are one anchor in a small corpus, several in a large one. A topic begins at
an anchor, moves to where the segments are, and stays within its reach: its centre is the mean of its segments and of
`PULL` more at the anchor. Nothing in it is random, so no seed changes a topic; and a few segments more or less move a
centre little, so topics survive the loss of a plan.

TopicSpace, phrases → Anchored → labels
"""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from topics.model.topicspace import Centres, TopicSpace, centres_of, similarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Labels = NDArray[np.int64]

ANCHORS = 1.5
"""Anchors in a corpus of n segments: so many times the root of n; benchmarks/choices.py shows what others give."""
PULL = 15.0
"""Segments an anchor weighs as much as."""
GIVEN_UP = 0.5
"""Fraction of the topics that are too small which is given up a round, the smallest first; their segments go to the
topics left, which may make the rest large enough."""
ROUNDS = 40


class Anchored:
    """BERTopic's step of clustering, by k-means that starts from given centres and is held near them.

    Parameters
    ----------
    space
        Of the segments: what BERTopic hands over has neither words nor themes.
    anchors
        Where topics begin.
    least
        Fewest segments of a topic.

    Notes
    -----
    Spherical k-means (Dhillon and Modha, 2001) from a fixed start, with the anchors as prior means.
    """

    def __init__(self, space: TopicSpace, anchors: Centres, least: int) -> None:
        self.space, self.anchors, self.least = space, anchors, least
        self.labels_: Labels = np.zeros(0, dtype=np.int64)
        self.kept_: Labels = np.zeros(0, dtype=np.int64)

    def fit(self, reduced: Reals, y: None = None) -> Anchored:
        """Cluster; `labels_` then holds the cluster of each segment, `kept_` the anchor of each cluster."""
        space = self.space
        kept = stale = np.arange(len(self.anchors.vectors))
        alike = similarity(space, self.anchors)
        owners = alike.argmax(axis=1)
        for _ in range(ROUNDS):
            sizes = np.bincount(owners, minlength=alike.shape[1])
            last, kept = kept, kept[_large_enough(sizes[kept], self.least)]
            alike[:, np.setdiff1d(last, kept)] = -np.inf
            stale = np.intersect1d(stale, kept)
            alike[:, stale] = similarity(space, self.centres(space, owners, stale, stale))
            nearest = alike.argmax(axis=1)
            moved = nearest != owners
            if len(kept) == len(last) and not moved.any():
                break
            stale = np.union1d(owners[moved], nearest[moved])  # the others have the segments they had
            owners = nearest
        self.labels_, self.kept_ = np.searchsorted(kept, owners), kept
        return self

    def centres(self, space: TopicSpace, labels: Labels, classes: Labels, anchors: Labels) -> Centres:
        """Give the centres of some classes, each drawn toward its anchor."""
        return centres_of(space, labels, classes, self.anchors.rows(anchors), PULL)


def _large_enough(sizes: Labels, least: int) -> Labels:
    """Give the classes that stay: all but the smaller half of those that are too small, and one at least."""
    small = np.flatnonzero(sizes < least)
    n_given_up = max(ceil(GIVEN_UP * len(small)), int((sizes == 0).sum()))
    given_up = small[np.argsort(sizes[small], kind="stable")[:n_given_up]]
    if len(given_up) == len(sizes):
        given_up = np.delete(given_up, -1)
    stay: Labels = np.setdiff1d(np.arange(len(sizes)), given_up)
    return stay


def anchors_for(phrases: Centres, n_segments: int) -> Centres:
    """Give the anchors for a corpus of so many segments: phrases of a theme joined where they are alike.

    Parameters
    ----------
    phrases
        Descriptions and phrases of the themes; each row of `themes` is 1 for one theme.

    Notes
    -----
    Average linkage of the vectors within each theme, which do not depend on the corpus: with a plan more or less the
    anchors are the same or nearly so. Every theme keeps one at least.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    owners = phrases.themes.argmax(axis=1)
    n, wanted = len(owners), max(round(ANCHORS * sqrt(n_segments)), len(np.unique(owners)))
    if wanted >= n:
        return phrases
    far = np.maximum(1.0 - phrases.vectors @ phrases.vectors.T, 0.0).round(6)
    far = np.where(owners[:, None] == owners[None, :], (far + far.T) / 2, 10.0)
    np.fill_diagonal(far, 0.0)
    groups = fcluster(linkage(squareform(far, checks=False), "average"), wanted, "maxclust").astype(np.int64)
    return centres_of(phrases, groups, np.unique(groups))
