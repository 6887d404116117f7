"""A fitted model as Python sees it: questions in, polars frames out.

``topics.load("models/plans")`` gives a `FittedModel`. Tables are read from its folder when first asked for, so opening
a model costs nothing and no question loads more than it needs.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from topics.store import read_array, read_manifest, read_table

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray


Level = Literal["themes", "topics"]
Half = Literal["all", "review", "plan", "neither"]


class FittedModel:
    """A model folder and the questions that can be put to it.

    Parameters
    ----------
    folder
        Folder of the model, with its manifest.

    Raises
    ------
    ModelError
        There is no model in the folder, or one of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)

    def __repr__(self) -> str:
        return f"FittedModel({str(self.folder)!r}, fitted {self.manifest.get('fitted')})"

    @cached_property
    def documents(self) -> pl.DataFrame:
        """One row a plan (`topics.tables.DOCUMENTS`)."""
        return read_table(self.folder, "documents")

    @cached_property
    def items(self) -> pl.DataFrame:
        """One row a segment (`topics.tables.SEGMENTS`), without its theme; `segments()` joins all."""
        return read_table(self.folder, "segments")

    @cached_property
    def assignments(self) -> pl.DataFrame:
        """Theme and topic of each segment (`topics.tables.ASSIGNMENTS`)."""
        return read_table(self.folder, "assignments")

    @cached_property
    def themes(self) -> pl.DataFrame:
        """One row a theme (`topics.tables.THEMES`)."""
        return read_table(self.folder, "themes")

    @cached_property
    def topics(self) -> pl.DataFrame:
        """One row a topic (`topics.tables.TOPICS`)."""
        return read_table(self.folder, "topics")

    @cached_property
    def removals(self) -> pl.DataFrame:
        """What cleaning left out (`topics.tables.REMOVALS`)."""
        return read_table(self.folder, "removals")

    @cached_property
    def problems(self) -> pl.DataFrame:
        """What is wrong with the corpus (`topics.tables.PROBLEMS`)."""
        return read_table(self.folder, "problems")

    @cached_property
    def vectors(self) -> NDArray[np.generic]:
        """Vectors of the segments, float32 of shape (n_segments, dimension), unit rows."""
        return read_array(self.folder, "vectors")

    def names(self, level: Level = "themes") -> pl.DataFrame:
        """The themes or the topics, with their names."""
        return self.themes if level == "themes" else self.topics
