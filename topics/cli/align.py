"""topics align: two plans side by side, segment by segment."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Half, HalfOption, Language, LanguageOption, ModelOption, OutputOption

PLAN = "A plan (东城街道@2018), or words that name one plan."


def align(
    a: Annotated[str, typer.Argument(help=PLAN)],
    b: Annotated[str, typer.Argument(help="The plan to set beside it.")],
    half: HalfOption = Half.all,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show what two plans share and what only one of them has.

    Segments that correspond stand side by side, shared words in 【】.

    Example: topics align 东城街道@2018 西城街道@2018 --half plan -o outputs/pair.xlsx
    """
    from topics.cli.output import emit, evidence_of, for_eyes, open_model

    fitted = open_model(model)
    frame = fitted.align(a, b, half=half.value)
    behind = evidence_of((), half=half.value)
    evidence = {f"segments_{side}": f"{behind} --group '{words}'" for side, words in (("a", a), ("b", b))}
    query = {"a": a, "b": b, "half": half.value, **evidence}
    above = _count(frame["relation"].to_list(), lang)
    if for_eyes(table_format, output):
        from topics.show.sidebyside import side_by_side

        frame = side_by_side(frame)
    emit(frame, fitted, query, table_format, output, lang, above=above)


def _count(relations: list[str], lang: Language) -> str:
    both, only_a, only_b = (relations.count(one) for one in ("both", "a", "b"))
    if lang is Language.zh:
        return f"对应 {both} 对；仅甲有 {only_a} 段；仅乙有 {only_b} 段"
    return f"{both} corresponding pairs; {only_a} segments only in A; {only_b} only in B"
