"""What the tests of this room may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from topics.embed import folders
from topics.embed.bundled import Bundled, open_bundled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the test's own."""
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder into which the bundled encoder was built."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(folders.VARIABLE, str(folder))
        open_bundled()
        yield folder


@pytest.fixture(scope="session")
def bundled(built_folder: Path) -> Bundled:
    """The bundled encoder on two threads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(folders.VARIABLE, str(built_folder))
        return open_bundled(2)


@pytest.fixture(scope="session")
def texts(shared: Path) -> list[str]:
    """Forty beginnings of paragraphs of real plans, short and long."""
    lines = [
        line.strip()[:300]
        for path in sorted((shared / "corpora" / "plans").glob("*.txt"))
        for line in path.read_text(encoding="utf-8-sig").splitlines()
        if line.strip()
    ]
    return lines[:: max(len(lines) // 40, 1)][:40]
