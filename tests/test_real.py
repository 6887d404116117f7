"""One run with everything real: the sample plans in their four formats, the embedded encoder, BERTopic, the store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
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


def test_intervals_from_errors_of_assignment_hold_the_true_shares(model: FittedModel) -> None:
    true = model.evaluate(SEEDS / "gold.csv").shares
    given = model.shares(by=("document",)).filter(pl.col("low").is_not_null())
    both = given.join(true, on=["document", "theme"], how="left").with_columns(pl.col("true").fill_null(0))
    held = (both["low"] <= both["true"]) & (both["true"] <= both["high"])
    assert both.height == 16 * 11
    assert held.sum() >= 0.93 * both.height
    assert (both["high"] - both["low"]).sum() < 0.12 * both.height


def test_the_district_written_for_industry_stands_alone_at_the_top(model: FittedModel) -> None:
    found = model.rank("industry")
    assert found.ranks["district"][0] == "启衡新区"
    assert found.ranks["tier"].to_list()[:2] == [1, 2]
    years = model.rank("environment", ("year",)).ranks
    assert years["year"].to_list() == [2022, 2021, 2020, 2019]
    assert years["tier"][0] < years["tier"][3]


def test_words_and_passages_tell_a_port_from_a_science_zone(model: FittedModel) -> None:
    found = model.compare("望澜区", "启衡新区")
    words = {side: set(found.words.filter(pl.col("side") == side)["word"]) for side in ("a", "b")}
    assert words["a"] & {"渔民", "港口", "码头", "港区"}
    assert words["b"] & {"研发", "实验室", "芯片", "创新"}
    assert set(found.evidence.filter(pl.col("side") == "b")["theme"]) >= {"industry"}
    assert set(found.evidence["segment"]) <= set(model.items["segment"])


def test_every_plan_lies_nearest_to_another_of_its_district(model: FittedModel) -> None:
    pairs = model.similar()
    for measure in ("content", "wording"):
        both = [pairs.select(plan=one, other=other, value=measure) for one, other in (("a", "b"), ("b", "a"))]
        nearest = pl.concat(both).sort("value", descending=True).unique("plan", keep="first")
        assert nearest.height == 16
        assert all(plan.split("@")[0] == other.split("@")[0] for plan, other in nearest.select("plan", "other").rows())


def test_themes_and_topics_hardly_tell_the_district_though_words_do(model: FittedModel) -> None:
    rows = model.items.select("document").join(model.documents, on="document", maintain_order="left")
    _, district = np.unique(rows["district"].to_numpy(), return_inverse=True)
    years = rows["year"].to_numpy()

    def read(seen: np.ndarray) -> float:
        """Give how often the district is read right by what the other three years taught."""
        right = 0
        for year in np.unique(years):
            other = years != year
            sums = np.array([seen[other & (district == d)].sum(axis=0) + 0.5 for d in range(4)])
            scores = seen[~other] @ np.log(sums / sums.sum(axis=1, keepdims=True)).T
            right += int((scores.argmax(axis=1) == district[~other]).sum())
        return right / len(district)

    for column in ("theme", "topic"):
        _, kind = np.unique(model.assignments[column].to_numpy(), return_inverse=True)
        assert read(np.eye(kind.max() + 1)[kind]) <= 0.4, "four districts that were written to differ: 0.26 by chance"
    words = sorted({word for text in model.items["text"] for word in (text[i : i + 2] for i in range(len(text) - 1))})
    place = {word: i for i, word in enumerate(words)}
    held = np.zeros((len(rows), len(words)))
    for row, text in enumerate(model.items["text"]):
        held[row, [place[text[i : i + 2]] for i in range(len(text) - 1)]] = 1.0
    assert read(held) >= 0.6, "it can be read from the words"
