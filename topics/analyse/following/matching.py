"""How sure it is that two passages are about the same matter.

Three kinds of evidence, each between any passage of one side and any of the other: rare words and names that both have
(`evidence`, `whole`, `clause`), the direction of their vectors less the corpus mean (`cosine`), and the same theme.
Raw cosines and shared words mostly measure the genre; the weights that turn them into a probability were learned from
pairs that a reader judged (`matching.toml`).

two Sides, Rarity → similarity() → the probability of each pair; correspondences() → the pairs that hold
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from topics.analyse.following.rarity import LENGTHS, fold, told
from topics.analyse.following.statements import unnumbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from topics.analyse.following.rarity import Rarity

SURE_ENOUGH = 0.5
"""Two passages correspond where it is at least as likely as not."""
_CLAUSE = re.compile(r"[^，,。；;！!？?：:]+")
_DIGITS = 6
"""Sums of the same numbers in another order differ in the last places; what is beyond this many is not compared."""


@dataclass(frozen=True)
class Side:
    """The passages of one side.

    Parameters
    ----------
    texts
        As they stand.
    themes
        Code of the theme of each.
    directions
        Vector of each, less the mean of the corpus, of length 1; shape (n_passages, n_dimensions).
    """

    texts: Sequence[str]
    themes: Sequence[str]
    directions: NDArray[np.float64]


@lru_cache(maxsize=1)
def coefficients() -> Mapping[str, Mapping[str, float]]:
    """Give the learned weights by kind of passage, ``segments`` and ``statements``, then by evidence."""
    learned: dict[str, dict[str, float]] = tomllib.loads(
        Path(__file__).with_name("matching.toml").read_text(encoding="utf-8")
    )
    return learned


def similarity(a: Side, b: Side, rarity: Rarity, kind: str) -> NDArray[np.float64]:
    """Give the probability that passages correspond.

    Parameters
    ----------
    a, b
        The two sides.
    rarity
        Of the corpus that both are from.
    kind
        ``segments`` or ``statements``: which weights to use.

    Returns
    -------
    NDArray
        Shape (n_a, n_b), 0 to 1; 1 for two passages of the same words. The transpose is ``similarity(b, a, …)``.
    """
    weights = coefficients()[kind]
    found = evidence(a, b, rarity)
    logit = weights["intercept"] + sum(weights[name] * found[name] for name in found if name in weights)
    return np.where(found["same"] > 0, 1.0, np.round(1 / (1 + np.exp(-logit)), _DIGITS))


def evidence(a: Side, b: Side, rarity: Rarity) -> dict[str, NDArray[np.float64]]:
    """Give what speaks for each pair, every array of shape (n_a, n_b).

    Returns
    -------
    dict
        ``evidence``: log(1 + the summed weights of the runs that both have), in units of one rare run. ``whole``: the
        square root of those weights over the geometric mean of both passages' own, 0 to 1. ``clause``: the same
        without the root, of the best pair of clauses. ``cosine``: of the vectors less the corpus mean, -1 to 1.
        ``theme``: 1 for the same theme. ``same``: 1 for the same words.
    """
    texts_a, texts_b = ([fold(told(unnumbered(text))) for text in side.texts] for side in (a, b))
    mass, own_a, own_b = _overlap(texts_a, texts_b, rarity)
    mean = np.sqrt(np.outer(own_a, own_b))
    whole = np.divide(mass, mean, out=np.zeros_like(mass), where=mean > 0)
    return {
        "evidence": np.log1p(mass),
        "whole": np.sqrt(np.clip(whole, 0, 1)),
        "clause": _best_clauses(texts_a, texts_b, rarity),
        "cosine": np.round(a.directions @ b.directions.T, _DIGITS),
        "theme": _equal(a.themes, b.themes),
        "same": _equal(a.texts, b.texts),
    }


def _equal(a: Sequence[str], b: Sequence[str]) -> NDArray[np.float64]:
    """Give 1 where two texts are the same, else 0; shape (n_a, n_b)."""
    numbers: dict[str, int] = {}
    left, right = (np.array([numbers.setdefault(one, len(numbers)) for one in side], dtype=np.int64) for side in (a, b))
    return np.equal.outer(left, right).astype(np.float64)


def correspondences(similar: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which pairs hold: sure enough, and the best that one of the two has.

    A passage can have several counterparts: a report sums up what a plan lists, and the reverse. Of equally good
    counterparts the first in reading order is the best.

    Parameters
    ----------
    similar
        Shape (n_a, n_b), from `similarity`.

    Returns
    -------
    NDArray
        Shape (n_a, n_b); the transpose is that of the transposed table.

    Examples
    --------
    >>> correspondences(np.array([[0.9, 0.6, 0.2], [0.8, 0.7, 0.4]])).tolist()
    [[True, False, False], [True, True, False]]
    """
    holds = np.zeros(similar.shape, dtype=bool)
    if similar.size:
        holds[np.arange(len(similar)), similar.argmax(axis=1)] = True
        holds[similar.argmax(axis=0), np.arange(similar.shape[1])] = True
    return holds & (similar >= SURE_ENOUGH)


