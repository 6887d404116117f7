"""The tables that every step takes and gives: their columns, meanings, units, ranges and keys.

A table is a polars frame; `Table.check` holds it to what is stated here, so that a fault shows at the border of the
stage that made it and not three stages later. Offsets count characters (code points) of the document's decoded
source text, from 0, the end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

HALVES = ("review", "plan", "neither")
UNASSIGNED = "unassigned"
"""The theme of a segment that no theme fits; a value like any other, with a share of its own."""
NO_TOPIC = -1
"""The topic of a segment that belongs to none."""


@dataclass(frozen=True)
class Column:
    """One column: its polars type, what it means, and the closed range of its values where it has one."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    meaning: str
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False


@dataclass(frozen=True)
class Table:
    """A table's contract: its columns in order and the columns whose values together name one row.

    `open` tables may carry further columns (a corpus's own group columns, say) after the stated ones.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    open: bool = False

    @property
    def schema(self) -> pl.Schema:
        """Column names and types, in order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """Give a table of no rows."""
        return pl.DataFrame(schema=self.schema)

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give the frame back, its columns in the stated order, or fail on the first broken promise.

        Raises
        ------
        ValueError
            A column is missing, of another type, null or out of its range, a column is not known, or the key is not
            unique. Such a fault is the program's, not the user's.
        """
        stated = [column.name for column in self.columns]
        missing = [name for name in stated if name not in frame.columns]
        extra = [name for name in frame.columns if name not in stated]
        if missing or (extra and not self.open):
            raise ValueError(f"table {self.name}: missing columns {missing}, unknown columns {extra}")
        for column in self.columns:
            self._check_column(frame, column)
        if self.key and frame.select(self.key).is_duplicated().any():
            raise ValueError(f"table {self.name}: the key {self.key} is not unique")
        return frame.select([*stated, *extra])

    def _check_column(self, frame: pl.DataFrame, column: Column) -> None:
        series, where = frame[column.name], f"table {self.name}, column {column.name}"
        if series.dtype != column.dtype:
            raise ValueError(f"{where}: type {series.dtype}, not {column.dtype}")
        if not column.nullable and series.null_count():
            raise ValueError(f"{where}: {series.null_count()} nulls")
        if column.values and not series.drop_nulls().is_in(column.values).all():
            raise ValueError(f"{where}: a value outside {column.values}")
        if column.low is None and column.high is None:
            return
        low, high = series.min(), series.max()
        if column.low is not None and isinstance(low, int | float) and low < column.low:
            raise ValueError(f"{where}: {low} below {column.low}")
        if column.high is not None and isinstance(high, int | float) and high > column.high:
            raise ValueError(f"{where}: {high} above {column.high}")


_text, _count, _real, _year = pl.String, pl.Int64, pl.Float64, pl.Int32

DOCUMENTS = Table(
    "documents",
    ("document",),
    (
        Column("document", _text, "the plan's name everywhere: district@year, with ~2, ~3 … where two share both"),
        Column("file", _text, "path inside the corpus, with / as separator; for a row of a table, file#row"),
        Column("district", _text, "the place the plan is for", nullable=True),
        Column(
            "year",
            _year,
            "the year the plan is for; its review half is about the year before",
            1900,
            2200,
            nullable=True,
        ),
        Column("title", _text, "the title lines of the text; empty where there are none"),
        Column("sha256", _text, "of the decoded source text in UTF-8"),
        Column("n_characters", _count, "length of the decoded source text", 0),
    ),
    open=True,
)
"""One row a plan, in canonical order (by sha256, then file). Further columns are the corpus's own group columns."""

SEGMENTS = Table(
    "segments",
    ("segment",),
    (
        Column("segment", _text, "document#position"),
        Column("document", _text, "key of documents"),
        Column("position", _count, "0, 1, 2 … in reading order within the document", 0),
        Column("start", _count, "first character in the source text", 0),
        Column("end", _count, "one past the last character in the source text", 0),
        Column("outline", _text, "the headings above, outermost first, joined by ' › '; empty where there are none"),
        Column("half", _text, "review: what was done; plan: what will be done; neither", values=HALVES),
        Column("text", _text, "the words, cleaned: one line, broken lines joined, remnants dropped"),
        Column("n_characters", _count, "length of text without white space: the weight of the segment", 1),
    ),
)
"""One row an item, by document (in the order of documents), then position."""

