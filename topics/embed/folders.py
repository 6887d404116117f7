"""Where the program keeps what it builds once and uses again.

One folder of the user's: `TOPICS_CACHE_DIR` where it is set, the system's place for caches otherwise. Everything in it
can be deleted at any time; it is then built or computed again.
"""

from __future__ import annotations

import os
from pathlib import Path

from topics.errors import EncoderError

VARIABLE = "TOPICS_CACHE_DIR"
"""The environment variable that names another folder."""


def cache_folder() -> Path:
    """Give the folder of everything that is kept between runs; it need not exist yet.

    Returns
    -------
    Path
        Absolute.
    """
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("plan-topics", appauthor=False)).absolute()


def made(folder: Path) -> Path:
    """Make a folder inside the cache folder and give it back.

    Raises
    ------
    EncoderError
        The folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    if not os.access(folder, os.W_OK):
        raise unwritable(folder, PermissionError(0, "no permission to write"))
    return folder


def unwritable(folder: Path, error: OSError) -> EncoderError:
    """Say that the cache folder cannot be written to, and how to choose another."""
    return EncoderError(
        f"{folder}: the cache folder cannot be written ({error.strerror or error})",
        remedy=f"set {VARIABLE} to a folder you may write to",
    )
