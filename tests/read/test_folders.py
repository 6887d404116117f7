"""Which files a folder holds: nothing in it is passed over, whatever stands there and whatever it is called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from topics.errors import CorpusError
from topics.read.corpus import read_corpus
from topics.read.folders import files_below
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "一、2023年工作回顾\n新建学校三所。\n二、2024年工作安排\n改造老旧小区十个，确保按期完成。\n"


def named(path: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(f"{PLAN}第{number}份。\n", encoding="utf-8")
    return path


def test_files_in_order_without_those_of_programs(tmp_path: Path) -> None:
    folder = named(
        tmp_path, "b/1.txt", "a.txt", ".x/1.txt", "b/~$1.docx", "__MACOSX/1.txt", "b/Thumbs.db", "b/Plans.CSV"
    )
    found = files_below(folder)
    assert [file.relative_to(folder).as_posix() for file in found.files] == ["a.txt", "b/1.txt"]
    assert [file.name for file in found.tables] == ["Plans.CSV"]
    assert found.problems == []


def test_links_that_lead_nowhere_or_round_in_a_circle_are_listed(tmp_path: Path) -> None:
    folder = named(tmp_path, "甲区_2024.txt")
    (folder / "环").symlink_to(folder)
    (folder / "断_2024.txt").symlink_to(folder / "nowhere")
    (folder / "乙区_2024.txt").symlink_to(folder / "甲区_2024.txt")
    found = files_below(folder)
    assert [file.name for file in found.files] == ["乙区_2024.txt", "甲区_2024.txt"]
    assert {(p.file, p.found) for p in found.problems} == {
        ("环", "a link to a folder, which is not followed"),
        ("断_2024.txt", "a link to a file that is not there"),
    }
    assert all(p.left_out for p in found.problems)


def test_a_folder_that_cannot_be_opened_is_listed_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = named(tmp_path, "甲区_2024.txt", "closed/乙区_2024.txt")
    scandir = os.scandir

    def closed(path: Any = ".") -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    corpus = read_corpus(folder, ReadSettings())
    assert corpus.documents["file"].to_list() == ["甲区_2024.txt"]
    left_out = corpus.problems.filter(corpus.problems["left_out"])
    assert left_out.select("file", "problem", "found").rows() == [
        ("closed", "unreadable", "the folder cannot be opened (Permission denied)")
    ]
    with pytest.raises(CorpusError, match=r"closed: cannot be opened \(Permission denied\)"):
        read_corpus(folder / "closed", ReadSettings())


def test_names_as_an_archive_of_windows_leaves_them_are_read(tmp_path: Path) -> None:
    """Such a name is no UTF-8; its place and year are those it was given in GB18030."""
    (tmp_path / os.fsdecode("东城街道_2024.txt".encode("gb18030"))).write_text(PLAN, encoding="utf-8")
    (tmp_path / os.fsdecode(b"\xff_2023.txt")).write_text(f"{PLAN}。", encoding="utf-8")
    documents = read_corpus(tmp_path, ReadSettings()).documents.sort("file")
    assert documents.select("file", "district", "year").rows() == [
        ("%ff_2023.txt", None, 2023),
        ("东城街道_2024.txt", "东城街道", 2024),
    ]


@pytest.mark.parametrize(
    ("name", "found", "remedy"),
    [
        ("plans.xlsx", "district and year are read from plans.csv only", "save the sheet as plans.csv (CSV UTF-8)"),
        ("汇总.xlsx", "a table: name it by itself to read it", "name it by itself, or take it out of the folder"),
        ("汇总.et", "a table of kind .et", "save the sheet as .xlsx or .csv and name it by itself"),
        ("打包.zip", "a packed archive", "unpack it into the folder of plans"),
        ("甲区２０２４．txt", "its name has no ending", "save the document as .docx, .pdf, .html or .txt"),
        ("甲区.wps", "files of kind .wps", "save the document as .docx, .pdf, .html or .txt"),
    ],
)
def test_a_file_of_another_kind_says_what_it_has_to_become(tmp_path: Path, name: str, found: str, remedy: str) -> None:
    problems = read_corpus(named(tmp_path, name), ReadSettings()).problems
    assert problems.select("file", "problem", "left_out", "remedy").rows() == [(name, "format", True, remedy)]
    assert problems["found"].item().startswith(found)
