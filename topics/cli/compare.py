"""topics compare: how two districts, plans or years differ."""

from __future__ import annotations

from typing import Annotated

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
    comparison = fitted.compare(a, b, half=half.value, level=level.value)
    query = {"a": a, "b": b, "half": half.value, "level": level.value, "distance": comparison.distance}
    emit(comparison.differences, fitted, "compare", query, table_format, output, lang, note=comparison.note)
