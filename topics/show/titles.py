"""What a chart says in words, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.show.layout import group_names, level_of
from topics.show.wording import check_language, heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_SENTENCES = {
    "over-time": ("{where} {when} 年各{what}占比{half}", "{What} shares in {where}, {when}{half}"),
    "shares": ("按{by}的{what}占比{half}", "{What} shares by {by}{half}"),
    "shares of all": ("全部文件的{what}占比{half}", "{What} shares of all plans{half}"),
    "compare": ("{a} 与 {b} 的{what}差异{half}", "How the {what}s of {a} and {b} differ{half}"),
    "similarity": ("文件之间的相似度", "How similar the plans are"),
    "districts": ("{n} 个地区", "{n} districts"),
    "share": ("占比", "Share"),
    "profile": ("结构相似度", "Profile"),
    "content": ("内容相似度", "Content"),
    "of all characters": (
        "占{half}全部字数的比例，未归类的字数计入分母",
        "Fraction of all characters of {half}, unassigned included",
    ),
    "plans": ("{n} 份文件，共 {characters} 字", "{plans}, {characters} characters"),
    "sides": ("{a}：{n_a} 份文件；{b}：{n_b} 份文件", "{a}: {plans_a}; {b}: {plans_b}"),
    "distance": (
        "Jensen–Shannon 距离 {distance}（0 为相同，1 为毫无共同）",
        "Jensen–Shannon distance {distance} (0: the same, 1: nothing in common)",
    ),
    "numbers": (
        "数字为 {a} 减 {b}，单位：百分点",
        "Numbers: {a} less {b}, in percentage points",
    ),
    "and intervals": (
        "；右图为差异及其 95% 区间（逐项计算，未作多重比较校正）",
        "; on the right the differences with 95 % intervals, each for itself, not corrected for their number",
    ),
    "difference": ("差异（百分点）", "Difference (percentage points)"),
    "decided": (
        "实心：差异可与偶然区分（错误发现率 5%）；空心：不能区分",
        "Filled: told from chance (false discovery rate 5 %); hollow: not told from it",
    ),
    "intervals": (
        "细线和浅色带为 95% 区间，以整份文件为抽样单位",
        "Thin lines and pale bands: 95 % intervals, whole plans as the unit of sampling",
    ),
    "some intervals": (
        "细线和浅色带为 95% 区间，以整份文件为抽样单位；{n} 组文件不足 3 份，没有区间",
        "Thin lines and pale bands: 95 % intervals, whole plans as the unit of sampling; none where a group has fewer "
        "than 3 plans ({n} of the groups)",
    ),
    "no spread": (
        "没有抽样区间：同组文件的占比完全相同",
        "No sampling intervals: the plans of a group are all alike",
    ),
    "no intervals": (
        "没有抽样区间：每组文件不足 3 份",
        "No sampling intervals: fewer than 3 plans in every group",
    ),
    "ends": ("数字为首尾两年的占比；各格纵轴相同", "Numbers: first and last year; one vertical scale for all cells"),
    "one scale": ("各格纵轴相同", "One vertical scale for all panels"),
    "one year": ("只有一个年份，画柱而不画线", "One year only: bars, not lines"),
    "one year each": (
        "多数地区只有一个年份，画柱而不画线",
        "Most districts have one year only: bars, not lines",
    ),
    "undrawn": (
        "另有 {n} 组没有年份或没有这部分文本，未画",
        "Not drawn for want of a year or of text of this half: {n} of the groups",
    ),
    "no text": ("另有 {n} 组没有这部分文本，未画", "Not drawn for want of text of this half: {n} of the groups"),
    "groups left out": ("共 {all} 组，只画字数最多的 {n} 组", "{n} of {all} groups drawn, those with the most text"),
    "series left out": ("共 {all} 项，只画占比最大的 {n} 项", "{n} of {all} {what}s drawn, the largest"),
    "left out": ("另有差异较小的 {n} 项未画", "{n} smaller differences not drawn"),
    "profile is": (
        "{n} 份文件两两比较；结构：各主题占比的余弦，1 为相同",
        "{n} plans in pairs; profile: cosine of theme shares, 1 for the same",
    ),
    "content is": (
        "内容：平均语义向量减去全部文件的平均后的余弦；各对平均约 {mean}，负值只表示不及平均相似，不表示相反",
        "Content: cosine of mean vectors less the mean of all plans; about {mean} on average, so that a negative value "
        "means less alike than most, not opposite",
    ),
    "no content": (
        "只有两份文件：内容相似度以全部文件的平均为基准，无从给出",
        "Two plans only: content is measured from the mean of all plans and cannot be given",
    ),
    "clustered": ("按{by}聚类排序，相近的文件相邻", "Ordered by clustering on {by}: like plans stand together"),
    "most similar pairs": (
        "文件较多，只画内容最相近的 {n} 对（共 {all} 对）",
        "{n} of {all} pairs drawn, those most similar in content",
    ),
}
_HALVES = {
    "all": ("文件", "the plans"),
    "review": ("回顾部分", "the review half"),
    "plan": ("计划部分", "the plan half"),
    "neither": ("既非回顾也非计划的部分", "the text that is neither review nor plan"),
}
_LEVELS = {"theme": ("主题", "theme"), "topic": ("话题", "topic")}
_STOPS, _STOPS_EN = "，；。", (", ", "; ")
_JOINTS, _OPENING, _CLOSING = "、，；：。与和及", "（(“", " 与和及、，；：。）)”,;:.%"
WIDEST = 112
"""Cells a line of a subtitle may have, a Chinese character taking two; longer ones go on in the next line."""


class Wording:
    """Sentences in one language.

    Examples
    --------
    >>> Wording("en")("left out", n=3)
    '3 smaller differences not drawn'
    """

    def __init__(self, lang: str) -> None:
        check_language(lang)
        self.lang = lang
        self._at = 0 if lang == "zh" else 1

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence with its values in place."""
        return _SENTENCES[key][self._at].format(**values)

    def half(self, half: str) -> str:
        """Name a half."""
        return _HALVES[half][self._at]

    def level(self, frame: pl.DataFrame) -> str:
        """Name what the rows are shares of: themes or topics."""
        return _LEVELS[level_of(frame)][self._at]

    def _titled(self, key: str, frame: pl.DataFrame, half: str, **values: object) -> str:
        """Give a title that says level and half, in brackets where it is not the whole plans."""
        what, part = self.level(frame), _HALVES[half][self._at].removeprefix("the ")
        bracket = "" if half == "all" else (f"（{part}）", f" ({part})")[self._at]
        return self(key, what=what, What=what.capitalize(), half=bracket, **values)

    def over_time(self, frame: pl.DataFrame, rows: pl.DataFrame, half: str) -> str:
        """Title shares over time: where, when, of what; `rows` are those drawn."""
        districts, years = rows["place"].unique(), rows["year"].unique().sort().to_list()
        where = districts[0] if len(districts) == 1 else self("districts", n=len(districts))
        dash = ("—", "–")[self._at]
        when = f"{years[0]}" if len(years) == 1 else f"{years[0]}{dash}{years[-1]}"
        return self._titled("over-time", frame, half, where=where, when=when)

    def shares(self, frame: pl.DataFrame, half: str) -> str:
        """Title shares by the columns they are grouped by."""
        groups = group_names(frame)
        named = {name: heading(name, self.lang) for name in groups}
        by = ("、", " and ")[self._at].join(
            name if called == name else called.lower() for name, called in named.items()
        )
        return self._titled("shares" if groups else "shares of all", frame, half, by=by)

    def compare(self, frame: pl.DataFrame, a: str, b: str, half: str) -> str:
        """Title a comparison."""
        return self._titled("compare", frame, half, a=a, b=b)


