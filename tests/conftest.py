"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real corpora and coded segments beside the project; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpora").is_dir():
        pytest.skip("the real corpora are not on this machine (../shared/corpora)")
    return folder


@pytest.fixture(scope="session")
def gold(shared: Path) -> Path:
    """The coded segments."""
    return shared / "gold" / "segments.csv"
