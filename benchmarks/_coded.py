"""Corpora with their vectors, and the segments of them that were coded by hand, for the benchmarks of the model.

`coded.csv` holds places and codes, no text: ``use,chosen,corpus,file,start,end,theme,second``; ``use`` is ``train`` or
``test``; ``chosen`` says how: ``earlier``, at ``random``, or because the model was ``uncertain`` of it. Its rows lie in
districts that have no row in the gold segments, and were coded by one reader by the codebook of the gold. Vectors are
kept under ``outputs/bench`` for the next run.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topics.characters import in_simplified
from topics.embed.encoders import open_encoder
from topics.embed.vectors import embed
from topics.model.experience import load_experience
from topics.model.themes import load_themes
from topics.read.corpus import read_corpus
from topics.settings import EmbedSettings, ReadSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from topics.embed.encoders import Encoder
    from topics.model.experience import Experience

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
KEPT = ROOT / "outputs" / "bench"
CORPORA = {
    "cities": SHARED / "corpora" / "cities-2024",
    "provinces": SHARED / "corpora" / "provinces-2025-2026",
    "plans": SHARED / "corpora" / "plans",
    "seeds": ROOT / "seeds" / "plans",
}
NOTHING = {"", "none", "unassigned", "overview"}


class Fixture(NamedTuple):
    """A corpus, its vectors and the vectors of its headings."""

    documents: pl.DataFrame
    segments: pl.DataFrame
    vectors: NDArray[np.float32]
    headings: NDArray[np.float32]


class Coded(NamedTuple):
    """A coded stretch of a file: its codes, the first first, and all that a reader allowed."""

    corpus: str
    file: str
    start: int
    end: int
    first: tuple[str, ...]
    accept: tuple[str, ...]

    @property
    def district(self) -> str:
        """What the file's name says before the year."""
        return self.file.rsplit("/", 1)[-1].split("_")[0]


def encoder() -> Encoder:
    """Open the encoder that ships with the package."""
    return open_encoder(EmbedSettings())


def shipped() -> Experience:
    """Read the experience that ships with the package, with what it knows of this encoder's vectors."""
    return load_experience(encoder().fingerprint)


def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed texts with the bundled encoder, or take the vectors a run before left."""
    key = hashlib.sha256("\x1f".join([encoder().fingerprint, *texts]).encode()).hexdigest()[:16]
    place = KEPT / f"{key}.npy"
    if not place.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        np.save(place, embed(texts, encoder()), allow_pickle=False)
    kept: NDArray[np.float32] = np.load(place, allow_pickle=False)
    return kept


def corpus(name: str) -> Fixture:
    """Read and embed one of `CORPORA`, as a fit does."""
    read = read_corpus(CORPORA[name], ReadSettings())
    return Fixture(read.documents, read.segments, *segment_vectors(read.segments))


def segment_vectors(
    segments: pl.DataFrame, encode: Callable[[list[str]], NDArray[np.float32]] = vectors_of
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the vectors of the texts and outlines of segments; both are embedded in Simplified characters."""
    as_read = in_simplified(segments)
    return encode(as_read["text"].to_list()), encode(as_read["outline"].to_list())


def theme_vectors() -> NDArray[np.float32]:
    """Vectors of the texts of the themes file that ships with the package."""
    return vectors_of(load_themes().texts())


def gold(name: str) -> list[Coded]:
    """Read the gold segments of a corpus: coded by two readers."""
    with (SHARED / "gold" / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] == name]
    return [_row(row, tuple(row["theme"].split("|")), tuple(row["accept"].split("|"))) for row in rows]


def coded(name: str) -> list[Coded]:
    """Read our own coded segments of a corpus: coded by one reader."""
    with (Path(__file__).parent / "coded.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] == name]
    return [_row(row, (row["theme"],), (row["theme"], *filter(None, row["second"].split("|")))) for row in rows]


@lru_cache(maxsize=1)
def _choices() -> dict[tuple[str, str, int, int], str]:
    with (Path(__file__).parent / "coded.csv").open(encoding="utf-8", newline="") as file:
        return {(r["corpus"], r["file"], int(r["start"]), int(r["end"])): r["chosen"] for r in csv.DictReader(file)}


def chosen(row: Coded) -> str:
    """Tell how one of our own coded rows was chosen."""
    return _choices()[(row.corpus, row.file, row.start, row.end)]


def _row(row: dict[str, str], first: tuple[str, ...], accept: tuple[str, ...]) -> Coded:
    return Coded(row["corpus"], row["file"], int(row["start"]), int(row["end"]), first, accept)


def overlaps(rows: Sequence[Coded], fixture: Fixture) -> list[list[tuple[int, int]]]:
    """Find, for each coded row, the segments that share characters with it: (segment, shared characters)."""
    files = dict(zip(fixture.documents["document"].to_list(), fixture.documents["file"].to_list(), strict=True))
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    places = fixture.segments.select("document", "start", "end").iter_rows()
    for i, (document, start, end) in enumerate(places):
        spans[files[document]].append((start, end, i))
    return [
        [(i, min(end, row.end) - max(start, row.start)) for start, end, i in spans[row.file] if start < row.end > 0]
        for row in rows
    ]


def best_segments(rows: Sequence[Coded], fixture: Fixture) -> list[int | None]:
    """Find, for each coded row, the segment that shares most characters with it."""
    best: list[int | None] = []
    for shared in overlaps(rows, fixture):
        i, n = max(shared, key=lambda pair: pair[1], default=(-1, 0))
        best.append(i if n > 0 else None)
    return best


def score(rows: Sequence[Coded], fixture: Fixture, themes: Sequence[str]) -> tuple[float, float, dict[str, str]]:
    """Score the themes of segments against coded rows.

    Returns
    -------
    accept, strict : float
        Fractions of the rows whose theme, that of most of their characters, is one a reader allowed, or the first.
    per_theme : dict
        Accepted of all, by first code.
    """
    accepted, strict = 0, 0
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, shared in zip(rows, overlaps(rows, fixture), strict=True):
        weight: Counter[str] = Counter()
        for i, n in shared:
            if n > 0:
                weight[themes[i]] += n
        found = weight.most_common(1)[0][0] if weight else ""
        nothing = row.first == ("none",)
        ok = found in NOTHING if nothing else found in row.accept
        accepted += ok
        strict += found in NOTHING if nothing else found in row.first
        tally[row.first[0]][0] += ok
        tally[row.first[0]][1] += 1
    return accepted / len(rows), strict / len(rows), {k: f"{a}/{b}" for k, (a, b) in sorted(tally.items())}
