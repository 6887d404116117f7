"""How good topics are, beside UMAP and HDBSCAN as BERTopic has them by default, and EVoC: python -m benchmarks.topics.

AMI of the coarse topics with the coded themes (gold; own rows for the plans: no experience was trained on either);
map: a row's theme guessed from the other coded rows of its topic, or of its coarse topic where it is the only one;
map by all: the same rows, guessed from the own coded rows of other districts, too;
own: the theme the topic stands under is one a reader allowed. NPMI of the ten words over segments, diversity: distinct
words among all, junk: words that are numbers, single characters, formulae or places. Left out: segments without a
topic. ARI: agreement of two fits, over seeds, and with a plan left out (of six plans, over the segments of both).
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks._coded import Coded, Fixture, best_segments, coded, corpus, encoder, gold, theme_vectors
from topics.model.assignment import assign
from topics.model.discovery import CLUSTERERS
from topics.model.fit import fit_model
from topics.model.keywords import describe
from topics.model.themes import load_themes
from topics.model.words import cut, fold, is_content, terms
from topics.settings import ModelSettings
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from topics.model.rule import Rule

NAMES = ("cities", "provinces", "plans")
SEEDS = 3
PLANS_LEFT_OUT = 6


def fit(fixture: Fixture, settings: ModelSettings) -> Rule:
    """Fit the shipped themes to a corpus."""
    documents, segments, vectors, headings = fixture
    given = (load_themes(), theme_vectors(), documents, segments, vectors, headings, settings)
    return fit_model(*given, encoder=encoder().fingerprint).rule


def topics_of(rule: Rule, fixture: Fixture) -> pl.DataFrame:
    """Assign the rule's topics to a corpus."""
    return assign(rule, fixture.segments, fixture.vectors, fixture.headings)


def without(fixture: Fixture, document: str) -> tuple[Fixture, np.ndarray]:
    """Leave a plan out; gives the rest and which segments it holds."""
    kept = (fixture.segments["document"] != document).to_numpy()
    documents = fixture.documents.filter(pl.col("document") != document)
    return Fixture(documents, fixture.segments.filter(kept), fixture.vectors[kept], fixture.headings[kept]), kept


def coherence(topics: list[list[str]], fixture: Fixture) -> float:
    """Give the mean NPMI of the pairs of words of each topic, over segments."""
    texts = [set(words) for words in cut(fixture.segments["text"].to_list(), terms())]
    wanted = {word for words in topics for word in words}
    holders: dict[str, set[int]] = defaultdict(set)
    for i, held in enumerate(texts):
        for word in held & wanted:
            holders[word].add(i)
    folded = [fold(text) for text in fixture.segments["text"]]
    for word in sorted(wanted - holders.keys()):  # an expression of several words
        holders[word] = {i for i, text in enumerate(folded) if word in text}
    means = []
    for words in topics:
        pairs = [(a, b) for i, a in enumerate(words) for b in words[:i]]
        values = [_npmi(len(holders[a]), len(holders[b]), len(holders[a] & holders[b]), len(texts)) for a, b in pairs]
        means.append(float(np.mean(values)) if values else 0.0)
    return float(np.mean(means))


def _npmi(a: int, b: int, both: int, n: int) -> float:
    if both == 0:
        return -1.0
    if both == n:
        return 1.0
    return float(np.log(both * n / (a * b)) / -np.log(both / n))


def mapped(rows: list[Coded], fine: list[int], coarse: list[int], judged: int) -> float:
    """Give how often the theme of one of the first rows is that of most other rows of its topic or coarse topic."""
    right = 0
    for i, row in enumerate(rows[:judged]):
        for labels in (fine, coarse):
            others = Counter(r.first[0] for j, r in enumerate(rows) if j != i and labels[j] == labels[i])
            if others:
                right += others.most_common(1)[0][0] in row.accept
                break
    return right / judged


