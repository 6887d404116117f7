"""What a ``plans.csv`` beside the files, or the columns of a table of plans, say of each plan.

rows → `entries_of_rows`; files named plans.csv → `read_tables` → an entry a plan
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from topics.errors import CorpusError
from topics.read.plain import plain
from topics.read.spreadsheets import as_written, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE_NAMES = ("file", "filename", "文件", "文件名", "档案", "档名")
DISTRICT_NAMES = ("district", "地区", "区县", "区划", "街道", "单位", "城市", "乡镇", "县市", "省份", "place")
YEAR_NAMES = ("year", "年份", "年度", "年")
RESERVED = ("document", "title", "sha256", "n_characters", "district_from", "year_from")
"""Names of columns of the documents table that a corpus's own columns must not take."""
FIRST_YEAR, LAST_YEAR = 1900, 2200

MASK = re.compile(r"[*＊×]{1,}|[Xx]{2,}|[Ｘｘ]{2,}|某")
_date = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?: 0?0:00(?::00)?)?|(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号])?")
"""A year to which a spreadsheet has added month and day."""


class Entry(NamedTuple):
    """What is known of a source: place and year (None where unknown), where each is from, and its group columns."""

    district: str | None
    year: int | None
    district_from: str
    year_from: str
    groups: dict[str, str]


class Row(NamedTuple):
    """A row of a table: the plan it speaks of, where it stands, for errors, and its cells by the names of columns.

    `where` names table and row, `number` the row alone.
    """

    name: str
    where: str
    number: str
    cells: dict[str, str]


class Table(NamedTuple):
    """A ``plans.csv``: for each file it names the entry, the group columns in order, and the files it names in vain."""

    entries: dict[str, Entry]
    columns: list[str]
    missing: list[tuple[str, str]]


def read_tables(folder: Path, paths: list[Path], files: set[str]) -> Table:
    """Read the ``plans.csv`` files of a folder and its sub-folders.

    Parameters
    ----------
    folder
        The corpus.
    paths
        The tables; each speaks of files in its own folder and below.
    files
        The paths of all its files, as in `topics.read.sources.Source.file`, readable or not.

    Raises
    ------
    CorpusError
        A table cannot be read, has no column ``file``, names no file in a row or one twice, or holds years that are
        none; the row is named.
    """
    entries: dict[str, Entry] = {}
    missing: list[tuple[str, str]] = []
    seen: set[str] = set()
    known = {unicodedata.normalize("NFC", name) for name in files}
    for path in sorted(paths):
        rows, file_column = _rows_of(path, path.parent.relative_to(folder).as_posix(), known)
        for row in rows:
            if row.name in seen:
                raise CorpusError(
                    f"{row.where}: file {row.name!r} stands in the table twice", remedy="remove one of the rows"
                )
            seen.add(row.name)
        entries |= entries_of_rows(rows, "plans.csv", file_column)
        missing += [(row.name, f"{path.name}, {row.number}") for row in rows if row.name not in known]
    return Table(entries, list(dict.fromkeys(name for entry in entries.values() for name in entry.groups)), missing)


def _rows_of(path: Path, base: str, files: set[str]) -> tuple[list[Row], str]:
    """Read one table: its rows by the paths of their files inside the corpus, and the name of that column."""
    cells = cells_of(path)
    file_column = _column(list(cells[0]) if cells else [], FILE_NAMES)
    if cells and file_column is None:
        raise CorpusError(
            f"{path}: no column 'file'; its columns are {', '.join(cells[0])}",
            allowed="file,district,year and further columns",
            remedy="name the column that holds the names of the files 'file' (文件)",
        )
    rows = []
    for number, row in enumerate(cells, 2):
        written = as_written(row[file_column or ""])
        if not written.strip():
            raise CorpusError(f"{path}: row {number} names no file", remedy="write the file's name, or remove the row")
        ways = (written, written.strip(), written.strip().replace("\\", "/"))
        names = [unicodedata.normalize("NFC", PurePosixPath(base, way).as_posix()) for way in ways]
        name = next((name for name in names if name in files), names[-1])
        rows.append(Row(name, f"{path}: row {number}", f"row {number}", row))
    return rows, file_column or ""


def entries_of_rows(rows: Iterable[Row], origin: str, file_column: str = "") -> dict[str, Entry]:
    """Read district, year and group columns of each row; by the name of its plan.

    Raises
    ------
    CorpusError
        Years are none: the first of them, and which rows hold others.
    """
    entries: dict[str, Entry] = {}
    wrong: list[tuple[str, CorpusError]] = []
    for row in rows:
        try:
            entries[row.name] = _entry(row, origin, file_column)
        except CorpusError as error:
            wrong.append((row.number, error))
    if wrong:
        (_, first), *others = wrong
        named = ", ".join(number for number, _ in others[:_NAMED])
        more = f", nor is there a year in {named}{', …' if len(others) > _NAMED else ''}" if others else ""
        raise CorpusError(f"{first.found}{more}", allowed=first.allowed, remedy=first.remedy)
    return entries


_NAMED = 9
"""Rows named in one line."""


def _entry(row: Row, origin: str, file_column: str) -> Entry:
    district_column, year_column = _column(list(row.cells), DISTRICT_NAMES), _column(list(row.cells), YEAR_NAMES)
    district = known_place(as_written(row.cells.get(district_column or "", "")))
    year = year_of(row.cells.get(year_column or "", ""), row.where, year_column or "")
    groups = {
        name: as_written(value.strip())
        for name, value in row.cells.items()
        if name and name not in (district_column, year_column, file_column) and name not in RESERVED
    }
    return Entry(district, year, origin if district else "", origin if year else "", groups)


def known_place(words: str) -> str | None:
    """Give a place's name without stray space, or None where it is empty or masked."""
    words = " ".join(words.split())
    return None if not words or words == "?" or MASK.search(words) else words


def year_of(words: str, where: str, column: str) -> int | None:
    """Read a year from a cell: 2024, 2024年, ２０２４, 2024.0, 二〇二四, 2024-01-01; None where it is empty or masked.

    Raises
    ------
    CorpusError
        Anything else stands there.

    Examples
    --------
    >>> year_of("2024年", "plans.csv: row 2", "year"), year_of("20XX", "plans.csv: row 3", "year")
    (2024, None)
    """
    written = unicodedata.normalize("NFKC", words).strip()
    written = written.translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    if not written or written == "?" or re.fullmatch(r"\d{0,3}[Xx*×?]{1,4}年?", written):
        return None
    match = re.fullmatch(r"(\d{4})(?:\.0+)?(?:年度?)?", written) or _date.fullmatch(written)
    year = next((int(part) for part in match.groups() if part), 0) if match else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CorpusError(
            f"{where}: column {column!r} holds {words!r}",
            allowed="a year such as 2024, or nothing",
            remedy="correct the cell",
        )
    return year


def _column(names: list[str], wanted: tuple[str, ...]) -> str | None:
    known = {unicodedata.normalize("NFKC", plain(name)).strip().lower(): name for name in reversed(names)}
    return next((known[name] for name in wanted if name in known), None)
