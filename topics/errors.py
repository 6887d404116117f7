"""What can go wrong that a user can mend, as one line.

An error says what was found and where, what is allowed, and what to do about it. The command line prints the line
and exits with 1; a traceback is only ever shown for a fault of the program itself.
"""

from __future__ import annotations


class TopicsError(Exception):
    """A fault in what the program was given.

    Parameters
    ----------
    found
        The file, column or option, and what was found there.
    allowed
        What is allowed instead; empty where nothing useful can be said.
    remedy
        What the user can do next.

    Examples
    --------
    >>> str(TopicsError("plans.csv: column 'year' holds '20XX'", allowed="a year such as 2024", remedy="correct it"))
    "plans.csv: column 'year' holds '20XX'; allowed: a year such as 2024; correct it"
    """

    def __init__(self, found: str, *, allowed: str = "", remedy: str = "") -> None:
        self.found, self.allowed, self.remedy = found, allowed, remedy
        parts = [found, f"allowed: {allowed}" if allowed else "", remedy]
        super().__init__(_visible("; ".join(" ".join(part.split()) for part in parts if part)))


def _visible(line: str) -> str:
    """Write out what would command a terminal instead of being read: names of files may hold anything."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)


def typed(path: object) -> str:
    """Give a path as it is typed in a command: in quotes where it holds a space.

    Examples
    --------
    >>> typed("models/plans"), typed("D:/work plans/2024")
    ('models/plans', '"D:/work plans/2024"')
    """
    return f'"{path}"' if any(sign.isspace() for sign in str(path)) else str(path)


class CorpusError(TopicsError):
    """The corpus cannot be read, or what is left of it cannot be fitted."""


class OptionError(TopicsError):
    """An option, a settings file or a themes file holds something that is not allowed."""


class EncoderError(TopicsError):
    """The encoder cannot be built, reached or trusted."""


class ModelError(TopicsError):
    """A fitted model is missing, damaged or of another version."""


class OutputError(TopicsError):
    """The result cannot be written where it was asked for."""
