"""Which themes people gave to passages, in a sheet that `topics label` wrote or one of their own.

A row needs a theme, and the text or the segment it was given to. Column names may stand in English or, as in a
workbook, in Chinese. Rows without a theme have not been coded yet and are passed over.

    path → `read_labels` → labels
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from topics.errors import OptionError
from topics.read.plain import plain
from topics.read.spreadsheets import TABLE_SUFFIXES, as_written, cells_of
from topics.tables import LABELS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "segment": ("segment", "段落"),
    "text": ("text", "文本"),
    "theme": ("theme", "主题"),
    "second": ("second", "其他可取主题", "second theme"),
}
"""Names of the columns, in the order in which they are looked for."""


def read_labels(path: Path) -> pl.DataFrame:
    """Read a sheet of coded passages (CSV, TSV, XLSX, JSONL, Parquet).

    Returns
    -------
    DataFrame
        `topics.tables.LABELS`: the rows that have a theme, in the order of the sheet.

    Raises
    ------
    OptionError
        The sheet is of another kind, has no column of themes or no theme in it, or neither texts nor segments.
    CorpusError
        The file cannot be read.
    """
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise OptionError(f"{path}: no sheet of labels", allowed=", ".join(TABLE_SUFFIXES))
    rows = cells_of(path, NAMES["theme"])
    there = {plain(name).strip().lower(): name for row in rows for name in row}
    columns = {key: next((there[n] for n in names if n in there), "") for key, names in NAMES.items()}
    if not columns["theme"] or not (columns["segment"] or columns["text"]):
        raise OptionError(
            f"{path}: its columns are {', '.join(there) or 'none'}",
            allowed="theme (主题), and text (文本) or segment (段落)",
            remedy="write a sheet with `topics label MODEL -o labels.xlsx` and fill in its themes",
        )
    read = [{key: as_written(row.get(name, "").strip()) for key, name in columns.items()} for row in rows]
    coded = [row for row in read if row["theme"]]
    if not coded:
        raise OptionError(f"{path}: no theme in any of its {len(rows)} rows", remedy="fill in the column theme (主题)")
    return LABELS.check(pl.DataFrame(coded, schema=LABELS.schema))
