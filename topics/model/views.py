"""What is seen of a segment: its place among the themes, and its features for learning.

A view of a segment depends on that segment alone and on the `Ground`, which is laid once, at the fit; it only knows
beside that which segments are of one plan.

segments, vectors, heading vectors, Ground → look() → View
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.model.context import plan_numbers
from topics.model.evidence import (
    Measures,
    centre,
    found_seeds,
    heading_evidence,
    lengths_of,
    likeness,
    log_evidence,
    log_softmax,
    outlines_of,
    seed_scores,
    seed_weights,
    shrunk_mean,
    spread,
)
from topics.model.experience import HEADING, Experience, likenesses, log_experience
from topics.model.learning import Features, Vocabulary, learn_vocabulary
from topics.model.tokens import Tokens
from topics.model.words import cut, never_cut

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from topics.model.themes import Themes

    Reals = NDArray[np.float64]

MIXED = 0.4
"""A heading that names several themes weighs less: by so much where two are equally likely."""
EXPERIENCE = 1.0
"""Weight of what coded plans have taught of words beside what the themes file says (1),"""
SIGHT = 0.5
"""and of what they have taught of vectors."""


@dataclass(frozen=True)
class Ground:
    """What the view of a segment rests on.

    Parameters
    ----------
    mean, heading_mean
        Taken off vectors and heading vectors, shape (dimension,).
    prototypes, owners
        Centred unit vectors of the themes' texts, shape (p, dimension), and the theme of each, shape (p,).
    seeds, seed_owners, seed_weights
        Seed words, the theme and the weight of each, shape (s,).
    means, spreads
        Of the likenesses by vector and by heading vector over the corpus, shape (2, n_themes).
    terms
        Words that are never cut.
    words, heading_words
        What counts as a word in texts and in headings.
    experience, like
        What coded plans have taught, and which of its themes each theme is like, shape (n_themes, n_known); none
        where no theme is like any of them.
    """

    mean: Reals
    heading_mean: Reals
    prototypes: Reals
    owners: NDArray[np.int64]
    seeds: tuple[str, ...]
    seed_owners: NDArray[np.int64]
    seed_weights: Reals
    means: Reals
    spreads: Reals
    terms: tuple[str, ...]
    words: Vocabulary
    heading_words: Vocabulary
    experience: Experience | None
    like: Reals


@dataclass(frozen=True)
class View:
    """What is seen of n segments.

    Parameters
    ----------
    evidence
        Log-probabilities of themes by the themes file and experience, shape (n, n_themes).
    unit
        Centred unit vectors of texts, shape (n, dimension).
    features
        Both vectors and both kinds of words.
    words
        Sparse, shape (n, n_words): the words of the texts alone.
    nearest
        Likeness of each text to its nearest theme by its vector, shape (n,).
    known
        Fraction of each text's words that the corpus of the fit or the experience knows, shape (n,).
    n_characters
        Characters in the words of each text, shape (n,).
    plans
        The number of the plan of each segment, ascending, shape (n,).
    """

    evidence: Reals
    unit: Reals
    features: Features
    words: Any
    nearest: Reals
    known: Reals
    n_characters: NDArray[np.int64]
    plans: NDArray[np.int64]


@dataclass(frozen=True)
class Reading:
    """Texts and their two innermost headings, as they stand and cut into words, and the number of each one's plan."""

    texts: list[str]
    outlines: list[str]
    words: Tokens
    heading_words: Tokens
    plans: NDArray[np.int64]

    def rows(self, chosen: slice) -> Reading:
        """Give the segments of some plans."""
        words, heading_words = self.words.rows(chosen), self.heading_words.rows(chosen)
        plans = self.plans[chosen] - self.plans[chosen][:1]
        return Reading(self.texts[chosen], self.outlines[chosen], words, heading_words, plans)


def read_words(segments: pl.DataFrame, whole: tuple[str, ...]) -> Reading:
    """Cut the texts and headings of segments, plan by plan in reading order, into words."""
    texts, outlines = segments["text"].to_list(), outlines_of(segments)
    words, heading_words = _tokens(tuple(texts), whole), _tokens(tuple(outlines), whole)
    return Reading(texts, outlines, words, heading_words, plan_numbers(segments["document"]))


@lru_cache(maxsize=2)
def _tokens(texts: tuple[str, ...], whole: tuple[str, ...]) -> Tokens:
    """Cut texts and number their words; kept, since fitting and assigning read the same ones."""
    return Tokens.of(cut(texts, whole))


