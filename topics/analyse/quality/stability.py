"""Whether topics come back when the model is fitted otherwise: with another seed, or without one of the plans.

labels of the fit, labels of other fits → stability() → Stability
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl

from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Labels = NDArray[np.integer]

_SUMMARY = {"what": pl.String, "agreement": pl.Float64, "lowest": pl.Float64, "n_fits": pl.Int64, "n_same": pl.Int64}
_FITS = {"what": pl.String, "which": pl.String, "agreement": pl.Float64, "n_topics": pl.Int64}
_TOPICS = {
    "topic": pl.Int64, "name": pl.String, "n_segments": pl.Int64, "jaccard": pl.Float64, "came_back": pl.Float64,
    "n_fits": pl.Int64,
}  # fmt: skip
BACK = 0.5
"""A topic has come back where another fit has one with at least this Jaccard coefficient (Hennig, 2007): most of the
segments that are in either are in both."""


class Refit(NamedTuple):
    """Another fit, or of a corpus without a plan.

    Parameters
    ----------
    what
        ``seed`` or ``plan``.
    which
        The seed, or the plan left out.
    kept
        Which segments of the fit are in it, shape (n_segments,).
    topics
        The topic of each of them, shape (n_kept,).
    """

    what: str
    which: str
    kept: NDArray[np.bool_]
    topics: Labels


@dataclass(frozen=True)
class Stability:
    """How alike other fits are.

    Parameters
    ----------
    summary
        ``what, agreement, lowest, n_fits, n_same``: a row each for other seeds and for plans left out; mean and lowest
        adjusted Rand index with the fit, and how many fits gave every segment the very same topic.
    fits
        ``what, which, agreement, n_topics``: one row a fit.
    topics
        ``topic, name, n_segments, jaccard, came_back, n_fits``: the mean of the best Jaccard coefficients over fits
        without a plan, and the fraction of them in which the topic came back; by number.
    """

    summary: pl.DataFrame
    fits: pl.DataFrame
    topics: pl.DataFrame

    def as_plain(self) -> dict[str, Any]:
        """Give the rows of the tables as values that JSON can hold."""
        return {"summary": self.summary.to_dicts(), "fits": self.fits.to_dicts(), "topics": self.topics.to_dicts()}

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Stability:
        """Give back what `as_plain` gave."""
        return cls(
            summary=pl.DataFrame(values["summary"], schema=_SUMMARY),
            fits=pl.DataFrame(values["fits"], schema=_FITS),
            topics=pl.DataFrame(values["topics"], schema=_TOPICS),
        )

    @property
    def note(self) -> str:
        """What a reader should know of the seeds; empty where they matter."""
        seeds = self.summary.filter((pl.col("what") == "seed") & (pl.col("n_same") == pl.col("n_fits")))
        if seeds.is_empty():
            return ""
        n = seeds["n_fits"].item()
        return f"every segment has the same topic with each of {n} other seeds: nothing random enters the topics"


def stability(topics: pl.DataFrame, labels: Labels, refits: Sequence[Refit]) -> Stability:
    """Compare other fits with a fit.

    Parameters
    ----------
    topics
        `topics.tables.TOPICS` of the fit.
    labels
        Its topic of each segment, shape (n_segments,).
    refits
        Of the same segments, or fewer.
    """
    rows = [
        {
            "what": refit.what,
            "which": refit.which,
            "agreement": adjusted_rand(labels[refit.kept], refit.topics),
            "n_topics": len(np.unique(refit.topics[refit.topics != NO_TOPIC])),
            "same": same_partition(labels[refit.kept], refit.topics),
        }
        for refit in refits
    ]
    fits = pl.DataFrame(rows, schema={**_FITS, "same": pl.Boolean})
    summary = fits.group_by("what", maintain_order=True).agg(
        pl.col("agreement").mean(),
        pl.col("agreement").min().alias("lowest"),
        pl.len().cast(pl.Int64).alias("n_fits"),
        pl.col("same").sum().cast(pl.Int64).alias("n_same"),
    )
    found = topics.filter(pl.col("topic") != NO_TOPIC).sort("topic").select("topic", "name", "n_segments")
    numbers = found["topic"].to_list()
    left = [refit for refit in refits if refit.what == "plan"] or list(refits)
    best = np.array([best_jaccard(labels[refit.kept], refit.topics, numbers) for refit in left])
    best = best.reshape(len(left), len(numbers))
    each = found.with_columns(
        pl.Series("jaccard", best.mean(axis=0) if len(left) else np.full(len(numbers), np.nan)).fill_nan(None),
        pl.Series("came_back", (best >= BACK).mean(axis=0) if len(left) else np.full(len(numbers), np.nan)).fill_nan(
            None
        ),
        pl.lit(len(left), dtype=pl.Int64).alias("n_fits"),
    )
    return Stability(summary, fits.drop("same"), each)


def adjusted_rand(a: Labels, b: Labels) -> float:
    """Give the adjusted Rand index of two partitions: 1 the same, 0 as by chance (Hubert and Arabie, 1985).

    Examples
    --------
    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 3, 3]))
    1.0
    """
    table = _contingency(a, b)
    pairs = float((table * (table - 1)).sum()) / 2
    of_a, of_b = (float((n * (n - 1)).sum()) / 2 for n in (table.sum(axis=1), table.sum(axis=0)))
    n = len(a)
    expected = of_a * of_b / (n * (n - 1) / 2) if n > 1 else 0.0
    highest = (of_a + of_b) / 2
    return 1.0 if highest == expected else (pairs - expected) / (highest - expected)


def same_partition(a: Labels, b: Labels) -> bool:
    """Tell whether two labellings put the same segments together.

    Examples
    --------
    >>> import numpy as np
    >>> same_partition(np.array([0, 0, 1]), np.array([1, 1, 0])), same_partition(np.array([0, 1]), np.array([0, 0]))
    (True, False)
    """
    filled = _contingency(a, b) > 0
    return bool((filled.sum(axis=0) == 1).all() and (filled.sum(axis=1) == 1).all())


def best_jaccard(a: Labels, b: Labels, topics: Sequence[int]) -> NDArray[np.float64]:
    """Give, for topics of one fit, the Jaccard coefficient of the most alike topic of another.

    Parameters
    ----------
    a, b
        The topic of each segment in the one and in the other, shape (n,); -1 for none, which is no topic.
    topics
        Of `a`; one that holds no segment has 0.

    Examples
    --------
    >>> import numpy as np
    >>> best_jaccard(np.array([0, 0, 0, 1]), np.array([7, 7, -1, 8]), [0, 1, 2]).round(2).tolist()
    [0.67, 1.0, 0.0]
    """
    others = [b == other for other in np.unique(b[b != NO_TOPIC])]
    best = np.zeros(len(topics))
    for i, topic in enumerate(topics):
        own = a == topic
        values = [float((own & other).sum()) / float((own | other).sum()) for other in others if own.any()]
        best[i] = max(values, default=0.0)
    return best


def _contingency(a: Labels, b: Labels) -> NDArray[np.int64]:
    """Count how many are in each class of one and each class of the other."""
    (kinds_a, rows), (kinds_b, columns) = (np.unique(labels, return_inverse=True) for labels in (a, b))
    table = np.zeros((len(kinds_a), len(kinds_b)), dtype=np.int64)
    np.add.at(table, (rows.reshape(-1), columns.reshape(-1)), 1)
    return table
