"""A table in a terminal: columns that line up although a Chinese character is two cells wide.

Piped it is plain text without colour or boxes; for a terminal there is the same as a rich table, coloured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.show.wording import POINTS, cell, heading

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

LONGEST = 48
"""Widest a column of text may be, in cells; longer texts are cut and end in …"""
WHOLE = ("found", "remedy", "basis")
"""Columns that are of no use cut."""


def plain(frame: pl.DataFrame, *, lang: str = "zh", title: str = "") -> str:
    """Give the table as lines of text: numbers right, text left, two spaces between columns.

    Examples
    --------
    >>> import polars as pl
    >>> print(plain(pl.DataFrame({"district": ["东区", "龙城街道"], "share": [0.5, 0.04]}), lang="en"), end="")
    District   Share
    东区      50.0 %
    龙城街道   4.0 %
    """
    from rich.cells import cell_len

    columns = [_column(frame, name, lang) for name in frame.columns]
    widths = [max(cell_len(text) for text in column) for column in columns]
    right = [dtype.is_numeric() for dtype in frame.dtypes]
    lines = []
    for row in zip(*columns, strict=True):
        padded = (_padded(text, width, r) for text, width, r in zip(row, widths, right, strict=True))
        lines.append("  ".join(padded).rstrip())
    return "\n".join([*([title] if title else []), *lines]) + "\n"


def rich_table(frame: pl.DataFrame, *, lang: str = "zh", title: str = "") -> Table:
    """Give the table for a terminal: the same cells, headings bold, differences coloured by their sign.

    Text from documents is put in as text, never as console markup.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left", header_style="bold")
    columns = []
    for name, dtype in zip(frame.columns, frame.dtypes, strict=True):
        head, *cells = _column(frame, name, lang)
        number = dtype.is_numeric()
        table.add_column(Text(head), justify="right" if number else "left", no_wrap=number, overflow="ellipsis")
        columns.append([Text(text, style=_style(name, text)) for text in cells])
    for row in zip(*columns, strict=True):
        table.add_row(*row)
    return table


def _column(frame: pl.DataFrame, name: str, lang: str) -> list[str]:
    """Give the heading and the cells of a column, long texts cut unless the column is of no use cut."""
    widest = None if name in WHOLE else LONGEST
    texts = (heading(name, lang), *(cell(name, value, lang) for value in frame[name].to_list()))
    return [_cut(text, widest) for text in texts]


def _cut(text: str, widest: int | None) -> str:
    from rich.cells import cell_len, set_cell_size

    text = "".join(one if one.isprintable() else " " for one in text)
    return text if widest is None or cell_len(text) <= widest else set_cell_size(text, widest - 1).rstrip() + "…"


def _padded(text: str, width: int, right: bool) -> str:
    from rich.cells import cell_len

    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _style(name: str, text: str) -> str:
    if name in POINTS:
        return "green" if text.startswith("+") else "red" if text.startswith("-") else ""
    return "cyan" if name in ("share", "share_a", "share_b") else ""
