"""Pairs of passages as a person reads them: the shared words marked, the text cut to where they stand.

alignments or ledger → side_by_side() → the columns that fit beside each other, texts short and marked
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from topics.show.wording import heading, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

_BEFORE, _LONGEST = 6, 60
"""Characters kept before the first shared word, and of a text in all."""
_COLUMNS = {
    "alignments": ("relation", "similarity", "segment_a", "text_a", "segment_b", "text_b"),
    "ledger": ("year", "against", "status", "planned", "text_planned", "later", "text_later", "signs"),
}
_KEYS = ("segment_a", "segment_b", "planned", "later")
STATUSES_BY_HALF = {
    "review": ("done", "partly", "not mentioned", "unplanned"),
    "plan": ("kept", "changed", "dropped", "new"),
}


def side_by_side(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a table of pairs as it is read in a terminal or in Markdown.

    Parameters
    ----------
    frame
        `topics.tables.ALIGNMENTS` or `topics.tables.LEDGER`.

    Returns
    -------
    DataFrame
        Its columns for reading; shared words in the texts stand in 【】, a text begins shortly before the first of
        them, and of a segment's name only the number is kept. A ledger of several districts names them first, of
        several years those. Everything else is in the other formats.
    """
    import polars as pl

    kind = "alignments" if "relation" in frame.columns else "ledger"
    columns = list(_COLUMNS[kind])
    if kind == "ledger" and frame["district"].n_unique() > 1:
        columns.insert(0, "district")
    if kind == "ledger" and frame["year"].n_unique() == 1:
        columns.remove("year")
    texts = [name for name in columns if name.startswith("text_")]
    shown = {
        name: pl.Series(
            [
                None if text is None else marked(text, words)
                for text, words in zip(frame[name].to_list(), frame["shared"].to_list(), strict=True)
            ],
            dtype=pl.String,
        )
        for name in texts
    }
    keys = [pl.col(name).str.extract(r"(#[0-9]+)$").alias(name) for name in _KEYS if name in columns]
    return frame.with_columns(*keys, **shown).select(columns)


def marked(text: str, words: Sequence[str]) -> str:
    """Put the words in 【】 where they stand in the text, and cut it to where they are.

    Examples
    --------
    >>> marked("完成炉前大道2.6公里改造，年底前通车。", ["炉前大道2.6公里"])
    '完成【炉前大道2.6公里】改造，年底前通车。'
    """
    if not words:
        return _cut(text)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(f"(?<![0-9.]){re.escape(word)}(?![0-9])" for word in longest_first), re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, first.start() - _BEFORE) if first else 0
    found = pattern.sub(lambda match: f"【{match.group()}】", text[start:])
    return ("…" if start else "") + _cut(found)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    kept = text[: _LONGEST - 1]
    return kept + ("】…" if kept.rfind("【") > kept.rfind("】") else "…")


def tally(counts: pl.DataFrame, themes: pl.DataFrame, against: str, lang: str) -> pl.DataFrame:
    """Give a ledger's counts as they are read: one row a theme, all themes first, one column a status.

    Parameters
    ----------
    counts
        `topics.tables.LEDGER_COUNTS`.
    themes
        `topics.tables.THEMES`, for names and order.
    against
        ``review`` or ``plan``.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        Cells such as ``12 (34 %)``: rows of the ledger, and their fraction of the planned statements; without it where
        nothing was planned (unplanned, new).
    """
    import polars as pl

    found = {(row["theme"], row["status"]): row for row in counts.filter(pl.col("against") == against).to_dicts()}
    named = themes.select("theme", f"name_{lang}").rows()
    there = {theme for theme, _ in found}
    order = [("", {"zh": "全部主题", "en": "All themes"}[lang]), *(one for one in named if one[0] in there)]
    columns = {heading("theme", lang): [name for _, name in order]}
    for status in STATUSES_BY_HALF[against]:
        columns[heading(status.replace(" ", "_"), lang)] = [_cell(found.get((theme, status))) for theme, _ in order]
    return pl.DataFrame(columns)


def _cell(row: dict[str, Any] | None) -> str:
    if row is None:
        return "0"
    share = row["share"]
    return str(row["n_statements"]) if share is None else f"{row['n_statements']} ({percent(share, 0)})"
