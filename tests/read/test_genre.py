"""Plans of many forms, written for this test, read as a careful reader reads them.

`genre/*.txt` hold made-up documents of every form the genre has: reports at the change of a government, summaries with
ideas for the next year, half-years, outlines of five-year plans, speeches, posts, scanned pages, tables, English
plans. A document opens with ``## file name | district | year`` (``?``: no one can tell); each further line is a
paragraph: ``R``, ``P`` or ``N`` for its half (review, plan, neither; ``*``: any; ``-``: not the plan's own words), the
headings above it, its words. In the words ↵ is a line break of the source, ‖ the place where the next item begins,
whose headings, where they are others, stand in braces; a line that opens with + goes on in the paragraph before it,
whose break was lost. `second` to `fifth` were each written once the plans before were read aright, so what the rules
made of them at first sight is told in benchmarks/README.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from topics.characters import simplified_form
from topics.read.document import Document, read_document
from topics.read.metadata import metadata_of
from topics.read.sources import Source

FOLDER = Path(__file__).with_name("genre")
HALVES = {"R": "review", "P": "plan", "N": "neither", "*": "any"}


class Item(NamedTuple):
    half: str
    outline: str
    words: str


class Plan(NamedTuple):
    name: str
    district: str | None
    year: int | None
    text: str
    items: list[Item]


def plans() -> list[Plan]:
    chunks = [
        chunk
        for path in sorted(FOLDER.glob("*.txt"))
        for chunk in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    ]
    return [plan_of(*chunk.strip().split("\n")) for chunk in chunks]


def plan_of(head: str, *lines: str) -> Plan:
    name, district, year = (part.strip() for part in head.rsplit("|", 2))
    text: list[str] = []
    items = []
    for line in filter(None, lines):
        half, path, words = line.removeprefix("+").split("|", 2)
        written = re.sub(r"\{.*?\}|‖", "", words).replace("↵", "\n")
        text.append(text.pop() + written if line[0] == "+" else written)
        for part in words.split("‖") if half != "-" else []:
            match = re.fullmatch(r"(?:\{(.*?)\})?(.*)", part)
            assert match
            items.append(Item(HALVES[half], match.group(1) or path, bare(match.group(2).replace("↵", ""))))
    return Plan(name, None if district == "?" else district, None if year == "?" else int(year), "\n".join(text), items)


def bare(words: str) -> str:
    return "".join(words.split())


def read(plan: Plan, text: str) -> tuple[str | None, int | None, Document]:
    entry = metadata_of(Source(plan.name, text, {}), None, None)
    return entry.district, entry.year, read_document(text, entry.year, 480)


PLANS = plans()


def test_there_are_plans_of_many_forms() -> None:
    assert len(PLANS) >= 30
    assert len({plan.year for plan in PLANS}) >= 9


@pytest.mark.parametrize("plan", PLANS, ids=[plan.name for plan in PLANS])
def test_a_plan_is_read_as_a_careful_reader_reads_it(plan: Plan) -> None:
    district, year, document = read(plan, plan.text)
    assert (district, year) == (plan.district, plan.year)
    found = [Item(segment.half, segment.outline, bare(segment.text)) for segment in document.segments]
    assert [item.words for item in found] == [item.words for item in plan.items]
    assert [item.outline for item in found] == [item.outline for item in plan.items]
    pairs = zip(found, plan.items, strict=True)
    wrong = [(item, want.half) for item, want in pairs if want.half not in (item.half, "any")]
    assert wrong == []


@pytest.mark.parametrize("plan", PLANS, ids=[plan.name for plan in PLANS])
def test_the_same_plan_in_traditional_characters_is_read_alike(plan: Plan) -> None:
    written = {ord(usual): chr(code) for code, usual in sorted(simplified_form().items(), reverse=True)}
    text = plan.text.translate(written)
    simple, found = read(plan, plan.text), read(plan, text)
    assert found[1] == simple[1]
    spans = [[(s.start, s.end, s.half, s.n_characters) for s in document.segments] for *_, document in (simple, found)]
    assert spans[0] == spans[1]
    assert found[2].removals == simple[2].removals
