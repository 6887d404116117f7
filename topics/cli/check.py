"""topics check: what is in a corpus, before a fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption


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
    """Show what would be read: plans, district, year, segments, what is cleaned away, duplicates, damaged files.

    Example: topics check plans/ --write-metadata
    """
    from topics.cli.output import bars, emit_check, say
    from topics.read.corpus import read_corpus
    from topics.read.corpus import write_metadata as write
    from topics.settings import ReadSettings

    with bars() as progress:
        found = read_corpus(corpus, ReadSettings(pattern=pattern), progress)
    emit_check(corpus, found, table_format, output, lang)
    if write_metadata:
        say(f"written: {write(found, corpus)}")
