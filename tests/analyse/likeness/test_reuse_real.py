"""Known answers on real documents: copies come out as one, a place is nearest to itself, masks change nothing.

Vectors are made of the words (`FakeEncoder`): what is tested here is the way from files to likeness, not the encoder.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from tests.conftest import FakeEncoder
from topics.analyse.likeness.borrowing import borrowings
from topics.analyse.likeness.similarity import similar
from topics.read.corpus import Corpus, read_corpus
from topics.settings import ReadSettings

PLACES = ("上海市", "北京市", "云南省")
COPIES = ("台州市@2024", "襄阳市@2024", "贵阳市@2024")


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Give the reports of three provinces in two years, three copies of the national report, and a masked plan."""
    folder, corpora = tmp_path_factory.mktemp("reuse"), shared / "corpora"
    for place in PLACES:
        for year in (2025, 2026):
            text = (corpora / "provinces-2025-2026" / f"{place}_{year}.txt").read_text(encoding="utf-8")
            (folder / f"{place}_{year}.txt").write_text(text, encoding="utf-8")
    for file in sorted((corpora / "cities-2024-wrong").glob("*.txt")):
        text = f"{file.stem.split('_')[0]}政府工作报告\n{file.read_text(encoding='utf-8')}"
        (folder / file.name).write_text(text, encoding="utf-8")  # not the same bytes: nothing is left out beforehand
    plan = (corpora / "plans" / "000_662e618dc52858a0.txt").read_text(encoding="utf-8")
    (folder / "东城街道_2018.txt").write_text(plan, encoding="utf-8")
    (folder / "无名街道_2018.txt").write_text(plan.replace("东城", "**").replace("2017", "20XX"), encoding="utf-8")
    rows = [",".join((file.name, *file.stem.split("_"))) for file in sorted(folder.iterdir())]
    (folder / "plans.csv").write_text("\n".join(["file,district,year", *rows]), encoding="utf-8")
    return read_corpus(folder, ReadSettings())


@pytest.fixture(scope="module")
def fitted(corpus: Corpus, fake_encoder: FakeEncoder) -> tuple[pl.DataFrame, NDArray[np.float32]]:
    """Give themes, a segment under that of eight directions it lies nearest to, and vectors."""
    vectors = fake_encoder.encode(corpus.segments["text"].to_list())
    directions = np.random.default_rng(0).normal(size=(vectors.shape[1], 8))
    theme = ((vectors - vectors.mean(axis=0)) @ directions).argmax(axis=1)
    return corpus.segments.select("segment").with_columns(theme=pl.Series([f"theme {k}" for k in theme])), vectors


@pytest.fixture(scope="module")
def pairs(corpus: Corpus, fitted: tuple[pl.DataFrame, NDArray[np.float32]]) -> pl.DataFrame:
    return similar(corpus.documents, corpus.segments, *fitted)


def pair(pairs: pl.DataFrame, *plans: str) -> dict[str, float]:
    return pairs.filter(pl.col("a").is_in(plans), pl.col("b").is_in(plans)).to_dicts()[0]


def test_three_wrong_files_come_out_as_one_document(pairs: pl.DataFrame) -> None:
    rows = pairs.filter(pl.col("a").is_in(COPIES), pl.col("b").is_in(COPIES))
    assert rows.height == 3
    for measure, least in (("profile", 0.98), ("content", 0.99), ("wording", 0.99)):
        assert rows[measure].min() >= least  # type: ignore[operator]
    others = pairs.filter(pl.col("a").is_in(COPIES) != pl.col("b").is_in(COPIES))
    assert others["wording"].max() < 0.2  # type: ignore[operator]


@pytest.mark.parametrize("measure", ["content", "wording"])
def test_a_place_is_nearest_to_itself_a_year_later(pairs: pl.DataFrame, measure: str) -> None:
    for plan, later in (("上海市@2025", "上海市@2026"), ("上海市@2026", "上海市@2025")):
        own = pairs.filter((pl.col("a") == plan) | (pl.col("b") == plan)).sort(measure, descending=True).row(0)
        assert later in own[:2]


def test_a_masked_copy_is_the_same_plan(pairs: pl.DataFrame) -> None:
    masked = pair(pairs, "东城街道@2018", "无名街道@2018")
    assert masked["wording"] >= 0.97
    assert masked["content"] >= 0.95
    assert masked["profile"] >= 0.9
    others = pairs.filter(~pl.col("a").is_in(COPIES), pl.col("a") != "东城街道@2018")["wording"].to_list()
    assert masked["wording"] > max(others)


def test_the_national_report_as_background_takes_its_words_out(
    corpus: Corpus, fitted: tuple[pl.DataFrame, NDArray[np.float32]], shared: Path
) -> None:
    upstream = read_corpus(shared / "corpora" / "cities-2024-wrong", ReadSettings()).segments["text"].to_list()
    told = similar(corpus.documents, corpus.segments, *fitted, background=upstream)
    rows = told.filter(pl.col("a").is_in(COPIES), pl.col("b").is_in(COPIES))
    assert rows["wording"].null_count() == 3  # nothing of their own


def test_a_place_repeats_itself_from_the_earlier_year_to_the_later(corpus: Corpus) -> None:
    own = borrowings(corpus.documents, corpus.segments, asked="上海市", own=True)
    assert own.height >= 5
    assert set(own["district"]) == set(own["source_district"]) == {"上海市"}
    assert set(own.select("year", "source_year").rows()) == {(2026, 2025)}
    rows = own.join(corpus.segments.select("segment", source_of="text"), left_on="source", right_on="segment")
    assert all(row["source_text"] in row["source_of"] for row in rows.to_dicts())
