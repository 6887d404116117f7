"""What lies in the cache folder, and how to be rid of it.

In: nothing → `cache_info()` → `CacheInfo`; `clear_cache()` empties the folder and says what was in it.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from topics.embed import cache, folders
from topics.embed.arrays import arrays_folder
from topics.embed.vectors import vectors_folder

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class CacheInfo:
    """What the cache folder holds.

    Parameters
    ----------
    folder
        Where it is; it need not exist.
    n_vectors
        Vectors kept, of all encoders.
    vectors_bytes
        Their room on the disk.
    n_encoders
        Encoders built.
    encoders_bytes
        Their room on the disk.
    n_maps
        Maps of passages laid out (`topics.embed.arrays`).
    maps_bytes
        Their room on the disk.
    """

    folder: Path
    n_vectors: int
    vectors_bytes: int
    n_encoders: int
    encoders_bytes: int
    n_maps: int
    maps_bytes: int


def cache_info() -> CacheInfo:
    """Say what the cache folder holds, without making it."""
    folder, vectors = folders.cache_folder(), vectors_folder()
    n_vectors = 0
    if (vectors / cache.FILE).exists():
        with cache.Cache(vectors) as table:
            n_vectors = len(table)
    encoders = encoders_folder()
    built = [path for path in encoders.iterdir() if path.is_dir()] if encoders.exists() else []
    maps = arrays_folder()
    n_maps = sum(1 for _ in maps.glob("*.npy"))
    return CacheInfo(folder, n_vectors, _size(vectors), len(built), _size(encoders), n_maps, _size(maps))


def clear_cache() -> CacheInfo:
    """Empty the cache folder: vectors, encoders and maps; what is needed again will be computed and built again.

    Returns
    -------
    CacheInfo
        What was in it.

    Raises
    ------
    EncoderError
        Something in it cannot be removed.
    """
    found = cache_info()
    try:
        if (vectors_folder() / cache.FILE).exists():
            with cache.Cache(vectors_folder()) as table:
                table.clear()
            for damaged in vectors_folder().glob("*.damaged"):
                damaged.unlink()
        for folder in (encoders_folder(), arrays_folder()):
            if folder.exists():
                shutil.rmtree(folder)
    except OSError as error:
        raise folders.unwritable(found.folder, error) from error
    return found


def encoders_folder() -> Path:
    """Give the folder of the encoders that were built, inside the cache folder."""
    return folders.cache_folder() / "encoders"


def _size(folder: Path) -> int:
    """Give the bytes of all files under a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
