"""The sample corpus as it stands: its texts as the reader decodes them, its segments, and what is said of it."""

from __future__ import annotations

import csv
import importlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from topics.read.corpus import Corpus, read_corpus
from topics.read.sources import read_sources
from topics.settings import ReadSettings

FOLDER = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus(FOLDER / "plans", ReadSettings())


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The decoded text of each file."""
    return {source.file: source.text for source in read_sources(FOLDER / "plans", ReadSettings()).sources}


@pytest.fixture(scope="session")
def borders(corpus: Corpus) -> dict[str, tuple[set[int], set[int]]]:
    """Where segments and removals begin and end, by file."""
    file_of = dict(corpus.documents.select("document", "file").iter_rows())
    found: dict[str, tuple[set[int], set[int]]] = {file: (set(), set()) for file in file_of.values()}
    for frame in (corpus.segments, corpus.removals):
        for document, start, end in frame.select("document", "start", "end").iter_rows():
            starts, ends = found[file_of[document]]
            starts.add(start)
            ends.add(end)
    return found


@pytest.fixture(scope="session")
def coded() -> list[dict[str, str]]:
    with (FOLDER / "gold.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def truths() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / "truths.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def making() -> Iterator[SimpleNamespace]:
    """The modules that build the corpus, and the build itself."""
    sys.path.insert(0, str(FOLDER))
    names = ("agreeing", "answers", "checking", "design", "locating", "measuring", "rendering", "source")
    modules = {name: importlib.import_module(f"making.{name}") for name in names}
    yield SimpleNamespace(build=importlib.import_module("build"), **modules)
    sys.path.remove(str(FOLDER))


@pytest.fixture(scope="session")
def design(making: SimpleNamespace) -> Any:
    return making.design.read_design(FOLDER / "source" / "design.toml")


@pytest.fixture(scope="session")
def sources(making: SimpleNamespace, design: Any) -> dict[str, Any]:
    """The annotated sources by code."""
    plans: dict[str, Any] = making.build.read_plans(FOLDER, design, "")
    return plans
