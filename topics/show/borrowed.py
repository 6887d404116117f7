"""What a table of borrowed passages can show and what it cannot, in a line.

documents, borrowings → caution() → a sentence or two
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def caution(documents: pl.DataFrame, found: pl.DataFrame, *, own: bool, upstream: bool, lang: str = "en") -> str:
    """Say in a line or two what such a table can show and what it cannot, in English or Chinese (``zh``)."""
    dated = documents.filter(documents["district"].is_not_null() & documents["year"].is_not_null())
    undated = documents.height - dated.height
    kinds = {kind: int((found["kind"] == kind).sum()) for kind in ("verbatim", "reworded")}
    one_year = dated["year"].n_unique() < 2
    if lang == "zh":
        parts = [
            f"共 {found.height} 处：逐字 {kinds['verbatim']} 处，改写 {kinds['reworded']} 处。",
            "同年文件无从判断先后，不列入。" + ("本库文件同属一年，故无可列。" if one_year else ""),
            f"{undated} 份文件地区或年份未知，未列入。" if undated else "",
            "" if own else "“来源”指可能的来源：若两者同出于上级文件，看起来也一样。",
            "" if own or upstream else "可用 --background 指定上级文件（如当年国务院报告）将其剔除。",
        ]
        return "".join(parts)
    parts = [
        f"{found.height} passages: {kinds['verbatim']} verbatim, {kinds['reworded']} reworded.",
        "Plans of one year cannot be put in order and are left out" + (": there is but one here." if one_year else "."),
        f"{undated} plans without a known district or year are left out." if undated else "",
        "" if own else "A likely source is no proof: passages that both took from above look the same.",
        "" if own or upstream else "Name what stands above with --background to leave it out.",
    ]
    return " ".join(part for part in parts if part)
