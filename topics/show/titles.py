"""What a chart says in words, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.show.wording import check_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_SENTENCES = {
    "over-time": ("各地各年占比", "Shares over time"),
    "shares": ("占比", "Shares"),
    "compare": ("{a} 与 {b} 的差异", "How {a} and {b} differ"),
    "similarity": ("文件之间的相似度", "How similar the plans are"),
    "share": ("占比", "Share"),
    "year": ("年份", "Year"),
    "profile": ("结构相似度", "Profile"),
    "content": ("内容相似度", "Content"),
    "of all characters": (
        "占{half}全部字数的比例，未归类计入分母",
        "Fraction of all characters of {half}, unassigned included",
    ),
    "plans": ("{n} 份文件，共 {characters} 字", "{n} plans, {characters} characters"),
    "plans a side": ("甲方 {a} 份文件，乙方 {b} 份文件", "{a} plans against {b}"),
    "distance": (
        "Jensen–Shannon 距离 {distance}（0 为相同，1 为毫无共同）",
        "Jensen–Shannon distance {distance} (0 the same, 1 nothing shared)",
    ),
    "intervals": (
        "色带为 95% 区间，以整份文件为抽样单位",
        "Bands: 95 % intervals, whole plans as the unit of sampling",
    ),
    "no intervals": ("每组文件太少，给不出抽样区间", "No sampling intervals: too few plans a group"),
    "one year": ("只有一个年份，按地区画柱", "One year only: bars by district"),
    "districts left out": ("共 {all} 组，只画字数最多的 {n} 组", "{n} of {all} groups drawn, those with the most text"),
    "series left out": ("共 {all} 项，只画占比最大的 {n} 项", "{n} of {all} drawn, the largest"),
    "left out": ("另有 {n} 项未画", "{n} more not drawn"),
    "similarity of": (
        "{n} 份文件两两比较；结构：主题占比的余弦；内容：减去语料均值后平均向量的余弦",
        "{n} plans; profile: cosine of theme shares; content: cosine of mean vectors less the corpus mean",
    ),
    "clustered": ("按相似程度聚类排序", "Ordered by clustering"),
    "most similar pairs": (
        "文件较多，只画内容最相近的 {n} 对（共 {all} 对）",
        "{n} of {all} pairs drawn, those most similar in content",
    ),
}
_HALVES = {
    "all": ("文件", "the plans"),
    "review": ("回顾部分", "the review half"),
    "plan": ("计划部分", "the plan half"),
    "neither": ("既非回顾也非计划的部分", "what is neither review nor plan"),
}


class Wording:
    """Sentences in one language.

    Examples
    --------
    >>> Wording("en")("left out", n=3)
    '3 more not drawn'
    """

    def __init__(self, lang: str) -> None:
        check_language(lang)
        self._at = 0 if lang == "zh" else 1

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence with its values in place."""
        return _SENTENCES[key][self._at].format(**values)

    def half(self, half: str) -> str:
        """Name a half."""
        return _HALVES[half][self._at]


def subtitle(frame: pl.DataFrame, say: Wording, half: str, notes: Iterable[tuple[object, ...]]) -> list[str]:
    """Say what the shares are fractions of, how many plans there are, whether there are intervals, what is left out.

    Parameters
    ----------
    frame
        `topics.tables.SHARES`, before anything was left out.
    notes
        A key of the sentences each, with ``n`` and ``all`` where it takes them; empty where there is nothing to say.
    """
    first = frame.columns.index("theme" if "theme" in frame.columns and "topic" not in frame.columns else "topic")
    groups = frame.unique(frame.columns[:first], maintain_order=True) if first else frame.head(1)
    size = say("plans", n=int(groups["n_documents"].sum()), characters=f"{int(groups['n_characters'].sum()):,}")
    told = [say("of all characters", half=say.half(half)), size]
    told.append(say("intervals" if frame["low"].is_not_null().any() else "no intervals"))
    for note in notes:
        if note:
            key, *numbers = note
            told.append(say(str(key), **dict(zip(("n", "all"), numbers, strict=False))))
    return told
