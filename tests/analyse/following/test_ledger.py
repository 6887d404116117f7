"""What became of what was planned: by hand on plans of our own, the laws, and real reports."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.analyse.following.made import PLANS, Tables, shuffled, tables
from topics.analyse.following.ledger import counts, ledger, shares
from topics.analyse.following.statements import is_empty, statements
from topics.errors import OptionError
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings
from topics.tables import AGAINST, ASSIGNMENTS, LEDGER


@pytest.fixture(scope="module")
def made() -> Tables:
    return tables(PLANS)


@pytest.fixture(scope="module")
def table(made: Tables) -> pl.DataFrame:
    return ledger(*made, "松林区")


def fate(table: pl.DataFrame, against: str) -> dict[tuple[str | None, int | None], tuple[str, str | None]]:
    rows = table.filter(pl.col("against") == against).to_dicts()
    return {(row["planned"], row["planned_part"]): (row["status"], row["later"]) for row in rows if row["planned"]}


def test_each_planned_statement_meets_what_the_next_review_says(table: pl.DataFrame) -> None:
    assert fate(table, "review") == {
        ("松林区@2020#1", 0): ("done", "松林区@2021#0"),
        ("松林区@2020#2", 0): ("partly", "松林区@2021#1"),
        ("松林区@2020#2", 1): ("done", "松林区@2021#1"),
        ("松林区@2020#3", 0): ("done", "松林区@2021#2"),
        ("松林区@2020#4", 0): ("not mentioned", None),
    }
    unplanned = table.filter(pl.col("status") == "unplanned")
    assert unplanned["later"].to_list() == ["松林区@2021#3"]
    signs = {
        row["planned_part"]: row["signs"] for row in table.filter(against="review", planned="松林区@2020#2").to_dicts()
    }
    assert signs == {0: ["其余", "顺延"], 1: ["1250个 / 1200个"]}


def test_each_planned_statement_meets_the_next_plan(table: pl.DataFrame) -> None:
    found = fate(table, "plan")
    assert found["松林区@2020#2", 0] == ("changed", "松林区@2021#4")
    assert found["松林区@2020#3", 0] == ("kept", "松林区@2021#5")
    assert found["松林区@2020#4", 0] == ("dropped", None)
    assert "松林区@2021#6" in table.filter(pl.col("status") == "new")["later"].to_list()


def test_only_years_in_a_row_are_followed_up(made: Tables, table: pl.DataFrame) -> None:
    assert table["year"].unique().to_list() == [2020]
    everything = ledger(*made)
    assert everything.equals(table)  # the other districts have one year
    with pytest.raises(OptionError, match="ledger of 云雀县: no plan with one of the year after"):
        ledger(*made, "云雀县")
    with pytest.raises(OptionError, match="from 2021"):
        ledger(*made, "松林区", 2021)
    with pytest.raises(OptionError, match="did you mean 松林区"):
        ledger(*made, "松柏区")
    assert ledger(*made, "松林").equals(ledger(*made, "松林区"))


def test_a_corpus_without_years_in_a_row_has_an_empty_ledger(made: Tables) -> None:
    documents, segments, assignments, vectors = made
    alone = documents.filter(pl.col("year") != 2021)
    found = ledger(alone, segments, assignments, vectors)
    assert found.schema == LEDGER.schema
    assert found.is_empty()
    assert counts(found).is_empty()
    assert shares(found).is_empty()


def test_nothing_is_followed_up_in_a_half_that_is_not_there() -> None:
    plans = {name: [one for one in rows if name != "松林区@2021" or one[0] == "plan"] for name, rows in PLANS.items()}
    found = ledger(*tables(plans), "松林区")
    assert set(found["against"]) == {"plan"}
    assert shares(found).select("done", "partly", "not_mentioned").row(0) == (None, None, None)


def accounted(made: Tables, table: pl.DataFrame) -> None:
    """Each planned statement is there once an `against`; each later statement's segment is there at least once."""
    documents, segments, *_ = made
    place = segments.join(documents.select("document", "district", "year"), on="document")
    for (district, year, against), rows in table.group_by("district", "year", "against"):
        planned = place.filter(district=district, year=year, half="plan")
        wanted = [
            (name, part)
            for name, text in planned.select("segment", "text").iter_rows()
            for part, one in enumerate(statements(text))
            if not is_empty(one)
        ]
        there = rows.filter(pl.col("planned").is_not_null()).select("planned", "planned_part").rows()
        assert sorted(there) == sorted(wanted)
        later = place.filter(district=district, year=int(str(year)) + 1, half=against)
        seen = {*rows["later"].drop_nulls(), *(name for names in rows["also"] for name in names)}
        assert seen == {
            name
            for name, text in later.select("segment", "text").iter_rows()
            if not all(map(is_empty, statements(text)))
        }


