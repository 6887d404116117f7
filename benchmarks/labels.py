"""What a hundred labels add: python -m benchmarks.labels.

Coded segments of some districts, chosen as `topics label` chooses them, teach, and the coded segments of another are
judged, each in turn; beside it the same for other years and other plans of the same districts, where a user's labels
mostly lie, for labels chosen by lot, and for all labels there are, which no hundred can be expected to beat. The sample
plans with the themes that ship and with themes of which nothing is known but a description; real plans with the latter
only, since experience was learnt from their codes.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import polars as pl

import topics.model.labels as labels_module
from benchmarks._coded import ROOT, Coded, Fixture, best_segments, coded, corpus, gold, shipped, vectors_of
from topics.analyse.quality.labelling import centred, choose
from topics.model.assignment import calibrated_logs
from topics.model.experience import HEADING
from topics.model.fit import learn_from, theme_rule
from topics.model.labels import FIRST, Taught, changed, correct, cross_validate, learn, likeliest
from topics.model.learning import Features
from topics.model.themes import load_themes
from topics.model.views import lay_ground, look, read_words
from topics.model.words import terms

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from topics.model.experience import Experience
    from topics.model.themes import Themes
    from topics.model.views import Reading

    Unit = Literal["district", "year", "document"]
    Way = Literal["sheet", "lot", "all"]

OTHER: dict[Unit, str] = {"district": "districts", "year": "years", "document": "plans"}
N = 100
STRENGTHS = (3.0, 10.0, 30.0, 100.0)
MOST = 16
"""Folds; where there are more districts, some are left out together."""


class Sample(NamedTuple):
    """The coded segments of a corpus as a model sees them before labels, and their codes."""

    features: Features
    known_words: Features
    unit: np.ndarray
    logs: np.ndarray
    places: dict[Unit, np.ndarray]
    targets: np.ndarray
    first: np.ndarray


class Gain(NamedTuple):
    """Fractions that are right without and with labels, by the codes allowed and the first; how many turned."""

    accept: float
    accept_after: float
    strict: float
    strict_after: float
    mended: int
    broken: int

    def told(self) -> str:
        """Give the cells of a table."""
        figures = f"{self.accept:.3f} → {self.accept_after:.3f} | {self.strict:.3f} → {self.strict_after:.3f}"
        return f"{figures} | {self.mended} / {self.broken}"


def seeds_gold() -> list[Coded]:
    """Read the codes of the sample plans."""
    with (ROOT / "seeds" / "gold.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Coded("seeds", r["file"], int(r["start"]), int(r["end"]), (r["theme"],), tuple(r["accept"].split("|")))
        for r in rows
    ]


def sample(themes: Themes, fixture: Fixture, rows: list[Coded]) -> Sample:
    """Fit themes to a corpus, no label used, and keep the segments that have a code."""
    reading = read_words(fixture.segments, terms())
    known = shipped()
    ground = lay_ground(themes, vectors_of(themes.texts()), reading, fixture.vectors, fixture.headings, known)
    view = look(ground, reading, fixture.vectors, fixture.headings)
    rule = theme_rule(themes, ground, view, *learn_from(view), fixture.documents)
    rows = [row for row in rows if row.first != ("none",)]
    placed = {s: row for row, s in zip(rows, best_segments(rows, fixture), strict=True) if s is not None}
    where = np.array(sorted(placed))
    targets = np.array([_target(placed[segment], themes.codes) for segment in where.tolist()])
    chosen = np.isin(np.arange(len(fixture.segments)), where)
    told = fixture.segments.join(fixture.documents, on="document", how="left", maintain_order="left")
    features = view.features.rows(chosen)
    return Sample(
        features,
        Features(features.dense, _known_words(known, reading, where)),
        centred(fixture.vectors)[where],
        calibrated_logs(rule, view)[where],
        {unit: told[unit].cast(pl.String).fill_null("?").to_numpy()[where] for unit in OTHER},
        targets,
        np.array([themes.codes.index(placed[segment].first[0]) for segment in where.tolist()]),
    )


def _target(row: Coded, codes: list[str]) -> np.ndarray:
    """Give a code as probabilities, as `topics.model.labels.place` would."""
    target = np.zeros(len(codes))
    seconds = [code for code in {*row.first, *row.accept} if code in codes and code != row.first[0]]
    target[[codes.index(code) for code in seconds]] = (1 - FIRST) / max(len(seconds), 1)
    target[codes.index(row.first[0])] = FIRST if seconds else 1.0
    return target


def _known_words(known: Experience, reading: Reading, where: np.ndarray) -> csr_matrix:
    """Give the words that experience knows, of texts and of headings."""
    from scipy.sparse import hstack

    parts = [known.words.weigh(reading.words), HEADING * known.heading_words.weigh(reading.heading_words)]
    return hstack(parts).tocsr()[where]


def gain(made: Sample, judged: Unit, way: Way = "sheet", n: int = N) -> Gain:
    """Judge each unit (district, year, plan) by what was learnt from labels of the others."""
    names = sorted(set(made.places[judged].tolist()))
    fold = np.array([names.index(name) % MOST for name in made.places[judged]])
    after = made.logs.copy()
    for number in range(min(len(names), MOST)):
        inside, others = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        chosen = np.sort(others[_choose(made, others, way, n)])
        weights = learn(made.features, made.logs, Taught(chosen, made.targets[chosen], len(chosen), len(chosen)))
        after[inside] = correct(made.logs, made.features, weights)[inside]
    return _gained(made, after, np.arange(len(after)))


def in_hand(made: Sample, n: int = N) -> tuple[Gain, Gain]:
    """Judge a corpus by labels chosen in all of it: all its segments, and those that have no label."""
    chosen = np.sort(_choose(made, np.arange(len(made.logs)), "sheet", n))
    weights = learn(made.features, made.logs, Taught(chosen, made.targets[chosen], n, n))
    after, everything = correct(made.logs, made.features, weights), np.arange(len(made.logs))
    return _gained(made, after, everything), _gained(made, after, np.setdiff1d(everything, chosen))


def said(made: Sample, n: int = N) -> str:
    """Say what `topics fit --labels` says of labels chosen in all of a corpus."""
    chosen = np.sort(_choose(made, np.arange(len(made.logs)), "sheet", n))
    taught = Taught(chosen, made.targets[chosen], n, n)
    districts, plans = made.places["district"].tolist(), made.places["document"].tolist()
    found = cross_validate(made.features, made.logs, taught, districts, plans)
    turned = changed(made.features, made.logs, learn(made.features, made.logs, taught), made.logs.shape[1])
    by = f"{found['before']:.3f} → {found['after']:.3f}, {found['mended']} / {found['broken']}, folds of {found['by']}s"
    return f"\nOf {n} labels of the sample: {by}; {turned:.3f} of the corpus has another theme."


def _gained(made: Sample, after: np.ndarray, rows: np.ndarray) -> Gain:
    """Compare log-probabilities after labels with those before, at some rows."""
    found = [likeliest(logs[rows]) for logs in (made.logs, after)]
    was, now = (made.targets[rows, themes] > 0 for themes in found)
    strict, strict_after = (float((themes == made.first[rows]).mean()) for themes in found)
    turned = int((now & ~was).sum()), int((was & ~now).sum())
    return Gain(float(was.mean()), float(now.mean()), strict, strict_after, *turned)


def _choose(made: Sample, others: np.ndarray, way: Way, n: int) -> np.ndarray:
    """Choose among the positions of `others`: as the sheet does, by lot, or all."""
    if way == "all":
        return np.arange(len(others))
    if way == "lot":
        return np.random.default_rng(0).permutation(len(others))[:n]
    ordered = np.sort(np.exp(made.logs[others]), axis=1)
    unsure = 1 - (ordered[:, -1] - ordered[:, -2])
    return choose(unsure, made.unit[others], made.places["district"][others], n)


def described(themes: Themes) -> Themes:
    """Take from themes all but their names and descriptions, as if they were like none that is known."""
    return replace(themes, themes=tuple(replace(theme, phrases=(), words=(), like=()) for theme in themes.themes))


def print_gains(what: str, made: Sample, judged: tuple[Unit, ...]) -> None:
    """Print a row for each way to choose labels and to judge them."""
    ways: tuple[tuple[Way, str], ...] = (("sheet", f"{N}, sheet"), ("lot", f"{N}, by lot"), ("all", "all there are"))
    for unit in judged:
        for way, name in ways:
            told = gain(made, unit, way).told()
            print(f"| {what}, n = {len(made.first)} | other {OTHER[unit]} | {name} | {told} |", flush=True)
    for name, found in zip(("all, labels among them", "those without a label"), in_hand(made), strict=True):
        print(f"| {what}, n = {len(made.first)} | the same plans: {name} | {N}, sheet | {found.told()} |", flush=True)


def print_bounds(made: Sample) -> None:
    """Print what other strengths and other features would give, judged on other districts."""
    dense = made.features.dense
    nothing = np.zeros((len(dense), 0))
    kinds = {
        "vectors and words (what is used)": made.features,
        "vectors": Features(dense, made.features.sparse[:, :0]),
        "words": Features(nothing, made.features.sparse),
        "the words experience knows": Features(nothing, made.known_words.sparse),
        "vectors and those": made.known_words,
    }
    print("\n| features | labels | " + " | ".join(f"{s:.0f}" for s in STRENGTHS) + " |")
    shipped = labels_module.STRENGTH
    for name, features in kinds.items():
        for way in ("sheet", "all"):
            cells = []
            for strength in STRENGTHS:
                labels_module.STRENGTH = strength
                found = gain(made._replace(features=features), "district", way)
                cells.append(f"{found.accept_after:.3f}")
            print(f"| {name} | {way} | " + " | ".join(cells) + " |", flush=True)
    labels_module.STRENGTH = shipped


def main() -> None:
    """Print what labels add."""
    themes = load_themes()
    print("| themes, corpus | judged on | labels | accept | strict | mended / broken |")
    print("|---|---|---|---|---|---|")
    shipped = sample(themes, corpus("seeds"), seeds_gold())
    print_gains("that ship, sample", shipped, ("district", "year", "document"))
    print_gains(
        "descriptions alone, sample", sample(described(themes), corpus("seeds"), seeds_gold()), ("district", "year")
    )
    for name in ("cities", "provinces"):
        rows = [row._replace(first=row.first[:1], accept=row.first + row.accept) for row in gold(name) + coded(name)]
        print_gains(f"descriptions alone, {name}", sample(described(themes), corpus(name), rows), ("district",))
    print_gains("descriptions alone, plans", sample(described(themes), corpus("plans"), coded("plans")), ("document",))
    print_bounds(shipped)
    print(said(shipped))


if __name__ == "__main__":
    main()
