"""topics similar: which plans resemble each other."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import BackgroundOption, FormatOption, Language, LanguageOption, ModelOption, OutputOption


def similar(
    plan: Annotated[str | None, typer.Argument(help="Name of a plan (东城街道@2018); without it, all pairs.")] = None,
    background: BackgroundOption = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show which plans resemble each other.

    By theme profile, by content and by wording, never blended.

    Example: topics similar 东城街道@2018 --background national/
    """
    from topics.cli.output import bars, emit, open_model
    from topics.show.wording import phrase

    fitted = open_model(model)
    with bars() as progress:
        found = fitted.similar(plan, background=background, progress=progress)
    basis = found["basis"][0]
    query = {"plan": plan, "background": background and str(background), "basis": basis}
    emit(found.drop("basis"), fitted, query, table_format, output, lang, below=phrase(basis, lang.value))
