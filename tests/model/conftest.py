"""A corpus made of the themes file's own phrases, and vectors without an encoder."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
import polars as pl
import pytest

from topics.model.themes import Themes, load_themes
from topics.tables import DOCUMENTS, SEGMENTS

DIMENSION = 96


class Made(NamedTuple):
    """A corpus with vectors, and the theme each segment was made from."""

    themes: Themes
    theme_vectors: np.ndarray
    documents: pl.DataFrame
    segments: pl.DataFrame
    vectors: np.ndarray
    headings: np.ndarray
    truth: list[str]


def fake_vectors(texts: list[str]) -> np.ndarray:
    """Sum a fixed random direction for every pair of characters: texts alike have vectors alike; none gives zero."""
    rows = np.zeros((len(texts), DIMENSION))
    for n, text in enumerate(texts):
        for pair in sorted({text[i : i + 2] for i in range(len(text) - 1)}):
            rows[n] += np.random.default_rng(zlib.crc32(pair.encode())).standard_normal(DIMENSION)
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit.astype(np.float32)


def make_corpus(n_documents: int) -> Made:
    """Give each plan three segments a theme: two phrases of the theme each, under a heading with its name."""
    themes = load_themes()
    rows, truth = [], []
    for d in range(n_documents):
        position = 0
        for theme in themes.themes:
            for k in range(3):
                i = (d * 7 + k * 3) % len(theme.phrases)
                j = (d * 5 + k + 1) % len(theme.phrases)
                text = f"{theme.phrases[i]}；{theme.phrases[j]}。"
                rows.append((f"甲{d}@2024#{position}", f"甲{d}@2024", position, theme.name_zh if k else "", text))
                truth.append(theme.code)
                position += 1
    segments = pl.DataFrame(
        [
            {
                "segment": name,
                "document": document,
                "position": position,
                "start": position * 100,
                "end": position * 100 + len(text),
                "outline": outline,
                "half": "plan",
                "text": text,
                "n_characters": len(text),
            }
            for name, document, position, outline, text in rows
        ],
        schema=SEGMENTS.schema,
    )
    documents = pl.DataFrame(
        [
            {
                "document": f"甲{d}@2024",
                "file": f"甲{d}.txt",
                "district": f"甲{d}",
                "year": 2024,
                "title": "",
                "sha256": "",
                "n_characters": 1,
            }
            for d in range(n_documents)
        ],
        schema=DOCUMENTS.schema,
    )
    vectors, headings = fake_vectors(segments["text"].to_list()), fake_vectors(segments["outline"].to_list())
    return Made(themes, fake_vectors(themes.texts()), documents, segments, vectors, headings, truth)


@pytest.fixture(scope="session")
def large() -> Made:
    """Twenty plans: enough to learn from."""
    return make_corpus(20)


@pytest.fixture(scope="session")
def small() -> Made:
    """One plan of 33 segments: too little for topics."""
    return make_corpus(1)
