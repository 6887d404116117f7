"""Arrays that take long to compute and are kept by what they were computed from.

key, how to compute it → kept() → the array, computed once a key
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from topics.embed import folders

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def kept(key: str, compute: Callable[[], NDArray[np.float32]]) -> NDArray[np.float32]:
    """Give the array of a key, computed where it is not there yet or cannot be read.

    Parameters
    ----------
    key
        Hexadecimal digits that stand for everything the array depends on.
    compute
        Gives the array.

    Raises
    ------
    EncoderError
        The cache folder cannot be written to; said before anything is computed.
    """
    path = arrays_folder() / f"{key}.npy"
    try:
        found: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (OSError, EOFError, ValueError):  # not there, or damaged
        folder = folders.made(arrays_folder())
        found = compute()
        _write(folder, path, found)
    return found


def arrays_folder() -> Path:
    """Give the folder of the arrays, inside the cache folder."""
    return folders.cache_folder() / "arrays"


def _write(folder: Path, path: Path, array: NDArray[np.float32]) -> None:
    """Write beside and rename, so that an array is whole or not there."""
    try:
        handle, name = tempfile.mkstemp(prefix=".array-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            np.save(file, array, allow_pickle=False)
        Path(name).replace(path)
    except OSError as error:
        raise folders.unwritable(folder, error) from error
