"""From a folder, file or table of plans to the tables of documents, segments, removals and problems.

path → `read_corpus` → Corpus
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from topics import tables
from topics.errors import CorpusError
from topics.progress import Progress, silent
from topics.read.checks import checks
from topics.read.columns import Entry, Row, Table, entries_of_rows, read_tables
from topics.read.document import Document, read_document
from topics.read.folders import METADATA_FILE
from topics.read.metadata import compile_pattern, metadata_of, one_writing
from topics.read.problems import Problem, problem
from topics.read.sources import Source, Sources, read_sources
from topics.read.spreadsheets import TABLE_SUFFIXES, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from topics.settings import ReadSettings

_REMEDY = "write it into plans.csv beside the files (file,district,year), or into the file name (东城街道_2018.txt)"
_NOWHERE = {
    ("district", False): "no place in plans.csv, the file name or the title lines",
    ("district", True): "no place in the table or the title lines",
    ("year", False): "no year in plans.csv, the file name or the title lines",
    ("year", True): "no year in the table or the title lines",
}
_FILL_IN = "fill in the columns district (地区) and year (年份) of the table"


class Corpus(NamedTuple):
    """The tables of a corpus, as `topics.tables` states them."""

    documents: pl.DataFrame
    segments: pl.DataFrame
    removals: pl.DataFrame
    problems: pl.DataFrame


class Plan(NamedTuple):
    """A source with its name, its metadata and what was read from it."""

    name: str
    source: Source
    sha256: str
    entry: Entry
    document: Document


def read_corpus(path: Path, settings: ReadSettings, progress: Progress = silent) -> Corpus:
    """Read a corpus.

    Parameters
    ----------
    path
        A folder, one document, or a table with a text column.
    settings
        How to read it.
    progress
        Is told how far it is.

    Returns
    -------
    Corpus
        Documents in canonical order (by sha256, then file); a text that occurs twice is there once.

    Raises
    ------
    CorpusError
        There is nothing to read, or a table of metadata is wrong.
    OptionError
        The pattern for file names is wrong.
    """
    pattern = compile_pattern(settings.pattern)
    found = read_sources(Path(path), settings, progress)
    listed = _listed(found)
    entries = {unicodedata.normalize("NFC", name): entry for name, entry in listed.entries.items()}
    unique, problems = _without_duplicates(found)
    plans: list[Plan] = []
    for number, (sha256, source) in enumerate(unique):
        progress("segment", number, len(unique))
        known = entries.get(unicodedata.normalize("NFC", source.file))
        entry = metadata_of(source, known, pattern)
        plans.append(Plan("", source, sha256, entry, read_document(source.text, entry.year, settings.max_tokens)))
    progress("segment", len(unique), len(unique))
    named = _named(plans)
    if Path(path).is_dir():
        problems += [
            problem(
                name, "missing", f"{where} names it, but there is no such file", "correct the name or remove the row"
            )
            for name, where in listed.missing
        ]
    problems += [p for plan in named for p in _unknown(plan, is_table=found.is_table)]
    problems += checks(named)
    return _tables(named, problems, listed.columns)


def _listed(found: Sources) -> Table:
    """Read what is known of each source: of the rows of a table its columns, of files the ``plans.csv`` beside them."""
    if not found.is_table:
        files = {source.file for source in found.sources} | {p.file for p in found.problems}
        return read_tables(found.folder, found.tables, files)
    rows = [Row(s.file, s.file, f"#{s.file.rpartition('#')[2]}", s.columns) for s in found.sources]
    entries = entries_of_rows(rows, "column")
    return Table(entries, list(dict.fromkeys(name for entry in entries.values() for name in entry.groups)), [])


def _without_duplicates(found: Sources) -> tuple[list[tuple[str, Source]], list[Problem]]:
    """Put sources into canonical order and keep one of those whose text is the same, the first by file name."""
    hashed = sorted(((_sha256(s.text), s) for s in found.sources), key=lambda pair: (pair[0], pair[1].file))
    kept: list[tuple[str, Source]] = []
    problems = list(found.problems)
    for sha256, source in hashed:
        if kept and kept[-1][0] == sha256:
            first = kept[-1][1].file
            problems.append(
                problem(
                    source.file,
                    "duplicate",
                    f"the same text as {first}, character by character",
                    "replace the wrong file or remove one",
                    left_out=True,
                )
            )
            problems.append(
                problem(
                    first,
                    "duplicate",
                    f"the same text as {source.file}; read once, under this name",
                    "check which of the two it is",
                )
            )
        else:
            kept.append((sha256, source))
    return kept, problems


def _sha256(text: str) -> str:
    """Hash a text: the same however its lines end, as Windows, a Mac of old and others write them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _named(plans: list[Plan]) -> list[Plan]:
    """Give each plan its name, a place in one script; those of one place and year are numbered in canonical order."""
    named, seen = [], dict[str, int]()
    for plan, entry in zip(plans, one_writing([plan.entry for plan in plans]), strict=True):
        name = f"{entry.district or '?'}@{entry.year or '?'}"
        seen[name] = seen.get(name, 0) + 1
        named.append(plan._replace(entry=entry, name=name if seen[name] == 1 else f"{name}~{seen[name]}"))
    return named


