"""What a large table of vectors costs: python -m benchmarks.cache [--vectors 1000000].

Random vectors of the bundled encoder's length are kept as a fit keeps them; then texts from all over the table are
looked up, in batches as small and as large as a fit asks for, with the file's pages out of memory first and in it
afterwards. Printed are size on disk over that of the vectors alone, and milliseconds a text. A million takes 1.7 GB of
room where temporary files are.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from topics.embed.cache import FILE, Cache, key_of

DIMENSION, WRITTEN = 384, 10_000
ROUNDS = 5


def main() -> None:
    """Print size and times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--vectors", type=int, default=1_000_000)
    n = parser.parse_args().vectors
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Cache(folder) as cache:
            for first in range(0, n, WRITTEN):
                cache.add(made(range(first, min(first + WRITTEN, n))))
        size = (folder / FILE).stat().st_size
        print(f"{n:,} vectors: {size / 1e9:.2f} GB, {size / (4 * DIMENSION * n):.3f} times their own size")
        for batch in (128, 2000):
            for where, warm in (("out of memory", False), ("in memory", True)):
                took = [milliseconds(folder, n, batch, number, warm=warm) for number in range(ROUNDS)]
                clock, processor = zip(*took, strict=True)
                print(
                    f"batches of {batch}, pages {where}: {statistics.median(clock):.3f} ms a text by the clock "
                    f"({min(clock):.3f} to {max(clock):.3f}), {statistics.median(processor):.3f} of processor time"
                )


def made(numbers: range) -> dict[bytes, np.ndarray]:
    """Give a random vector a number, by key."""
    rows = np.random.default_rng(numbers.start).standard_normal((len(numbers), DIMENSION), np.float32)
    return {key_of("f", str(number)): row for number, row in zip(numbers, rows, strict=True)}


def milliseconds(folder: Path, n: int, batch: int, number: int, *, warm: bool) -> tuple[float, float]:
    """Look up texts from all over the table; milliseconds a text, by the clock and of processor time."""
    keys = [key_of("f", str(i)) for i in np.random.default_rng(number).choice(n, min(batch, n), replace=False)]
    if not warm:
        forget(folder / FILE)
    with Cache(folder) as cache:
        began, processor_began = time.perf_counter(), time.process_time()
        found = cache.find(keys, DIMENSION)
        seconds, processor_seconds = time.perf_counter() - began, time.process_time() - processor_began
    if len(found) != len(keys):
        raise SystemExit(f"{len(keys) - len(found)} vectors were not found")
    return 1000 * seconds / len(keys), 1000 * processor_seconds / len(keys)


def forget(path: Path) -> None:
    """Have the system drop the file's pages from memory."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