def directions(vectors: NDArray[np.float32], rows: Sequence[int]) -> NDArray[np.float64]:
    """Give the vectors of some segments less the mean of all, of length 1; of length 0 for one that is the mean."""
    centred = vectors[list(rows)].astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    unit: NDArray[np.float64] = centred / np.where(length > 0, length, 1)
    return unit


def clauses(text: str) -> list[str]:
    """Give the clauses of a text, cut at commas, full stops and the like.

    Examples
    --------
    >>> clauses("建成二期6.5公里，年底前通车；")
    ['建成二期6.5公里', '年底前通车']
    """
    return _CLAUSE.findall(text)


def _overlap(
    a: Sequence[str], b: Sequence[str], rarity: Rarity
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Give the weight that folded texts share, shape (n_a, n_b), and the weight each has: (n_a,), (n_b,)."""
    mass, own_a, own_b = np.zeros((len(a), len(b))), np.zeros(len(a)), np.zeros(len(b))
    for n in LENGTHS:
        left, right = _of_both(rarity.weights(a, n), rarity.weights(b, n))
        own_a += np.asarray(left.sum(axis=1)).ravel()
        own_b += np.asarray(right.sum(axis=1)).ravel()
        right.data[:] = 1.0
        mass += (left @ right.T).toarray()
    return np.round(mass, _DIGITS), own_a, own_b


def _of_both(left: csr_matrix, right: csr_matrix) -> tuple[csr_matrix, csr_matrix]:
    """Leave out the columns that are empty in both: of millions of buckets a few thousand are in use."""
    _, at = np.unique(np.concatenate([left.indices, right.indices]), return_inverse=True)
    n_columns, cut = int(at.max(initial=-1)) + 1, len(left.indices)
    parts = ((left, at[:cut]), (right, at[cut:]))
    found = [csr_matrix((one.data, own, one.indptr), shape=(one.shape[0], n_columns)) for one, own in parts]
    return found[0], found[1]


def _best_clauses(a: Sequence[str], b: Sequence[str], rarity: Rarity) -> NDArray[np.float64]:
    """Give how much the two likest clauses of each pair of folded texts share, 0 to 1; shape (n_a, n_b)."""
    best = np.zeros((len(a), len(b)))
    (owner_a, clauses_a), (owner_b, clauses_b) = _clauses_of(a), _clauses_of(b)
    if not clauses_a or not clauses_b:
        return best
    mass, own_a, own_b = _overlap(clauses_a, clauses_b, rarity)
    shares = mass / np.sqrt(np.outer(own_a, own_b) + 1)  # a clause of one rare run is no evidence by itself
    rows, first_a = np.unique(owner_a, return_index=True)
    columns, first_b = np.unique(owner_b, return_index=True)
    best[np.ix_(rows, columns)] = np.maximum.reduceat(np.maximum.reduceat(shares, first_a, axis=0), first_b, axis=1)
    return np.round(best, _DIGITS)


def _clauses_of(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    pairs = [(owner, clause) for owner, text in enumerate(texts) for clause in clauses(text) if len(clause) > 1]
    return [owner for owner, _ in pairs], [clause for _, clause in pairs]
