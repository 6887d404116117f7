"""topics evaluate: how far a model agrees with coded passages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption


def evaluate(
    gold: Annotated[
        Path, typer.Option("--gold", help="Coded passages: CSV with file, start, end, theme, accept, half.")
    ],
    model: Annotated[
        Path | None, typer.Argument(help="Folder of the fitted model; default: the newest under models/.")
    ] = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Compare the themes and halves of a model with coded passages.

    Example: topics evaluate models/demo --gold seeds/gold.csv
    """
    from topics.cli.output import emit, open_model

    fitted = open_model(model)
    found = fitted.evaluate(gold)
    missing = f"{found.n_missing} files of {gold} are not in this model" if found.n_missing else ""
    further = {"per theme": found.per_theme, "confusion": found.confusion, "shares": found.shares}
    emit(found.summary, fitted, {"gold": str(gold)}, table_format, output, lang, below=missing, further=further)
