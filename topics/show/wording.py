"""What a column, a half or a reason is called in Chinese and in English, and how a column's numbers are written.

The tables keep their own names and full precision; only what a person reads goes through here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.errors import OptionError

if TYPE_CHECKING:
    import polars as pl

LANGUAGES = ("zh", "en")

_HEADINGS = {
    "a": ("文件甲", "Plan A"),
    "asked": ("所选", "Asked for"),
    "b": ("文件乙", "Plan B"),
    "basis": ("区间依据", "Basis of the interval"),
    "centrality": ("典型程度", "Centrality"),
    "content": ("内容相似度", "Content"),
    "content_percentile": ("内容百分位", "Content percentile"),
    "difference": ("差异", "Difference"),
    "difference_high": ("差异上限", "Difference, high"),
    "difference_low": ("差异下限", "Difference, low"),
    "district": ("地区", "District"),
    "document": ("文件", "Plan"),
    "documents": ("文件", "Plans"),
    "end": ("止", "End"),
    "file": ("文件名", "File"),
    "found": ("发现", "Found"),
    "half": ("部分", "Half"),
    "high": ("上限", "High"),
    "left_out": ("已排除", "Left out"),
    "level": ("级别", "Level"),
    "low": ("下限", "Low"),
    "margin": ("领先幅度", "Margin"),
    "n_characters": ("字数", "Characters"),
    "n_characters_a": ("甲字数", "Characters A"),
    "n_characters_b": ("乙字数", "Characters B"),
    "n_documents": ("文件数", "Plans"),
    "n_documents_a": ("甲文件数", "Plans A"),
    "n_documents_b": ("乙文件数", "Plans B"),
    "n_removals": ("清除数", "Removals"),
    "n_removed": ("清除字数", "Removed"),
    "n_segments": ("段数", "Segments"),
    "name": ("名称", "Name"),
    "name_en": ("英文名称", "Name"),
    "name_zh": ("名称", "Name in Chinese"),
    "outline": ("所在标题", "Headings above"),
    "p": ("p 值", "p"),
    "position": ("序号", "Position"),
    "probability": ("概率", "Probability"),
    "problem": ("问题", "Problem"),
    "profile": ("结构相似度", "Profile"),
    "profile_percentile": ("结构百分位", "Profile percentile"),
    "q": ("q 值", "q"),
    "reason": ("原因", "Reason"),
    "remedy": ("处理办法", "Remedy"),
    "segment": ("段落", "Segment"),
    "share": ("占比", "Share"),
    "share_a": ("甲占比", "Share A"),
    "share_b": ("乙占比", "Share B"),
    "side": ("方", "Side"),
    "start": ("起", "Start"),
    "text": ("文本", "Text"),
    "theme": ("主题", "Theme"),
    "title": ("标题", "Title"),
    "topic": ("话题", "Topic"),
    "words": ("关键词", "Words"),
    "year": ("年份", "Year"),
}

_PHRASES = {
    "95 % interval: studentised bootstrap over whole plans": "95% 区间：以整份文件为单位的学生化自助法",
    "95 % interval: Student's t over whole plans, too few to resample": "95% 区间：以整份文件为单位的 t 区间",
    "one plan: no sampling interval": "仅一份文件：无抽样区间",
    "two plans: no sampling interval": "仅两份文件：无抽样区间",
    "no text: no share": "无文本：无占比",
    "no plan has it, or all alike: no sampling interval": "各文件均无或完全相同：无抽样区间",
    "review": "回顾",
    "plan": "计划",
    "neither": "其他",
}
"""What the tables say in words, in Chinese; in English it stands as it is."""

_TRANSLATED = ("basis", "half")
"""The columns whose values are the program's own words; all others are data and stay as they are."""

PERCENT = (
    "share",
    "share_a",
    "share_b",
    "low",
    "high",
    "profile_percentile",
    "content_percentile",
)
POINTS = ("difference", "difference_low", "difference_high")
DECIMALS = {
    "probability": 2,
    "margin": 2,
    "profile": 3,
    "content": 3,
    "centrality": 3,
    "p": 4,
    "q": 4,
}


HIDDEN = ("margin", "district_from", "year_from", "notes", "n_characters_a", "n_characters_b", "position")
"""Columns of record: in every file for further work, but not where a person reads a table."""


def for_reading(frame: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Leave out what a reader of a table does not need: names in the other language, columns of record or of nulls."""
    other = f"name_{'en' if lang == 'zh' else 'zh'}"
    empty = {name for name in frame.columns if frame.height and frame[name].null_count() == frame.height}
    return frame.select([name for name in frame.columns if name not in {other, *HIDDEN, *empty}])


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
    >>> heading("share", "zh"), heading("share", "en"), heading("gdp", "zh")
    ('占比', 'Share', 'gdp')
    """
    both = _HEADINGS.get(column)
    return column if both is None else both[LANGUAGES.index(lang)]


def phrase(words: str, lang: str) -> str:
    """Say in the reader's language what a table says in words.

    Examples
    --------
    >>> phrase("review", "zh"), phrase("review", "en")
    ('回顾', 'review')
    """
    return _PHRASES.get(words, words) if lang == "zh" else words


def number(column: str, value: float) -> str:
    """Write a number as a reader reads it: shares in percent, differences in percentage points.

    Examples
    --------
    >>> number("share", 0.1234), number("difference", 0.031), number("difference", -0.2), number("year", 2018)
    ('12.3 %', '+3.1 pp', '-20.0 pp', '2018')
    """
    if column in PERCENT:
        return f"{100 * value:.1f} %"
    if column in POINTS:
        points = round(100 * value, 1)
        return f"{points:+.1f} pp" if points else "0.0 pp"
    if isinstance(value, int) and column.startswith("n_"):
        return f"{value:,}"
    if isinstance(value, int):
        return str(value)
    return f"{value:.{DECIMALS.get(column, 3)}f}"


def cell(column: str, value: object, lang: str) -> str:
    """Write any value of a table as a reader reads it; null is empty.

    Examples
    --------
    >>> cell("words", ["产业", "创新"], "zh"), cell("half", "plan", "zh"), cell("low", None, "en")
    ('产业、创新', '计划', '')
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
    return phrase(text, lang) if column in _TRANSLATED else text
