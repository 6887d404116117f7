"""How the bundled model gets into the cache folder, once.

It is built from the data file of an installed package: beside its place first, then renamed, under a lock, so that a
half-written build is never used and two programs that start at once do not collide. What was built is checked by
sha256 each time it is opened.

In: nothing → `built()` → out: the folder with the word vectors, the network, the pieces.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.embed import datafile, folders
from topics.errors import EncoderError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.embed.datafile import E5

RECIPE = "5"
"""Counts up whenever the same data file gives other vectors; part of the fingerprint and of the folder's name."""
PROMPT = "query: "
"""What the model was trained to find before a text that is compared with its like."""
PROMPT_TOKENS = 3
WINDOW = 510
"""Tokens of one pass of the network, without the mark at each end."""
WORDS, PIECES, PROBE, CONTENTS = "words.npy", "pieces.npz", "probe.onnx", "contents.json"
NETWORKS = {True: "network-int8.onnx", False: "network-uint8.onnx"}
"""File of the network by whether its weights are signed."""
FACTORS = Path(__file__).with_name("factors.npy")
"""What the input channels of the products are divided by, as logarithms; made by `benchmarks.training.calibration`."""
APART = Path(__file__).with_name("apart.npy")
"""The channels of the widest product of each layer that are multiplied in float32; made by the same."""
FRACTIONS = 8
"""Steps of the file's numbers in a doubling."""
INPUTS = ("qkv", "ao", "fi", "fo")
"""The products of a layer: queries, keys and values; output of attention; into and out of the feed-forward step."""


def fingerprint() -> str:
    """Name what the vectors depend on: data file, recipe, factors and channels set apart, pooling, prompt, window."""
    shipped = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (FACTORS, APART)]
    parts = json.dumps([datafile.SHA256, RECIPE, *shipped, "mean", PROMPT, WINDOW])
    return f"bundled-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"


def built() -> Path:
    """Give the folder of the built model, building it where that has not been done.

    Raises
    ------
    EncoderError
        The data file is not installed or is another version's, or the cache folder cannot be written.
    """
    from filelock import FileLock

    place = folders.cache_folder() / "encoders" / fingerprint()
    if _is_whole(place):
        return place
    folders.made(place.parent)
    try:
        with FileLock(f"{place}.lock"):
            if not _is_whole(place):
                _build(place)
    except OSError as error:
        raise folders.unwritable(place.parent, error) from error
    return place


def factors(model: E5) -> dict[str, NDArray[np.float32]]:
    """Give what each input channel of a product is divided by, under `l0.qkv`, `l0.ao` and so on."""
    exponents = np.load(FACTORS).astype(np.float32) / FRACTIONS
    names = [f"l{i}.{part}" for i in range(model.layers) for part in INPUTS]
    sizes = [model.feed_forward if name.endswith("fo") else model.hidden for name in names]
    parts = np.split(np.exp2(exponents), np.cumsum(sizes)[:-1])
    return dict(zip(names, parts, strict=True))


def apart() -> NDArray[np.int64]:
    """Give the channels that are multiplied in float32 on the way out of each feed-forward step: (layers, any)."""
    channels: NDArray[np.int64] = np.load(APART).astype(np.int64)
    return channels


def _is_whole(place: Path) -> bool:
    """Whether the folder holds what was written into it."""
    try:
        contents: dict[str, Any] = json.loads((place / CONTENTS).read_text(encoding="utf-8"))
        return bool(contents) and all(_digest(place / name) == found for name, found in contents.items())
    except (OSError, ValueError, AttributeError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _build(place: Path) -> None:
    from topics.embed.graph import write_graph, write_probe
    from topics.embed.pieces import vocabulary

    model = datafile.parse(datafile.read_data_file())
    beside = place.with_name(f"{place.name}.building")
    shutil.rmtree(beside, ignore_errors=True)  # what a program that was killed left behind; the lock is ours
    try:
        beside.mkdir()
        np.save(beside / WORDS, model.words.view("u1").reshape(len(model.words), -1))
        for signed, name in NETWORKS.items():
            (beside / name).write_bytes(write_graph(model, factors(model), apart(), signed=signed))
        (beside / PROBE).write_bytes(write_probe())
        vocabulary(model).save(beside / PIECES)
        contents = {name: _digest(beside / name) for name in (WORDS, PIECES, PROBE, *NETWORKS.values())}
        (beside / CONTENTS).write_text(json.dumps(contents), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    if not _is_whole(place):
        raise EncoderError(f"{place}: the encoder was built but cannot be read back", remedy="check the disk")
