"""Comparing two groups of plans: values by head, tests against slow ones, and what may be said."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import Made, make, panel
from topics.analyse.comparison import compare
from topics.analyse.permutation import adjust, distances, permute
from topics.errors import OptionError
from topics.tables import UNASSIGNED


def test_one_plan_against_one(small: Made) -> None:
    result = compare(*small.core, small.themes, "东城街道@2018", "龙城街道")
    table = result.differences
    # 0.3 0.6 0 0.1 against 0.75 0.25 0 0
    assert table["theme"].to_list() == ["industry", "livelihood", UNASSIGNED, "party"]
    assert table["difference"].to_list() == pytest.approx([-0.45, 0.35, 0.1, 0])
    assert table["n_characters_b"].to_list() == [200] * 4
    assert table["p"].null_count() == table["q"].null_count() == 4
    assert result.distance_p is None
    assert result.sides["documents"].to_list() == [["东城街道@2018"], ["龙城街道@2018"]]
    assert "no statement can be made about other plans" in result.note
    assert "不能推论" in result.note_zh


def test_distance_is_the_root_of_the_divergence_in_bits(small: Made) -> None:
    result = compare(*small.core, small.themes, "东城街道@2022", "下沙街道@2022")
    assert result.distance == pytest.approx(1)  # all industry against all party
    p, q = np.array([0.3, 0.6, 0.0, 0.1]), np.array([0.75, 0.25, 0.0, 0.0])
    m = (p + q) / 2
    by_hand = sum(x * np.log2(x / y) / 2 for side in (p, q) for x, y in zip(side, m, strict=True) if x > 0) ** 0.5
    assert compare(*small.core, small.themes, "东城街道@2018", "龙城街道").distance == pytest.approx(by_hand)


def test_sides_can_be_years_districts_plans_and_columns(small: Made) -> None:
    for a, b, n in [("2018", "2022", (2, 2)), ("kind=street", "zone街", None), ("kind=street", "kind=zone", (3, 1))]:
        if n is None:
            with pytest.raises(OptionError, match="B: 'zone街' is no plan, district or year here"):
                compare(*small.core, small.themes, a, b)
        else:
            sides = compare(*small.core, small.themes, a, b).sides
            assert tuple(sides["n_documents"]) == n


@pytest.mark.parametrize(
    ("a", "b", "line"),
    [
        (
            "东成街道",
            "2018",
            "A: '东成街道' is no plan, district or year here; allowed: districts 下沙街道, 东城街道, 龙城街道",
        ),
        ("2018", "kind=place", "B: kind: 'place' is not there; allowed: street, zone"),
        ("level=city", "2018", "A: no column 'level' in the table of plans; allowed: document, district, year, kind"),
        (
            "东城街道@2018",
            "document=东城街道@2018",
            "A '东城街道@2018' and B 'document=东城街道@2018' are the same plans",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(small: Made, a: str, b: str, line: str) -> None:
    with pytest.raises(OptionError) as caught:
        compare(*small.core, small.themes, a, b)
    assert str(caught.value).startswith(line)


def test_a_word_of_two_meanings_is_refused() -> None:
    made = make({"2018@2019": [("party", "plan", 5)], "东区@2018": [("party", "plan", 5)]})
    with pytest.raises(OptionError, match="A: '2018' names more than one thing; write district=2018 or year=2018"):
        compare(*made.core, made.themes, "2018", "2019")


def test_a_side_without_text_of_the_half_is_refused(small: Made) -> None:
    with pytest.raises(OptionError, match="A: '下沙街道' has no text of the half 'plan'"):
        compare(*small.core, small.themes, "下沙街道", "龙城街道", half="plan")


def test_overlapping_sides_get_no_test() -> None:
    made = panel(6, 2)
    result = compare(*made.core, made.themes, "2010", "区00")
    assert result.basis == "no test: 1 plan is on both sides"
    assert result.differences["p"].null_count() == 4
    assert "but 1 plan is on both sides" in result.note
    assert "有 1 份文件同时属于两方" in result.note_zh
    three = compare(*made.core, made.themes, "2010", "document=区00@2010")
    assert three.basis == "no test: 1 plan is on both sides"


def test_years_over_the_same_districts_are_paired() -> None:
    made = panel(8, 2)
    result = compare(*made.core, made.themes, "2010", "2011")
    assert result.basis == "swapping the plans of 8 pairs, all 256 arrangements"
    assert result.differences["p"].is_between(2 / 256, 1).all()


def test_the_interval_of_a_difference_holds_it() -> None:
    made = panel(8, 2)
    for a, b in (("2010", "2011"), ("year=2010", "2011")):
        table = compare(*made.core, made.themes, a, b).differences
        assert (table["difference_low"] < table["difference"]).all()
        assert (table["difference"] < table["difference_high"]).all()


def test_with_few_pairs_it_says_that_nothing_can_be_told() -> None:
    made = panel(4, 2)
    result = compare(*made.core, made.themes, "2010", "2011")
    assert "smallest possible p is 0.125" in result.note


def test_the_unpaired_test_agrees_with_all_permutations_tried_one_by_one() -> None:
    rng = np.random.default_rng(3)
    counts = rng.integers(1, 100, size=(8, 3)).astype(float)
    result = permute(counts[:4], counts[4:], paired=False)
    assert (result.n_arrangements, result.exact) == (70, True)

    def statistic(order: tuple[int, ...]) -> Any:
        shares, variances = [], []
        for side in (counts[list(order[:4])], counts[list(order[4:])]):
            total = side.sum()
            share = side.sum(axis=0) / total
            residuals = side - share * side.sum(axis=1, keepdims=True)
            shares.append(share)
            variances.append(4 / 3 * (residuals**2).sum(axis=0) / total**2)
        return np.abs((shares[0] - shares[1]) / np.sqrt(variances[0] + variances[1]))

    observed = statistic(tuple(range(8)))
    tried = np.array(
        [
            statistic(order)
            for order in permutations(range(8))
            if order[:4] == tuple(sorted(order[:4])) and order[4:] == tuple(sorted(order[4:]))
        ]
    )
    assert len(tried) == 70
    assert result.p == pytest.approx((tried >= observed * (1 - 1e-9)).mean(axis=0))


def test_a_clear_difference_is_found_and_an_absent_one_is_not() -> None:
    a = np.tile([80.0, 20.0, 0.0], (6, 1)) + np.arange(6.0)[:, None]
    b = np.tile([20.0, 80.0, 0.0], (6, 1)) + np.arange(6.0)[:, None]
    assert permute(a, b, paired=False).p[:2] == pytest.approx(2 / 924)
    assert permute(a, a[::-1].copy(), paired=False).p == pytest.approx([1, 1, 1])


def test_under_no_difference_one_test_in_twenty_rejects() -> None:
    rng = np.random.default_rng(0)
    rejected = []
    for _ in range(300):
        mix = rng.dirichlet([2, 2, 6], size=12)
        counts = np.array([rng.multinomial(50, p) for p in mix]).astype(float) * 100
        rejected.append(permute(counts[:6], counts[6:], paired=False).p <= 0.05)
    # three standard errors of a rate of 0.05 over 300 runs are 0.038
    assert np.mean(rejected, axis=0).max() < 0.05 + 0.038


def test_distances_and_adjustment() -> None:
    p = np.array([[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]])
    q = np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]])
    assert distances(p, q).tolist() == [0, 1]
    assert distances(p, q).tolist() == distances(q, p).tolist()
    assert adjust(np.array([0.01, 0.02, 0.03, 0.04])).tolist() == pytest.approx([0.04] * 4)


def test_the_order_of_rows_changes_nothing() -> None:
    made = panel(8, 2)
    first = compare(*made.core, made.themes, "2010", "2011")
    mixed = [frame.sample(fraction=1, shuffle=True, seed=4) for frame in made.core]
    second = compare(mixed[0], mixed[1], mixed[2], made.themes, "2010", "2011")
    assert first.differences.equals(second.differences)
    assert (first.distance_p, first.note) == (second.distance_p, second.note)
    assert isinstance(first.differences["theme"], pl.Series)
