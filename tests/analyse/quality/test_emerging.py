"""Matters that no theme names: a planted one is found, nothing else, and little text says nothing."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from topics.analyse.quality.emerging import LEAST_SEGMENTS, Bounds, emerging, grouped, worst_fitting
from topics.analyse.wordcounts import Lexicon
from topics.tables import ASSIGNMENTS, DOCUMENTS, EMERGING, SEGMENTS

DISTRICTS = 5


def made(n: int, planted: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, np.ndarray]:
    """Segments of five districts in turn; the last `planted` speak of a matter no theme is like."""
    rng = np.random.default_rng(1)
    documents = pl.DataFrame(
        [(f"d{d}@{2018 + d}", f"{d}.txt", f"d{d}", 2018 + d, "", str(d), 9) for d in range(DISTRICTS)],
        schema=DOCUMENTS.schema,
        orient="row",
    )
    strange = np.arange(n) >= n - planted
    rows = [
        (f"s{i}", f"d{i % DISTRICTS}@{2018 + i % DISTRICTS}", i, 0, 4, "", "plan", "深海采矿" if new else "修路", 4)
        for i, new in enumerate(strange)
    ]
    segments = pl.DataFrame(rows, schema=SEGMENTS.schema, orient="row")
    assignments = pl.DataFrame(
        [(f"s{i}", "urban", 0.4 if new else 0.95, 0.1, 0) for i, new in enumerate(strange)],
        schema=ASSIGNMENTS.schema,
        orient="row",
    ).with_columns(likeness=np.where(strange, 0.1, 0.3) + 0.01 * rng.random(n))
    middle = np.where(strange[:, None], np.eye(8)[0], np.eye(8)[1 + np.arange(n) % 4])
    return documents, segments, assignments, middle + 0.05 * rng.standard_normal((n, 8))


LEXICON = Lexicon(("修路", "深海", "采矿"), frozenset({"修路", "深海", "采矿"}))


def test_a_planted_matter_raises_its_hand_with_words_places_and_year():
    found = emerging(*made(400, 40), LEXICON)
    assert EMERGING.check(found).height == 1
    row = found.to_dicts()[0]
    assert row["words"] == ["深海", "采矿"]
    assert set(row["segments"]) <= {f"s{i}" for i in range(360, 400)}
    assert row["n_segments"] == len(row["segments"]) >= 30
    assert row["districts"] == [f"d{d}" for d in range(DISTRICTS)]
    assert (row["n_characters"], row["n_documents"], row["first_year"]) == (4 * row["n_segments"], 5, 2018)
    assert row["share_of_segments"] == row["n_segments"] / 400
    assert row["probability"] == pytest.approx(0.4)
    assert row["likeness"] < 0.4


def test_where_every_passage_fits_nothing_is_found():
    assert emerging(*made(400, 0), LEXICON).is_empty()


def test_a_small_matter_and_a_local_one_are_none():
    documents, segments, assignments, vectors = made(400, 40)
    assert emerging(documents, segments, assignments, vectors, LEXICON, Bounds(share=0.11)).is_empty()
    one_place = documents.with_columns(pl.lit("d0").alias("district"))
    assert emerging(one_place, segments, assignments, vectors, LEXICON).height == 1  # a corpus of one district
    local = segments.with_columns(
        pl.when(pl.int_range(pl.len()) >= 360).then(pl.lit("d0@2018")).otherwise("document").alias("document")
    )
    assert emerging(documents, local, assignments, vectors, LEXICON).is_empty()


def test_little_text_and_models_without_likeness_say_nothing():
    assert emerging(*made(LEAST_SEGMENTS - 1, 20), LEXICON).is_empty()
    documents, segments, assignments, vectors = made(400, 40)
    assert emerging(documents, segments, assignments.drop("likeness"), vectors, LEXICON).is_empty()


def test_the_worst_come_first_and_groups_part_them():
    probability, likeness = np.array([0.9, 0.1, 0.8, 0.5] * 6), np.array([0.3, 0.1, 0.2, 0.3] * 6)
    rows = worst_fitting(probability, likeness)
    assert rows.tolist() == [1, 5, 9, 13]
    groups = grouped(np.eye(24), np.arange(20))
    assert sorted(np.concatenate(groups).tolist()) == list(range(20))
