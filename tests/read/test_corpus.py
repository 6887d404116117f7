"""A folder, file or table of plans as tables, and every kind of bad input as a problem."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from tests.read.test_formats import pdf_file, word_file
from topics import tables
from topics.errors import CorpusError
from topics.read.corpus import Corpus, metadata_place, read_corpus, write_metadata
from topics.read.problems import KINDS
from topics.settings import ReadSettings

PLAN = (
    "一、2023年工作回顾\n过去一年，东城新建学校三所，取得了新的成绩。\n"
    "二、2024年工作安排\n今年要抓好项目建设，确保东城改造老旧小区十个。\n"
)
SETTINGS = ReadSettings()


def read(path: Path) -> Corpus:
    corpus = read_corpus(path, SETTINGS)
    for table, frame in zip((tables.DOCUMENTS, tables.SEGMENTS, tables.REMOVALS, tables.PROBLEMS), corpus, strict=True):
        table.check(frame)
    assert set(corpus.problems["problem"]) <= set(KINDS)
    return corpus


def folder_of(path: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def kinds(corpus: Corpus) -> dict[str, list[str]]:
    rows = corpus.problems.sort("file", "problem")
    return {file: rows.filter(pl.col("file") == file)["problem"].to_list() for file in rows["file"].unique().sort()}


def test_one_plan_as_tables(tmp_path: Path) -> None:
    corpus = read(folder_of(tmp_path, {"东城街道_2024.txt": PLAN}))
    assert corpus.documents.drop("sha256").row(0, named=True) == {
        "document": "东城街道@2024",
        "file": "东城街道_2024.txt",
        "district": "东城街道",
        "year": 2024,
        "title": "",
        "n_characters": len(PLAN),
        "district_from": "file name",
        "year_from": "file name",
    }
    assert corpus.segments.select("segment", "outline", "half", "text").rows() == [
        ("东城街道@2024#0", "", "neither", "一、2023年工作回顾"),
        ("东城街道@2024#1", "2023年工作回顾", "review", "过去一年，东城新建学校三所，取得了新的成绩。"),
        ("东城街道@2024#2", "", "neither", "二、2024年工作安排"),
        ("东城街道@2024#3", "2024年工作安排", "plan", "今年要抓好项目建设，确保东城改造老旧小区十个。"),
    ]
    assert all(
        PLAN[start:end] == text for start, end, text in corpus.segments.select("start", "end", "text").iter_rows()
    )
    assert corpus.problems.is_empty()


def test_one_file_is_a_corpus(tmp_path: Path) -> None:
    folder_of(tmp_path, {"东城街道_2024.txt": PLAN, "b_2020.txt": PLAN})
    assert read(tmp_path / "东城街道_2024.txt").documents["document"].to_list() == ["东城街道@2024"]


def test_copies_whose_lines_end_otherwise_are_one_text(tmp_path: Path) -> None:
    """A file that went through Windows is the plan it was: read once, and the others left out."""
    endings = {"甲": "\n", "乙": "\r\n", "丙": "\r"}
    corpus = read(
        folder_of(tmp_path, {f"{k}区_2024.txt": PLAN.replace("\n", nl).encode() for k, nl in endings.items()})
    )
    assert corpus.documents.height == 1
    assert sum(corpus.problems["left_out"]) == 2
    assert "near duplicate" not in corpus.problems["problem"]


def test_a_district_in_both_scripts_is_one(tmp_path: Path) -> None:
    """Written as most of its plans write it; in Simplified characters where they are as many."""
    texts = {year: f"{PLAN}新增学位{year}个。" for year in (2021, 2022, 2023)}
    mixed: dict[str, str | bytes] = {
        "東城街道_2021.txt": texts[2021],
        "東城街道_2022.txt": texts[2022],
        "东城街道_2023.txt": texts[2023],
    }
    most = read(folder_of(tmp_path / "most", mixed))
    assert sorted(most.documents["document"]) == ["東城街道@2021", "東城街道@2022", "東城街道@2023"]
    assert most.documents["district"].n_unique() == 1
    even = read(folder_of(tmp_path / "even", {"東城街道_2021.txt": texts[2021], "东城街道_2022.txt": texts[2022]}))
    assert sorted(even.documents["document"]) == ["东城街道@2021", "东城街道@2022"]
    twice = read(folder_of(tmp_path / "twice", {"東城街道_2021.txt": texts[2021], "东城街道_2021.txt": texts[2022]}))
    assert sorted(twice.documents["document"]) == ["东城街道@2021", "东城街道@2021~2"]
    assert all("same plan" in found for found in kinds(twice).values())


def test_group_columns_follow_the_plan(tmp_path: Path) -> None:
    table = "file,district,year,level,notes\na.txt,甲区,2024,district,x\nb.txt,乙县,2023,county,\n"
    corpus = read(
        folder_of(tmp_path, {"plans.csv": table, "a.txt": PLAN, "b.txt": PLAN + "乙县。", "c_2020.txt": PLAN + "丙。"})
    )
    rows = corpus.documents.sort("file").select("document", "level", "notes").rows()
    assert rows == [("甲区@2024", "district", "x"), ("乙县@2023", "county", ""), ("?@2020", "", "")]


def test_order_of_files_and_names_changes_nothing_but_names(tmp_path: Path) -> None:
    texts = [PLAN + f"再修路{n}公里。\n" for n in "一二三四五"]
    one = read(folder_of(tmp_path / "one", {f"{n}_甲区_2024.txt": text for n, text in enumerate(texts)}))
    two = read(folder_of(tmp_path / "two", {f"{n}_甲区_2024.txt": text for n, text in enumerate(reversed(texts))}))
    assert one.documents["sha256"].to_list() == two.documents["sha256"].to_list() == sorted(one.documents["sha256"])
    assert one.segments.equals(two.segments)
    assert one.documents["document"].to_list() == ["甲区@2024", *(f"甲区@2024~{n}" for n in (2, 3, 4, 5))]
    assert (
        kinds(one)["0_甲区_2024.txt"] == ["near duplicate", "same plan"] or "same plan" in kinds(one)["0_甲区_2024.txt"]
    )


def test_bad_files_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "东城_2024.txt": PLAN,
        "empty.txt": b"",
        "blank.txt": "\ufeff \r\n\t\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        "noise.txt": bytes(range(128, 256)) * 40,
        "broken.docx": b"PK\x03\x04 nothing",
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "broken.pdf": b"%PDF-1.4\nnothing",
        "locked.pdf": pdf_file("Work plan for the year 2024", password="p"),
        "scan.pdf": pdf_file(),
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "sums.xlsx": b"PK\x03\x04",
        ".hidden.txt": PLAN,
        "~$东城_2024.docx": b"lock",
        ".git/config.txt": PLAN,
    }
    corpus = read(folder_of(tmp_path, files))
    assert corpus.documents["file"].to_list() == ["东城_2024.txt"]
    assert corpus.problems["left_out"].all()
    assert {file: found[0] for file, found in kinds(corpus).items()} == {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "picture.txt": "binary",
        "noise.txt": "encoding",
        "broken.docx": "unreadable",
        "locked.docx": "encrypted",
        "broken.pdf": "unreadable",
        "locked.pdf": "encrypted",
        "scan.pdf": "scan",
        "old.doc": "format",
        "sums.xlsx": "format",
    }
    assert all(len(remedy) > 10 for remedy in corpus.problems["remedy"])


def test_a_huge_line_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "东城_2024.txt"
    with file.open("wb") as handle:
        handle.truncate(200_000_000)
    (tmp_path / "西城_2024.txt").write_text("字" * 2_100_000, encoding="utf-8")
    corpus = read(tmp_path)
    assert corpus.documents.is_empty()
    assert kinds(corpus) == {"东城_2024.txt": ["too long"], "西城_2024.txt": ["too long"]}


def test_encodings_and_formats_side_by_side(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "甲区_2024.txt": PLAN.encode("gb18030"),
        "乙区_2024.txt": ("乙区。" + PLAN).encode("utf-16"),
        "丙区_2024.docx": word_file(),
        "丁区_2024.html": f"<html><body><p>丁区</p><p>{PLAN.replace(chr(10), '</p><p>')}</p></body></html>",
        "戊区_2024.md": f"# 戊区计划\n\n{PLAN}",
    }
    corpus = read(folder_of(tmp_path, files))
    assert corpus.documents.height == 5
    plain = corpus.documents.filter(pl.col("file") == "甲区_2024.txt")
    assert plain["n_characters"].item() == len(PLAN)
    items = corpus.segments.filter(pl.col("text").str.contains("抓好项目建设"))
    assert items["half"].to_list() == ["plan"] * 4
    assert items.filter(pl.col("document") == "戊区@2024")["outline"].item() == "戊区计划 › 2024年工作安排"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_tables_of_texts(tmp_path: Path, kind: str) -> None:
    frame = pl.DataFrame(
        {
            "正文": [PLAN, PLAN + "西城。", ""],
            "地区": ["东城", "西城", "南城"],
            "year": [2024, 2023, 2022],
            "级别": ["区", "区", "区"],
        }
    )
    path = tmp_path / f"plans_all.{kind}"
    if kind == "csv":
        frame.write_csv(path)
    elif kind == "jsonl":
        path.write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in frame.rows(named=True)), encoding="utf-8"
        )
    elif kind == "parquet":
        frame.write_parquet(path)
    else:
        frame.write_excel(path)
    corpus = read(path)
    rows = corpus.documents.sort("file").select("document", "file", "级别", "district_from").rows()
    assert rows == [
        ("东城@2024", f"plans_all.{kind}#1", "区", "column"),
        ("西城@2023", f"plans_all.{kind}#2", "区", "column"),
    ]
    assert kinds(corpus)[f"plans_all.{kind}#3"] == ["empty"]


def test_a_table_without_a_text_column_names_its_columns(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="its columns are a, b"):
        read(tmp_path / "t.csv")
    with pytest.raises(CorpusError, match="no column 'words'"):
        read_corpus(tmp_path / "t.csv", ReadSettings(text_column="words"))


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="not found"):
        read(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="no plans in this folder"):
        read(tmp_path)


def test_unknown_place_and_year_are_problems_with_a_remedy(tmp_path: Path) -> None:
    corpus = read(folder_of(tmp_path, {"文件.txt": "各位代表：\n抓好项目建设，完善城市功能。\n"}))
    assert corpus.documents["document"].to_list() == ["?@?"]
    assert corpus.documents.select("district", "year").row(0) == (None, None)
    assert kinds(corpus)["文件.txt"] == ["district", "year"]
    assert corpus.problems["remedy"].str.contains("plans.csv").all()


def test_written_metadata_reads_back(tmp_path: Path) -> None:
    table = "file,district,year,level\na.txt,甲区,2024,district\n"
    corpus = read(folder_of(tmp_path / "in", {"plans.csv": table, "a.txt": PLAN, "b.txt": "抓好项目建设。\n" * 3}))
    (tmp_path / "in" / "plans.csv").unlink()
    target = tmp_path / "in" / "plans.csv"
    write_metadata(corpus, target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "file,district,year,level",
        "a.txt,甲区,2024,district",
        "b.txt,,,",
    ]
    again = read(tmp_path / "in")
    assert again.documents.select("document", "level").equals(corpus.documents.select("document", "level"))
    with pytest.raises(CorpusError, match="there already"):
        write_metadata(corpus, target)


def test_the_national_report_under_city_names(shared: Path) -> None:
    corpus = read(shared / "corpora" / "cities-2024-wrong")
    assert corpus.documents["file"].to_list() == ["台州市_2024.txt"]
    assert kinds(corpus) == {
        "台州市_2024.txt": ["duplicate", "duplicate", "national", "place"],
        "襄阳市_2024.txt": ["duplicate"],
        "贵阳市_2024.txt": ["duplicate"],
    }
    assert corpus.problems.filter("left_out")["file"].sort().to_list() == ["襄阳市_2024.txt", "贵阳市_2024.txt"]


def test_checks_on_the_cities(shared: Path, tmp_path: Path) -> None:
    source = shared / "corpora" / "cities-2024"
    for name in ("日照市_2024.txt", "池州市_2023.txt", "三亚市_2024.txt", "黄山区_2024.txt"):
        shutil.copy(source / name, tmp_path / name)
    text = (source / "三亚市_2024.txt").read_text(encoding="utf-8")
    (tmp_path / "三亚市_2025.txt").write_text(text.replace("教育", "育教")[: len(text) - 60], encoding="utf-8")
    assert kinds(read(tmp_path)) == {
        "三亚市_2025.txt": ["near duplicate", "truncated", "year differs"],
        "日照市_2024.txt": ["one half"],
    }


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    rows = "地区,年份,正文\n甲区,2020,建设公园。\n"
    path.write_text(rows + '乙区,2020,"提升水平。\n丙区,2021,新建学校。\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="row 3, which begins in line 3, has a quote that is never closed"):
        read(path)
    path.write_text(rows + '乙区,2020,"提升水平。\n再上""台阶""。"\n丙区,2021,新建学校。\n', encoding="utf-8")
    assert read(path).documents.height == 3
    path.write_text(rows + '乙区,2020,6" 管道。\n丙区,2021,新建学校。\n', encoding="utf-8")
    assert read(path).documents.height == 3


def test_every_sheet_with_texts_is_read_and_the_others_are_listed(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "汇总.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for year in (2023, 2024):
            sheet = book.add_worksheet(str(year))
            sheet.write_row(0, 0, ["地区", "年份", "正文"])
            sheet.write_row(1, 0, ["甲区", year, PLAN + str(year)])
        book.add_worksheet("说明").write_column(0, 0, ["说明", "办公室汇总"])
        book.add_worksheet("空")
    corpus = read(path)
    assert corpus.documents.sort("file").select("document", "file").rows() == [
        ("甲区@2023", "汇总.xlsx#1"),
        ("甲区@2024", "汇总.xlsx#2"),
    ]
    assert corpus.problems.filter(pl.col("left_out"))["file"].to_list() == ["汇总.xlsx#说明"]


def test_no_column_of_a_table_is_lost_to_one_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f'地区,地区,年份,正文\n甲区,东片,2024,"{PLAN}"\n', encoding="gb18030")
    row = read(path).documents.row(0, named=True)
    assert (row["district"], row["地区_1"]) == ("甲区", "东片")


def test_half_a_character_of_json_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"text": PLAN + "\ud800", "district": "甲\udfff", "year": 2024}), encoding="ascii")
    assert read(path).documents["document"].to_list() == ["甲\ufffd@2024"]


def test_unknown_places_of_a_table_are_to_be_filled_in_there(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('正文\n"抓好项目建设，完善城市功能。"\n', encoding="utf-8")
    assert read(path).problems.filter(pl.col("problem") == "district")["found"].to_list() == [
        "no place in the table or the title lines"
    ]
    with pytest.raises(CorpusError, match=r"a table takes no plans\.csv; fill in the columns"):
        metadata_place(path)
    assert metadata_place(tmp_path) == tmp_path / "plans.csv"
    (tmp_path / "plans.csv").write_text("file\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="there already"):
        metadata_place(tmp_path)


def test_names_that_a_spreadsheet_would_compute_come_back_from_plans_csv(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "=1+1_2024.txt": PLAN,
        " -甲区_2023.txt": f"{PLAN}。",
        "＠乙 区_2022.txt": f"{PLAN}！",
    }
    corpus = read(folder_of(tmp_path, files))
    write_metadata(corpus, tmp_path / "plans.csv")
    written = (tmp_path / "plans.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in written] == [
        "file",
        " -甲区_2023.txt",
        "'=1+1_2024.txt",
        "'＠乙 区_2022.txt",
    ]
    again = read(tmp_path)
    assert again.documents.select("document", "file").equals(corpus.documents.select("document", "file"))
    assert "missing" not in again.problems["problem"].to_list()


def test_many_files_of_one_place_and_year_are_not_all_named_each_time(tmp_path: Path) -> None:
    corpus = read(folder_of(tmp_path, {f"{n}_甲区_2024.txt": f"{PLAN}{'甲' * n}。" for n in range(6)}))
    rows = corpus.problems.filter(pl.col("problem") == "same plan").sort("file")
    assert rows.height == 6
    assert {found.count("txt") for found in rows["found"]} == {3}
    assert all("… (+2) is for" in found for found in rows["found"])
