"""How well themes agree with coded segments, and what each part adds: python -m benchmarks.themes.

Accept: the theme is one a reader allowed; strict: it is the first code. Gold: two readers, cities and provinces. Own:
`coded.csv`, one reader, other districts; its training rows are judged by experience trained without the district
they lie in (five folds of districts). Plans: 140 of the 280 segments of the five plans; nothing was trained on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np

import topics.model.evidence as evidence_module
from benchmarks._coded import Coded, Fixture, best_segments, coded, corpus, gold, score, theme_vectors, vectors_of
from benchmarks.training.experience import SOURCES, train, untaught_themes
from topics.model.assignment import Rule, assign, theme_probabilities
from topics.model.experience import Experience, load_experience
from topics.model.fit import learn_from, theme_rule
from topics.model.themes import Themes, load_themes
from topics.model.views import lay_ground, look, read_words
from topics.model.words import terms

FOLDS = 5
NAMES = ("cities", "provinces", "plans")


@dataclass(frozen=True)
class Variant:
    """A way to judge: weights of the evidence, of experience and of what the corpus teaches."""

    name: str
    evidence: tuple[float, float, float, float] = evidence_module.WEIGHTS
    experience: bool = True
    learning: bool = True


VARIANTS = (
    Variant("vectors of descriptions and phrases", (1.0, 0.0, 0.0, 0.0), experience=False, learning=False),
    Variant("+ headings", (1.0, 0.5, 0.0, 0.0), experience=False, learning=False),
    Variant("+ seed words", experience=False, learning=False),
    Variant("+ learning from the corpus", experience=False),
    Variant("+ experience, no learning", learning=False),
    Variant("all"),
    Variant("all, without seed words", (1.0, 0.5, 0.0, 0.0)),
    Variant("all, without vectors in the evidence", (0.0, 0.0, 0.5, 0.25)),
)


def fit_themes(
    variant: Variant, themes: Themes, vectors: np.ndarray, fixture: Fixture, experience: Experience | None
) -> Rule:
    """Fit the rule as far as themes go."""
    evidence_module.WEIGHTS = variant.evidence
    reading = read_words(fixture.segments, terms())
    known = experience if variant.experience else None
    ground = lay_ground(themes, vectors, reading, fixture.vectors, fixture.headings, known)
    view = look(ground, reading, fixture.vectors, fixture.headings)
    weights, bias = learn_from(view)
    if not variant.learning:
        weights = weights[:0]
    return theme_rule(themes, ground, view, weights, bias, fixture.documents)


def themes_of(rule: Rule, fixture: Fixture) -> list[str]:
    """Give the themes of all segments under a rule."""
    themes: list[str] = assign(rule, fixture.segments, fixture.vectors, fixture.headings)["theme"].to_list()
    return themes


def fold_of(row: Coded) -> int:
    """Give the fold of a row's district."""
    return int(hashlib.sha256(row.district.encode()).hexdigest(), 16) % FOLDS


def show(name: str, what: str, rows: list[Coded], fixture: Fixture, themes: list[str]) -> None:
    """Print a row of figures."""
    accept, strict, per_theme = score(rows, fixture, themes)
    worst = min((int(a) / int(b), k) for k, (a, b) in ((k, v.split("/")) for k, v in per_theme.items()) if int(b) > 4)
    print(f"| {name} | {what} | {len(rows)} | {accept:.3f} | {strict:.3f} | {worst[1]} {worst[0]:.2f} |", flush=True)


def main() -> None:
    """Print ablations, agreement by folds, calibration, and other theme files."""
    fixtures = {name: corpus(name) for name in NAMES}
    themes, vectors = load_themes(), theme_vectors()
    print("| variant | rows | n | accept | strict | worst theme (of 5 rows or more) |\n|---|---|---|---|---|---|")
    for variant in VARIANTS:
        for name, fixture in fixtures.items():
            found = themes_of(fit_themes(variant, themes, vectors, fixture, load_experience()), fixture)
            show(variant.name, name, gold(name) or coded(name), fixture, found)
    folds(fixtures, themes, vectors)
    other_files(fixtures, themes)


