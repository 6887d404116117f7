"""topics targets: the numbers that plans commit to, and those they report."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption

_SEVERAL = {
    Language.zh: "另有 {} 个数字跨多个年份，未列出；不加 --wide 即全部列出",
    Language.en: "figures about several years, not shown: {}; without --wide all are listed",
}


class Kind(StrEnum):
    """Which figures count."""

    target = "target"
    result = "result"


def targets(
    district: Annotated[str | None, typer.Argument(help="Only plans of this district.")] = None,
    year: Annotated[int | None, typer.Option("--year", "-y", help="Only figures about this year.")] = None,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", "-i", help="Only this indicator, by any usual name (GDP, 城镇新增就业)."),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What plans set (target) or reviews report.")] = None,
    wide: Annotated[
        bool, typer.Option("--wide", help="One row a district, one column a year, target beside result.")
    ] = False,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show the figures that plans commit to and report.

    Indicator, value, unit, at least or about, year, target or result.

    Example: topics targets --indicator 地区生产总值 --wide -o outputs/gdp.xlsx
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    frame = fitted.targets(district, year, indicator, kind.value if kind else None)
    query = {"district": district, "year": year, "indicator": indicator, "kind": kind and kind.value, "wide": wide}
    if not wide:
        emit(frame, fitted, query, table_format, output, lang)
        return
    several = frame["year"].null_count()
    below = _SEVERAL[lang].format(several) if several else ""
    emit(fitted.targets_by_year(frame), fitted, query, table_format, output, lang, below=below)
