"""What the folder of a fitted model holds: its tables, words and records, read when first asked for.

Opening a model costs nothing, and no question loads more than it needs.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from topics.store import add_record, read_array, read_manifest, read_record, read_table, read_words
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from topics.analyse.choices import Level
    from topics.analyse.quality.stability import Stability
    from topics.analyse.wordcounts import Lexicon


class ModelFolder:
    """The folder of a fitted model, opened.

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
        return f"{type(self).__name__}({str(self.folder)!r}, fitted {self.manifest.get('fitted')})"

    @cached_property
    def documents(self) -> pl.DataFrame:
        """One row a plan (`topics.tables.DOCUMENTS`)."""
        return read_table(self.folder, "documents", self.manifest)

    @cached_property
    def items(self) -> pl.DataFrame:
        """One row a segment (`topics.tables.SEGMENTS`), without its theme; `segments()` joins all."""
        return read_table(self.folder, "segments", self.manifest)

    @cached_property
    def assignments(self) -> pl.DataFrame:
        """Theme and topic of each segment (`topics.tables.ASSIGNMENTS`)."""
        return read_table(self.folder, "assignments", self.manifest)

    @cached_property
    def themes(self) -> pl.DataFrame:
        """One row a theme (`topics.tables.THEMES`)."""
        return read_table(self.folder, "themes", self.manifest)

    @cached_property
    def topics(self) -> pl.DataFrame:
        """One row a topic (`topics.tables.TOPICS`)."""
        return read_table(self.folder, "topics", self.manifest)

    @cached_property
    def removals(self) -> pl.DataFrame:
        """What cleaning left out (`topics.tables.REMOVALS`)."""
        return read_table(self.folder, "removals", self.manifest)

    @cached_property
    def problems(self) -> pl.DataFrame:
        """What is wrong with the corpus (`topics.tables.PROBLEMS`)."""
        return read_table(self.folder, "problems", self.manifest)

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """Vectors of the segments, float32 of shape (n_segments, dimension), unit rows."""
        import numpy as np

        return read_array(self.folder, "vectors", self.manifest).astype(np.float32, copy=False)

    @property
    def has_topics(self) -> bool:
        """False where there was too little text for topics of its own."""
        return bool((self.topics["topic"] != NO_TOPIC).any())

    def names(self, level: Level = "themes") -> pl.DataFrame:
        """The themes or the topics, with their names."""
        return self.themes if level == "themes" else self.topics

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words the model knows (`topics.analyse.wordcounts.Lexicon`)."""
        from topics.analyse.wordcounts import Lexicon

        return Lexicon(*read_words(self.folder))

    def find(self, name: str | int, level: Level | None = None) -> tuple[Level, dict[str, Any]]:
        """Find a theme by its code or name, or a topic by its number or name: its level and its row.

        See `topics.analyse.choices.theme_or_topic`.
        """
        from topics.analyse.choices import theme_or_topic

        return theme_or_topic(self.themes, self.topics, name, level)

    def keep(self, found: Stability) -> None:
        """Keep in the model's folder what `stability` gave, for reports; what was kept before is replaced."""
        add_record(self.folder, "stability", found.as_plain())

    @property
    def kept_stability(self) -> Stability | None:
        """What was kept of `stability`; None where nothing was."""
        from topics.analyse.quality.stability import Stability

        kept = read_record(self.folder, "stability")
        return None if kept is None else Stability.from_plain(kept)

    @property
    def _tables(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.documents, self.items, self.assignments
