"""The survey lists every file, the ones left out too; what cleaning left out is counted by reason."""

from __future__ import annotations

from pathlib import Path

from topics.read.corpus import read_corpus
from topics.read.survey import cleaned, survey
from topics.settings import ReadSettings

TEXT = """一、工作回顾
全年新增就业岗位三千个，改造老旧小区十二个，居民满意度明显提高。
— 1 —
二、明年安排
建成社区食堂五家，完成河道清淤两公里。
"""


def test_every_file_has_a_row(tmp_path: Path) -> None:
    (tmp_path / "甲街道_2020.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "乙街道_2020.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "丙街道_2020.txt").write_bytes(b"\x00\x01\x02\x03" * 200)
    rows = {row["file"]: row for row in survey(read_corpus(tmp_path, ReadSettings())).to_dicts()}
    assert list(rows) == ["丙街道_2020.txt", "乙街道_2020.txt", "甲街道_2020.txt"]
    assert rows["丙街道_2020.txt"]["n_segments"] is None
    assert rows["丙街道_2020.txt"]["problem"] == "binary"
    read = [row for row in rows.values() if row["n_segments"]]
    assert len(read) == 1  # the same text twice is read once
    assert read[0]["n_characters"] == len(TEXT)
    assert read[0]["n_removed"] == len("— 1 —")
    assert all("duplicate" in rows[name]["problem"] for name in ("甲街道_2020.txt", "乙街道_2020.txt"))


def test_removals_are_counted_by_reason(tmp_path: Path) -> None:
    (tmp_path / "甲街道_2020.txt").write_text(TEXT, encoding="utf-8")
    assert cleaned(read_corpus(tmp_path, ReadSettings())).rows() == [("page number", 1, 1, 5, "— 1 —")]
