"""Which theme of a segment is the likeliest and which is next, where some themes compete unseen.

Behind the columns of the themes stand those of the rest: of the package's own themes that none of the user's is like.
What is likest to one of the rest has none of the themes.

probabilities → two_likeliest(), rest_of() → positions, probabilities
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

DIGITS = 9
"""Probabilities are rounded to so many digits before they are compared, so that no rounding of the
processor's can turn one theme into another."""


def two_likeliest(probabilities: Reals, n_themes: int) -> tuple[NDArray[np.int64], Reals, Reals]:
    """Give the two likeliest of the themes and the rest, and their probabilities.

    Parameters
    ----------
    probabilities
        Of the themes, then of the rest, one by one, shape (n, n_themes or more).
    n_themes
        The themes; what is likest to one of the rest has none of them.

    Returns
    -------
    order : ndarray of int64, shape (n, 2)
        `n_themes` stands for the rest.
    first, second : ndarray of float64, shape (n,)
        The rest, where it is the first, has the sum of what it is made of; where it is the second, the largest of them.

    Examples
    --------
    >>> order, first, second = two_likeliest(np.array([[0.5, 0.1, 0.3, 0.1], [0.3, 0.1, 0.35, 0.25]]), 2)
    >>> order.tolist(), first.tolist(), second.tolist()
    ([[0, 2], [2, 0]], [0.5, 0.6], [0.3, 0.3])
    """
    heights, rest = probabilities[:, :n_themes], probabilities[:, n_themes:]
    if rest.shape[1]:
        heights = np.hstack([heights, rest.max(axis=1, keepdims=True)])
    order = np.argsort(-heights, axis=1, kind="stable")[:, :2]
    first, second = np.take_along_axis(heights, order, axis=1).T
    return order, np.where(order[:, 0] == n_themes, rest_of(probabilities, n_themes), first), second


def rest_of(probabilities: Reals, n_themes: int) -> Reals:
    """Give the probability that a segment is of none of the themes, shape (n,): the sum of the rest."""
    rest: Reals = np.minimum(probabilities[:, n_themes:].sum(axis=1).round(DIGITS), 1.0)
    return rest
