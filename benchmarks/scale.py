"""Time and memory of the model on a hundred thousand segments: python -m benchmarks.scale [SEGMENTS].

The segments of the cities, repeated: of each copy's words a tenth is left out and its vectors are moved a little, so
that no two segments are alike. Reading and encoding are not counted.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks._coded import Fixture, corpus, encoder, theme_vectors
from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.keywords import describe
from topics.model.themes import load_themes
from topics.settings import ModelSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOVED = 0.02
"""Spread of what is added to each component of a vector."""
DROPPED = 0.1


def repeated(fixture: Fixture, n: int) -> Fixture:
    """Repeat a corpus until it has n segments, every copy a little different."""
    rng = np.random.default_rng(0)
    parts: list[Fixture] = []
    while sum(len(part.segments) for part in parts) < n:
        copy = len(parts)
        renamed = pl.concat_str(pl.col("document"), pl.lit(f"~{copy + 2}"))
        texts = [_thinned(text, rng) if copy else text for text in fixture.segments["text"].to_list()]
        segments = fixture.segments.with_columns(
            renamed, pl.concat_str(pl.col("segment"), pl.lit(f"~{copy}")), pl.Series("text", texts)
        )
        vectors = [_moved(rows, rng) if copy else rows for rows in (fixture.vectors, fixture.headings)]
        parts.append(Fixture(fixture.documents.with_columns(renamed), segments, *vectors))
    documents = pl.concat([part.documents for part in parts])
    segments = pl.concat([part.segments for part in parts]).head(n)
    vectors, headings = (np.vstack([part[i] for part in parts])[:n] for i in (2, 3))
    return Fixture(documents, segments, vectors, headings)


def _thinned(text: str, rng: np.random.Generator) -> str:
    clauses = text.split("，")
    kept = [clause for clause in clauses if rng.random() >= DROPPED]
    return "，".join(kept or clauses)


def _moved(rows: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    moved = rows + MOVED * rng.standard_normal(rows.shape, dtype=np.float32)
    unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit


def main() -> None:
    """Print the seconds of each step, by the clock and of the processor, and the memory."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    fixture, themes = repeated(corpus("cities"), n), theme_vectors()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{len(fixture.segments)} segments; {before:.2f} GB before the fit", flush=True)
    marks = [(time.perf_counter(), time.process_time())]
    rule = fit_model(load_themes(), themes, *fixture, ModelSettings(), encoder=encoder().fingerprint).rule
    marks.append((time.perf_counter(), time.process_time()))
    assigned = assign(rule, fixture.segments, fixture.vectors, fixture.headings)
    marks.append((time.perf_counter(), time.process_time()))
    topics = describe(rule, fixture.segments, assigned).topics
    marks.append((time.perf_counter(), time.process_time()))
    names = ("fit", "assign", "describe")
    for name, (wall, used), (wall_after, used_after) in zip(names, marks, marks[1:], strict=False):
        print(f"{name}: {wall_after - wall:.1f} s by the clock, {used_after - used:.1f} s of the processor")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{topics.height} topics; all {marks[-1][0] - marks[0][0]:.1f} s, memory {peak:.2f} GB")


if __name__ == "__main__":
    main()
