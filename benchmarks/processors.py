"""Whether another processor gives the same vectors: python -m benchmarks.processors [--cpu Haswell] [--segments 8].

Segments of the sample plans are encoded by this processor and by one that qemu emulates (the Debian package qemu-user);
Haswell has AVX2 and nothing newer, Nehalem no AVX at all. Printed are the networks that were taken and the largest
difference of a component. Where qemu is missing, or this is no x86-64 processor, it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from topics.embed.bundled import open_bundled
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
EMULATOR = "qemu-x86_64"
ENCODE = """
import sys
from pathlib import Path
from benchmarks.processors import encode
encode(Path(sys.argv[1]))
"""


def main() -> None:
    """Print networks and difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cpu", nargs="+", default=["Haswell"], help="as `qemu-x86_64 -cpu help` lists them")
    parser.add_argument("--segments", type=int, default=8)
    asked = parser.parse_args()
    if platform.machine() not in {"x86_64", "AMD64"} or shutil.which(EMULATOR) is None:
        print(f"not measured: it takes an x86-64 processor and {EMULATOR}, which the Debian package qemu-user has")
        return
    texts = segments(asked.segments)
    print(f"{len(texts)} segments of {min(map(len, texts))} to {max(map(len, texts))} characters")
    own, name = encoded(texts, [])
    print(f"this processor: {name}")
    for cpu in asked.cpu:
        other, name = encoded(texts, [EMULATOR, "-cpu", cpu])
        print(f"{cpu}: {name}")
        print(f"  largest difference of a component {np.abs(own - other).max():.1e}, least cosine "
              f"{(own.astype(np.float64) * other).sum(axis=1).min():.9f}")  # fmt: skip


def segments(n: int) -> list[str]:
    """Give segments of the sample plans, of all lengths there are."""
    texts = sorted(set(read_corpus(ROOT / "seeds" / "plans", ReadSettings()).segments["text"].to_list()), key=len)
    return [texts[i] for i in np.linspace(0, len(texts) - 1, n).astype(int)]


def encoded(texts: list[str], emulator: list[str]) -> tuple[NDArray[np.float32], str]:
    """Encode texts in a process of its own; give the vectors and what the encoder is called there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").write_text("\n".join(texts), encoding="utf-8")
        subprocess.run([*emulator, sys.executable, "-c", ENCODE, str(folder)], cwd=ROOT, check=True)
        vectors: NDArray[np.float32] = np.load(folder / "vectors.npy")
        return vectors, (folder / "name").read_text(encoding="utf-8")


def encode(folder: Path) -> None:
    """Encode the texts of a folder, one a line, and leave vectors and the encoder's name beside them."""
    encoder = open_bundled(1)
    np.save(folder / "vectors.npy", encoder.encode((folder / "texts").read_text(encoding="utf-8").split("\n")))
    (folder / "name").write_text(encoder.name, encoding="utf-8")


if __name__ == "__main__":
    main()
