"""The five plans with the embedded encoder: agreement with coded segments, masks, and one rule for fit and apply."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
import pytest

from tests.conftest import ROOT
from topics.model.assignment import Rule, assign
from topics.model.fit import fit_model
from topics.model.themes import load_themes
from topics.settings import EmbedSettings, ModelSettings, ReadSettings

if TYPE_CHECKING:
    from pathlib import Path

    from topics.read.corpus import Corpus

pytestmark = pytest.mark.real


class Fitted(NamedTuple):
    corpus: Corpus
    vectors: np.ndarray
    headings: np.ndarray
    rule: Rule
    assigned: pl.DataFrame


@pytest.fixture(scope="module")
def plans(shared: Path) -> Fitted:
    from topics.embed.encoders import open_encoder
    from topics.embed.vectors import embed
    from topics.read.corpus import read_corpus

    corpus = read_corpus(shared / "corpora" / "plans", ReadSettings())
    encoder = open_encoder(EmbedSettings())
    vectors = embed(corpus.segments["text"].to_list(), encoder)
    headings = embed(corpus.segments["outline"].to_list(), encoder)
    themes = load_themes()
    described = embed(themes.texts(), encoder)
    rule = fit_model(themes, described, corpus.documents, corpus.segments, vectors, headings, ModelSettings())
    return Fitted(corpus, vectors, headings, rule, assign(rule, corpus.segments, vectors, headings))


def test_themes_agree_with_the_coded_segments(plans):
    files = dict(zip(plans.corpus.documents["document"], plans.corpus.documents["file"], strict=True))
    rows = plans.corpus.segments.with_columns(theme=plans.assigned["theme"]).rows(named=True)
    with (ROOT / "benchmarks" / "coded.csv").open(encoding="utf-8", newline="") as file:
        coded = [row for row in csv.DictReader(file) if row["corpus"] == "plans"]
    right = 0
    for row in coded:
        start, end = int(row["start"]), int(row["end"])
        shared = [(min(end, r["end"]) - max(start, r["start"]), r) for r in rows if files[r["document"]] == row["file"]]
        most = max(shared, key=lambda pair: pair[0])[1]
        right += most["theme"] in {row["theme"], *row["second"].split("|")}
    assert len(coded) == 140
    assert right / len(coded) >= 0.9


def test_every_plan_applied_alone_comes_out_as_it_was_fitted(plans):
    documents = plans.corpus.segments["document"]
    for document in documents.unique(maintain_order=True):
        own = (documents == document).to_numpy()
        alone = assign(plans.rule, plans.corpus.segments.filter(own), plans.vectors[own], plans.headings[own])
        assert alone.equals(plans.assigned.filter(own))


def test_five_plans_have_a_handful_of_topics(plans):
    topics = plans.assigned.filter(pl.col("topic") >= 0)["topic"]
    assert 5 <= topics.n_unique() <= 25
    assert len(topics) >= 0.95 * len(plans.assigned)
