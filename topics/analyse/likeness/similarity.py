"""Which plans resemble each other.

Three answers, never blended: `profile`, do they give the themes the same room; `content`, do they say the same kind of
thing; `wording`, do they say it in the same words. Raw likeness mostly measures the genre, so each comes with its
percentile among all pairs of the corpus.

documents, segments, assignments, vectors → similar() → Similarities
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.analyse.difference.permutation import distances
from topics.analyse.likeness.places import without_names
from topics.analyse.likeness.reuse import wordings
from topics.analyse.likeness.transport import centred, likeness
from topics.analyse.ordering import in_order
from topics.errors import OptionError
from topics.progress import silent
from topics.tables import SIMILARITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.progress import Progress

    Reals = NDArray[np.float64]
    Whole = NDArray[np.int64]

MEASURES = ("profile", "content", "wording")
MOST_PLANS = 200
"""Up to so many plans every pair is compared; of more, each plan with its nearest."""
NEAREST, CANDIDATES = 10, 50
"""Of more plans: the neighbours kept of each measure, and those whose content is measured to find them."""
DRAWN = 20_000
"""Of more plans: the pairs drawn to say where a content stands among all."""
LEAST_PAIRS = 10
"""Fewer pairs than this have no percentiles: five plans have ten."""
LEAST_SEGMENTS = 50
"""In a smaller corpus the mean of the vectors is no ground to measure content from."""


@dataclass(frozen=True)
class Plans:
    """The plans with text, by district and name, whatever the order of the caller's rows.

    Parameters
    ----------
    names, districts
        Name, and number of the district, of each plan; plans without a district are districts of their own.
    rows
        One row a segment, plan after plan, with its row in the caller's `segments` as ``_row``.
    starts
        The segments of plan i are ``rows[starts[i]:starts[i + 1]]``.
    """

    names: list[str]
    districts: NDArray[np.int32]
    rows: pl.DataFrame
    starts: Whole


def similar(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    *,
    plan: str | None = None,
    background: Sequence[str] = (),
    progress: Progress = silent,
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
    background
        Texts from upstream (the national report of the year, say): their wording is nobody's likeness.
    progress
        Told how many pairs are done.

    Returns
    -------
    DataFrame
        `topics.tables.SIMILARITIES`, `profile_percentile`, `content_percentile`, `wording_percentile` (0 to 1: the
        fraction of all pairs of the corpus that are no more alike than this one) and `basis`: what the percentiles
        are among, or why there are none. The pairs with the highest content first, then profile, then by name; `a`
        comes before `b` by name, except that `a` is always `plan` where one is named. Of more than `MOST_PLANS`
        plans, without `plan`, the pairs are those in which either is among the `NEAREST` of the other by a measure.

    Raises
    ------
    OptionError
        `plan` is not known or names several plans, or the corpus has fewer than two plans with text.

    Notes
    -----
    `profile` is 1 less the Jensen–Shannon distance to base 2 (the root of the divergence; Endres and Schindelin 2003)
    of the theme shares, unassigned included. `content` is 1 less the Sinkhorn divergence of the plans' segments,
    weighted by characters, in an embedding space centred on the corpus and freed of the districts' own names
    (`transport`, `places`): 1 is the same text, and as values depend on what the corpus
    has in common, those of two corpora do not compare. `wording` is the fraction of the shorter plan's letters, those
    in common phrases left out, that lie in runs of five which the other has too (`reuse`).
    """
    plans = _plans(documents, segments, assignments)
    n_plans = len(plans.names)
    if n_plans < 2:
        raise OptionError(
            f"similar: {n_plans} plan{'' if n_plans == 1 else 's'} with text",
            allowed="two or more",
            remedy="fit a corpus of several plans",
        )
    asked = None if plan is None else _row(documents, plans.names, plan)
    first, second = np.triu_indices(n_plans, k=1)
    number = np.repeat(np.arange(n_plans, dtype=np.int32), np.diff(plans.starts))
    shared = wordings(plans.rows["text"].to_list(), number, plans.districts[number], background)
    found = {"profile": _profile(plans, n_plans), "wording": shared.of_shorter(first, second)}
    points = _points(plans, vectors)
    kept, measured, ground = _chosen(plans, points, found, asked, n_plans)
    found["content"] = np.full(len(first), np.nan)
    if points is not None:
        weight = plans.rows["n_characters"].to_numpy().astype(np.float64)
        pairs = np.stack([first[measured], second[measured]], axis=1)
        found["content"][measured] = likeness(points, weight, plans.starts, pairs, partial(progress, "content"))
    if kept is None:
        kept = _nearest({name: found[name] for name in MEASURES}, n_plans)
    grounds = {**found, "content": found["content"][ground]}
    ranks = {f"{name}_percentile": _percentile(found[name][kept], grounds[name]) for name in MEASURES}
    columns = {name: found[name][kept] for name in MEASURES} | ranks
    return _table(
        plans.names, first[kept], second[kept], columns, _basis(n_plans, len(ground), plans.rows.height), asked
    )


