"""What 8-bit arithmetic costs in themes: python -m benchmarks.agreement.

The coded segments of the cities and provinces and all segments of the five plans get their themes twice: from vectors
of the float32 network and from ours, everything else alike. Shown are the agreement with the codes of each, and the
segments whose theme differs. These are too few segments for a corpus to teach, so this is the rule without learning;
with it, vectors weigh less.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._coded import CORPORA, KEPT, Fixture, best_segments, coded, encoder, gold, score, segment_vectors
from benchmarks.themes import Variant, fit_themes, themes_of
from topics.embed.exported import export_bundled
from topics.embed.vectors import embed
from topics.model.experience import load_experience
from topics.model.themes import load_themes
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def main() -> None:
    """Print a row a corpus."""
    print("| corpus | segments | coded | accept float32 / ours | strict float32 / ours | themes that differ |")
    print("|---|---:|---:|---:|---:|---:|")
    totals = np.zeros(4)
    for name in ("cities", "provinces", "plans"):
        rows = gold(name) or coded(name)
        fixtures = [fixture(name, encode) for encode in (in_float, in_eight_bits)]
        themes = [
            themes_of(fit_themes(Variant("all", learning=False), load_themes(), texts, one, load_experience()), one)
            for one, texts in zip(fixtures, map(theme_texts, (in_float, in_eight_bits)), strict=True)
        ]
        scores = [score(rows, one, found)[:2] for one, found in zip(fixtures, themes, strict=True)]
        differ = sum(a != b for a, b in zip(*themes, strict=True))
        (plain, plain_strict), (own, own_strict) = scores
        totals += np.array([plain, own, plain_strict, own_strict]) * len(rows)
        agreement = f"{plain:.3f} / {own:.3f} | {plain_strict:.3f} / {own_strict:.3f}"
        print(f"| {name} | {len(themes[0])} | {len(rows)} | {agreement} | {differ} |", flush=True)
    n = sum(len(gold(name) or coded(name)) for name in ("cities", "provinces", "plans"))
    print("| all | | {} | {:.3f} / {:.3f} | {:.3f} / {:.3f} | |".format(n, *totals / n))


def fixture(name: str, encode: Encode) -> Fixture:
    """Read a corpus; of those that are too large for float32, keep the coded segments only."""
    read = read_corpus(CORPORA[name], ReadSettings())
    segments = read.segments
    if name != "plans":
        whole = Fixture(read.documents, segments, np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32))
        kept = sorted({one for one in best_segments(gold(name), whole) if one is not None})
        segments = segments[kept]
    return Fixture(read.documents, segments, *segment_vectors(segments, encode))


def theme_texts(encode: Encode) -> NDArray[np.float32]:
    """Give the vectors of the themes file that ships with the package."""
    return encode(load_themes().texts())


def in_eight_bits(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode as the program does."""
    return embed(texts, encoder())


def in_float(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode with sentence-transformers in float32; kept under ``outputs/bench`` for the next run."""
    from sentence_transformers import SentenceTransformer

    distinct = sorted(set(texts))
    place = KEPT / f"float32-{hashlib.sha256(chr(31).join(distinct).encode()).hexdigest()[:16]}.npy"
    if not place.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            export_bundled(Path(folder))
            network = SentenceTransformer(folder, device="cpu")
            np.save(place, network.encode(distinct, batch_size=4, normalize_embeddings=True), allow_pickle=False)
    vectors: NDArray[np.float32] = np.load(place, allow_pickle=False)
    row = {text: i for i, text in enumerate(distinct)}
    return vectors[[row[text] for text in texts]]


if __name__ == "__main__":
    main()
