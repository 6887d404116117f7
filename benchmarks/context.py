"""What other ways to heed the plan around a segment would give: python -m benchmarks.context.

A segment that is sure of its theme can be drawn over by neighbours of another field. Ways that leave such segments
alone are tried here beside the one that ships (`topics.model.context`). Each is a function of two things: the
log-probabilities a segment has by itself, and the logarithms of what is expected where it stands.

To choose by: our own rows by folds of districts, and the documents of `webplans.csv` that are looked at, by folds, too.
To judge by: gold and sample plans; the documents for judging; descriptions of themes alone, with and without what each
corpus teaches; and the segments of `otheryears.csv` for judging, without headings, among neighbours drawn by lot, all
of them foreign.

Printed: the fraction accepted; and, but for descriptions alone and foreign neighbours, how many of the segments that
are sure of a theme by themselves turn right and wrong by the plan around them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import topics.model.context as context_module
from benchmarks._coded import Coded, Fixture, best_segments, coded, corpus, gold, shipped, theme_vectors, vectors_of
from benchmarks._written import JUDGE, LOOK, other_years, web_plans
from benchmarks.labels import described, seeds_gold
from benchmarks.themes import FOLDS, fold_of
from benchmarks.training.experience import SOURCES, train, untaught_themes
from topics.model.assignment import learnt_evidence
from topics.model.evidence import log_softmax
from topics.model.fit import TEMPERATURE, TEMPERATURE_UNTAUGHT, learn_from
from topics.model.themes import Themes, load_themes
from topics.model.views import Ground, View, lay_ground, look, read_words
from topics.model.words import terms

if TYPE_CHECKING:
    from topics.model.experience import Experience

SURE = 0.6
"""A segment is sure of a theme that is so probable by itself."""
ORDERS, TOGETHER = 4, 12
"""Orders drawn by lot, and the segments that are then put together as a plan."""
OWN, GOLD, DESCRIBED, FOREIGN = "own rows", "gold and sample", "descriptions alone", "foreign neighbours"
Way = Callable[[np.ndarray, np.ndarray], np.ndarray]


class Seen(NamedTuple):
    """Segments before the plan around them is heeded, and those of them that are coded."""

    logs: np.ndarray
    plans: np.ndarray
    temperature: float
    rows: list[Coded]
    segments: np.ndarray

    def own(self) -> np.ndarray:
        """Give the log-probabilities of segments by themselves."""
        return log_softmax(self.logs / self.temperature)

    def right(self, way: Way) -> np.ndarray:
        """Tell which coded segments are right when the plan around them is heeded so."""
        own = self.own()
        expected = context_module.context(own, self.plans) / context_module.WEIGHT
        found = (self.logs + way(own, expected)).round(9).argmax(axis=1)[self.segments]
        codes = load_themes().codes
        return np.array([codes[i] in row.accept for i, row in zip(found.tolist(), self.rows, strict=True)], dtype=bool)


def openness(logs: np.ndarray) -> np.ndarray:
    """Give how much log-probabilities leave open, (n, 1): their entropy as a fraction of the largest there can be."""
    entropy: np.ndarray = -(np.exp(logs) * logs).sum(axis=1, keepdims=True) / np.log(logs.shape[1])
    return entropy


def always(weight: float) -> Way:
    """Weigh what is expected the same for every segment."""
    return lambda _, expected: weight * expected


def capped(_: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Let no theme become more or less probable by more than a factor e, beside all alike."""
    moved: np.ndarray = np.clip(0.8 * (expected + np.log(expected.shape[1])), -1, 1)
    return moved


