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
    "source_end": ("来源止", "Source to"),
    "source_start": ("来源起", "Source from"),
    "source_year": ("来源年份", "Source year"),
    "source_district": ("来源地区", "Source district"),
    "segments": ("段落编号", "Segments"),
    "districts": ("地区", "Districts"),
    "number": ("序号", "Number"),
    "lowest": ("最低", "Lowest"),
    "n_topics": ("话题数", "Topics"),
    "which": ("取值", "Which"),
    "what": ("变动", "Changed"),
    "silhouette": ("轮廓系数", "Silhouette"),
    "share_of_segments": ("占段落比例", "Share of segments"),
    "reader": ("判读者", "Reader"),
    "precision": ("识别率", "Precision"),
    "npmi": ("NPMI", "NPMI"),
    "n_same": ("完全相同", "The same"),
    "n_fits": ("拟合次数", "Fits"),
    "likeness": ("与最近主题的相似度", "Likeness"),
    "jaccard": ("最佳 Jaccard", "Best Jaccard"),
    "item": ("题号", "Item"),
    "first_year": ("首见年份", "First year"),
    "c_v": ("C_v", "C_v"),
    "chance": ("随机水平", "By chance"),
    "came_back": ("重现比例", "Came back"),
    "answer": ("答案", "Answer"),
    "agreement": ("一致程度（ARI）", "Agreement (ARI)"),
    "a": ("文件甲", "Plan A"),
    "against": ("对照", "Against"),
    "also": ("另见", "Also"),
    "asked": ("所选", "Asked for"),
    "b": ("文件乙", "Plan B"),
    "basis": ("区间依据", "Basis of the interval"),
    "centrality": ("典型程度", "Centrality"),
    "change": ("是否增减", "Change"),
    "changed": ("调整", "Changed"),
    "codes": ("可填代码", "Codes"),
    "comparison": ("比较", "Comparison"),
    "content": ("内容相似度", "Content"),
    "content_percentile": ("内容百分位", "Content percentile"),
    "difference": ("差异", "Difference"),
    "difference_high": ("差异上限", "Difference, high"),
    "difference_low": ("差异下限", "Difference, low"),
    "district": ("地区", "District"),
    "document": ("文件", "Plan"),
    "documents": ("文件", "Plans"),
    "done": ("已完成", "Done"),
    "dropped": ("不再提及", "Dropped"),
    "effect_g": ("效应量 g", "Effect g"),
    "effect_h": ("效应量 h", "Effect h"),
    "end": ("止", "End"),
    "evidence": ("证据", "Evidence"),
    "error": ("标准误", "Standard error"),
    "figure": ("数值", "Figure"),
    "file": ("文件名", "File"),
    "found": ("发现", "Found"),
    "half": ("部分", "Half"),
    "high": ("上限", "High"),
    "indicator": ("指标", "Indicator"),
    "kept": ("延续", "Kept"),
    "kind": ("类别", "Kind"),
    "later": ("后续段落", "Later"),
    "later_part": ("后续句序", "Later part"),
    "left_out": ("已排除", "Left out"),
    "level": ("级别", "Level"),
    "log_odds": ("对数优势比", "Log-odds"),
    "low": ("下限", "Low"),
    "margin": ("领先幅度", "Margin"),
    "measure": ("口径", "Measure"),
    "n_a": ("甲次数", "Times A"),
    "n_b": ("乙次数", "Times B"),
    "n_characters": ("字数", "Characters"),
    "n_characters_a": ("甲字数", "Characters A"),
    "n_characters_b": ("乙字数", "Characters B"),
    "n_documents": ("文件数", "Plans"),
    "n_documents_a": ("甲文件数", "Plans A"),
    "n_documents_b": ("乙文件数", "Plans B"),
    "n_figures": ("数字个数", "Figures"),
    "n_removals": ("清除数", "Removals"),
    "n_removed": ("清除字数", "Removed"),
    "n_segments": ("段数", "Segments"),
    "n_statements": ("事项数", "Statements"),
    "n_with_figures": ("含数字事项数", "With figures"),
    "name": ("名称", "Name"),
    "name_en": ("英文名称", "Name"),
    "name_zh": ("名称", "Name in Chinese"),
    "new": ("新提出", "New"),
    "not_mentioned": ("未提及", "Not mentioned"),
    "outline": ("所在标题", "Headings above"),
    "p": ("p 值", "p"),
    "part": ("占不确定性", "Of the uncertainty"),
    "partly": ("部分完成", "Partly"),
    "planned": ("计划段落", "Planned"),
    "planned_part": ("计划句序", "Planned part"),
    "position": ("序号", "Position"),
    "probability": ("概率", "Probability"),
    "problem": ("问题", "Problem"),
    "profile": ("结构相似度", "Profile"),
    "profile_percentile": ("结构百分位", "Profile percentile"),
    "q": ("q 值", "q"),
    "rank_best": ("最高可能名次", "Best rank"),
    "rank_worst": ("最低可能名次", "Worst rank"),
    "rate_a": ("甲每万字", "A in 10,000"),
    "rate_b": ("乙每万字", "B in 10,000"),
    "reason": ("原因", "Reason"),
    "relation": ("对应", "Relation"),
    "remedy": ("处理办法", "Remedy"),
    "reused": ("沿用比例", "Reused"),
    "result": ("结果", "result"),
    "second": ("其他可取主题", "Second theme"),
    "segment": ("段落", "Segment"),
    "segment_a": ("甲段落", "Segment A"),
    "segment_b": ("乙段落", "Segment B"),
    "share": ("占比", "Share"),
    "share_a": ("甲占比", "Share A"),
    "share_b": ("乙占比", "Share B"),
    "share_with_figures": ("含数字事项占比", "Share with figures"),
    "shared": ("共有词语", "Shared words"),
    "side": ("方", "Side"),
    "signs": ("依据", "Signs"),
    "similarity": ("把握", "Sure"),
    "source": ("来源", "Source"),
    "source_text": ("来源文本", "Source text"),
    "start": ("起", "Start"),
    "status": ("状态", "Status"),
    "target": ("目标", "target"),
    "text": ("文本", "Text"),
    "text_a": ("甲文本", "Text A"),
    "text_b": ("乙文本", "Text B"),
    "text_later": ("后续文本", "Later text"),
    "text_planned": ("计划文本", "Planned text"),
    "theme": ("主题", "Theme"),
    "tier": ("档", "Tier"),
    "title": ("标题", "Title"),
    "topic": ("话题", "Topic"),
    "unit": ("单位", "Unit"),
    "unplanned": ("计划外", "Unplanned"),
    "wording": ("用语相似度", "Wording"),
    "wording_percentile": ("用语百分位", "Wording percentile"),
    "word": ("词", "Word"),
    "words": ("关键词", "Words"),
    "year": ("年份", "Year"),
    "z": ("z 值", "z"),
}

