"""Two plans side by side: what corresponds by hand, and the laws."""

from __future__ import annotations

import polars as pl
import pytest

from tests.analyse.following.made import PLANS, Tables, shuffled, tables
from topics.analyse.following.alignment import align
from topics.errors import OptionError


@pytest.fixture(scope="module")
def made() -> Tables:
    return tables(PLANS)


def pairs(frame: pl.DataFrame, a: str = "segment_a", b: str = "segment_b") -> set[tuple[str, str, float]]:
    both = frame.filter(pl.col("relation") == "both")
    return set(both.select(a, b, "similarity").rows())


def test_what_two_plans_have_in_common_and_what_only_one_has(made: Tables) -> None:
    found = align(*made, "松林区@2020", "松林区@2021", half="plan")
    by_a = {row["segment_a"]: row for row in found.to_dicts() if row["relation"] == "both"}
    assert by_a["松林区@2020#2"]["segment_b"] == "松林区@2021#4"
    assert by_a["松林区@2020#3"]["segment_b"] == "松林区@2021#5"
    assert "柏木精密轴承项目" in by_a["松林区@2020#3"]["shared"]
    alone = found.filter(pl.col("relation") != "both").select("relation", "segment_a", "segment_b").rows()
    assert ("a", "松林区@2020#4", None) in alone
    assert ("b", None, "松林区@2021#6") in alone


def test_rows_follow_the_reading_order_of_a_then_b(made: Tables) -> None:
    found = align(*made, "松林区@2020", "松林区@2021")
    order = [int(name.split("#")[1]) for name in found["segment_a"].drop_nulls().to_list()]
    assert order == sorted(order)
    relations = found["relation"].to_list()
    assert "b" not in relations[: len(relations) - relations.count("b")]


def test_every_segment_of_both_is_there(made: Tables) -> None:
    found = align(*made, "松林区@2020", "云雀县@2021")
    assert set(found["segment_a"].drop_nulls()) == {f"松林区@2020#{at}" for at in range(5)}
    assert set(found["segment_b"].drop_nulls()) == {f"云雀县@2021#{at}" for at in range(3)}


@pytest.mark.parametrize("half", ["all", "plan"])
def test_exchanging_the_sides_gives_the_same_pairs(made: Tables, half: str) -> None:
    there = align(*made, "松林区@2020", "松林区@2021", half=half)
    back = align(*made, "松林区@2021", "松林区@2020", half=half)
    assert pairs(there) == pairs(back, "segment_b", "segment_a")
    mirrored = {"a": "b", "b": "a", "both": "both"}
    assert sorted(there["relation"]) == sorted(mirrored[one] for one in back["relation"])
    words = {tuple(row[:2]): row[2] for row in there.select("segment_a", "segment_b", "shared").rows()}
    assert all(words[b, a] == shared for a, b, shared in back.select("segment_a", "segment_b", "shared").rows())


@pytest.mark.parametrize("plan", list(PLANS))
def test_a_plan_beside_itself_is_all_in_common(made: Tables, plan: str) -> None:
    found = align(*made, plan, plan)
    assert set(found["relation"]) == {"both"}
    own = found.filter(pl.col("segment_a") == pl.col("segment_b"))
    assert own.height == len(PLANS[plan])
    assert (own["similarity"] == 1).all()


def test_the_order_of_rows_changes_nothing(made: Tables) -> None:
    first = align(*made, "松林区@2020", "松林区@2021")
    for seed in range(3):
        assert align(*shuffled(made, seed), "松林区@2020", "松林区@2021").equals(first)


def test_a_side_is_one_plan_with_text_in_that_half(made: Tables) -> None:
    with pytest.raises(OptionError, match="A: '松林区' names 3 plans"):
        align(*made, "松林区", "云雀县")
    with pytest.raises(OptionError, match="B: '松木区' is no plan"):
        align(*made, "云雀县", "松木区")
    with pytest.raises(OptionError, match="has no segment in the half 'neither'"):
        align(*made, "云雀县", "松林区@2020", half="neither")
    with pytest.raises(OptionError, match="--half"):
        align(*made, "云雀县", "松林区@2020", half="both")
