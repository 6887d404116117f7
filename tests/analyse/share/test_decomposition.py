"""Where the uncertainty of a share comes from: values by hand, and what is null and why."""

from __future__ import annotations

import polars as pl
import pytest

from tests.analyse.conftest import Made, make, panel
from topics.analyse.share.decomposition import (
    ASSIGNMENT,
    BASES,
    FEW_PLANS,
    GRANULARITY,
    NO_ASSIGNMENT,
    NO_GRANULARITY,
    NO_SEED,
    NO_TEXT,
    SEED,
    decompose,
)
from topics.analyse.share.shares import shares


def of(table: pl.DataFrame, source: str, theme: str = "party") -> dict[str, object]:
    return table.filter(pl.col("source") == source, pl.col("theme") == theme).row(0, named=True)


def test_one_plan_knows_nothing_of_how_plans_vary() -> None:
    made = make({"甲@2020": [("party", "plan", 30), ("industry", "plan", 70)]})
    table = decompose(*made.core, made.themes)
    assert table["source"].to_list() == ["plans", "assignment", "seed", "granularity"] * 4
    assert (of(table, "plans")["error"], of(table, "plans")["basis"]) == (None, FEW_PLANS)
    assert (of(table, "seed")["error"], of(table, "seed")["basis"]) == (0, NO_SEED)
    assert (of(table, "granularity")["error"], of(table, "granularity")["basis"]) == (None, NO_GRANULARITY)
    assert of(table, "assignment")["basis"] == ASSIGNMENT
    assert of(table, "assignment")["part"] == 1
    assert (of(table, "assignment", "unassigned")["error"], of(table, "assignment", "unassigned")["basis"]) == (
        None,
        NO_ASSIGNMENT,
    )


def test_granularity_is_half_the_difference_to_whole_paragraphs() -> None:
    # 60 party and 40 industry in one paragraph, 100 industry in another: by paragraphs half and half
    made = make({"甲@2020": [("party", "plan", 60), ("industry", "plan", 40), ("industry", "plan", 100)]})
    segments = made.segments.with_columns(start=pl.Series([0, 60, 500]), end=pl.Series([60, 100, 600]))
    table = decompose(made.documents, segments, made.assignments, made.themes)
    assert of(table, "granularity")["error"] == pytest.approx(abs(0.5 - 0.3) / 2)
    assert of(table, "granularity")["basis"] == GRANULARITY
    # a plan's review and its plan are not joined
    apart = segments.with_columns(half=pl.Series(["review", "plan", "plan"]))
    assert of(decompose(made.documents, apart, made.assignments, made.themes), "granularity")["basis"] == NO_GRANULARITY


def test_plans_vary_less_their_errors_of_assignment() -> None:
    made = panel(6, 1)
    table = decompose(*made.core, made.themes, by=["year"])
    wide = [("party", 10), ("industry", 90)]
    far = make({f"甲@{2010 + i}": [(t, "plan", n if i % 2 else 100 - n) for t, n in wide] * 10 for i in range(6)})
    clear = decompose(*far.core, far.themes)
    observed = shares(*far.core, far.themes, by=["district"]).filter(pl.col("theme") == "party")
    error = of(clear, "plans")["error"]
    assert isinstance(error, float)
    # the shares are 0.1 and 0.9: their standard deviation over the root of six, less a little
    assert 0.15 < error < 0.18 * 1.01
    assert observed["n_documents"].item() == 6
    assert of(clear, "plans")["part"] > of(clear, "assignment")["part"]  # type: ignore[operator]
    assert (table.filter(pl.col("source") == "plans")["error"] >= 0).all()


def test_parts_add_up_to_one_where_anything_is_known() -> None:
    made = panel(3, 4)
    table = decompose(*made.core, made.themes)
    sums = table.group_by("district", "theme").agg(pl.col("part").sum(), pl.col("error").max())
    assert sums.filter(pl.col("error") > 0)["part"].to_list() == pytest.approx([1.0] * 12)
    assert set(table["basis"]) <= set(BASES)
    given = shares(*made.core, made.themes, by=["district"])
    assert table.filter(pl.col("source") == "seed")["share"].to_list() == given["share"].to_list()


def test_topics_have_no_coded_passages_and_may_depend_on_a_seed(small: Made) -> None:
    table = decompose(*small.core, small.topics, level="topics", seeded=True)
    bases = {row["source"]: row["basis"] for row in table.to_dicts()}
    assert bases == {
        "plans": FEW_PLANS, "assignment": NO_ASSIGNMENT, "seed": SEED, "granularity": NO_GRANULARITY,
    }  # fmt: skip
    assert table["error"].null_count() == table.height
    assert table["part"].null_count() == table.height


def test_a_group_without_text_has_no_uncertainty_either(small: Made) -> None:
    table = decompose(*small.core, small.themes, half="plan").filter(pl.col("district") == "下沙街道")
    assert set(table["basis"]) == {NO_TEXT}
    assert table["error"].null_count() == table.height
