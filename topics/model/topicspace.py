"""How alike a segment and a topic are: by their vectors, by their words and by their themes together.

Vectors know what is meant alike though said otherwise, words what is said; themes keep topics from straddling fields.
A topic is its centre: the mean of its segments in each of the three.

View, probabilities → topic_space() → TopicSpace, Centres → similarity() → (n, n_topics)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from topics.model.views import View

    Reals = NDArray[np.float64]

WEIGHTS = (1.0, 0.7, 0.7)
"""Of vectors, words and themes; benchmarks/choices.py shows what others give."""
CENTRE_WORDS = 300
"""Words a centre keeps: its heaviest."""
DIGITS = 9
"""Similarities are rounded to so many digits before they are compared."""
BLOCK = 8192
"""Segments whose words are compared at once: what is found takes more room than what is kept of it."""


@dataclass(frozen=True)
class TopicSpace:
    """Where n segments lie, in unit rows.

    Parameters
    ----------
    vectors
        Shape (n, dimension).
    words
        Sparse, shape (n, n_words): the words that can be words of a topic.
    themes
        Square roots of the probabilities of themes, shape (n, n_themes).
    """

    vectors: Reals
    words: csr_matrix
    themes: Reals

    def rows(self, chosen: NDArray[np.integer]) -> TopicSpace:
        """Give some of the segments."""
        return TopicSpace(self.vectors[chosen], self.words[chosen], self.themes[chosen])


Centres = TopicSpace
"""Topics lie in the same space as segments."""


def topic_space(view: View, probabilities: Reals, content: NDArray[np.int64]) -> TopicSpace:
    """Place segments in the space in which topics are found and told apart.

    Parameters
    ----------
    view
        Of n segments.
    probabilities
        Of their themes, shape (n, n_themes).
    content
        The columns of the view's words that can be words of a topic.
    """
    return TopicSpace(view.unit, _unit_rows(view.words[:, content]), np.sqrt(probabilities))


def similarity(space: TopicSpace, centres: Centres) -> Reals:
    """Give the likeness of segments to topics, shape (n, n_topics), rounded to `DIGITS`."""
    by_vector, by_word, by_theme = WEIGHTS
    total: Reals = by_vector * (space.vectors @ centres.vectors.T)
    of_words = centres.words.T.tocsr()
    for begin in range(0, len(total), BLOCK):
        rows = slice(begin, begin + BLOCK)
        total[rows] += by_word * (space.words[rows] @ of_words).toarray()
    total += by_theme * (space.themes @ centres.themes.T)
    return np.round(total, DIGITS, out=total)


def centres_of(
    space: TopicSpace,
    labels: NDArray[np.int64],
    classes: NDArray[np.int64],
    anchors: Centres | None = None,
    pull: float = 0.0,
) -> Centres:
    """Give the centres of classes: the means of their segments, at unit length.

    Parameters
    ----------
    space
        Of n segments.
    labels
        The class of each, shape (n,).
    classes
        The classes wanted, ascending.
    anchors, pull
        What each centre is drawn toward, a row a class, and the number of segments it weighs as much as.
    """
    from scipy.sparse import csr_matrix

    kept = np.flatnonzero(np.isin(labels, classes))
    rows = np.searchsorted(classes, labels[kept])
    member = csr_matrix((np.ones(len(kept)), (rows, kept)), shape=(len(classes), len(labels)))
    vectors, themes, words = member @ space.vectors, member @ space.themes, member @ space.words
    if anchors is not None:
        vectors, themes = vectors + pull * anchors.vectors, themes + pull * anchors.themes
        words = words + pull * anchors.words
    return Centres(_unit_dense(vectors), _unit_rows(_heaviest(words.tocsr())), _unit_dense(themes))


def _heaviest(words: csr_matrix) -> csr_matrix:
    """Keep the `CENTRE_WORDS` heaviest words of each row."""
    words.sort_indices()
    for row in range(words.shape[0]):
        own = slice(words.indptr[row], words.indptr[row + 1])
        values = words.data[own]
        if len(values) > CENTRE_WORDS:
            drop = np.argsort(-values.round(DIGITS), kind="stable")[CENTRE_WORDS:]
            values[drop] = 0.0
    words.eliminate_zeros()
    return words


def _unit_dense(rows: Reals) -> Reals:
    unit: Reals = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit


def _unit_rows(rows: csr_matrix) -> csr_matrix:
    """Give the rows of a sparse matrix unit length; an empty row stays empty."""
    rows = rows.tocsr().copy()
    norms = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.where(norms > 0, norms, 1.0), np.diff(rows.indptr))
    return rows
