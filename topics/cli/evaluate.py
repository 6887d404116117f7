"""topics evaluate: how far a model agrees with coded passages, and how good its topics are without them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, OutputOption

_THEN = {
    Language.zh: "请在每行最后一列填入不属于该组的那一项的字母",
    Language.en: "write into the last column of each line the letter of what does not belong",
}
_MISSING = {
    Language.zh: "{} 中有 {} 个文件不在此模型中",
    Language.en: "of the files of {}, {} are not in this model",
}


def evaluate(
    model: Annotated[
        Path | None, typer.Argument(help="Folder of the fitted model; default: the newest under models/.")
    ] = None,
    gold: Annotated[
        Path | None, typer.Option("--gold", help="Coded passages: CSV with file, start, end, theme, accept, half.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", help="Write a sheet of intrusions to be filled in by people (.xlsx, .csv)."),
    ] = None,
    answers: Annotated[
        list[Path] | None, typer.Option("--answers", help="A filled sheet; once for each reader.")
    ] = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
    *,
    passages: Annotated[
        bool, typer.Option("--passages", help="List the coded passages, each with what was found, instead.")
    ] = False,
    stability: Annotated[
        bool, typer.Option("--stability", help="Fit again too, with other seeds and without some plans (slow).")
    ] = False,
) -> None:
    """Measure how good a model is.

    Its topics by what can be counted, its agreement with coded passages, or the judgement of people.

    Example: topics evaluate models/demo --gold seeds/gold.csv
    """
    from topics.cli.output import WRITTEN, bars, emit, for_eyes, open_model, say

    fitted = open_model(model)
    if sheet:
        from topics.show.formats import write

        write(fitted.intrusion(), sheet, lang=lang.value)
        say(f"{WRITTEN[lang].format(sheet)}\n{_THEN[lang]}")
        return
    if answers:
        judged = fitted.judge(answers)
        asked = {"answers": [str(path) for path in answers]}
        emit(judged.summary, fitted, asked, table_format, output, lang, further={"topics": judged.topics})
        return
    if passages:
        from topics.errors import OptionError

        if gold is None:
            raise OptionError("--passages: no coded passages to list", remedy="name some with --gold FILE")
        emit(fitted.evaluate(gold).passages, fitted, {"gold": str(gold)}, table_format, output, lang)
        return
    with bars() as progress:
        found = fitted.assess(gold, stability=stability, progress=progress)
    missing = _MISSING[lang].format(gold, found.n_missing) if found.n_missing else ""
    query = {"gold": None if gold is None else str(gold), "stability": stability}
    hidden = {"passages"} if for_eyes(table_format, output) else set()  # hundreds of rows, which --passages lists
    further = {name: frame for name, frame in found.further.items() if name not in hidden}
    emit(found.summary, fitted, query, table_format, output, lang, below=missing, further=further)
