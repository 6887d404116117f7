"""topics shares: how much of each plan a theme or topic takes."""

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
    Level,
    LevelOption,
    ModelOption,
    OutputOption,
    YearOption,
)


def shares(
    by: Annotated[
        str,
        typer.Option("--by", help="Columns to group by, with commas: district, year, document, or one of plans.csv."),
    ] = "district,year",
    half: HalfOption = Half.all,
    level: LevelOption = Level.themes,
    district: DistrictOption = None,
    year: YearOption = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show the share of all characters that each theme or topic takes.

    Example: topics shares --by district --half plan
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    columns = tuple(name.strip() for name in by.split(",") if name.strip())
    frame = fitted.shares(by=columns, half=half.value, level=level.value, district=district, year=year)
    query = {"by": list(columns), "half": half.value, "level": level.value, "district": district, "year": year}
    emit(frame, fitted, query, table_format, output, lang)
