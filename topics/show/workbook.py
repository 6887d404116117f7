"""A table as a workbook: headings for reading, numbers in full behind a number format, text as text."""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING

from topics.show.wording import DECIMALS, IN_FIGURE, PERCENT, POINTS, cell, heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDEST = 60
_SAMPLE = 500
_LONGEST_CELL = 32_767
"""Characters a cell of a workbook can hold."""


_NOTES = {"zh": "说明", "en": "Notes"}
_NOTES_WIDE = 100


def workbook(sheets: Mapping[str, pl.DataFrame], *, lang: str = "zh", notes: str = "") -> bytes:
    """Give tables as the bytes of an .xlsx file, a sheet each, by name; the notes, where there are any, come last.

    The first row is frozen and filters; columns are as wide as their text, a Chinese character counted as two. No
    cell is ever a formula or a link, whatever its text begins with. The same tables give the same bytes.
    """
    from datetime import datetime

    import xlsxwriter

    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"title": next(iter(sheets), ""), "created": datetime(2000, 1, 1)})
    for title, frame in sheets.items():
        _fill(book, book.add_worksheet(_sheet_name(title)), frame, lang)
    if notes:
        _write_down(book, book.add_worksheet(_NOTES[lang]), notes)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, sheet: Worksheet, frame: pl.DataFrame, lang: str) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for at, name in enumerate(frame.columns):
        numbers = "General" if name in IN_FIGURE and "figure" in frame.columns else _number_format(name)
        head, style = heading(name, lang), book.add_format({"num_format": numbers, "valign": "top"})
        sheet.write_string(0, at, head, bold)
        for row, value in enumerate(frame[name].to_list(), start=1):
            if value is None or (isinstance(value, float) and not math.isfinite(value)):
                continue
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(row, at, value, style)
            else:
                sheet.write_string(row, at, cell(name, value, lang)[:_LONGEST_CELL], style)
        sheet.set_column(
            at, at, _width(head, [cell(name, value, lang) for value in frame[name].head(_SAMPLE).to_list()])
        )
    sheet.freeze_panes(1, 0)
    if frame.width:
        sheet.autofilter(0, 0, frame.height, frame.width - 1)


def _write_down(book: Workbook, sheet: Worksheet, notes: str) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, line in enumerate(line for line in notes.splitlines() if line.strip()):
        sheet.write_string(row, 0, line[:_LONGEST_CELL], wrapped)
    sheet.set_column(0, 0, _NOTES_WIDE)


def _number_format(name: str) -> str:
    if name in PERCENT:
        return "0.0%"
    if name in POINTS:
        return "+0.0%;-0.0%;0.0%"
    if name.startswith("n_"):
        return "#,##0"
    return f"0.{'0' * DECIMALS[name]}" if name in DECIMALS else "General"


def _width(head: str, cells: list[str]) -> float:
    from rich.cells import cell_len

    return min(_WIDEST, 3 + max(cell_len(text) for text in (head, *cells)))


def _sheet_name(title: str) -> str:
    """Give a name that a sheet may have: 31 characters, none of a few marks, no apostrophe at the ends.

    Examples
    --------
    >>> _sheet_name("占比: 2018/2022"), _sheet_name("")
    ('占比  2018 2022', 'Sheet1')
    """
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "Sheet1"
