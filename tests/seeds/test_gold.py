"""The codes of every segment: spans on the borders of the reader's segments, two readings, designed shares."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from topics.analyse.quality.evaluation import read_gold
from topics.model.themes import load_themes
from topics.read.corpus import Corpus

THEMES = {theme.code for theme in load_themes(None).themes}
NEAR = 2
"""Most characters between a coded span's end and a border of the reader's segments."""


def weight(text: str) -> int:
    return len("".join(text.split()))


def test_the_table_is_read_as_coded_passages(seeds: Path, coded: list[dict[str, str]]) -> None:
    assert len(read_gold(seeds / "gold.csv")) == len(coded)


def test_codes_are_of_the_codebook(coded: list[dict[str, str]]) -> None:
    assert {row["theme"] for row in coded} == THEMES | {"none"}
    assert {row["half"] for row in coded} == {"review", "plan", "neither"}
    assert {row["corpus"] for row in coded} == {"seeds"}
    for row in coded:
        accept = row["accept"].split("|")
        assert accept[0] == row["theme"]
        assert len(set(accept)) == len(accept) <= 2
        assert row["theme"] != "none" or (accept, row["half"]) == (["none"], "neither")


def test_spans_hold_all_of_every_text_once(coded: list[dict[str, str]], texts: dict[str, str]) -> None:
    assert {row["file"] for row in coded} == set(texts)
    for file, text in texts.items():
        spans = [(int(row["start"]), int(row["end"])) for row in coded if row["file"] == file]
        assert spans == sorted(spans)
        ends = [(0, 0), *spans, (len(text), len(text))]
        for (_, end), (start, _) in pairwise(ends):
            assert end <= start
            assert not text[end:start].strip(), (file, end, start)


def test_spans_lie_on_segment_borders(
    coded: list[dict[str, str]], borders: dict[str, tuple[set[int], set[int]]]
) -> None:
    for row in coded:
        for value, known in zip((int(row["start"]), int(row["end"])), borders[row["file"]], strict=True):
            assert min(abs(value - border) for border in known) <= NEAR, row


def test_gold_is_what_the_sources_say(
    coded: list[dict[str, str]], sources: dict[str, Any], design: Any, texts: dict[str, str]
) -> None:
    for code, plan in sources.items():
        file = design.plans[code]["file"]
        rows = [row for row in coded if row["file"] == file]
        if design.plans[code]["format"] == "pdf":  # its page numbers are in no source
            rows = [row for row in rows if row["theme"] != "none" or row["start"] == "0"]
        assert [(row["theme"], row["half"]) for row in rows] == [(s.theme, s.half) for s in plan.segments]
        spans = [texts[file][int(row["start"]) : int(row["end"])] for row in rows]
        if design.plans[code]["format"] == "pdf":
            spans = [re.sub(r"\n— \d —(?=\n)", "", span) for span in spans]
        assert [weight(span) for span in spans] == [s.weight for s in plan.segments], code


def test_halves_of_the_reader(coded: list[dict[str, str]], corpus: Corpus) -> None:
    """The reader tells the halves of all but a few; those are named in the README of the corpus."""
    file_of = dict(corpus.documents.select("document", "file").iter_rows())
    columns = ("document", "start", "end", "half")
    read = [(file_of[d], s, e, half) for d, s, e, half in corpus.segments.select(columns).iter_rows()]
    wrong = []
    for row in coded:
        start, end = int(row["start"]), int(row["end"])
        halves: Counter[str] = Counter()
        for file, s, e, half in read:
            if file == row["file"] and min(e, end) > max(s, start):
                halves[half] += min(e, end) - max(s, start)
        if row["theme"] != "none" and halves.most_common(1)[0][0] != row["half"]:
            wrong.append((row["file"], start))
    assert len(wrong) <= 4, wrong


@pytest.fixture(scope="module")
def second(seeds: Path) -> dict[tuple[str, int], tuple[str, str]]:
    with (seeds / "source" / "second.csv").open(encoding="utf-8", newline="") as file:
        return {(r["plan"], int(r["segment"])): (r["theme"], r["half"]) for r in csv.DictReader(file)}


def test_the_second_reader_coded_every_segment_but_dirt(
    sources: dict[str, Any], second: dict[tuple[str, int], tuple[str, str]]
) -> None:
    assert set(second) == {
        (code, s.position) for code, plan in sources.items() for s in plan.segments if s.theme != "none"
    }
    assert len(second) == 913


def test_agreement_is_what_the_readme_says(
    seeds: Path, making: SimpleNamespace, sources: dict[str, Any], second: dict[tuple[str, int], tuple[str, str]]
) -> None:
    readme = (seeds / "README.md").read_text(encoding="utf-8")
    for name, codes in (
        ("all", set(sources)),
        ("seen", making.build.SEEN),
        ("unseen", set(sources) - making.build.SEEN),
    ):
        both = [
            (s, second[c, s.position]) for c in sorted(codes) for s in sources[c].segments if (c, s.position) in second
        ]
        alike, kappa = making.measuring.agreement([s.theme for s, _ in both], [other[0] for _, other in both])
        n_halves = sum(s.half == other[1] for s, other in both)
        differ = sum(s.theme != other[0] for s, other in both)
        row = f"| {name} | {len(both)} | {differ} | {alike:.3f} | {kappa:.3f} | {len(both) - n_halves} |"
        assert row in readme, row


def test_where_the_readers_differ_both_codes_are_accepted(
    sources: dict[str, Any], second: dict[tuple[str, int], tuple[str, str]], coded: list[dict[str, str]], design: Any
) -> None:
    for code, plan in sources.items():
        rows = [row for row in coded if row["file"] == design.plans[code]["file"]]
        if design.plans[code]["format"] == "pdf":
            rows = [row for row in rows if row["theme"] != "none" or row["start"] == "0"]
        for row, segment in zip(rows, plan.segments, strict=True):
            if segment.theme != "none":
                assert second[code, segment.position][0] in row["accept"].split("|")


def test_the_sources_keep_their_design(making: SimpleNamespace, sources: dict[str, Any], design: Any) -> None:
    assert [line for line in making.checking.check(sources, design) if "ERROR" in line] == []


def test_a_source_that_breaks_its_design_is_told(making: SimpleNamespace, sources: dict[str, Any], design: Any) -> None:
    plan = sources["WL2022"]
    broken = {"WL2022": plan.__class__(plan.code, plan.text, plan.segments[:-20], plan.marks)}
    assert any("ERROR" in line for line in making.checking.check(broken, design))
