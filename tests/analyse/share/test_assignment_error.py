"""Intervals from errors of assignment: what draws hold, what moves them, and how often they hold the truth."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import topics.analyse.share.assignment_error as module
from tests.analyse.conftest import THEME_NAMES, Made, make, panel
from topics.analyse.share.assignment_error import DRAWS, FILE, Errors, interval, load_errors, log_odds, true_counts
from topics.analyse.share.shares import NO_ERROR, ONE_PLAN, shares
from topics.tables import UNASSIGNED

CODES = ["industry", "livelihood", "party"]
SIZES = np.array([40.0, 40.0, 20.0, 0.0])


def cells(found: list[int], standing: float, second: list[int | None], weight: float = 10.0) -> pl.DataFrame:
    n = len(found)
    return pl.DataFrame(
        {"column": found, "weight": [weight] * n, "standing": [standing] * n, "second": second},
        schema={"column": pl.Int64, "weight": pl.Float64, "standing": pl.Float64, "second": pl.Int64},
    )


def errors(chance: float, second: float, *, spread: float = 0.0) -> Errors:
    """Errors of one chance whatever the standing."""
    odds = np.full(DRAWS, np.log((1 - chance) / chance))
    return Errors(odds, np.zeros(DRAWS), np.full(DRAWS, second), np.zeros((3, 3)), spread)


def test_the_mean_and_variance_of_draws_by_hand() -> None:
    drawn = true_counts(cells([0] * 100, 0.5, [1] * 100), "甲@2020", SIZES, errors(0.2, 1.0))
    assert drawn.sum(axis=1) == pytest.approx(np.full(DRAWS, 1000.0))
    assert drawn[:, 2:].sum() == 0
    # binomial: 100 segments of 10 characters, each wrong with 0.2; three standard errors over the draws
    assert drawn[:, 1].mean() == pytest.approx(200, abs=3 * 40 / DRAWS**0.5)
    assert drawn[:, 1].std() == pytest.approx(40, rel=0.12)


def test_errors_of_one_plan_come_together() -> None:
    alone = true_counts(cells([0] * 100, 0.5, [1] * 100), "甲@2020", SIZES, errors(0.2, 1.0))
    together = true_counts(cells([0] * 100, 0.5, [1] * 100), "甲@2020", SIZES, errors(0.2, 1.0, spread=0.3))
    # the variance of a beta-binomial of correlation 0.3 * 0.2 / 0.8
    expected = 10 * (100 * 0.2 * 0.8 * (1 + 99 * 0.3 * 0.2 / 0.8)) ** 0.5
    assert together[:, 1].std() == pytest.approx(expected, rel=0.2)
    assert together[:, 1].std() > 2 * alone[:, 1].std()


def test_without_a_second_theme_errors_go_by_what_was_taken_for_what() -> None:
    known = replace(errors(0.5, 1.0), confusion=np.array([[0, 0, 97.0], [0] * 3, [0] * 3]))
    drawn = true_counts(cells([0] * 50, 0.5, [None] * 50), "甲", SIZES, known)
    # 97 passages and three more by size, 40 to 20
    assert drawn[:, 2].mean() / drawn[:, 1:3].sum(axis=1).mean() == pytest.approx(0.98, abs=0.01)


def test_what_is_unassigned_stays_so() -> None:
    drawn = true_counts(cells([3, 3, 0], 0.5, [0, 1, 1]), "甲", SIZES, errors(0.9, 1.0))
    assert set(drawn[:, 3]) == {20.0}


def test_where_themes_competed_unseen_the_unassigned_are_drawn_too() -> None:
    rows = cells([3] * 60 + [3, 0], 0.5, [0] * 62).with_columns(rest=pl.Series([0.9] * 60 + [0.0, 0.1]))
    known = replace(errors(0.5, 0.0), confusion=np.array([[0.0] * 4] * 3 + [[90.0, 0, 0, 7]]))
    drawn = true_counts(rows, "甲", np.array([40.0, 40.0, 20.0, 0.0]), known)
    assert drawn.sum(axis=1) == pytest.approx(np.full(DRAWS, 620.0))
    # half of sixty are wrong: of a hundred 90 and 1.2 by size go to the first, 1.8 to the others, 7 stay
    assert drawn[:, 3].mean() == pytest.approx(10 + 600 * (0.5 + 0.5 * 0.07), abs=8)
    assert drawn[:, 0].mean() == pytest.approx(5 + 600 * 0.5 * 0.912, abs=8)


def test_what_the_model_does_not_have_stands_together() -> None:
    codes = json.loads(FILE.read_text(encoding="utf-8"))["codes"]
    every, few = load_errors(codes), load_errors(["culture", "party", UNASSIGNED])
    kept = [codes.index("culture"), codes.index("party")]
    rest = [at for at in range(len(codes)) if at not in kept]
    assert few.confusion[0, 1] == every.confusion[kept[0], kept[1]]
    assert few.confusion[2, 0] == every.confusion[rest, kept[0]].sum()
    assert few.confusion[2, 2] == every.confusion[np.ix_(rest, rest)].sum() > 0
    assert few.confusion[0, 0] == 0


def test_a_plan_has_the_same_draws_whatever_is_asked_with_it() -> None:
    made = panel(3, 1)
    alone = shares(*made.core, made.themes, district="区01")
    among = shares(*made.core, made.themes).filter(pl.col("district") == "区01")
    assert alone.equals(among)
    assert set(alone["basis"]) == {ONE_PLAN, NO_ERROR}


def test_surer_segments_make_a_narrower_interval() -> None:
    measured = load_errors([*THEME_NAMES])
    width = {}
    for standing in (0.05, 0.95):
        drawn = true_counts(cells([0, 1] * 30, standing, [1, 0] * 30), "甲", SIZES, measured) / 600
        low, high = interval(drawn, np.array([0.5, 0.5, 0, 0]))
        width[standing] = (high - low)[0]
        assert low[0] < 0.5 < high[0]
    assert width[0.95] < width[0.05]


def test_the_interval_holds_the_share_that_was_found() -> None:
    drawn = np.full((DRAWS, 2), 0.3)
    low, high = interval(drawn, np.array([0.5, 0.1]))
    assert (low.tolist(), high.tolist()) == ([0.3, 0.1], [0.5, 0.3])


def test_topics_have_no_known_error(small: Made) -> None:
    table = shares(*small.core, small.topics, level="topics")
    assert set(table["basis"]) == {NO_ERROR}
    assert table["low"].null_count() == table.height


def test_themes_of_the_users_own_are_taken_for_each_other_by_size() -> None:
    own = load_errors(["海洋", "山区"])
    assert own.confusion.tolist() == [[0, 0], [0, 0]]
    drawn = true_counts(cells([0] * 20, 0.01, [None] * 20), "甲", np.array([50.0, 50.0, 0.0]), own)
    assert drawn[:, 1].max() > 0


def test_two_themes_can_only_be_taken_for_each_other() -> None:
    two = replace(errors(0.5, 0.0), confusion=np.zeros((2, 2)))
    drawn = true_counts(cells([0] * 20, 0.5, [1] * 20), "甲", np.array([50.0, 50.0, 0.0]), two)
    assert drawn[:, 1].mean() == pytest.approx(100, rel=0.1)


def test_the_measured_figures_are_what_they_say() -> None:
    raw = module._measured()
    assert Path(module.__file__).parent == FILE.parent
    assert raw["rows"] >= 500
    assert raw["districts"] >= 50
    confusion = np.array(raw["confusion"])
    assert confusion.sum() == pytest.approx(raw["rows"])
    assert confusion.shape == (len(raw["codes"]),) * 2
    right = np.trace(confusion) / confusion.sum()
    assert 0.8 < right < 1
    # the calibration gives about as many errors as were counted, over standings spread evenly
    intercept, slope, second = np.array(raw["calibration"]).mean(axis=0)
    standing = log_odds((np.arange(1000) + 0.5) / 1000)
    assert (1 / (1 + np.exp(-intercept - slope * standing))).mean() == pytest.approx(right, abs=0.03)
    assert slope > 0
    assert 0.5 < second < 1
    assert 0 <= raw["correlation"] < 0.2


def test_on_simulated_errors_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    # plans whose segments are wrong exactly as measured: first the found themes, then the true ones by the same errors
    rng = np.random.default_rng(0)
    measured = load_errors(CODES)
    held = []
    for run in range(60):
        found = rng.choice(3, size=60, p=[0.5, 0.3, 0.2])
        table = cells(found.tolist(), 0.5, ((found + 1) % 3).tolist()).with_columns(standing=pl.Series(rng.random(60)))
        drawn = true_counts(table, f"plan {run}", SIZES, measured) / 600
        other = true_counts(table, f"truth {run}", SIZES, measured) / 600
        given = np.bincount(found, minlength=4) / 60
        low, high = interval(drawn, given)
        held.append((low <= other[run]) & (other[run] <= high))
    assert 0.88 <= np.mean(np.array(held)[:, :3]) <= 1.0


def test_two_plans_are_surer_than_one() -> None:
    made = make({f"甲@{year}": [("party", "plan", 50), ("industry", "plan", 50)] * 20 for year in (2018, 2019)})
    one = shares(*made.core, made.themes).filter(pl.col("theme") == "party")
    two = shares(*made.core, made.themes, by=["district"]).filter(pl.col("theme") == "party")
    width = {n: float((frame["high"] - frame["low"]).mean()) for n, frame in ((1, one), (2, two))}  # type: ignore[arg-type]
    assert width[2] < width[1]