def _plans(documents: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame) -> Plans:
    rows = in_order(documents, segments).join(
        assignments.select("segment", "theme"), on="segment", how="left", maintain_order="left"
    )
    heads = rows.unique("_plan", keep="first", maintain_order=True)
    starts = np.searchsorted(rows["_plan"].to_numpy(), np.arange(heads.height + 1))
    return Plans(heads["document"].to_list(), heads["_district"].to_numpy(), rows, starts)


def _profile(plans: Plans, n_plans: int) -> Reals:
    """Give 1 less the Jensen–Shannon distance of every two plans, shape (n_pairs,)."""
    rows = plans.rows
    themes = rows["theme"].unique().sort().to_list()
    theme = rows["theme"].replace_strict(themes, range(len(themes)), return_dtype=pl.Int64).to_numpy()
    counts = np.zeros((n_plans, len(themes)))
    number = np.repeat(np.arange(n_plans), np.diff(plans.starts))
    np.add.at(counts, (number, theme), rows["n_characters"].to_numpy())
    shares = counts / counts.sum(axis=1, keepdims=True)
    rest = [distances(np.broadcast_to(shares[i], shares[i + 1 :].shape), shares[i + 1 :]) for i in range(n_plans - 1)]
    return np.clip(1 - np.concatenate(rest), 0, 1)


