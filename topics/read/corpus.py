"""From a folder, file or table of plans to the tables of documents, segments, removals and problems.

path → `read_corpus` → Corpus
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from topics import tables
from topics.errors import CorpusError
from topics.progress import Progress, silent
from topics.read.checks import checks
from topics.read.document import Document, read_document
from topics.read.metadata import Entry, compile_pattern, metadata_of, one_writing, read_table
from topics.read.problems import Problem, problem
from topics.read.sources import Source, Sources, read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from topics.settings import ReadSettings

_REMEDY = "write it into plans.csv beside the files (file,district,year), or into the file name (东城街道_2018.txt)"


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
    files = {source.file for source in found.sources} | {p.file for p in found.problems}
    listed = read_table(found.folder, files) if Path(path).is_dir() or not found.is_table else None
    entries = {unicodedata.normalize("NFC", name): entry for name, entry in listed.entries.items()} if listed else {}
    unique, problems = _without_duplicates(found)
    plans: list[Plan] = []
    for number, (sha256, source) in enumerate(unique):
        progress("segment", number, len(unique))
        known = entries.get(unicodedata.normalize("NFC", source.file))
        entry = metadata_of(source, known, pattern, from_table=found.is_table)
        plans.append(Plan("", source, sha256, entry, read_document(source.text, entry.year, settings.max_tokens)))
    progress("segment", len(unique), len(unique))
    named = _named(plans)
    if Path(path).is_dir() and listed:
        problems += [
            problem(
                name, "missing", f"{where} names it, but there is no such file", "correct the name or remove the row"
            )
            for name, where in listed.missing
        ]
    problems += [p for plan in named for p in _unknown(plan)]
    problems += checks(named)
    return _tables(named, problems, listed.columns if listed else None)


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


def _unknown(plan: Plan) -> list[Problem]:
    found = []
    if plan.entry.district is None:
        found.append(
            problem(plan.source.file, "district", "no place in plans.csv, the file name or the title lines", _REMEDY)
        )
    if plan.entry.year is None:
        found.append(
            problem(plan.source.file, "year", "no year in plans.csv, the file name or the title lines", _REMEDY)
        )
    return found


def _tables(plans: list[Plan], problems: list[Problem], columns: list[str] | None) -> Corpus:
    groups = columns if columns is not None else list(dict.fromkeys(c for plan in plans for c in plan.entry.groups))
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
    blank = [pl.col(name).replace("", None) for name in own]
    table = corpus.documents.select("file", "district", "year", *blank).sort("file")
    try:
        with path.open("xb") as file:
            file.write(b"\xef\xbb\xbf" + table.write_csv(null_value="").encode("utf-8"))
    except FileExistsError as error:
        raise CorpusError(f"{path}: there already", remedy="move it away first; nothing was overwritten") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({error.strerror})", remedy="name another folder") from error
