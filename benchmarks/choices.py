"""What other numbers in the search for topics would give: python -m benchmarks.choices.

For each choice, corpus by corpus: topics; ARI, the adjusted Rand index of fits with and without a plan, on average and
the least of them; AMI, adjusted mutual information of coarse topics and coded themes (both as in `benchmarks.topics`).
For each power of the lift of words: NPMI of a topic's ten words over segments, and distinct words among all of them.
The numbers that ship were chosen on the sample plans and the provinces, the power on the cities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks._coded import Fixture, coded, corpus, gold
from benchmarks.labels import seeds_gold
from benchmarks.topics import coherence, fit, left_out, placed, topics_of
from topics.model import anchored, keywords, topicspace
from topics.model.keywords import describe
from topics.settings import ModelSettings
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Mapping


class Choice(NamedTuple):
    """Numbers of `topics.model.anchored` and `topics.model.topicspace`."""

    anchors: float = anchored.ANCHORS
    pull: float = anchored.PULL
    given_up: float = anchored.GIVEN_UP
    weights: tuple[float, float, float] = topicspace.WEIGHTS

    def take(self) -> None:
        """Let fits from now on use these numbers."""
        anchored.ANCHORS, anchored.PULL, anchored.GIVEN_UP, topicspace.WEIGHTS = self


CHOICES = (
    ("what ships", Choice()),
    ("no pull", Choice(pull=0.0)),
    ("all small topics given up at once", Choice(given_up=1.0)),
    ("anchors: the root of the segments", Choice(anchors=1.0)),
    ("anchors: four times the root", Choice(anchors=4.0)),
    ("anchors: all phrases; no pull; all small at once", Choice(anchors=1e6, pull=0.0, given_up=1.0)),
    ("likeness by vectors alone", Choice(weights=(1.0, 0.0, 0.0))),
    ("by vectors and words", Choice(weights=(1.0, 0.7, 0.0))),
    ("by vectors and themes", Choice(weights=(1.0, 0.0, 0.7))),
)
LIFTS = (1.0, 2.0, 2.5, 3.0)


def print_choices(fixtures: Mapping[str, Fixture]) -> None:
    """Print topics, their survival of the loss of a plan and their agreement with codes."""
    print("| choice | " + " | ".join(fixtures) + " |\n|---|" + "---|" * len(fixtures))
    for what, choice in CHOICES:
        choice.take()
        cells = [judged(name, fixture) for name, fixture in fixtures.items()]
        print(f"| {what} | " + " | ".join(cells) + " |", flush=True)
    Choice().take()


def judged(name: str, fixture: Fixture) -> str:
    """Give the figures of one corpus."""
    rule = fit(fixture, ModelSettings())
    labels = topics_of(rule, fixture)["topic"].to_numpy()
    rows, places = placed(seeds_gold() if name == "seeds" else gold(name) or coded(name), fixture)
    coarse = np.append(rule.coarse, NO_TOPIC)[labels]
    ami = adjusted_mutual_info_score([row.first[0] for row in rows], coarse[places])
    n_topics = len(np.unique(labels[labels != NO_TOPIC]))
    return f"{n_topics} topics, ARI {left_out(fixture, labels, ModelSettings())}, AMI {ami:.2f}"


def print_words(fixtures: Mapping[str, Fixture]) -> None:
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
    fixtures = {name: corpus(name) for name in ("plans", "seeds", "provinces")}
    print_choices(fixtures)
    print_words({"cities": corpus("cities"), **fixtures})


if __name__ == "__main__":
    main()
