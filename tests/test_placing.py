"""A folder takes its place whole, whoever else writes there and whenever a writer is killed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from topics.placing import LEFT_BEHIND, clear_away, leftovers, put_in_place


def folder(path: Path, content: str) -> Path:
    path.mkdir(parents=True)
    (path / "file").write_text(content, encoding="utf-8")
    return path


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.iterdir())


def test_a_folder_replaces_another_and_nothing_is_left_beside(tmp_path: Path) -> None:
    folder(tmp_path / "m", "older")
    put_in_place(folder(tmp_path / ".m.abcdefgh", "newer"), tmp_path / "m")
    assert (tmp_path / "m" / "file").read_text(encoding="utf-8") == "newer"
    assert names(tmp_path) == ["m"]


def test_another_writer_that_comes_in_between_is_replaced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename
    others = iter(("first", "second"))

    def meanwhile(self: Path, target: Path) -> Path:
        other = next(others, None) if self.name == ".m.abcdefgh" else None
        if other:
            folder(tmp_path / "m", other)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", meanwhile)
    put_in_place(folder(tmp_path / ".m.abcdefgh", "mine"), tmp_path / "m")
    assert (tmp_path / "m" / "file").read_text(encoding="utf-8") == "mine"
    assert next(others, "both came in between") == "both came in between"
    assert names(tmp_path) == ["m"]


def test_what_was_there_comes_back_where_the_new_cannot_be_put(tmp_path: Path) -> None:
    folder(tmp_path / "m", "older")
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "nothing", tmp_path / "m")
    assert (tmp_path / "m" / "file").read_text(encoding="utf-8") == "older"
    assert names(tmp_path) == ["m"]


def test_what_killed_writers_left_long_ago_is_cleared_away(tmp_path: Path) -> None:
    for name in (".m.abcdefgh", ".m.old.abcdefg0", ".m.abcdefg1", ".m.x.abcdefgh", ".model.abcdefgh", "m"):
        folder(tmp_path / name, name)
    for name in (".m.abcdefgh", ".m.old.abcdefg0", ".m.x.abcdefgh", "m"):
        os.utime(tmp_path / name, (0, (tmp_path / name).stat().st_mtime - LEFT_BEHIND - 60))
    assert {path.name for path in leftovers(tmp_path / "m")} == {".m.abcdefgh", ".m.old.abcdefg0", ".m.abcdefg1"}
    clear_away(tmp_path / "m")
    assert names(tmp_path) == [".m.abcdefg1", ".m.x.abcdefgh", ".model.abcdefgh", "m"]
    assert leftovers(tmp_path / "nowhere" / "m") == []
