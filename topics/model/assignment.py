"""Which theme and which topic a segment has.

One rule for the plans of the fit and for plans that come later: what was learnt is in the `Rule`, and a segment's
theme, probability and topic depend on the rule and on its plan alone, not on what else is in the batch.

Rule, segments, vectors, heading vectors → assign() → Assignments
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.model.context import context, reading_order
from topics.model.evidence import log_softmax
from topics.model.labels import correct
from topics.model.likeliest import DIGITS, rest_of, two_likeliest
from topics.model.topicspace import similarity, topic_space
from topics.model.views import View, look, read_words
from topics.tables import ASSIGNMENTS, NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from numpy.typing import NDArray

    from topics.model.rule import Rule

    Reals = NDArray[np.float64]

LEARNT = 1.0
"""Weight of what was learnt from the corpus beside the themes file's own evidence (1),"""
FEW = 10
"""less where a text has few words that the corpus knows: half where it has so many."""
BLOCK = 16_384
"""Segments assigned at once, and what is left of the last one's plan: memory does not grow with the corpus."""
LEAST_PROBABILITY = 0.15
"""A segment whose likeliest theme is less likely than this is unassigned;"""
LEAST_CHARACTERS = 4
"""so is one whose words have fewer characters,"""
LEAST_KNOWN = 0.5
"""and one of whose words no more than this are known, if its vector lies far from every theme, too."""


def assign(
    rule: Rule,
    segments: pl.DataFrame,
    vectors: NDArray[np.floating],
    heading_vectors: NDArray[np.floating],
    seen: View | None = None,
) -> pl.DataFrame:
    """Give every segment a theme with its probability, or none, and a topic, or none.

    Parameters
    ----------
    rule
        Learnt by `topics.model.fit.fit_model`.
    segments
        As in `topics.tables.SEGMENTS`; of each plan all.
    vectors, heading_vectors
        Vectors of the texts and of the outlines, shape (n_segments, dimension).
    seen
        What was seen of these very segments at the fit; None to look.

    Returns
    -------
    DataFrame
        `topics.tables.ASSIGNMENTS`, and the columns ``second`` and ``second_probability``, the next likely theme, and
        ``likeness``, that of the vector to the theme it is most like.
    """
    import polars as pl
    from threadpoolctl import threadpool_limits

    order = reading_order(segments)
    if (np.diff(order) < 0).any():
        found = assign(rule, segments[order], vectors[order], heading_vectors[order])
        return found[np.argsort(order)]
    with threadpool_limits(limits=1):
        reading = read_words(segments, rule.ground.terms)
        rows_of_blocks = _whole_plans(reading.plans)
        if seen is not None and len(rows_of_blocks) == 1:
            views: Iterable[View] = [seen]
        else:
            given = vectors, heading_vectors
            views = (look(rule.ground, reading.rows(rows), *(part[rows] for part in given)) for rows in rows_of_blocks)
        blocks = [_assigned(rule, view) for view in views]
    probabilities, topics, fits, nearest = (np.concatenate(part) for part in zip(*blocks, strict=True))
    n_themes = len(rule.codes)
    order, first, second = two_likeliest(probabilities, n_themes)
    codes = np.array([*rule.codes, UNASSIGNED], dtype=object)
    frame = pl.DataFrame(
        {
            "segment": segments["segment"],
            "theme": pl.Series(codes[np.where(fits, order[:, 0], n_themes)], dtype=pl.String),
            "probability": first,
            "margin": first - second,
            "topic": pl.Series(topics, dtype=pl.Int64),
            "second": pl.Series(codes[order[:, 1]], dtype=pl.String),
            "second_probability": second,
            "likeness": nearest.round(DIGITS),
        }
    )
    if n_themes < probabilities.shape[1]:
        frame = frame.with_columns(rest=np.where(fits, rest_of(probabilities, n_themes), 0.0))
    return ASSIGNMENTS.check(frame)


def _whole_plans(plans: NDArray[np.int64]) -> list[slice]:
    """Cut segments into blocks of whole plans, each but the last of `BLOCK` segments or more; one if there are none."""
    ends = [0]
    for end in [*np.flatnonzero(np.diff(plans)) + 1, len(plans)]:
        if end - ends[-1] >= BLOCK or end == len(plans):
            ends.append(int(end))
    return [slice(*ends[i : i + 2]) for i in range(len(ends) - 1)]


def _assigned(rule: Rule, view: View) -> tuple[Reals, NDArray[np.int64], NDArray[np.bool_], Reals]:
    """Give probabilities, topics, whether a theme fits, and nearness of the segments of some plans."""
    probabilities = theme_probabilities(rule, view)
    topics = assigned_topics(rule, view, probabilities)
    return probabilities, topics, fits_any(rule, view, probabilities), view.nearest


def theme_probabilities(rule: Rule, view: View) -> Reals:
    """Give the probability of each theme, shape (n, n_themes), rounded to `DIGITS`."""
    logs = correct(calibrated_logs(rule, view), view.features, rule.label_weights)
    rounded: Reals = np.exp(logs).round(DIGITS)
    return rounded


def calibrated_logs(rule: Rule, view: View) -> Reals:
    """Give log-probabilities of the themes, shape (n, n_themes), before what labels teach."""
    logs = view.evidence
    if len(rule.weights):
        logs = logs + learnt_evidence(view, rule.weights, rule.bias)
    around = context(log_softmax(logs / rule.temperature), view.plans)
    return log_softmax((logs + around) / rule.temperature)


def learnt_evidence(view: View, weights: Reals, bias: Reals) -> Reals:
    """Give what the corpus taught of each segment, shape (n, n_themes): less of texts unlike those that taught."""
    n_known = np.diff(view.words.indptr)[:, None]
    evidence: Reals = LEARNT * n_known / (n_known + FEW) * log_softmax(view.features.times(weights) + bias)
    return evidence


def fits_any(rule: Rule, view: View, probabilities: Reals) -> NDArray[np.bool_]:
    """Tell whether a text says something, and something of the kind the themes are about, shape (n,)."""
    strange = (view.nearest.round(DIGITS) < rule.least_likeness) & (view.known <= LEAST_KNOWN)
    likely = probabilities.max(axis=1) >= LEAST_PROBABILITY
    fits: NDArray[np.bool_] = (view.n_characters >= LEAST_CHARACTERS) & likely & ~strange
    return fits


def assigned_topics(rule: Rule, view: View, probabilities: Reals) -> NDArray[np.int64]:
    """Give the most similar topic, shape (n,); -1 where there are none or none is as near as topics usually are."""
    if not len(rule.topics.vectors):
        return np.full(len(view.unit), NO_TOPIC, dtype=np.int64)
    alike = similarity(topic_space(view, probabilities, rule.content), rule.topics)
    near = alike.max(axis=1) >= rule.least_similarity
    return np.where(near & fits_any(rule, view, probabilities), alike.argmax(axis=1), NO_TOPIC).astype(np.int64)
