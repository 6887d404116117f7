"""topics check: what is in a corpus, before a fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption

_FOUND = {
    Language.zh: "语料：{} — {} 份文件，{} 段；{} 个文件未读入，{} 份文件地区或年份不详",
    Language.en: "corpus: {} — {} plans, {} segments; files left out: {}; plans without district or year: {}",
}


def check(
    corpus: Annotated[Path, typer.Argument(help="Folder, file or table of plans.")],
    pattern: Annotated[
        str, typer.Option("--pattern", help="Regular expression for file names with the groups district and year.")
    ] = "",
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
    *,
    write_metadata: Annotated[
        bool, typer.Option("--write-metadata", help="Write a plans.csv beside the files, to correct by hand.")
    ] = False,
) -> None:
    """Show what a fit would read, and what is wrong with it.

    Plans with district, year and segments, what is cleaned away, duplicates, damaged files.

    Example: topics check plans/ --write-metadata
    """
    from topics.cli.output import WRITTEN, bars, emit_tables, say
    from topics.read import corpus as reading
    from topics.read.survey import cleaned, survey
    from topics.settings import ReadSettings

    target = reading.metadata_place(corpus) if write_metadata else None
    with bars() as progress:
        found = reading.read_corpus(corpus, ReadSettings(pattern=pattern), progress)
    unknown = found.documents["district"].is_null() | found.documents["year"].is_null()
    left_out = int(found.problems["left_out"].sum())
    counts = found.documents.height, found.segments.height, left_out, int(unknown.sum())
    first = _FOUND[lang].format(corpus, *(f"{count:,}" for count in counts))
    tables = {"files": survey(found), "problems": found.problems, "cleaned away": cleaned(found)}
    shown = {name: frame for name, frame in tables.items() if frame.height}
    emit_tables(shown, first, None, {"corpus": str(corpus)}, table_format, output, lang)
    if target:
        reading.write_metadata(found, target)
        say(WRITTEN[lang].format(target))
