"""topics chart: draw shares over time, shares, a comparison, or similarities."""

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
)


class Kind(StrEnum):
    """What is drawn."""

    over_time = "over-time"
    shares = "shares"
    compare = "compare"
    similarity = "similarity"


def chart(
    kind: Annotated[Kind, typer.Argument(help="What to draw.")],
    sides: Annotated[list[str] | None, typer.Argument(metavar="[A B]", help="For compare: the two sides.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write: .html .svg .png .pdf .json .csv")
    ] = None,
    half: HalfOption = Half.all,
    level: LevelOption = Level.themes,
    district: DistrictOption = None,
    model: ModelOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Draw a chart of the model into a file.

    Example: topics chart over-time -o outputs/over-time.html
    """
    from topics.cli.output import open_model, say
    from topics.show.drawing import check_ending, save

    target = output or Path("outputs") / f"{kind.value}.html"
    check_ending(target)
    fitted = open_model(model)
    drawn = fitted.chart(
        kind.value, sides or [], half=half.value, level=level.value, district=district, lang=lang.value
    )
    save(drawn, target)
    say(f"model: {fitted.folder}\nwritten: {target}")