_PHRASES = {
    "95 % interval: studentised bootstrap over whole plans": "95% 区间：以整份文件为单位的学生化自助法",
    "95 % interval: Student's t over whole plans, too few to resample": "95% 区间：以整份文件为单位的 t 区间",
    "95 % interval: error of assignment only; one plan has no sampling interval": (
        "95% 区间：仅归类误差；单份文件无抽样区间"
    ),
    "95 % interval: error of assignment only; two plans have no sampling interval": (
        "95% 区间：仅归类误差；两份文件无抽样区间"
    ),
    "95 % interval: Student's t over whole plans, their spread within groups pooled": (
        "95% 区间：组内差异合并后的 t 区间"
    ),
    "no interval: too few plans to resample, and no error of assignment is known here": (
        "无区间：文件过少，且归类误差未知"
    ),
    "spread between whole plans, less what errors of assignment add to it": "各文件之间的差别，扣除归类误差",
    "fewer than three plans: how plans vary cannot be known": "不足三份文件：无从得知文件之间的差别",
    "segments under the wrong theme, as often as in coded passages": "归错主题的段落，按人工编码测得的误差",
    "no passage is coded by topic, nor as unassigned: errors of assignment are not known": (
        "话题与未归类无人工编码：归类误差未知"
    ),
    "nothing random enters: every seed gives the same": "无随机成分：任何种子结果相同",
    "topics depend on the seed: how much, only fits with other seeds can tell": "话题依赖随机种子：须换种子重跑方知",
    "half the difference to counting whole paragraphs, each under what most of its text is about": (
        "与按整个自然段归类相差的一半"
    ),
    "no paragraph holds two segments: nothing coarser to compare with": "没有可再合并的自然段：无更粗的划分可比",
    "plans": "文件",
    "assignment": "归类",
    "seed": "种子",
    "granularity": "粒度",
    "no text: no share": "无文本：无占比",
    "no plan has it, or all alike: no sampling interval": "各文件均无或完全相同：无抽样区间",
    "review": "回顾",
    "plan": "计划",
    "neither": "其他",
    "level": "水平",
    "change": "增减",
    "result": "结果",
    "verbatim": "逐字",
    "reworded": "改写",
    "target": "目标",
    "both": "对应",
    "a": "仅甲有",
    "b": "仅乙有",
    "done": "已完成",
    "partly": "部分完成",
    "not mentioned": "未提及",
    "unplanned": "计划外",
    "kept": "延续",
    "changed": "调整",
    "dropped": "不再提及",
    "new": "新提出",
    "all themes": "全部主题",
}
"""What the tables say in words, in Chinese; in English it stands as it is."""

_TRANSLATED = ("basis", "half", "kind", "measure", "source", "against", "relation", "status")
"""The columns whose values are the program's own words; all others are data and stay as they are."""

PERCENT = (
    "share",
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
    if year.isdigit() and kind in _HEADINGS:
        return f"{year} {heading(kind, lang)}"
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
