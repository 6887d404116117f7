"""What a model would be had it been fitted otherwise: to fewer plans, or with another seed.

A fit keeps beside its result the vectors it was made from, so that it can be fitted again without an encoder.

model folder → read_inputs() → Inputs → fitted_again() → assignments
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.errors import ModelError
from topics.progress import silent
from topics.settings import ModelSettings, from_dict
from topics.store import read_array, read_manifest, read_rule, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

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
    settings
        Of the model.
    """

    themes: Themes
    theme_vectors: NDArray[np.float32]
    documents: pl.DataFrame
    segments: pl.DataFrame
    vectors: NDArray[np.float32]
    headings: NDArray[np.float32]
    settings: ModelSettings

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

    def seeded(self, seed: int) -> Inputs:
        """Take another seed."""
        return replace(self, settings=replace(self.settings, seed=seed))


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
        settings=from_dict(manifest["settings"], str(folder)).model,
    )


def fitted_again(inputs: Inputs, progress: Progress = silent) -> pl.DataFrame:
    """Fit and assign; gives `topics.tables.ASSIGNMENTS` of the segments at hand."""
    from topics.model.assignment import assign
    from topics.model.fit import fit_model

    rule = fit_model(
        inputs.themes,
        inputs.theme_vectors,
        inputs.documents,
        inputs.segments,
        inputs.vectors,
        inputs.headings,
        inputs.settings,
        progress,
    )
    return assign(rule, inputs.segments, inputs.vectors, inputs.headings)
