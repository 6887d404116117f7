"""How plans are read: python -m benchmarks.reading [MODEL CORPUS ...].

Halves on the coded passages of cities and provinces; and whether the same plans in Traditional characters (converted by
OpenCC, as in Taiwan and Hong Kong, too) are read alike: borders of segments, halves, headings, what is cleaned away,
place and year in the title lines. With a model and its corpus: themes and topics of every eighth plan, too.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import opencc
import polars as pl

from benchmarks._coded import SHARED
from topics import pipeline
from topics.characters import simplify
from topics.read.document import Document, read_document
from topics.read.titles import read_opening

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDERS = {"cities": "cities-2024", "provinces": "provinces-2025-2026", "plans": "plans"}
WRITINGS = {kind: opencc.OpenCC(kind).convert for kind in ("s2t", "s2tw", "s2hk")}
EVERY = 8


def read(path: Path, write: Callable[[str], str] = str) -> tuple[str, Document]:
    """Read one file as it stands, or written otherwise: its text, what was read."""
    text = write(path.read_bytes().decode("utf-8"))
    return text, read_document(text, int(path.stem[-4:]) if path.stem[-4:].isdecimal() else None, 480)


def halves(corpus: str) -> str:
    """Compare halves with the coded ones; a passage has the half most of its characters have."""
    with (SHARED / "gold" / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] == corpus]
    rows = [row for row in rows if row["half"] != "either" and row["theme"] != "none"]
    documents = {row["file"]: read(SHARED / "corpora" / FOLDERS[corpus] / row["file"])[1] for row in rows}
    right = 0
    for row in rows:
        weight: Counter[str] = Counter()
        for segment in documents[row["file"]].segments:
            weight[segment.half] += max(0, min(int(row["end"]), segment.end) - max(int(row["start"]), segment.start))
        (half, most), *_ = weight.most_common(1)
        right += bool(most) and half == row["half"]
    return f"{corpus:10s} {right} of {len(rows)}"


def by_span(document: Document) -> dict[tuple[int, int], tuple[str, str]]:
    """Give half and headings of each segment by its place."""
    return {(s.start, s.end): (s.half, simplify(s.outline)) for s in document.segments}


def differences(corpus: str, kind: str) -> str:
    """Count what is read otherwise once a corpus is in Traditional characters."""
    found: Counter[str] = Counter()
    for path in sorted((SHARED / "corpora" / FOLDERS[corpus]).glob("*.txt")):
        (text, one), (written, other) = read(path), read(path, WRITINGS[kind])
        spans = [by_span(document) for document in (one, other)]
        shared = spans[0].keys() & spans[1].keys()
        found["segments"] += len(spans[0])
        found["borders"] += len(spans[0].keys() ^ spans[1].keys())
        found["halves"] += sum(spans[0][span][0] != spans[1][span][0] for span in shared)
        found["headings"] += sum(spans[0][span][1] != spans[1][span][1] for span in shared)
        found["removals"] += len(set(one.removals) ^ set(other.removals))
        (place, year), (place_written, year_written) = read_opening(text), read_opening(written)
        found["places or years"] += (place, year) != (place_written and simplify(place_written), year_written)
    counts = "  ".join(f"{found[name]:6d}" for name in ("borders", "halves", "headings", "removals", "places or years"))
    return f"{corpus:10s} {kind:5s} {found['segments']:6d}  {counts}"


def themes(model: Path, corpus: Path, kind: str) -> str:
    """Count the themes and topics a model gives otherwise to plans in Traditional characters."""
    with tempfile.TemporaryDirectory() as folder:
        frames = []
        for name, write in (("as it is", str), (kind, WRITINGS[kind])):
            place = Path(folder) / name
            place.mkdir()
            shutil.copy(corpus / "plans.csv", place)
            for path in sorted(corpus.glob("*.txt"))[::EVERY]:
                (place / path.name).write_bytes(write(path.read_bytes().decode("utf-8")).encode("utf-8"))
            tables = pipeline.apply(place, model).tables
            segments = tables["segments"].join(tables["documents"].select("document", "file"), on="document")
            frames.append(segments.join(tables["assignments"], on="segment").select("file", "start", "theme", "topic"))
    both = frames[0].join(frames[1], on=["file", "start"])
    other = [both.filter(pl.col(name) != pl.col(f"{name}_right")).height for name in ("theme", "topic")]
    met = f"{both.height} of {frames[0].height} segments"
    return f"{corpus.name} {kind}: {met}, other themes {other[0]}, other topics {other[1]}"


def main() -> None:
    """Print all tables."""
    print("halves as coded")
    for corpus in ("cities", "provinces"):
        print(halves(corpus), flush=True)
    print("written otherwise   segments  borders  halves  headings  removals  places or years")
    for corpus in FOLDERS:
        for kind in WRITINGS:
            print(differences(corpus, kind), flush=True)
    for model, corpus in list(pairwise(sys.argv[1:]))[::2]:
        print(themes(Path(model), Path(corpus), "s2tw"), flush=True)


main()
