"""Passages with a source in an earlier plan: the planted truths of the sample plans, laws, values by head."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from topics.analyse.likeness.borrowing import SCALES, borrowings
from topics.analyse.likeness.passages import Run, densest
from topics.errors import OptionError
from topics.read.corpus import Corpus, read_corpus
from topics.settings import ReadSettings
from topics.tables import BORROWINGS

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


@pytest.fixture(scope="module")
def sample() -> Corpus:
    return read_corpus(SEEDS / "plans", ReadSettings())


@pytest.fixture(scope="module")
def truths() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((SEEDS / "truths.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(sample: Corpus) -> pl.DataFrame:
    return borrowings(sample.documents, sample.segments)


def located(found: pl.DataFrame, documents: pl.DataFrame) -> list[dict[str, Any]]:
    files = dict(documents.select("document", "file").rows())
    return [
        {**row, "file": files[row["segment"].split("#")[0]], "source_file": files[row["source"].split("#")[0]]}
        for row in found.to_dicts()
    ]


def hit(row: dict[str, Any], later: dict[str, Any], source: dict[str, Any]) -> bool:
    """Tell whether a row is about a planted pair: both of its ends overlap those of the pair."""
    ends = ((row["start"], row["end"], later), (row["source_start"], row["source_end"], source))
    files = (row["file"], row["source_file"]) == (later["file"], source["file"])
    return files and all(start < span["end"] and span["start"] < end for start, end, span in ends)


def test_planted_borrowings_are_found_and_nothing_else(
    sample: Corpus, truths: dict[str, list[dict[str, Any]]], found: pl.DataFrame
) -> None:
    rows = located(found, sample.documents)
    planted = truths["borrowings"]
    right = [row for row in rows if any(hit(row, one["target"], one["source"]) for one in planted)]
    assert len(right) / len(rows) >= 0.9
    for most_edited, least in ((0.3, 0.9), (0.6, 0.7)):
        asked = [one for one in planted if one["edit_rate"] <= most_edited]
        got = [one for one in asked if any(hit(row, one["target"], one["source"]) for row in rows)]
        assert len(got) / len(asked) >= least


def test_no_formula_and_no_lookalike_is_counted(
    sample: Corpus, truths: dict[str, list[dict[str, Any]]], found: pl.DataFrame
) -> None:
    rows = located(found, sample.documents)
    for one in truths["formulae"]:
        assert not any(hit(row, one["target"], one["source"]) for row in rows), one["id"]
    for one in truths["lookalikes"]:
        pairs = ((one["a"], one["b"]), (one["b"], one["a"]))
        assert not any(hit(row, later, source) for row in rows for later, source in pairs), one["id"]


def test_what_is_hardly_changed_is_verbatim(
    sample: Corpus, truths: dict[str, list[dict[str, Any]]], found: pl.DataFrame
) -> None:
    rows = located(found, sample.documents)
    for one in truths["borrowings"]:
        for row in rows:
            if hit(row, one["target"], one["source"]):
                assert (row["kind"] == "verbatim") == (one["edit_rate"] < 0.1), one["id"]
                assert row["reused"] == pytest.approx(1 - one["edit_rate"], abs=0.12)


def test_every_row_leads_to_the_words_in_the_source(sample: Corpus, found: pl.DataFrame) -> None:
    assert BORROWINGS.check(found).height == found.height
    texts = {
        file: (SEEDS / "expected" / f"{Path(file).stem}.txt")
        if (SEEDS / "expected" / f"{Path(file).stem}.txt").exists()
        else SEEDS / "plans" / file
        for file in sample.documents["file"]
    }
    exact = 0
    for row in located(found, sample.documents):
        source = texts[row["file"]].read_text(encoding="utf-8")
        assert row["year"] > row["source_year"]
        assert row["district"] != row["source_district"]
        exact += source[row["start"] : row["end"]] == row["text"]
    assert exact >= found.height - 1  # one may stand in a segment that cleaning mended


def test_one_district_gives_its_own_rows(sample: Corpus, found: pl.DataFrame) -> None:
    one = borrowings(sample.documents, sample.segments, asked="砺江区")
    assert_frame_equal(one, found.filter(pl.col("district") == "砺江区"))
    assert one.height == 3
    with pytest.raises(OptionError, match="DISTRICT: '励江区' is no plan, district or year here"):
        borrowings(sample.documents, sample.segments, asked="励江区")


def test_the_order_of_rows_changes_nothing(sample: Corpus, found: pl.DataFrame) -> None:
    again = borrowings(sample.documents.reverse(), sample.segments.sample(fraction=1, shuffle=True, seed=3))
    assert_frame_equal(found, again)


def test_what_stands_upstream_is_no_borrowing(sample: Corpus, found: pl.DataFrame) -> None:
    upstream = found["source_text"].to_list()
    assert borrowings(sample.documents, sample.segments, background=upstream).is_empty()


def plans(**texts: str) -> Corpus:
    """Build a corpus from names such as 甲区_2020 and one segment each."""
    names = [(name, *name.split("_")) for name in texts]
    documents = pl.DataFrame(
        {
            "document": [f"{district}@{year}" for _, district, year in names],
            "district": [None if district == "未知" else district for _, district, _ in names],
            "year": pl.Series([int(year) for *_, year in names], dtype=pl.Int32),
        }
    )
    segments = pl.DataFrame(
        {
            "segment": [f"{district}@{year}#0" for _, district, year in names],
            "document": documents["document"],
            "position": [0] * len(names),
            "start": [100] * len(names),
            "end": [100 + len(texts[name]) for name, *_ in names],
            "text": list(texts.values()),
        }
    )
    return Corpus(documents, segments, pl.DataFrame(), pl.DataFrame())


PASSAGE = "由退休匠人坐镇旧钟表作坊，把拆迁户留下的座钟逐台校准，每逢月末在骑楼下摆摊报时"


def filler(seed: int) -> str:
    """Give words that no other plan has."""
    return "".join(chr(0x4E00 + (7919 * (1000 * seed + i)) % 20000) for i in range(200))


def of(corpus: Corpus, *, own: bool = False) -> list[tuple[str, str, str]]:
    return [row[:2] + row[6:7] for row in borrowings(corpus.documents, corpus.segments, own=own).rows()]


def test_the_source_is_the_earlier_plan_and_of_equal_ones_the_earliest() -> None:
    assert of(plans(甲区_2021=PASSAGE, 乙区_2020=PASSAGE)) == [("甲区@2021#0", "乙区@2020#0", "verbatim")]
    twice = plans(甲区_2022=PASSAGE, 乙区_2021=PASSAGE, 乙区_2020=PASSAGE)
    assert of(twice) == [("甲区@2022#0", "乙区@2020#0", "verbatim")]


def test_plans_of_one_year_or_of_no_known_district_are_left_out() -> None:
    assert of(plans(甲区_2020=PASSAGE, 乙区_2020=PASSAGE)) == []
    assert of(plans(未知_2020=PASSAGE, 乙区_2021=PASSAGE)) == []


def test_a_district_repeats_itself_when_asked() -> None:
    corpus = plans(甲区_2020=PASSAGE, 甲区_2021=PASSAGE, 乙区_2019="别的")
    assert of(corpus) == []
    assert of(corpus, own=True) == [("甲区@2021#0", "甲区@2020#0", "verbatim")]


def test_what_three_of_few_districts_have_is_a_formula() -> None:
    texts = {name: PASSAGE + "。" + filler(n) for n, name in enumerate(("甲区_2022", "乙区_2021", "丙区_2020"))}
    assert of(plans(**texts)) == []
    del texts["丙区_2020"]
    assert of(plans(**texts)) == [("甲区@2022#0", "乙区@2021#0", "verbatim")]


def test_copies_of_a_whole_plan_are_no_formula() -> None:
    found = of(plans(甲区_2022=PASSAGE, 乙区_2021=PASSAGE, 丙区_2020=PASSAGE))
    assert found == [("乙区@2021#0", "丙区@2020#0", "verbatim"), ("甲区@2022#0", "丙区@2020#0", "verbatim")]


def test_what_is_said_at_ceremonies_is_no_borrowing() -> None:
    thanks = "向坐镇旧钟表作坊的退休匠人和逐台校准座钟的街坊，向在骑楼下摆摊报时的老人表示衷心的感谢"
    assert of(plans(甲区_2021=thanks, 乙区_2020=thanks)) == []


def test_one_long_name_is_no_borrowing() -> None:
    name = "继续筹建骑楼旧钟表作坊退休匠人座钟校准报时博物馆"
    assert of(plans(甲区_2021=name, 乙区_2020=name)) == []


def test_a_passage_inside_a_longer_segment_is_cut_out() -> None:
    longer = f"（三）修缮沿江栈桥。{PASSAGE}。夜里灯火通明"
    corpus = plans(甲区_2021=longer, 乙区_2020=f"另起一段话，{PASSAGE}。")
    row = borrowings(corpus.documents, corpus.segments).to_dicts()[0]
    assert row["text"] == row["source_text"] == PASSAGE
    assert (row["start"], row["reused"]) == (100 + longer.index(PASSAGE), 1)
    assert row["evidence"] >= SCALES[0].least


def test_the_densest_stretch_of_matches() -> None:
    assert densest([]) == []
    near = [Run(0, 0, 5), Run(7, 6, 5)]  # three letters between: 5 - 0.6 + 5
    assert densest(near) == near
    far = [Run(0, 0, 5), Run(40, 40, 6)]
    assert densest(far) == far[1:]
