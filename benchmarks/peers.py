"""How BERTopic does by itself on the same segments and vectors: python -m benchmarks.peers.

Two ways of its documentation: as it is by default, and set up for Chinese (words cut with the dictionary, outliers
given to topics by `reduce_outliers`). UMAP and HDBSCAN are as BERTopic sets them, UMAP with a seed. Beside them what
ships. Measures are those of `benchmarks.topics`; a coded row in no topic counts as wrong in the map, and coarse topics
are BERTopic's own cut to as many as what ships has. Medians over the seeds; ARI between the first and the others.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks._coded import corpus, gold
from benchmarks.topics import SEEDS, coherence, fit, mapped, placed, topics_of
from topics.model.keywords import describe
from topics.model.words import cutter, fold, is_content, place_names
from topics.settings import ModelSettings
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from benchmarks._coded import Fixture

NAMES = ("cities", "provinces")
WAYS = ("BERTopic, default", "BERTopic, Chinese set-up")
SHIPS = "what ships"
N_WORDS = 10


class Found(NamedTuple):
    """Topics of the segments, fine and coarse, and the words of each fine topic."""

    fine: np.ndarray
    coarse: np.ndarray
    words: list[list[str]]


def ships(fixture: Fixture) -> Found:
    """Find topics as the package does."""
    rule = fit(fixture, ModelSettings())
    assigned = topics_of(rule, fixture)
    fine = assigned["topic"].to_numpy()
    topics = describe(rule, fixture.segments, assigned).topics.filter(pl.col("topic") >= 0)
    return Found(fine, np.append(rule.coarse, NO_TOPIC)[fine], topics["words"].to_list())


def peers(fixture: Fixture, seed: int, n_coarse: int) -> list[Found]:
    """Find topics as BERTopic does in each of `WAYS`."""
    from bertopic import BERTopic
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    texts = fixture.segments["text"].to_list()
    reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(umap_model=reduced, language="chinese (simplified)")
    default, _ = model.fit_transform(texts, fixture.vectors)
    split = cutter(())
    chinese = copy.copy(model)
    vectorizer = CountVectorizer(tokenizer=lambda text: split(fold(text)), token_pattern=None)
    chinese.update_topics(texts, topics=default, vectorizer_model=vectorizer)
    every = chinese.reduce_outliers(texts, default)
    chinese.update_topics(texts, topics=every, vectorizer_model=vectorizer)
    return [_found(one, texts, labels, n_coarse) for one, labels in ((model, default), (chinese, every))]


def _found(model: Any, texts: list[str], labels: list[int], n_coarse: int) -> Found:  # noqa: ANN401 - of a library without types
    """Take the words of topics, then let BERTopic cut them to a few."""
    words = [
        [word for word, _ in model.get_topic(topic)[:N_WORDS] if word] for topic in sorted(set(labels) - {NO_TOPIC})
    ]
    cut = copy.deepcopy(model)
    cut.reduce_topics(texts, nr_topics=n_coarse + (NO_TOPIC in labels))
    return Found(np.asarray(labels), np.asarray(cut.topics_), words)


def figures(name: str, fixture: Fixture, found: Found) -> list[float]:
    """Give topics, coarse topics, the fraction left out, AMI, map, NPMI, diversity and junk."""
    rows, places = placed(gold(name), fixture)
    fine, coarse = (_apart(labels)[places] for labels in (found.fine, found.coarse))
    every = [word for words in found.words for word in words]
    names = place_names(fixture.documents["district"].to_list())
    return [
        len(found.words),
        len(set(found.coarse.tolist()) - {NO_TOPIC}),
        float((found.fine == NO_TOPIC).mean()),
        adjusted_mutual_info_score([row.first[0] for row in rows], found.coarse[places]),
        mapped(rows, fine.tolist(), coarse.tolist(), len(rows)),
        coherence(found.words, fixture),
        len(set(every)) / len(every),
        float(np.mean([not is_content(fold(re.sub(r"\s", "", word)), names) for word in every])),
    ]


def _apart(labels: np.ndarray) -> np.ndarray:
    """Put every segment without a topic into one of its own: nothing can be guessed of it."""
    return np.where(labels == NO_TOPIC, -1 - np.arange(len(labels)), labels)


def main() -> None:
    """Print a row a corpus and way."""
    print("| corpus | topics by | topics / coarse | left out | AMI | map | NPMI | diversity | junk | ARI over seeds |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in NAMES:
        fixture = corpus(name)
        own = ships(fixture)
        n_coarse = len(set(own.coarse.tolist()) - {NO_TOPIC})
        runs = [peers(fixture, seed, n_coarse) for seed in range(SEEDS)]
        for what, found in ((SHIPS, [own]), *zip(WAYS, map(list, zip(*runs, strict=True)), strict=True)):
            n, n_coarse_found, *rest = np.median([figures(name, fixture, one) for one in found], axis=0)
            agree = [adjusted_rand_score(found[0].fine, one.fine) for one in found[1:]] or [1.0]
            cells = [f"{n:.0f} / {n_coarse_found:.0f}", *(f"{value:.2f}" for value in rest), f"{np.median(agree):.2f}"]
            print(f"| {name} | {what} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
