"""The five plans with the embedded encoder: agreement with coded segments, masks, and one rule for fit and apply."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
import pytest

from tests.conftest import ROOT
from topics.characters import TABLE, in_simplified
from topics.embed.encoders import open_encoder
from topics.embed.vectors import embed
from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.kinship import known_texts, recognise
from topics.model.rule import Rule
from topics.model.themes import Themes, load_themes
from topics.model.words import cutter, is_place, place_names
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
    from topics.read.corpus import read_corpus

    corpus = read_corpus(shared / "corpora" / "plans", ReadSettings())
    encoder = open_encoder(EmbedSettings())
    vectors = embed(corpus.segments["text"].to_list(), encoder)
    headings = embed(corpus.segments["outline"].to_list(), encoder)
    themes = load_themes()
    described = embed(themes.texts(), encoder)
    given = (themes, described, corpus.documents, corpus.segments, vectors, headings)
    rule = fit_model(*given, ModelSettings(), encoder=encoder.fingerprint).rule
    return Fitted(corpus, vectors, headings, rule, assign(rule, corpus.segments, vectors, headings))


def test_themes_agree_with_the_coded_segments(plans):
    assert agreement(plans, plans.assigned["theme"].to_list()) >= 0.9


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


def agreement(plans: Fitted, found: list[str]) -> float:
    """Give the fraction of the coded segments of the plans whose theme the coder allows."""
    files = dict(zip(plans.corpus.documents["document"], plans.corpus.documents["file"], strict=True))
    rows = plans.corpus.segments.with_columns(theme=pl.Series(found)).rows(named=True)
    with (ROOT / "benchmarks" / "coded.csv").open(encoding="utf-8", newline="") as file:
        coded = [row for row in csv.DictReader(file) if row["corpus"] == "plans"]
    right = 0
    for row in coded:
        start, end = int(row["start"]), int(row["end"])
        shared = [(min(end, r["end"]) - max(start, r["start"]), r) for r in rows if files[r["document"]] == row["file"]]
        right += max(shared, key=lambda pair: pair[0])[1]["theme"] in {row["theme"], *row["second"].split("|")}
    return right / len(coded)


def fitted_with(plans: Fitted, themes: Themes) -> list[str]:
    """Give the themes of the plans' segments under another themes file, as `topics fit --themes` does."""
    encoder = open_encoder(EmbedSettings())
    complete = recognise(themes, embed(themes.texts(), encoder), embed(known_texts(themes), encoder))
    vectors = embed(complete.texts(), encoder)
    corpus = plans.corpus
    given = (complete, vectors, corpus.documents, corpus.segments, plans.vectors, plans.headings)
    rule = fit_model(*given, ModelSettings(), encoder=encoder.fingerprint).rule
    return assign(rule, corpus.segments, plans.vectors, plans.headings)["theme"].to_list()


def test_an_english_file_of_other_codes_is_within_three_points(plans):
    english = tuple(
        replace(theme, code=f"x{theme.code}", name_zh=theme.name_en, description_zh="", phrases=(), words=())
        for theme in load_themes().themes
    )
    found = fitted_with(plans, replace(load_themes(), themes=english))
    assert (
        agreement(plans, [theme.removeprefix("x") for theme in found])
        >= agreement(plans, plans.assigned["theme"].to_list()) - 0.03
    )


def test_themes_can_be_renamed_merged_dropped_and_added(plans):
    known = {theme.code: theme for theme in load_themes().themes}
    economy = replace(
        known["industry"],
        code="经济",
        name_zh="经济",
        description_zh="产业、创新、投资、消费和招商。",
        phrases=(),
        words=(),
    )
    new = replace(
        known["urban"],
        code="拆违",
        name_zh="查违拆违",
        description_zh="查处和拆除违法建筑。",
        phrases=(),
        words=("违建", "违法建筑"),
    )
    kept = [replace(known["party"], code="dangjian", phrases=(), words=())]
    kept += [
        known[code] for code in ("urban", "rural", "environment", "livelihood", "governance", "reform", "overview")
    ]
    found = fitted_with(plans, Themes((economy, new, *kept)))
    before = plans.assigned["theme"].to_list()
    assert set(found) <= {"经济", "拆违", "dangjian", "unassigned", *(theme.code for theme in kept)}

    def went(old: set[str], to: str) -> float:
        rows = [after for was, after in zip(before, found, strict=True) if was in old]
        return sum(after == to for after in rows) / len(rows)

    assert went({"industry"}, "经济") >= 0.8
    assert went({"party"}, "dangjian") >= 0.8
    about = [text for text, theme in zip(plans.corpus.segments["text"], found, strict=True) if theme == "拆违"]
    assert all("违" in text or "拆" in text for text in about)


def test_what_is_about_a_dropped_theme_is_unassigned_and_the_others_keep_theirs(plans):
    few = ("urban", "livelihood", "governance", "party")
    shipped = tuple(theme for theme in load_themes().themes if theme.code in few)
    english = tuple(
        replace(theme, code=f"x{theme.code}", name_zh=theme.name_en, description_zh="", phrases=(), words=())
        for theme in shipped
    )
    expected = [theme if theme in few else "unassigned" for theme in plans.assigned["theme"]]
    for themes, least in ((shipped, 0.98), (english, 0.9)):
        found = [theme.removeprefix("x") for theme in fitted_with(plans, replace(load_themes(), themes=themes))]
        assert np.mean(np.array(found) == np.array(expected)) >= least
    assert 0.2 < expected.count("unassigned") / len(expected) < 0.8


def test_masked_place_names_change_hardly_a_theme(plans):
    names = sorted(place_names(plans.corpus.documents["district"].to_list()), key=len, reverse=True)
    cut_ = cutter(())

    def masked(text: str) -> str:
        text = "".join("**" if len(word) > 1 and is_place(word) else word for word in cut_(text))
        for name in names:
            text = text.replace(name, "**")
        return text

    segments = plans.corpus.segments.with_columns(
        pl.col("text", "outline").map_elements(masked, return_dtype=pl.String)
    )
    encoder = open_encoder(EmbedSettings())
    vectors, headings = (embed(segments[column].to_list(), encoder) for column in ("text", "outline"))
    again = assign(plans.rule, segments, vectors, headings)
    assert (segments["text"] != plans.corpus.segments["text"]).mean() >= 0.15, "there is something to mask"
    assert (again["theme"] != plans.assigned["theme"]).mean() <= 0.02


def test_traditional_characters_change_no_theme(plans):
    table = {pair[1]: pair[0] for pair in _pairs()}

    def written(text: str) -> str:
        return "".join(table.get(sign, sign) for sign in text)

    segments = plans.corpus.segments
    traditional = segments.with_columns(pl.col("text", "outline").map_elements(written, return_dtype=pl.String))
    assert (traditional["text"] != segments["text"]).mean() > 0.98
    assert (
        in_simplified(traditional).select("text", "outline").equals(in_simplified(segments).select("text", "outline"))
    )
    assert assign(plans.rule, traditional, plans.vectors, plans.headings).equals(plans.assigned)


def _pairs() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [pair for line in lines if not line.startswith("#") for pair in line.split()]
