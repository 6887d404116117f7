"""How well themes agree with coded segments, and what each part adds: python -m benchmarks.themes.

Accept: the theme is one a reader allowed; strict: it is the first code. Gold: two readers, cities and provinces. Own:
`coded.csv`, one reader, other districts; its training rows are judged by experience trained without the district
they lie in (five folds of districts), by how they were chosen: earlier, at random, or because the model was unsure of
them. Plans: 140 of the 280 segments of the five plans; nothing was trained on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import topics
import topics.model.evidence as evidence_module
from benchmarks._coded import (
    ROOT,
    Coded,
    Fixture,
    best_segments,
    chosen,
    coded,
    corpus,
    gold,
    score,
    segment_vectors,
    shipped,
    theme_vectors,
    vectors_of,
)
from benchmarks.training.experience import SOURCES, train, untaught_themes
from topics.model.assignment import assign, calibrated_logs
from topics.model.fit import learn_from, theme_rule
from topics.model.kinship import known_texts, recognise
from topics.model.themes import Themes, load_themes
from topics.model.views import lay_ground, look, read_words
from topics.model.words import cutter, is_place, place_names, terms

if TYPE_CHECKING:
    from topics.model.experience import Experience
    from topics.model.rule import Rule

FOLDS = 5
TEMPERATURES = (0.5, 0.6, 0.7, 0.8, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5)
MASKED = 400
"""Segments of each corpus whose place names are masked."""
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
    """Print ablations, agreement by folds, calibration, other theme files, masks, and districts read from topics."""
    fixtures = {name: corpus(name) for name in NAMES}
    themes, vectors = load_themes(), theme_vectors()
    print("| variant | rows | n | accept | strict | worst theme (of 5 rows or more) |\n|---|---|---|---|---|---|")
    for variant in VARIANTS:
        for name, fixture in fixtures.items():
            found = themes_of(fit_themes(variant, themes, vectors, fixture, shipped()), fixture)
            show(variant.name, name, gold(name) or coded(name), fixture, found)
    folds(fixtures, themes, vectors)
    other_files(fixtures, themes)
    masks(fixtures, themes, vectors)
    if (ROOT / "models" / "provinces" / "manifest.json").is_file():
        districts()


def folds(fixtures: dict[str, Fixture], themes: Themes, vectors: np.ndarray) -> None:
    """Judge our own rows by experience trained without their districts, and calibrate on them."""
    evidence_module.WEIGHTS = Variant("all").evidence  # not those of the last variant
    guessed = [untaught_themes(fixtures[name]) for name in SOURCES]
    judged: dict[str, list[tuple[Coded, bool, bool]]] = {}
    sure: dict[str, list[np.ndarray]] = {}
    for fold in range(FOLDS):
        kept = [[row for row in coded(name) if fold_of(row) != fold] for name in SOURCES]
        experience = train([fixtures[name] for name in SOURCES], guessed, kept)
        for name in SOURCES:
            fixture, rows = fixtures[name], [row for row in coded(name) if fold_of(row) == fold]
            rule = fit_themes(Variant("all"), themes, vectors, fixture, experience)
            found = themes_of(rule, fixture)
            for row in rows:
                accept, strict, _ = score([row], fixture, found)
                judged.setdefault(chosen(row), []).append((row, accept == 1, strict == 1))
            usual = [row for row in rows if chosen(row) != "uncertain"]
            untaught = replace(rule, weights=rule.weights[:0])
            for what, these, own in (
                ("own rows by folds, corpus teaches", usual, rule),
                ("the same with the uncertain rows", rows, rule),
                ("own rows by folds, no learning", usual, untaught),
            ):
                sure.setdefault(what, []).extend(certainties(these, fixture, own, themes))
    judged["all"] = [row for rows_ in judged.values() for row in rows_]
    for how, rows_ in judged.items():
        accept, strict = np.mean([row[1:] for row in rows_], axis=0)
        print(f"| all, by folds of districts | own rows, {how} | {len(rows_)} | {accept:.3f} | {strict:.3f} | |")
    for learning, names in ((True, SOURCES), (False, NAMES)):  # gold and plans were never trained on
        what = f"{' and '.join(names)}, {'corpus teaches' if learning else 'no learning'}"
        for name in names:
            rule = fit_themes(Variant("all", learning=learning), themes, vectors, fixtures[name], shipped())
            sure.setdefault(what, []).extend(certainties(gold(name) or coded(name), fixtures[name], rule, themes))
    for what, found_ in sure.items():
        calibrate(what, found_)


def certainties(rows: list[Coded], fixture: Fixture, rule: Rule, themes: Themes) -> list[np.ndarray]:
    """Give for each row that has a theme how sure the likeliest is at each temperature, and whether it is right."""
    reading = read_words(fixture.segments, rule.ground.terms)
    view = look(rule.ground, reading, fixture.vectors, fixture.headings)
    logs = [calibrated_logs(replace(rule, temperature=temperature), view) for temperature in TEMPERATURES]
    return [
        np.array([(np.exp(of[segment].max()), themes.codes[int(of[segment].argmax())] in row.accept) for of in logs])
        for row, segment in zip(rows, best_segments(rows, fixture), strict=True)
        if segment is not None and row.first != ("none",)
    ]


def calibrate(what: str, found: list[np.ndarray]) -> None:
    """Print the expected calibration error for some temperatures (ten bins of equal numbers)."""
    print(f"\ncalibration, {what}, n={len(found)}")
    for temperature, (height, right) in zip(TEMPERATURES, np.array(found).transpose(1, 2, 0), strict=True):
        order = np.argsort(height, kind="stable")
        gaps = [abs(height[part].mean() - right[part].mean()) * len(part) for part in np.array_split(order, 10)]
        loss = -np.mean(np.where(right > 0, np.log(height), np.log(np.maximum(1 - height, 1e-9))))
        error = sum(gaps) / len(found)
        print(f"  temperature {temperature:<5} right {right.mean():.3f} error {error:.3f} log loss {loss:.3f}")


def other_files(fixtures: dict[str, Fixture], themes: Themes) -> None:
    """Judge by theme files in English: of our codes, of other codes, and of themes that say they are like none."""
    print("\n| themes file | rows | n | accept | strict | worst theme |\n|---|---|---|---|---|---|")
    english = tuple(
        replace(theme, description_zh="", name_zh=theme.name_en, phrases=(), words=()) for theme in themes.themes
    )
    other = tuple(replace(theme, code=f"x{theme.code}") for theme in english)
    alone = tuple(replace(theme, like=()) for theme in english)
    for what, these in (("English, same codes", english), ("English, other codes", other), ("like = []", alone)):
        file = replace(themes, themes=these)
        complete = recognise(file, vectors_of(file.texts()), vectors_of(known_texts(file)))
        for name, fixture in fixtures.items():
            rule = fit_themes(Variant("all"), complete, vectors_of(complete.texts()), fixture, shipped())
            found = [theme.removeprefix("x") for theme in themes_of(rule, fixture)]
            show(what, name, gold(name) or coded(name), fixture, found)


def masks(fixtures: dict[str, Fixture], themes: Themes, vectors: np.ndarray) -> None:
    """Print how many themes change when place names are masked, each segment judged by itself."""
    print("\n| corpus | segments | with a place name | other theme once masked |\n|---|---|---|---|")
    for name, fixture in fixtures.items():
        rule = fit_themes(Variant("all"), themes, vectors, fixture, shipped())
        rows = np.sort(np.random.default_rng(0).permutation(len(fixture.segments))[:MASKED])
        names = sorted(place_names(fixture.documents["district"].to_list()), key=len, reverse=True)
        segments = fixture.segments[rows].with_columns(document=pl.col("segment"))
        hidden = segments.with_columns(
            pl.Series(column, [mask(text, names) for text in segments[column]]) for column in ("text", "outline")
        )
        before = assign(rule, segments, fixture.vectors[rows], fixture.headings[rows])["theme"]
        after = assign(rule, hidden, *segment_vectors(hidden))["theme"]
        n, changed = (int((a != b).sum()) for a, b in ((hidden["text"], segments["text"]), (before, after)))
        print(f"| {name} | {len(rows)} | {n} | {changed / len(rows):.3f} |", flush=True)


def mask(text: str, names: list[str]) -> str:
    """Put ** in place of every place name of the dictionary and of the corpus."""
    text = "".join("**" if len(word) > 1 and is_place(word) else word for word in cutter(())(text))
    for name in names:
        text = text.replace(name, "**")
    return text


def districts() -> None:
    """Print how well the province can be read from a segment's theme, topic and vector, learnt on the other year."""
    model = topics.load(ROOT / "models" / "provinces")
    rows = model.items.select("document").join(model.documents, on="document", maintain_order="left")
    names, district = np.unique(rows["district"].to_numpy(), return_inverse=True)
    years = rows["year"].to_numpy()
    print("\n| the province from a segment's | right | by chance |\n|---|---|---|")
    for what in ("theme", "topic"):
        _, kind = np.unique(model.assignments[what].to_numpy(), return_inverse=True)
        table = np.eye(kind.max() + 1)[kind]
        print(f"| {what} | {read_from(table, district, years, smooth=0.5):.3f} | {1 / len(names):.3f} |")
    unit = model.vectors - model.vectors.mean(axis=0)
    print(f"| vector | {read_from(unit, district, years):.3f} | {1 / len(names):.3f} |")


def read_from(seen: np.ndarray, district: np.ndarray, years: np.ndarray, *, smooth: float | None = None) -> float:
    """Give the fraction of districts read right: by the likeliest (counts), or by the nearest mean (vectors)."""
    right = 0
    for year in np.unique(years):
        other = years != year
        sums = np.array([seen[other & (district == d)].sum(axis=0) for d in range(district.max() + 1)])
        if smooth is None:
            scores = seen[~other] @ (sums / np.linalg.norm(sums, axis=1, keepdims=True)).T
        else:
            sums = sums + smooth
            scores = seen[~other] @ np.log(sums / sums.sum(axis=1, keepdims=True)).T
        right += int((scores.argmax(axis=1) == district[~other]).sum())
    return right / len(district)


if __name__ == "__main__":
    main()
