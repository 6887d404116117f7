"""topics show: the themes and topics of a model, their words and most typical segments."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption

_SIZE = {Language.zh: "{:,} 段，{:,} 字", Language.en: "{:,} segments, {:,} characters"}


def show(
    name: Annotated[
        str | None, typer.Argument(metavar="[THEME|TOPIC]", help="Code or name of a theme, or number of a topic.")
    ] = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
    *,
    emerging: Annotated[
        bool,
        typer.Option("--emerging", help="Show matters that no theme names, their words, districts and first year."),
    ] = False,
) -> None:
    """Show size and words of all themes and topics, or of one with its most typical segments.

    Example: topics show environment
    """
    from topics.cli.output import emit, open_model
    from topics.show.wording import heading

    fitted = open_model(model)
    if emerging:
        found = fitted.emerging()
        none = "no matter without a theme: what fits the themes badly is no large group found in most districts"
        below = none if found.is_empty() else "name one in the themes file and fit again to have its shares"
        emit(found, fitted, {"emerging": True}, table_format, output, lang, below=below)
        return
    if name is None:
        few = "" if fitted.has_topics else "too little text for topics of its own; themes only"
        emit(fitted.overview(lang.value), fitted, {}, table_format, output, lang, above=few)
        return
    level, row = fitted.find(name)
    key = level.removesuffix("s")
    called = row[f"name_{lang.value}"] if level == "themes" else row["name"]
    size = _SIZE[lang].format(row["n_segments"], row["n_characters"])
    words = f"{heading('words', lang.value)}: {'、'.join(row['words'])}"
    above = f"{heading(key, lang.value)} {row[key]} · {called}: {size}\n{words}"
    emit(fitted.typical(name), fitted, {key: row[key]}, table_format, output, lang, above=above)
