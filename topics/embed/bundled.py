"""How the bundled model is built, and how it encodes.

It is built once from the data file of an installed package into the cache folder: beside its place first, then renamed,
under a lock, so that a half-written build is never used and two programs that start at once do not collide.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.embed import datafile, folders
from topics.errors import EncoderError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

RECIPE = "1"
"""Counts up whenever the build gives other vectors; part of the fingerprint and of the folder's name."""
PROMPT = "query: "
_FILES = ("words.npy", "network.onnx", "tokenizer.json")
_WINDOW = 510
"""Tokens of one pass, without the mark at each end."""


class Bundled:
    """multilingual-e5-small, opened; see `topics.embed.encoders.Encoder`."""

    name = "multilingual-e5-small (bundled)"
    dimension = 384

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.fingerprint = fingerprint()
        self._words = np.load(folder / "words.npy", mmap_mode="r").view(datafile.BLOCK)
        self._session = onnxruntime.InferenceSession(
            str(folder / "network.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._prompt = self._tokenizer.encode(PROMPT, add_special_tokens=False).ids
        self._threads = threads or os.cpu_count() or 1
        self.max_tokens = _WINDOW - len(self._prompt)

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Give one row a text; see `topics.embed.encoders.Encoder`."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for i, vector in enumerate(pool.map(self._encode_one, texts)):
                vectors[i] = vector
                progress("embed", i + 1, len(texts))
        return vectors

    def _encode_one(self, text: str) -> NDArray[np.float32]:
        ids = np.array(self._tokenizer.encode(PROMPT + text).ids)
        total = np.zeros(self.dimension, np.float32)
        for start in range(1, max(len(ids) - 1, 2), _WINDOW):
            window = np.concatenate([ids[:1], ids[start : min(start + _WINDOW, len(ids) - 1)], ids[-1:]])
            (part,) = self._session.run(["sum"], {"words": datafile.dequantised(self._words[window])})
            total += part
        return np.asarray(total / np.linalg.norm(total), np.float32)


def fingerprint() -> str:
    """Name what the vectors depend on: data file, recipe, pooling, prompt."""
    parts = json.dumps([datafile.SHA256, RECIPE, "mean", PROMPT, _WINDOW])
    return f"bundled-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def open_bundled(threads: int = 0) -> Bundled:
    """Open the bundled model, building it where that has not been done.

    Raises
    ------
    EncoderError
        The data file is not installed or is another version's, or the cache folder cannot be written.
    """
    return Bundled(built(), threads)


def built() -> Path:
    """Give the folder of the built model, building it where that has not been done."""
    from filelock import FileLock

    place = folders.cache_folder() / "encoders" / fingerprint()
    if _is_whole(place):
        return place
    folders.made(place.parent)
    with FileLock(f"{place}.lock"):
        if not _is_whole(place):
            _build(place)
    return place


def _is_whole(place: Path) -> bool:
    """Whether the folder holds what was written into it, by the sizes its list of contents states."""
    try:
        sizes: dict[str, Any] = json.loads((place / "contents.json").read_text(encoding="utf-8"))
        return all((place / name).stat().st_size == sizes[name] for name in _FILES)
    except (OSError, ValueError, KeyError):
        return False


def _build(place: Path) -> None:
    from topics.embed.graph import write_graph
    from topics.embed.pieces import build_tokenizer

    model = datafile.parse(datafile.read_data_file())
    try:
        beside = Path(tempfile.mkdtemp(prefix="building-", dir=place.parent))
        np.save(beside / "words.npy", model.words.view("u1").reshape(len(model.words), -1))
        (beside / "network.onnx").write_bytes(write_graph(model))
        build_tokenizer(model).save(str(beside / "tokenizer.json"), pretty=False)
        sizes = {name: (beside / name).stat().st_size for name in _FILES}
        (beside / "contents.json").write_text(json.dumps(sizes), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    except OSError as error:
        raise folders.unwritable(place.parent, error) from error
    if not _is_whole(place):
        raise EncoderError(f"{place}: the encoder was built but cannot be read back", remedy="check the disk")
