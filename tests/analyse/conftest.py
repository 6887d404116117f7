"""A small corpus made by hand: plans, segments and assignments without a model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
import pytest

from topics.tables import ASSIGNMENTS, DOCUMENTS, SEGMENTS, THEMES, TOPICS, UNASSIGNED

THEME_NAMES = {
    "industry": ("产业升级", "Industry"),
    "livelihood": ("民生保障", "Livelihood"),
    "party": ("党的建设", "Party"),
}


@dataclass(frozen=True)
class Made:
    """What a fitted model would hold."""

    documents: pl.DataFrame
    segments: pl.DataFrame
    assignments: pl.DataFrame
    themes: pl.DataFrame
    topics: pl.DataFrame

    @property
    def core(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.documents, self.segments, self.assignments


def make(plans: dict[str, list[tuple[str, str, int]]], extra: dict[str, list[str]] | None = None) -> Made:
    """Build a corpus from plan name → segments (theme, half, characters); topic k is theme k."""
    names = list(plans)
    places = [name.split("~")[0].split("@") for name in names]
    documents = pl.DataFrame(
        {
            "document": names,
            "file": [f"{name}.txt" for name in names],
            "district": [None if place == "?" else place for place, _ in places],
            "year": [None if year == "?" else int(year) for _, year in places],
            "title": ["" for _ in names],
            "sha256": [f"{i:064d}" for i in range(len(names))],
            "n_characters": [sum(n for _, _, n in plans[name]) for name in names],
        },
        schema=DOCUMENTS.schema,
    )
    documents = documents.with_columns(**{key: pl.Series(values) for key, values in (extra or {}).items()})
    codes = [*THEME_NAMES, UNASSIGNED]
    rows = [(name, i, *segment) for name in names for i, segment in enumerate(plans[name])]
    segments = pl.DataFrame(
        {
            "segment": [f"{name}#{i}" for name, i, *_ in rows],
            "document": [name for name, *_ in rows],
            "position": [i for _, i, *_ in rows],
            "start": [1000 * i for _, i, *_ in rows],
            "end": [1000 * i + n for _, i, _, _, n in rows],
            "outline": ["一、工作回顾" for _ in rows],
            "half": [half for *_, half, _ in rows],
            "text": ["文" * n for *_, n in rows],
            "n_characters": [n for *_, n in rows],
        },
        schema=SEGMENTS.schema,
    )
    assignments = pl.DataFrame(
        {
            "segment": segments["segment"],
            "theme": [theme for _, _, theme, _, _ in rows],
            "probability": [0.9 for _ in rows],
            "margin": [0.5 for _ in rows],
            "topic": [-1 if theme == UNASSIGNED else codes.index(theme) for _, _, theme, _, _ in rows],
        },
        schema=ASSIGNMENTS.schema,
    )
    themes = pl.DataFrame(
        [
            {"theme": c, "name_zh": zh, "name_en": en, "words": [c], "n_segments": 0, "n_characters": 0}
            for c, (zh, en) in [*THEME_NAMES.items(), (UNASSIGNED, ("未归类", "Unassigned"))]
        ],
        schema=THEMES.schema,
    )
    topics = pl.DataFrame(
        [
            {"topic": i, "theme": c, "name": f"主题{i}", "words": [c], "n_segments": 0, "n_characters": 0}
            for i, c in enumerate(THEME_NAMES)
        ],
        schema=TOPICS.schema,
    )
    return Made(DOCUMENTS.check(documents), SEGMENTS.check(segments), ASSIGNMENTS.check(assignments), themes, topics)


def panel(districts: int, years: int, *, seed: int = 0, segments: int = 40) -> Made:
    """Build a corpus of districts × years with random themes, the same at every call."""
    rng = np.random.default_rng(seed)
    codes = np.array([*THEME_NAMES, UNASSIGNED])
    plans = {}
    for d in range(districts):
        for y in range(years):
            themes = rng.choice(codes, size=segments, p=[0.4, 0.3, 0.2, 0.1])
            halves = rng.choice(["review", "plan"], size=segments)
            lengths = rng.integers(20, 300, size=segments)
            plans[f"区{d:02d}@{2010 + y}"] = list(zip(themes.tolist(), halves.tolist(), lengths.tolist(), strict=True))
    return make(plans)


@pytest.fixture
def small() -> Made:
    """Four plans whose shares are counted by head."""
    return make(
        {
            "东城街道@2018": [("industry", "review", 30), ("livelihood", "plan", 60), (UNASSIGNED, "plan", 10)],
            "东城街道@2022": [("industry", "plan", 100)],
            "龙城街道@2018": [("livelihood", "review", 50), ("industry", "plan", 150)],
            "下沙街道@2022": [("party", "neither", 40)],
        },
        {"kind": ["street", "street", "street", "zone"]},
    )
