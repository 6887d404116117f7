"""topics methods: how the figures of a model were made, in words for a paper or a file note."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import Language, LanguageOption, ModelOption

ENDINGS = (".md", ".markdown", ".txt")


def methods(
    model: ModelOption = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Coded passages, to say how far the model agrees with people.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Markdown file to write instead of the terminal.")
    ] = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Say how the figures were made, for a paper or a file note.

    Corpus, themes, intervals, tests, agreement, versions and the works to cite.

    Example: topics methods -m models/demo --gold seeds/gold.csv -o outputs/methods.md
    """
    from topics.cli.output import open_model, say
    from topics.errors import OptionError
    from topics.show.formats import save_bytes

    if output and output.suffix.lower() not in ENDINGS:
        raise OptionError(f"{output}: a statement is Markdown", allowed=", ".join(ENDINGS), remedy="rename -o FILE")
    fitted = open_model(model)
    text = fitted.methods(gold, lang=lang.value)
    if output is None:
        typer.echo(text, nl=False)
        return
    save_bytes(text.encode(), output)
    say(f"model: {fitted.folder}\nwritten: {output}")
