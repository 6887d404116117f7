"""What a model would be had it been fitted otherwise: to fewer plans, or with another seed.

A fit keeps beside its result the vectors it was made from, so that it can be fitted again without an encoder.

model folder → read_inputs() → Inputs → other_seeds(), without_plans() → refits() → Refits
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.analyse.quality.stability import Refit
from topics.errors import ModelError, OptionError
from topics.progress import silent
from topics.settings import ModelSettings, from_dict
from topics.store import read_array, read_manifest, read_rule, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from topics.model.fit import Learnt
    from topics.model.themes import Themes
    from topics.progress import Progress


@dataclass(frozen=True)
class Inputs:
    """What `topics.model.fit.fit_model` takes.

    Parameters
    ----------
    themes, theme_vectors
        The themes and the vectors of their texts.
    documents, segments
        The corpus.
    vectors, headings
        Vectors of the segments' texts and outlines, shape (n_segments, dimension).
    labels
        Passages that were coded by hand (`topics.tables.LABELS`).
    settings
        Of the model.
    encoder
        Fingerprint of the encoder.
    """

    themes: Themes
    theme_vectors: NDArray[np.float32]
    documents: pl.DataFrame
    segments: pl.DataFrame
    vectors: NDArray[np.float32]
    headings: NDArray[np.float32]
    labels: pl.DataFrame
    settings: ModelSettings
    encoder: str

    def without(self, document: str) -> tuple[Inputs, NDArray[np.bool_]]:
        """Leave a plan out; gives the rest and which segments are among it, shape (n_segments,)."""
        kept: NDArray[np.bool_] = (self.segments["document"] != document).to_numpy()
        rest = replace(
            self,
            documents=self.documents.filter(pl.col("document") != document),
            segments=self.segments.filter(kept),
            vectors=self.vectors[kept],
            headings=self.headings[kept],
        )
        return rest, kept


def kept_arrays(
    segments: pl.DataFrame, headings: NDArray[np.float32], theme_vectors: NDArray[np.float32]
) -> dict[str, NDArray[Any]]:
    """Give the arrays a model keeps for fitting again: a vector an outline that occurs, and where each segment's is."""
    _, first, places = np.unique(segments["outline"].to_numpy(), return_index=True, return_inverse=True)
    return {
        "theme_vectors": theme_vectors,
        "heading_vectors": headings[first],
        "heading_places": places.reshape(-1).astype(np.int32),
    }


def read_inputs(folder: Path) -> Inputs:
    """Read what a model was fitted to.

    Raises
    ------
    ModelError
        The model was applied, not fitted, or is damaged.
    """
    from topics.model.themes import Themes

    manifest = read_manifest(folder)
    _, parameters = read_rule(folder)
    if "applied_from" in manifest or "themes" not in parameters:
        raise ModelError(
            f"{folder}: does not hold what it was fitted to",
            remedy="name the model that was fitted, or fit it again with this version",
        )
    headings = read_array(folder, "heading_vectors").astype(np.float32, copy=False)
    return Inputs(
        themes=Themes.from_plain(parameters["themes"]),
        theme_vectors=read_array(folder, "theme_vectors").astype(np.float32, copy=False),
        documents=read_table(folder, "documents"),
        segments=read_table(folder, "segments"),
        vectors=read_array(folder, "vectors").astype(np.float32, copy=False),
        headings=headings[read_array(folder, "heading_places")],
        labels=read_table(folder, "labels"),
        settings=from_dict(manifest["settings"], str(folder)).model,
        encoder=manifest["encoder"]["fingerprint"],
    )


def refits(folder: Path, n_seeds: int, n_plans: int, progress: Progress = silent) -> list[Refit]:
    """Fit a model again with the first seeds that are not its own, and without some of its plans.

    Raises
    ------
    ModelError
        The model was applied, not fitted, or is damaged.
    OptionError
        A corpus of one plan cannot do without it.
    """
    inputs = read_inputs(folder)
    seeds = [seed for seed in range(n_seeds + 1) if seed != inputs.settings.seed][:n_seeds]
    documents = some_plans(inputs.documents["document"].to_list(), n_plans)
    if n_plans and len(inputs.documents) < 2:
        raise OptionError("the corpus is one plan: none can be left out", remedy="ask with --plans 0")
    every = np.ones(len(inputs.segments), dtype=np.bool_)
    of_seeds = zip(seeds, other_seeds(inputs, seeds, progress), strict=True)
    of_plans = zip(documents, without_plans(inputs, documents, progress), strict=True)
    return [
        *(Refit("seed", str(seed), every, found) for seed, found in of_seeds),
        *(Refit("plan", document, kept, found) for document, (kept, found) in of_plans),
    ]


def other_seeds(inputs: Inputs, seeds: Sequence[int], progress: Progress = silent) -> Iterator[NDArray[np.int64]]:
    """Find the topics anew with other seeds; gives the topic of each segment, shape (n_segments,), a fit each.

    Themes are learnt once: no seed enters there.
    """
    from topics.model.assignment import assigned_topics, theme_probabilities
    from topics.model.fit import add_topics

    rule, view = _learnt(inputs)
    for done, seed in enumerate(seeds):
        settings = replace(inputs.settings, seed=seed)
        other = add_topics(rule, inputs.themes, view, settings)
        progress("seeds", done + 1, len(seeds))
        yield assigned_topics(other, view, theme_probabilities(other, view))


def without_plans(
    inputs: Inputs, documents: Sequence[str], progress: Progress = silent
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.int64]]]:
    """Fit anew, themes and topics, without one plan after the other.

    Yields
    ------
    kept : ndarray of bool, shape (n_segments,)
    topics : ndarray of int64, shape (n_kept,)
    """
    from topics.model.assignment import assign

    for done, document in enumerate(documents):
        rest, kept = inputs.without(document)
        rule, seen = _learnt(rest)
        assignments = assign(rule, rest.segments, rest.vectors, rest.headings, seen)
        progress("plans", done + 1, len(documents))
        yield kept, assignments["topic"].to_numpy()


def some_plans(documents: Sequence[str], n: int) -> list[str]:
    """Choose n plans, evenly spaced in the canonical order, which is by content; all where there are no more.

    Examples
    --------
    >>> some_plans(["a", "b", "c", "d", "e"], 2)
    ['a', 'c']
    """
    step = max(1, len(documents) // max(n, 1))
    return list(documents[::step][:n])


def _learnt(inputs: Inputs) -> Learnt:
    from topics.model.fit import fit_model
    from topics.model.labels import place

    given = (inputs.documents, inputs.segments, inputs.vectors, inputs.headings, inputs.settings)
    taught = place(inputs.labels, inputs.segments, inputs.themes)
    return fit_model(inputs.themes, inputs.theme_vectors, *given, taught=taught, encoder=inputs.encoder)