def _points(plans: Plans, vectors: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """Give the segments' vectors without names and centred; none where the corpus is too small."""
    rows = plans.rows
    if rows.height < LEAST_SEGMENTS:
        return None
    columns = (rows[name].to_list() for name in ("text", "district", "theme"))
    freed = without_names(np.asarray(vectors, np.float32)[rows["_row"].to_numpy()], *columns)
    return centred(freed, rows["n_characters"].to_numpy().astype(np.float64))


def _chosen(
    plans: Plans, points: NDArray[np.float32] | None, found: dict[str, Reals], asked: int | None, n_plans: int
) -> tuple[Whole | None, Whole, Whole]:
    """Give the numbers of the pairs to return (none: the nearest, once measured), to measure, and to rank among."""
    n_pairs = n_plans * (n_plans - 1) // 2
    every = np.arange(n_pairs)
    mine = (
        None if asked is None else _numbers(np.full(n_plans - 1, asked), np.delete(np.arange(n_plans), asked), n_plans)
    )
    if n_plans <= MOST_PLANS:
        return every if mine is None else np.sort(mine), every, every
    drawn = np.sort(np.random.default_rng(0).choice(n_pairs, min(DRAWN, n_pairs), replace=False))
    if mine is not None:
        return np.sort(mine), np.union1d(mine, drawn), drawn
    near = [_nearest(found, n_plans)]
    if points is not None:
        near.append(_candidates(plans, points, n_plans))
    return None, np.unique(np.concatenate([drawn, *near])), drawn


def _candidates(plans: Plans, points: NDArray[np.float32], n_plans: int) -> Whole:
    """Give the pairs whose centres are nearest: among them the nearest by content are sought."""
    weight = plans.rows["n_characters"].to_numpy().astype(np.float32)
    centres = np.add.reduceat(points * weight[:, None], plans.starts[:-1], axis=0)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-12
    cosines = centres @ centres.T
    np.fill_diagonal(cosines, -np.inf)
    near = np.argsort(-cosines, axis=1, kind="stable")[:, :CANDIDATES]
    return _numbers(np.repeat(np.arange(n_plans), near.shape[1]), near.ravel(), n_plans)


def _nearest(found: dict[str, Reals], n_plans: int) -> Whole:
    """Give the pairs in which one plan is among the `NEAREST` of the other by any of the measures given."""
    first, second = np.triu_indices(n_plans, k=1)
    chosen = []
    for values in found.values():
        square = np.full((n_plans, n_plans), -np.inf, dtype=np.float32)
        square[first, second] = square[second, first] = np.nan_to_num(values, nan=-np.inf)
        near = np.argsort(-square, axis=1, kind="stable")[:, :NEAREST]
        own = np.repeat(np.arange(n_plans), near.shape[1])
        known = np.isfinite(square[own, near.ravel()])
        chosen.append(_numbers(own[known], near.ravel()[known], n_plans))
    return np.unique(np.concatenate(chosen))


def _numbers(one: Whole, other: Whole, n_plans: int) -> Whole:
    """Give the number of each pair in the order of `numpy.triu_indices`.

    Examples
    --------
    >>> _numbers(np.array([0, 2, 2]), np.array([1, 0, 1]), 3).tolist()
    [0, 1, 2]
    """
    low, high = np.minimum(one, other), np.maximum(one, other)
    numbers: Whole = low * n_plans - low * (low + 1) // 2 + high - low - 1
    return numbers


def _row(documents: pl.DataFrame, names: list[str], plan: str) -> int:
    found = resolve(documents, plan, "PLAN")["document"].sort().to_list()
    if len(found) > 1:
        raise OptionError(
            f"PLAN: '{plan}' names {len(found)} plans", allowed="one plan", remedy=f"write {found[0]}, say"
        )
    if found[0] not in names:
        raise OptionError(f"PLAN: {found[0]} has no text left", remedy="choose a plan that has segments")
    return names.index(found[0])


def _percentile(values: Reals, ground: Reals) -> Reals:
    """Give the fraction of all known values of `ground` that are no greater than each; NaN stays NaN."""
    known = np.sort(ground[np.isfinite(ground)])
    if len(known) < LEAST_PAIRS:
        return np.full(len(values), np.nan)
    return np.where(np.isfinite(values), np.searchsorted(known, values, side="right") / len(known), np.nan)


def _basis(n_plans: int, n_ground: int, n_segments: int) -> str:
    """Say what the percentiles are among, and why a measure has no value."""
    n_pairs = n_plans * (n_plans - 1) // 2
    drawn = f", content's among {n_ground:,} of them drawn" if n_ground < n_pairs else ""
    said = [f"percentiles among all {n_pairs:,} pairs of {n_plans:,} plans{drawn}"]
    if n_pairs < LEAST_PAIRS:
        said = [f"{n_pairs} pair{'' if n_pairs == 1 else 's'}: too few for percentiles, which need {LEAST_PAIRS}"]
    if n_segments < LEAST_SEGMENTS:
        said.append(f"{n_segments} segments: too few for content, which needs {LEAST_SEGMENTS}")
    return "; ".join(said)


def _table(
    names: list[str], first: Whole, second: Whole, columns: dict[str, Reals], basis: str, asked: int | None
) -> pl.DataFrame:
    """Put the pairs into words and order."""
    named = np.array(names, dtype=object)
    swap = named[first] > named[second] if asked is None else second == asked
    a, b = np.where(swap, second, first), np.where(swap, first, second)
    schema = SIMILARITIES.schema | {f"{name}_percentile": pl.Float64() for name in MEASURES}
    frame = pl.DataFrame({"a": named[a], "b": named[b]} | columns, schema=schema, nan_to_null=True)
    frame = SIMILARITIES.check(frame.with_columns(basis=pl.lit(basis)))
    order = ["content", "profile", "a", "b"]
    return frame.sort(order, descending=[True, True, False, False], nulls_last=True)
