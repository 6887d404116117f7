"""Commands as a user types them: what comes out on which stream, with which exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from topics.cli import main


class Terminal:
    """Runs commands in this process: exit code, standard output, standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self._patch, self._capture = monkeypatch, capfdbinary

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._patch.setattr(sys, "argv", ["topics", *arguments])
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = self._capture.readouterr()
        return code, out.decode("utf-8-sig"), err.decode()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], home: Path) -> Terminal:
    """A terminal in the folder `home` of the module."""
    monkeypatch.chdir(home)
    return Terminal(monkeypatch, capfdbinary)
