"""topics borrowing: which passages stand in an earlier plan of another district already."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import BackgroundOption, FormatOption, Language, LanguageOption, ModelOption, OutputOption


def borrowing(
    district: Annotated[
        str | None, typer.Argument(help="A district, plan or year whose passages to trace; without it, all.")
    ] = None,
    background: BackgroundOption = None,
    own: Annotated[
        bool, typer.Option("--own", help="Trace what a district repeats of its own earlier plans instead.")
    ] = False,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Find passages with a likely source in another district.

    The source is an earlier plan; the wording verbatim or changed.

    Example: topics borrowing 东城街道 --background national/
    """
    from topics.cli.output import emit, open_model
    from topics.show.borrowed import caution

    fitted = open_model(model)
    found = fitted.borrowing(district, background=background, own=own)
    query = {"district": district, "background": background and str(background), "own": own}
    below = caution(fitted.documents, found, own=own, upstream=background is not None, lang=lang.value)
    emit(found, fitted, query, table_format, output, lang, below=below)
