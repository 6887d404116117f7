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
    from topics.cli.output import emit, emit_tables, open_model

    fitted = open_model(model)
    if name is None:
        emit_tables({"themes": fitted.themes, "topics": fitted.topics}, fitted, table_format, output, lang)
        return
    level, row = fitted.find(name)
    typical = fitted.typical(name)
    words = "、".join(row["words"])
    label = row.get(f"name_{lang.value}") or row.get("name")
    note = f"{row[level[:-1]]} {label}: {row['n_segments']} segments, {row['n_characters']} characters; {words}"
    emit(typical, fitted, "typical", {level[:-1]: row[level[:-1]]}, table_format, output, lang, heading=note)