def folds(fixtures: dict[str, Fixture], themes: Themes, vectors: np.ndarray) -> None:
    """Judge our own rows by experience trained without their districts, and calibrate on them."""
    guessed = [untaught_themes(fixtures[name]) for name in SOURCES]
    sure: list[np.ndarray] = []
    right: list[bool] = []
    totals = [0.0, 0.0]
    n = 0
    for fold in range(FOLDS):
        kept = [[row for row in coded(name) if fold_of(row) != fold] for name in SOURCES]
        experience = train([fixtures[name] for name in SOURCES], guessed, kept)
        for name in SOURCES:
            fixture, rows = fixtures[name], [row for row in coded(name) if fold_of(row) == fold]
            if not rows:
                continue
            rule = fit_themes(Variant("all"), themes, vectors, fixture, experience)
            accept, strict, _ = score(rows, fixture, themes_of(rule, fixture))
            totals = [totals[0] + accept * len(rows), totals[1] + strict * len(rows)]
            n += len(rows)
            reading = read_words(fixture.segments, rule.ground.terms)
            view = look(rule.ground, reading, fixture.vectors, fixture.headings)
            logs = np.log(np.maximum(theme_probabilities(replace(rule, temperature=1.0), view), 1e-9))
            for row, segment in zip(rows, best_segments(rows, fixture), strict=True):
                if segment is not None and row.first != ("none",):
                    sure.append(logs[segment])
                    right.append(themes.codes[int(logs[segment].argmax())] in row.accept)
    print(f"| all, by folds of districts | own rows | {n} | {totals[0] / n:.3f} | {totals[1] / n:.3f} | |")
    calibrate("own rows by folds, corpus teaches", np.array(sure), np.array(right))
    untaught = []
    for name in NAMES:  # what a corpus too small to learn from gets; gold and plans were never trained on
        fixture = fixtures[name]
        rule = fit_themes(Variant("all", learning=False), themes, vectors, fixture, load_experience())
        reading = read_words(fixture.segments, rule.ground.terms)
        view = look(rule.ground, reading, fixture.vectors, fixture.headings)
        logs = np.log(np.maximum(theme_probabilities(replace(rule, temperature=1.0), view), 1e-9))
        rows = gold(name) or coded(name)
        for row, segment in zip(rows, best_segments(rows, fixture), strict=True):
            if segment is not None and row.first != ("none",):
                untaught.append((logs[segment], themes.codes[int(logs[segment].argmax())] in row.accept))
    calibrate("gold and plans, no learning", np.array([a for a, _ in untaught]), np.array([b for _, b in untaught]))


def calibrate(what: str, logs: np.ndarray, right: np.ndarray) -> None:
    """Print the expected calibration error for some temperatures (ten bins of equal numbers)."""
    print(f"\ncalibration, {what}, n={len(right)}, right {right.mean():.3f}")
    for temperature in (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0):
        powered = np.exp((logs - logs.max(axis=1, keepdims=True)) / temperature)
        height = (powered / powered.sum(axis=1, keepdims=True)).max(axis=1)
        order = np.argsort(height, kind="stable")
        gaps = [abs(height[part].mean() - right[part].mean()) * len(part) for part in np.array_split(order, 10)]
        loss = -np.mean(np.where(right, np.log(height), np.log(np.maximum(1 - height, 1e-9))))
        print(f"  temperature {temperature:<5} error {sum(gaps) / len(right):.3f} log loss {loss:.3f}")


def other_files(fixtures: dict[str, Fixture], themes: Themes) -> None:
    """Judge by theme files in English, with and without what coded plans taught."""
    print("\n| themes file | rows | n | accept | strict | worst theme |\n|---|---|---|---|---|---|")
    english = tuple(
        replace(theme, description_zh="", name_zh=theme.name_en, phrases=(), words=()) for theme in themes.themes
    )
    alone = tuple(replace(theme, like=()) for theme in english)
    for what, these in (("English, same codes", english), ("English, like none of ours", alone)):
        other = replace(themes, themes=these)
        for name, fixture in fixtures.items():
            rule = fit_themes(Variant("all"), other, vectors_of(other.texts()), fixture, load_experience())
            show(what, name, gold(name) or coded(name), fixture, themes_of(rule, fixture))


if __name__ == "__main__":
    main()
