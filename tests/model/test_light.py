"""BERTopic light: nothing heavy is loaded, nothing is left behind, and who has the whole one keeps it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from threading import Thread
from types import ModuleType

import pytest

from topics.model import light
from topics.model.light import OPTIONAL, light_bertopic

PROGRAM = f"""
import sys, warnings
warnings.simplefilter("ignore")
finders = list(sys.meta_path)
from topics.model.light import light_bertopic
assert light_bertopic() is light_bertopic()
assert light_bertopic().__name__ == "BERTopic"
assert [name for name in sys.modules if name.partition(".")[0] in {sorted(OPTIONAL | {"bertopic"})!r}] == []
assert [finder for finder in sys.meta_path if type(finder).__module__.startswith("topics")] == []
import umap  # what was absent for BERTopic is there for others
"""


def test_it_loads_nothing_heavy_and_leaves_nothing_behind():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_who_has_imported_bertopic_before_shares_it(monkeypatch: pytest.MonkeyPatch):
    theirs = ModuleType("bertopic")
    monkeypatch.setattr(theirs, "BERTopic", type("BERTopic", (), {}), raising=False)
    monkeypatch.setitem(sys.modules, "bertopic", theirs)
    light._imported.cache_clear()
    try:
        assert light_bertopic() is theirs.BERTopic
        assert sys.modules["bertopic"] is theirs
    finally:
        light._imported.cache_clear()


def test_only_the_thread_that_imports_does_without(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(sys.modules, "umap", raising=False)
    monkeypatch.setattr(sys, "meta_path", [light._Absent(), *sys.meta_path])
    found: list[bool] = []
    other = Thread(target=lambda: found.append(importlib.util.find_spec("umap") is not None))
    other.start()
    other.join()
    assert found == [True]
    with pytest.raises(ModuleNotFoundError, match="No module named 'umap'"):
        importlib.util.find_spec("umap")
