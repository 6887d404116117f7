"""What a hundred labels add on the sample plans: python -m benchmarks.labels.

Each district of the sample in turn is judged by what was learnt from labels of the other three, chosen as
`topics label` chooses them; the labels are the codes of `seeds/gold.csv`. Beside it, the same number chosen by lot.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import topics.model.labels as labels_module
from benchmarks._coded import ROOT, Coded, Fixture, best_segments, vectors_of
from topics.analyse.quality.labelling import centred, choose
from topics.model.assignment import calibrated_logs
from topics.model.experience import load_experience
from topics.model.fit import learn_from, theme_rule
from topics.model.labels import FIRST, Taught, correct, learn
from topics.model.themes import load_themes
from topics.model.views import lay_ground, look, read_words
from topics.model.words import terms
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from topics.model.learning import Features
    from topics.model.themes import Themes

N = 100
STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0)


class Sample(NamedTuple):
    """The sample plans as a model sees them before labels, and their codes."""

    features: Features
    vectors: np.ndarray
    logs: np.ndarray
    districts: np.ndarray
    rows: np.ndarray
    targets: np.ndarray
    first: np.ndarray


def seeds() -> Fixture:
    """Read and embed the sample plans."""
    read = read_corpus(ROOT / "seeds" / "plans", ReadSettings())
    texts, outlines = read.segments["text"].to_list(), read.segments["outline"].to_list()
    return Fixture(read.documents, read.segments, vectors_of(texts), vectors_of(outlines))


def seeds_gold() -> list[Coded]:
    """Read the codes of the sample plans."""
    with (ROOT / "seeds" / "gold.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Coded("seeds", r["file"], int(r["start"]), int(r["end"]), (r["theme"],), tuple(r["accept"].split("|")))
        for r in rows
    ]


def sample(themes: Themes, fixture: Fixture) -> Sample:
    """Fit themes to the sample plans, no label used."""
    reading = read_words(fixture.segments, terms())
    vectors = vectors_of(themes.texts())
    ground = lay_ground(themes, vectors, reading, fixture.vectors, fixture.headings, load_experience())
    view = look(ground, reading, fixture.vectors, fixture.headings)
    rule = theme_rule(themes, ground, view, *learn_from(view), fixture.documents)
    district = dict(zip(fixture.documents["document"], fixture.documents["district"], strict=True))
    gold = [row for row in seeds_gold() if row.first != ("none",)]
    placed = {s: row for row, s in zip(gold, best_segments(gold, fixture), strict=True) if s is not None}
    codes, where = load_themes().codes, sorted(placed)
    targets = np.zeros((len(where), len(codes)))
    for i, segment in enumerate(where):
        seconds = [code for code in placed[segment].accept if code != placed[segment].first[0]]
        for code in seconds:
            targets[i, codes.index(code)] = (1 - FIRST) / len(seconds)
        targets[i, codes.index(placed[segment].first[0])] = FIRST if seconds else 1.0
    return Sample(
        view.features,
        fixture.vectors,
        calibrated_logs(rule, view),
        np.array([district[document] for document in fixture.segments["document"]]),
        np.array(where),
        targets,
        targets.argmax(axis=1),
    )


def gain(made: Sample, n: int, *, by_lot: bool) -> np.ndarray:
    """Give accept and strict before, accept and strict after, over all districts."""
    totals = np.zeros(4)
    for district in sorted(set(made.districts)):
        inside = made.districts[made.rows] == district
        others = np.flatnonzero(~inside)
        if by_lot:
            chosen = others[np.random.default_rng(0).permutation(len(others))[:n]]
        else:
            ordered = np.sort(np.exp(made.logs[made.rows[others]]), axis=1)
            unsure, unit = 1 - (ordered[:, -1] - ordered[:, -2]), centred(made.vectors)[made.rows[others]]
            chosen = others[choose(unsure, unit, made.districts[made.rows[others]], n)]
        chosen = np.sort(chosen)
        weights = learn(made.features, made.logs, Taught(made.rows[chosen], made.targets[chosen], n, n))
        after = correct(made.logs, made.features, weights)
        for k, logs in enumerate((made.logs, after)):
            found = logs[made.rows[inside]].argmax(axis=1)
            totals[2 * k] += (made.targets[inside][np.arange(inside.sum()), found] > 0).sum()
            totals[2 * k + 1] += (found == made.first[inside]).sum()
    return totals / len(made.rows)


def main() -> None:
    """Print what labels add, with the shipped themes and with themes like none of ours."""
    fixture, themes = seeds(), load_themes()
    strange = tuple(replace(theme, phrases=(), words=(), like=()) for theme in themes.themes)
    print("| themes | labels | chosen | strength | accept before | after | strict before | after |")
    print("|---|---|---|---|---|---|---|---|")
    for what, these in (("shipped", themes), ("descriptions alone, like none", replace(themes, themes=strange))):
        made = sample(these, fixture)
        for n, by_lot in ((N, False), (N, True), (2 * N, False)):
            for strength in STRENGTHS if n == N and not by_lot else (30.0,):
                labels_module.STRENGTH = strength
                before, strict, after, strict_after = gain(made, n, by_lot=by_lot)
                way = "by lot" if by_lot else "as `topics label` does"
                print(
                    f"| {what} | {n} | {way} | {strength:.0f} | {before:.3f} | {after:.3f} | {strict:.3f} |"
                    f" {strict_after:.3f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
