"""Which files a folder of plans holds.

All below it but what programs put there for themselves: hidden files, lock files of Word, remnants of a Mac's archives.
What cannot be opened is listed, never passed over.

    folder → `files_below` → files, tables of metadata, what is left out
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from topics.read.problems import Problem, problem

if TYPE_CHECKING:
    from pathlib import PurePath

METADATA_FILE = "plans.csv"
_SYSTEM = (".", "~$", "__MACOSX")
_SYSTEM_FILES = ("Thumbs.db", "desktop.ini")
_STEERING = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
CLOSED = "ask for the right to read it, or remove it"


class Found(NamedTuple):
    """The files of a folder by name, its ``plans.csv`` tables, and what in it is no file that can be read."""

    files: list[Path]
    tables: list[Path]
    problems: list[Problem]


def files_below(folder: Path) -> Found:
    """Give the files of a folder and its sub-folders."""
    closed: list[OSError] = []
    entries: list[Path] = []
    problems: list[Problem] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(_SYSTEM)]
        for name in folders:
            if Path(place, name).is_symlink():
                what = "a link to a folder, which is not followed"
                problems.append(_left_out(Path(place, name), folder, what, "put the folder itself here"))
        entries += [Path(place, name) for name in names if not name.startswith(_SYSTEM) and name not in _SYSTEM_FILES]
    problems += [
        _left_out(Path(error.filename), folder, f"the folder cannot be opened ({error.strerror})", CLOSED)
        for error in closed
    ]
    found = [entry for entry in sorted(entries) if os.path.isfile(entry)]
    for entry in set(entries).difference(found):
        what = "a link to a file that is not there" if entry.is_symlink() else "no file that can be opened"
        problems.append(_left_out(entry, folder, what, "put the file itself here, or remove it"))
    tables = [file for file in found if file.name.lower() == METADATA_FILE]
    return Found([file for file in found if file not in tables], tables, problems)


def _left_out(path: Path, folder: Path, found: str, remedy: str) -> Problem:
    return problem(readable_name(path.relative_to(folder)), "unreadable", found, remedy, left_out=True)


def readable_name(path: PurePath) -> str:
    r"""Give a file's path as text, with ``/`` between folders.

    A name whose bytes are no UTF-8 is read as GB18030, in which archives of Windows hold names; bytes that are neither,
    and signs that steer a terminal or turn the direction of writing, are written out as %ff.

    Examples
    --------
    >>> readable_name(Path("规划", os.fsdecode("东城_2020.txt".encode("gb18030"))))
    '规划/东城_2020.txt'
    >>> print(readable_name(Path(os.fsdecode(b"plan\xff_2020.txt"))))
    plan%ff_2020.txt
    >>> print(readable_name(Path("\x1b[31m甲区\u202e\n_2020.txt")))
    %1b[31m甲区%202e%0a_2020.txt
    """
    return _STEERING.sub(lambda found: f"%{ord(found.group()):02x}", "/".join(_readable(part) for part in path.parts))


def _readable(name: str) -> str:
    if not any("\ud800" <= sign <= "\udfff" for sign in name):
        return name
    try:
        return os.fsencode(name).decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\\udc", "%")
