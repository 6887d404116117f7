"""Topics of the five plans with the embedded encoder: laws, words a reader may see, and the other way of writing."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from threadpoolctl import threadpool_limits

from topics import pipeline
from topics.characters import TABLE
from topics.embed.encoders import Encoder, open_encoder
from topics.model.words import formulas, is_content, place_names
from topics.settings import EmbedSettings, Settings
from topics.store import Parts

pytestmark = pytest.mark.real
SHUFFLES = 20


@pytest.fixture(scope="module")
def encoder(shared: Path) -> Encoder:
    return open_encoder(EmbedSettings())


@pytest.fixture(scope="module")
def fitted(shared: Path, encoder: Encoder) -> Parts:
    return pipeline.fit(shared / "corpora" / "plans", Settings(), encoder=encoder)


def copied(folder: Path, source: Path, names: dict[str, str], change: Callable[[str], str] = str) -> Path:
    """Copy a corpus under other file names, with its metadata."""
    folder.mkdir()
    for old, new in names.items():
        text = (source / old).read_text(encoding="utf-8")
        (folder / new).write_text(change(text), encoding="utf-8")
    rows = (source / "plans.csv").read_text(encoding="utf-8-sig")
    for old, new in names.items():
        rows = rows.replace(old, new)
    (folder / "plans.csv").write_text(rows, encoding="utf-8")
    return folder


def files_of(source: Path) -> list[str]:
    return sorted(path.name for path in source.glob("*.txt"))


@pytest.mark.timeout(1800)  # twenty fits, which a busy machine may take long for
def test_no_order_of_files_and_no_number_of_threads_changes_a_topic(
    shared: Path, encoder: Encoder, fitted: Parts, tmp_path: Path
):
    source = shared / "corpora" / "plans"
    files = files_of(source)
    rng = random.Random(0)
    for shuffle in range(SHUFFLES):
        numbers = rng.sample(range(1000), len(files))
        names = {old: f"{number:03d}.txt" for old, number in zip(files, numbers, strict=True)}
        folder = copied(tmp_path / str(shuffle), source, names)
        with threadpool_limits(limits=1 + shuffle % 4):
            again = pipeline.fit(folder, Settings(), encoder=encoder)
        shutil.rmtree(folder)
        assert again.tables["assignments"].equals(fitted.tables["assignments"])
        assert again.tables["topics"].equals(fitted.tables["topics"])
        np.testing.assert_array_equal(again.arrays["rule.topic_vectors"], fitted.arrays["rule.topic_vectors"])


def test_the_ten_words_of_a_topic_are_words_of_a_matter(fitted: Parts):
    topics = fitted.tables["topics"].filter(pl.col("topic") >= 0)
    places = place_names(fitted.tables["documents"]["district"].to_list())
    assert 8 <= topics.height <= 20
    for row in topics.to_dicts():
        assert len(row["words"]) >= 5
        for word in row["words"]:
            assert is_content(word, places)
            assert len(word) > 1
            assert not re.search(r"[\d\W_]", word.replace("+", "").replace("-", ""))
            assert word not in formulas()
        assert not any(place in row["name"] for place in places)


def test_every_name_stands_in_the_text_of_its_topic(fitted: Parts):
    texts = fitted.tables["segments"]["text"]
    labels = fitted.tables["assignments"]["topic"]
    for row in fitted.tables["topics"].filter(pl.col("topic") >= 0).to_dicts():
        own = "\n".join(texts.filter(labels == row["topic"]).to_list())
        assert all(part in own for part in row["name"].split("、"))


def test_plans_in_traditional_characters_have_the_same_topics(
    shared: Path, encoder: Encoder, fitted: Parts, tmp_path: Path
):
    pairs = [
        pair
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for pair in line.split()
    ]
    written = str.maketrans({pair[1]: pair[0] for pair in reversed(pairs)})
    source = shared / "corpora" / "plans"
    folder = copied(
        tmp_path / "plans", source, {name: name for name in files_of(source)}, lambda t: t.translate(written)
    )
    assert "優化" in "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.txt"))
    again = pipeline.fit(folder, Settings(), encoder=encoder)
    simple, old = again.tables["topics"].sort("topic"), fitted.tables["topics"].sort("topic")
    if len(again.tables["segments"]) == len(fitted.tables["segments"]):
        of_text = dict(zip(fitted.tables["segments"]["segment"], fitted.tables["assignments"]["topic"], strict=True))
        same = [of_text[row[0]] == row[1] for row in again.tables["assignments"].select("segment", "topic").rows()]
        assert np.mean(same) >= 0.98
    assert abs(simple.height - old.height) <= 1
    words = {word for own in old["words"].to_list() for word in own}
    found = {word for own in simple["words"].to_list() for word in own}
    assert len(words & found) >= 0.9 * len(words)
