"""A model is either whole in its folder or not there; damage is named, and nothing is unpickled."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from topics import store
from topics.errors import ModelError, OutputError
from topics.tables import ASSIGNMENTS, DOCUMENTS, PROBLEMS, REMOVALS, SEGMENTS, THEMES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable


def parts(fitted: str = "2024-01-01T00:00:00+00:00", seed: int = 0) -> store.Parts:
    tables = {t.name: t.empty() for t in (DOCUMENTS, SEGMENTS, REMOVALS, PROBLEMS, THEMES, TOPICS, ASSIGNMENTS)}
    tables["removals"] = pl.DataFrame(
        {"document": ["甲@2020"], "start": [3], "end": [9], "reason": ["page number"], "text": ["— 1 —"]},
        schema=REMOVALS.schema,
    )
    arrays: dict[str, NDArray[Any]] = {
        "vectors": np.eye(2, 3, dtype=np.float32),
        "rule.centres": np.arange(6, dtype=np.float64).reshape(2, 3),
    }
    return store.Parts(tables, arrays, {"themes": ["产业"], "weight": 0.1}, {"fitted": fitted, "seed": seed})


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    folder, saved = tmp_path / "models" / "甲", parts()
    store.save(folder, saved)
    for name in store.TABLES:
        assert store.read_table(folder, name).equals(saved.tables[name])
    arrays, rule = store.read_rule(folder)
    assert rule == {"themes": ["产业"], "weight": 0.1}
    assert list(arrays) == ["centres"]
    np.testing.assert_array_equal(arrays["centres"], saved.arrays["rule.centres"])
    np.testing.assert_array_equal(store.read_array(folder, "vectors"), np.eye(2, 3))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_the_manifest_lists_every_file_with_its_hash(tmp_path: Path) -> None:
    store.save(tmp_path / "m", parts())
    files = json.loads((tmp_path / "m" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(files) == {p.name for p in (tmp_path / "m").iterdir()} - {"manifest.json"}
    assert all(len(value) == 64 for value in files.values())


def test_a_model_replaces_an_older_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    store.save(tmp_path / "m", parts(seed=1))
    store.save(tmp_path / "m", parts(seed=2))
    assert store.read_manifest(tmp_path / "m")["seed"] == 2
    assert [p.name for p in tmp_path.iterdir()] == ["m"]


def test_a_failed_write_keeps_the_older_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(tmp_path / "m", parts(seed=1))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OutputError, match="No space left on device"):
        store.save(tmp_path / "m", parts(seed=2))
    assert store.read_manifest(tmp_path / "m")["seed"] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["m"]


def test_a_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    for refuse in (lambda: store.save(tmp_path, parts()), lambda: store.place(tmp_path, Path("plans"))):
        with pytest.raises(OutputError, match="exists and is not a fitted model"):
            refuse()
    assert (tmp_path / "thesis.docx").read_text(encoding="utf-8") == "years of work"


def test_default_place_is_named_after_the_corpus() -> None:
    assert store.place(None, Path("somewhere/plans")) == Path("models/plans")
    assert store.place(None, Path("somewhere/计划.xlsx")) == Path("models/计划")


def test_a_place_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        store.place(tmp_path / "file" / "m", Path("plans"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_an_unwritable_place_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        store.place(tmp_path / "m", Path("plans"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no fitted model here"),
        ("{", "cannot be read"),
        ('{"layout": 99}', "model layout 99"),
        ("[]", "layout None"),
    ],
)
def test_what_is_no_model_is_named(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        store.read_manifest(tmp_path)


def test_damaged_tables_and_pickles_are_refused(tmp_path: Path) -> None:
    store.save(tmp_path / "m", parts())
    (tmp_path / "m" / "segments.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(ModelError, match=r"segments\.parquet: missing or damaged"):
        store.read_table(tmp_path / "m", "segments")
    np.save(tmp_path / "m" / "vectors.npy", np.array([{}], dtype=object), allow_pickle=True)
    with pytest.raises(ModelError, match=r"vectors\.npy: missing or damaged"):
        store.read_array(tmp_path / "m", "vectors")


def test_newest_goes_by_the_date_of_the_fit(tmp_path: Path) -> None:
    store.save(tmp_path / "b", parts("2024-03-01T00:00:00+00:00"))
    store.save(tmp_path / "a", parts("2024-05-01T00:00:00+00:00"))
    store.save(tmp_path / "c", parts("2024-04-01T00:00:00+00:00"))
    assert store.newest(tmp_path) == tmp_path / "a"
    with pytest.raises(ModelError, match="no fitted model"):
        store.newest(tmp_path / "nothing")


def test_a_record_is_added_and_replaced_and_the_manifest_knows_it(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    store.save(folder, parts())
    assert store.read_record(folder, "stability") is None
    for values in ({"n": 1}, {"n": 2, "甲": [None, 0.5]}):
        store.add_record(folder, "stability", values)
        assert store.read_record(folder, "stability") == values
    files = store.read_manifest(folder)["files"]
    assert set(files) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert files["stability.json"] == hashlib.sha256((folder / "stability.json").read_bytes()).hexdigest()
    store.save(folder, parts())
    assert store.read_record(folder, "stability") is None  # another fit, of which it says nothing
    with pytest.raises(ModelError, match="no fitted model here"):
        store.add_record(tmp_path / "absent", "stability", {})
    (folder / "stability.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"stability\.json: missing or damaged"):
        store.read_record(folder, "stability")


def test_a_record_that_cannot_be_written_leaves_the_model_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(tmp_path / "m", parts())
    before = store.read_manifest(tmp_path / "m")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OutputError, match="No space left on device"):
        store.add_record(tmp_path / "m", "stability", {})
    assert store.read_manifest(tmp_path / "m") == before


@pytest.mark.parametrize("file", ["segments.parquet", "vectors.npy", "rule.json"])
def test_a_single_changed_byte_is_noticed(tmp_path: Path, file: str) -> None:
    store.save(tmp_path / "m", parts())
    content = bytearray((tmp_path / "m" / file).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "m" / file).write_bytes(content)
    read: dict[str, Callable[[], object]] = {
        "segments.parquet": lambda: store.read_table(tmp_path / "m", "segments"),
        "vectors.npy": lambda: store.read_array(tmp_path / "m", "vectors"),
        "rule.json": lambda: store.read_rule(tmp_path / "m"),
    }
    with pytest.raises(ModelError, match=rf"{file}: missing or damaged; fit the model again"):
        read[file]()


def test_a_model_that_is_replaced_while_it_is_read_is_never_mixed_with_the_other(tmp_path: Path) -> None:
    store.save(tmp_path / "m", parts(seed=1))
    opened = store.read_manifest(tmp_path / "m")
    other = parts(seed=2)
    fewer = {**other.tables, "removals": other.tables["removals"].head(0)}
    store.save(tmp_path / "m", store.Parts(fewer, other.arrays, other.rule, other.manifest))
    assert store.read_table(tmp_path / "m", "documents", opened).equals(other.tables["documents"])
    with pytest.raises(ModelError, match="another model has taken its place meanwhile; run the command again"):
        store.read_table(tmp_path / "m", "removals", opened)
    assert store.read_table(tmp_path / "m", "removals").is_empty()


def test_a_model_that_a_killed_fit_put_aside_is_found(tmp_path: Path) -> None:
    store.save(tmp_path / ".m.old.abcdefgh" / "0" / "m", parts())
    with pytest.raises(ModelError, match=r"a fit that was killed left the model before it in .*/0/m: move it to .*/m"):
        store.read_manifest(tmp_path / "m")


def test_a_manifest_without_what_every_manifest_holds_is_damaged(tmp_path: Path) -> None:
    store.save(tmp_path / "m", parts())
    manifest = tmp_path / "m" / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"files"', '"filed"'), encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest\.json: damaged \(no files\); fit the model again"):
        store.read_manifest(tmp_path / "m")


def test_a_full_disk_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("120 requested and 12 written")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OutputError, match=r"writing failed \(120 requested and 12 written\); make room"):
        store.save(tmp_path / "m", parts())
    assert list(tmp_path.iterdir()) == []
