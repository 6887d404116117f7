"""A table as text, CSV, JSON, Markdown or a workbook.

`table` and `markdown` are for reading: headings and reasons in the reader's language, shares in percent. `csv` and
`json` are for further work: the table's own column names and full precision. A workbook has both: headings for
reading, numbers in full with a number format.

Text from documents is data. In JSON, Markdown and workbooks it stands as text; in CSV, where a spreadsheet would take
a cell that begins with one of ``= + - @`` for a formula, such a cell of a text column gets an apostrophe in front.
JSON keeps every character as it is.

frame → render() → str or bytes, or write() → a file
"""

from __future__ import annotations

import csv
import io
import json
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from topics.errors import OptionError, OutputError
from topics.show.wording import cell, check_language, heading, titled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

FORMATS = ("table", "csv", "json", "markdown", "xlsx")
ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".md": "markdown", ".markdown": "markdown", ".xlsx": "xlsx"}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""A spreadsheet may take a cell that begins with one of these for a formula."""


def render(
    frame: pl.DataFrame,
    fmt: str,
    *,
    lang: str = "zh",
    title: str = "",
    query: Mapping[str, Any] | None = None,
    model: str | None = None,
    further: Mapping[str, pl.DataFrame] | None = None,
    notes: str = "",
) -> str | bytes:
    """Give a table in one of `FORMATS`.

    Parameters
    ----------
    frame
        Any table of `topics.tables`, or one that extends it.
    fmt
        ``table``, ``csv``, ``json``, ``markdown`` or ``xlsx``.
    lang
        Language of headings and reasons: ``zh`` or ``en``.
    title
        A line above the table (a heading in Markdown, the sheet's name in a workbook); CSV and JSON have none.
    query, model
        For JSON: what was asked of which model, so that a number leads back to its passages.
    further
        Tables that belong to it, by name: more sheets of a workbook, more keys of the JSON object, tables below; CSV
        has no room for them.
    notes
        For a workbook: what is to be said with the tables (who A and B are, what an interval rests on), a line a row
        of its last sheet.

    Returns
    -------
    str or bytes
        Bytes for a workbook, otherwise text that ends with a line feed. Plain: no colour, no boxes.

    Raises
    ------
    OptionError
        The format or language is not known.
    """
    check_language(lang)
    more = dict(further or {})
    named = {titled(name, lang): one for name, one in {title: frame, **more}.items()}
    if fmt == "table":
        from topics.show.terminal import plain

        return "\n".join(plain(one, lang=lang, title=name) for name, one in named.items())
    if fmt == "csv":
        return _csv(frame)
    if fmt == "json":
        return _json(frame, query, model, more)
    if fmt == "markdown":
        return "\n".join(_markdown(one, lang, name) for name, one in named.items())
    if fmt == "xlsx":
        from topics.show.workbook import workbook

        return workbook(named, lang=lang, notes=notes)
    raise OptionError(f"--format: '{fmt}' is not there", allowed=", ".join(FORMATS))


def write(
    frame: pl.DataFrame,
    path: Path,
    fmt: str | None = None,
    *,
    lang: str = "zh",
    title: str = "",
    query: Mapping[str, Any] | None = None,
    model: str | None = None,
    further: Mapping[str, pl.DataFrame] | None = None,
) -> None:
    """Write a table to a file, its format by `fmt` or else by the file's ending.

    A CSV file begins with a byte order mark: without it spreadsheets on a Chinese system read UTF-8 as GBK. Written to
    standard output by the caller, `render` gives none.

    Raises
    ------
    OptionError
        The ending names no format.
    OutputError
        The file cannot be written.
    """
    chosen = fmt or ENDINGS.get(path.suffix.lower())
    if chosen is None:
        allowed = ", ".join(ENDINGS)
        raise OptionError(f"{path}: the ending names no format", allowed=allowed, remedy="or name one with --format")
    content = render(frame, chosen, lang=lang, title=title, query=query, model=model, further=further)
    if isinstance(content, str):
        content = content.encode("utf-8-sig" if chosen == "csv" else "utf-8")
    save_bytes(content, path)


def save_bytes(content: bytes, path: Path) -> None:
    """Write a file beside its place and move it there, so that it is whole or not there; folders are made.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        remedy = "name a file in a folder you may write to"
        raise OutputError(f"{path}: cannot be written ({error.strerror})", remedy=remedy) from error


def _csv(frame: pl.DataFrame) -> str:
    """Give RFC 4180: quotes where needed, CR LF at line ends; null is empty, the items of a list joined by ``|``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_csv_cell(value) for value in row] for row in frame.iter_rows())
    return out.getvalue()


def _csv_cell(value: object) -> object:
    if isinstance(value, list | tuple):
        value = "|".join(str(one) for one in value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value


def _json(
    frame: pl.DataFrame, query: Mapping[str, Any] | None, model: str | None, further: Mapping[str, pl.DataFrame]
) -> str:
    whole = {"model": model, "query": dict(query or {}), "rows": _json_rows(frame)}
    whole |= {name.replace(" ", "_"): _json_rows(one) for name, one in further.items()}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _json_rows(frame: pl.DataFrame) -> list[dict[str, object]]:
    return [{name: _json_value(value) for name, value in row.items()} for row in frame.iter_rows(named=True)]


def _json_value(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _markdown(frame: pl.DataFrame, lang: str, title: str) -> str:
    """Give a pipe table; what Markdown or HTML would take for markup in a cell is escaped."""
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    lines = [f"## {_escaped(title)}", ""] if title else []
    lines.append(_piped([_escaped(heading(name, lang)) for name in frame.columns]))
    lines.append(_piped(["---:" if right else "---" for right in numeric]))
    for row in frame.iter_rows():
        lines.append(
            _piped([_escaped(cell(name, value, lang)) for name, value in zip(frame.columns, row, strict=True)])
        )
    return "\n".join(lines) + "\n"


def _piped(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    text = "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_[]|":
        text = text.replace(mark, f"\\{mark}")
    return text
