"""Which vectors have been computed before.

A table on disk of vectors by content: the key of a vector is a hash of the encoder's fingerprint and the text, so
vectors of two encoders never mix and a text is found wherever it stands. Every row carries a checksum; a row that does
not match it counts as not there and is computed again. Rows are added in transactions of SQLite: a program that is
killed leaves the table as it was after the last one, and several programs may use it at once.

In: fingerprint, texts → `Cache.find()` → the vectors there are; vectors → `Cache.add()`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

import numpy as np

from topics.embed import folders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from topics.errors import EncoderError

FILE = "vectors.sqlite"
_PAGE = 65536
"""Bytes of a page: forty vectors of 384 components fit with hardly any room left over, two in the usual page."""
_WAIT = 60.0
"""Seconds to wait for another program that is writing."""
_AT_ONCE = 500
"""Keys of one question to the table."""
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB NOT NULL UNIQUE, checksum BLOB NOT NULL, vector BLOB NOT NULL)"


class Cache:
    """The vectors kept in a folder; closed by leaving a `with` block.

    Parameters
    ----------
    folder
        Where the file is; made if it does not exist.

    Raises
    ------
    EncoderError
        The folder or the file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folders.made(folder) / FILE
        self._table = self._opened()
        self._file = _identity(self._path)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self._table.close()

    def find(self, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """Give the vectors that are there, by key; a damaged one, or one of another dimension, is not there."""
        try:
            return self._find(keys, dimension)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._begin_anew()
            return {}

    def add(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        """Keep vectors, all of them or, if the program is killed meanwhile, none."""
        rows = [(key, _checksum(key, vector.tobytes()), vector.tobytes()) for key, vector in vectors.items()]
        try:
            self._add(rows)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._begin_anew()
            self._add(rows)

    def __len__(self) -> int:
        """Give the number of vectors."""
        try:
            return int(self._table.execute("SELECT count(*) FROM vectors").fetchone()[0])
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._begin_anew()
            return 0

    def clear(self) -> None:
        """Forget all vectors and give their room on the disk back, waiting for programs that are writing."""
        try:
            with self._table:
                self._table.execute("DELETE FROM vectors")
            self._table.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            self._begin_anew()

    def _find(self, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        found = {}
        for first in range(0, len(keys), _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._table.execute(f"SELECT key, checksum, vector FROM vectors WHERE key IN ({marks})", some)
            for key, checksum, vector in rows:
                if checksum == _checksum(key, vector) and len(vector) == 4 * dimension:
                    found[key] = np.frombuffer(vector, "<f4")
        return found

    def _add(self, rows: list[tuple[bytes, bytes, bytes]]) -> None:
        with self._table:
            self._table.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def _opened(self) -> sqlite3.Connection:
        try:
            return _open(self._path)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            _set_aside(self._path, _identity(self._path))
            return _open(self._path)

    def _begin_anew(self) -> None:
        """Leave a file that is no longer a table of vectors, and begin an empty one."""
        self._table.close()
        _set_aside(self._path, self._file)
        self._table, self._file = _open(self._path), _identity(self._path)

    def _unusable(self, error: sqlite3.Error) -> EncoderError:
        return folders.unwritable(self._path, OSError(str(error)))


def key_of(fingerprint: str, text: str) -> bytes:
    """Give the key of a text's vector: 16 bytes.

    Examples
    --------
    >>> key_of("a", "bc") == key_of("ab", "c")
    False
    """
    return hashlib.blake2b(f"{fingerprint}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _set_aside(path: Path, damaged: int) -> None:
    """Rename a damaged file, unless another program has done so, that an empty one may take its place."""
    from filelock import FileLock

    with FileLock(f"{path}.lock"):
        if _identity(path) == damaged:
            for part in (path.with_name(f"{path.name}-journal"), path):
                if part.exists():
                    part.replace(f"{part}.damaged")


def _identity(path: Path) -> int:
    """Tell a file from another that has taken its name; 0 where there is none."""
    return path.stat().st_ino if path.exists() else 0


def _open(path: Path) -> sqlite3.Connection:
    table = sqlite3.connect(path, timeout=_WAIT)
    try:
        table.execute(f"PRAGMA page_size = {_PAGE}")
        table.execute("PRAGMA synchronous = NORMAL")
        table.execute("PRAGMA cache_size = -65536")  # 64 MiB: the index of a million keys
        table.execute(_TABLE)
        table.execute("SELECT key FROM vectors LIMIT 1").fetchone()
    except sqlite3.Error:
        table.close()
        raise
    return table


def _checksum(key: bytes, vector: bytes) -> bytes:
    return hashlib.blake2b(key + vector, digest_size=8).digest()
