"""Which texts a table holds, a text a row."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from topics.errors import CorpusError
from topics.read.encodings import UndecodableError, decode
from topics.read.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx")
TEXT_NAMES = ("text", "正文", "全文", "文本", "内容", "content", "body", "fulltext", "full_text")
"""Names of the text column, by preference, where none is given."""
_MOST_CELL = 500_000_000
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of a character, which JSON can hold and no file can."""


_FORMULA = tuple("=+-@＝＋－＠")
"""A spreadsheet may take a cell that begins with one of these for a formula."""


def as_text(cell: str) -> str:
    """Keep a cell of a CSV file from being a formula, by an apostrophe in front; `as_written` takes it off again."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_written(cell: str) -> str:
    """Give a cell without the apostrophe that kept it from being a formula.

    Examples
    --------
    >>> as_text("=甲.txt"), as_written("'=甲.txt"), as_written("'甲'.txt")
    ("'=甲.txt", '=甲.txt', "'甲'.txt")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


class Rows(NamedTuple):
    """What `table_rows` gives.

    `rows` are a number (from 1 through all sheets, the headers not counted), the text and the further columns of each;
    `passed_over` names the sheets of a workbook that hold rows and no text column.
    """

    rows: list[tuple[int, str, dict[str, str]]]
    passed_over: list[str]


def table_rows(path: Path, text_column: str) -> Rows:
    """Read a table; of a workbook every sheet that has a text column.

    Raises
    ------
    CorpusError
        The table cannot be read, has no rows, or no text column.
    """
    sheets = {title: rows for title, rows in sheets_of(path).items() if rows}
    if not sheets:
        raise CorpusError(f"{path}: no rows in this table", remedy="name a table with a text a row")
    found: list[tuple[int, str, dict[str, str]]] = []
    passed_over = []
    for title, rows in sheets.items():
        column = _text_column(_names_of(rows), text_column)
        if not column:
            passed_over.append(title)
            continue
        found += [(n, row.pop(column, ""), row) for n, row in enumerate(rows, len(found) + 1)]
    if not found:
        names = [name for name in _names_of(next(iter(sheets.values()))) if not name.startswith("__UNNAMED__")]
        raise CorpusError(
            f"{path}: {f'no column {text_column!r}' if text_column else 'no text column'}; its columns are "
            f"{', '.join(names)}",
            allowed=text_column or ", ".join(TEXT_NAMES),
            remedy="let the first row name the columns, and the one that holds the texts be 'text' (正文)",
        )
    return Rows(found, passed_over)


def _names_of(rows: list[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _text_column(names: list[str], wanted: str) -> str:
    if wanted:
        return wanted if wanted in names else ""
    return next((n for name in TEXT_NAMES for n in names if plain(n).strip().lower() == name), "")


def cells_of(path: Path, wanted: Sequence[str] = ()) -> list[dict[str, str]]:
    """Read the rows of a table, each cell as text by the name of its column.

    Of a workbook the first sheet with rows that has one of the columns wanted, or else the first with rows.

    Raises
    ------
    CorpusError
        The table cannot be read.
    """
    sheets = [rows for rows in sheets_of(path).values() if rows]
    having = (rows for rows in sheets if {plain(name).strip().lower() for name in rows[0]} & set(wanted))
    return next(having, sheets[0] if sheets else [])


def sheets_of(path: Path) -> dict[str, list[dict[str, str]]]:
    """Read the rows of each sheet of a workbook, by its name; of any other table all rows.

    Raises
    ------
    CorpusError
        The table cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in (".csv", ".tsv"):
            return {"": csv_rows(path)}
        if suffix in (".jsonl", ".ndjson"):
            return {"": _json_rows(path)}
        return {title: _frame_rows(frame) for title, frame in _frames(path, suffix).items()}
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
    names = _told_apart([name.strip() for name in lines[0][1]])
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


def _told_apart(names: list[str]) -> list[str]:
    """Give names of which none stands twice, that no cell is lost: the second of a name is name_1, as in workbooks."""
    taken: set[str] = set()
    told = []
    for name in names:
        number, own = 0, name
        while own and own in taken:
            number, own = number + 1, f"{name}_{number + 1}"
        taken.add(own)
        told.append(own)
    return told


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
        rows.append({_as_text(name): _as_text(value) for name, value in row.items()})
    return rows


def _frames(path: Path, suffix: str) -> dict[str, pl.DataFrame]:
    import polars as pl

    if suffix == ".parquet":
        try:
            return {"": pl.read_parquet(path)}
        except pl.exceptions.PolarsError as error:
            raise CorpusError(f"{path}: no sound Parquet file", remedy="write the table anew") from error
    import fastexcel

    try:
        return pl.read_excel(path, sheet_id=0, raise_if_empty=False, read_options={"dtypes": "string"})
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError) as error:
        raise CorpusError(
            f"{path}: no sound XLSX file with rows", remedy="open and save it anew without a password"
        ) from error


def _frame_rows(frame: pl.DataFrame) -> list[dict[str, str]]:
    return [{name: _as_text(value) for name, value in row.items()} for row in frame.iter_rows(named=True)]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _LONE.sub("\ufffd", value if isinstance(value, str) else str(value))