def placed(rows: list[Coded], fixture: Fixture) -> tuple[list[Coded], list[int]]:
    """Give the rows that have a theme and a segment, and their segments."""
    found = [
        (row, place)
        for row, place in zip(rows, best_segments(rows, fixture), strict=True)
        if place is not None and row.first != ("none",)
    ]
    return [row for row, _ in found], [place for _, place in found]


def judge(name: str, what: str, fixture: Fixture, settings: ModelSettings) -> np.ndarray:
    """Print the figures of one fit; gives the topic of each segment."""
    began = time.perf_counter()
    rule = fit(fixture, settings)
    seconds = time.perf_counter() - began
    assigned = topics_of(rule, fixture)
    topics = describe(rule, fixture.segments, assigned).topics.filter(pl.col("topic") >= 0)
    words = topics["words"].to_list()
    labels = assigned["topic"].to_numpy()
    rows, places = placed(gold(name) or coded(name), fixture)
    more, more_places = placed(coded(name) if gold(name) else [], fixture)
    every_row, every_place = [*rows, *more], [*places, *more_places]
    coarse = np.append(rule.coarse, NO_TOPIC)[labels]
    over = dict(zip(topics["topic"].to_list(), topics["theme"].to_list(), strict=True))
    own = np.mean([over.get(labels[i], "") in row.accept for row, i in zip(rows, places, strict=True)])
    first = [row.first[0] for row in rows]
    ami = adjusted_mutual_info_score(first, coarse[places])
    every = [word for own_words in words for word in own_words]
    junk = np.mean([not is_content(word, frozenset(rule.places)) for word in every])
    figures = [
        f"{len(topics)} / {len(set(rule.coarse.tolist()))}",
        f"{(labels == NO_TOPIC).mean():.3f}",
        f"{ami:.2f}",
        f"{mapped(rows, labels[places].tolist(), coarse[places].tolist(), len(rows)):.2f}",
        f"{mapped(every_row, labels[every_place].tolist(), coarse[every_place].tolist(), len(rows)):.2f}",
        f"{own:.2f}",
        f"{coherence(words, fixture):.2f}",
        f"{len(set(every)) / max(len(every), 1):.2f}",
        f"{junk:.2f}",
        f"{seconds:.1f}",
    ]
    print(f"| {name} | {what} | " + " | ".join(figures) + " |", flush=True)
    return np.asarray(labels)


def main() -> None:
    """Print quality, then stability."""
    print(
        "| corpus | clusterer | topics / coarse | left out | AMI coarse | map | map by all | own | NPMI | diversity "
        "| junk | fit s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name in NAMES:
        fixture = corpus(name)
        ways = CLUSTERERS if find_spec("evoc") else CLUSTERERS[:2]
        labels = {what: judge(name, what, fixture, ModelSettings(clusterer=what)) for what in ways}
        for what, first in labels.items():
            settings = ModelSettings(clusterer=what)
            seeds = [topics_of(fit(fixture, replace(settings, seed=seed)), fixture) for seed in range(1, SEEDS)]
            agree = [adjusted_rand_score(first, found["topic"].to_numpy()) for found in seeds]
            print(f"{name}, {what}: ARI over {SEEDS} seeds {np.mean(agree):.3f}", end="", flush=True)
            if what == "anchored":
                print(f", a plan left out {left_out(fixture, first, settings)}", end="")
            print(flush=True)


def left_out(fixture: Fixture, labels: np.ndarray, settings: ModelSettings) -> str:
    """Give the mean and least agreement of fits without one plan with the fit of all."""
    documents = fixture.documents["document"].to_list()
    agree = []
    for document in documents[:: max(1, len(documents) // PLANS_LEFT_OUT)][:PLANS_LEFT_OUT]:
        rest, kept = without(fixture, document)
        found = topics_of(fit(rest, settings), rest)["topic"].to_numpy()
        agree.append(adjusted_rand_score(labels[kept], found))
    return f"{np.mean(agree):.3f} (least {min(agree):.3f})"


if __name__ == "__main__":
    main()
