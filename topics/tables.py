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

LABELS = Table(
    "labels",
    (),
    (
        Column("segment", _text, "key of segments when it was coded; empty where not known"),
        Column("text", _text, "the words that were coded; empty where not known"),
        Column("theme", _text, "code or name of a theme, or 'none'"),
        Column("second", _text, "codes or names of further themes the coder allows, joined by |; empty for none"),
    ),
)
"""One row a passage that a person coded, in the order of the sheet."""

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
        Column("profile", _real, "1 less the Jensen–Shannon distance (base 2) of the two plans' theme shares", 0, 1),
        Column(
            "content",
            _real,
            "how near the segments of one lie to those of the other by optimal transport, 1 the same; null where the "
            "corpus is too small to tell",
            -1,
            1,
            nullable=True,
        ),
        Column(
            "wording",
            _real,
            "fraction of the shorter plan's characters, common phrases left out, whose wording the other has too; null "
            "where it has hardly any of its own",
            0,
            1,
            nullable=True,
        ),
    ),
    open=True,
)
"""One row a pair of plans, most similar first."""

RANKS = Table(
    "ranks",
    (),
    (
        Column("tier", _count, "1 the highest; groups of one tier cannot be told apart", 1),
        Column("share", _real, "fraction of all the group's characters", 0, 1),
        Column("low", _real, "lower end of the 95 % interval; null where none can be given", 0, 1, nullable=True),
        Column("high", _real, "upper end of the 95 % interval", 0, 1, nullable=True),
        Column("basis", _text, "how the interval was made, or why there is none"),
        Column("n_documents", _count, "plans in the group", 0),
        Column("n_characters", _count, "characters of the group: what share is a fraction of", 0),
    ),
    open=True,
)
"""One row a group for one theme, highest share first; the group's columns stand before these."""

RELATIONS = ("both", "a", "b")
ALIGNMENTS = Table(
    "alignments",
    (),
    (
        Column("relation", _text, "both: the two correspond; a, b: only that plan has it", values=RELATIONS),
        Column("segment_a", _text, "key of segments; null where only b has it", nullable=True),
        Column("segment_b", _text, "key of segments; null where only a has it", nullable=True),
        Column("similarity", _real, "how sure the two correspond; null where only one has it", 0, 1, nullable=True),
        Column("shared", pl.List(pl.String), "words and figures that both have, longest first"),
        Column("theme", _text, "code of the theme of the segment of a, else of b"),
        Column("text_a", _text, "words of the segment of a", nullable=True),
        Column("text_b", _text, "words of the segment of b", nullable=True),
    ),
    open=True,
)
"""One row a pair of corresponding segments or a segment that only one plan has, in the reading order of a, then b."""

AGAINST = ("review", "plan")
STATUSES = ("done", "partly", "not mentioned", "unplanned", "kept", "changed", "dropped", "new")
LEDGER = Table(
    "ledger",
    (),
    (
        Column("district", _text, "the place"),
        Column("year", _year, "year of the plan whose items are followed up"),
        Column("against", _text, "review or plan of the year after", values=AGAINST),
        Column(
            "status",
            _text,
            "against the review: done, partly, not mentioned, or unplanned (reported without having been planned); "
            "against the plan: kept, changed, dropped or new",
            values=STATUSES,
        ),
        Column("planned", _text, "segment of the plan of `year`; null for unplanned and new", nullable=True),
        Column("planned_part", _count, "which statement of that segment, from 0", 0, nullable=True),
        Column("later", _text, "segment of the year after; null for not mentioned and dropped", nullable=True),
        Column("later_part", _count, "which statement of that segment, from 0", 0, nullable=True),
        Column("also", pl.List(pl.String), "further segments of the year after with statements on the same matter"),
        Column("similarity", _real, "how sure the two correspond; null where there is one only", 0, 1, nullable=True),
        Column("signs", pl.List(pl.String), "words and figures of the later statement that the status was read from"),
        Column("shared", pl.List(pl.String), "words and figures that both have, longest first"),
        Column("n_figures", _count, "figures with a unit in the planned statement, else in the later one", 0),
        Column("theme", _text, "code of the theme of the planned segment, else of the later one"),
        Column("text_planned", _text, "words of the planned statement", nullable=True),
        Column("text_later", _text, "words of the later statement", nullable=True),
    ),
)
"""One row a planned statement and what became of it, or a later one that no plan named; by district, year, against.

A statement is a sentence of a segment: a segment may announce several things, each with its own fate."""

