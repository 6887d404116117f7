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


class Weights(StrEnum):
    """What a segment counts for."""

    characters = "characters"
    segments = "segments"
    figures = "figures"


class YearOf(StrEnum):
    """Which year a review's text counts under."""

    plan = "plan"
    content = "content"


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
WeightsOption = Annotated[
    Weights, typer.Option("--weights", help="What a segment counts for: its characters, itself, the figures it states.")
]
YearOfOption = Annotated[
    YearOf, typer.Option("--year-of", help="The plan's year, or that of the content: a review counts a year earlier.")
]
BackgroundOption = Annotated[
    Path | None,
    typer.Option(
        "--background",
        help="Folder or file of texts from upstream (the national report), whose words count for nothing.",
    ),
]
AllowUnknownOption = Annotated[
    bool, typer.Option("--allow-unknown", help="Take plans whose district or year is not known too, named '?'.")
]
