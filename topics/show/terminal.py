"""A table in a terminal: columns that line up although a Chinese character is two cells wide.

Piped it is plain text without colour or boxes; for a terminal there is the same as a rich table, coloured, with as many
columns as the terminal is wide: no number is ever cut, and what is left out is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from topics.show.wording import POINTS, cell, heading

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

LONGEST = 48
"""Widest a column of text may be, in cells; longer texts are cut and end in …"""
WHOLE = ("found", "remedy", "basis")
"""Columns that are of no use cut."""

NARROWEST, NARROWEST_TEXT = 14, 30
"""Fewest cells that a column of text needs, and one of passages; it then runs over several lines."""
GAP = 3
"""Cells between two columns."""
YIELDING = (
    "basis", "n_characters", "n_documents", "n_documents_a", "n_documents_b", "effect_g", "effect_h", "file", "start",
    "end", "n_a", "n_b", "n_removed", "topic", "outline", "shared", "signs", "also", "half", "evidence", "probability",
    "change", "p", "n_segments", "document", "profile_percentile", "content_percentile", "wording_percentile", "theme",
)  # fmt: skip
"""Columns that give way in a narrow terminal, the first first; then the others from the right,"""
STAYING = (
    "text", "text_a", "text_b", "text_planned", "text_later", "figure", "problem", "share", "difference", "name",
    "name_zh", "name_en", "indicator", "year",
)  # fmt: skip
"""these last, and never the first column of all."""


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


def fitted_to(frame: pl.DataFrame, width: int, *, lang: str = "zh") -> tuple[pl.DataFrame, str]:
    """Leave out the columns for which a terminal has no room, and say which.

    Parameters
    ----------
    frame
        As it would be shown.
    width
        Of the terminal, in cells.

    Returns
    -------
    frame : DataFrame
        With the columns that have room.
    said : str
        The others, by their headings, with their value where it is the same in all rows; empty where there are none.
    """
    least = {name: _least(frame, name, lang) for name in frame.columns}
    kept, left = list(frame.columns), []
    others = [name for name in reversed(kept) if name not in YIELDING]
    order = [name for name in YIELDING if name in kept] + sorted(others, key=lambda name: name in STAYING)
    first = next(name for name in kept if name != "theme" or not {"name", "name_zh", "name_en"} & set(kept))
    for name in (one for one in order if one != first):
        if sum(least[one] + GAP for one in kept) - GAP <= width:
            break
        kept.remove(name)
        left.append(name)
    said = [_said(frame, name, lang) for name in frame.columns if name in left]
    words = "、" if lang == "zh" else ", "
    return frame.select(kept), _NO_ROOM[lang].format(words.join(said)) if said else ""


_NO_ROOM = {
    "zh": "窗口不够宽，未列出：{}（加宽窗口，或用 -o 文件 导出全部）",
    "en": "no room for: {} (widen the window, or write all to a file with -o)",
}


def _least(frame: pl.DataFrame, name: str, lang: str) -> int:
    """Give the cells that a column needs: a number all of its own, its heading by words, a text not all of them."""
    from rich.cells import cell_len

    head, *cells = (cell_len(text) for text in _column(frame, name, lang))
    if frame.schema[name].is_numeric():
        return max([*cells, *(cell_len(word) for word in heading(name, lang).split())])
    return min(max([head, *cells]), NARROWEST_TEXT if name.startswith("text") else NARROWEST)


def _said(frame: pl.DataFrame, name: str, lang: str) -> str:
    """Give a column's heading, and its value where all rows have one."""
    head, *cells = _column(frame, name, lang)
    return f"{head} {cells[0]}" if len(set(cells)) == 1 and cells[0] else head


def rich_table(frame: pl.DataFrame, *, lang: str = "zh", title: str = "") -> Table:
    """Give the table for a terminal: the same cells, headings bold, differences coloured by their sign.

    Text from documents is put in as text, never as console markup.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title) if title else None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        header_style="bold",
        pad_edge=False,
        show_edge=False,
    )
    columns = []
    for name, dtype in zip(frame.columns, frame.dtypes, strict=True):
        head, *cells = _column(frame, name, lang)
        number = dtype.is_numeric()
        side: Literal["left", "right"] = "right" if number else "left"
        table.add_column(Text(head), justify=side, overflow="ellipsis", min_width=_least(frame, name, lang))
        columns.append([Text(text, style=_style(name, text), no_wrap=number) for text in cells])
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
