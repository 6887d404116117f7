"""topics label: the segments most worth coding by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption

_THEN = {
    Language.zh: "填写“主题”（theme）列，另有可取的填“其他可取主题”（second），然后运行：topics fit 语料 --labels 文件",
    Language.en: "fill in `theme` (and `second`, where another is allowed), then: topics fit CORPUS --labels FILE",
}


def label(
    model: Annotated[Path | None, typer.Argument(help="Folder of the fitted model; default: the newest.")] = None,
    n: Annotated[int, typer.Option("-n", help="How many segments.")] = 100,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Write a sheet of the segments most worth coding by hand.

    `topics fit --labels` learns from it.

    Example: topics label models/plans -n 100 -o labels.xlsx
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    themes = fitted.themes.select("theme", "name_zh", "name_en")
    emit(fitted.label(n), fitted, {"n": n}, table_format, output, lang, below=_THEN[lang], further={"codes": themes})
