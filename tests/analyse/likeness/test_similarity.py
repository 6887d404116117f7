"""Likeness of plans: values by head, laws, what is refused, and many plans."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from polars.testing import assert_frame_equal

from tests.analyse.conftest import Made, make, panel
from topics.analyse.likeness import similarity
from topics.analyse.likeness.similarity import MEASURES, similar
from topics.errors import OptionError


def vectors_of(made: Made, seed: int = 0) -> NDArray[np.float32]:
    rows: NDArray[np.float32] = np.random.default_rng(seed).normal(size=(made.segments.height, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def worded(made: Made, seed: int = 0) -> Made:
    """Give every segment words of its own, at random, some of them shared between neighbouring plans."""
    rng = np.random.default_rng(seed)
    pool = ["".join(chr(0x4E00 + c) for c in rng.integers(0, 20000, size=30)) for _ in range(made.segments.height)]
    texts = [pool[i] + pool[(i * 7) % len(pool)] for i in range(len(pool))]
    return Made(
        made.documents, made.segments.with_columns(text=pl.Series(texts)), *made.core[2:], made.themes, made.topics
    )


def test_profile_is_one_less_the_jensen_shannon_distance(small: Made) -> None:
    table = similar(*small.core, vectors_of(small))
    assert table.height == 6
    row = table.filter(pl.col("a") == "东城街道@2018", pl.col("b") == "龙城街道@2018")
    p, q = np.array([0.3, 0.6, 0.1]), np.array([0.75, 0.25, 0])
    middle = (p + q) / 2
    divergence = sum(0.5 * one[one > 0] @ np.log2(one[one > 0] / middle[one > 0]) for one in (p, q))
    assert row["profile"].item() == pytest.approx(1 - np.sqrt(divergence))
    assert table.filter(pl.col("a") == "下沙街道@2022", pl.col("b") == "东城街道@2022")["profile"].item() == 0


def test_a_small_corpus_has_no_content_and_no_percentiles_and_says_so(small: Made) -> None:
    table = similar(*small.core, vectors_of(small))
    assert table["content"].null_count() == 6
    assert all(table[f"{measure}_percentile"].null_count() == 6 for measure in MEASURES)
    assert table["basis"].unique().to_list() == [
        "6 pairs: too few for percentiles, which need 10; 7 segments: too few for content, which needs 50"
    ]


def test_percentiles_count_all_pairs_whichever_plan_is_asked_for() -> None:
    made = worded(panel(5, 2))
    table = similar(*made.core, vectors_of(made))
    assert table.height == 45
    assert table["basis"][0] == "percentiles among all 45 pairs of 10 plans"
    for measure in MEASURES:
        values = table[measure].to_numpy()
        expected = [(values <= value).mean() for value in values]
        assert table[f"{measure}_percentile"].to_list() == pytest.approx(expected)
    one = similar(*made.core, vectors_of(made), plan="区03@2011")
    assert one["a"].unique().to_list() == ["区03@2011"]
    assert one.height == 9
    ranks = [f"{measure}_percentile" for measure in MEASURES]
    for row in one.to_dicts():
        pair = table.filter(pl.col("a").is_in([row["a"], row["b"]]), pl.col("b").is_in([row["a"], row["b"]]))
        assert pair.select(ranks).to_dicts()[0] == {name: row[name] for name in ranks}


def copied(made: Made, plan: str, name: str) -> Made:
    """Add a copy of a plan under another name."""
    district, year = name.split("@")
    document = made.documents.filter(pl.col("document") == plan).with_columns(
        document=pl.lit(name), district=pl.lit(district), year=pl.lit(int(year), pl.Int32)
    )
    renamed = pl.col("segment").str.replace(plan, name, literal=True)
    segments = made.segments.filter(pl.col("document") == plan).with_columns(renamed, document=pl.lit(name))
    assignments = made.assignments.filter(pl.col("segment").str.starts_with(f"{plan}#")).with_columns(renamed)
    return Made(
        pl.concat([made.documents, document]),
        pl.concat([made.segments, segments]),
        pl.concat([made.assignments, assignments]),
        made.themes,
        made.topics,
    )


def test_copies_are_the_same_plan() -> None:
    made = worded(panel(5, 2))
    both = copied(made, "区00@2010", "另区@2030")
    vectors = vectors_of(made)
    rows = (made.segments["document"] == "区00@2010").to_numpy()
    table = similar(*both.core, np.concatenate([vectors, vectors[rows]]))
    assert table.row(0)[:2] == ("区00@2010", "另区@2030")
    assert table.row(0)[2:8] == pytest.approx((1, 1, 1, 1, 1, 1), abs=1e-3)
    assert table["content"][1] < 0.9


def test_the_order_of_rows_changes_nothing() -> None:
    made = worded(panel(4, 3))
    vectors = vectors_of(made)
    order = np.random.default_rng(1).permutation(made.segments.height)
    first = similar(*made.core, vectors)
    second = similar(made.documents[::-1], made.segments[order], made.assignments[::-1], vectors[order])
    assert_frame_equal(first, second, check_exact=True)


def test_what_stands_upstream_is_no_likeness() -> None:
    made = worded(panel(5, 2))
    upstream = made.segments.filter(pl.col("document").is_in(["区00@2010", "区01@2010"]))["text"].to_list()
    plain, told = (similar(*made.core, vectors_of(made), plan="区00@2010", background=b) for b in ((), upstream))
    assert plain["wording"].max() > 0  # type: ignore[operator]
    assert told["wording"].fill_null(0).max() == 0  # nothing of its own is left
    assert_frame_equal(plain.select("b", "content"), told.select("b", "content"))


def test_of_many_plans_the_nearest_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    made = worded(panel(12, 2))
    vectors = vectors_of(made)
    every = similar(*made.core, vectors)
    monkeypatch.setattr(similarity, "MOST_PLANS", 10)
    monkeypatch.setattr(similarity, "NEAREST", 2)
    monkeypatch.setattr(similarity, "CANDIDATES", 20)
    monkeypatch.setattr(similarity, "DRAWN", 100)
    near = similar(*made.core, vectors)
    assert near.height < every.height / 2
    assert near["basis"][0] == "percentiles among all 276 pairs of 24 plans, content's among 100 of them drawn"
    pairs = [("a", "b"), ("b", "a")]
    joined = near.join(every, on=["a", "b"], suffix="_all")
    assert joined.height == near.height
    for measure in MEASURES:
        assert joined[measure].to_list() == joined[f"{measure}_all"].to_list()
        best = pl.concat([every.select(plan=one, other=other, value=measure) for one, other in pairs])
        best = best.sort("value", descending=True).unique("plan", keep="first", maintain_order=True)
        kept = pl.concat([near.select(plan=one, other=other) for one, other in pairs])
        assert best.join(kept, on=["plan", "other"], how="anti").is_empty(), measure
    asked = similar(*made.core, vectors, plan="区07@2010")
    assert asked.height == 23
    assert (
        asked["content"].max()
        == joined.filter((pl.col("a") == "区07@2010") | (pl.col("b") == "区07@2010"))["content"].max()
    )


def test_what_cannot_be_compared_is_refused(small: Made) -> None:
    vectors = vectors_of(small)
    with pytest.raises(
        OptionError, match=r"PLAN: '东城街道' names 2 plans; allowed: one plan; write 东城街道@2018, say"
    ):
        similar(*small.core, vectors, plan="东城街道")
    with pytest.raises(OptionError, match="did you mean 龙城街道"):
        similar(*small.core, vectors, plan="龙成街道")
    alone = make({"甲@2018": [("party", "plan", 5)]})
    with pytest.raises(OptionError, match="similar: 1 plan with text; allowed: two or more"):
        similar(*alone.core, vectors_of(alone))


def test_plans_without_a_segment_have_no_pair(small: Made) -> None:
    kept = small.segments.filter(pl.col("document") != "下沙街道@2022")
    table = similar(small.documents, kept, small.assignments, vectors_of(small)[: kept.height])
    assert table.height == 3
    assert not (table["a"].is_in(["下沙街道@2022"]) | table["b"].is_in(["下沙街道@2022"])).any()
    with pytest.raises(OptionError, match="PLAN: 下沙街道@2022 has no text left"):
        similar(small.documents, kept, small.assignments, vectors_of(small)[: kept.height], plan="下沙街道")