def test_everything_planned_and_everything_later_is_accounted_for(made: Tables, table: pl.DataFrame) -> None:
    assert set(table["against"]) == set(AGAINST)
    accounted(made, table)


def test_the_order_of_rows_changes_nothing(made: Tables, table: pl.DataFrame) -> None:
    for seed in range(3):
        assert ledger(*shuffled(made, seed), "松林区").equals(table)


def test_what_names_no_matter_is_no_promise() -> None:
    """Turning to the audience, and saying that a list follows, are neither kept nor forgotten."""
    plans = {
        "松林区@2020": [
            ("plan", "overview", "各位代表！"),
            ("plan", "overview", "今年，重点抓好以下两个方面工作："),
            ("plan", "urban", "各位代表！白鹭路拓宽改造2.8公里，10月底前通车。同志们！"),
        ],
        "松林区@2021": [
            ("review", "overview", "各位代表！"),
            ("review", "overview", "一年来，主要做了以下工作："),
            ("review", "urban", "白鹭路拓宽改造2.8公里，9月通车。"),
            ("plan", "overview", "各位代表！"),
            ("plan", "overview", "重点抓好以下工作："),
        ],
    }
    made = tables(plans)
    found = ledger(*made, "松林区")
    assert found.select("status", "text_planned", "later").rows() == [
        ("done", "各位代表！白鹭路拓宽改造2.8公里，10月底前通车。", "松林区@2021#2")
    ]
    accounted(made, found)


def test_counts_add_up_to_the_planned_statements(table: pl.DataFrame) -> None:
    found = {(row["against"], row["status"]): row for row in counts(table).filter(pl.col("theme") == "").to_dicts()}
    assert {key: row["n_statements"] for key, row in found.items() if key[0] == "review"} == {
        ("review", "done"): 3,
        ("review", "partly"): 1,
        ("review", "not mentioned"): 1,
        ("review", "unplanned"): 1,
    }
    assert found["review", "done"]["share"] == pytest.approx(3 / 5)
    assert found["review", "unplanned"]["share"] is None
    assert found["review", "done"]["n_with_figures"] == 2  # the road and the school; the bearings have a month only
    by_theme = counts(table).filter(pl.col("theme") != "")
    assert by_theme["n_statements"].sum() == table.height


def test_shares_plan_by_plan(table: pl.DataFrame) -> None:
    (row,) = shares(table).to_dicts()
    assert (row["district"], row["year"], row["n_statements"]) == ("松林区", 2020, 5)
    assert (row["done"], row["partly"], row["not_mentioned"]) == pytest.approx((0.6, 0.2, 0.2))
    assert row["kept"] + row["changed"] + row["dropped"] == pytest.approx(1)
    assert row["unplanned"] == 1


@pytest.mark.real
def test_real_reports_of_two_years(shared: Path, tmp_path: Path) -> None:
    """No encoder is needed: what a ledger rests on is in the words."""
    folder = shared / "corpora" / "provinces-2025-2026"
    for name in ("上海市_2025.txt", "上海市_2026.txt"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    corpus = read_corpus(tmp_path, ReadSettings())
    themes = [(name, "urban", 1.0, 1.0, -1) for name in corpus.segments["segment"]]
    assignments = pl.DataFrame(themes, schema=ASSIGNMENTS.schema, orient="row")
    made = corpus.documents, corpus.segments, assignments, np.ones((corpus.segments.height, 2), np.float32)
    found = ledger(*made)
    accounted(made, found)
    signs = {sign: row["status"] for row in found.to_dicts() for sign in row["signs"] if row["against"] == "review"}
    assert signs["3295台 / 3000台"] == "done"
    assert 0.1 < float(shares(found)["not_mentioned"][0]) < 0.7
