"""topics compare: how two districts, plans or years differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from topics.cli.options import (
    FormatOption,
    Half,
    HalfOption,
    Language,
    LanguageOption,
    Level,
    LevelOption,
    ModelOption,
    OutputOption,
)

if TYPE_CHECKING:
    import polars as pl

SIDE = "A district, a plan (东城街道@2018), a year, or a group (level=county,year=2020)."

_MORE = {
    Language.zh: ("甲多用{}：{}", "乙多用{}：{}", "、"),
    Language.en: ("A says more{}: {}", "B says more{}: {}", ", "),
}
_DOUBT = {
    Language.zh: {True: "（不能与偶然区分）", False: "（未作检验）"},
    Language.en: {True: " (not told from chance)", False: " (not tested)"},
}
"""What is said of words none of which stands out: after a test, and without one."""
_SIDE = {Language.zh: "{}：{} — {} 份文件，{:,} 字", Language.en: "{}: {} — {} plans, {:,} characters"}
_DISTANCE = {
    Language.zh: ("Jensen–Shannon 距离：{:.3f}", "（偶然水平 {:.3f}）", "，p = {:.4f}", "（{}）"),
    Language.en: ("Jensen–Shannon distance: {:.3f}", " ({:.3f} by chance)", ", p = {:.4f}", " ({})"),
}


def compare(
    a: Annotated[str, typer.Argument(help=SIDE)],
    b: Annotated[str, typer.Argument(help="The same, to compare with.")],
    half: HalfOption = Half.all,
    level: LevelOption = Level.themes,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Compare the themes or topics of two districts, plans or years.

    Example: topics compare 东城街道@2018 东城街道@2022 --half plan
    """
    from topics.cli.output import emit, evidence_of, for_eyes, open_model

    fitted = open_model(model)
    asked: dict[str, Any] = {"half": half.value, "level": level.value}
    found = fitted.compare(a, b, **asked)
    distance = _distance(found.distance, found.distance_expected, found.distance_p, found.basis, lang)
    above = "\n".join([*_sides(found.sides, lang), distance])
    query = {
        "a": a,
        "b": b,
        **asked,
        "distance": found.distance,
        "distance_p": found.distance_p,
        "distance_expected": found.distance_expected,
        "basis": found.basis,
        "interval_basis": found.interval_basis,
        "note": found.note,
        **{f"segments_{side}": f"{evidence_of((), **asked)} --group '{words}'" for side, words in (("a", a), ("b", b))},
    }
    note = found.note_zh if lang is Language.zh else found.note
    further = {"words": found.words, "evidence": found.evidence}
    below = note
    if for_eyes(table_format, output):
        below = "\n".join([*_words(found.words, lang), note])
        title = "最能说明差异的段落" if lang is Language.zh else "Passages that make the difference"
        key = level.value.removesuffix("s")
        names = found.differences.select(key, name="name" if level is Level.topics else f"name_{lang.value}")
        passages = found.evidence.join(names, on=key, how="left", maintain_order="left")
        further = {title: passages.select("side", key, "name", "words", "segment", "text")}
    emit(found.differences, fitted, query, table_format, output, lang, above=above, below=below, further=further)


def _sides(sides: pl.DataFrame, lang: Language) -> list[str]:
    """Say in a line a side what was compared."""
    names = {Language.zh: {"a": "甲", "b": "乙"}, Language.en: {"a": "A", "b": "B"}}[lang]
    rows = sides.select("side", "asked", "n_documents", "n_characters").rows()
    return [_SIDE[lang].format(names[side], *rest).replace(" 1 plans,", " 1 plan,") for side, *rest in rows]


def _distance(distance: float, expected: float | None, p: float | None, basis: str, lang: Language) -> str:
    """Say how far the sides lie apart, beside what chance gives, and how that was tested."""
    from topics.show.wording import phrase

    parts = zip(_DISTANCE[lang], (distance, expected, p, phrase(basis, lang.value)), strict=True)
    return "".join(form.format(value) for form, value in parts if value is not None)


def _words(words: pl.DataFrame, lang: Language) -> list[str]:
    """Give the words of each side in a line: those that stand out from chance, or the first where none is known to."""
    lines = []
    for side, label in (("a", _MORE[lang][0]), ("b", _MORE[lang][1])):
        own = words.filter(words["side"] == side)
        certain = own.filter(own["p"] <= 0.05)
        tested = own["p"].null_count() < own.height
        shown, doubt = (certain, "") if certain.height else (own, _DOUBT[lang][tested])
        lines += [label.format(doubt, _MORE[lang][2].join(shown["word"].head(10)))] if shown.height else []
    return lines
