"""topics shares: how much of each plan a theme or topic takes."""

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
    Level,
    LevelOption,
    ModelOption,
    OutputOption,
    Weights,
    WeightsOption,
    YearOf,
    YearOfOption,
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
    weights: WeightsOption = Weights.characters,
    year_of: YearOfOption = YearOf.plan,
    soft: Annotated[
        bool, typer.Option("--soft", help="Count a segment under its two likeliest themes, by their probabilities.")
    ] = False,
    decompose: Annotated[
        bool, typer.Option("--decompose", help="Split the uncertainty into plans, assignment, seed and granularity.")
    ] = False,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show the share of all text that each theme or topic takes.

    Example: topics shares --by district --half plan
    """
    from topics.cli.output import emit, evidence_of, open_model

    fitted = open_model(model)
    columns = tuple(name.strip() for name in by.split(",") if name.strip())
    asked: dict[str, Any] = {"half": half.value, "level": level.value, "district": district, "year": year}
    counted: dict[str, Any] = {"weights": weights.value, "year_of": year_of.value, "soft": soft}
    frame = (fitted.decompose if decompose else fitted.shares)(by=columns, **asked, **counted)
    query = {"by": list(columns), **asked, **counted, "segments": evidence_of(columns, **asked, year_of=year_of.value)}
    emit(frame, fitted, query, table_format, output, lang)