LEDGER_COUNTS = Table(
    "ledger counts",
    ("against", "theme", "status"),
    (
        Column("against", _text, "review or plan of the year after", values=AGAINST),
        Column("theme", _text, "code of a theme; empty for all themes together"),
        Column("status", _text, "as in the ledger", values=STATUSES),
        Column("n_statements", _count, "rows of the ledger", 0),
        Column("share", _real, "of the planned statements; null for unplanned and new", 0, 1, nullable=True),
        Column("n_with_figures", _count, "of these rows, those with a figure", 0),
        Column("share_with_figures", _real, "of the planned statements with a figure", 0, 1, nullable=True),
    ),
)
"""How often each status stands in a ledger: for all themes, then a theme each."""

LEDGER_SHARES = Table(
    "ledger shares",
    ("district", "year"),
    (
        Column("district", _text, "the place"),
        Column("year", _year, "year of the plan that is followed up"),
        Column("n_statements", _count, "statements of the plan", 1),
        *(
            Column(status.replace(" ", "_"), _real, f"fraction of them that are {status}", 0, 1, nullable=True)
            for status in ("done", "partly", "not mentioned", "kept", "changed", "dropped")
        ),
        Column("unplanned", _count, "statements of the later review that no plan named", 0),
        Column("new", _count, "statements of the later plan that this one did not have", 0),
    ),
)
"""One row a plan that is followed up; null where the year after has no review, or no plan, to follow it up in."""

BORROWED = ("verbatim", "reworded")
BORROWINGS = Table(
    "borrowings",
    (),
    (
        Column("segment", _text, "the later passage, key of segments"),
        Column(
            "source",
            _text,
            "its likely source in an earlier plan of another district (or of the same, if asked), key of segments",
        ),
        Column("district", _text, "place of the later plan"),
        Column("year", _year, "year of the later plan"),
        Column("source_district", _text, "place of the earlier plan"),
        Column("source_year", _year, "year of the earlier plan"),
        Column("kind", _text, "verbatim or reworded", values=BORROWED),
        Column("reused", _real, "fraction of the later passage's characters that stand in the source too", 0, 1),
        Column(
            "start",
            _count,
            "first character of the passage in its source text; of its segment where cleaning moved the words",
            0,
        ),
        Column("end", _count, "one past its last character", 0),
        Column("source_start", _count, "first character of the source passage in its source text", 0),
        Column("source_end", _count, "one past its last character", 0),
        Column("text", _text, "words of the later passage"),
        Column("source_text", _text, "words of its source"),
    ),
    open=True,
)
"""One row a passage (whole clauses of a segment) with a likely source, the most reused first."""

COMMITMENTS = ("target", "result")
COMPARISONS = ("eq", "ge", "le", "about", "range", "flat", "in_step")
TARGETS = Table(
    "targets",
    ("document", "start", "end", "indicator"),
    (
        Column("document", _text, "key of documents"),
        Column("segment", _text, "key of segments"),
        Column("district", _text, "the place", nullable=True),
        Column("year", _year, "the year the figure is about; null where it is about several", nullable=True),
        Column("kind", _text, "target: what a plan sets; result: what a review reports", values=COMMITMENTS),
        Column("indicator", _text, "what is counted, in its usual name"),
        Column("change", pl.Boolean, "true where the figure is a change (growth, 同比), false for a level"),
        Column("figure", _text, "the figure as it is read: ≥5%, ≈1.2万人, 5–6%, 持平, 同步"),
        Column(
            "low",
            _real,
            "the figure, negative for a decline, or the lower end of a range; null for flat and in_step",
            nullable=True,
        ),
        Column("high", _real, "the figure, or the upper end of a range", nullable=True),
        Column("unit", _text, "as written: %, 亿元, 万人, 个百分点 …; empty where there is none"),
        Column(
            "comparison",
            _text,
            "eq, ge (以上), le (以内), about (左右), range, flat (持平), in_step (与…同步)",
            values=COMPARISONS,
        ),
        Column("start", _count, "first character of the figure and the words that name it, in the source text", 0),
        Column("end", _count, "one past its last character", 0),
        Column("text", _text, "those words as they stand in the segment"),
    ),
)
"""One row a stated figure, by document and place."""

EMERGING = Table(
    "emerging",
    ("number",),
    (
        Column("number", _count, "0 the largest", 0),
        Column("words", pl.List(pl.String), "words most typical of it against all segments, best first"),
        Column("n_segments", _count, "segments that speak of it", 1),
        Column("n_characters", _count, "characters of those segments", 0),
        Column("n_documents", _count, "plans that speak of it", 1),
        Column("districts", pl.List(pl.String), "places that speak of it, in alphabetical order"),
        Column("first_year", _year, "the earliest year of a plan that speaks of it", nullable=True),
        Column("share_of_segments", _real, "fraction of all segments", 0, 1),
        Column("probability", _real, "mean probability that the theme of its segments is right", 0, 1),
        Column("likeness", _real, "mean likeness to the nearest theme, as a fraction of the corpus's median"),
        Column("segments", pl.List(pl.String), "its segments, in the order of segments"),
    ),
)
"""One row a matter that the plans speak of and no theme names, the largest first."""
