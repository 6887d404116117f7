"""From a fitted model to a drawing: which table a chart is drawn of, and what is kept between two maps."""

from __future__ import annotations

from pathlib import Path

import pytest

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics import drawings
from topics.embed.arrays import arrays_folder
from topics.errors import OptionError
from topics.fitted import FittedModel


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> FittedModel:
    folder = tmp_path_factory.mktemp("drawings")
    return topics.fit(write_corpus(folder / "plans"), folder / "model", encoder=fake_encoder)


def test_a_map_is_laid_out_once_and_any_part_of_it_stands_where_it_stood(
    model: FittedModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOPICS_CACHE_DIR", str(tmp_path))
    whole = model.chart("map").data
    assert whole.height == model.items.height
    assert len(list(arrays_folder().iterdir())) == 1

    def fail(_: FittedModel) -> None:
        raise AssertionError("laid out again")

    monkeypatch.setattr(drawings, "_laid_out", fail)
    part = model.chart("map", district="甲山区", half="plan", lang="en").data
    places = dict(whole.select("segment", "x").iter_rows())
    assert 0 < part.height < whole.height
    assert all(places[name] == x for name, x in part.select("segment", "x").iter_rows())


def test_every_kind_is_drawn_of_the_model(model: FittedModel) -> None:
    assert set(model.chart("ledger").data["against"]) <= {"review", "plan"}
    assert model.chart("rank", ["urban"], by=["year"]).data["year"].n_unique() == 2
    assert set(model.chart("similarity", measure="profile", style="neighbours").data.columns) >= {"a", "b", "rank"}
    assert model.chart("over-time", style="area", district="甲山区").data["place"].unique().to_list() == ["甲山区"]
    assert model.chart("shares", by=["year"], half="plan").data["group"].unique().sort().to_list() == ["2020", "2021"]
    assert model.chart("compare", ["2020", "2021"]).title == "2020 与 2021 的主题差异"
    with pytest.raises(OptionError):
        model.chart("targets", ["没有的指标"])


@pytest.mark.parametrize(
    ("kind", "what", "more", "message"),
    [
        ("pie", [], {}, "there is no kind 'pie'; allowed: over-time, shares, compare"),
        ("rank", [], {}, r"chart rank: 0 names given; allowed: 1 \(THEME\); write `topics chart rank THEME`"),
        ("shares", ["a"], {}, "chart shares: 1 names given; allowed: 0"),
        ("ledger", [], {"half": "plan"}, "chart ledger: --half makes no difference to it; allowed: --district, --year"),
        (
            "similarity",
            [],
            {"measure": "length"},
            "--measure 'length' is not there; allowed: content, profile, wording",
        ),
    ],
)
def test_what_a_kind_has_not_is_refused(
    model: FittedModel, kind: str, what: list[str], more: dict[str, str], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        model.chart(kind, what, **more)  # type: ignore[arg-type]
