"""How well the words of a topic go together, and how well its segments do.

Counted on the plans themselves: do two words of a topic stand in the same segments more often than by chance? No
reader is asked; for that see `topics.analyse.quality.intrusion`.

words of segments, words of topics → npmi(), c_v(), diversity(); vectors, topics → silhouette()
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

WINDOW = 110
"""Words a window of C_v holds, as its authors chose it."""
_EPSILON = 1e-12


def npmi(topics: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> Reals:
    """Give the mean normalised pointwise mutual information of the pairs of words of each topic.

    Parameters
    ----------
    topics
        Words of each topic.
    texts
        Words of each segment, in order.

    Returns
    -------
    ndarray of float64, shape (n_topics,)
        Between -1 (never together) and 1 (always); nan for a topic of less than two words.

    Notes
    -----
    Bouma (2009); Lau, Newman and Baldwin (2014). A pair that is never found together counts as -1.

    Examples
    --------
    >>> npmi([["a", "b"], ["a", "c"]], [["a", "b"], ["a", "b"], ["c"], []]).round(9).tolist()
    [1.0, -1.0]
    """
    values, own = _all_pairs(topics, texts, max(map(len, texts), default=0), exact=True)
    return np.array([_mean_of_pairs(values[np.ix_(rows, rows)]) for rows in own])


def c_v(topics: Sequence[Sequence[str]], texts: Sequence[Sequence[str]]) -> Reals:
    """Give the coherence C_v of each topic.

    Parameters
    ----------
    topics, texts
        As for `npmi`; a text of more than `WINDOW` words is looked at through a window that slides word by word.

    Returns
    -------
    ndarray of float64, shape (n_topics,)
        Between -1 and 1, for real topics mostly between .3 and .8; nan for a topic of less than two words.

    Notes
    -----
    Röder, Both and Hinneburg (2015): each word is the vector of its NPMI with every word of the topic, and is compared
    by cosine with the sum of these vectors.
    """
    values, own = _all_pairs(topics, texts, WINDOW, exact=False)
    return np.array([_cosine_to_sum(values[np.ix_(rows, rows)]) if len(rows) > 1 else np.nan for rows in own])


def _all_pairs(
    topics: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], window: int, *, exact: bool
) -> tuple[Reals, list[list[int]]]:
    """Give the NPMI of all pairs of the topics' words, and the places of each topic's words among them.

    Parameters
    ----------
    window
        Words of a text that are together; a longer text is looked at through a window that slides word by word.
    exact
        Take -1 and 1 for never and always together, instead of the limit that a small number added to them gives.
    """
    from scipy.sparse import csr_matrix

    place = {word: i for i, word in enumerate(dict.fromkeys(word for words in topics for word in words))}
    columns, ends = [], [0]
    for words in texts:
        places = [i for i, word in enumerate(words) if word in place]
        known = [place[words[i]] for i in places]
        for start in range(max(len(words) - window, 0) + 1):
            columns += sorted(set(known[bisect_left(places, start) : bisect_left(places, start + window)]))
            ends.append(len(columns))
    n = len(ends) - 1
    held = csr_matrix((np.ones(len(columns)), columns, ends), shape=(n, len(place)))
    joint = np.asarray((held.T @ held).todense()) / max(n, 1)
    alone = np.outer(joint.diagonal(), joint.diagonal())
    small = 0.0 if exact else _EPSILON
    with np.errstate(divide="ignore", invalid="ignore"):
        values: Reals = np.log((joint + small) / alone) / -np.log(joint + small)
    if exact:
        values = np.where(joint == 0, -1.0, np.where(joint == 1, 1.0, values))
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    return values, [[place[word] for word in words] for words in topics]


def _mean_of_pairs(values: Reals) -> float:
    above = np.triu_indices(len(values), 1)
    return float(values[above].mean()) if len(values) > 1 else float("nan")


def _cosine_to_sum(vectors: Reals) -> float:
    total = vectors.sum(axis=0)
    lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(total)
    return float(np.mean(vectors @ total / np.where(lengths > 0, lengths, 1.0)))


def diversity(topics: Sequence[Sequence[str]]) -> float:
    """Give the fraction of the words of all topics that are distinct (Dieng, Ruiz and Blei, 2020); nan without words.

    Examples
    --------
    >>> diversity([["a", "b"], ["b", "c"]])
    0.75
    """
    every = [word for words in topics for word in words]
    return len(set(every)) / len(every) if every else float("nan")


def silhouette(vectors: NDArray[np.floating], labels: NDArray[np.integer]) -> Reals:
    """Give how much nearer each segment is to its own topic than to the next, by cosine.

    Parameters
    ----------
    vectors
        Shape (n, dimension); they are centred and brought to unit length here.
    labels
        The topic of each, shape (n,); -1 for none.

    Returns
    -------
    ndarray of float64, shape (n,)
        Between -1 and 1; nan where there is no topic, 0 for the only segment of a topic.

    Notes
    -----
    Rousseeuw (1987), exactly: with the distance 1 - cosine the mean distance to a topic follows from its sum.
    """
    rows = np.asarray(vectors, dtype=np.float64)
    rows = rows - rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    found = np.full(len(rows), np.nan)
    classes = np.unique(labels[labels >= 0])
    if len(classes) < 2:
        return found
    sums = np.array([rows[labels == c].sum(axis=0) for c in classes])
    sizes = np.array([(labels == c).sum() for c in classes])
    there = np.flatnonzero(labels >= 0)
    own = np.searchsorted(classes, labels[there])
    near = rows[there] @ sums.T
    place = (np.arange(len(there)), own)
    within = 1.0 - (near[place] - (rows[there] ** 2).sum(axis=1)) / np.maximum(sizes[own] - 1, 1)
    others = 1.0 - near / sizes
    others[place] = np.inf
    nearest = others.min(axis=1)
    scores = (nearest - within) / np.maximum(np.maximum(nearest, within), 1e-12)
    found[there] = np.where(sizes[own] > 1, scores, 0.0)
    return found
