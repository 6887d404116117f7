"""How the columns and values of a table are written for a reader, in Chinese or in English.

The tables keep their own names and full precision; only what a person reads goes through here. The words themselves
are in `topics.show.vocabulary`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from topics.errors import OptionError
from topics.show.remarks import OF_COLUMN, REMARKS, SENTENCES
from topics.show.vocabulary import HEADINGS, PHRASES, TITLES

if TYPE_CHECKING:
    import polars as pl

LANGUAGES = ("zh", "en")

_TRANSLATED = (
    "basis", "half", "coded_half", "found_half", "kind", "measure", "source", "against", "relation", "status", "reason",
    "problem", "found", "remedy", "side", "figure", "name", "what", "comparison",
    "coarse_name",
)  # fmt: skip
"""The columns whose values are the program's own words; all others are data and stay as they are."""

_DATA_BUT_FOR = ("name", "coarse_name", "figure", "side")
"""Those of them that hold data but for a word or two."""

PERCENT = (
    "share",
    "true",
    "found",
    "share_a",
    "share_b",
    "low",
    "high",
    "profile_percentile",
    "content_percentile",
    "wording_percentile",
    "reused",
    "error",
    "part",
    "share_with_figures",
    "done",
    "partly",
    "not_mentioned",
    "kept",
    "changed",
    "dropped",
)
SIGNED = ("effect_h", "effect_g", "log_odds", "z", "npmi", "silhouette", "agreement", "lowest")
"""Numbers on either side of zero, which may be written as zero."""
POINTS = ("difference", "difference_low", "difference_high")
DECIMALS = {
    "probability": 2,
    "margin": 2,
    "profile": 3,
    "content": 3,
    "wording": 3,
    "evidence": 1,
    "centrality": 3,
    "p": 4,
    "q": 4,
    "effect_h": 2,
    "effect_g": 2,
    "log_odds": 2,
    "z": 1,
    "rate_a": 2,
    "rate_b": 2,
    "similarity": 2,
}


HIDDEN = (
    "margin",
    "district_from",
    "year_from",
    "notes",
    "n_characters_a",
    "n_characters_b",
    "position",
    "source_district",
    "source_year",
    "source_start",
    "source_end",
)
"""Columns of record: in every file for further work, but not where a person reads a table."""

IN_FIGURE = ("document", "low", "high", "unit", "comparison", "start", "end")
"""Columns that `figure` says in one cell, or that lead to it: in every file, but not where a person reads a table."""


