"""What can be wrong with a corpus, kind by kind, and what its owner can do about it."""

from __future__ import annotations

from typing import NamedTuple

KINDS = {
    "unreadable": "the file cannot be opened or is broken",
    "encrypted": "the file asks for a password",
    "format": "the kind of file is not read here",
    "binary": "the file holds no text, whatever its name says",
    "encoding": "no encoding gives readable text",
    "damaged": "the text holds the debris of a wrong decoding",
    "too long": "the file is longer than any plan",
    "empty": "the file holds no text",
    "scan": "the pages are pictures without text",
    "missing": "a row of plans.csv names a file that is not there",
    "district": "the district is not known",
    "year": "the year is not known",
    "year differs": "the text speaks of another year than the file's",
    "same plan": "two files have one district and year",
    "duplicate": "the text is that of another file, character by character",
    "near duplicate": "the text is nearly that of another file",
    "national": "the text is a report of the national government",
    "place": "the district is never named in the text",
    "truncated": "the text breaks off",
    "one half": "a review without a plan",
    "language": "the text holds no Chinese",
    "cleaned": "most of the text was cleaned away",
}
"""The kinds of `problem` in the problems table and what each means."""


class Problem(NamedTuple):
    """A row of the problems table."""

    file: str
    problem: str
    left_out: bool
    found: str
    remedy: str


def problem(file: str, kind: str, found: str, remedy: str, *, left_out: bool = False) -> Problem:
    """Make a row; a kind that is not listed is a fault of the program.

    Raises
    ------
    KeyError
        The kind is not in `KINDS`.
    """
    KINDS[kind]  # the list above is all there is
    return Problem(file, kind, left_out, " ".join(found.split()), " ".join(remedy.split()))
