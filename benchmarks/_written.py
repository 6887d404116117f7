"""Plans and segments that were written for the benchmarks, each with its codes: `webplans.csv` and `otheryears.csv`.

Half of either is for looking at and for training, the other half for judging only.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks._coded import Coded, Fixture, vectors_of

HERE = Path(__file__).parent
LOOK, JUDGE = "look", "judge"
SHORT = 32
"""A stretch without a stop and of no more characters is a heading."""
NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]?\s*")


class Unit(NamedTuple):
    """A coded stretch of a document."""

    start: int
    end: int
    accept: tuple[str, ...]
    half: str

    @property
    def nothing(self) -> bool:
        """Whether no coder could take it for a part of the plan."""
        return self.accept == ("none",)


class Page(NamedTuple):
    """A document as it would stand in a file, and its coded stretches."""

    text: str
    units: list[Unit]


def pages(use: str) -> dict[str, Page]:
    """Put the documents of a use together, paragraph by paragraph."""
    texts: dict[str, str] = defaultdict(str)
    units: dict[str, list[Unit]] = defaultdict(list)
    with (HERE / "webplans.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["use"] != use:
                continue
            name = row["document"]
            texts[name] += "\n" * (int(row["paragraph"]) - texts[name].count("\n"))
            start = len(texts[name])
            texts[name] += row["text"]
            accept = tuple(filter(None, (row["theme"], row["second"])))
            units[name].append(Unit(start, len(texts[name]), accept, row["half"]))
    return {name: Page(text, units[name]) for name, text in texts.items()}


def is_heading(text: str) -> bool:
    """Tell a heading by its length and by having no stop."""
    return len(text) <= SHORT and text[-1] not in "。；;！!，,"


@lru_cache(maxsize=2)
def web_plans(use: str) -> tuple[Fixture, list[Coded]]:
    """Give the stretches that may have a theme as segments, each under the heading before it, and codes of most."""
    documents, texts, outlines, accept = [], [], [], []
    for name, page in pages(use).items():
        heading = ""
        for unit in page.units:
            text = " ".join(page.text[unit.start : unit.end].split())
            if unit.nothing or len(text) < 6:
                continue
            outlines.append("" if is_heading(text) else heading)
            if is_heading(text):
                heading = NUMBER.sub("", text)
            documents.append(name)
            texts.append(text)
            accept.append(unit.accept)
    places = np.arange(len(texts))
    names = sorted(set(documents))
    segments = {"segment": [f"{name}#{i}" for i, name in enumerate(documents)], "document": documents}
    columns = {"start": places, "end": places + 1, "outline": outlines, "text": texts}
    given = np.array([[outline != ""] for outline in outlines], dtype=np.float32)
    fixture = Fixture(
        pl.DataFrame({"document": names, "file": names, "district": names}),
        pl.DataFrame({**segments, **columns}),
        vectors_of(texts),
        vectors_of(outlines) * given,
    )
    rows = [
        Coded("webplans", name, i, i + 1, codes[:1], codes)
        for i, (name, codes) in enumerate(zip(documents, accept, strict=True))
        if codes[0] != "none"
    ]
    return fixture, rows


class Written(NamedTuple):
    """The segments that were written, as a corpus; the codes of each, and whether it is to be looked at or to judge."""

    fixture: Fixture
    rows: list[Coded]
    uses: list[str]


def other_years(*, headings: bool = True) -> Written:
    """Read the segments, each a plan by itself, as they were written; the first, third, fifth … row is to look at."""
    with (HERE / "otheryears.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    plans = [f"{row['kind']}@{row['year']}@{i}" for i, row in enumerate(read)]
    texts, outlines = [row["text"] for row in read], [row["outline"] if headings else "" for row in read]
    names, places = sorted(set(plans)), np.arange(len(read))
    documents = pl.DataFrame({"document": names, "file": names, "district": [name.split("@")[0] for name in names]})
    segments = pl.DataFrame(
        {
            "segment": [f"{plan}#{i}" for i, plan in enumerate(plans)],
            "document": plans,
            "start": places,
            "end": places + 1,
            "outline": outlines,
            "text": texts,
        }
    )
    given = np.array([[outline != ""] for outline in outlines], dtype=np.float32)
    rows = [
        Coded("otheryears", plan, i, i + 1, (row["theme"],), tuple(filter(None, (row["theme"], row["second"]))))
        for i, (plan, row) in enumerate(zip(plans, read, strict=True))
    ]
    fixture = Fixture(documents, segments, vectors_of(texts), vectors_of(outlines) * given)
    return Written(fixture, rows, [(LOOK, JUDGE)[i % 2] for i in range(len(rows))])


def to_learn_from() -> tuple[list[Fixture], list[list[Coded]]]:
    """Give what is for looking at of both, as corpora and their codes."""
    web, web_rows = web_plans(LOOK)
    made = other_years()
    kept = np.array(made.uses) == LOOK
    fixture = Fixture(
        made.fixture.documents,
        made.fixture.segments.filter(kept),
        made.fixture.vectors[kept],
        made.fixture.headings[kept],
    )
    return [web, fixture], [web_rows, [row for row, use in zip(made.rows, made.uses, strict=True) if use == LOOK]]
