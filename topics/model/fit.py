"""How themes and topics are learnt from a corpus.

The themes file alone gives each segment probable themes; on a corpus that is large enough a classifier on vectors and
words learns from the segments of which the file is sure, and the two are joined. Topics are found by clustering.
Everything learnt is in the `Rule` that is returned; nothing else decides what `assign` gives.

themes, segments, vectors → fit_model() → Rule
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.model.assignment import LEARNT, Rule, topic_vectors
from topics.model.discovery import find_topics
from topics.model.evidence import log_softmax
from topics.model.learning import fit_softmax
from topics.model.views import lay_ground, look, read_words
from topics.model.words import place_names, terms
from topics.progress import silent

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from topics.model.themes import Themes
    from topics.model.views import View
    from topics.progress import Progress
    from topics.settings import ModelSettings

    Reals = NDArray[np.float64]

ENOUGH = 400
"""Segments from which on a corpus can teach: fewer hold too few sure examples of each theme."""
SURE = 0.6
"""Fraction of the segments of each theme, the surest first, that teach."""
ROUNDS = 2
STRENGTH = 10.0
TEMPERATURE, TEMPERATURE_UNTAUGHT = 1.0, 1.0


def fit_model(
    themes: Themes,
    theme_vectors: NDArray[np.floating],
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    vectors: NDArray[np.floating],
    heading_vectors: NDArray[np.floating],
    settings: ModelSettings,
    progress: Progress = silent,
) -> Rule:
    """Learn the rule that gives segments their themes and topics.

    Parameters
    ----------
    themes
        Named beforehand.
    theme_vectors
        Vectors of ``themes.texts()``, shape (n_texts, dimension).
    documents, segments
        The corpus, in canonical order.
    vectors, heading_vectors
        Vectors of the segments' texts and outlines, shape (n_segments, dimension).
    settings
        Seed and size of topics.
    progress
        Told of the steps done.

    Returns
    -------
    Rule
        The same for the same corpus, whatever the threads.
    """
    from threadpoolctl import threadpool_limits

    steps = 3
    with threadpool_limits(limits=1):
        progress("model", 0, steps)
        reading = read_words(segments, terms())
        ground = lay_ground(themes, theme_vectors, reading, vectors, heading_vectors)
        view = look(ground, reading, vectors, heading_vectors)
        progress("model", 1, steps)
        weights, bias = learn_from(view)
        progress("model", 2, steps)
        centres = find_topics(topic_vectors(view), view.n_words, settings)
        progress("model", 3, steps)
    return Rule(
        codes=tuple(themes.codes),
        names_zh=tuple(theme.name_zh for theme in themes.themes),
        names_en=tuple(theme.name_en for theme in themes.themes),
        ground=ground,
        weights=weights,
        bias=bias,
        temperature=TEMPERATURE if len(weights) else TEMPERATURE_UNTAUGHT,
        topic_centres=centres,
        places=tuple(sorted(place_names(documents["district"].to_list()))),
    )


def learn_from(view: View) -> tuple[Reals, Reals]:
    """Learn a classifier from the segments of whose theme the evidence is sure, and again from the surest of both.

    Returns
    -------
    weights : ndarray of float64, shape (n_features, n_themes)
        No rows where there are fewer than `ENOUGH` segments.
    bias : ndarray of float64, shape (n_themes,)
    """
    n_themes = view.evidence.shape[1]
    weights, bias = np.zeros((0, n_themes)), np.zeros(n_themes)
    if len(view.evidence) < ENOUGH:
        return weights, bias
    logs = view.evidence
    for _ in range(ROUNDS):
        targets = sure_targets(np.exp(logs))
        taught = targets.sum(axis=1) > 0
        start = (weights, bias) if len(weights) else None
        weights, bias = fit_softmax(view.features.rows(taught), targets[taught], STRENGTH, start)
        logs = log_softmax(view.evidence + LEARNT * log_softmax(view.features.times(weights) + bias))
    return weights, bias


def sure_targets(probabilities: Reals) -> Reals:
    """Give the surest `SURE` of each theme's segments that theme, the others none.

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        One 1 a row, or none.
    """
    rounded = probabilities.round(6)
    best, height = rounded.argmax(axis=1), rounded.max(axis=1)
    targets = np.zeros_like(rounded)
    for theme in range(rounded.shape[1]):
        own = np.flatnonzero(best == theme)
        surest = own[np.argsort(-height[own], kind="stable")[: int(np.ceil(SURE * len(own)))]]
        targets[surest, theme] = 1.0
    return targets
