"""Which texts make up the corpus.

A corpus is a folder (all files below it), one file, or a table with a text a row. Each text becomes a source; each file
that gives none becomes a problem and the others go on.

    path → `read_sources` → sources, problems
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from topics.errors import CorpusError
from topics.progress import Progress, silent
from topics.read.encodings import UndecodableError, decode
from topics.read.folders import CLOSED, METADATA_FILE, Found, files_below, readable_name
from topics.read.formats import FormatError, docx_text, html_text, pdf_text
from topics.read.problems import Problem, problem
from topics.read.spreadsheets import TABLE_SUFFIXES, table_rows

if TYPE_CHECKING:
    from pathlib import Path

    from topics.settings import ReadSettings

TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text")
SUFFIXES = (*TEXT_SUFFIXES, ".html", ".htm", ".docx", ".pdf")
"""Kinds of file that hold one plan each."""
MOST_CHARACTERS = 2_000_000
"""A plan has ten to fifty thousand characters; what is longer than this is no plan and is left out."""
_MOST_BYTES = 4 * MOST_CHARACTERS
_MOST_PACKED_BYTES = 200_000_000

_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_SHEETS = (".xls", ".xlsm", ".et", ".ods", ".numbers")

_REMEDIES = {
    "binary": "replace the file by the document in a format that is read (.txt .md .html .docx .pdf), or remove it",
    "encoding": "save the file as UTF-8 from the program it was written with",
    "damaged": "get the document again from where it came from and save it as UTF-8",
    "unreadable": "open the file in its program and save it anew, or get it again",
    "encrypted": "save a copy without a password",
    "scan": "run text recognition (OCR) on the pages and save the text",
    "too long": "split it, or leave it out: a plan has ten to fifty thousand characters",
    "empty": "fill the file with the plan's text or remove it",
    "format": "save the document as .docx, .pdf, .html or .txt",
}


class Source(NamedTuple):
    """A text and what its table row says about it.

    `file` is the path inside the corpus with ``/`` between folders, for a row of a table ``file#row``; `columns` holds
    the row's further columns by name (of a folder's file: none).
    """

    file: str
    text: str
    columns: dict[str, str]


class Sources(NamedTuple):
    """What `read_sources` gives; `tables` are the ``plans.csv`` that speak of files in `folder` and below."""

    sources: list[Source]
    problems: list[Problem]
    folder: Path
    tables: list[Path]
    is_table: bool


def read_sources(path: Path, settings: ReadSettings, progress: Progress = silent) -> Sources:
    """Read every text of a corpus.

    Raises
    ------
    CorpusError
        The path does not exist, holds no file of a kind that is read, or is a table without a text column.
    """
    kind = _kind_of(path)
    if kind == "file" and path.suffix.lower() in TABLE_SUFFIXES:
        return _from_table(path, settings.text_column)
    found = files_below(path) if kind == "folder" else _alone(path)
    folder = path if kind == "folder" else path.parent
    sources, problems = [], found.problems
    for number, file in enumerate(found.files):
        progress("read", number, len(found.files))
        name = readable_name(file.relative_to(folder))
        try:
            sources.append(Source(name, _text_of(file), {}))
        except FileProblemError as error:
            problems.append(problem(name, error.kind, str(error), error.remedy, left_out=True))
    progress("read", len(found.files), len(found.files))
    if not found.files and not problems:
        raise CorpusError(
            f"{path}: no plans in this folder",
            allowed=" ".join(SUFFIXES),
            remedy="name the folder that holds the documents",
        )
    return _kept(sources, problems, Sources([], [], folder, found.tables, is_table=False))


def _from_table(path: Path, text_column: str) -> Sources:
    """Read a text a row; sheets of a workbook that hold none are listed."""
    name = readable_name(PurePath(path.name))
    rows, passed_over = table_rows(path, text_column)
    remedy = "name the column of its texts 'text' (正文), or nothing if it holds no plans"
    problems = [
        problem(f"{name}#{title}", "format", "a sheet without a text column", remedy, left_out=True)
        for title in passed_over
    ]
    sources = [Source(f"{name}#{number}", text, columns) for number, text, columns in rows]
    return _kept(sources, problems, Sources([], [], path.parent, [], is_table=True))


def _kind_of(path: Path) -> str:
    """Tell a folder from a file.

    Raises
    ------
    CorpusError
        There is neither, or it cannot be looked at.
    """
    try:
        if path.is_dir():
            os.scandir(path).close()
            return "folder"
        if path.is_file():
            return "file"
    except OSError as error:
        raise CorpusError(
            f"{path}: cannot be opened ({error.strerror})", remedy="ask for the right to read it, or copy it elsewhere"
        ) from error
    raise CorpusError(f"{path}: not found", allowed="a folder of plans, one plan, or a table", remedy="check the path")


def _alone(path: Path) -> Found:
    """Give one file as a corpus, with the ``plans.csv`` beside it."""
    table = path.parent / METADATA_FILE
    return Found([path], [table] if table.is_file() else [], [])


class FileProblemError(Exception):
    """A file gives no text; `kind` is a kind of `topics.read.problems`."""

    def __init__(self, kind: str, found: str, remedy: str = "") -> None:
        super().__init__(found)
        self.kind, self.remedy = kind, remedy or _REMEDIES[kind]


def _kept(sources: list[Source], problems: list[Problem], corpus: Sources) -> Sources:
    """Leave out the texts that are empty or too long to be a plan."""
    kept = []
    for source in sources:
        if not source.text.strip():
            kind, found = "empty", "no text in it"
        elif len(source.text) > MOST_CHARACTERS:
            kind, found = "too long", f"{len(source.text):,} characters, more than {MOST_CHARACTERS:,}"
        else:
            kept.append(source)
            continue
        problems.append(problem(source.file, kind, found, _REMEDIES[kind], left_out=True))
    return corpus._replace(sources=kept, problems=problems)


def _text_of(file: Path) -> str:
    """Read the text of one file.

    Raises
    ------
    FileProblemError
        The file cannot be read, is too long, or holds no text.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise _of_another_kind(file.stem.lower(), suffix)
    try:
        size = file.stat().st_size
        limit = _MOST_BYTES if suffix not in (".docx", ".pdf") else _MOST_PACKED_BYTES
        if size > limit:
            raise FileProblemError("too long", f"{size / 1e6:,.0f} MB, more than {limit / 1e6:,.0f} MB")
        data = file.read_bytes()
    except OSError as error:
        found = f"the file cannot be opened ({error.strerror})"
        raise FileProblemError("unreadable", found, CLOSED) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileProblemError("empty", "no text in it")
    try:
        if suffix == ".pdf":
            return pdf_text(data)
        if suffix == ".docx":
            return docx_text(data)
        text = decode(data)
    except (UndecodableError, FormatError) as error:
        raise FileProblemError(error.kind, str(error)) from error
    return html_text(text) if suffix in (".html", ".htm") else text


def _of_another_kind(stem: str, suffix: str) -> FileProblemError:
    """Say why a file of this name is not read, and what it has to become."""
    if suffix in (*TABLE_SUFFIXES, *_SHEETS) and f"{stem}.csv" == METADATA_FILE:
        found = "district and year are read from plans.csv only"
        return FileProblemError("format", found, "save the sheet as plans.csv (CSV UTF-8)")
    if suffix in TABLE_SUFFIXES:
        found = f"a table: name it by itself to read it; one plan a file is read as {' '.join(SUFFIXES)}"
        return FileProblemError("format", found, "name it by itself, or take it out of the folder")
    if suffix in _SHEETS:
        found = f"a table of kind {suffix}; tables are read as {' '.join(TABLE_SUFFIXES)}"
        return FileProblemError("format", found, "save the sheet as .xlsx or .csv and name it by itself")
    if suffix in _ARCHIVES:
        return FileProblemError("format", "a packed archive", "unpack it into the folder of plans")
    kind = f"files of kind {suffix}" if suffix else "its name has no ending"
    return FileProblemError("format", f"{kind}; one plan a file is read as {' '.join(SUFFIXES)}")
