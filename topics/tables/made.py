"""The tables that reading and fitting make: plans, segments, what was left out, themes, topics, assignments, labels."""

from __future__ import annotations

import polars as pl

from topics.tables.contract import COUNT, REAL, TEXT, YEAR, Column, Table

HALVES = ("review", "plan", "neither")
UNASSIGNED = "unassigned"
"""The theme of a segment that no theme fits; a value like any other, with a share of its own."""
NO_TOPIC = -1
"""The topic of a segment that belongs to none."""

DOCUMENTS = Table(
    "documents",
    ("document",),
    (
        Column("document", TEXT, "the plan's name everywhere: district@year, with ~2, ~3 … where two share both"),
        Column("file", TEXT, "path inside the corpus, with / as separator; for a row of a table, file#row"),
        Column("district", TEXT, "the place the plan is for", nullable=True),
        Column(
            "year",
            YEAR,
            "the year the plan is for; its review half is about the year before",
            1900,
            2200,
            nullable=True,
        ),
        Column("title", TEXT, "the title lines of the text; empty where there are none"),
        Column("sha256", TEXT, "of the decoded source text in UTF-8"),
        Column("n_characters", COUNT, "length of the decoded source text", 0),
    ),
    open=True,
)
"""One row a plan, in canonical order (by sha256, then file). Further columns are the corpus's own group columns."""

SEGMENTS = Table(
    "segments",
    ("segment",),
    (
        Column("segment", TEXT, "document#position"),
        Column("document", TEXT, "key of documents"),
        Column("position", COUNT, "0, 1, 2 … in reading order within the document", 0),
        Column("start", COUNT, "first character in the source text", 0),
        Column("end", COUNT, "one past the last character in the source text", 0),
        Column("outline", TEXT, "the headings above, outermost first, joined by ' › '; empty where there are none"),
        Column("half", TEXT, "review: what was done; plan: what will be done; neither", values=HALVES),
        Column("text", TEXT, "the words, cleaned: one line, broken lines joined, remnants dropped"),
        Column("n_characters", COUNT, "length of text without white space: the weight of the segment", 1),
    ),
)
"""One row an item, by document (in the order of documents), then position."""

REMOVALS = Table(
    "removals",
    (),
    (
        Column("document", TEXT, "key of documents"),
        Column("start", COUNT, "first character in the source text", 0),
        Column("end", COUNT, "one past the last character in the source text", 0),
        Column("reason", TEXT, "page number, web remnant, repeated title, glossary, footnote mark, …"),
        Column("text", TEXT, "what was left out, as it stands in the source"),
    ),
)
"""What cleaning left out of the documents, piece by piece."""

PROBLEMS = Table(
    "problems",
    (),
    (
        Column("file", TEXT, "path inside the corpus"),
        Column("problem", TEXT, "one of the kinds listed in topics.read.problems"),
        Column("left_out", pl.Boolean, "true where the file is not in documents because of it"),
        Column("found", TEXT, "what was found, in a sentence"),
        Column("remedy", TEXT, "what the user can do about it"),
    ),
)
"""What is wrong with the corpus, file by file."""

THEMES = Table(
    "themes",
    ("theme",),
    (
        Column("theme", TEXT, "the code, as in the themes file"),
        Column("name_zh", TEXT, "name for reports in Chinese"),
        Column("name_en", TEXT, "name for reports in English"),
        Column("words", pl.List(pl.String), "words most typical of it in this corpus (c-TF-IDF), best first"),
        Column("n_segments", COUNT, "segments under it", 0),
        Column("n_characters", COUNT, "characters of those segments", 0),
    ),
)
"""One row a theme in the order of the themes file, then one for `unassigned`."""

TOPICS = Table(
    "topics",
    ("topic",),
    (
        Column("topic", COUNT, "number, 0 the largest; -1 for segments of no topic", -1),
        Column("theme", TEXT, "the theme most of its characters have"),
        Column("name", TEXT, "what a reader calls it"),
        Column("words", pl.List(pl.String), "words most typical of it (c-TF-IDF), best first"),
        Column("n_segments", COUNT, "segments in it", 0),
        Column("n_characters", COUNT, "characters of those segments", 0),
    ),
    open=True,
)
"""One row a topic found in the corpus, by number."""

ASSIGNMENTS = Table(
    "assignments",
    ("segment",),
    (
        Column("segment", TEXT, "key of segments"),
        Column("theme", TEXT, "code of a theme, or 'unassigned'"),
        Column("probability", REAL, "that the theme is right", 0, 1),
        Column("margin", REAL, "probability less that of the next theme", 0, 1),
        Column("topic", COUNT, "key of topics; -1 where none", -1),
    ),
    open=True,
)
"""One row a segment, always, in the order of segments."""

LABELS = Table(
    "labels",
    (),
    (
        Column("segment", TEXT, "key of segments when it was coded; empty where not known"),
        Column("text", TEXT, "the words that were coded; empty where not known"),
        Column("theme", TEXT, "code or name of a theme, or 'none'"),
        Column("second", TEXT, "codes or names of further themes the coder allows, joined by |; empty for none"),
    ),
)
"""One row a passage that a person coded, in the order of the sheet."""
