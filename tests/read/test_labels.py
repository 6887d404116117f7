"""Sheets of labels: in any format, under either name of a column, half filled in."""

from __future__ import annotations

import polars as pl
import pytest
import xlsxwriter

from topics.errors import OptionError
from topics.read.labels import read_labels
from topics.show.formats import write
from topics.tables import LABELS

SHEET = pl.DataFrame(
    {
        "segment": ["甲@2020#1", "甲@2020#2", "甲@2020#3"],
        "text": ["=1+1，不是公式", "整治河道。", "清洁空气。"],
        "theme": ["environment", "", "environment"],
        "second": ["", "", "urban"],
        "codes": ["environment | urban | none"] * 3,
    }
)
EXPECTED = [("甲@2020#1", "=1+1，不是公式", "environment", ""), ("甲@2020#3", "清洁空气。", "environment", "urban")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_was_written_as_a_sheet_is_read_as_labels(tmp_path, ending, lang):
    path = tmp_path / f"labels{ending}"
    write(SHEET, path, lang=lang)
    read = read_labels(path)
    assert read.rows() == EXPECTED
    assert read.schema == LABELS.schema


def test_a_table_of_ones_own_needs_themes_and_texts_only(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes("文本,主题\n清洁空气。, 生态环境 \n".encode("gb18030"))
    assert read_labels(path).rows() == [("", "清洁空气。", "生态环境", "")]


@pytest.mark.parametrize("head", ["segment,text", "theme,place"])
def test_a_sheet_without_what_is_needed_is_refused_with_the_way_out(tmp_path, head):
    path = tmp_path / "labels.csv"
    path.write_text(f"{head}\na,b\n", encoding="utf-8")
    with pytest.raises(OptionError, match=r"its columns are .*allowed: theme \(主题\), and text .*topics label MODEL"):
        read_labels(path)


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(OptionError, match=r"labels.docx: no sheet of labels; allowed: .csv"):
        read_labels(tmp_path / "labels.docx")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sheet_no_one_has_filled_in_is_refused(tmp_path, ending, capfd):
    path = tmp_path / f"labels{ending}"
    empty = pl.DataFrame({"segment": ["a@1#0", "a@1#1"], "text": ["水", "气"], "theme": [None, None]})
    empty = empty.cast({"theme": pl.String})
    _ = empty.write_csv(path) if ending == ".csv" else empty.write_excel(path)
    with pytest.raises(OptionError, match=r"no theme in any of its 2 rows; fill in the column theme \(主题\)"):
        read_labels(path)
    assert capfd.readouterr() == ("", "")


def test_the_sheet_with_the_themes_is_read_wherever_it_stands_in_the_workbook(tmp_path):
    path = tmp_path / "labels.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write_column(0, 0, ["请填写主题", "谢谢"])
        book.add_worksheet("标注").write_column(0, 0, ["文本", "修桥"])
        book.get_worksheet_by_name("标注").write_column(0, 1, ["主题", "urban"])
    assert read_labels(path).select("text", "theme").rows() == [("修桥", "urban")]
