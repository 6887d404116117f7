"""Vectors that the user brings, in the order of the segments.

In: a file of vectors, a file of segment names, the segments → `given_vectors()` → out: one unit row a segment.
`segment_vectors()` takes them where the settings name them, and else computes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.embed.vectors import embed
from topics.errors import OptionError
from topics.progress import Progress, silent

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from topics.embed.encoders import Encoder
    from topics.settings import EmbedSettings


def segment_vectors(
    segments: pl.DataFrame, encoder: Encoder, settings: EmbedSettings, progress: Progress = silent
) -> NDArray[np.float32]:
    """Give the vectors of the segments: the user's own where the settings name a file of them, else computed.

    Raises
    ------
    OptionError
        Only one of the two files is named, or they do not fit the segments or the encoder.
    EncoderError
        The encoder fails.
    """
    if not settings.vectors and not settings.ids:
        return embed(segments["text"].to_list(), encoder, progress)
    if not settings.vectors or not settings.ids:
        raise OptionError("--vectors and --ids: only one of them is given", allowed="both, or neither")
    given = given_vectors(Path(settings.vectors), Path(settings.ids), segments)
    if given.shape[1] != encoder.dimension:
        raise OptionError(
            f"{settings.vectors}: vectors of {given.shape[1]} components",
            allowed=f"{encoder.dimension}, as {encoder.name} gives",
            remedy="name the embedder that made them with --embedder: themes and headings need it too",
        )
    return given


def given_vectors(npy: Path, ids: Path, segments: pl.DataFrame) -> NDArray[np.float32]:
    """Read the user's own vectors and put them in the order of the segments.

    Parameters
    ----------
    npy
        An array of numbers of shape (segments, dimension) in NumPy's format, any scale.
    ids
        The segment of each row, one a line, UTF-8, as in the column `segment`.
    segments
        `topics.tables.SEGMENTS`.

    Returns
    -------
    NDArray
        float32 of shape (segments, dimension), rows of length 1, in the order of `segments`.

    Raises
    ------
    OptionError
        A file cannot be read, or does not hold exactly one usable vector for each segment.
    """
    rows, names = _array(npy), _names(ids)
    if len(rows) != len(names):
        raise OptionError(f"{npy}: {len(rows)} vectors, but {ids}: {len(names)} names", allowed="as many of both")
    place = {name: i for i, name in enumerate(names)}
    if len(place) != len(names):
        twice = next(name for i, name in enumerate(names) if place[name] != i)
        raise OptionError(f"{ids}: {twice!r} stands in it more than once", allowed="each segment once")
    wanted = segments["segment"].to_list()
    missing = [name for name in wanted if name not in place]
    surplus = sorted(place.keys() - set(wanted))
    for these, what in ((missing, "no vector for"), (surplus, "a vector for what is no segment:")):
        if these:
            found = (
                f"{ids}: {what} {these[0]!r}, and {len(these) - 1} more" if these[1:] else f"{ids}: {what} {these[0]!r}"
            )
            raise OptionError(found, remedy="write one name for each row of `topics segments`, from the same corpus")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    bad = np.flatnonzero(~np.isfinite(lengths) | (lengths == 0))
    if len(bad):
        raise OptionError(f"{npy}: row {bad[0]} is zero or not finite", allowed="vectors of a length above 0")
    vectors: NDArray[np.float32] = (rows / lengths).astype(np.float32)
    return vectors[[place[name] for name in wanted]]


def _array(npy: Path) -> NDArray[np.float64]:
    allowed = "an array of numbers of shape (segments, dimension), saved by numpy.save"
    try:
        with npy.open("rb") as file:
            found: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    except OSError as error:
        raise OptionError(f"{npy}: {error.strerror}", allowed=allowed) from error
    except ValueError as error:
        raise OptionError(f"{npy}: not a NumPy file of plain numbers", allowed=allowed) from error
    if found.ndim != 2 or found.dtype.kind not in "fiu":
        raise OptionError(f"{npy}: shape {found.shape}, type {found.dtype}", allowed=allowed)
    return found.astype(np.float64)


def _names(ids: Path) -> list[str]:
    try:
        lines = ids.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise OptionError(f"{ids}: {error.strerror}", remedy="name a file of segment names, one a line") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"{ids}: not UTF-8", remedy="save it as UTF-8") from error
    return [line.strip() for line in lines if line.strip()]
