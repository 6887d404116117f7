"""topics stability: whether the topics of a model come back in other fits; what was found stays with the model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption


def stability(
    model: Annotated[
        Path | None, typer.Argument(help="Folder of the fitted model; default: the newest under models/.")
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=0, help="Other seeds to try.")] = 10,
    plans: Annotated[int, typer.Option("--plans", min=0, help="Plans to leave out, one at a time.")] = 10,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show whether topics come back in other fits.

    Fits with other seeds and without some plans: how alike the topics are, and which come back.

    Example: topics stability models/demo
    """
    from topics.cli.output import bars, emit, open_model, say
    from topics.errors import OutputError
    from topics.show.wording import phrase

    fitted = open_model(model)
    with bars() as progress:
        found = fitted.stability(seeds=seeds, plans=plans, progress=progress)
    further = {"topics": found.topics, "fits": found.fits}
    query = {"seeds": seeds, "plans": plans}
    note = phrase(found.note, lang.value)
    emit(found.summary, fitted, query, table_format, output, lang, below=note, further=further)
    try:
        fitted.keep(found)
    except OutputError as error:
        say(f"not kept for reports: {error}")
