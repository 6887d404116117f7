"""One run with everything real: the sample plans in their four formats, the embedded encoder, BERTopic, the store."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import topics
from tests.promises import judge, measures, promises
from topics import pipeline, store
from topics.fitted import FittedModel

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> FittedModel:
    return topics.fit(SEEDS / "plans", tmp_path_factory.mktemp("models") / "seeds")


def test_themes_and_halves_agree_with_the_people_who_coded_the_plans(model: FittedModel) -> None:
    summary = {row["measure"]: row["value"] for row in model.evaluate(SEEDS / "gold.csv").summary.to_dicts()}
    assert summary["accept"] >= 0.9
    assert summary["half"] >= 0.97
    assert summary["share_error"] <= 0.02


def test_the_planted_differences_are_found(model: FittedModel) -> None:
    largest = model.compare("砺江区", "启衡新区").differences.head(3)
    assert set(largest["theme"]) == {"industry", "rural", "livelihood"}


def test_environment_rises_as_it_was_written_to(model: FittedModel) -> None:
    shares = model.shares(by=("year",)).filter(pl.col("theme") == "environment").sort("year")
    assert shares["share"].is_sorted()
    assert shares["year"].to_list() == [2019, 2020, 2021, 2022]


def test_topics_are_found_named_and_placed(model: FittedModel) -> None:
    found = model.topics.filter(pl.col("topic") >= 0)
    assert found.height >= 10
    assert (found["name"].str.len_chars() >= 2).all()
    assert set(found["theme"]) >= {"industry", "urban", "environment", "livelihood"}
    assert model.assignments["topic"].is_in([*found["topic"], -1]).all()


def test_a_saved_model_gives_its_own_plans_what_was_fitted(model: FittedModel, tmp_path: Path) -> None:
    store.save(tmp_path / "again", pipeline.apply(SEEDS / "plans", model.folder))
    again = topics.load(tmp_path / "again")
    assert again.assignments.equals(model.assignments)
    assert again.topics.equals(model.topics)


def test_the_planted_promises_are_followed_up(model: FittedModel) -> None:
    found = measures(judge(model.ledger(), promises()))
    assert found["f1"] >= 0.85
    assert found["status"] >= 0.9
    assert found["alone"] >= 0.7