REMOVALS = Table(
    "removals",
    (),
    (
        Column("document", _text, "key of documents"),
        Column("start", _count, "first character in the source text", 0),
        Column("end", _count, "one past the last character in the source text", 0),
        Column("reason", _text, "page number, web remnant, repeated title, glossary, footnote mark, …"),
        Column("text", _text, "what was left out, as it stands in the source"),
    ),
)
"""What cleaning left out of the documents, piece by piece."""

PROBLEMS = Table(
    "problems",
    (),
    (
        Column("file", _text, "path inside the corpus"),
        Column("problem", _text, "one of the kinds listed in topics.read.problems"),
        Column("left_out", pl.Boolean, "true where the file is not in documents because of it"),
        Column("found", _text, "what was found, in a sentence"),
        Column("remedy", _text, "what the user can do about it"),
    ),
)
"""What is wrong with the corpus, file by file."""

THEMES = Table(
    "themes",
    ("theme",),
    (
        Column("theme", _text, "the code, as in the themes file"),
        Column("name_zh", _text, "name for reports in Chinese"),
        Column("name_en", _text, "name for reports in English"),
        Column("words", pl.List(pl.String), "words most typical of it in this corpus (c-TF-IDF), best first"),
        Column("n_segments", _count, "segments under it", 0),
        Column("n_characters", _count, "characters of those segments", 0),
    ),
)
"""One row a theme in the order of the themes file, then one for `unassigned`."""

TOPICS = Table(
    "topics",
    ("topic",),
    (
        Column("topic", _count, "number, 0 the largest; -1 for segments of no topic", -1),
        Column("theme", _text, "the theme most of its characters have"),
        Column("name", _text, "what a reader calls it"),
        Column("words", pl.List(pl.String), "words most typical of it (c-TF-IDF), best first"),
        Column("n_segments", _count, "segments in it", 0),
        Column("n_characters", _count, "characters of those segments", 0),
    ),
    open=True,
)
"""One row a topic found in the corpus, by number."""

ASSIGNMENTS = Table(
    "assignments",
    ("segment",),
    (
        Column("segment", _text, "key of segments"),
        Column("theme", _text, "code of a theme, or 'unassigned'"),
        Column("probability", _real, "that the theme is right", 0, 1),
        Column("margin", _real, "probability less that of the next theme", 0, 1),
        Column("topic", _count, "key of topics; -1 where none", -1),
    ),
    open=True,
)
"""One row a segment, always, in the order of segments."""

SHARES = Table(
    "shares",
    (),
    (
        Column(
            "share",
            _real,
            "fraction of all the group's characters, unassigned included; null where it has none",
            0,
            1,
            nullable=True,
        ),
        Column("low", _real, "lower end of the 95 % interval; null where none can be given", 0, 1, nullable=True),
        Column("high", _real, "upper end of the 95 % interval", 0, 1, nullable=True),
        Column("basis", _text, "how the interval was made, or why there is none"),
        Column("n_documents", _count, "plans in the group", 0),
        Column("n_characters", _count, "characters of the group: what share is a fraction of", 0),
    ),
    open=True,
)
"""One row a group and theme (or topic); the group's columns and theme or topic, name stand beside these."""

DIFFERENCES = Table(
    "differences",
    (),
    (
        Column("share_a", _real, "fraction of all characters of A", 0, 1),
        Column("share_b", _real, "fraction of all characters of B", 0, 1),
        Column("difference", _real, "share_a less share_b", -1, 1),
        Column("n_documents_a", _count, "plans of A", 0),
        Column("n_documents_b", _count, "plans of B", 0),
        Column("n_characters_a", _count, "characters of A", 0),
        Column("n_characters_b", _count, "characters of B", 0),
    ),
    open=True,
)
"""One row a theme (or topic), largest absolute difference first."""

SIMILARITIES = Table(
    "similarities",
    ("a", "b"),
    (
        Column("a", _text, "name of a plan"),
        Column("b", _text, "name of another plan"),
        Column("profile", _real, "cosine of the two plans' theme shares", 0, 1),
        Column(
            "content",
            _real,
            "cosine of the plans' mean vectors, the corpus mean taken off; null with fewer than three plans",
            -1,
            1,
            nullable=True,
        ),
    ),
    open=True,
)
"""One row a pair of plans, most similar first."""
