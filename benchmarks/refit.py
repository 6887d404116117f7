"""What embedding one more plan takes, beside embedding all before it: python -m benchmarks.refit [--plans 12].

City reports are embedded with an empty cache, then again with one plan of 3,000 characters more.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._coded import SHARED
from topics.embed import folders
from topics.embed.bundled import open_bundled
from topics.embed.vectors import embed
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from topics.embed.bundled import Bundled

CHARACTERS = 3000


def main() -> None:
    """Print texts encoded and seconds of both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=12)
    n = parser.parse_args().plans
    files = sorted((SHARED / "corpora" / "cities-2024").glob("*_2024.txt"))
    with tempfile.TemporaryDirectory() as name:
        os.environ[folders.VARIABLE] = str(Path(name) / "cache")
        corpus = Path(name) / "plans"
        corpus.mkdir()
        for path in files[:n]:
            (corpus / path.name).write_bytes(path.read_bytes())
        encoder = open_bundled()
        first = timed(corpus, encoder)
        text = files[n].read_text(encoding="utf-8-sig")[:CHARACTERS]
        (corpus / "新增县_2024.txt").write_text(text, encoding="utf-8")
        second = timed(corpus, encoder)
    for what, seconds in (("first", first), (f"one plan of {CHARACTERS} characters more", second)):
        print(f"{n} plans, {what}: {seconds:.2f} s")
    print(f"ratio {second / first:.3f}")


def timed(corpus: Path, encoder: Bundled) -> float:
    """Embed the segments and headings of a corpus; seconds, reading not counted."""
    segments = read_corpus(corpus, ReadSettings()).segments
    began = time.perf_counter()
    embed([*segments["text"].to_list(), *segments["outline"].to_list()], encoder)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
