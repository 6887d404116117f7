"""What the words and sentences of the themes file say of a segment, before anything is learnt from a corpus.

Four measures a theme: likeness of the segment's vector to the theme's description and phrases, the same for the vector
of its headings, and the seed words of the theme in the text and in the headings. Cosines of one encoder lie close
together whatever the texts, so vectors are centred and likenesses are compared with their spread over the corpus;
no raw cosine is ever held against a threshold.

segments, vectors, heading vectors → measure() → (n, n_themes) arrays → log_evidence()
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from topics.model.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

WEIGHTS = (1.0, 0.5, 0.5, 0.25)
"""Of vector, heading vector, seed words, seed words in headings; benchmarks/themes.py shows what others give."""
PULL = 60
"""Corpora are small at times: means and spreads are taken as if this many segments of a usual corpus were in them."""
USUAL_SPREAD = 0.13
BLOCK = 8192
"""Vectors centred at once: they take little room beside the result."""
_GAP = re.compile(r"[^\w.]+")
NEAREST = 3
"""Phrases of a theme that speak for it: the nearest ones, so that a theme may hold quite different matters."""


@dataclass(frozen=True)
class Measures:
    """Each of shape (n_segments, n_themes)."""

    vector: Reals
    heading: Reals
    words: Reals
    heading_words: Reals


def centre(vectors: NDArray[np.floating], mean: Reals, out: Reals | None = None) -> Reals:
    """Take a mean off vectors and give them unit length; a zero row (no text) stays zero.

    Parameters
    ----------
    vectors
        Shape (n, dimension).
    mean
        Shape (dimension,).
    out
        Where to write the result; a new array if not given.
    """
    centred = np.empty(vectors.shape) if out is None else out
    for begin in range(0, len(vectors), BLOCK):
        rows = np.asarray(vectors[begin : begin + BLOCK], dtype=np.float64)
        moved = np.where(rows.any(axis=1, keepdims=True), rows - mean, 0.0)
        norms = np.linalg.norm(moved, axis=1, keepdims=True)
        centred[begin : begin + BLOCK] = moved / np.where(norms > 0, norms, 1.0)
    return centred


def shrunk_mean(vectors: NDArray[np.floating], toward: Reals) -> Reals:
    """Give the mean, (dimension,), of the non-zero rows, drawn `toward` one known beforehand where there are few."""
    rows = vectors[vectors.any(axis=1)].astype(np.float64)
    mean: Reals = (rows.sum(axis=0) + PULL * toward) / (len(rows) + PULL)
    return mean


def likeness(unit: Reals, prototypes: Reals, owners: NDArray[np.int64], n_themes: int) -> Reals:
    """Give the likeness of segments to themes: half to the theme's centre, half to its nearest phrases.

    Parameters
    ----------
    unit
        Centred unit vectors of segments, shape (n, dimension).
    prototypes
        Centred unit vectors of descriptions and phrases, shape (p, dimension).
    owners
        The theme of each prototype, shape (p,); the first of each theme is its description.

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        Between -1 and 1.
    """
    cosines = unit @ prototypes.T
    result = np.empty((len(unit), n_themes))
    for theme in range(n_themes):
        own = np.flatnonzero(owners == theme)
        middle = prototypes[own].mean(axis=0) + prototypes[own[0]]
        middle /= max(float(np.linalg.norm(middle)), 1e-12)
        few = min(NEAREST, len(own))
        nearest = np.sort(np.partition(cosines[:, own], -few, axis=1)[:, -few:], axis=1).mean(axis=1)
        result[:, theme] = 0.5 * (unit @ middle) + 0.5 * nearest
    return result


NO_FIELD = re.compile(
    r"工作|回顾|总结|小结|安排|打算|计划|任务|思路|要点|建议|部署|重点|主要|情况|今年|明年|去年|过去|一年来?|全年|上半年|下半年"
    r"|下一?步|下一阶段|[12]\d{3}|20[Xx*]{2}|年度?|来|的|和|及|与|做好|抓好|推进|[\W_]"
)
"""The words of a heading that names only a half or a year."""


def last_headings(outlines: Sequence[str]) -> list[str]:
    """Give the two innermost headings of each outline: what stands further out is common to half the plan.

    A heading that names only a half or a year (2020年工作回顾) says nothing of a field and is left out.

    Examples
    --------
    >>> last_headings(["2020年工作回顧", "2021年工作安排 › 稳产业", "今年重点工作 › 抓项目 › 促投资"])
    ['', '稳产业', '抓项目 促投资']
    """
    return [" ".join(part for part in outline.split(" › ")[-2:] if _names_a_field(part)) for outline in outlines]


@lru_cache(maxsize=16384)
def _names_a_field(heading: str) -> bool:
    return bool(NO_FIELD.sub("", fold(heading)))


def found_seeds(texts: Sequence[str], seeds: Sequence[str]) -> list[list[int]]:
    """Find which seed words each text holds, as positions in `seeds`, each once, ascending.

    Seed words of letters are found at the beginning of words only; letters are compared without regard to case.
    """
    return list(_found(tuple(texts), tuple(seeds)))


@lru_cache(maxsize=4)
def _found(texts: tuple[str, ...], seeds: tuple[str, ...]) -> list[list[int]]:
    """Do what `found_seeds` does; kept, since fitting and assigning look through the same texts one after the other."""
    import polars as pl

    patterns = [f" {seed}" if seed.isascii() else seed for seed in map(fold, seeds)]
    place = {pattern: i for i, pattern in reversed(list(enumerate(patterns)))}
    if not place:
        return [[] for _ in texts]
    distinct = list(dict.fromkeys(texts))
    folded = pl.Series([" " + _GAP.sub(" ", fold(text)) for text in distinct], dtype=pl.String)
    hits = folded.str.extract_many(list(place), overlapping=True).to_list()
    found = {text: sorted({place[hit] for hit in row}) for text, row in zip(distinct, hits, strict=True)}
    return [found[text] for text in texts]


def seed_scores(
    found: list[list[int]], lengths: NDArray[np.int64], weights: Reals, owners: NDArray[np.int64], n_themes: int
) -> Reals:
    """Sum the weights of the seed words found, theme by theme, for the length of the text.

    Parameters
    ----------
    found
        Of each text the seed words in it.
    lengths
        Characters of each text, shape (n,).
    weights, owners
        Of each seed word, shape (s,).

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        0 or more; a longer text needs more of them.
    """
    hits = np.fromiter(chain.from_iterable(found), dtype=np.int64)
    cells = np.repeat(np.arange(len(found)), [len(own) for own in found]) * n_themes + owners[hits]
    summed = np.bincount(cells, weights[hits], minlength=len(found) * n_themes).reshape(len(found), n_themes)
    scaled: Reals = summed / np.log(lengths + 20.0)[:, None]
    return scaled


def seed_weights(found: list[list[int]], seeds: Sequence[str]) -> Reals:
    """Weigh seed words: rare ones and long ones say more.

    Returns
    -------
    ndarray of float64, shape (s,)
        Square root of the length in characters times log of inverse document frequency (counted as if `PULL` more
        texts held each seed word once in a hundred).
    """
    counts = np.zeros(len(seeds))
    for hits in found:
        counts[hits] += 1
    rarity = np.log((len(found) + PULL) / (counts + PULL / 100))
    long = np.sqrt([min(len(seed), 8) for seed in seeds])
    weights: Reals = rarity * long
    return weights


def lengths_of(texts: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Count the characters of texts, or the words of cut ones."""
    return np.array([len(text) for text in texts], dtype=np.int64)


