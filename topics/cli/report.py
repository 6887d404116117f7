"""topics report: everything a model tells, in one HTML file that opens offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import Language, LanguageOption, ModelOption

OUTPUTS = Path("outputs")
_NEXT = {Language.zh: "下一步：", Language.en: "next: "}


def report(
    model: ModelOption = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML file to write.")] = OUTPUTS / "report.html",
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Coded passages, to say how far the model agrees with people.")
    ] = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Write a report: one HTML file that opens offline.

    Every number with the passages behind it, search and comparison; no server.

    Example: topics report -m models/demo -o outputs/report.html
    """
    from topics.cli.output import WRITTEN, model_line, open_model, say
    from topics.errors import OptionError, typed
    from topics.show.formats import save_bytes

    if output.suffix.lower() not in {".html", ".htm"}:
        raise OptionError(f"{output}: a report is a page", allowed=".html", remedy="rename -o FILE")
    fitted = open_model(model)
    save_bytes(fitted.report(gold, lang=lang.value).encode(), output)
    next_step = f"{_NEXT[lang]}topics open {typed(output)}"
    say("\n".join([model_line(fitted, lang), WRITTEN[lang].format(output), next_step]))
