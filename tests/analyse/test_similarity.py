"""Likeness of plans: values by head, laws, and what is refused."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from polars.testing import assert_frame_equal

from tests.analyse.conftest import Made, make, panel
from topics.analyse.similarity import similar
from topics.errors import OptionError


def vectors_of(made: Made, seed: int = 0) -> NDArray[np.float32]:
    rows: NDArray[np.float32] = np.random.default_rng(seed).normal(size=(made.segments.height, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def test_profile_is_the_cosine_of_shares(small: Made) -> None:
    table = similar(*small.core, vectors_of(small))
    assert table.height == 6
    row = table.filter(pl.col("a") == "东城街道@2018", pl.col("b") == "龙城街道@2018")
    p, q = np.array([0.3, 0.6, 0.1]), np.array([0.75, 0.25, 0])
    assert row["profile"].item() == pytest.approx(p @ q / np.linalg.norm(p) / np.linalg.norm(q))


def test_content_is_the_cosine_of_weighted_means_less_the_corpus_mean(small: Made) -> None:
    vectors = vectors_of(small)
    table = similar(*small.core, vectors)
    weight = small.segments["n_characters"].to_numpy()
    means = {}
    for plan in small.documents["document"]:
        rows = (small.segments["document"] == plan).to_numpy()
        means[plan] = (weight[rows, None] * vectors[rows]).sum(axis=0) / weight[rows].sum()
    centre = np.mean(list(means.values()), axis=0)
    for a, b, content in table.select("a", "b", "content").rows():
        x, y = means[a] - centre, means[b] - centre
        assert content == pytest.approx(x @ y / np.linalg.norm(x) / np.linalg.norm(y), abs=1e-6)


def test_percentiles_count_all_pairs(small: Made) -> None:
    table = similar(*small.core, vectors_of(small))
    assert table["content_percentile"].to_list() == pytest.approx([1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6])
    one = similar(*small.core, vectors_of(small), plan="下沙街道")
    assert one["a"].unique().to_list() == ["下沙街道@2022"]
    assert one.height == 3
    for a, b, percentile in one.select("a", "b", "content_percentile").rows():
        pair = table.filter(pl.col("a").is_in([a, b]), pl.col("b").is_in([a, b]))
        assert pair["content_percentile"].item() == percentile


def test_copies_are_nearest_to_each_other() -> None:
    made = panel(5, 2)
    vectors = vectors_of(made)
    twin = pl.col("document").str.replace("区00@2010", "区00@2030")
    copied = made.segments.filter(pl.col("document") == "区00@2010").with_columns(
        twin, pl.col("segment").str.replace("@2010", "@2030")
    )
    documents = pl.concat([made.documents, made.documents.filter(pl.col("document") == "区00@2010").with_columns(twin)])
    assignments = pl.concat(
        [
            made.assignments,
            made.assignments.filter(pl.col("segment").str.starts_with("区00@2010#")).with_columns(
                pl.col("segment").str.replace("@2010", "@2030")
            ),
        ]
    )
    rows = (made.segments["document"] == "区00@2010").to_numpy()
    table = similar(
        documents, pl.concat([made.segments, copied]), assignments, np.concatenate([vectors, vectors[rows]])
    )
    assert table.row(0)[:2] == ("区00@2010", "区00@2030")
    assert table.row(0)[2:] == pytest.approx((1, 1, 1, 1))


def test_with_two_plans_content_says_nothing() -> None:
    made = panel(1, 2)
    table = similar(*made.core, vectors_of(made))
    assert table["content"].to_list() == [None]
    assert table["content_percentile"].to_list() == [None]


def test_the_order_of_rows_changes_nothing() -> None:
    made = panel(4, 2)
    vectors = vectors_of(made)
    order = np.random.default_rng(1).permutation(made.segments.height)
    first = similar(*made.core, vectors)
    second = similar(made.documents[::-1], made.segments[order], made.assignments[::-1], vectors[order])
    assert_frame_equal(first, second, abs_tol=1e-12)


def test_what_cannot_be_compared_is_refused(small: Made) -> None:
    vectors = vectors_of(small)
    with pytest.raises(
        OptionError, match=r"PLAN: '东城街道' names 2 plans; allowed: one plan; write 东城街道@2018, say"
    ):
        similar(*small.core, vectors, plan="东城街道")
    with pytest.raises(OptionError, match="did you mean 龙城街道"):
        similar(*small.core, vectors, plan="龙城")
    alone = make({"甲@2018": [("party", "plan", 5)]})
    with pytest.raises(OptionError, match="similar: 1 plan with text; allowed: two or more"):
        similar(*alone.core, vectors_of(alone))


@pytest.mark.parametrize("n", [3, 4, 8])
def test_content_of_few_plans_is_negative_on_average_and_the_percentile_says_what_is_near(n: int) -> None:
    """The centred vectors add up to nothing: with vectors of one length the mean cosine is exactly -1 / (n - 1)."""
    made = make({f"区{i}@2018": [("party", "plan", 10)] for i in range(n)})
    table = similar(*made.core, np.eye(n, dtype=np.float32))
    assert table["content"].to_list() == pytest.approx([-1 / (n - 1)] * table.height)
    assert table["content_percentile"].is_between(0, 1).all()
    assert table["content_percentile"].max() == 1


def test_plans_without_a_segment_have_no_pair(small: Made) -> None:
    kept = small.segments.filter(pl.col("document") != "下沙街道@2022")
    table = similar(small.documents, kept, small.assignments, vectors_of(small)[: kept.height])
    assert table.height == 3
    assert not (table["a"].is_in(["下沙街道@2022"]) | table["b"].is_in(["下沙街道@2022"])).any()
    with pytest.raises(OptionError, match="PLAN: 下沙街道@2022 has no text left"):
        similar(small.documents, kept, small.assignments, vectors_of(small)[: kept.height], plan="下沙街道")
