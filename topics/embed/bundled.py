"""How the bundled model encodes.

A text is computed alone, at its own length, on one thread; as many texts at once as there are threads. So its vector
depends neither on its neighbours nor on the order of the texts nor on the number of threads. A text of more tokens than
the network takes is read in windows, and its vector is that of all tokens together: nothing goes unseen.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topics.embed import building, datafile
from topics.embed.graph import PROBE_SIZE
from topics.embed.pieces import Cutter, Vocabulary
from topics.errors import EncoderError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

ROUTES = {True: "8-bit products (int8 weights)", False: "8-bit products (uint8 weights)"}
"""What the manifest calls the two ways to the same vectors, by whether weights are signed."""


class _Loaded(NamedTuple):
    """What computes: loaded when the first text is encoded, since those encoded before need none of it."""

    session: InferenceSession
    cutter: Cutter
    prompt: NDArray[np.int32]
    marks: tuple[int, int]
    words: NDArray[np.void]

    def encode_one(self, text: str) -> NDArray[np.float32]:
        """Give the vector of a text."""
        start, end = self.marks
        ids = np.concatenate([self.prompt, self.cutter.ids(text)])
        total = np.zeros(Bundled.dimension, np.float32)
        for first in range(0, len(ids), building.WINDOW):
            window = np.concatenate([[start], ids[first : first + building.WINDOW], [end]])
            (part,) = self.session.run(["sum"], {"words": datafile.dequantised(self.words[window])})
            total += part
        return np.asarray(total / np.linalg.norm(total.astype(np.float64)), np.float32)


class Bundled:
    """multilingual-e5-small, opened; see `topics.embed.encoders.Encoder`.

    Parameters
    ----------
    folder
        Where it was built.
    threads
        Texts to compute at once; 0 for as many as there are cores.
    signed
        Which form of the weights to use; None to find out which this processor multiplies without overflow.
    """

    dimension = 384

    def __init__(self, folder: Path, threads: int = 0, *, signed: bool | None = None) -> None:
        if threads < 0:
            raise EncoderError(f"threads = {threads}", allowed="1 and more, or 0 for all cores")
        self.fingerprint = building.fingerprint()
        self.signed = multiplies_signed((folder / building.PROBE).read_bytes()) if signed is None else signed
        # The route differs by processor and the vectors do not: the name says it, the fingerprint is the same.
        self.name = f"multilingual-e5-small from {datafile.PACKAGE} {datafile.VERSION}, {ROUTES[self.signed]}"
        self._folder, self._threads = folder, threads or n_cores()
        self.max_tokens = building.WINDOW - building.PROMPT_TOKENS

    @cached_property
    def _loaded(self) -> _Loaded:
        with ThreadPoolExecutor(1) as beside:
            session = beside.submit(_session, (self._folder / building.NETWORKS[self.signed]).read_bytes())
            pieces = Vocabulary.load(self._folder / building.PIECES)
            cutter = Cutter(pieces)
            marks = pieces.specials["start"], pieces.specials["end"]
            words = np.load(self._folder / building.WORDS, mmap_mode="r").view(datafile.BLOCK)
            return _Loaded(session.result(), cutter, cutter.ids(building.PROMPT), marks, words)

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one row a text; see `topics.embed.encoders.Encoder`."""
        vectors, encode_one = np.empty((len(texts), self.dimension), np.float32), self._loaded.encode_one
        with ThreadPoolExecutor(self._threads) as pool:
            for i, vector in enumerate(pool.map(encode_one, texts)):
                vectors[i] = vector
                progress("embed", i + 1, len(texts))
        return vectors


def open_bundled(threads: int = 0) -> Bundled:
    """Open the bundled model, building it where that has not been done.

    Raises
    ------
    EncoderError
        The data file is not installed or is another version's, or the cache folder cannot be written.
    """
    return Bundled(building.built(), threads)


def n_cores() -> int:
    """Give the number of cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def multiplies_signed(probe: bytes) -> bool:
    """Whether this processor's products of uint8 and int8 are exact.

    Processors without 8-bit dot products add pairs of products in 16 bits, which overflow for large values. The product
    that would show it is computed here, with the very kernel that the network uses.

    Parameters
    ----------
    probe
        The network of `topics.embed.graph.write_probe`.
    """
    (y,) = _session(probe).run(["y"], {"x": np.full((8, PROBE_SIZE), 255, np.uint8)})
    return bool((y == PROBE_SIZE * 255 * 127).all())


def _session(network: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
