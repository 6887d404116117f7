"""Where a fitted model lives: the one place that writes and reads its folder.

``models/<name>/`` holds a Parquet file a table, a .npy file an array, and JSON for the rest; `manifest.json` says
what made it and lists every other file with its sha256. A folder is written beside its place and renamed into it, so
a model is either whole or not there. Nothing is ever pickled.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topics.errors import ModelError, OutputError
from topics.placing import clear_away, leftovers, put_in_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

LAYOUT = 2
"""Version of the folder's layout; a model of another one is refused with the way out."""
MANIFEST = "manifest.json"
TABLES = ("documents", "segments", "removals", "problems", "themes", "topics", "assignments")
OPTIONAL = ("labels",)
"""Tables that only some models have."""
_HELD = {"fitted": str, "files": dict, "arrays": list}
"""What `save` sees to in every manifest."""


@dataclass(frozen=True)
class Parts:
    """All that a fitted model holds.

    Parameters
    ----------
    tables
        The frames named in `TABLES`, each as `topics.tables` states it.
    arrays
        ``vectors`` of shape (n_segments, dimension), float32 unit rows, and the arrays of the rule as ``rule.<name>``.
    rule
        The parameters of the rule that assigns themes and topics: values JSON can hold.
    manifest
        Settings, versions, hashes, seed and date of the fit.
    records
        What else a reader of the model may want to see, values JSON can hold, by name: what a namer was asked.
    """

    tables: Mapping[str, pl.DataFrame]
    arrays: Mapping[str, NDArray[Any]]
    rule: Mapping[str, Any]
    manifest: Mapping[str, Any]
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def save(folder: Path, parts: Parts) -> None:
    """Write a model into `folder`, replacing a model that is there.

    Raises
    ------
    OutputError
        The place cannot be written, or holds something that is not a model.
    """
    if folder.exists():
        _refuse_other_content(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror or error})", remedy="name a folder you may write with -m"
        ) from error
    try:
        _write(beside, parts)
        put_in_place(beside, folder)
    except OSError as error:
        raise OutputError(
            f"{folder}: writing failed ({error.strerror or error})", remedy="make room, or name another folder with -m"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    clear_away(folder)


def _write(beside: Path, parts: Parts) -> None:
    import numpy as np

    for name in [*TABLES, *(name for name in OPTIONAL if name in parts.tables)]:
        whole = io.BytesIO()
        parts.tables[name].write_parquet(whole, compression="zstd")
        (beside / f"{name}.parquet").write_bytes(whole.getvalue())
    for name, array in parts.arrays.items():
        np.save(beside / f"{name}.npy", array, allow_pickle=False)
    for name, values in {**parts.records, "rule": parts.rule}.items():
        (beside / f"{name}.json").write_text(_json(values), encoding="utf-8")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(beside.iterdir())}
    manifest = {"layout": LAYOUT, "fitted": "", **parts.manifest, "arrays": sorted(parts.arrays), "files": files}
    (beside / MANIFEST).write_text(_json(manifest), encoding="utf-8")
    beside.chmod(0o755)  # mkdtemp makes it private


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read what made a model.

    Raises
    ------
    ModelError
        There is no model in the folder, its manifest is damaged, or it was written by another version of the layout.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        aside = [model.parent for left in leftovers(folder) for model in left.glob(f"*/{folder.name}/{MANIFEST}")]
        raise ModelError(
            f"{folder}: no fitted model here ({MANIFEST} is missing)",
            remedy=f"a fit that was killed left the model before it in {aside[-1]}: move it to {folder}"
            if aside
            else "run `topics fit CORPUS -m MODEL_DIR` first",
        ) from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / MANIFEST}: cannot be read ({error})", remedy="fit the model again") from error
    layout = manifest.get("layout") if isinstance(manifest, dict) else None
    if layout != LAYOUT:
        raise ModelError(
            f"{folder}: model layout {layout!r}",
            allowed=f"layout {LAYOUT}",
            remedy="it was written by another version of topics: fit it again with this one",
        )
    lacking = [name for name in _HELD if not isinstance(manifest.get(name), _HELD[name])]
    if lacking:
        raise ModelError(f"{folder / MANIFEST}: damaged (no {lacking[0]})", remedy="fit the model again")
    return dict(manifest)


def add_record(folder: Path, name: str, values: Mapping[str, Any]) -> None:
    """Put a record into a model that is there, in place of one of this name; every file is whole at every moment.

    Raises
    ------
    ModelError
        There is no model in the folder.
    OutputError
        The folder cannot be written.
    """
    manifest = read_manifest(folder)
    text = _json(values)
    manifest["files"] = {**manifest.get("files", {}), f"{name}.json": hashlib.sha256(text.encode()).hexdigest()}
    try:
        for file, content in ((f"{name}.json", text), (MANIFEST, _json(manifest))):
            beside = folder / f".{file}"
            beside.write_text(content, encoding="utf-8")
            beside.replace(folder / file)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror or error})", remedy="copy the model elsewhere"
        ) from error


