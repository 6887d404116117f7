"""How long all of a fit but reading and embedding takes, cold, and its memory: python -m benchmarks.model_speed [NAME].

A fresh process a round; imports are counted. NAME is a corpus of `_coded.CORPORA` (default: cities).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

ROUNDS = 3


def measured(folder: Path) -> None:
    """Fit, assign and describe what lies in a folder, and print the seconds of each and the memory."""
    began = time.perf_counter()
    from topics.model.assignment import assign
    from topics.model.fit import fit_model
    from topics.model.keywords import describe
    from topics.model.themes import load_themes
    from topics.settings import ModelSettings

    documents, segments = (pl.read_parquet(folder / f"{name}.parquet") for name in ("documents", "segments"))
    vectors, headings, themes = (np.load(folder / f"{name}.npy") for name in ("vectors", "headings", "themes"))
    marks = [time.perf_counter()]
    rule = fit_model(load_themes(), themes, documents, segments, vectors, headings, ModelSettings())
    marks.append(time.perf_counter())
    assigned = assign(rule, segments, vectors, headings)
    marks.append(time.perf_counter())
    describe(rule, segments, assigned)
    marks.append(time.perf_counter())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    parts = " | ".join(f"{b - a:.1f}" for a, b in pairwise(marks))
    print(f"| {len(segments)} | {parts} | {marks[-1] - began:.1f} | {time.process_time():.1f} | {peak:.2f} |")


def main() -> None:
    """Write the corpus down once, then measure in fresh processes."""
    from benchmarks._coded import corpus, theme_vectors

    fixture = corpus(sys.argv[1] if len(sys.argv) > 1 else "cities")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        fixture.documents.write_parquet(folder / "documents.parquet")
        fixture.segments.write_parquet(folder / "segments.parquet")
        for name, array in (("vectors", fixture.vectors), ("headings", fixture.headings), ("themes", theme_vectors())):
            np.save(folder / f"{name}.npy", array)
        print(
            "| segments | fit s | assign s | describe s | all s | of processor s | memory GB |\n" + "|---" * 7 + "|",
            flush=True,
        )
        for _ in range(ROUNDS):
            subprocess.run([sys.executable, "-m", "benchmarks.model_speed", "--in", place], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        measured(Path(sys.argv[2]))
    else:
        main()
