"""topics show: the themes and topics of a model, their words and most typical segments."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption


def show(
    name: Annotated[
        str | None, typer.Argument(metavar="[THEME|TOPIC]", help="Code or name of a theme, or number of a topic.")
    ] = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show size and words of all themes and topics, or of one with its most typical segments.

    Example: topics show environment
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    if name is None:
        emit(fitted.overview(lang.value), fitted, {}, table_format, output, lang)
        return
    level, row = fitted.find(name)
    key = level.removesuffix("s")
    called = row[f"name_{lang.value}"] if level == "themes" else row["name"]
    size = f"{row['n_segments']} segments, {row['n_characters']} characters"
    above = f"{key} {row[key]} · {called}: {size}\nwords: {'、'.join(row['words'])}"
    emit(fitted.typical(name), fitted, {key: row[key]}, table_format, output, lang, above=above)
