"""Make the classifier that ships in topics/model/experience anew: python -m benchmarks.training.experience [FOLDER].

It learns words from three sources: the coded rows of `benchmarks/coded.csv` marked ``train``; all other segments of the
cities and provinces with the themes that the themes file and what each corpus teaches give them, no label used; and
what was written for looking at in `benchmarks/webplans.csv` and `benchmarks/otheryears.csv`.
What is written is numbers and single words. Beside words it learns vectors of the bundled encoder.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack

from benchmarks._coded import Coded, Fixture, best_segments, coded, corpus, encoder, theme_vectors
from benchmarks._written import to_learn_from
from topics.model.assignment import learnt_evidence
from topics.model.evidence import log_softmax, outlines_of
from topics.model.experience import FOLDER, HEADING, Experience, Sight, save_experience
from topics.model.fit import learn_from
from topics.model.learning import Features, Vocabulary, fit_softmax, learn_vocabulary
from topics.model.themes import load_themes
from topics.model.tokens import Tokens
from topics.model.views import lay_ground, look, read_words
from topics.model.words import cut, terms

if TYPE_CHECKING:
    from collections.abc import Collection

SOURCES = ("cities", "provinces")
LEAST_TEXTS = 12
"""A word in fewer segments than this is not shipped: it may be a name."""
WEIGHT = 10.0
"""A coded row counts as so many that were not coded."""
STRENGTH = 3.0
SIGHT_STRENGTH = 1.0
EVERY = 10
"""One in so many guessed segments teaches vectors, for all of them."""


def untaught_themes(fixture: Fixture) -> np.ndarray:
    """Give the themes of a corpus's segments as the themes file and the corpus alone give them, (n, n_themes)."""
    reading = read_words(fixture.segments, terms())
    ground = lay_ground(load_themes(), theme_vectors(), reading, fixture.vectors, fixture.headings, None)
    view = look(ground, reading, fixture.vectors, fixture.headings)
    weights, bias = learn_from(view)
    return np.exp(log_softmax(view.evidence + learnt_evidence(view, weights, bias)))


def code_targets(targets: np.ndarray, fixture: Fixture, rows: list[Coded], codes: list[str]) -> None:
    """Put the codes of coded rows in place of what was guessed; a quarter goes to second codes."""
    for row, segment in zip(rows, best_segments(rows, fixture), strict=True):
        if segment is None or row.first == ("none",):
            continue
        seconds = [code for code in row.accept if code not in row.first]
        targets[segment] = 0.0
        targets[segment, codes.index(row.first[0])] = WEIGHT * (0.75 if seconds else 1.0)
        for code in seconds:
            targets[segment, codes.index(code)] = WEIGHT * 0.25 / len(seconds)


def train(
    fixtures: list[Fixture],
    guessed: list[np.ndarray],
    rows: list[list[Coded]],
    left_out: Collection[str] = (),
) -> Experience:
    """Learn from corpora, the themes guessed for their segments, the coded rows of each, and from what was written.

    What was written as one of the files ``left_out`` teaches nothing.
    """
    codes = load_themes().codes
    written, written_rows = to_learn_from()
    written_rows = [[row for row in of if row.file not in left_out] for of in written_rows]
    fixtures, rows = [*fixtures, *written], [*rows, *written_rows]
    guessed = [*guessed, *(np.zeros((len(fixture.segments), len(codes))) for fixture in written)]
    targets = []
    for fixture, guess, own in zip(fixtures, guessed, rows, strict=True):
        target = guess.copy()
        code_targets(target, fixture, own, codes)
        targets.append(target)
    texts = Tokens.of(cut([text for fixture in fixtures for text in fixture.segments["text"]], terms()))
    headings = Tokens.of(cut([line for fixture in fixtures for line in outlines_of(fixture.segments)], terms()))
    words, heading_words = _common(texts), _common(headings)
    sparse = hstack([words.weigh(texts), HEADING * heading_words.weigh(headings)]).tocsr()
    features = Features(np.zeros((len(texts), 0)), sparse)
    weights, bias = fit_softmax(features, np.vstack(targets), STRENGTH)
    return Experience(tuple(codes), words, heading_words, weights, bias, learn_sight(fixtures, np.vstack(targets)))


def learn_sight(fixtures: list[Fixture], targets: np.ndarray) -> Sight:
    """Learn from the vectors of all coded rows and of some of those that are guessed."""
    given = [np.array([[line != ""] for line in outlines_of(fixture.segments)]) for fixture in fixtures]
    vectors = np.vstack([fixture.vectors for fixture in fixtures]).astype(np.float64)
    headings = np.vstack([fixture.headings * has for fixture, has in zip(fixtures, given, strict=True)]).astype(float)
    blank = Sight(vectors.mean(axis=0), headings[headings.any(axis=1)].mean(axis=0), np.zeros((0, 0)), np.zeros(0))
    mass = targets.sum(axis=1)
    by_hand, some = mass > 1.5, np.arange(len(mass)) % EVERY == 0
    taught = by_hand | (some & (mass > 0))
    heavy = np.where(by_hand, 1.0, EVERY)[taught, None] * targets[taught]
    seen = blank.features(vectors[taught], headings[taught])
    weights, bias = fit_softmax(Features(seen, csr_matrix((len(seen), 0))), heavy, SIGHT_STRENGTH)
    return replace(blank, weights=weights, bias=bias)


def _common(texts: Tokens) -> Vocabulary:
    """Keep the words of at least `LEAST_TEXTS` texts."""
    everything = learn_vocabulary(texts)
    rarest = np.log((1 + len(texts)) / (1 + LEAST_TEXTS)) + 1
    kept = everything.rarity <= rarest + 1e-9
    return Vocabulary(tuple(w for w, ok in zip(everything.words, kept, strict=True) if ok), everything.rarity[kept])


def main() -> None:
    """Train on all training rows and write."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    fixtures = [corpus(name) for name in SOURCES]
    made = train(fixtures, [untaught_themes(f) for f in fixtures], [coded(name) for name in SOURCES])
    save_experience(made, encoder().fingerprint, folder)
    print(f"{len(made.words.words)} words, {len(made.heading_words.words)} words of headings → {folder}")


if __name__ == "__main__":
    main()
