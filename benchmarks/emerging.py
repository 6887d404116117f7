"""Whether a matter that no theme names raises its hand: python -m benchmarks.emerging [NAME ...].

Each theme is left out of the themes file in turn and the model fitted to the rest: is there then a matter most of whose
segments had that theme when it was there (recall), and how many others are there (false)? With all themes in the file
nothing should raise its hand (intact). NAME is a corpus of `_coded.CORPORA`; without it the sample plans and the
provinces, on which the bounds were chosen together; the cities had no part in it.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np

from benchmarks._coded import Fixture, corpus, encoder, vectors_of
from topics.analyse.quality.emerging import Bounds, emerging
from topics.analyse.wordcounts import Lexicon
from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.themes import Themes, load_themes
from topics.settings import ModelSettings

BOUNDS = [
    Bounds(),
    *(replace(Bounds(), share=share) for share in (0.02, 0.03, 0.05)),
    *(replace(Bounds(), probability=probability) for probability in (0.6, 0.65, 0.75)),
    *(replace(Bounds(), likeness=likeness) for likeness in (0.6, 0.65, 0.75)),
]


def found_without(fixture: Fixture, themes: Themes) -> tuple[list[list[list[int]]], np.ndarray]:
    """Give the segments of each matter for each of `BOUNDS`, and the theme of each segment."""
    rule = fit_model(themes, vectors_of(themes.texts()), *fixture, ModelSettings(), encoder=encoder().fingerprint).rule
    assigned = assign(rule, fixture.segments, fixture.vectors, fixture.headings)
    place = {name: i for i, name in enumerate(fixture.segments["segment"].to_list())}
    tables = fixture.documents, fixture.segments, assigned, fixture.vectors
    matters = [
        [[place[name] for name in own] for own in emerging(*tables, Lexicon(), bounds)["segments"].to_list()]
        for bounds in BOUNDS
    ]
    return matters, assigned["theme"].to_numpy()


def main() -> None:
    """Print recall and false alarms for each corpus."""
    themes = load_themes()
    print("| corpus | share | probability | likeness | recalled | false, a theme left out | false, intact |")
    print("|---|---|---|---|---|---|---|")
    for name in sys.argv[1:] or ("seeds", "provinces"):
        fixture = corpus(name)
        intact, before = found_without(fixture, themes)
        recalled, false = [0] * len(BOUNDS), [0] * len(BOUNDS)
        for code in themes.codes:
            rest = replace(themes, themes=tuple(theme for theme in themes.themes if theme.code != code))
            for i, matters in enumerate(found_without(fixture, rest)[0]):
                own = [np.mean(before[rows] == code) > 0.5 for rows in matters]
                recalled[i] += any(own)
                false[i] += len(own) - sum(own)
        for i, bounds in enumerate(BOUNDS):
            figures = f"{recalled[i]} of {len(themes.codes)} | {false[i]} | {len(intact[i])}"
            print(f"| {name} | {bounds.share} | {bounds.probability} | {bounds.likeness} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
