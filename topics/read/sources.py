"""Which texts make up the corpus.

A corpus is a folder (all files below it), one file, or a table with a text a row. Each text becomes a source; each file
that gives none becomes a problem and the others go on.

    path → `read_sources` → sources, problems
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from topics.errors import CorpusError
from topics.progress import Progress, silent
from topics.read.encodings import UndecodableError, decode
from topics.read.formats import FormatError, docx_text, html_text, pdf_text
from topics.read.problems import Problem, problem
from topics.read.spreadsheets import TABLE_SUFFIXES, table_rows

if TYPE_CHECKING:
    from pathlib import Path

    from topics.settings import ReadSettings

TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".text")
SUFFIXES = (*TEXT_SUFFIXES, ".html", ".htm", ".docx", ".pdf")
"""Kinds of file that hold one plan each."""
METADATA_FILE = "plans.csv"
MOST_CHARACTERS = 2_000_000
"""A plan has ten to fifty thousand characters; what is longer than this is no plan and is left out."""
_MOST_BYTES = 4 * MOST_CHARACTERS
_MOST_PACKED_BYTES = 200_000_000

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
    """What `read_sources` gives; `folder` is where a ``plans.csv`` would stand."""

    sources: list[Source]
    problems: list[Problem]
    folder: Path
    is_table: bool


def read_sources(path: Path, settings: ReadSettings, progress: Progress = silent) -> Sources:
    """Read every text of a corpus.

    Raises
    ------
    CorpusError
        The path does not exist, holds no file of a kind that is read, or is a table without a text column.
    """
    if not path.exists():
        raise CorpusError(
            f"{path}: not found", allowed="a folder of plans, one plan, or a table", remedy="check the path"
        )
    if path.is_file() and path.suffix.lower() in TABLE_SUFFIXES:
        rows = table_rows(path, settings.text_column)
        sources = [Source(f"{path.name}#{number}", text, columns) for number, text, columns in rows]
        return _kept(sources, [], path.parent, is_table=True)
    files = [path] if path.is_file() else _files_below(path)
    folder = path.parent if path.is_file() else path
    sources, problems = [], []
    for number, file in enumerate(files):
        progress("read", number, len(files))
        name = file.relative_to(folder).as_posix()
        try:
            sources.append(Source(name, _text_of(file), {}))
        except FileProblemError as error:
            problems.append(problem(name, error.kind, str(error), _REMEDIES[error.kind], left_out=True))
    progress("read", len(files), len(files))
    if not files:
        raise CorpusError(
            f"{path}: no plans in this folder",
            allowed=" ".join(SUFFIXES),
            remedy="name the folder that holds the documents",
        )
    return _kept(sources, problems, folder, is_table=False)


class FileProblemError(Exception):
    """A file gives no text; `kind` is a kind of `topics.read.problems`."""

    def __init__(self, kind: str, found: str) -> None:
        super().__init__(found)
        self.kind = kind


def _kept(sources: list[Source], problems: list[Problem], folder: Path, *, is_table: bool) -> Sources:
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
    return Sources(kept, problems, folder, is_table)


def _files_below(folder: Path) -> list[Path]:
    """Give the files of a folder and its sub-folders by name, without hidden ones, lock files and ``plans.csv``."""
    files = []
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$", "__MACOSX")) or part in ("Thumbs.db", "desktop.ini") for part in parts)
        if file.is_file() and not hidden and file.name.lower() != METADATA_FILE:
            files.append(file)
    return files


def _text_of(file: Path) -> str:
    """Read the text of one file.

    Raises
    ------
    FileProblemError
        The file cannot be read, is too long, or holds no text.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        kind = (
            "a table: name it by itself to read it"
            if suffix in TABLE_SUFFIXES
            else f"files of kind {suffix or 'without ending'}"
        )
        raise FileProblemError("format", f"{kind}; one plan a file is read as {' '.join(SUFFIXES)}")
    try:
        size = file.stat().st_size
        limit = _MOST_BYTES if suffix not in (".docx", ".pdf") else _MOST_PACKED_BYTES
        if size > limit:
            raise FileProblemError("too long", f"{size / 1e6:,.0f} MB, more than {limit / 1e6:,.0f} MB")
        data = file.read_bytes()
    except OSError as error:
        raise FileProblemError("unreadable", f"the file cannot be opened ({error.strerror})") from error
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