def _unknown(plan: Plan, *, is_table: bool) -> list[Problem]:
    unknown = [kind for kind in ("district", "year") if getattr(plan.entry, kind) is None]
    remedy = _FILL_IN if is_table else _REMEDY
    return [problem(plan.source.file, kind, _NOWHERE[kind, is_table], remedy) for kind in unknown]


def _tables(plans: list[Plan], problems: list[Problem], groups: list[str]) -> Corpus:
    documents = tables.DOCUMENTS.check(
        _frame(_document_rows(plans, groups), tables.DOCUMENTS, ["district_from", "year_from", *groups])
    )
    segments = tables.SEGMENTS.check(_frame((row for plan in plans for row in _segment_rows(plan)), tables.SEGMENTS))
    removals = tables.REMOVALS.check(
        _frame(
            (
                (plan.name, r.start, r.end, r.reason, plan.source.text[r.start : r.end])
                for plan in plans
                for r in plan.document.removals
            ),
            tables.REMOVALS,
        )
    )
    listed = tables.PROBLEMS.check(_frame(sorted(set(problems)), tables.PROBLEMS))
    return Corpus(documents, segments, removals, listed)


def _document_rows(plans: list[Plan], groups: list[str]) -> Iterable[tuple[object, ...]]:
    for plan in plans:
        entry = plan.entry
        own = (plan.document.title, plan.sha256, len(plan.source.text), entry.district_from, entry.year_from)
        yield (
            plan.name,
            plan.source.file,
            entry.district,
            entry.year,
            *own,
            *(entry.groups.get(name, "") for name in groups),
        )


def _segment_rows(plan: Plan) -> Iterable[tuple[object, ...]]:
    for n, segment in enumerate(plan.document.segments):
        yield (
            f"{plan.name}#{n}",
            plan.name,
            n,
            segment.start,
            segment.end,
            segment.outline,
            segment.half,
            segment.text,
            segment.n_characters,
        )


def _frame(rows: Iterable[tuple[object, ...]], table: tables.Table, further: list[str] | None = None) -> pl.DataFrame:
    schema = pl.Schema({**table.schema, **dict.fromkeys(further or [], pl.String())})
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def metadata_place(path: Path) -> Path:
    """Give the place of the ``plans.csv`` of a corpus, which is not there yet.

    Raises
    ------
    CorpusError
        The corpus is a table, which has columns of its own, or the file is there already.
    """
    if path.is_file() and path.suffix.lower() in TABLE_SUFFIXES:
        raise CorpusError(f"{path}: a table takes no plans.csv", remedy=_FILL_IN)
    place = (path if path.is_dir() else path.parent) / METADATA_FILE
    if place.exists():
        raise CorpusError(
            f"{place}: there already", remedy="correct it, or move it away first; nothing was overwritten"
        )
    return place


def write_metadata(corpus: Corpus, path: Path) -> None:
    """Write the ``plans.csv`` that a user corrects: a row a document, in UTF-8 with the mark Excel needs.

    Raises
    ------
    CorpusError
        The file is there already, or cannot be written.
    """
    own = [
        c
        for c in corpus.documents.columns
        if c not in tables.DOCUMENTS.schema and c not in ("district_from", "year_from")
    ]
    rows = corpus.documents.select("file", "district", "year", *own).sort("file").rows()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "district", "year", *map(as_text, own)])
    writer.writerows([as_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    try:
        with path.open("xb") as file:
            file.write(text.getvalue().encode("utf-8-sig"))
    except FileExistsError as error:
        raise CorpusError(f"{path}: there already", remedy="move it away first; nothing was overwritten") from error
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise CorpusError(
            f"{path}: cannot be written ({error.strerror or error})",
            remedy="copy the plans to a folder you may write to, or make room",
        ) from error