def for_reading(frame: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Leave out what a reader of a table does not need: names in the other language, columns of record or of nulls."""
    other = f"name_{'en' if lang == 'zh' else 'zh'}"
    empty = {name for name in frame.columns if frame.height and frame[name].null_count() == frame.height}
    hidden = {other, *HIDDEN, *empty, *(IN_FIGURE if "figure" in frame.columns else ())}
    return frame.select([name for name in frame.columns if name not in hidden])


def check_language(lang: str) -> None:
    """Fail unless the language is one of `LANGUAGES`.

    Raises
    ------
    OptionError
        It is not.
    """
    if lang not in LANGUAGES:
        raise OptionError(f"--lang: '{lang}' is not there", allowed=", ".join(LANGUAGES))


def heading(column: str, lang: str) -> str:
    """Name a column for a reader; a corpus's own column keeps its name.

    Examples
    --------
    >>> heading("share", "zh"), heading("share", "en"), heading("gdp", "zh"), heading("2025_target", "zh")
    ('占比', 'Share', 'gdp', '2025 目标')
    """
    year, _, kind = column.partition("_")
    if year.isdigit() and kind in HEADINGS:
        return f"{year} {heading(kind, lang)}"
    both = HEADINGS.get(column)
    return column if both is None else both[LANGUAGES.index(lang)]


def phrase(words: str, lang: str) -> str:
    """Say in the reader's language what a table says in words, numbers and all.

    Examples
    --------
    >>> phrase("review", "zh"), phrase("review", "en")
    ('回顾', 'review')
    >>> phrase("permuting 16 whole plans, all 12870 arrangements", "zh")
    '对 16 份文件整份置换，全部 12870 种排列'
    """
    if lang == "en":
        return words
    known = PHRASES.get(words) or REMARKS.get(words)
    if known:
        return known
    for pattern, chinese in SENTENCES.items():
        found = re.fullmatch(pattern, words)
        if found:
            return found.expand(chinese)
    parts = words.split("; ")
    said = [phrase(part, lang) for part in parts] if len(parts) > 1 else parts
    return words if said == parts else "；".join(said)


def titled(name: str, lang: str) -> str:
    """Name a table for a reader where several stand together.

    Examples
    --------
    >>> titled("problems", "zh"), titled("problems", "en"), titled("", "zh")
    ('问题', 'problems', '')
    """
    return TITLES.get(name, name) if lang == "zh" else name


def percent(share: float, decimals: int = 1) -> str:
    """Write a share in percent; one that is not zero is never written as zero.

    Examples
    --------
    >>> percent(0.1234), percent(0.0), percent(0.0004), percent(0.004, 0), percent(0.006, 0)
    ('12.3 %', '0.0 %', '<0.1 %', '<1 %', '1 %')
    """
    rounded = f"{100 * share:.{decimals}f}"
    return f"<{10.0**-decimals:.{decimals}f} %" if share > 0 and float(rounded) == 0 else f"{rounded} %"


def number(column: str, value: float) -> str:
    """Write a number as a reader reads it: shares in percent, differences in percentage points.

    Examples
    --------
    >>> number("share", 0.1234), number("difference", 0.031), number("difference", -0.2), number("year", 2018)
    ('12.3 %', '+3.1 pp', '-20.0 pp', '2018')
    >>> number("p", 0.0), number("p", 0.00004), number("value", 0.0001), number("effect_h", -0.001)
    ('0.0000', '<0.0001', '<0.001', '0.00')
    """
    if column in PERCENT:
        return percent(value)
    if column in POINTS:
        points = round(100 * value, 1)
        return f"{points:+.1f} pp" if points else "0.0 pp"
    if isinstance(value, int) and column.startswith("n_"):
        return f"{value:,}"
    if isinstance(value, int):
        return str(value)
    decimals = DECIMALS.get(column, 3)
    rounded = f"{value:.{decimals}f}"
    if float(rounded) or not value:
        return rounded
    return rounded.removeprefix("-") if value < 0 or column in SIGNED else f"<{10.0**-decimals:.{decimals}f}"


def cell(column: str, value: object, lang: str) -> str:
    """Write any value of a table as a reader reads it; null is empty.

    Examples
    --------
    >>> cell("words", ["产业", "创新"], "zh"), cell("half", "plan", "zh"), cell("low", None, "en")
    ('产业、创新', '计划', '')
    >>> cell("side", "a", "zh"), cell("relation", "a", "en"), cell("problem", "place, one half", "zh")
    ('甲', 'only A', '文中没有该地区、只有回顾没有计划')
    >>> cell("2024_target", "持平；≥5%", "en")
    'flat；≥5%'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, int | float):
        return number(column, value)
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(cell(column, one, lang) for one in value)
    text = " ".join(str(value).split())
    if heading(column, lang) != column and column[:4].isdigit():  # the figures of a year, side by side
        return "；".join(_worded("figure", one, lang) for one in text.split("；"))
    return _worded(column, text, lang) if column in _TRANSLATED else text


def _worded(column: str, text: str, lang: str) -> str:
    """Say in the reader's language what a column says that holds the program's own words."""
    if column == "problem":  # a file may have several
        return ("、" if lang == "zh" else ", ").join(phrase(one, lang) for one in text.split(", "))
    own = OF_COLUMN.get(column, {}).get(text)
    if own is not None:
        return own[LANGUAGES.index(lang)]
    return text if column in _DATA_BUT_FOR else phrase(text, lang)
