"""Which matters the plans speak of that no theme names.

The passages that fit the themes worst are grouped by what they say; a group raises its hand where it is large, found
in most districts, and fits the themes so badly that the model itself expects to be wrong about many of its passages.

documents, segments, assignments, vectors → emerging() → one row a matter
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.analyse.wordcounts import words_in_order
from topics.tables import EMERGING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.analyse.wordcounts import Lexicon

    Reals = NDArray[np.float64]

WORST = 6
"""One in so many segments, those that fit worst, are looked at,"""
MOST = 1500
"""but no more than these,"""
GROUPS = 8
"""in so many groups."""
N_WORDS = 10
LEAST_SEGMENTS = 100
"""Fewer segments say nothing of what is usual."""


@dataclass(frozen=True)
class Bounds:
    """What a group must hold to raise its hand; benchmarks/emerging.py shows what others give.

    Parameters
    ----------
    share
        Least fraction of all segments.
    districts
        Least fraction of all districts.
    probability
        Highest mean probability that its passages' themes are right.
    likeness
        Highest mean likeness to the nearest theme, as a fraction of the corpus's median.
    """

    share: float = 0.04
    districts: float = 0.5
    probability: float = 0.70
    likeness: float = 0.70


def emerging(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.floating],
    lexicon: Lexicon,
    bounds: Bounds | None = None,
) -> pl.DataFrame:
    """Find matters that no theme names.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`; `assignments` with the column ``likeness``.
    vectors
        Of the segments, shape (n_segments, dimension).
    lexicon
        The words of the model.
    bounds
        What makes a matter of a group; None for the usual.

    Returns
    -------
    DataFrame
        `topics.tables.EMERGING`, the largest first; empty where all fit or there is too little text.
    """
    bounds = bounds or Bounds()
    if len(segments) < LEAST_SEGMENTS or "likeness" not in assignments.columns:
        return EMERGING.empty()
    probability = assignments["probability"].to_numpy()
    likeness = assignments["likeness"].to_numpy()
    usual = float(np.median(likeness))
    where = segments.select("document").join(documents, on="document", how="left", maintain_order="left")
    districts = where["district"].fill_null("?").to_numpy()
    rows = worst_fitting(probability, likeness)
    found = []
    for group in grouped(vectors, rows):
        share, n_districts = len(group) / len(segments), len(set(districts[group])) / len(set(districts))
        unlike = float(likeness[group].mean()) / usual if usual > 0 else 0.0
        sure = float(probability[group].mean())
        if share < bounds.share or n_districts < bounds.districts:
            continue
        if sure <= bounds.probability and unlike <= bounds.likeness:
            found.append((group, {"share_of_segments": share, "probability": sure, "likeness": unlike}))
    found.sort(key=lambda pair: (-len(pair[0]), int(pair[0][0])))
    if not found:
        return EMERGING.empty()
    words = typical_words(words_in_order(segments, lexicon), [group for group, _ in found], lexicon.content)
    return EMERGING.check(
        pl.DataFrame(
            [
                {"number": i, "words": own, **_place(group, segments, where), **values}
                for i, ((group, values), own) in enumerate(zip(found, words, strict=True))
            ],
            schema=EMERGING.schema,
        )
    )


def worst_fitting(probability: Reals, likeness: Reals) -> NDArray[np.int64]:
    """Give the rows of the segments that fit the themes worst, by both measures (n,) at once, the worst first."""
    score = sum((values - np.median(values)) / max(float(values.std()), 1e-9) for values in (probability, likeness))
    order: NDArray[np.int64] = np.argsort(np.round(score, 9), kind="stable")
    return order[: min(len(order) // WORST, MOST)]


def grouped(vectors: NDArray[np.floating], rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Group some `rows` of `vectors`, (n_segments, dimension), by average linkage, all of them centred first."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    unit = vectors[rows] - vectors.mean(axis=0, dtype=np.float64)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-12)
    far = np.maximum(1.0 - unit @ unit.T, 0.0).round(9)
    np.fill_diagonal(far, 0.0)
    labels = fcluster(linkage(squareform((far + far.T) / 2, checks=False), "average"), GROUPS, "maxclust")
    return [np.sort(rows[labels == label]) for label in np.unique(labels)]


def typical_words(texts: list[list[str]], groups: list[NDArray[np.int64]], content: frozenset[str]) -> list[list[str]]:
    """Give the words most typical of groups of segments against all segments, as those of topics are found."""
    held = [set(words) & content for words in texts]
    anywhere: dict[str, int] = {}
    for words in held:
        for word in words:
            anywhere[word] = anywhere.get(word, 0) + 1
    result = []
    for group in groups:
        counts: dict[str, int] = {}
        for row in group.tolist():
            for word in held[row]:
                counts[word] = counts.get(word, 0) + 1
        weights = {}
        for word, n in counts.items():
            lift = np.log(n / len(group) * len(texts) / anywhere[word])
            if n >= 2 and lift > 0:
                weights[word] = round(n / len(group) * lift**2, 9)
        result.append(sorted(weights, key=lambda word: (-weights[word], word))[:N_WORDS])
    return result


def _place(group: NDArray[np.int64], segments: pl.DataFrame, where: pl.DataFrame) -> dict[str, Any]:
    own, plans = segments[group], where[group]
    return {
        "n_segments": len(group),
        "n_characters": int(own["n_characters"].sum()),
        "n_documents": plans["document"].n_unique(),
        "districts": sorted(plans["district"].fill_null("?").unique().to_list()),
        "first_year": plans["year"].min(),
        "segments": own["segment"].to_list(),
    }
