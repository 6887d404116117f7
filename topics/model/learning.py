"""How is a classifier learnt from items whose themes are only probable?

Multinomial logistic regression on vectors and words, fitted to probabilities instead of labels.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.model.evidence import log_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

LEAST_TEXTS = 3
"""Words in fewer texts than this teach nothing."""


@dataclass(frozen=True)
class Vocabulary:
    """Words and how rare they are: inverse document frequencies, shape (n_words,)."""

    words: tuple[str, ...]
    rarity: Reals

    def weigh(self, texts: list[list[str]]) -> Any:  # noqa: ANN401 - scipy has no types
        """Give a sparse matrix of shape (n_texts, n_words): unit rows of (1 + log count) x rarity."""
        from scipy.sparse import csr_matrix

        place = {word: i for i, word in enumerate(self.words)}
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for words in texts:
            counts = sorted((place[word], n) for word, n in Counter(words).items() if word in place)
            own = np.array([(1 + np.log(n)) * self.rarity[i] for i, n in counts])
            values.extend(own / max(float(np.sqrt((own**2).sum())), 1e-12))
            columns.extend(i for i, _ in counts)
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(texts), len(self.words)), dtype=np.float64)


def learn_vocabulary(texts: list[list[str]]) -> Vocabulary:
    """Give the words that stand in at least `LEAST_TEXTS` texts, in alphabetical order, with their rarity."""
    counts = Counter(word for words in texts for word in set(words))
    words = tuple(sorted(word for word, n in counts.items() if n >= LEAST_TEXTS))
    rarity = np.array([np.log((1 + len(texts)) / (1 + counts[word])) + 1 for word in words])
    return Vocabulary(words, rarity)


def fit_softmax(features: Any, targets: Reals, strength: float) -> tuple[Reals, Reals]:  # noqa: ANN401
    """Fit multinomial logistic regression to probable classes.

    Parameters
    ----------
    features
        Sparse matrix, shape (n, d).
    targets
        Probabilities of the classes, shape (n, k); a row may sum to less than 1 to count less.
    strength
        Weight of the data against the penalty, as scikit-learn's ``C``.

    Returns
    -------
    weights : ndarray of float64, shape (d, k)
    bias : ndarray of float64, shape (k,)

    Notes
    -----
    Minimises ``strength * cross entropy + |weights|^2 / 2`` by L-BFGS from zero: convex, so there is one answer.
    """
    from scipy.optimize import minimize

    (_, d), k = features.shape, targets.shape[1]
    mass = targets.sum(axis=1, keepdims=True)
    transposed = features.T.tocsr()

    def loss(flat: Reals) -> tuple[float, Reals]:
        weights, bias = flat[: d * k].reshape(d, k), flat[d * k :]
        logs = log_softmax(features @ weights + bias)
        error = mass * np.exp(logs) - targets
        gradient = np.concatenate([(strength * (transposed @ error) + weights).ravel(), strength * error.sum(axis=0)])
        return float(-strength * (targets * logs).sum() + 0.5 * (weights**2).sum()), gradient

    found = minimize(loss, np.zeros(d * k + k), jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-7})
    return found.x[: d * k].reshape(d, k), found.x[d * k :]
