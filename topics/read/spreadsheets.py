"""Which texts a table holds, a text a row."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from topics.errors import CorpusError
from topics.read.encodings import UndecodableError, decode
from topics.read.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx")
TEXT_NAMES = ("text", "正文", "全文", "文本", "内容", "content", "body", "fulltext", "full_text")
"""Names of the text column, by preference, where none is given."""
_MOST_CELL = 500_000_000


def table_rows(path: Path, text_column: str) -> list[tuple[int, str, dict[str, str]]]:
    """Read a table.

    Returns
    -------
    list
        For each row its number (from 1, the header not counted), its text, and its further columns.

    Raises
    ------
    CorpusError
        The table cannot be read, has no rows, or no text column.
    """
    rows = cells_of(path)
    if not rows:
        raise CorpusError(f"{path}: no rows in this table", remedy="name a table with a text a row")
    names = list(dict.fromkeys(name for row in rows for name in row))
    column = text_column or next((n for wanted in TEXT_NAMES for n in names if plain(n).strip().lower() == wanted), "")
    if column not in names:
        found = f"no column {text_column!r}" if text_column else "no text column"
        raise CorpusError(
            f"{path}: {found}; its columns are {', '.join(names)}",
            allowed=text_column or ", ".join(TEXT_NAMES),
            remedy="name the column that holds the texts (text_column)",
        )
    return [(n, row.pop(column, ""), row) for n, row in enumerate(rows, 1)]


def cells_of(path: Path) -> list[dict[str, str]]:
    """Read the rows of a table, each cell as text by the name of its column.

    Raises
    ------
    CorpusError
        The table cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in (".csv", ".tsv"):
            return csv_rows(path)
        if suffix in (".jsonl", ".ndjson"):
            return _json_rows(path)
        return _frame_rows(path, suffix)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error})", remedy="check the file") from error


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV or TSV file of any of the known encodings, as a spreadsheet program writes it.

    Raises
    ------
    CorpusError
        The file has no header, a row has more cells than the header, or nothing can be decoded.
    """
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        raise CorpusError(f"{path}: {error}", remedy="save the table as CSV in UTF-8") from error
    head = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=lambda sign: (head.count(sign), sign == ","))
    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise CorpusError(
            f"{path}: row {reader.line_num} is no CSV ({error})", remedy="save the table as CSV anew"
        ) from error
    if not lines:
        return []
    _refuse_open_quote(path, lines, text)
    names = [name.strip() for name in lines[0][1]]
    rows = []
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            raise CorpusError(
                f"{path}: line {number} has {len(cells)} cells, the header {len(names)}",
                remedy="quote cells that hold a comma",
            )
        rows.append(dict(zip(names, [*cells, *[""] * len(names)], strict=False)))
    return rows


def _refuse_open_quote(path: Path, lines: list[tuple[int, list[str]]], text: str) -> None:
    """Refuse a table whose last row swallowed those after it, since a cell begins with a quote that is never closed."""
    number, cells = lines[-1]
    began = lines[-2][0] + 1 if len(lines) > 1 else 1
    if text.count('"') % 2 and number > began and any("\n" in cell for cell in cells):
        raise CorpusError(
            f"{path}: row {len(lines)}, which begins in line {began}, has a quote that is never closed",
            remedy="close the quote, or write it twice where it is part of the text",
        )


def _json_rows(path: Path) -> list[dict[str, str]]:
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        raise CorpusError(f"{path}: {error}", remedy="save the table as JSON lines in UTF-8") from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(f"{path}: line {number} is no JSON ({error.msg})", allowed="an object a line") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{path}: line {number} is no JSON object", allowed='an object a line, {"text": "…"}')
        rows.append({str(name): _as_text(value) for name, value in row.items()})
    return rows


def _frame_rows(path: Path, suffix: str) -> list[dict[str, str]]:
    import polars as pl

    if suffix == ".parquet":
        try:
            frame = pl.read_parquet(path)
        except pl.exceptions.PolarsError as error:
            raise CorpusError(f"{path}: no sound Parquet file", remedy="write the table anew") from error
    else:
        import fastexcel

        try:
            sheets = pl.read_excel(path, sheet_id=0, raise_if_empty=False, read_options={"dtypes": "string"})
            frame = next((sheet for sheet in sheets.values() if sheet.height), pl.DataFrame())
        except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
            raise CorpusError(
                f"{path}: no sound XLSX file with rows", remedy="open and save it anew without a password"
            ) from error
    return [{name: _as_text(value) for name, value in row.items()} for row in frame.iter_rows(named=True)]


def _as_text(value: Any) -> str:  # noqa: ANN401 - cells of any type
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
