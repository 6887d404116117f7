"""topics chart: draw the answer to a question about a model into a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import (
    DistrictOption,
    Half,
    HalfOption,
    Language,
    LanguageOption,
    Level,
    LevelOption,
    ModelOption,
    YearOption,
)


class Kind(StrEnum):
    """What is drawn."""

    over_time = "over-time"
    shares = "shares"
    compare = "compare"
    similarity = "similarity"
    map = "map"
    ledger = "ledger"
    targets = "targets"
    rank = "rank"


def chart(
    kind: Annotated[Kind, typer.Argument(help="What to draw.")],
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHAT]...", help="compare: the two sides; targets: the indicator; rank: the theme."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write: .html .svg .png .pdf .json .csv")
    ] = None,
    style: Annotated[
        str,
        typer.Option("--style", help="over-time: lines, area, bump; shares: heat, bars; similarity: heat, neighbours."),
    ] = "",
    measure: Annotated[str, typer.Option("--measure", help="similarity: content, profile or wording.")] = "",
    by: Annotated[str, typer.Option("--by", help="shares, rank: columns to group by, with commas.")] = "",
    half: HalfOption = Half.all,
    level: LevelOption = Level.themes,
    district: DistrictOption = None,
    year: YearOption = None,
    model: ModelOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Draw a chart of the model into a file.

    The first map of a model takes up to a minute: its passages are laid out once and kept.

    Example: topics chart over-time --style area -o outputs/over-time.html
    """
    from topics.cli.output import WRITTEN, model_line, open_model, say
    from topics.show.drawing import check_ending, save

    target = output or Path("outputs") / f"{kind.value}.html"
    check_ending(target)
    fitted = open_model(model)
    drawn = fitted.chart(
        kind.value,
        what or [],
        style=style,
        measure=measure,
        by=[name.strip() for name in by.split(",") if name.strip()],
        half=half.value,
        level=level.value,
        district=district,
        year=year,
        lang=lang.value,
    )
    save(drawn, target)
    say(f"{model_line(fitted, lang)}\n{WRITTEN[lang].format(target)}")
