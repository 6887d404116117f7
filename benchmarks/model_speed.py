"""How long a fit takes whose vectors are kept, cold and warm, and its memory: python -m benchmarks.model_speed [FILES].

The first FILES reports of the cities (114: 9,880 segments), from the files to the saved model. A fresh process a round:
its first fit is cold, the interpreter's start and all imports counted, its second warm. Before them one that is not
shown encodes what no run before has.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROUNDS = 3
STAGES = ("opening", "reading", "vectors", "model", "rest")
"""The last: assignment, words and names, saving."""
ENDS = {("read", "begun"): 0, ("segment", "done"): 1, ("model", "begun"): 2, ("model", "done"): 3}
"""Which stage has ended when a step tells that it has begun, or is done."""


def measured(corpus: Path, began: float) -> None:
    """Fit twice in this process and print the seconds of each stage; `began` is when the process was started."""
    from topics.pipeline import fit
    from topics.settings import Settings
    from topics.store import save

    used = 0.0
    for what in ("cold", "warm"):
        ended: dict[int, float] = {}

        def told(step: str, done: int, total: int, ended: dict[int, float] = ended) -> None:
            for state, is_so in (("begun", done == 0), ("done", done == total)):
                if is_so and (step, state) in ENDS:
                    ended.setdefault(ENDS[step, state], time.perf_counter())

        parts = fit(corpus, Settings(), progress=told)
        save(corpus.parent / "model", parts)
        marks = [began, *(ended[stage] for stage in range(4)), time.perf_counter()]
        seconds = " | ".join(f"{b - a:.1f}" for a, b in pairwise(marks))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        everything = f"{marks[-1] - began:.1f} | {time.process_time() - used:.1f} | {peak:.2f}"
        print(f"| {what} | {len(parts.tables['segments'])} | {seconds} | {everything} |", flush=True)
        began, used = time.perf_counter(), time.process_time()


def main() -> None:
    """Measure in fresh processes."""
    from benchmarks._coded import CORPORA

    n_files = int(sys.argv[1]) if len(sys.argv) > 1 else 114
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place) / "corpus"
        corpus.mkdir()
        for file in sorted(CORPORA["cities"].glob("*.txt"))[:n_files]:
            (corpus / file.name).write_bytes(file.read_bytes())
        names = ["fit", "segments", *(f"{stage} s" for stage in STAGES), "all s", "of processor s", "memory GB"]
        for number in range(ROUNDS + 1):
            if number == 1:
                print(f"| {' | '.join(names)} |\n{'|---' * len(names)}|", flush=True)
            program = [sys.executable, "-m", "benchmarks.model_speed", "--in", str(corpus), str(time.perf_counter())]
            subprocess.run(program, check=True, stdout=None if number else subprocess.DEVNULL)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        measured(Path(sys.argv[2]), float(sys.argv[3]))
    else:
        main()
