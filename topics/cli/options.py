"""The options that several commands take, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"
    xlsx = "xlsx"


class Half(StrEnum):
    """Which half of the plans counts."""

    all = "all"
    review = "review"
    plan = "plan"
    neither = "neither"


class Level(StrEnum):
    """Themes named beforehand, or topics found in the corpus."""

    themes = "themes"
    topics = "topics"


class Language(StrEnum):
    """Language of names and headings."""

    zh = "zh"
    en = "en"


ModelOption = Annotated[
    Path | None, typer.Option("--model", "-m", help="Folder of the fitted model; default: the newest under models/.")
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="How to write the table; default: by the ending of -o, else table.")
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="File to write instead of the terminal.")]
HalfOption = Annotated[Half, typer.Option("--half", help="What was done (review), what will be done (plan), or all.")]
LevelOption = Annotated[Level, typer.Option("--level", help="Themes named beforehand, or topics found in the corpus.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of names and headings.")]
DistrictOption = Annotated[str | None, typer.Option("--district", "-d", help="Only this district.")]
YearOption = Annotated[int | None, typer.Option("--year", "-y", help="Only this year.")]
AllowUnknownOption = Annotated[
    bool, typer.Option("--allow-unknown", help="Take plans whose district or year is not known too, named '?'.")
]
