"""topics rank: which districts give a theme more room, in tiers that the data can tell apart."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from topics.cli.options import (
    FormatOption,
    Half,
    HalfOption,
    Language,
    LanguageOption,
    ModelOption,
    OutputOption,
    Weights,
    WeightsOption,
    YearOf,
    YearOfOption,
    YearOption,
)


def rank(
    name: Annotated[str, typer.Argument(metavar="THEME", help="Code or name of a theme, or number of a topic.")],
    by: Annotated[
        str, typer.Option("--by", help="Columns to group by, with commas: district, year, or one of plans.csv.")
    ] = "district",
    half: HalfOption = Half.all,
    year: YearOption = None,
    weights: WeightsOption = Weights.characters,
    year_of: YearOfOption = YearOf.plan,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Rank districts by their share of a theme, in tiers.

    Districts of different tiers are those that the data can tell apart.

    Example: topics rank environment --half plan
    """
    from topics.cli.output import emit, evidence_of, open_model
    from topics.show.wording import heading

    fitted = open_model(model)
    columns = tuple(part.strip() for part in by.split(",") if part.strip())
    level, row = fitted.find(name)
    key = level.removesuffix("s")
    asked: dict[str, Any] = {"half": half.value, "year": year}
    counted: dict[str, Any] = {"weights": weights.value, "year_of": year_of.value}
    found = fitted.rank(name, by=columns, **asked, **counted)
    called = row[f"name_{lang.value}"] if level == "themes" else row["name"]
    query = {
        key: row[key],
        "by": list(columns),
        **asked,
        **counted,
        "basis": found.basis,
        "smallest_difference": found.smallest_difference,
        "n_pairs": found.n_pairs,
        "n_told": found.n_told,
        "note": found.note,
        "segments": evidence_of(columns, level=level, code=row[key], **asked, year_of=year_of.value),
    }
    note = found.note_zh if lang is Language.zh else found.note
    above = f"{heading(key, lang.value)} {row[key]} · {called}"
    emit(found.ranks, fitted, query, table_format, output, lang, above=above, below=note)
