"""The facts of a report are the model's own answers, each where the page looks for it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics.errors import OptionError
from topics.fitted import FittedModel
from topics.reporting import NEAREST, SHARE_HALVES, TYPICAL, Facts, collect, groupings
from topics.tables import LEDGER, TARGETS


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> FittedModel:
    """Six plans of three districts and two years."""
    folder = tmp_path_factory.mktemp("reporting")
    return topics.fit(write_corpus(folder / "plans"), folder / "models" / "small", encoder=fake_encoder)


@pytest.fixture(scope="module")
def facts(model: FittedModel) -> Facts:
    return collect(model)


def test_shares_stand_by_every_grouping_and_half(model: FittedModel, facts: Facts) -> None:
    shares = facts.tables["shares"]
    assert shares["by"].unique(maintain_order=True).to_list() == ["", "district", "year", "district,year"]
    assert shares["half"].unique(maintain_order=True).to_list() == list(SHARE_HALVES)
    assert len(groupings(model)) == 4
    here = shares.filter(pl.col("by") == "district,year", pl.col("half") == "plan")
    there = model.shares(half="plan")
    assert here["share"].equals(there["share"])
    assert here["group"].to_list()[0] == [there["district"][0], str(there["year"][0])]


def test_passages_stand_as_the_command_lists_them(model: FittedModel, facts: Facts) -> None:
    assert facts.tables["passages"]["segment"].to_list() == model.segments()["segment"].to_list()
    assert facts.tables["passages"]["theme"].to_list() == model.segments()["theme"].to_list()


def test_every_theme_and_topic_has_its_typical_passages(model: FittedModel, facts: Facts) -> None:
    typical = facts.tables["typical"]
    for code in ("industry", "party"):
        own = typical.filter(pl.col("theme") == code)["segment"].to_list()
        assert own == model.typical(code, TYPICAL)["segment"].to_list()
    there = model.topics.filter(pl.col("topic") >= 0)["topic"]
    assert set(typical["topic"].drop_nulls()) == set(there)


def test_comparisons_are_those_of_the_model(model: FittedModel, facts: Facts) -> None:
    sides = facts.tables["comparisons"]
    assert set(sides.select("column", "a", "b").iter_rows()) == {("year", "2020", "2021")}  # three plans a side
    there = model.compare("year=2020", "year=2021")
    here = facts.tables["differences"].filter(pl.col("number") == 0)
    assert here.drop("number", "of_distance").equals(there.differences)
    assert here["of_distance"].sum() == (1 if there.distance else 0)
    assert sides["note_zh"].to_list() == [there.note_zh]
    assert set(facts.tables["evidence"]["segment"]) <= set(model.items["segment"])


def test_few_plans_are_compared_without_a_test(tmp_path: Path, fake_encoder: FakeEncoder) -> None:
    plans = write_corpus(tmp_path / "plans", ("甲山区", "乙水区"), (2021,))
    found = collect(topics.fit(plans, tmp_path / "model", encoder=fake_encoder)).tables
    assert found["comparisons"].select("column", "a", "b").rows() == [("district", "乙水区", "甲山区")]
    assert found["differences"]["p"].null_count() == found["differences"].height
    assert found["ledger"].is_empty()
    assert found["ledger"].columns == LEDGER.empty().columns


def test_departures_are_shares_less_those_of_all(model: FittedModel, facts: Facts) -> None:
    found = facts.tables["departures"]
    assert found["difference"].abs().is_sorted(descending=True)
    row = found.filter(pl.col("district") == "甲山区", pl.col("theme") == "party").row(0, named=True)
    of_all = model.shares(()).filter(pl.col("theme") == "party")["share"][0]
    own = model.shares(("district",), district="甲山区").filter(pl.col("theme") == "party")["share"][0]
    assert (row["of_all"], row["share"], row["difference"]) == (of_all, own, own - of_all)


def test_every_plan_has_its_nearest(model: FittedModel, facts: Facts) -> None:
    nearest = facts.tables["nearest"]
    assert nearest.group_by("a").len()["len"].to_list() == [NEAREST] * 6
    first = nearest.filter(pl.col("a") == "甲山区@2020")
    pairs = model.similar("甲山区@2020")
    assert first["content"].to_list() == pairs["content"].head(NEAREST).to_list()


def test_ranks_ledger_and_figures_are_those_of_the_model(model: FittedModel, facts: Facts) -> None:
    ranks = facts.tables["ranks"].filter(pl.col("theme") == "urban")
    assert ranks.drop("theme").equals(model.rank("urban").ranks.select(ranks.columns[1:]))
    assert facts.tables["ledger"].equals(model.ledger())
    assert facts.tables["targets"].equals(model.targets())
    assert facts.tables["targets"].columns[: len(TARGETS.columns)] == [column.name for column in TARGETS.columns]


def test_agreement_is_there_only_where_coded_passages_are(model: FittedModel, facts: Facts, tmp_path: Path) -> None:
    assert "summary" not in facts.tables
    gold = tmp_path / "gold.csv"
    gold.write_text("file,start,end,theme,accept,half\n甲山区_2020.txt,0,40,industry,,review\n", encoding="utf-8")
    found, there = collect(model, gold).tables, model.evaluate(gold)
    assert found["summary"].equals(there.summary)
    assert found["coded"].equals(there.passages)
    assert found["true_shares"].height == there.shares.height
    with pytest.raises(OptionError, match="cannot be read"):
        collect(model, tmp_path / "absent.csv")


def test_stability_is_told_where_it_was_kept(
    model: FittedModel, facts: Facts, tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    assert "stability" not in facts.tables
    plans = write_corpus(tmp_path / "plans", ("甲山区", "乙水区", "丙林县", "丁石县"), (2019, 2020, 2021, 2022))
    other = topics.fit(plans, tmp_path / "model", encoder=fake_encoder)
    found = other.stability(seeds=0, plans=1)
    other.keep(found)
    told = collect(topics.load(other.folder)).tables
    assert told["stability"].equals(found.summary)
    assert told["fits"].equals(found.fits)
    assert told["of_topics"]["came_back"].equals(found.topics["came_back"])
    assert told["of_topics"]["npmi"].equals(other.quality().topics["npmi"])


def test_the_same_model_gives_the_same_page(model: FittedModel) -> None:
    assert model.report(lang="en") == topics.load(model.folder).report(lang="en")
