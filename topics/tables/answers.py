"""The tables that questions give: shares, differences, ranks, likeness, alignments, ledgers, borrowings, figures."""

from __future__ import annotations

import polars as pl

from topics.tables.contract import COUNT, REAL, TEXT, YEAR, Column, Table

SHARES = Table(
    "shares",
    (),
    (
        Column(
            "share",
            REAL,
            "fraction of all the group's characters, unassigned included; null where it has none",
            0,
            1,
            nullable=True,
        ),
        Column("low", REAL, "lower end of the 95 % interval; null where none can be given", 0, 1, nullable=True),
        Column("high", REAL, "upper end of the 95 % interval", 0, 1, nullable=True),
        Column("basis", TEXT, "how the interval was made, or why there is none"),
        Column("n_documents", COUNT, "plans in the group", 0),
        Column("n_characters", COUNT, "characters of the group: what share is a fraction of", 0),
    ),
    open=True,
)
"""One row a group and theme (or topic); the group's columns and theme or topic, name stand beside these."""

DIFFERENCES = Table(
    "differences",
    (),
    (
        Column("share_a", REAL, "fraction of all characters of A", 0, 1),
        Column("share_b", REAL, "fraction of all characters of B", 0, 1),
        Column("difference", REAL, "share_a less share_b", -1, 1),
        Column("n_documents_a", COUNT, "plans of A", 0),
        Column("n_documents_b", COUNT, "plans of B", 0),
        Column("n_characters_a", COUNT, "characters of A", 0),
        Column("n_characters_b", COUNT, "characters of B", 0),
    ),
    open=True,
)
"""One row a theme (or topic), largest absolute difference first."""

