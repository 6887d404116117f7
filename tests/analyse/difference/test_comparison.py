"""Comparing two groups of plans: values by head, tests against slow ones, and what may be said."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import Made, make, panel
from topics.analyse.difference import permutation
from topics.analyse.difference.comparison import ASSIGNED, INVERTED, NONE, NORMAL, compare
from topics.analyse.difference.effects import cohens_h, hedges_g
from topics.analyse.difference.inversion import invert
from topics.analyse.difference.permutation import adjust, distance_parts, distances, permute, swaps
from topics.analyse.share.assignment_error import DRAWS
from topics.analyse.share.intervals import difference_interval
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


def test_themes_make_up_the_distance_between_them() -> None:
    p, q = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.3, 0.2, 0.4])
    assert distance_parts(p, q).tolist() == pytest.approx([0.5, 0, 0, 0.5])
    p, q = np.array([0.7, 0.1, 0.2, 0.0]), np.array([0.2, 0.2, 0.2, 0.4])
    bits = [(a * np.log2(2 * a / (a + b)) + b * np.log2(2 * b / (a + b))) / 2 for a, b in [(0.7, 0.2), (0.1, 0.2)]]
    squared = float(distances(p[None], q[None])[0] ** 2)
    assert (distance_parts(p, q) * squared).tolist() == pytest.approx([*bits, 0, 0.4 / 2])  # log2(0.4 / 0.2) is 1
    assert sum([*bits, 0.2]) == pytest.approx(squared)
    assert distance_parts(p, p).tolist() == [0, 0, 0, 0]


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


def shifted(counts: np.ndarray, by: float) -> np.ndarray:
    """Move a share from the second theme to the first in every plan."""
    lengths = counts.sum(axis=1)
    return np.stack([counts[:, 0] + by * lengths, counts[:, 1] - by * lengths], axis=1)


@pytest.mark.parametrize("paired", [False, True])
def test_the_interval_holds_the_differences_that_the_test_does_not_refuse(paired: bool) -> None:
    rng = np.random.default_rng(7)
    a, b = (np.stack([x, 1000 - x], axis=1) for x in rng.integers(200, 500, size=(2, 8)).astype(float))
    a *= rng.integers(5, 15, size=(8, 1)) / 10  # plans of unlike length
    low, high = invert(a, b, paired=paired)
    difference = (a.sum(axis=0) / a.sum() - b.sum(axis=0) / b.sum())[0]
    assert low[0] < difference < high[0]
    assert low[0] == pytest.approx(-high[1], abs=1e-4)
    for supposed, inside in (
        (low[0] + 1e-3, True),
        (high[0] - 1e-3, True),
        (low[0] - 1e-3, False),
        (high[0] + 1e-3, False),
    ):
        p = permute(shifted(a, -supposed), b, paired=paired).p[0]
        assert (p > 0.05) == inside


def test_the_interval_and_the_p_value_never_contradict_each_other() -> None:
    rng = np.random.default_rng(2)
    for n_a, n_b, paired in ((5, 9, False), (7, 7, True), (4, 30, False)):
        for scale in (0, 0.1):
            mixes = rng.dirichlet([4, 3, 3], size=n_a + n_b)
            mixes[:n_a, 0] += scale
            counts = np.round(mixes * rng.integers(500, 2000, size=(n_a + n_b, 1)))
            low, high = invert(counts[:n_a], counts[n_a:], paired=paired)
            p = permute(counts[:n_a], counts[n_a:], paired=paired).p
            refused = (low > 0) | (high < 0)
            near = np.minimum(np.abs(low), np.abs(high)) < 1e-4
            assert ((p <= 0.05) == refused)[~near].all()


def test_few_against_many_plans_get_the_width_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permutation, "EXACT", 1000)
    monkeypatch.setattr(permutation, "DRAWN", 999)
    rng = np.random.default_rng(0)
    held: dict[Callable[..., Any], list[Any]] = {way: [] for way in (invert, difference_interval)}
    for _ in range(60):
        mixes = rng.dirichlet(np.array([0.1, 0.3, 0.6]) * 9, size=24)
        counts = np.array([rng.multinomial(50, mix) for mix in mixes]).astype(float)
        for way, runs in held.items():
            low, high = way(counts[:4], counts[4:], paired=False)
            runs.append((low <= 0) & (high >= 0))
    # three standard errors of 0.95 over 60 runs of two free themes are 0.06
    assert abs(np.mean(held[invert]) - 0.95) < 0.06
    assert np.mean(held[invert]) > np.mean(held[difference_interval])


def test_too_few_arrangements_give_no_inverted_interval() -> None:
    rng = np.random.default_rng(1)
    counts = rng.integers(100, 200, size=(8, 2)).astype(float)
    assert len(swaps(4)[0]) == 16
    low, high = invert(counts[:4], counts[4:], paired=True)
    assert np.isnan(low).all()
    assert np.isnan(high).all()
    alike = np.tile([[10.0, 30.0]], (6, 1))
    assert np.isnan(invert(alike, alike, paired=False)).all()


def test_each_comparison_says_how_its_intervals_were_made(small: Made) -> None:
    few, many = panel(4, 2), panel(8, 2)
    assert compare(*few.core, few.themes, "2010", "2011").interval_basis == NORMAL
    assert compare(*many.core, many.themes, "2010", "2011").interval_basis == INVERTED
    assert compare(*small.core, small.themes, "东城街道", "龙城街道").interval_basis == ASSIGNED
    assert compare(*small.core, small.topics, "东城街道", "龙城街道", level="topics").interval_basis == NONE


def test_between_single_plans_the_interval_is_of_the_errors_of_assignment() -> None:
    made = make(
        {
            "甲@2020": [("party", "plan", 10)] * 30 + [("industry", "plan", 10)] * 10,
            "乙@2020": [("party", "plan", 10)] * 10 + [("industry", "plan", 10)] * 30,
            "丙@2020": [("party", "plan", 10)] * 11 + [("industry", "plan", 10)] * 29,
        }
    )
    found = compare(*made.core, made.themes, "甲", "乙")
    party = found.differences.filter(theme="party").row(0, named=True)
    assert 0 < party["difference_low"] < party["difference"] == 0.5
    assert found.differences.filter(theme=UNASSIGNED)["difference_low"].item() is None
    assert "2 of 4 differences are larger than segments under the wrong theme can explain" in found.note
    near = compare(*made.core, made.themes, "丙", "乙").differences.filter(theme="party").row(0, named=True)
    assert near["difference_low"] < 0 < near["difference_high"]
    assert DRAWS >= 500


def test_groups_by_several_columns() -> None:
    made = panel(6, 2)
    level = ["county", "zone"] * 6
    documents = made.documents.with_columns(level=pl.Series(level))
    sides = compare(
        documents, made.segments, made.assignments, made.themes, "level=county,year=2010", "level=zone, year=2011"
    ).sides
    assert sides["documents"][0].to_list() == [f"区{i:02d}@2010" for i in range(6)]
    assert sides["documents"][1].to_list() == [f"区{i:02d}@2011" for i in range(6)]
    with pytest.raises(OptionError, match="A: no plan is 'level=county,year=2011'; name fewer conditions"):
        compare(documents, made.segments, made.assignments, made.themes, "level=county,year=2011", "2010")
    with pytest.raises(OptionError, match="A: year: '2019' is not there; allowed: 2010, 2011"):
        compare(documents, made.segments, made.assignments, made.themes, "level=county,year=2019", "2010")
    with pytest.raises(OptionError, match="A: no column 'kind' in the table of plans"):
        compare(documents, made.segments, made.assignments, made.themes, "level=county,kind=x", "2010")


def test_a_value_may_hold_commas_and_a_name_may_hold_an_equals_sign() -> None:
    made = make({"甲=1@2020": [("party", "plan", 5)], "乙@2020": [("party", "plan", 5)]}, {"note": ["a, b", "c"]})
    sides = compare(*made.core, made.themes, "甲=1@2020", "note=c").sides
    assert sides["documents"].to_list() == [["甲=1@2020"], ["乙@2020"]]
    assert compare(*made.core, made.themes, "note=a, b", "note=c").sides["n_documents"].to_list() == [1, 1]


def test_effect_sizes_by_hand() -> None:
    assert cohens_h(np.array([0.5]), np.array([0.25]))[0] == pytest.approx(np.pi / 2 - np.pi / 3)
    # plans of one length: the deviations of the shares are 0.1 on both sides
    a, b = (np.array([[100 * x, 100 * (1 - x)] for x in shares]) for shares in ([0.4, 0.5, 0.6], [0.1, 0.2, 0.3]))
    assert hedges_g(a, b)[0] == pytest.approx(0.3 / 0.1 * (1 - 3 / 15))
    assert np.isnan(hedges_g(np.tile([[1.0, 3.0]], (3, 1)), np.tile([[1.0, 3.0]], (3, 1)))).all()


def test_effect_sizes_are_there_where_they_can_be(small: Made) -> None:
    one = compare(*small.core, small.themes, "东城街道", "龙城街道").differences
    assert one["effect_h"].null_count() == 0
    assert one["effect_g"].null_count() == one.height
    made = panel(8, 2)
    many = compare(*made.core, made.themes, "2010", "2011").differences
    assert many["effect_g"].null_count() == 0
    assert (np.sign(many["effect_g"]) == np.sign(many["difference"])).all()
