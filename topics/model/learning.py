"""How a classifier is learnt from items whose themes are only probable.

Multinomial logistic regression on vectors and words, fitted to probabilities instead of labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from topics.model.evidence import log_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from topics.model.tokens import Tokens

    Reals = NDArray[np.float64]

LEAST_TEXTS = 6
"""Words in fewer texts than this teach nothing."""
STEPS = 20
"""Of L-BFGS: later ones change weights of rare words only."""


@dataclass(frozen=True)
class Vocabulary:
    """Words and how rare they are: inverse document frequencies, shape (n_words,)."""

    words: tuple[str, ...]
    rarity: Reals

    def weigh(self, texts: Tokens) -> csr_matrix:
        """Give a sparse matrix of shape (n_texts, n_words): unit rows of (1 + log count) x rarity."""
        from scipy.sparse import csr_matrix

        place = {word: i for i, word in enumerate(self.words)}
        columns = texts.each(lambda word: place.get(word, -1))
        known = columns >= 0
        ends = np.concatenate([[0], np.cumsum(known)])[texts.ends]
        counts = csr_matrix((np.ones(ends[-1]), columns[known], ends), shape=(len(texts), len(self.words)))
        counts.sum_duplicates()
        counts.data = (1.0 + np.log(counts.data)) * self.rarity[counts.indices]
        norms = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(np.where(norms > 0, norms, 1.0), np.diff(counts.indptr))
        return counts


def learn_vocabulary(texts: Tokens) -> Vocabulary:
    """Give the words that stand in at least `LEAST_TEXTS` texts, in alphabetical order, with their rarity."""
    from scipy.sparse import csr_matrix

    shape = (len(texts), len(texts.distinct))
    stands = csr_matrix((np.ones(len(texts.codes), dtype=np.int8), texts.codes.copy(), texts.ends), shape=shape)
    stands.sum_duplicates()
    counts = dict(zip(texts.distinct, np.bincount(stands.indices, minlength=shape[1]).tolist(), strict=True))
    kept = tuple(sorted(word for word, n in counts.items() if n >= LEAST_TEXTS))
    rarity = np.array([np.log((1 + len(texts)) / (1 + counts[word])) + 1 for word in kept])
    return Vocabulary(kept, rarity)


@dataclass(frozen=True)
class Features:
    """What a classifier sees of n items: dense columns, shape (n, d), then sparse ones, shape (n, s).

    Products with few columns are computed as those of the transposes: in half the time.
    """

    dense: Reals
    sparse: csr_matrix

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.dense.shape[1] + self.sparse.shape[1])

    def rows(self, chosen: NDArray[np.bool_]) -> Features:
        """Give some of the items."""
        return Features(self.dense[chosen], self.sparse[chosen])

    def times(self, weights: Reals) -> Reals:
        """Multiply by weights of shape (width, k); gives shape (n, k)."""
        d = self.dense.shape[1]
        product: Reals = (weights[:d].T @ self.dense.T).T + self.sparse @ weights[d:]
        return product

    def back(self, errors: Reals) -> Reals:
        """Multiply the transpose by errors of shape (n, k); gives shape (width, k)."""
        product: Reals = np.vstack([(errors.T @ self.dense).T, self.sparse.T @ errors])
        return product


def fit_softmax(
    features: Features,
    targets: Reals,
    strength: float,
    start: tuple[Reals, Reals] | None = None,
    *,
    offset: Reals | None = None,
) -> tuple[Reals, Reals]:
    """Fit multinomial logistic regression to probable classes.

    Parameters
    ----------
    features
        Of n items.
    targets
        Probabilities of the classes, shape (n, k); a row may sum to less than 1 to count less.
    strength
        Weight of the data against the penalty, as scikit-learn's ``C``.
    start
        Weights and bias to start from; zero if not given.
    offset
        Log-probabilities that are known beforehand and corrected, shape (n, k), without a bias: what is taught is of
        items like those taught, not of how frequent a class is. None if not given.

    Returns
    -------
    weights : ndarray of float64, shape (width, k)
    bias : ndarray of float64, shape (k,)

    Notes
    -----
    Minimises ``strength * cross entropy + |weights|^2 / 2`` by L-BFGS: convex, so there is one answer.
    """
    from scipy.optimize import minimize

    d, k = features.width, targets.shape[1]
    mass = targets.sum(axis=1, keepdims=True)
    known = np.zeros(targets.shape) if offset is None else offset

    def loss(flat: Reals) -> tuple[float, Reals]:
        weights, bias = flat[: d * k].reshape(d, k), flat[d * k :]
        logs = log_softmax(known + features.times(weights) + bias)
        error = mass * np.exp(logs) - targets
        of_bias = strength * error.sum(axis=0) if offset is None else np.zeros(k)
        gradient = np.concatenate([(strength * features.back(error) + weights).ravel(), of_bias])
        return float(-strength * (targets * logs).sum() + 0.5 * (weights**2).sum()), gradient

    first = np.zeros(d * k + k) if start is None else np.concatenate([start[0].ravel(), start[1]])
    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": 1e-5, "maxcor": 6})
    return found.x[: d * k].reshape(d, k), found.x[d * k :]
