"""From a fitted model to a sheet, and from the filled sheet to a fit that has learnt from it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics import pipeline, store
from topics.cli import app
from topics.cli.summary import summarise_fit
from topics.errors import OptionError
from topics.fitted import FittedModel
from topics.model.themes import DEFAULT
from topics.settings import ModelSettings, Settings


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> FittedModel:
    folder = tmp_path_factory.mktemp("labels")
    return topics.fit(write_corpus(folder / "plans"), folder / "model", encoder=FakeEncoder())


def with_labels(fitted: FittedModel, sheet: Path, name: str) -> FittedModel:
    settings = replace(Settings(), model=ModelSettings(labels=str(sheet)))
    folder = fitted.folder.with_name(name)
    return topics.fit(fitted.folder.with_name("plans"), folder, settings=settings, encoder=FakeEncoder())


def fill(sheet: Path, theme: str, to: Path) -> Path:
    pl.read_csv(sheet).with_columns(theme=pl.lit(theme)).write_csv(to)
    return to


def test_a_sheet_is_written_filled_in_and_learnt_from(fitted: FittedModel, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    run = CliRunner().invoke(app, ["label", str(fitted.folder), "-n", "12", "-o", str(sheet)])
    assert run.exit_code == 0, run.output
    rows = pl.read_csv(sheet)
    assert rows.height == 12
    assert rows["segment"].is_in(fitted.items["segment"].implode()).all()
    filled = fill(sheet, "culture", tmp_path / "filled.csv")
    taught = with_labels(fitted, filled, "taught")
    asked = taught.assignments.filter(pl.col("segment").is_in(rows["segment"].implode()))
    before = fitted.assignments.filter(pl.col("segment").is_in(rows["segment"].implode()))
    assert (asked["theme"] == "culture").sum() > (before["theme"] == "culture").sum()
    told = taught.manifest["labels"]
    assert (told["labels"], told["found"]) == (12, 12)
    assert told["n"] >= 12, "texts that occur again are taught, too"
    assert store.read_table(taught.folder, "labels")["theme"].to_list() == ["culture"] * 12
    themes = (model.assignments["theme"].to_numpy() for model in (fitted, taught))
    assert told["changed"] == pytest.approx(np.mean(np.not_equal(*themes)))
    assert told["after"] - told["before"] == pytest.approx((told["mended"] - told["broken"]) / told["n"])


def test_evaluate_and_the_report_say_what_labels_taught(fitted: FittedModel, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    fitted.label(12).with_columns(theme=pl.lit("culture")).write_csv(sheet)
    taught = with_labels(fitted, sheet, "judged")
    told = taught.manifest["labels"]
    found = {row["measure"]: (row["value"], row["n"]) for row in taught.assess().summary.to_dicts()}
    assert found["labels_before"] == (told["before"], told["n"])
    assert found["labels_after"] == (told["after"], told["n"])
    assert found["labels_changed"] == (told["changed"], taught.assignments.height)
    assert "labels_before" not in fitted.assess().summary["measure"].to_list()
    page = taught.report(lang="en")
    assert f"({told['mended']} mended, {told['broken']} broken, of {told['n']})" in page
    assert "trust-labels" not in fitted.report(lang="en")


def test_a_fit_with_labels_is_the_same_again_and_applies_as_it_was_fitted(fitted: FittedModel, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    fitted.label(10).with_columns(theme=pl.lit("demand")).write_csv(sheet)
    shuffled = tmp_path / "shuffled.csv"
    pl.read_csv(sheet).reverse().with_columns(segment=pl.lit("renumbered@2020#1")).write_csv(shuffled)
    first, again = with_labels(fitted, sheet, "first"), with_labels(fitted, shuffled, "again")
    assert first.assignments.equals(again.assignments), "texts decide, in any order of rows"
    assert not first.assignments.equals(fitted.assignments)
    applied = pipeline.apply(fitted.folder.with_name("plans"), first.folder, encoder=FakeEncoder())
    assert applied.tables["assignments"].equals(first.assignments)
    assert applied.manifest["applied_from"]["labels"]["found"] == 10


def test_a_sheet_that_no_one_filled_in_stops_the_fit(fitted: FittedModel, tmp_path: Path) -> None:
    sheet = tmp_path / "empty.csv"
    fitted.label(5).write_csv(sheet)
    with pytest.raises(OptionError, match="no theme in any of its 5 rows"):
        with_labels(fitted, sheet, "untaught")


def test_a_theme_that_is_not_there_stops_the_fit(fitted: FittedModel, tmp_path: Path) -> None:
    sheet = tmp_path / "wrong.csv"
    fitted.label(5).with_columns(theme=pl.lit("cultur")).write_csv(sheet)
    said = r"wrong\.csv: label 1 \(.+\): theme 'cultur', nor .* in label 2, .* did you mean 'culture'\?"
    with pytest.raises(OptionError, match=said):
        with_labels(fitted, sheet, "wrong")


def test_the_manifest_names_the_themes_file_and_its_hash(fitted: FittedModel) -> None:
    told = fitted.manifest["themes"]
    assert told["file"] == str(DEFAULT)
    assert told["sha256"] == hashlib.sha256(DEFAULT.read_bytes()).hexdigest()
    assert told["like"]["urban"] == ["urban"]
    assert told["missing"] == []
    terms = DEFAULT.with_name("lexicon") / "terms.txt"
    assert fitted.manifest["lexicon"]["terms.txt"] == hashlib.sha256(terms.read_bytes()).hexdigest()


def test_the_summary_says_what_was_recognised_and_what_labels_taught(fitted: FittedModel) -> None:
    parts = pipeline.fit(fitted.folder.with_name("plans"), Settings(), encoder=FakeEncoder())
    told = {"labels": 100, "found": 98, "n": 98, "by": "district", "before": 0.612, "after": 0.701}
    told |= {"mended": 11, "broken": 2, "changed": 0.0312}
    likes = {"housing": ["livelihood"], "party": ["party"], "sea": []}
    assert "no theme stands for" not in summarise_fit(fitted.folder, parts)
    summary = summarise_fit(
        fitted.folder,
        replace(parts, manifest={**parts.manifest, "labels": told, "themes": {"like": likes, "missing": ["rural"]}}),
    )
    assert "no theme stands for rural: such text is unassigned" in summary
    assert "labels: 98 of 100 found in the corpus; agreement with them 61.2 % without, 70.1 % with" in summary
    assert "(11 mended, 2 broken of 98); 3.1 % of all segments have another theme for them" in summary
    assert "housing → livelihood" in summary
    assert "party →" not in summary