SIMILARITIES = Table(
    "similarities",
    ("a", "b"),
    (
        Column("a", TEXT, "name of a plan"),
        Column("b", TEXT, "name of another plan"),
        Column("profile", REAL, "1 less the Jensen–Shannon distance (base 2) of the two plans' theme shares", 0, 1),
        Column(
            "content",
            REAL,
            "how near the segments of one lie to those of the other by optimal transport, 1 the same; null where the "
            "corpus is too small to tell",
            -1,
            1,
            nullable=True,
        ),
        Column(
            "wording",
            REAL,
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
        Column("tier", COUNT, "1 the highest; groups of one tier cannot be told apart", 1),
        Column("share", REAL, "fraction of all the group's characters", 0, 1),
        Column("low", REAL, "lower end of the 95 % interval; null where none can be given", 0, 1, nullable=True),
        Column("high", REAL, "upper end of the 95 % interval", 0, 1, nullable=True),
        Column("basis", TEXT, "how the interval was made, or why there is none"),
        Column("n_documents", COUNT, "plans in the group", 0),
        Column("n_characters", COUNT, "characters of the group: what share is a fraction of", 0),
    ),
    open=True,
)
"""One row a group for one theme, highest share first; the group's columns stand before these."""

RELATIONS = ("both", "a", "b")
ALIGNMENTS = Table(
    "alignments",
    (),
    (
        Column("relation", TEXT, "both: the two correspond; a, b: only that plan has it", values=RELATIONS),
        Column("segment_a", TEXT, "key of segments; null where only b has it", nullable=True),
        Column("segment_b", TEXT, "key of segments; null where only a has it", nullable=True),
        Column("similarity", REAL, "how sure the two correspond; null where only one has it", 0, 1, nullable=True),
        Column("shared", pl.List(pl.String), "words and figures that both have, longest first"),
        Column("theme", TEXT, "code of the theme of the segment of a, else of b"),
        Column("text_a", TEXT, "words of the segment of a", nullable=True),
        Column("text_b", TEXT, "words of the segment of b", nullable=True),
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
        Column("district", TEXT, "the place"),
        Column("year", YEAR, "year of the plan whose items are followed up"),
        Column("against", TEXT, "review or plan of the year after", values=AGAINST),
        Column(
            "status",
            TEXT,
            "against the review: done, partly, not mentioned, or unplanned (reported without having been planned); "
            "against the plan: kept, changed, dropped or new",
            values=STATUSES,
        ),
        Column("planned", TEXT, "segment of the plan of `year`; null for unplanned and new", nullable=True),
        Column("planned_part", COUNT, "which statement of that segment, from 0", 0, nullable=True),
        Column("later", TEXT, "segment of the year after; null for not mentioned and dropped", nullable=True),
        Column("later_part", COUNT, "which statement of that segment, from 0", 0, nullable=True),
        Column("also", pl.List(pl.String), "further segments of the year after with statements on the same matter"),
        Column("similarity", REAL, "how sure the two correspond; null where there is one only", 0, 1, nullable=True),
        Column("signs", pl.List(pl.String), "words and figures of the later statement that the status was read from"),
        Column("shared", pl.List(pl.String), "words and figures that both have, longest first"),
        Column("n_figures", COUNT, "figures with a unit in the planned statement, else in the later one", 0),
        Column("theme", TEXT, "code of the theme of the planned segment, else of the later one"),
        Column("text_planned", TEXT, "words of the planned statement", nullable=True),
        Column("text_later", TEXT, "words of the later statement", nullable=True),
    ),
)
"""One row a planned statement and what became of it, or a later one that no plan named; by district, year, against.

A statement is a sentence of a segment: a segment may announce several things, each with its own fate."""

LEDGER_COUNTS = Table(
    "ledger counts",
    ("against", "theme", "status"),
    (
        Column("against", TEXT, "review or plan of the year after", values=AGAINST),
        Column("theme", TEXT, "code of a theme; empty for all themes together"),
        Column("status", TEXT, "as in the ledger", values=STATUSES),
        Column("n_statements", COUNT, "rows of the ledger", 0),
        Column("share", REAL, "of the planned statements; null for unplanned and new", 0, 1, nullable=True),
        Column("n_with_figures", COUNT, "of these rows, those with a figure", 0),
        Column("share_with_figures", REAL, "of the planned statements with a figure", 0, 1, nullable=True),
    ),
)
"""How often each status stands in a ledger: for all themes, then a theme each."""

LEDGER_SHARES = Table(
    "ledger shares",
    ("district", "year"),
    (
        Column("district", TEXT, "the place"),
        Column("year", YEAR, "year of the plan that is followed up"),
        Column("n_statements", COUNT, "statements of the plan", 1),
        *(
            Column(status.replace(" ", "_"), REAL, f"fraction of them that are {status}", 0, 1, nullable=True)
            for status in ("done", "partly", "not mentioned", "kept", "changed", "dropped")
        ),
        Column("unplanned", COUNT, "statements of the later review that no plan named", 0),
        Column("new", COUNT, "statements of the later plan that this one did not have", 0),
    ),
)
"""One row a plan that is followed up; null where the year after has no review, or no plan, to follow it up in."""

BORROWED = ("verbatim", "reworded")
BORROWINGS = Table(
    "borrowings",
    (),
    (
        Column("segment", TEXT, "the later passage, key of segments"),
        Column(
            "source",
            TEXT,
            "its likely source in an earlier plan of another district (or of the same, if asked), key of segments",
        ),
        Column("district", TEXT, "place of the later plan"),
        Column("year", YEAR, "year of the later plan"),
        Column("source_district", TEXT, "place of the earlier plan"),
        Column("source_year", YEAR, "year of the earlier plan"),
        Column("kind", TEXT, "verbatim or reworded", values=BORROWED),
        Column("reused", REAL, "fraction of the later passage's characters that stand in the source too", 0, 1),
        Column(
            "start",
            COUNT,
            "first character of the passage in its source text; of its segment where cleaning moved the words",
            0,
        ),
        Column("end", COUNT, "one past its last character", 0),
        Column("source_start", COUNT, "first character of the source passage in its source text", 0),
        Column("source_end", COUNT, "one past its last character", 0),
        Column("text", TEXT, "words of the later passage"),
        Column("source_text", TEXT, "words of its source"),
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
        Column("document", TEXT, "key of documents"),
        Column("segment", TEXT, "key of segments"),
        Column("district", TEXT, "the place", nullable=True),
        Column("year", YEAR, "the year the figure is about; null where it is about several", nullable=True),
        Column("kind", TEXT, "target: what a plan sets; result: what a review reports", values=COMMITMENTS),
        Column("indicator", TEXT, "what is counted, in its usual name; after the name of a zone if it is a zone's"),
        Column("change", pl.Boolean, "true where the figure is a change (growth, 同比), false for a level"),
        Column("figure", TEXT, "the figure as it is read: ≥5%, ≈1.2万人, 5–6%, 持平, 同步"),
        Column(
            "low",
            REAL,
            "the figure, negative for a decline, or the lower end of a range; null for flat and in_step",
            nullable=True,
        ),
        Column("high", REAL, "the figure, or the upper end of a range", nullable=True),
        Column("unit", TEXT, "as written: %, 亿元, 万人, 个百分点 …; empty where there is none"),
        Column(
            "comparison",
            TEXT,
            "eq, ge (以上), le (以内), about (左右), range, flat (持平), in_step (与…同步)",
            values=COMPARISONS,
        ),
        Column("start", COUNT, "first character of the figure and the words that name it, in the source text", 0),
        Column("end", COUNT, "one past its last character", 0),
        Column("text", TEXT, "those words as they stand in the segment"),
    ),
)
"""One row a stated figure, by document and place."""

EMERGING = Table(
    "emerging",
    ("number",),
    (
        Column("number", COUNT, "0 the largest", 0),
        Column("words", pl.List(pl.String), "words most typical of it against all segments, best first"),
        Column("n_segments", COUNT, "segments that speak of it", 1),
        Column("n_characters", COUNT, "characters of those segments", 0),
        Column("n_documents", COUNT, "plans that speak of it", 1),
        Column("districts", pl.List(pl.String), "places that speak of it, in alphabetical order"),
        Column("first_year", YEAR, "the earliest year of a plan that speaks of it", nullable=True),
        Column("share_of_segments", REAL, "fraction of all segments", 0, 1),
        Column("probability", REAL, "mean probability that the theme of its segments is right", 0, 1),
        Column("likeness", REAL, "mean likeness to the nearest theme, as a fraction of the corpus's median"),
        Column("segments", pl.List(pl.String), "its segments, in the order of segments"),
    ),
)
"""One row a matter that the plans speak of and no theme names, the largest first."""

CODED = Table(
    "coded passages",
    (),
    (
        Column("document", TEXT, "key of documents"),
        Column("start", COUNT, "first character of the coded passage in its source text", 0),
        Column("end", COUNT, "one past its last character", 0),
        Column("segments", pl.List(pl.String), "segments that hold any of it, in reading order; none if left out"),
        Column("coded", TEXT, "themes that people gave it first, joined by |, or none for a title or remnant"),
        Column("allowed", TEXT, "themes that a reader allowed, joined by |"),
        Column("found", TEXT, "theme that covers most of it; empty if it was left out"),
        Column("probability", REAL, "stated for that theme; null if it was left out", 0, 1, nullable=True),
        Column("strict", pl.Boolean, "whether `found` is among `coded`"),
        Column("accept", pl.Boolean, "whether `found` is among `allowed`"),
        Column("coded_half", TEXT, "review, plan or neither; either where readers differ"),
        Column("found_half", TEXT, "half that covers most of it; empty if it was left out"),
        Column("same_half", pl.Boolean, "whether they are the same; null where it does not count", nullable=True),
    ),
)
"""One row a passage that people coded, in the order of their file, with what the model says of it."""
