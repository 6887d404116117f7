"""What other anchors of topics, and another weight of their words, would give: python -m benchmarks.choices.

For each choice: topics, and the adjusted Rand index of fits with and without a plan (as in `benchmarks.topics`). For
each power of the lift of words: NPMI of a topic's ten words over segments, and distinct words among all of them. What
ships was chosen on the sample plans and the provinces, the power on the cities.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks._coded import Fixture, corpus
from benchmarks.topics import coherence, fit, left_out, topics_of
from topics.model import anchored, keywords
from topics.model.keywords import describe
from topics.settings import ModelSettings

SHIPPED = (anchored.ANCHORS, anchored.PULL, anchored.GIVEN_UP)
CHOICES = (
    ("what ships", SHIPPED),
    ("no pull", (anchored.ANCHORS, 0.0, anchored.GIVEN_UP)),
    ("all small topics given up at once", (anchored.ANCHORS, anchored.PULL, 1.0)),
    ("anchors: the root of the segments", (1.0, anchored.PULL, anchored.GIVEN_UP)),
    ("anchors: four times the root", (4.0, anchored.PULL, anchored.GIVEN_UP)),
    ("anchors: all phrases, no pull, all at once", (1e6, 0.0, 1.0)),
)
LIFTS = (1.0, 2.0, 2.5, 3.0)


def print_anchors(fixtures: dict[str, Fixture]) -> None:
    """Print topics and their survival of the loss of a plan, for each choice and corpus."""
    print("| choice | " + " | ".join(fixtures) + " |\n|---|" + "---|" * len(fixtures))
    for what, choice in CHOICES:
        anchored.ANCHORS, anchored.PULL, anchored.GIVEN_UP = choice
        cells = []
        for fixture in fixtures.values():
            labels = topics_of(fit(fixture, ModelSettings()), fixture)["topic"].to_numpy()
            n_topics = len(np.unique(labels[labels >= 0]))
            cells.append(f"{left_out(fixture, labels, ModelSettings())}, {n_topics} topics")
        print(f"| {what} | " + " | ".join(cells) + " |", flush=True)
    anchored.ANCHORS, anchored.PULL, anchored.GIVEN_UP = SHIPPED


def print_words(fixtures: dict[str, Fixture]) -> None:
    """Print NPMI and diversity of the words of topics, for each power and corpus."""
    shipped, cells = keywords.LIFT, {lift: list[str]() for lift in LIFTS}
    for fixture in fixtures.values():
        rule = fit(fixture, ModelSettings())
        assigned = topics_of(rule, fixture)
        for lift in LIFTS:
            keywords.LIFT = lift
            found = describe(rule, fixture.segments, assigned).topics.filter(pl.col("topic") >= 0)["words"].to_list()
            every = [word for words in found for word in words]
            cells[lift].append(f"{coherence(found, fixture):.2f} / {len(set(every)) / len(every):.2f}")
    keywords.LIFT = shipped
    print("\n| power of the lift | " + " | ".join(fixtures) + " |\n|---|" + "---|" * len(fixtures))
    for lift in LIFTS:
        print(f"| {lift} | " + " | ".join(cells[lift]) + " |", flush=True)


def main() -> None:
    """Print both tables."""
    fixtures = {"plans": corpus("plans"), "sample": corpus("seeds"), "provinces": corpus("provinces")}
    print_anchors(fixtures)
    print_words({"cities": corpus("cities"), **fixtures})


if __name__ == "__main__":
    main()
