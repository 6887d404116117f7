"""Place and year: from plans.csv, file names and the text's own first lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from topics.errors import CorpusError, OptionError
from topics.read.columns import Row, entries_of_rows, read_tables, year_of
from topics.read.metadata import compile_pattern, from_file_name, metadata_of
from topics.read.sources import Source
from topics.read.titles import read_opening, year_of_headings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("东城街道_2018.txt", ("东城街道", 2018)),
        ("2018年东城街道工作总结.docx", ("东城街道", 2018)),
        ("泰安市2024年政府工作报告.pdf", ("泰安市", 2024)),
        ("泰安市人民政府2024年工作报告.pdf", ("泰安市", 2024)),
        ("下沙经济技术开发区2013年工作总结和2014年工作计划.txt", ("下沙经济技术开发区", 2014)),
        ("内蒙古自治区_2025.txt", ("内蒙古自治区", 2025)),
        ("黔南布依族苗族自治州_2024.txt", ("黔南布依族苗族自治州", 2024)),
        ("plans/sub/南山区-2020.md", ("南山区", 2020)),
        ("北京2024.txt", ("北京", 2024)),
        ("Springfield_2020.txt", ("Springfield", 2020)),
        ("2024.txt", (None, 2024)),
        ("XX市2024年政府工作报告.txt", (None, 2024)),
        ("东城街道20XX年工作计划.txt", ("东城街道", None)),
        ("000_662e618dc52858a0.txt", (None, None)),
        ("工作总结(最终版).docx", (None, None)),
        ("20240116.txt", (None, None)),
    ],
)
def test_file_names(name: str, expected: tuple[str | None, int | None]) -> None:
    assert from_file_name(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "政府工作报告\n——2024年1月16日在亳州市第五届人民代表大会第三次会议上\n市长 某某\n各位代表：",
            ("亳州市", 2024),
        ),
        ("2025年贵州省政府工作报告\n来源：日报\n", ("贵州省", 2025)),
        ("东城街道2018年工作计划\n", ("东城街道", 2018)),
        ("各位代表：\n现在，我代表威海市人民政府向大会报告工作，请予审议。\n", ("威海市", None)),
        ("各位代表：\n现在，我代表市人民政府向大会报告工作。\n一、2023年工作回顾\n二、2024年工作安排\n", (None, 2024)),
        ("各位代表：\n一、2023年工作回顾\n成绩。", (None, 2024)),
        ("东城街道20XX年工作计划\n", (None, None)),
        ("为全面推进现代化城市建设，抓好各项工作。", (None, None)),
    ],
)
def test_first_lines(text: str, expected: tuple[str | None, int | None]) -> None:
    assert read_opening(text) == expected


def test_the_planned_year_outweighs_the_reviewed_one() -> None:
    assert year_of_headings(["一、2022年工作回顾", "二、2023年工作安排"]) == 2023
    assert year_of_headings(["工作回顾", "工作安排"]) is None


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2024", 2024),
        (" 2024年 ", 2024),
        ("２０２４", 2024),
        ("2024.0", 2024),
        ("二〇二四", 2024),
        ("2024-01-01 00:00:00", 2024),
        ("2024/1/15", 2024),
        ("2024年1月", 2024),
        ("20XX", None),
        ("", None),
        ("?", None),
    ],
)
def test_years_in_cells(cell: str, year: int | None) -> None:
    assert year_of(cell, "plans.csv: row 2", "year") == year


def test_a_wrong_year_names_row_and_column() -> None:
    with pytest.raises(CorpusError, match=re.escape("plans.csv: row 3: column 'year' holds 'soon'")):
        year_of("soon", "plans.csv: row 3", "year")


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.write_bytes(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_table_as_spreadsheets_write_it(tmp_path: Path, encoding: str) -> None:
    write(
        tmp_path / "plans.csv",
        '文件,地区,年份,等级,备注\r\n甲.txt,东城街道,2018年,街道,"好,的"\r\n乙.txt,,20XX,,\r\n,,,,\r\n',
        encoding,
    )
    table = read_tables(tmp_path, [tmp_path / "plans.csv"], {"甲.txt"})
    assert table.columns == ["等级", "备注"]
    assert table.entries["甲.txt"] == ("东城街道", 2018, "plans.csv", "plans.csv", {"等级": "街道", "备注": "好,的"})
    assert table.entries["乙.txt"][:2] == (None, None)
    assert table.missing == [("乙.txt", "plans.csv, row 3")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,district,year\na.txt,甲区,2024\na.txt,乙区,2024\n", "row 3: file 'a.txt' stands in the table twice"),
        ("name,district,year\na.txt,甲区,2024\n", "no column 'file'"),
        ("file,district,year\na.txt,甲区,12345\n", "row 2: column 'year' holds '12345'"),
        (
            "file,district,year\na.txt,甲区,去年\nb.txt,乙区,2024\nc.txt,乙区,-\n",
            "row 2: column 'year' holds '去年', nor is there a year in row 4",
        ),
        ("file,district,year\n,甲区,2024\n", "row 2 names no file"),
        ("file,district,year\na.txt,甲区,2024,extra\n", "line 2 has 4 cells, the header 3"),
        ("file,district,year,\x1b,\x1b,\x1b\na.txt,甲区,2024,,,\n", "3 control characters stand in it"),
    ],
)
def test_faults_of_the_table(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "plans.csv", text)
    with pytest.raises(CorpusError) as caught:
        read_tables(tmp_path, [tmp_path / "plans.csv"], {"a.txt"})
    assert message in str(caught.value)


def test_a_table_in_a_sub_folder_speaks_of_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    write(tmp_path / "x" / "plans.csv", "file,district,year\na.txt,甲区,2024\n")
    assert list(read_tables(tmp_path, [tmp_path / "x" / "plans.csv"], {"x/a.txt"}).entries) == ["x/a.txt"]


def test_the_order_of_sources() -> None:
    text = "2020年丙县政府工作报告\n"
    named = metadata_of(Source("乙区_2022.txt", text, {}), None, None)
    assert (named.district, named.year, named.district_from) == ("乙区", 2022, "file name")
    opening = metadata_of(Source("scan7.txt", text, {}), None, None)
    assert (opening.district, opening.year, opening.year_from) == ("丙县", 2020, "text")
    row = Row("t.csv#1", "t.csv#1", "#1", {"district": "甲镇", "year": "2019", "kind": "x"})
    known = entries_of_rows([row], "column")["t.csv#1"]
    column = metadata_of(Source("t.csv#1", text, {}), known, None)
    assert column == ("甲镇", 2019, "column", "column", {"kind": "x"})


def test_a_pattern_replaces_the_built_in_ones() -> None:
    pattern = compile_pattern(r"(?P<year>\d{4})-(?P<district>[^.]+)")
    entry = metadata_of(Source("2021-东城.txt", "", {}), None, pattern)
    assert (entry.district, entry.year) == ("东城", 2021)


@pytest.mark.parametrize("pattern", ["(unclosed", r"\d+"])
def test_wrong_patterns(pattern: str) -> None:
    with pytest.raises(OptionError, match="pattern"):
        compile_pattern(pattern)
