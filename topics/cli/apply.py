"""topics apply: new plans under a fitted model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import AllowUnknownOption


def apply(
    corpus: Annotated[Path, typer.Argument(help="Folder, file or table of new plans.")],
    model: Annotated[Path, typer.Option("--model", "-m", help="Folder of the fitted model.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the model to write.")],
    *,
    allow_unknown: AllowUnknownOption = False,
) -> None:
    """Give new plans the themes and topics of a fitted model.

    Example: topics apply plans-2025/ -m models/plans -o models/plans-2025
    """
    from topics.cli.output import bars, say
    from topics.cli.summary import summarise_fit
    from topics.pipeline import apply as run
    from topics.store import place, save

    place(output, corpus)
    with bars() as progress:
        parts = run(corpus, model, allow_unknown=allow_unknown, progress=progress)
    save(output, parts)
    say(summarise_fit(output, parts))
