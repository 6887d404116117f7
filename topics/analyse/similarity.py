"""Which plans resemble each other.

Two answers, never blended: `profile`, do they give the themes the same room; `content`, do they say the same kind of
thing. Raw cosines mostly measure the genre, so each comes with its percentile among all pairs of the corpus.

documents, segments, assignments, vectors → similar() → Similarities
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.errors import OptionError
from topics.tables import SIMILARITIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEGLIGIBLE = 1e-9
"""A centred mean vector shorter than this has no direction: the plan sits at the corpus mean."""


def similar(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    *,
    plan: str | None = None,
) -> pl.DataFrame:
    """Give the likeness of every pair of plans, or of one plan with every other.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`. Plans without a segment have no likeness and are left out.
    vectors
        One unit row a segment, in the order of `segments`, shape (n_segments, n_dimensions).
    plan
        The name of a plan, or words that `compare` would take for exactly one plan; none for all pairs.

    Returns
    -------
    DataFrame
        `topics.tables.SIMILARITIES` and `profile_percentile`, `content_percentile` (0 to 1: the fraction of all pairs
        of the corpus that are no more alike than this one). The pairs with the highest content first, then profile,
        then by name; `a` comes before `b` by name, except that `a` is always `plan` where one is named.

    Raises
    ------
    OptionError
        `plan` is not known or names several plans, or the corpus has fewer than two plans with text.

    Notes
    -----
    `content` compares the character-weighted mean vectors of the plans less the mean over plans: 0 is not "nothing in
    common" but "as far apart as plans of this corpus are". The centred vectors add up to zero, so the average cosine
    of n plans is about -1 / (n - 1): with four plans about -0.33, and all may be below 0. A negative value says less
    alike than most pairs here, not opposite, and values of two corpora do not compare; the percentile says where a
    pair stands among all pairs of this one. With two plans content is -1 whatever they say and is therefore null.
    `profile` is the cosine of the theme shares, unassigned included: as shares are not negative it is high for all
    plans of one genre, and its percentile, too, says more than its value.
    """
    names, means, profile = _plans(documents, segments, assignments, vectors)
    if len(names) < 2:
        raise OptionError(
            f"similar: {len(names)} plan{'' if len(names) == 1 else 's'} with text",
            allowed="two or more",
            remedy="fit a corpus of several plans",
        )
    first, second = np.triu_indices(len(names), k=1)
    cosines = {"profile": _cosines(profile), "content": _cosines(means - means.mean(axis=0))}
    if len(names) < 3:
        cosines["content"][:] = np.nan
    pairs = {kind: np.clip(values[first, second], -1, 1) for kind, values in cosines.items()}
    ranks = {f"{kind}_percentile": _percentile(values) for kind, values in pairs.items()}
    kept = np.arange(len(first))
    if plan is not None:
        row = _row(documents, names, plan)
        kept = np.flatnonzero((first == row) | (second == row))
        first, second = np.full(len(kept), row), np.where(first[kept] == row, second[kept], first[kept])
    named = np.array(names, dtype=object)
    columns = {"a": named[first], "b": named[second]} | {k: v[kept] for k, v in (pairs | ranks).items()}
    schema = SIMILARITIES.schema | {name: pl.Float64() for name in ranks}
    frame = SIMILARITIES.check(pl.DataFrame(columns, schema=schema, nan_to_null=True))
    order = ["content", "profile", "a", "b"]
    return frame.sort(order, descending=[True, True, False, False], nulls_last=True)


def _plans(
    documents: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame, vectors: NDArray[np.float32]
) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Give the plans' names, sorted, mean vectors (n_plans, n_dimensions) and theme shares (n_plans, n_themes)."""
    rows = segments.with_row_index("_row").join(assignments.select("segment", "theme"), on="segment", how="left")
    rows = rows.join(documents.select("document"), on="document", how="semi").sort("document", "position")
    names = rows["document"].unique().sort().to_list()
    plan = rows["document"].replace_strict(names, range(len(names)), return_dtype=pl.Int64).to_numpy()
    themes = rows["theme"].unique().sort().to_list()
    theme = rows["theme"].replace_strict(themes, range(len(themes)), return_dtype=pl.Int64).to_numpy()
    weight = rows["n_characters"].to_numpy().astype(np.float64)
    counts = np.zeros((len(names), len(themes)))
    np.add.at(counts, (plan, theme), weight)
    lengths = counts.sum(axis=1)
    ordered = vectors[rows["_row"].to_numpy()]
    starts = np.searchsorted(plan, np.arange(len(names) + 1))
    sums = [weight[a:b] @ ordered[a:b].astype(np.float64) for a, b in pairwise(starts)]
    means = np.array(sums).reshape(len(names), -1) / lengths[:, None]
    return names, means, counts / lengths[:, None]


def _row(documents: pl.DataFrame, names: list[str], plan: str) -> int:
    found = resolve(documents, plan, "PLAN")["document"].sort().to_list()
    if len(found) > 1:
        raise OptionError(
            f"PLAN: '{plan}' names {len(found)} plans", allowed="one plan", remedy=f"write {found[0]}, say"
        )
    if found[0] not in names:
        raise OptionError(f"PLAN: {found[0]} has no text left", remedy="choose a plan that has segments")
    return names.index(found[0])


def _cosines(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the cosine of every two rows, shape (n, n); NaN for a row without direction."""
    length = np.linalg.norm(rows, axis=1)
    length[length < _NEGLIGIBLE] = np.nan
    unit = rows / length[:, None]
    cosines: NDArray[np.float64] = unit @ unit.T
    return cosines


def _percentile(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the fraction of all known values that are no greater than each; NaN stays NaN."""
    known = np.sort(values[np.isfinite(values)])
    if not len(known):
        return np.full(len(values), np.nan)
    return np.where(np.isfinite(values), np.searchsorted(known, values, side="right") / len(known), np.nan)
