"""topics segments: the text behind a number."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import (
    DistrictOption,
    FormatOption,
    Half,
    HalfOption,
    Language,
    LanguageOption,
    ModelOption,
    OutputOption,
    YearOption,
)


def segments(
    theme: Annotated[str | None, typer.Option("--theme", "-t", help="Only this theme (code or name).")] = None,
    topic: Annotated[int | None, typer.Option("--topic", "-k", help="Only this topic (number).")] = None,
    district: DistrictOption = None,
    year: YearOption = None,
    half: HalfOption = Half.all,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show segments with their place in the file, half, theme and topic.

    Example: topics segments --theme environment --district 东城街道 --format csv -o outputs/segments.csv
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    frame = fitted.segments(theme=theme, topic=topic, district=district, year=year, half=half.value)
    query = {"theme": theme, "topic": topic, "district": district, "year": year, "half": half.value}
    emit(frame, fitted, query, table_format, output, lang)
