"""Tables in every format: whole outputs, round trips, and text from documents that stays text."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topics.errors import OptionError, OutputError
from topics.show.formats import ENDINGS, FORMATS, render, write
from topics.show.terminal import LONGEST, fitted_to, plain, rich_table
from topics.show.workbook import workbook

HOSTILE = (
    '=HYPERLINK("http://example.org","点击")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[bold red]红[/]",
    "a|b",
    "http://example.org",
    "第一行\n第二行",
    "\t=1",
)


@pytest.fixture
def shares() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "district": ["东区", "龙城街道"],
            "year": [2018, None],
            "share": [0.123456789012345, 1.0],
            "low": [None, 0.5],
            "words": [["产业", "创新"], []],
            "basis": ["no plan has it, or all alike: no sampling interval", "none"],
            "n_characters": [12345, 7],
        },
        schema_overrides={"year": pl.Int32},
    )


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def test_table_in_chinese(shares: pl.DataFrame) -> None:
    assert render(shares, "table", title="占比") == (
        "占比\n"
        "地区      年份     占比    下限  关键词      区间依据                            字数\n"
        "东区      2018   12.3 %          产业、创新  各文件均无或完全相同：无抽样区间  12,345\n"
        "龙城街道        100.0 %  50.0 %              none                                   7\n"
    )


def test_table_in_english_has_no_colour_and_no_boxes(shares: pl.DataFrame) -> None:
    text = str(render(shares, "table", lang="en"))
    assert text.splitlines()[1].split("  ")[0] == "东区"
    assert "no plan has it, or all alike: no sampling interval" in text
    assert not set(text) & set("\x1b│┃─━|")


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(st.sampled_from("中文字aB1 、，（）|\n\t\x07…—")), min_size=1, max_size=5),
    number=st.floats(0, 1, allow_nan=False),
)
def test_columns_line_up(texts: list[str], number: float) -> None:
    frame = pl.DataFrame({"text": texts, "share": [number] * len(texts)})
    lines = plain(frame).splitlines()
    assert len(lines) == len(texts) + 1
    assert len({width(line) for line in lines}) == 1


def test_long_texts_are_cut_in_a_table_only() -> None:
    frame = pl.DataFrame({"text": ["字" * 500]})
    line = str(render(frame, "table")).splitlines()[1]
    assert line.endswith("…")
    assert width(line) <= LONGEST
    for fmt in ("csv", "json", "markdown"):
        assert "字" * 500 in str(render(frame, fmt))


def test_csv_is_for_machines(shares: pl.DataFrame) -> None:
    assert render(shares, "csv", title="x") == (
        "district,year,share,low,words,basis,n_characters\r\n"
        '东区,2018,0.123456789012345,,产业|创新,"no plan has it, or all alike: no sampling interval",12345\r\n'
        "龙城街道,,1.0,0.5,,none,7\r\n"
    )


def test_csv_cells_are_never_formulas() -> None:
    text = str(render(pl.DataFrame({"text": HOSTILE, "difference": [-0.5] * len(HOSTILE)}), "csv"))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for given_, row in zip(HOSTILE, rows, strict=True):
        assert row["text"].removeprefix("'") == given_
        assert row["text"][0] not in "=+-@＝\t"
        assert row["difference"] == "-0.5"  # a number may be negative


def test_json_keeps_everything(shares: pl.DataFrame) -> None:
    text = str(render(shares, "json", query={"by": ["district"], "half": "all"}, model="models/a"))
    assert json.loads(text) == {
        "model": "models/a",
        "query": {"by": ["district"], "half": "all"},
        "rows": shares.to_dicts(),
    }
    assert "东区" in text  # not escaped
    assert [row["text"] for row in json.loads(str(render(pl.DataFrame({"text": HOSTILE}), "json")))["rows"]] == list(
        HOSTILE
    )


def test_json_has_no_nan() -> None:
    frame = pl.DataFrame({"share": [float("nan"), float("inf")]})
    assert json.loads(str(render(frame, "json")))["rows"] == [{"share": None}, {"share": None}]


def test_markdown_cells_are_never_markup() -> None:
    text = str(
        render(pl.DataFrame({"text": HOSTILE, "share": [0.5] * len(HOSTILE)}), "markdown", title="<b>", lang="en")
    )
    lines = text.splitlines()
    assert lines[:4] == ["## &lt;b&gt;", "", "| Text | Share |", "| --- | ---: |"]
    assert len(lines) == 4 + len(HOSTILE)
    assert "| &lt;script&gt;alert(1)&lt;/script&gt; | 50.0 % |" in lines
    assert r"| a\|b | 50.0 % |" in lines
    assert not any("<" in line for line in lines)
    steering = str(render(pl.DataFrame({"text": ["\x1b[31m甲\u202e"]}), "markdown", lang="en"))
    assert steering.splitlines()[-1] == "|  \\[31m甲  |"


def test_workbook_holds_numbers_and_text(shares: pl.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(shares, path, title="占比: 2018/2022")
    back = pl.read_excel(path)
    assert back.columns == ["地区", "年份", "占比", "下限", "关键词", "区间依据", "字数"]
    assert back["占比"].to_list() == shares["share"].to_list()  # all digits
    assert back["字数"].to_list() == [12345, 7]
    with zipfile.ZipFile(path) as parts:
        assert 'name="占比  2018 2022"' in parts.read("xl/workbook.xml").decode()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_workbook_says_what_stands_around_its_tables(shares: pl.DataFrame, tmp_path: Path) -> None:
    """Who A and B are, and what an interval rests on, is not lost to one who opens the file alone."""
    notes = "甲：2025 — 31 份文件\n\n=1+1 不是公式"
    path = tmp_path / "out.xlsx"
    for lang, name in (("zh", "说明"), ("en", "Notes")):
        path.write_bytes(workbook({"": shares}, lang=lang, notes=notes))
        said = pl.read_excel(path, sheet_name=name, has_header=False)
        assert said.to_series().to_list() == ["甲：2025 — 31 份文件", "=1+1 不是公式"]
        assert render(shares, "xlsx", lang=lang, notes=notes) == path.read_bytes()
    path.write_bytes(workbook({"": shares}))
    assert list(pl.read_excel(path, sheet_id=0)) == ["Sheet1"]


def test_workbook_cells_are_never_formulas_or_links(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(pl.DataFrame({"text": HOSTILE}), path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in parts.namelist() if "rels" in name and "sheet" in name]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    back = pl.read_excel(path)["文本"].to_list()
    assert back == [" ".join(text.split()) for text in HOSTILE]


def test_workbook_columns_are_wide_enough_for_chinese(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(pl.DataFrame({"district": ["黔西南布依族苗族自治州"]}), path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert float(sheet.split('<col min="1" max="1" width="')[1].split('"')[0]) >= 22


def test_the_same_table_gives_the_same_bytes(shares: pl.DataFrame) -> None:
    for fmt in FORMATS:
        assert render(shares, fmt) == render(shares, fmt)


def test_a_result_of_several_tables(shares: pl.DataFrame) -> None:
    more = {"two words": shares.select("district")}
    assert set(json.loads(str(render(shares, "json", further=more)))) == {"model", "query", "rows", "two_words"}
    assert str(render(shares, "markdown", further=more)).endswith(
        "## two words\n\n| 地区 |\n| --- |\n| 东区 |\n| 龙城街道 |\n"
    )
    assert "two words\n地区\n东区" in str(render(shares, "table", further=more))


@pytest.mark.parametrize(("ending", "fmt"), ENDINGS.items())
def test_the_ending_names_the_format(shares: pl.DataFrame, tmp_path: Path, ending: str, fmt: str) -> None:
    path = tmp_path / "new" / f"out{ending}"
    write(shares, path)
    rendered = render(shares, fmt)
    content = path.read_bytes()
    if fmt == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        content = content[3:]
    assert content == (rendered if isinstance(rendered, bytes) else rendered.encode())
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_cannot_be_written_is_refused(shares: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="--format: 'html' is not there; allowed: table, csv, json, markdown, xlsx"):
        render(shares, "html")
    with pytest.raises(OptionError, match="--lang: 'de' is not there; allowed: zh, en"):
        render(shares, "table", lang="de")
    with pytest.raises(OptionError, match=r"out.doc: the ending names no format; allowed: .txt, .csv"):
        write(shares, tmp_path / "out.doc")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file.out.csv: cannot be written \(.+\)"):
        write(shares, tmp_path / "file" / "out.csv")


def test_a_terminal_gets_the_same_cells_in_colour() -> None:
    from rich.console import Console

    frame = pl.DataFrame({"text": ["[bold red]红[/]"], "difference": [-0.031], "share": [0.5]})
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard", width=100).print(rich_table(frame, title="[b]"))
    text = out.getvalue()
    assert "[bold red]红[/]" in text
    assert "[b]" in text
    assert "\x1b[31m-3.1 pp" in text


COMPARED = pl.DataFrame(
    {
        "theme": ["industry", "livelihood"],
        "name_zh": ["产业升级与科技创新", "民生保障"],
        "share_a": [0.1061, 0.1],
        "difference": [-0.1035, 0.0],
        "n_documents_a": [4, 4],
        "effect_g": [-6.35, 0.0],
        "text": ["一是" + "建设平台" * 20, "办学"],
    }
)


@pytest.mark.parametrize("width", [200, 100, 80, 60, 40])
def test_a_narrow_terminal_cuts_no_number_and_says_what_it_leaves_out(width: int) -> None:
    from rich.console import Console

    shown, said = fitted_to(COMPARED, width)
    out = io.StringIO()
    Console(file=out, width=width).print(rich_table(shown))
    text = out.getvalue()
    left = [name for name in COMPARED.columns if name not in shown.columns]
    assert {"name_zh", "difference"} <= set(shown.columns)
    assert all(whole in text for whole in ("-10.3 pp", "0.0 pp"))
    assert ("10.6 %" in text) == ("share_a" in shown.columns)
    assert bool(said) == bool(left)
    assert (width >= 100) == (not left)


def test_what_is_left_out_of_a_terminal_keeps_the_value_all_rows_share() -> None:
    shown, said = fitted_to(COMPARED, 80, lang="zh")
    assert "n_documents_a" not in shown.columns
    assert said.startswith("窗口不够宽，未列出：")
    assert "甲文件数 4" in said
    assert "-6.35" not in said
    assert fitted_to(COMPARED, 80, lang="en")[1].startswith("no room for: ")
    assert fitted_to(COMPARED, 1)[0].columns  # something is always left


def test_an_empty_table_has_its_headings() -> None:
    empty = pl.DataFrame(schema={"district": pl.String, "share": pl.Float64})
    assert render(empty, "table", lang="en") == "District  Share\n"
    assert render(empty, "csv") == "district,share\r\n"
    assert json.loads(str(render(empty, "json")))["rows"] == []
    assert isinstance(render(empty, "xlsx"), bytes)
