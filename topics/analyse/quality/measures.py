"""How good the topics of a model are by what can be counted: their words, their segments, and what is left out.

topics, segments, assignments, vectors, words of the model → quality() → Quality
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from topics.analyse.quality.coherence import c_v, diversity, npmi, silhouette
from topics.analyse.wordcounts import words_in_order
from topics.tables import NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from topics.analyse.quality.evaluation import Evaluation
    from topics.analyse.quality.stability import Stability
    from topics.analyse.wordcounts import Lexicon

N_WORDS = 10
"""Words of a topic that are judged."""


class Quality(NamedTuple):
    """Measures of the whole and of each topic.

    Parameters
    ----------
    summary
        ``measure, value, n``: `npmi`, `c_v` and `silhouette`, means over topics (each topic once; of n topics);
        `diversity`, of n words; `unassigned` and `no_topic`, fractions of n segments. Null where nothing can be said.
    topics
        ``topic, name, n_segments, npmi, c_v, silhouette``, by number.
    """

    summary: pl.DataFrame
    topics: pl.DataFrame


def quality(
    topics: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.floating],
    lexicon: Lexicon,
) -> Quality:
    """Measure the topics of a model on the corpus it was fitted to.

    Parameters
    ----------
    topics, segments, assignments
        As in `topics.tables`.
    vectors
        Of the segments, shape (n_segments, dimension).
    lexicon
        The words of the model.
    """
    found = topics.filter(pl.col("topic") != NO_TOPIC).sort("topic")
    words = [row[:N_WORDS] for row in found["words"].to_list()]
    texts = words_in_order(segments, replace(lexicon, words=(*lexicon.words, *{w: 0 for own in words for w in own})))
    labels = assignments["topic"].to_numpy()
    scores = silhouette(vectors, labels)
    own = [scores[labels == number] for number in found["topic"].to_list()]
    near = [float(np.mean(one)) if len(one) else np.nan for one in own]  # plans applied later may have no such topic
    each = found.select("topic", "name", "n_segments").with_columns(
        pl.Series("npmi", npmi(words, texts), dtype=pl.Float64).fill_nan(None),
        pl.Series("c_v", c_v(words, texts), dtype=pl.Float64).fill_nan(None),
        pl.Series("silhouette", near, dtype=pl.Float64).fill_nan(None),
    )
    n_words = sum(map(len, words))
    rows = [(name, each[name].mean(), each[name].count()) for name in ("npmi", "c_v", "silhouette")]
    rows.append(("diversity", diversity(words) if n_words else None, n_words))
    rows.append(("unassigned", (assignments["theme"] == UNASSIGNED).mean(), len(assignments)))
    rows.append(("no_topic", (assignments["topic"] == NO_TOPIC).mean(), len(assignments)))
    schema = {"measure": pl.String, "value": pl.Float64, "n": pl.Int64}
    return Quality(pl.DataFrame(rows, schema=schema, orient="row"), each)


@dataclass(frozen=True)
class Assessment:
    """All that was measured of a model.

    Parameters
    ----------
    summary
        ``measure, value, n``, of agreement with coded passages, labels, topics and stability, as far as there are any.
    further
        The tables behind it, by name.
    n_missing
        Files of the coded passages that the model does not hold.
    """

    summary: pl.DataFrame
    further: dict[str, pl.DataFrame]
    n_missing: int = 0


def assess(
    topics: Quality,
    agreement: Evaluation | None = None,
    stable: Stability | None = None,
    taught: Mapping[str, Any] | None = None,
) -> Assessment:
    """Put measures of several kinds into one table.

    Parameters
    ----------
    topics, agreement, stable
        As `quality`, `evaluation.evaluate` and `stability.stability` give them.
    taught
        What the manifest says of labels: `labels_before` and `labels_after` are the fractions of n labels that agree,
        without and with what labels of other districts teach; `labels_changed` is the fraction of all segments whose
        theme they changed.
    """
    parts, further = [topics.summary], {"topics": topics.topics}
    if taught and taught.get("mended") is not None:
        n_segments = topics.summary.row(by_predicate=pl.col("measure") == "unassigned", named=True)["n"]
        sizes = {"before": taught["n"], "after": taught["n"], "changed": n_segments}
        rows = [(f"labels_{name}", float(taught[name]), n) for name, n in sizes.items()]
        parts.insert(0, pl.DataFrame(rows, schema=topics.summary.schema, orient="row"))
    if agreement:
        parts.insert(0, agreement.summary)
        further |= {"per theme": agreement.per_theme, "confusion": agreement.confusion, "shares": agreement.shares}
        further["passages"] = agreement.passages
    if stable:
        measured = pl.concat_str(pl.lit("agreement_of_"), pl.col("what"), pl.lit("s")).alias("measure")
        parts.append(stable.summary.select(measured, pl.col("agreement").alias("value"), pl.col("n_fits").alias("n")))
        further |= {"stability": stable.topics, "fits": stable.fits}
    return Assessment(pl.concat(parts), further, agreement.n_missing if agreement else 0)
