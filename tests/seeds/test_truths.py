"""Every planted truth against the texts: spans, wordings, counts, and trends and pairs counted anew."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from topics.read.corpus import Corpus

Rows = dict[str, list[dict[str, Any]]]
NEAR = 2
EDIT_RATES = [0.0, 0.05, 0.13, 0.18, 0.29, 0.33, 0.42, 0.41, 0.59, 0.58, 0.7, 0.75]
"""Designed, from verbatim to heavily reworded, in the order of the identifiers."""


def bare(text: str) -> str:
    return "".join(re.sub(r"\n— \d —(?=\n)", "", text).split())


def spans(truths: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    for table, ends in (
        ("borrowings", ("source", "target")),
        ("formulae", ("source", "target")),
        ("lookalikes", ("a", "b")),
        ("promises", ("planned", "reported")),
    ):
        for row in truths[table]:
            yield from ((row["id"], row[end]) for end in ends if end in row)


def place(file: str, corpus: Corpus) -> tuple[str, int]:
    row = corpus.documents.row(by_predicate=pl.col("file") == file, named=True)
    return row["district"], row["year"]


def coded_around(span: dict[str, Any], coded: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        row
        for row in coded
        if row["file"] == span["file"] and int(row["start"]) < span["end"] and span["start"] < int(row["end"])
    ]


def test_the_words_under_a_span_are_those_stated(truths: Rows, texts: dict[str, str]) -> None:
    found = [*spans(truths), *((row["indicator"], row) for row in truths["targets"])]
    assert len(found) == 24 + 24 + 24 + 100 + len(truths["targets"])
    for name, span in found:
        assert 0 <= span["start"] < span["end"] <= len(texts[span["file"]])
        assert bare(texts[span["file"]][span["start"] : span["end"]]) == span["text"], name


def test_a_passage_that_is_a_whole_item_lies_on_its_borders_and_no_other_crosses_one(
    truths: Rows, coded: list[dict[str, str]]
) -> None:
    for name, span in [*spans(truths), *(("figure", row) for row in truths["targets"])]:
        around = coded_around(span, coded)
        assert around, name
        assert int(around[0]["start"]) <= span["start"]
        assert span["end"] <= int(around[-1]["end"])
        assert len(around) == 1, (name, span)


def test_borrowings(truths: Rows, corpus: Corpus, making: SimpleNamespace) -> None:
    rows = truths["borrowings"]
    assert [row["id"] for row in rows] == [f"B{n:02d}" for n in range(1, 13)]
    for row, designed in zip(rows, EDIT_RATES, strict=True):
        (source, before), (target, after) = (place(row[end]["file"], corpus) for end in ("source", "target"))
        assert source != target
        assert before < after
        rate = making.measuring.edit_rate(row["source"]["text"], row["target"]["text"])
        assert row["edit_rate"] == pytest.approx(rate, abs=5e-5)
        assert rate == pytest.approx(designed, abs=0.006)


def test_formulae_repeat_word_for_word(truths: Rows, corpus: Corpus) -> None:
    rows = truths["formulae"]
    assert [row["id"] for row in rows] == [f"F{n}-{k}" for n in range(1, 7) for k in (1, 2)]
    for row in rows:
        assert row["source"]["text"] == row["target"]["text"]
        assert place(row["source"]["file"], corpus)[0] != place(row["target"]["file"], corpus)[0]
    assert len({row["source"]["text"] for row in rows}) == 6


def test_lookalikes_share_matter_and_no_wording(truths: Rows, corpus: Corpus, making: SimpleNamespace) -> None:
    rows = truths["lookalikes"]
    assert [row["id"] for row in rows] == [f"K{n:02d}" for n in range(1, 13)]
    for row in rows:
        one, other = row["a"]["text"], row["b"]["text"]
        assert place(row["a"]["file"], corpus)[0] != place(row["b"]["file"], corpus)[0]
        rate = making.measuring.edit_rate(one, other)
        assert row["edit_rate"] == pytest.approx(rate, abs=5e-5)
        assert rate >= 0.6
        assert len(making.measuring.longest_run(one, other)) <= 11


def test_promises_by_kind_and_district(truths: Rows) -> None:
    kinds = Counter((row["district"], row["kind"]) for row in truths["promises"])
    by_district = {"砺江区": (7, 3, 3, 2), "启衡新区": (7, 3, 3, 2), "栖云县": (7, 3, 3, 2), "望澜区": (7, 3, 3, 2)}
    for district, numbers in by_district.items():
        assert tuple(kinds[district, kind] for kind in ("done", "partly", "dropped", "unplanned")) == numbers
    assert sum(kinds.values()) == 60


def test_promises_are_planned_one_year_and_reported_the_next(
    truths: Rows, corpus: Corpus, coded: list[dict[str, str]]
) -> None:
    for row in truths["promises"]:
        assert ("planned" in row) == (row["kind"] != "unplanned")
        assert ("reported" in row) == (row["kind"] != "dropped")
        for end, year, half in (("planned", 0, "plan"), ("reported", 1, "review")):
            if end in row:
                assert place(row[end]["file"], corpus) == (row["district"], row["year"] + year)
                (segment,) = coded_around(row[end], coded)
                assert segment["half"] == half
                assert row["theme"] in segment["accept"].split("|")
                assert row["matter"] in row[end]["text"]


def test_what_was_dropped_or_unplanned_is_named_nowhere_in_the_other_plan(
    truths: Rows, corpus: Corpus, texts: dict[str, str]
) -> None:
    file_of = {(d, y): f for d, y, f in corpus.documents.select("district", "year", "file").iter_rows()}
    for row in truths["promises"]:
        if row["kind"] in ("dropped", "unplanned"):
            silent = file_of[row["district"], row["year"] + (row["kind"] == "dropped")]
            assert row["matter"] not in bare(texts[silent]), row["id"]


def test_promises_say_what_was_designed(truths: Rows, design: Any) -> None:
    designed = {promise.id: promise for promise in design.promises}
    for row in truths["promises"]:
        for end in ("planned", "reported"):
            for words in getattr(designed[row["id"]], end) if end in row else ():
                assert words in row[end]["text"], (row["id"], words)


def test_targets_state_their_value(truths: Rows, corpus: Corpus, coded: list[dict[str, str]]) -> None:
    for row in truths["targets"]:
        _, year = place(row["file"], corpus)
        (segment,) = coded_around(row, coded)
        assert row["kind"] == ("result" if segment["half"] == "review" else "target")
        assert row["year"] == year - (row["kind"] == "result")
        assert row["comparison"] in ("eq", "ge", "le", "about", "range", "flat", "in_step")
        if row["comparison"] in ("flat", "in_step"):
            assert re.search("持平|同步", row["text"])
            continue
        numbers = [abs(float(number)) for number in re.findall(r"\d+(?:\.\d+)?", row["text"])]
        assert abs(row["value"]) in numbers, row
        assert row["unit"] in row["text"]
        assert row["comparison"] != "range" or row["high"] in numbers
        assert row["value"] >= 0 or re.search("降|减|下降", row["text"])


def test_designed_figures_are_all_there(truths: Rows, design: Any) -> None:
    stated = Counter((row["file"], row["indicator"], row["kind"]) for row in truths["targets"])
    for row in design.targets:
        assert stated[design.plans[row["plan"]]["file"], row["indicator"], row["kind"]] >= 1, row
    assert len(design.targets) == 125
    assert len(truths["targets"]) == 213


@pytest.fixture(scope="module")
def weights(coded: list[dict[str, str]], texts: dict[str, str], corpus: Corpus) -> dict[tuple[str, int], Counter[str]]:
    """Characters by theme of each district and year, from the codes and the texts alone."""
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for row in coded:
        if row["theme"] != "none":
            words = bare(texts[row["file"]][int(row["start"]) : int(row["end"])])
            found[place(row["file"], corpus)][row["theme"]] += len(words)
    return found


def share(counts: Counter[str], theme: str) -> float:
    return counts[theme] / counts.total()


def test_trends_follow_from_the_codes(truths: Rows, weights: dict[tuple[str, int], Counter[str]]) -> None:
    kinds = Counter((row["kind"], row["theme"]) for row in truths["trends"])
    assert kinds == {("rising", "environment"): 4, ("peaked", "governance"): 4, ("dropped", "rural"): 1}
    for row in truths["trends"]:
        shares = [share(weights[row["district"], year], row["theme"]) for year in (2019, 2020, 2021, 2022)]
        assert row["years"] == [2019, 2020, 2021, 2022]
        assert row["shares"] == pytest.approx(shares, abs=1e-6)
        steps = [b - a for a, b in pairwise(shares)]
        if row["kind"] == "rising":
            assert min(steps) >= 0.008
        elif row["kind"] == "peaked":
            assert min(steps[0], steps[1], -steps[2]) >= 0.01
        else:
            assert shares[0] > shares[1] > shares[2] == shares[3] == 0


def test_no_other_district_drops_a_theme(weights: dict[tuple[str, int], Counter[str]]) -> None:
    gone = {
        (place, theme) for place, counts in weights.items() for theme in weights["砺江区", 2019] if not counts[theme]
    }
    assert gone == {(("启衡新区", 2021), "rural"), (("启衡新区", 2022), "rural")}


def test_pairs_follow_from_the_codes(truths: Rows, weights: dict[tuple[str, int], Counter[str]]) -> None:
    pooled: dict[str, Counter[str]] = defaultdict(Counter)
    for (district, _), counts in weights.items():
        pooled[district] += counts
    assert [(row["a"], row["b"], row["differ"]) for row in truths["pairs"]] == [
        ("砺江区", "望澜区", []),
        ("砺江区", "启衡新区", ["industry", "livelihood", "rural"]),
    ]
    for row in truths["pairs"]:
        assert row["themes"] == sorted(pooled["砺江区"])
        for theme, a, b in zip(row["themes"], row["shares_a"], row["shares_b"], strict=True):
            assert a == pytest.approx(share(pooled[row["a"]], theme), abs=1e-6)
            assert b == pytest.approx(share(pooled[row["b"]], theme), abs=1e-6)
            assert abs(a - b) >= 0.03 if theme in row["differ"] else abs(a - b) <= 0.007
