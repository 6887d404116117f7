"""How well plans in the form of web pages are read and given themes: python -m benchmarks.webplans [look].

`webplans.csv` holds the beginnings of plans of streets, communities, towns, zones, departments and counties of 2004 to
2025: ``use,document,district,year,kind,paragraph,theme,second,half,text``, a row a heading, item or sentence on one
matter, in the order of the page. Each was written anew for this purpose after the form and the run of matters of a page
of its kind, in our own words and with other places and figures, and coded by one of four coders before a model had
seen it; what is no part of the plan is coded ``none``. Half of the documents are for looking at and for training
(``look`` prints their errors), the others for judging only.

Reading: halves told, segments that mix matters, remnants of the page kept. Themes: of the coded stretches themselves,
where nothing is learnt from the corpus, and by what the reports of the cities teach; and how well their probabilities
are calibrated.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks._coded import corpus, score, shipped, theme_vectors
from benchmarks._written import JUDGE, LOOK, Page, Unit, is_heading, pages, web_plans
from benchmarks.themes import Variant, calibrate, certainties, fit_themes
from topics.model.assignment import assign
from topics.model.themes import load_themes
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = 12
"""A segment holds a matter of which it has so many characters."""
STANDING = re.compile(r"(?m)^[^。；！？\n]{1,44}。$")
"""A sentence that stands alone in its paragraph as a heading does: coded as an item, it may be read as a heading."""


class Read(NamedTuple):
    """What reading did: right of all, for halves of items (some of them sentences standing alone) and of headings.

    Then the segments that mix matters, the remnants kept, those of the kept that stand in the title, and text lost.
    """

    halves: tuple[int, int]
    standing: tuple[int, int]
    headings: tuple[int, int]
    mixed: tuple[int, int]
    kept: tuple[int, int]
    in_title: tuple[int, int]
    lost: tuple[int, int]


def read_pages(use: str, *, errors: bool = False) -> Read:
    """Read the documents as files and compare with their codes."""
    made = pages(use)
    with tempfile.TemporaryDirectory() as folder:
        for name, page in made.items():
            (Path(folder) / f"{name}.txt").write_text(page.text + "\n", encoding="utf-8", newline="")
        read = read_corpus(Path(folder), ReadSettings())
    files = dict(read.documents.select("document", "file").iter_rows())
    segments: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    removed: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, *rest in read.segments.select("document", "start", "end", "half").iter_rows():
        segments[Path(files[document]).stem].append(tuple(rest))
    for document, *rest in read.removals.select("document", "start", "end").iter_rows():
        removed[Path(files[document]).stem].append(tuple(rest))
    titled = {Path(file).stem for file, title in read.documents.select("file", "title").iter_rows() if title}
    tally: dict[str, list[bool]] = {name: [] for name in Read._fields}
    for name, page in made.items():
        for unit in page.units:
            gone = 2 * sum(_shared(unit, *span) for span in removed[name]) > unit.end - unit.start
            tally["kept" if unit.nothing else "lost"].append(gone != unit.nothing)
            if unit.nothing and not gone:
                tally["in_title"].append(name in titled and unit.end <= segments[name][0][1] + 1)
        for kind, told in _halves(page, segments[name], errors=errors):
            tally[kind].append(told)
        for start, end, _ in segments[name]:
            held = [set(u.accept) for u in page.units if not u.nothing and _shared(u, start, end) >= SHARED]
            tally["mixed"].extend([not set.intersection(*held)] if held else [])
    return Read(**{name: (sum(told), len(told)) for name, told in tally.items()})


def _halves(page: Page, segments: list[tuple[int, int, str]], *, errors: bool) -> Iterator[tuple[str, bool]]:
    """Give the kind of each stretch that has a half and whether it was told; a sentence standing alone counts twice."""
    standing = {match.start() for match in STANDING.finditer(page.text)}
    for unit in page.units:
        text = page.text[unit.start : unit.end].strip()
        found: Counter[str] = Counter()
        for start, end, half in segments:
            found[half] += _shared(unit, start, end)
        if unit.nothing or unit.half == "either" or not found.total():
            continue
        half, heading = found.most_common(1)[0][0], is_heading(text)
        right = half == unit.half or (heading and half == "neither")
        yield "headings" if heading else "halves", right
        if unit.start in standing and not heading:
            yield "standing", right
        if errors and not right:
            print(f"{half} for {unit.half}: {text}")


def _shared(unit: Unit, start: int, end: int) -> int:
    return max(0, min(unit.end, end) - max(unit.start, start))


def show(what: str, use: str, found: list[str], *, errors: bool) -> None:
    """Print agreement with the codes, and the errors of the documents for looking at."""
    fixture, rows = web_plans(use)
    accept, strict, per_theme = score(rows, fixture, found)
    themes = ", ".join(f"{code} {of}" for code, of in per_theme.items())
    print(f"| {what} | {use} | {len(rows)} | {accept:.3f} | {strict:.3f} | {themes} |", flush=True)
    for row in rows if errors and use == LOOK else ():
        if found[row.start] not in row.accept:
            print(f"{found[row.start]} for {'|'.join(row.accept)}: {fixture.segments['text'][row.start]}")


def main() -> None:
    """Print what reading did, then agreement a way to judge and use."""
    errors = LOOK in sys.argv[1:]
    print("| documents | " + " | ".join(Read._fields) + " |\n|---|---|---|---|---|---|---|---|")
    for use in (LOOK, JUDGE):
        read = read_pages(use, errors=errors and use == LOOK)
        print(f"| {use} | " + " | ".join(f"{n} of {of}" for n, of in read) + " |", flush=True)
    themes, vectors, experience = load_themes(), theme_vectors(), shipped()
    print("\n| way | documents | n | accept | strict | by first code |\n|---|---|---:|---:|---:|---|")
    taught = fit_themes(Variant("all"), themes, vectors, corpus("cities"), experience)
    for use in (LOOK, JUDGE):
        fixture, _ = web_plans(use)
        alone = fit_themes(Variant("all", learning=False), themes, vectors, fixture, experience)
        for what, rule in (("alone", alone), ("by the cities", taught)):
            found = assign(rule, fixture.segments, fixture.vectors, fixture.headings)["theme"].to_list()
            show(what, use, found, errors=errors)
    fixture, rows = web_plans(JUDGE)
    for what, rule in (("alone", alone), ("by the cities", taught)):
        calibrate(f"{what}, {JUDGE}", certainties(rows, fixture, rule, themes))


if __name__ == "__main__":
    main()
