"""topics ledger: what became of what a district planned."""

from __future__ import annotations

from typing import Annotated

import typer

from topics.cli.options import FormatOption, Language, LanguageOption, ModelOption, OutputOption
from topics.errors import OptionError

NOTE = {
    Language.zh: (
        "“未提及”只说明下一年的回顾里没有找到同一事项，不等于没有做；“已完成”“部分完成”读自报告的文字（见“依据”列，"
        "为空即回顾谈到此事、未见未完成的字样），不是核实的结果；“计划外”指上年计划未写明。对应关系可能有误，请核对原文。"
    ),
    Language.en: (
        "'Not mentioned' means that the next review has no statement found to be on the matter, not that nothing was "
        "done; 'done' and 'partly' are read from the words of the report (column Signs; empty where it speaks of the "
        "matter and of nothing left open), not checked; 'unplanned' means not named in the plan. A pair can be wrong: "
        "read both texts."
    ),
}


def ledger(
    district: Annotated[str | None, typer.Argument(help="A district; without it, all of them.")] = None,
    year: Annotated[int | None, typer.Option("--year", "-y", help="Only what was planned for this year.")] = None,
    model: ModelOption = None,
    table_format: FormatOption = None,
    output: OutputOption = None,
    lang: LanguageOption = Language.zh,
) -> None:
    """Show what became of what was planned.

    Each planned statement is held against the review and the plan of the year after.

    Without a district the table has a row a plan; -o with .csv, .json or .xlsx has every statement.

    Example: topics ledger 东城街道 --year 2018 -o outputs/ledger.xlsx
    """
    from topics.cli.output import emit, evidence_of, for_eyes, open_model

    fitted = open_model(model)
    frame = fitted.ledger(district, year)
    if frame.is_empty():
        raise OptionError("ledger: no district has plans of two years in a row", remedy="fit a corpus that has")
    counts = fitted.ledger_counts(frame)
    evidence = evidence_of(("district", "year"), half="plan")
    query = {"district": district, "year": year, "segments": evidence, "note": NOTE[Language.en]}
    if not for_eyes(table_format, output):
        further = {"counts": counts, "plans": fitted.ledger_shares(frame)}
        emit(frame, fitted, query, table_format, output, lang, further=further, below=NOTE[lang])
        return
    from topics.show.sidebyside import side_by_side, tally
    from topics.show.terminal import plain

    tallies = [tally(counts, fitted.themes, against, lang.value) for against in ("review", "plan")]
    above = "\n".join([*(plain(one, lang=lang.value) for one in tallies), NOTE[lang]])
    shown = fitted.ledger_shares(frame) if district is None else side_by_side(frame)
    emit(shown, fitted, query, table_format, output, lang, above=above)