def counted(n: int) -> str:
    """Count plans in English.

    Examples
    --------
    >>> counted(1), counted(1200)
    ('1 plan', '1,200 plans')
    """
    return f"{n:,} plan{'' if n == 1 else 's'}"


def subtitle(frame: pl.DataFrame, say: Wording, half: str, notes: Iterable[tuple[object, ...]]) -> list[str]:
    """Say what the shares are fractions of, how many plans there are, whether there are intervals, what is left out.

    Parameters
    ----------
    frame
        `topics.tables.SHARES`, before anything was left out.
    notes
        A key of the sentences each, with ``n`` and ``all`` where it takes them; empty where there is nothing to say.
    """
    columns = group_names(frame)
    groups = frame.unique(columns, maintain_order=True) if columns else frame.head(1)
    n, characters = int(groups["n_documents"].sum()), int(groups["n_characters"].sum())
    told = [
        say("of all characters", half=say.half(half)),
        say("plans", n=f"{n:,}", plans=counted(n), characters=f"{characters:,}"),
        _intervals(frame, groups, say),
    ]
    for note in notes:
        if note:
            key, *numbers = note
            told.append(say(str(key), what=say.level(frame), **dict(zip(("n", "all"), numbers, strict=False))))
    return told


def _intervals(frame: pl.DataFrame, groups: pl.DataFrame, say: Wording) -> str:
    few = int(groups["n_documents"].is_between(1, 2).sum())
    if frame["low"].is_not_null().any():
        return say("some intervals", n=few) if few else say("intervals")
    return say("no intervals" if few == int((groups["n_documents"] > 0).sum()) else "no spread")


def wrapped(text: str, widest: int) -> list[str]:
    """Break a text into lines: a long one after a comma or semicolon, a short one evenly, best after a joining word.

    Examples
    --------
    >>> wrapped("城市更新与城市建设管理", 14), wrapped("Rural areas and farming", 16)
    (['城市更新与', '城市建设管理'], ['Rural areas', 'and farming'])
    """
    from rich.cells import cell_len

    if cell_len(text) <= widest or len(text) < 2:
        return [text]

    def cost(at: int) -> float:
        before, after = text[at - 1], text[at]
        uneven = abs(cell_len(text[:at]) - cell_len(text) / 2)
        if before in _JOINTS:
            return uneven
        if after in _CLOSING or before in _OPENING:
            return uneven + 1000
        wide = cell_len(before) == 2, cell_len(after) == 2
        return uneven + (1000 if before != " " and not any(wide) else 6 if all(wide) else 12 if any(wide) else 0)

    stops = [at for at in range(1, len(text)) if text[at - 1] in _STOPS or text[max(0, at - 2) : at] in _STOPS_EN]
    whole = [at for at in stops if widest >= 40 and 0.4 * widest <= cell_len(text[:at].rstrip()) <= widest]
    at = whole[-1] if whole else min(range(1, len(text)), key=cost)
    return [*wrapped(text[:at].rstrip(), widest), *wrapped(text[at:].lstrip(), widest)]
