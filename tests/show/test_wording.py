"""What the program says in words has both languages."""

from __future__ import annotations

import polars as pl

from topics import tables
from topics.analyse.difference.comparison import Comparison
from topics.analyse.share.shares import BASES
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


def test_words_of_documents_are_never_translated() -> None:
    assert cell("half", "plan", "zh") == "计划"
    assert cell("text", "plan", "zh") == "plan"
    assert cell("district", "review", "zh") == "review"


def test_numbers_are_written_by_their_kind() -> None:
    assert number("share", 0.0004) == "0.0 %"
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
