"""The cache folder: where it is, and what is said when it cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from topics.embed import folders
from topics.errors import EncoderError


def test_the_variable_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "elsewhere"))
    assert folders.cache_folder() == tmp_path / "elsewhere"


def test_without_the_variable_it_is_the_systems_own(monkeypatch, tmp_path):
    monkeypatch.delenv(folders.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folders.cache_folder().name == "plan-topics"
    assert folders.cache_folder().is_absolute()


def test_a_folder_that_cannot_be_made_is_one_line_with_the_remedy(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EncoderError, match=f"cannot be written.*set {folders.VARIABLE}") as caught:
        folders.made(Path(tmp_path / "file" / "below"))
    assert "\n" not in str(caught.value)