def near_ties(own: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Let no theme gain on the likeliest that is less than .3 as likely."""
    best = np.take_along_axis(expected, own.argmax(axis=1)[:, None], axis=1)
    near = own >= own.max(axis=1, keepdims=True) + np.log(0.3)
    kept: np.ndarray = 0.8 * np.where(near, expected, np.minimum(expected, best))
    return kept


WAYS: dict[str, tuple[Way, dict[str, float]]] = {
    "nothing around": (always(0), {}),
    "weight .8 (what ships)": (always(0.8), {}),
    "reach 1 for 4": (always(0.8), {"REACH": 1}),
    "decay .5 for .3": (always(0.8), {"DECAY": 0.5}),
    "rest of the plan 0 for .05": (always(0.8), {"WHOLE": 0.0}),
    "rest of the plan .1": (always(0.8), {"WHOLE": 0.1}),
    "three even neighbours for one": (always(0.8), {"EVEN": 3.0}),
    "a factor e at most": (capped, {}),
    "near ties only": (near_ties, {}),
    ".8 or 4 openness², the less": (lambda own, expected: np.minimum(0.8, 4 * openness(own) ** 2) * expected, {}),
    "2 openness": (lambda own, expected: 2 * openness(own) * expected, {}),
    "4 openness²": (lambda own, expected: 4 * openness(own) ** 2 * expected, {}),
    "8 openness, less where the plan is open": (
        lambda own, expected: 8 * openness(own) * (1 - openness(log_softmax(expected))) * expected,
        {},
    ),
}


def seen(view: View, learnt: np.ndarray | None, rows: list[Coded], fixture: Fixture) -> Seen:
    """Put together what is known of coded segments, with what a corpus taught of them or without."""
    rows = [row for row in rows if row.first != ("none",)]
    placed = [pair for pair in zip(best_segments(rows, fixture), rows, strict=True) if pair[0] is not None]
    logs = view.evidence if learnt is None else view.evidence + learnt
    temperature = TEMPERATURE_UNTAUGHT if learnt is None else TEMPERATURE
    return Seen(logs, view.plans, temperature, [row for _, row in placed], np.array([i for i, _ in placed], dtype=int))


def looked(ground: Ground, fixture: Fixture) -> View:
    """Look at a corpus from a ground."""
    return look(ground, read_words(fixture.segments, terms()), fixture.vectors, fixture.headings)


def grounded(themes: Themes, vectors: np.ndarray, fixture: Fixture, known: Experience) -> tuple[Ground, View]:
    """Lay the ground on a corpus and look at it from there."""
    reading = read_words(fixture.segments, terms())
    ground = lay_ground(themes, vectors, reading, fixture.vectors, fixture.headings, known)
    return ground, looked(ground, fixture)


def to_choose_by(fixtures: dict[str, Fixture]) -> dict[str, list[Seen]]:
    """Give our own rows and the documents looked at, each by experience that was trained without it."""
    themes, vectors = load_themes(), theme_vectors()
    guessed = [untaught_themes(fixtures[name]) for name in SOURCES]
    web, web_rows = web_plans(LOOK)
    found: dict[str, list[Seen]] = defaultdict(list)
    for fold in range(FOLDS):
        kept = [[row for row in coded(name) if fold_of(row) != fold] for name in SOURCES]
        judged = [row for row in web_rows if fold_of(row) == fold]
        known = train([fixtures[name] for name in SOURCES], guessed, kept, {row.file for row in judged})
        for name in SOURCES:
            ground, view = grounded(themes, vectors, fixtures[name], known)
            taught = learn_from(view)
            rows = [row for row in coded(name) if fold_of(row) == fold]
            found[OWN].append(seen(view, learnt_evidence(view, *taught), rows, fixtures[name]))
            found[f"{OWN}, alone"].append(seen(view, None, rows, fixtures[name]))
            if name == "cities":
                there = looked(ground, web)
                found[f"{LOOK}, by the cities"].append(seen(there, learnt_evidence(there, *taught), judged, web))
        found[f"{LOOK}, alone"].append(seen(grounded(themes, vectors, web, known)[1], None, judged, web))
    return found


def to_judge_by(fixtures: dict[str, Fixture]) -> dict[str, list[Seen]]:
    """Give gold, sample, documents for judging, descriptions alone, and segments among foreign ones."""
    themes, vectors, known = load_themes(), theme_vectors(), shipped()
    found: dict[str, list[Seen]] = defaultdict(list)
    web, web_rows = web_plans(JUDGE)
    for name, fixture in fixtures.items():
        ground, view = grounded(themes, vectors, fixture, known)
        weights, bias = learn_from(view)
        learnt = learnt_evidence(view, weights, bias) if len(weights) else None
        rows = seeds_gold() if name == "seeds" else gold(name) or coded(name)
        found[GOLD].append(seen(view, learnt, rows, fixture))
        if name == "cities":
            there = looked(ground, web)
            found[f"{JUDGE}, by the cities"].append(seen(there, learnt_evidence(there, weights, bias), web_rows, web))
    found[f"{JUDGE}, alone"].append(seen(grounded(themes, vectors, web, known)[1], None, web_rows, web))
    bare = described(themes)
    given = [(fixtures[name], coded(name)) for name in (*SOURCES, "plans")]
    for fixture, rows in [*given, (fixtures["seeds"], seeds_gold()), web_plans(LOOK)]:
        view = grounded(bare, vectors_of(bare.texts()), fixture, known)[1]
        found[DESCRIBED].append(seen(view, None, rows, fixture))
        weights, bias = learn_from(view)
        if len(weights):
            found[DESCRIBED].append(seen(view, learnt_evidence(view, weights, bias), rows, fixture))
    made = other_years(headings=False)
    view = grounded(themes, vectors, made.fixture, known)[1]
    rows = [row for row, use in zip(made.rows, made.uses, strict=True) if use == JUDGE]
    found[FOREIGN] = [shuffled(seen(view, None, rows, made.fixture), seed) for seed in range(ORDERS)]
    return found


def shuffled(given: Seen, seed: int) -> Seen:
    """Put segments together as plans in an order drawn by lot."""
    order = np.random.default_rng(seed).permutation(len(given.logs))
    plans = np.arange(len(order)) // TOGETHER
    return given._replace(logs=given.logs[order], plans=plans, segments=np.argsort(order)[given.segments])


def main() -> None:
    """Print a row a way."""
    fixtures = {name: corpus(name) for name in ("cities", "provinces", "plans", "seeds")}
    sets = to_choose_by(fixtures) | to_judge_by(fixtures)
    counts = [f"{name} ({sum(len(one.rows) for one in of)})" for name, of in sets.items()]
    print(f"| way | {' | '.join(counts)} | sure ones mended / broken |\n|---|{'---|' * (len(sets) + 1)}")
    usual = {name: getattr(context_module, name) for name in ("DECAY", "REACH", "WHOLE", "EVEN")}
    for name, (way, other) in WAYS.items():
        for constant, value in (usual | other).items():
            setattr(context_module, constant, value)
        cells, turned = [], np.zeros(2, dtype=int)
        for what, of in sets.items():
            cells.append(f"{np.concatenate([one.right(way) for one in of]).mean():.3f}")
            for one in of if what not in {DESCRIBED, FOREIGN} else ():
                sure = np.exp(one.own().max(axis=1))[one.segments] >= SURE
                before, after = one.right(always(0)), one.right(way)
                turned += [(sure & ~before & after).sum(), (sure & before & ~after).sum()]
        print(f"| {name} | {' | '.join(cells)} | {turned[0]} / {turned[1]} |", flush=True)


if __name__ == "__main__":
    main()
