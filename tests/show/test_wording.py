"""What the program says in words has both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import polars as pl

from topics import read as reading
from topics import tables
from topics.analyse.difference.comparison import Comparison
from topics.analyse.share.shares import BASES
from topics.read.problems import KINDS
from topics.show.titles import Wording
from topics.show.wording import cell, for_reading, heading, number, phrase


def test_every_column_of_the_tables_has_a_name_in_both_languages() -> None:
    stated = [one for one in vars(tables).values() if isinstance(one, tables.Table)]
    missing = {c.name for table in stated for c in table.columns if heading(c.name, "zh") == c.name}
    assert missing <= {"sha256"}
    assert Comparison.__doc__


def test_every_basis_is_translated() -> None:
    for basis in BASES:
        assert phrase(basis, "zh") != basis
        assert phrase(basis, "en") == basis


def test_what_is_wrong_with_a_corpus_is_said_in_chinese() -> None:
    """Every problem that the reader of a corpus can name: its kind, what was found and what to do."""
    shown = {*KINDS, *problem_texts()}
    assert {text for text in shown if phrase(text, "zh") == text} == set()
    assert all(phrase(text, "en") == text for text in shown)
    both = "files of kind .doc; one plan a file is read as .txt"
    assert phrase(both, "zh") == ".doc 格式的文件；一份文件一个文档，可读 .txt"


SAYING = {"_REMEDIES", "_REMEDY", "_FILL_IN", "_NOWHERE", "CLOSED", "text", "found", "what", "remedy"}
"""Names under which the reader keeps what it says."""


def problem_texts() -> set[str]:
    """Give what the calls of `problem` and the errors of reading say, their numbers and names as 7."""
    found = set()
    for path in Path(reading.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                first = {"problem": 2, "UndecodableError": 1, "FormatError": 1, "FileProblemError": 1}.get(call.func.id)
                found |= {said(one) for one in call.args[first:] if said(one)} if first else set()
            if isinstance(call, ast.Assign) and getattr(call.targets[0], "id", "") in SAYING:
                values = call.value.values if isinstance(call.value, ast.Dict) else [call.value]
                values = [one for v in values for one in ((v.body, v.orelse) if isinstance(v, ast.IfExp) else (v,))]
                found |= {said(one) for one in values if said(one)}
    return {text for text in found if len(text.split()) > 2}


def said(node: ast.expr) -> str:
    """Give a string constant, or a formatted string with 7 for each value; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_a_word_of_a_column_is_said_as_that_column_means_it() -> None:
    assert [cell("side", side, "zh") for side in "ab"] == ["甲", "乙"]
    assert [cell("side", side, "en") for side in "ab"] == ["A", "B"]
    assert [cell("relation", one, "en") for one in ("a", "both")] == ["only A", "both"]
    assert [cell("figure", "持平", lang) for lang in ("zh", "en")] == ["持平", "flat"]
    assert [cell("name", "—", lang) for lang in ("zh", "en")] == ["无话题", "No topic"]
    assert cell("2024_target", "持平；≥5%", "en") == "flat；≥5%"
    assert cell("name", "review", "zh") == "review"  # a topic's own name
    assert cell("measure", "half", "zh") != cell("measure", "change", "zh") == "增减"


def test_comparisons_of_figures_are_said_in_words() -> None:
    said = {lang: [cell("comparison", one, lang) for one in tables.COMPARISONS] for lang in ("zh", "en")}
    assert said["zh"] == ["等于", "以上", "以内", "左右", "区间", "持平", "同步"]
    assert said["en"][:3] == ["exactly", "or more", "or less"]


def test_what_became_of_a_plan_is_called_alike_in_tables_and_charts() -> None:
    zh, en = Wording("zh"), Wording("en")
    for status in tables.STATUSES:
        assert zh.status(status) == cell("status", status, "zh") != status
        assert en.status(status) == status


def test_words_of_documents_are_never_translated() -> None:
    assert cell("half", "plan", "zh") == "计划"
    assert cell("text", "plan", "zh") == "plan"
    assert cell("district", "review", "zh") == "review"


def test_numbers_are_written_by_their_kind() -> None:
    assert (number("share", 0.0004), number("share", 0.0)) == ("<0.1 %", "0.0 %")
    assert number("difference", 0.2) == "+20.0 pp"
    assert number("difference", -0.0004) == "0.0 pp"  # not -0.0
    assert number("p", 0.00012) == "0.0001"
    assert number("n_characters", 1234567) == "1,234,567"
    assert number("year", 2018) == "2018"
    assert number("topic", -1) == "-1"


def test_a_reader_gets_the_names_of_one_language_and_no_empty_columns() -> None:
    frame = pl.DataFrame({"name_zh": ["产业"], "name_en": ["Industry"], "low": [None], "margin": [0.1], "share": [0.5]})
    assert for_reading(frame, "zh").columns == ["name_zh", "share"]
    assert for_reading(frame, "en").columns == ["name_en", "share"]
