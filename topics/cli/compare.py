"""topics compare: how two districts, plans or years differ."""

from __future__ import annotations

from typing import Annotated, Any

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

SIDE = "A district, a plan (东城街道@2018), a year, or a group (level=county)."


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
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    found = fitted.compare(a, b, half=half.value, level=level.value)
    sides = [_side(side) for side in found.sides.to_dicts()]
    chance = "" if found.distance_expected is None else f" ({found.distance_expected:.3f} by chance)"
    tested = "" if found.distance_p is None else f", p = {found.distance_p:.4f}"
    above = "\n".join([*sides, f"Jensen–Shannon distance: {found.distance:.3f}{chance}{tested} ({found.basis})"])
    query = {
        "a": a,
        "b": b,
        "half": half.value,
        "level": level.value,
        "distance": found.distance,
        "distance_p": found.distance_p,
        "distance_expected": found.distance_expected,
        "basis": found.basis,
        "note": found.note,
    }
    note = found.note_zh if lang is Language.zh else found.note
    emit(found.differences, fitted, query, table_format, output, lang, above=above, below=note)


def _side(side: dict[str, Any]) -> str:
    plans = "1 plan" if side["n_documents"] == 1 else f"{side['n_documents']} plans"
    return f"{side['side'].upper()}: {side['asked']} — {plans}, {side['n_characters']} characters"
