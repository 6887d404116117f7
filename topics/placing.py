"""How a folder that is whole takes its place, whoever else writes there and whenever the program is killed.

A folder is written beside its place under a name of its own, ``.<name>.`` and eight signs, and renamed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

LEFT_BEHIND = 3600.0
"""Seconds after which what a writer left beside a folder is taken for that of one that was killed."""
_TRIES = 9


def put_in_place(beside: Path, folder: Path) -> None:
    """Rename; an older model steps aside first and comes back if the rename fails.

    Another fit may put a model there meanwhile: that steps aside too, and the last to come stays.

    Raises
    ------
    OSError
        It cannot be renamed; what was there is there again.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    try:
        for number in count():
            older = aside / str(number) / folder.name
            older.parent.mkdir()
            with suppress(FileNotFoundError):
                folder.rename(older)
            try:
                beside.rename(folder)
            except OSError:
                if folder.exists() and number < _TRIES:
                    continue
                if older.exists() and not folder.exists():
                    older.rename(folder)
                raise
            return
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def leftovers(folder: Path) -> list[Path]:
    """Give what writers that were killed left beside a model's place, the newest last."""
    name = re.compile(rf"\.{re.escape(folder.name)}\.(old\.)?\w{{8}}")
    with suppress(OSError):
        found = (path for path in folder.parent.iterdir() if name.fullmatch(path.name) and path.is_dir())
        return sorted(found, key=lambda path: path.stat().st_mtime)
    return []


def clear_away(folder: Path) -> None:
    """Remove what writers that were killed long ago left beside a folder that is in its place."""
    for left in leftovers(folder):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(left)
