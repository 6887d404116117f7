"""How long the commands take to answer: python benchmarks/commands.py [MODEL_DIR].

Whole processes, median of seven after one that is not counted. `topics --help` needs no model; the reading commands
are run on MODEL_DIR (default: models/cities), for which `topics fit ../shared/corpora/cities-2024` is meant.
A bare `python -c pass` beside them shows what of it is the interpreter's own start.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7
READING = (
    ["shares"],
    ["shares", "--by", "year", "--level", "topics"],
    ["similar", "--format", "csv"],
    ["segments", "--format", "csv"],
    ["show"],
    ["show", "industry"],
)


def seconds(command: list[str]) -> float:
    """Give the median wall time of a command."""
    times = []
    for round_ in range(ROUNDS + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
        del times[: round_ == 0]
    return statistics.median(times)


def main() -> None:
    """Print a row a command."""
    topics = str(Path(sys.executable).with_name("topics"))
    model = ["-m", sys.argv[1] if len(sys.argv) > 1 else "models/cities"]
    print(f"{'command':48s} median seconds of {ROUNDS}")
    print(f"{'python -c pass':48s} {seconds([sys.executable, '-c', 'pass']):.2f}")
    print(f"{'topics --help':48s} {seconds([topics, '--help']):.2f}")
    for arguments in READING:
        print(f"{'topics ' + ' '.join(arguments):48s} {seconds([topics, *arguments, *model]):.2f}")


if __name__ == "__main__":
    main()
