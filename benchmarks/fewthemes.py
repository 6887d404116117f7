"""What a themes file of few themes makes of text that is about none of them: python -m benchmarks.fewthemes.

Of the themes that ship 3, 5 or 8 are kept, drawn by lot with a fixed seed, and coded passages that taught nothing are
judged: those of which every code a reader allowed was dropped should be unassigned, those of which every one was kept
should stay. The same with the kept ones in English, under other codes and without phrases and seed words. Shares are
those of the kept themes among the coded passages of a corpus. Divided: all text goes to the themes of the file; as
shipped: the themes that were dropped compete unseen.

Narrow: three themes of one's own, each narrower than one that ships. What is about one of them is told by its words
(`NARROW`): a passage that holds none of them is about none, one of a code the matter lies in that holds those of one
often enough is about that one, others are not judged.

Kinship: how often it is told right which of the package's own themes those of a file are like.

Name ``few``, ``english``, ``narrow`` or ``kinship`` to have one table only.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks._coded import ROOT, Coded, Fixture, _row, best_segments, coded, corpus, gold, shipped, vectors_of
from benchmarks._written import JUDGE, other_years, web_plans
from benchmarks.themes import Variant, fit_themes, themes_of
from topics.model.kinship import known_texts, recognise
from topics.model.themes import Theme, Themes, load_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (3, 5, 8)
DRAWS = 4
FILES = 30
"""Files of each size whose themes have to be recognised; in two of three the first theme is made of two."""
KINDS = ("English", "Chinese", "names only")

OFTEN = 45
"""A passage about a narrow matter holds one of its words in so many characters, or two in twice as many."""


class Narrow(NamedTuple):
    """A matter narrower than a theme that ships: what a file says of it, its words, and the codes it lies in."""

    said: str
    words: str
    codes: frozenset[str]


NARROW = {
    "旅游": Narrow(
        "旅游景区、游客接待、乡村旅游、旅游线路和品牌。", "旅游|景区|游客|文旅|民宿|景点", frozenset({"culture"})
    ),
    "水利": Narrow(
        "水库、河道、灌区、堤防、防汛抗旱、供水工程。",
        "水利|水库|河道|灌区|灌溉|堤防|防汛|供水|水系|饮水",
        frozenset({"environment", "rural", "urban", "demand", "governance"}),
    ),
    "养老": Narrow(
        "养老机构、居家养老、社区养老服务、老年食堂。", "养老|老年|为老|敬老|老人", frozenset({"livelihood"})
    ),
}
REAL = ("cities", "provinces", "plans")
SMALL = ("plans", "sample", "web plans", "other years")


class Judged(NamedTuple):
    """A coded passage and the theme found."""

    corpus: str
    row: Coded
    found: str


def judges() -> dict[str, tuple[Fixture, list[Coded]]]:
    """Give corpora and those of their coded passages that taught nothing."""
    found = {name: (corpus(name), gold(name) or coded(name)) for name in ("cities", "provinces", "plans")}
    found["sample"] = (corpus("seeds"), sample())
    found["web plans"] = web_plans(JUDGE)
    made = other_years()
    judging = [row for row, use in zip(made.rows, made.uses, strict=True) if use == JUDGE]
    found["other years"] = (made.fixture, judging)
    return {name: (fixture, [row for row in rows if row.first != ("none",)]) for name, (fixture, rows) in found.items()}


def sample() -> list[Coded]:
    """Read the codes of the sample plans."""
    with (ROOT / "seeds" / "gold.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            _row(row, tuple(row["theme"].split("|")), tuple(row["accept"].split("|"))) for row in csv.DictReader(file)
        ]


def draws(codes: list[str]) -> Iterator[tuple[int, set[str]]]:
    """Give the sizes, and the themes that are kept."""
    rng = np.random.default_rng(0)
    for size in SIZES:
        for _ in range(DRAWS):
            yield size, set(rng.choice(codes, size, replace=False).tolist())


def bare(theme: Theme, kind: str) -> Theme:
    """Give a theme under another code, without phrases and seed words."""
    theme = replace(theme, code=f"x{theme.code}", phrases=(), words=())
    return replace(theme, name_zh=theme.name_en, description_zh="") if kind == "English" else theme


def joined(a: Theme, b: Theme, kind: str) -> Theme:
    """Make one theme of two, under a code that says which."""
    if kind == "English":
        name, said = f"{a.name_en}; {b.name_en}", f"{a.description_en} {b.description_en}"
        return Theme(f"x{a.code}+{b.code}", name, name, description_en=said)
    said = a.description_zh + b.description_zh if kind == "Chinese" else f"{a.name_zh}、{b.name_zh}。"
    return Theme(f"x{a.code}+{b.code}", a.name_zh + b.name_zh, a.name_en, description_zh=said)


@lru_cache(maxsize=1)
def known_vectors() -> dict[str, np.ndarray]:
    """Give the vectors of all texts that files made here can hold."""
    known = load_themes()
    made = [bare(theme, kind) for theme in known.themes for kind in KINDS]
    made += [joined(*pair, kind) for pair in permutations(known.themes, 2) for kind in KINDS]
    made += [Theme(name, name, name, one.said) for name, one in NARROW.items()]
    texts = sorted({*known.texts(), *Themes(tuple(made)).texts()})
    return dict(zip(texts, vectors_of(texts), strict=True))


def vectors(texts: list[str]) -> np.ndarray:
    """Look up the vectors of texts."""
    return np.array([known_vectors()[text] for text in texts])


def recognised(themes: Themes) -> Themes:
    """Fill in what `topics fit` fills in."""
    return recognise(themes, vectors(themes.texts()), vectors(known_texts(themes)))


def judge(name: str, fixture: Fixture, rows: list[Coded], themes: Themes) -> list[Judged]:
    """Fit themes to a corpus and look at its coded passages."""
    rule = fit_themes(Variant("all"), themes, vectors(themes.texts()), fixture, shipped())
    found = [theme.removeprefix("x") for theme in themes_of(rule, fixture)]
    best = best_segments(rows, fixture)
    return [Judged(name, row, found[segment]) for row, segment in zip(rows, best, strict=True) if segment is not None]


def share_error(judged: list[Judged], kept: set[str]) -> float:
    """Give the mean distance of the shares of the kept themes, found and coded, over corpora and themes."""
    errors = []
    for name in dict.fromkeys(one.corpus for one in judged):
        own = [one for one in judged if one.corpus == name]
        found, true = Counter(one.found for one in own), Counter(one.row.first[0] for one in own)
        errors += [abs(found[code] - true[code]) / len(own) for code in kept]
    return float(np.mean(errors))


def figures(parts: list[tuple[list[Judged], set[str]]]) -> str:
    """Give the columns of a row: of the dropped and kept passages, and the error of shares."""
    dropped = [one for found, kept in parts for one in found if not kept & set(one.row.accept)]
    stay = [one for found, kept in parts for one in found if set(one.row.accept) <= kept]
    gone, lost = (np.mean([one.found == "unassigned" for one in these]) for these in (dropped, stay))
    right = np.mean([one.found in one.row.accept for one in stay])
    error = 100 * np.mean([share_error(found, kept) for found, kept in parts])
    return f"{gone:.3f} of {len(dropped)} | {right:.3f} of {len(stay)} | {lost:.3f} | {error:.1f}"


def few(known: Themes, kind: str, names: tuple[str, ...]) -> None:
    """Print a row a corpus, size and way, for files in which some themes that ship are kept."""
    corpora = {name: one for name, one in judges().items() if name in names}
    print("| file | judged on | themes | way | dropped, unassigned | kept, right | kept, unassigned | error |")
    print("|---|---|---:|---|---|---|---|---|")
    table: dict[tuple[str, int, str], list[tuple[list[Judged], set[str]]]] = defaultdict(list)
    for size, kept in draws(known.codes):
        themes = tuple(theme for theme in known.themes if theme.code in kept)
        if kind == "English":
            themes = tuple(bare(theme, kind) for theme in themes)
        file = recognised(replace(known, themes=themes))
        for way, these in (("divided", replace(file, rest=())), ("as shipped", file)):
            found = {name: judge(name, fixture, rows, these) for name, (fixture, rows) in corpora.items()}
            for name in names:
                table["real plans" if name in REAL else name, size, way].append((found[name], kept))
            table["all", size, way].append(([one for own in found.values() for one in own], kept))
    for (name, size, way), parts in sorted(table.items(), key=lambda row: (row[0][0] != "all", row[0])):
        print(f"| {kind} | {name} | {size} | {way} | {figures(parts)} |", flush=True)


def about(row: Coded, text: str) -> str | None:
    """Tell which narrow matter a passage is about, "" for none, None where words cannot tell."""
    hits = {name: len(re.findall(one.words, text)) for name, one in NARROW.items()}
    held = [name for name, n in hits.items() if n]
    if not held:
        return ""
    often = len(text) <= OFTEN * hits[held[0]] * min(hits[held[0]], 2)
    return held[0] if len(held) == 1 and often and NARROW[held[0]].codes & set(row.accept) else None


def narrow() -> None:
    """Print what themes narrower than those that ship are given."""
    corpora = {name: one for name, one in judges().items() if name in SMALL}
    print("\n| file | way | about none: unassigned | about one: right | of none, under a theme, by code |")
    print("|---|---|---|---|---|")
    for what, like in (("recognised", None), ("`like = []`", ())):
        themes = tuple(Theme(name, name, name, one.said, like=like) for name, one in NARROW.items())
        file = recognised(Themes(themes))
        for way, these in (("divided", replace(file, rest=())), ("as shipped", file)):
            told: list[tuple[str | None, Judged]] = []
            for name, (fixture, rows) in corpora.items():
                texts = dict(zip(rows, best_segments(rows, fixture), strict=True))
                for one in judge(name, fixture, rows, these):
                    segment = texts[one.row]
                    told.append((about(one.row, fixture.segments["text"][segment] if segment is not None else ""), one))
            none = [one for matter, one in told if matter == ""]
            own = [(matter, one) for matter, one in told if matter]
            gone = np.mean([one.found == "unassigned" for one in none])
            right = {m: [one.found == m for n, one in own if n == m] for m in NARROW}
            wrong = Counter((one.found, one.row.first[0]) for one in none if one.found != "unassigned").most_common(4)
            shown = ", ".join(f"{m} {sum(of)} of {len(of)}" for m, of in right.items())
            worst = ", ".join(f"{code} under {theme} {n}" for (theme, code), n in wrong)
            print(f"| {what} | {way} | {gone:.3f} of {len(none)} | {shown} | {worst} |", flush=True)


def kinship(known: Themes) -> None:
    """Print how often themes are recognised in files of few."""
    print("\n| themes | made of | n | right | too much | too little |\n|---|---|---:|---:|---:|---:|")
    for kind in KINDS:
        rng = np.random.default_rng(1)
        tally: dict[str, Counter[str]] = {"one": Counter(), "two": Counter()}
        for number in range(FILES * (len(SIZES) + 1)):
            order = [known.themes[i] for i in rng.permutation(len(known.themes))]
            size = (*SIZES, 10)[number % (len(SIZES) + 1)]
            first = bare(order[0], kind) if number % 3 == 0 else joined(order[0], order[1], kind)
            file = Themes((first, *(bare(theme, kind) for theme in order[2 : size + 1])))
            for theme in recognised(file).themes:
                wanted, found = set(theme.code[1:].split("+")), set(theme.like or ())
                told = tally["one" if len(wanted) == 1 else "two"]
                told.update(
                    {"n": 1, "right": found == wanted, "more": bool(found - wanted), "less": bool(wanted - found)}
                )
        for made, told in tally.items():
            print(f"| {kind} | {made} | {told['n']} | {told['right']} | {told['more']} | {told['less']} |", flush=True)


def main() -> None:
    """Print the tables."""
    known = load_themes()
    tables: dict[str, Callable[[], None]] = {
        "kinship": lambda: kinship(known),
        "narrow": narrow,
        "few": lambda: few(known, "shipped", (*REAL, *SMALL[1:])),
        "english": lambda: few(known, "English", SMALL),
    }
    for name, table in tables.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            table()


if __name__ == "__main__":
    main()
