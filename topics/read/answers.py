"""Which letters a reader wrote into a sheet of intrusions that `topics evaluate --sheet` made.

path → `read_answers` → item → letter
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from topics.errors import OptionError
from topics.read.plain import plain
from topics.read.spreadsheets import TABLE_SUFFIXES, cells_of

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"item": ("item", "题号"), "answer": ("answer", "答案")}
"""Names of the columns, in the order in which they are looked for."""


def read_answers(path: Path) -> dict[str, str]:
    """Read a filled sheet (CSV, TSV, XLSX, JSONL, Parquet); lines without an answer are passed over.

    Returns
    -------
    dict
        The letter chosen for each item, as a capital of half width.

    Raises
    ------
    OptionError
        The sheet is of another kind, lacks a column, or answers an item twice.
    CorpusError
        The file cannot be read.
    """
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise OptionError(f"{path}: no sheet of answers", allowed=", ".join(TABLE_SUFFIXES))
    rows = cells_of(path, NAMES["answer"])
    there = {plain(name).strip().lower(): name for row in rows for name in row}
    columns = {key: next((there[n] for n in names if n in there), "") for key, names in NAMES.items()}
    if not all(columns.values()):
        raise OptionError(
            f"{path}: its columns are {', '.join(there) or 'none'}",
            allowed="item (题号) and answer (答案)",
            remedy="write a sheet with `topics evaluate MODEL --sheet intrusion.xlsx` and fill in its answers",
        )
    answers: dict[str, str] = {}
    for row in rows:
        item, answer = (unicodedata.normalize("NFKC", row.get(columns[key], "")).strip() for key in NAMES)
        if answer:
            if item in answers:
                raise OptionError(f"{path}: item {item!r} is answered twice", remedy="keep one of the two lines")
            answers[item] = answer.upper()
    return answers
