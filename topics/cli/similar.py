"""topics similar: which plans resemble each other."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption


def similar(
    plan: Annotated[str | None, typer.Argument(help="Name of a plan (东城街道@2018); without it, all pairs.")] = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show which plans resemble each other, by theme profile and by content.

    Example: topics similar 东城街道@2018
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    emit(fitted.similar(plan), fitted, {"plan": plan}, table_format, output, lang)
