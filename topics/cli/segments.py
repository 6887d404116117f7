"""topics segments: the text behind a number."""

from __future__ import annotations

from typing import Annotated, Any

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
    YearOf,
    YearOfOption,
    YearOption,
)


def segments(
    theme: Annotated[str | None, typer.Option("--theme", "-t", help="Only this theme (code or name).")] = None,
    topic: Annotated[str | None, typer.Option("--topic", "-k", help="Only this topic (number or name).")] = None,
    district: DistrictOption = None,
    year: YearOption = None,
    half: HalfOption = Half.all,
    group: Annotated[
        str | None, typer.Option("--group", "-g", help="Only these plans: level=county,year=2020, or a plan's name.")
    ] = None,
    year_of: YearOfOption = YearOf.plan,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show the passages behind a number.

    Segments with their place in the file, half, theme and topic.

    Example: topics segments --theme environment --district 东城街道 --format csv -o outputs/segments.csv
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    asked: dict[str, Any] = {
        "district": district,
        "year": year,
        "half": half.value,
        "group": group,
        "year_of": year_of.value,
    }
    frame = fitted.segments(theme=theme, topic=topic, **asked)
    query = {"theme": theme, "topic": topic, **asked}
    emit(frame, fitted, query, table_format, output, lang)