def lay_ground(
    themes: Themes,
    theme_vectors: NDArray[np.floating],
    reading: Reading,
    vectors: NDArray[np.floating],
    heading_vectors: NDArray[np.floating],
    experience: Experience | None,
) -> Ground:
    """Measure on a corpus what views of segments rest on.

    Parameters
    ----------
    themes, theme_vectors
        The themes and the vectors of their texts, shape (len(themes.texts()), dimension).
    reading, vectors, heading_vectors
        Of the corpus, row by row.
    experience
        What coded plans have taught; None to do without.
    """
    theme_mean = np.asarray(theme_vectors, dtype=np.float64).mean(axis=0)
    mean, heading_mean = shrunk_mean(vectors, theme_mean), shrunk_mean(heading_vectors, theme_mean)
    prototypes = centre(theme_vectors, theme_mean)
    owners = np.array(themes.owners(), dtype=np.int64)
    n_themes = len(themes.every)
    pairs = [(word, i) for i, theme in enumerate(themes.every) for word in theme.words]
    seeds = tuple(word for word, _ in pairs)
    like = likenesses(themes, experience.codes) if experience else np.zeros((n_themes, 0))
    near = [
        likeness(centre(rows, middle), prototypes, owners, n_themes)
        for rows, middle in ((vectors, mean), (_given(heading_vectors), heading_mean))
    ]
    spreads = [spread(values) for values in near]
    return Ground(
        mean=mean,
        heading_mean=heading_mean,
        prototypes=prototypes,
        owners=owners,
        seeds=seeds,
        seed_owners=np.array([owner for _, owner in pairs], dtype=np.int64),
        seed_weights=seed_weights(found_seeds(reading.texts, seeds), seeds),
        means=np.array([middle for middle, _ in spreads]),
        spreads=np.array([deviation for _, deviation in spreads]),
        terms=never_cut(themes.terms),
        words=learn_vocabulary(reading.words),
        heading_words=learn_vocabulary(reading.heading_words),
        experience=experience if like.any() else None,
        like=like,
    )


def look(
    ground: Ground,
    reading: Reading,
    vectors: NDArray[np.floating],
    heading_vectors: NDArray[np.floating],
) -> View:
    """Look at segments from the ground laid at the fit; each row of the result depends on its own segment alone.

    Parameters
    ----------
    reading, vectors, heading_vectors
        Row by row, vectors of shape (n_segments, dimension); a heading vector is zero, or ignored, where the outline is
        empty.
    """
    from scipy.sparse import diags_array, hstack

    texts, outlines = reading.texts, reading.outlines
    has_outline = np.array([bool(outline.strip()) for outline in outlines])[:, None]
    n, dimension = vectors.shape
    dense = np.empty((n, 2 * dimension))
    unit, heading = dense[:, :dimension], dense[:, dimension:]  # views: the rows are not held twice
    centre(vectors, ground.mean, unit)
    centre(heading_vectors, ground.heading_mean, heading)
    heading *= has_outline
    n_themes = ground.means.shape[1]
    found = [found_seeds(lines, ground.seeds) for lines in (texts, outlines)]
    words, heading_words = (
        seed_scores(hits, lengths_of(lines), ground.seed_weights, ground.seed_owners, n_themes)
        for hits, lines in zip(found, (texts, outlines), strict=True)
    )
    near, heading_near = (likeness(rows, ground.prototypes, ground.owners, n_themes) for rows in (unit, heading))
    measures = Measures(near, np.where(has_outline, heading_near, 0.0), words, heading_words)
    known_headings = ground.experience.heading_scores(reading.heading_words) if ground.experience else None
    weight = heading_weights(measures, ground, known_headings)
    own_words = ground.words.weigh(reading.words)
    of_headings = diags_array(HEADING * weight[:, 0]) @ ground.heading_words.weigh(reading.heading_words)
    evidence = log_evidence(measures, ground.means, ground.spreads, weight)
    if ground.experience and known_headings is not None:
        taught = log_experience(ground.experience.logs(reading.words, weight * known_headings), ground.like)
        if ground.experience.sight:
            seen = ground.experience.sight.logs(vectors, heading_vectors * has_outline)
            evidence = evidence + SIGHT * log_experience(seen, ground.like)
        evidence = log_softmax(evidence + EXPERIENCE * taught)
    heading *= HEADING * weight
    return View(
        evidence=evidence,
        unit=unit,
        features=Features(dense, hstack([own_words, of_headings]).tocsr()),
        words=own_words,
        nearest=measures.vector.max(axis=1),
        known=known_fraction(ground, reading.words),
        n_characters=reading.words.sums(len),
        plans=reading.plans,
    )


def heading_weights(measures: Measures, ground: Ground, known: Reals | None) -> Reals:
    """Weigh headings: one that names several themes (产业和开放) leaves more to what the item itself says.

    Parameters
    ----------
    measures
        Of the segments; only what they say of headings counts.
    known
        What experience says of the headings, shape (n, n_known); None without experience.

    Returns
    -------
    ndarray of float64, shape (n, 1)
        1 less `MIXED` times the ratio of the second likeliest theme of the heading to the likeliest.
    """
    scores = heading_evidence(measures, ground.means, ground.spreads)
    if known is not None:
        scores = scores + EXPERIENCE * log_experience(log_softmax(known), ground.like)
    ordered = np.sort(np.exp(log_softmax(scores)), axis=1)
    weights: Reals = 1.0 - MIXED * (ordered[:, -2:-1] / ordered[:, -1:])
    return weights


def known_fraction(ground: Ground, texts: Tokens) -> Reals:
    """Give the fraction of each text's words that are known; 0 for a text without words."""
    known = set(ground.words.words)
    if ground.experience:
        known.update(ground.experience.words.words)
    fractions: Reals = texts.sums(known.__contains__) / np.maximum(np.diff(texts.ends), 1)
    return fractions


def _given(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Leave out zero rows: segments without headings."""
    given: NDArray[np.floating] = vectors[vectors.any(axis=1)]
    return given
