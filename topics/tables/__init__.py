"""The tables that every step takes and gives: their columns, meanings, units, ranges and keys.

A table is a polars frame; `Table.check` holds it to what is stated here, so that a fault shows at the border of the
stage that made it and not three stages later. Offsets count characters (code points) of the document's decoded
source text, from 0, the end exclusive.
"""

from __future__ import annotations

from topics.tables.answers import (
    AGAINST,
    ALIGNMENTS,
    BORROWED,
    BORROWINGS,
    CODED,
    COMMITMENTS,
    COMPARISONS,
    DIFFERENCES,
    EMERGING,
    LEDGER,
    LEDGER_COUNTS,
    LEDGER_SHARES,
    RANKS,
    RELATIONS,
    SHARES,
    SIMILARITIES,
    STATUSES,
    TARGETS,
)
from topics.tables.contract import Column, Table
from topics.tables.made import (
    ASSIGNMENTS,
    DOCUMENTS,
    HALVES,
    LABELS,
    NO_TOPIC,
    PROBLEMS,
    REMOVALS,
    SEGMENTS,
    THEMES,
    TOPICS,
    UNASSIGNED,
)

__all__ = [
    "AGAINST",
    "ALIGNMENTS",
    "ASSIGNMENTS",
    "BORROWED",
    "BORROWINGS",
    "CODED",
    "COMMITMENTS",
    "COMPARISONS",
    "DIFFERENCES",
    "DOCUMENTS",
    "EMERGING",
    "HALVES",
    "LABELS",
    "LEDGER",
    "LEDGER_COUNTS",
    "LEDGER_SHARES",
    "NO_TOPIC",
    "PROBLEMS",
    "RANKS",
    "RELATIONS",
    "REMOVALS",
    "SEGMENTS",
    "SHARES",
    "SIMILARITIES",
    "STATUSES",
    "TARGETS",
    "THEMES",
    "TOPICS",
    "UNASSIGNED",
    "Column",
    "Table",
]
