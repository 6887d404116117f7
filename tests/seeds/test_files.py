"""The sixteen files read as what they are: four formats, two encodings, districts and years, dirt taken away."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from topics.read.corpus import Corpus

DISTRICTS = {
    "砺江区": ("district", "内陆"),
    "启衡新区": ("zone", "沿海"),
    "栖云县": ("county", "内陆"),
    "望澜区": ("district", "沿海"),
}
YEARS = (2019, 2020, 2021, 2022)
PDF_PAGES = [f"— {n} —" for n in range(1, 6)]


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_table_of_plans_is_complete(seeds: Path) -> None:
    with (seeds / "plans" / "plans.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    files = {path.name for path in (seeds / "plans").iterdir()} - {"plans.csv"}
    assert {row["file"] for row in rows} == files
    assert Counter((row["district"], int(row["year"])) for row in rows) == Counter(
        {(district, year): 1 for district in DISTRICTS for year in YEARS}
    )
    assert all((row["level"], row["region"]) == DISTRICTS[row["district"]] for row in rows)


def test_the_reader_knows_every_plan_and_raises_no_alarm(corpus: Corpus) -> None:
    documents = corpus.documents
    assert sorted(documents.select("district", "year").iter_rows()) == sorted(
        (district, year) for district in DISTRICTS for year in YEARS
    )
    assert {"level", "region"} <= set(documents.columns)
    assert corpus.problems.height == 0


def test_shapes_of_files(seeds: Path) -> None:
    suffixes = Counter(path.suffix for path in (seeds / "plans").iterdir())
    assert suffixes == {".txt": 13, ".docx": 1, ".html": 1, ".pdf": 1, ".csv": 1}
    with pytest.raises(UnicodeDecodeError):
        (seeds / "plans" / "砺江区_2021.txt").read_text(encoding="utf-8")
    assert zipfile.is_zipfile(seeds / "plans" / "2022年砺江区工作计划.docx")
    assert (seeds / "plans" / "望澜区2020年工作要点.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("file", "n_pages"),
    [
        ("2022年砺江区工作计划.docx", 0),
        ("启衡新区_2021.html", 0),
        ("望澜区2020年工作要点.pdf", 5),
        ("砺江区_2021.txt", 0),
    ],
)
def test_other_formats_and_encodings_say_the_same(seeds: Path, texts: dict[str, str], file: str, n_pages: int) -> None:
    expected = (seeds / "expected" / f"{Path(file).stem}.txt").read_text(encoding="utf-8")
    decoded = texts[file]
    for page in PDF_PAGES[:n_pages]:
        assert decoded.count(page) == 1
        decoded = decoded.replace(page, "")
    assert bare(decoded) == bare(expected)


def test_expected_texts_are_those_of_the_files_that_are_no_plain_text(seeds: Path) -> None:
    assert sorted(path.stem for path in (seeds / "expected").iterdir()) == sorted(
        ["2022年砺江区工作计划", "启衡新区_2021", "望澜区2020年工作要点", "砺江区_2021"]
    )


def test_every_file_holds_the_words_of_its_source(texts: dict[str, str], sources: dict[str, Any], design: Any) -> None:
    for code, plan in sources.items():
        decoded = bare(texts[design.plans[code]["file"]])
        for page in PDF_PAGES:
            decoded = decoded.replace(bare(page), "") if design.plans[code]["format"] == "pdf" else decoded
        assert decoded == bare(plan.text), code


def test_length(sources: dict[str, Any]) -> None:
    lengths = {code: len(bare(plan.text)) for code, plan in sources.items()}
    assert len(lengths) == 16
    assert 2500 <= min(lengths.values()) <= max(lengths.values()) <= 5000


def test_dirt_is_taken_away_where_it_was_put_and_nothing_else(
    corpus: Corpus, truths: dict[str, list[dict[str, Any]]], texts: dict[str, str]
) -> None:
    reason = {"page": "page number", "web": "web remnant", "title2": "repeated title", "glossary": "glossary"}
    planted = {
        (row["file"], row["start"], row["end"], reason[row["kind"]]) for row in truths["dirt"] if row["kind"] in reason
    }
    file_of = dict(corpus.documents.select("document", "file").iter_rows())
    rows = corpus.removals.select("document", "start", "end", "reason").iter_rows()
    assert {(file_of[document], *rest) for document, *rest in rows} == planted
    kinds = Counter(row["kind"] for row in truths["dirt"])
    assert kinds == {"page": 7, "web": 7, "title2": 1, "glossary": 5, "broken": 1, "mask": 8}
    masked = {texts[row["file"]][row["start"] : row["end"]] for row in truths["dirt"] if row["kind"] == "mask"}
    assert masked == {"**", "20XX"}


def test_the_broken_paragraph_is_one_segment(
    corpus: Corpus, truths: dict[str, list[dict[str, Any]]], texts: dict[str, str]
) -> None:
    (broken,) = [row for row in truths["dirt"] if row["kind"] == "broken"]
    words = texts[broken["file"]][broken["start"] : broken["end"]]
    assert words.count("\n") == 1
    assert bare(words) in corpus.segments["text"].to_list()
