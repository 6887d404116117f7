"""topics show: the themes and topics of a model, their words and most typical segments."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption

_NONE = {
    Language.zh: "没有未被主题覆盖的事项：与各主题都不太像的段落，没有成规模且见于多数地区的",
    Language.en: "no matter without a theme: what fits the themes badly is no large group found in most districts",
}
_SOME = {
    Language.zh: "把它写进主题文件再拟合一次，就有它的占比",
    Language.en: "name one in the themes file and fit again to have its shares",
}
_FEW = {
    Language.zh: "文本太少，找不出自己的话题；只有主题",
    Language.en: "too little text for topics of its own; themes only",
}
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
    """Show all themes and topics, or one with its typical segments.

    Example: topics show environment
    """
    from topics.cli.output import emit, open_model
    from topics.show.wording import cell, heading

    fitted = open_model(model)
    if emerging:
        found = fitted.emerging()
        below = (_NONE if found.is_empty() else _SOME)[lang]
        emit(found, fitted, {"emerging": True}, table_format, output, lang, below=below)
        return
    if name is None:
        few = "" if fitted.has_topics else _FEW[lang]
        emit(fitted.overview(lang.value), fitted, {}, table_format, output, lang, above=few)
        return
    level, row = fitted.find(name)
    key = level.removesuffix("s")
    called = row[f"name_{lang.value}"] if level == "themes" else row["name"]
    size = _SIZE[lang].format(row["n_segments"], row["n_characters"])
    colon = "：" if lang is Language.zh else ": "
    words = f"{heading('words', lang.value)}{colon}{cell('words', row['words'], lang.value)}"
    above = f"{heading(key, lang.value)} {row[key]} · {called}{colon}{size}\n{words}"
    emit(fitted.typical(name), fitted, {key: row[key]}, table_format, output, lang, above=above)
