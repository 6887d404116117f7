"""How themes and topics are learnt from a corpus.

The themes file alone gives each segment probable themes; on a corpus that is large enough a classifier on vectors and
words learns from the segments of which the file is sure, and the two are joined. Topics are found by clustering.
Everything learnt is in the `Rule` that is returned; nothing else decides what `assign` gives.

themes, segments, vectors → fit_model() → Rule, View
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topics.model.assignment import assigned_topics, calibrated_logs, learnt_evidence, theme_probabilities
from topics.model.discovery import coarse_groups, find_topics
from topics.model.evidence import log_softmax
from topics.model.experience import load_experience
from topics.model.labels import changed, cross_validate, learn
from topics.model.learning import fit_softmax
from topics.model.rule import Rule
from topics.model.tokens import Tokens
from topics.model.topicspace import Centres, similarity, topic_space
from topics.model.views import View, lay_ground, look, read_words
from topics.model.words import cut, fold, is_content, never_cut, place_names
from topics.progress import silent
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from topics.model.labels import Taught
    from topics.model.themes import Themes
    from topics.model.views import Ground
    from topics.progress import Progress
    from topics.settings import ModelSettings

    Reals = NDArray[np.float64]

ENOUGH = 400
"""Segments from which on a corpus can teach: fewer hold too few sure examples of each theme."""
SURE = 0.6
"""Fraction of the segments of each theme, the surest first, that teach."""
ROUNDS = 2
PLACES = 4
"""Decimal places of learnt weights: fewer than the last ones, in which two runs may differ."""
STRENGTH = 10.0
FARTHEST = 0.01
"""Fraction of the corpus that lies farthest from every topic and is left without one."""
STRANGEST = 0.02
"""Fraction of the corpus whose vectors lie farthest from every theme."""
TEMPERATURE, TEMPERATURE_UNTAUGHT = 1.5, 0.7
"""Where the corpus taught and where it was too small; by folds of districts, see benchmarks/themes.py."""


class Learnt(NamedTuple):
    """The rule, and what was seen of the corpus by it: `assign` need not look at it again."""

    rule: Rule
    view: View


def fit_model(
    themes: Themes,
    theme_vectors: NDArray[np.floating],
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    vectors: NDArray[np.floating],
    heading_vectors: NDArray[np.floating],
    settings: ModelSettings,
    progress: Progress = silent,
    taught: Taught | None = None,
    *,
    encoder: str = "",
) -> Learnt:
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
    taught
        Labels of the user's in their places; None without.
    encoder
        Fingerprint of the encoder: what coded plans have taught of vectors counts only for the one they were of.

    Returns
    -------
    Learnt
        The same for the same corpus, whatever the threads.
    """
    from threadpoolctl import threadpool_limits

    steps = 3
    with threadpool_limits(limits=1):
        progress("model", 0, steps)
        reading = read_words(segments, never_cut(themes.terms))
        ground = lay_ground(themes, theme_vectors, reading, vectors, heading_vectors, load_experience(encoder))
        view = look(ground, reading, vectors, heading_vectors)
        progress("model", 1, steps)
        weights, bias = learn_from(view)
        progress("model", 2, steps)
        rule = theme_rule(themes, ground, view, weights, bias, documents)
        if taught is not None and len(taught.rows):
            rule = teach(rule, view, taught, documents, segments)
        rule = add_topics(rule, themes, view, settings)
        progress("model", 3, steps)
    return Learnt(rule, view)


def teach(rule: Rule, view: View, taught: Taught, documents: pl.DataFrame, segments: pl.DataFrame) -> Rule:
    """Add to a rule what labels teach, and measure it on them."""
    logs = calibrated_logs(rule, view)
    weights = learn(view.features, logs, taught)
    district = dict(zip(documents["document"], documents["district"], strict=True))
    plans = segments["document"].to_list()
    gain = cross_validate(view.features, logs, taught, [district[plan] for plan in plans], plans)
    gain["changed"] = changed(view.features, logs, weights, len(rule.codes))
    return replace(rule, label_weights=weights, label_gain=gain)


def theme_rule(
    themes: Themes, ground: Ground, view: View, weights: Reals, bias: Reals, documents: pl.DataFrame
) -> Rule:
    """Give the rule as far as themes go; it has no topics yet."""
    from scipy.sparse import csr_matrix

    places = place_names(documents["district"].to_list()) | {fold(word) for word in themes.formulas}
    words = ground.words.words
    content = np.array([i for i, word in enumerate(words) if is_content(word, places)], dtype=np.int64)
    n_themes, dimension = len(themes.every), len(ground.mean)
    nothing = Centres(np.zeros((0, dimension)), csr_matrix((0, len(content))), np.zeros((0, n_themes)))
    return Rule(
        codes=tuple(themes.codes),
        names_zh=tuple(theme.name_zh for theme in themes.themes),
        names_en=tuple(theme.name_en for theme in themes.themes),
        ground=ground,
        weights=weights,
        bias=bias,
        temperature=TEMPERATURE if len(weights) else TEMPERATURE_UNTAUGHT,
        content=content,
        topics=nothing,
        coarse=np.zeros(0, dtype=np.int64),
        least_similarity=0.0,
        least_likeness=float(np.quantile(view.nearest, STRANGEST)),
        places=tuple(sorted(places)),
    )


def add_topics(rule: Rule, themes: Themes, view: View, settings: ModelSettings) -> Rule:
    """Find topics and add their centres to the rule, the largest first.

    Parameters
    ----------
    rule
        Without topics.
    themes
        Their phrases are where topics may begin.
    view
        Of the corpus.
    settings
        Seed, clusterer and size of topics.
    """
    probabilities = theme_probabilities(rule, view)
    space = topic_space(view, probabilities, rule.content)
    topics = find_topics(space, _phrases_as_centres(rule, themes), settings).centres
    if not len(topics.vectors):
        return rule
    least = float(np.quantile(similarity(space, topics).max(axis=1), FARTHEST))
    rule = replace(rule, topics=topics, least_similarity=least)
    found = assigned_topics(rule, view, probabilities)
    order = np.argsort(-np.bincount(found[found != NO_TOPIC], minlength=len(topics.vectors)), kind="stable")
    topics = topics.rows(order)
    return replace(rule, topics=topics, coarse=coarse_groups(topics))


def _phrases_as_centres(rule: Rule, themes: Themes) -> Centres:
    """Give each description and phrase of the themes as a centre at which a topic may begin."""
    ground = rule.ground
    words = ground.words.weigh(Tokens.of(cut(themes.texts(), ground.terms)))
    of_theme = np.eye(len(themes.every))[ground.owners]
    return Centres(ground.prototypes, words[:, rule.content], of_theme)


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
        weights, bias = weights.round(PLACES), bias.round(PLACES)
        logs = log_softmax(view.evidence + learnt_evidence(view, weights, bias))
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
