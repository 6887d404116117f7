"""Which words tell a theme or a topic apart from the others.

Words are weighed by c-TF-IDF: how often a word stands in the class, against how often it stands anywhere. What can
be a word at all is said in `words.py`; a word must also stand in several districts, or it is the name of something
local.

Rule, Segments, Assignments → describe() → Themes, Topics
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from topics.model.expressions import Label, whole_words
from topics.model.line import Line, lay_out
from topics.model.names import districts_of, least_districts, name_topics
from topics.model.telling import telling_words
from topics.model.words import is_content, runs
from topics.tables import NO_TOPIC, THEMES, TOPICS, UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from topics.model.rule import Rule

    Reals = NDArray[np.float64]

MOST_CLASSES = 3
"""Classes that a word may stand for."""
LIFT = 2.5
"""Power of the logarithm of how much commoner a word is in a class than anywhere."""
N_WORDS = 10
N_TRIED = 40
"""Words of a class that are looked at for the ten that can be read alone."""
LEAST_TEXTS = 2
"""A word of a class stands in so many of its texts at least."""
NO_NAME = {"name_zh": "未归类", "name_en": "Unassigned"}


class Described(NamedTuple):
    """The frames `topics.tables.THEMES` and `topics.tables.TOPICS`, and what stands for pieces of expressions.

    `wholes` is as `topics.model.telling.telling_words` gives it.
    """

    themes: pl.DataFrame
    topics: pl.DataFrame
    wholes: Mapping[str, str] = MappingProxyType({})


def describe(rule: Rule, segments: pl.DataFrame, assignments: pl.DataFrame) -> Described:
    """Describe themes and topics by their words and sizes.

    Parameters
    ----------
    rule
        Names the themes, the terms and the places.
    segments, assignments
        Row by row.

    Returns
    -------
    Described
        Themes in the order of the themes file, then `unassigned`; topics by number, -1 first where any segment has
        none. Each topic stands under the theme most of its characters have; ``coarse`` and ``coarse_name`` are those
        of the coarse topic it is part of. `wholes` is judged on these segments.
    """
    found = _find_words(rule, segments)
    labels = [*rule.codes, UNASSIGNED]
    theme_words = found.best(assignments["theme"].to_list(), labels)
    themes = pl.DataFrame(
        {
            "theme": labels,
            "name_zh": [*rule.names_zh, NO_NAME["name_zh"]],
            "name_en": [*rule.names_en, NO_NAME["name_en"]],
            "words": pl.Series(theme_words, dtype=pl.List(pl.String)),
        }
    )
    topics = _topics(rule, assignments, segments, found)
    content = [rule.ground.words.words[i] for i in rule.content.tolist()]
    wholes = telling_words(found.line, content)
    return recount(themes, topics, segments, assignments)._replace(wholes=wholes)


def recount(themes: pl.DataFrame, topics: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame) -> Described:
    """Keep the words and names of themes and topics, and count the segments and characters anew.

    Parameters
    ----------
    themes, topics
        Of the fitted model.
    segments, assignments
        Of the plans at hand, row by row.
    """
    rows = assignments.select("theme", "topic").with_columns(segments["n_characters"])
    sizes = [pl.len().cast(pl.Int64).alias("n_segments"), pl.col("n_characters").sum()]
    counted = {}
    for table, frame, key in ((THEMES, themes, "theme"), (TOPICS, topics, "topic")):
        kept = frame.drop("n_segments", "n_characters", strict=False)
        with_sizes = kept.join(rows.group_by(key).agg(sizes), on=key, how="left", maintain_order="left")
        counted[key] = table.check(with_sizes.with_columns(pl.col("n_segments", "n_characters").fill_null(0)))
    return Described(counted["theme"], counted["topic"])


def _topics(rule: Rule, assignments: pl.DataFrame, segments: pl.DataFrame, found: _Found) -> pl.DataFrame:
    numbers = sorted(set(assignments["topic"].to_list()))
    rows = assignments.select("theme", "topic").with_columns(segments["n_characters"])
    main = (
        rows.group_by("topic", "theme")
        .agg(pl.col("n_characters").sum())
        .sort(["n_characters", "theme"], descending=[True, False])
        .unique("topic", keep="first", maintain_order=True)
    )
    theme_of = dict(zip(main["topic"].to_list(), main["theme"].to_list(), strict=True))
    chosen, names = found.named(assignments["topic"].to_list(), numbers)
    coarse = {n: int(rule.coarse[n]) if n != NO_TOPIC else NO_TOPIC for n in numbers}
    over = [coarse[n] for n in assignments["topic"].to_list()]
    _, coarse_names = found.named(over, sorted(set(over)))
    return pl.DataFrame(
        {
            "topic": pl.Series(numbers, dtype=pl.Int64),
            "theme": pl.Series([theme_of[n] if n != NO_TOPIC else UNASSIGNED for n in numbers], dtype=pl.String),
            "name": pl.Series([names[n] for n in numbers], dtype=pl.String),
            "words": pl.Series(chosen, dtype=pl.List(pl.String)),
            "coarse": pl.Series([coarse[n] for n in numbers], dtype=pl.Int64),
            "coarse_name": pl.Series([coarse_names[coarse[n]] for n in numbers], dtype=pl.String),
        }
    )


class _Found(NamedTuple):
    """The words of a corpus, counted text by text, and the line they stand in."""

    counts: Reals
    words: list[str]
    line: Line

    def best(self, labels: Sequence[Label], classes: Sequence[Label]) -> list[list[str]]:
        """Give each class its most typical words, pieces of longer expressions made whole."""
        return whole_words(self.line, labels, self._ranked(labels, classes), N_WORDS)

    def named(self, topics: Sequence[int], numbers: Sequence[int]) -> tuple[list[list[str]], dict[int, str]]:
        """Give each topic its words, and by number its name."""
        ranked = self._ranked(topics, numbers)
        chosen = whole_words(self.line, topics, ranked, N_WORDS)
        words = dict(zip(numbers, chosen, strict=True))
        return chosen, name_topics(self.line, topics, ranked, words)

    def _ranked(self, labels: Sequence[Label], classes: Sequence[Label]) -> dict[Label, list[str]]:
        return dict(zip(classes, best_words(self.counts, self.words, labels, classes, N_TRIED), strict=True))


def _find_words(rule: Rule, segments: pl.DataFrame) -> _Found:
    districts = districts_of(segments["document"].to_list())
    texts = runs(segments["text"].to_list(), rule.ground.terms)
    terms, place_names = frozenset(rule.ground.terms), frozenset(rule.places)
    line = lay_out(texts, districts, least_districts(districts), terms, place_names)
    return _Found(*count_words(line), line)


def count_words(line: Line) -> tuple[Reals, list[str]]:
    """Count the content words of texts.

    Parameters
    ----------
    line
        The texts, and in how many districts a word must stand.

    Returns
    -------
    counts : sparse matrix of float64, shape (n_texts, n_words)
    words : list of str
        In alphabetical order. A word stands in so many districts as the line asks for; if that is one, in two texts.
    """
    from scipy.sparse import csr_matrix

    n_texts = len(line.districts)
    units = line.districts if line.least > 1 else np.arange(n_texts)
    at = np.flatnonzero(line.numbers)
    numbers, texts = line.numbers[at], line.texts[at]
    pairs = np.unique(numbers * max(n_texts, 1) + units[texts])
    seen = np.bincount(pairs // max(n_texts, 1), minlength=len(line.words))
    often = np.flatnonzero(seen >= max(line.least, LEAST_TEXTS)).tolist()
    kept = sorted(line.words[number] for number in often if is_content(line.words[number], line.place_names))
    column = {word: i for i, word in enumerate(kept)}
    columns = np.array([column.get(word, -1) for word in line.words], dtype=np.int64)[numbers]
    known = columns >= 0
    shape = (n_texts, len(kept))
    return csr_matrix((np.ones(known.sum()), (texts[known], columns[known])), shape=shape), kept


def best_words(
    counts: Reals, words: list[str], labels: Sequence[object], classes: Sequence[object], most: int = N_WORDS
) -> list[list[str]]:
    """Give each class its most typical words, best first, by c-TF-IDF.

    Parameters
    ----------
    counts
        Sparse, shape (n_texts, n_words).
    words
        Names of the columns.
    labels
        The class of each text.
    classes
        The classes asked for.
    most
        Words of a class.

    Notes
    -----
    c-TF-IDF on texts instead of occurrences: ``share`` is the fraction of the class's texts that hold the word, drawn
    toward that of the corpus as if the class had one text more; the weight is ``share * log(share / share in the
    corpus) ** 2.5``. Among the powers tried on the cities these gave words that stand together (NPMI) and are not those
    of the next class (diversity), and so they did on the provinces. A word stands for the three classes it weighs most
    in: what is said of many tells none of them apart.
    """
    from scipy.sparse import csr_matrix

    place = {label: i for i, label in enumerate(classes)}
    member = csr_matrix(
        (np.ones(len(labels)), ([place[label] for label in labels], range(len(labels)))),
        shape=(len(classes), len(labels)),
    )
    table = np.asarray((member @ (counts > 0).astype(np.float64)).todense())
    anywhere = table.sum(axis=0) / max(len(labels), 1)
    sizes = np.asarray(member.sum(axis=1)).reshape(-1, 1)
    share = (table + anywhere) / (sizes + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = np.where(anywhere > 0, np.log(share / anywhere), 0.0)
    weight = np.where((table >= LEAST_TEXTS) & (lift > 0), share * np.maximum(lift, 0.0) ** LIFT, 0.0).round(9)
    rank = np.argsort(np.argsort(-weight, axis=0, kind="stable"), axis=0, kind="stable")
    weight[rank >= MOST_CLASSES] = 0.0
    best = np.argsort(-weight, axis=1, kind="stable")[:, :most]
    return [[words[i] for i in row if weight[c, i] > 0] for c, row in enumerate(best)]