def read_record(folder: Path, name: str) -> dict[str, Any] | None:
    """Read what a model keeps under a name beside its tables; None where it keeps nothing.

    Raises
    ------
    ModelError
        The file is damaged.
    """
    return _read_json(folder / f"{name}.json") if (folder / f"{name}.json").is_file() else None


def read_table(folder: Path, name: str, manifest: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """Read one table of a model.

    Parameters
    ----------
    folder
        The model.
    name
        One of `TABLES` or `OPTIONAL`.
    manifest
        The manifest of the model that is meant; None for the one there is now.

    Raises
    ------
    ModelError
        The file is missing, damaged, or of another model, which has taken the place of the one that is meant.
    """
    import polars as pl

    content = _read(folder, f"{name}.parquet", manifest)
    try:
        return pl.read_parquet(content)
    except pl.exceptions.PolarsError as error:
        raise _damaged(folder / f"{name}.parquet") from error


def read_array(folder: Path, name: str, manifest: Mapping[str, Any] | None = None) -> NDArray[np.generic]:
    """Read one array of a model; never unpickles.

    Parameters
    ----------
    folder, manifest
        As in `read_table`.
    name
        One of the manifest's ``arrays``.

    Raises
    ------
    ModelError
        As in `read_table`.
    """
    import numpy as np

    content = _read(folder, f"{name}.npy", manifest)
    try:
        array: NDArray[np.generic] = np.load(io.BytesIO(content), allow_pickle=False)
    except (OSError, ValueError) as error:
        raise _damaged(folder / f"{name}.npy") from error
    return array


def _read(folder: Path, file: str, manifest: Mapping[str, Any] | None = None) -> bytes:
    """Read a file of a model and hold it against the hash in its manifest."""
    listed = (manifest or read_manifest(folder))["files"].get(file)
    try:
        content = (folder / file).read_bytes()
    except OSError as error:
        raise _damaged(folder / file) from error
    if hashlib.sha256(content).hexdigest() == listed:
        return content
    if manifest and read_manifest(folder)["files"].get(file) != listed:
        raise ModelError(f"{folder}: another model has taken its place meanwhile", remedy="run the command again")
    raise _damaged(folder / file)


def _damaged(path: Path) -> ModelError:
    return ModelError(f"{path}: missing or damaged", remedy="fit the model again")


def read_rule(folder: Path) -> tuple[dict[str, NDArray[np.generic]], dict[str, Any]]:
    """Read the arrays and parameters of the rule that assigns themes and topics."""
    manifest = read_manifest(folder)
    names = [name for name in manifest.get("arrays", []) if name.startswith("rule.")]
    arrays = {name.removeprefix("rule."): read_array(folder, name, manifest) for name in names}
    return arrays, dict(json.loads(_read(folder, "rule.json", manifest)))


def read_words(folder: Path) -> tuple[tuple[str, ...], frozenset[str], dict[str, str]]:
    """Read the words a model knows, those of them that say what a text is about, and what stands for pieces of such."""
    parameters = json.loads(_read(folder, "rule.json"))
    words = tuple(parameters.get("words", ()))
    content = frozenset(words[i] for i in read_array(folder, "rule.content").tolist())
    return words, content, parameters.get("wholes", {})


def _read_json(path: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: missing or damaged", remedy="fit the model again") from error
    return values


def newest(models: Path) -> Path:
    """Find the model fitted last under a folder of models.

    Raises
    ------
    ModelError
        There is none.
    """
    found: list[tuple[str, str, Path]] = []
    with suppress(OSError):
        for entry in os.scandir(models):
            if entry.is_dir() and not entry.name.startswith(".") and (Path(entry.path) / MANIFEST).is_file():
                with suppress(ModelError):
                    found.append((str(read_manifest(Path(entry.path)).get("fitted", "")), entry.name, Path(entry.path)))
    if not found:
        raise ModelError(
            f"{models}: no fitted model", remedy="run `topics fit CORPUS` first, or name one with -m MODEL_DIR"
        )
    return max(found)[2]


def place(folder: Path | None, corpus: Path) -> Path:
    """Give the folder a model will be written to, and refuse one that cannot be before hours are spent on it.

    Parameters
    ----------
    folder
        What the user named; None for ``models/`` and the name of the corpus.

    Raises
    ------
    OutputError
        The place cannot be written, or holds something that is not a model.
    """
    folder = folder or Path("models") / (corpus.resolve().stem or "plans")
    parent = next(path for path in (folder.resolve(), *folder.resolve().parents) if path.exists())
    if parent == folder.resolve():
        _refuse_other_content(folder)
        parent = parent.parent
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: {parent} cannot be written", remedy="name a folder you may write with -m")
    return folder


def _refuse_other_content(folder: Path) -> None:
    if (folder / MANIFEST).is_file() or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise OutputError(
        f"{folder}: exists and is not a fitted model", remedy="name another folder with -m, or remove it yourself"
    )