def outlines_of(segments: pl.DataFrame) -> list[str]:
    """Give the two innermost headings of each segment."""
    return last_headings(segments["outline"].to_list())


def heading_evidence(measures: Measures, means: Reals, spreads: Reals) -> Reals:
    """Join what headings say, shape (n, n_themes); 0 where there is no heading."""
    has_heading = np.abs(measures.heading).sum(axis=1, keepdims=True) > 0
    standard = np.where(has_heading, (measures.heading - means[1]) / spreads[1], 0.0)
    joined: Reals = WEIGHTS[1] * standard + WEIGHTS[3] * measures.heading_words
    return joined


def log_evidence(measures: Measures, means: Reals, spreads: Reals, heading_weights: Reals) -> Reals:
    """Join the four measures into log-probabilities.

    Parameters
    ----------
    measures
        Of the segments.
    means, spreads
        Of the two likenesses over the corpus, shape (2, n_themes).
    heading_weights
        How much each segment's headings count, shape (n, 1).

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        Logarithms of probabilities: each row's exponentials sum to 1.
    """
    total = (
        WEIGHTS[0] * (measures.vector - means[0]) / spreads[0]
        + WEIGHTS[2] * measures.words
        + heading_weights * heading_evidence(measures, means, spreads)
    )
    return log_softmax(total)


def spread(values: Reals, usual: float = USUAL_SPREAD) -> tuple[Reals, Reals]:
    """Give mean and deviation of each column, both (columns,), drawn toward 0 and a usual spread where rows are few."""
    n = len(values)
    mean = values.sum(axis=0) / (n + PULL)
    square = ((values - mean) ** 2).sum(axis=0)
    deviation: Reals = np.sqrt((square + PULL * usual**2) / (n + PULL))
    return mean, deviation


def log_softmax(scores: Reals) -> Reals:
    """Turn scores, (n, themes), into log-probabilities, row by row."""
    moved = scores - scores.max(axis=1, keepdims=True)
    result: Reals = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return result
