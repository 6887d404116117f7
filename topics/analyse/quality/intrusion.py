"""Whether people see what a topic is about: sheets in which a reader looks for what does not belong.

Word intrusion: five words of a topic and one of another. Segment intrusion: three passages of a topic and one of
another. A topic that hangs together betrays the intruder. Which one it is stands nowhere in the sheet; it is found
again from the model when the sheet comes back.

topics, segments, assignments, vectors → questions() → sheet() → filled in by readers → judged()
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from topics.errors import OptionError
from topics.tables import NO_TOPIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CHOICES = "ABCDEF"
WORDS, PASSAGES = 5, 3
"""Words and passages of the topic itself, beside one intruder."""
PASSAGE = 160
"""Characters of a passage that are shown."""
COLUMNS = ("item", "kind", *CHOICES, "answer")
KINDS = ("words", "segments")


class Question(NamedTuple):
    """One line of a sheet.

    Parameters
    ----------
    item
        Its name, which says nothing of the topic.
    kind
        ``words`` or ``segments``.
    topic
        The topic asked about.
    choices
        What the reader chooses from, in order.
    intruder
        The letter of the one that does not belong.
    """

    item: str
    kind: str
    topic: int
    choices: tuple[str, ...]
    intruder: str


@dataclass(frozen=True)
class Judgement:
    """What readers found.

    Parameters
    ----------
    summary
        ``kind, reader, precision, n, chance``: how often a reader found the intruder (model precision; Chang et al.,
        2009), of n answers, and how often one would by guessing. After the readers a row ``agreement`` a kind, whose
        ``precision`` is Cohen's kappa of two readers over the letters they chose (the mean over pairs of readers where
        there are more), of n items both answered.
    topics
        ``topic, name, words, segments``: for each topic the fraction of readers who found the intruder of either kind;
        null where no one answered.
    """

    summary: pl.DataFrame
    topics: pl.DataFrame


def questions(
    topics: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame, vectors: NDArray[np.floating]
) -> list[Question]:
    """Make the questions of a model: the same for the same model, in an order that tells nothing.

    Parameters
    ----------
    topics, segments, assignments
        As in `topics.tables`.
    vectors
        Of the segments, unit rows, shape (n_segments, dimension).

    Raises
    ------
    OptionError
        The model has fewer than two topics.
    """
    found = topics.filter(pl.col("topic") != NO_TOPIC).sort("topic").to_dicts()
    if len(found) < 2:
        raise OptionError(
            "the model has fewer than two topics", remedy="fit a larger corpus: there is nothing to judge"
        )
    labels = assignments["topic"].to_numpy()
    passages = {row["topic"]: _typical(segments, vectors, np.flatnonzero(labels == row["topic"])) for row in found}
    made: list[Question] = []
    for row in found:
        others = sorted((o for o in found if o["topic"] != row["topic"]), key=lambda o: _draw(row["topic"], o["topic"]))
        words, own = row["words"][:WORDS], passages[row["topic"]][:PASSAGES]
        word = next((w for o in others for w in o["words"][:WORDS] if w not in row["words"]), None)
        passage = next((text for o in others for text in passages[o["topic"]][:1] if text not in own), None)
        if len(words) == WORDS and word is not None:
            made.append(_question("words", row["topic"], words, word))
        if len(own) == PASSAGES and passage is not None:
            made.append(_question("segments", row["topic"], own, passage))
    made.sort(key=lambda question: (question.kind != "words", _draw(question.topic, *question.choices)))
    counts = dict.fromkeys(KINDS, 0)
    named = []
    for question in made:
        counts[question.kind] += 1
        named.append(question._replace(item=f"{question.kind[0].upper()}{counts[question.kind]:03d}"))
    return named


def sheet(asked: Sequence[Question]) -> pl.DataFrame:
    """Give the questions as a table to be filled in: ``item, kind, A … F, answer``; the answer is one letter."""
    rows = [[q.item, q.kind, *q.choices, *[""] * (len(CHOICES) - len(q.choices)), ""] for q in asked]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def judged(asked: Sequence[Question], readers: Mapping[str, Mapping[str, str]], topics: pl.DataFrame) -> Judgement:
    """Compare the answers of readers with the questions.

    Parameters
    ----------
    asked
        As `questions` gives them for the same model.
    readers
        For each reader the answers: item, letter. What is left empty is not counted.
    topics
        `topics.tables.TOPICS`.

    Raises
    ------
    OptionError
        An item is not among the questions, a letter not among the choices, or nothing was answered.
    """
    known = {question.item: question for question in asked}
    for reader, answers in readers.items():
        _refuse(reader, answers, known)
    rows: list[tuple[str, str, float | None, int, float | None]] = []
    for kind in KINDS:
        own = {q.item: q for q in asked if q.kind == kind}
        chance = 1 / ((WORDS if kind == "words" else PASSAGES) + 1)
        for reader, answers in readers.items():
            right = [answers[item] == q.intruder for item, q in own.items() if item in answers]
            if right:
                rows.append((kind, reader, float(np.mean(right)), len(right), chance))
        pairs = [_kappa(a, b, own) for i, a in enumerate(readers.values()) for b in list(readers.values())[:i]]
        if pairs and any(n for _, n in pairs):
            values = [value for value, n in pairs if n and value is not None]
            rows.append((kind, "agreement", float(np.mean(values)) if values else None, pairs[0][1], None))
    schema = {"kind": pl.String, "reader": pl.String, "precision": pl.Float64, "n": pl.Int64, "chance": pl.Float64}
    return Judgement(pl.DataFrame(rows, schema=schema, orient="row"), _per_topic(asked, readers, topics))


def _per_topic(
    asked: Sequence[Question], readers: Mapping[str, Mapping[str, str]], topics: pl.DataFrame
) -> pl.DataFrame:
    found: dict[tuple[int, str], list[bool]] = {}
    for q in asked:
        for answers in readers.values():
            if q.item in answers:
                found.setdefault((q.topic, q.kind), []).append(answers[q.item] == q.intruder)
    rows = topics.filter(pl.col("topic") != NO_TOPIC).sort("topic").select("topic", "name")
    return rows.with_columns(
        pl.Series(
            kind,
            [float(np.mean(found[n, kind])) if (n, kind) in found else None for n in rows["topic"].to_list()],
            dtype=pl.Float64,
        )
        for kind in KINDS
    )


def _kappa(a: Mapping[str, str], b: Mapping[str, str], own: Mapping[str, Question]) -> tuple[float | None, int]:
    """Give Cohen's kappa (1960) of two readers, and of how many items; None where chance alone would agree."""
    both = [item for item in own if item in a and item in b]
    if not both:
        return None, 0
    same = float(np.mean([a[item] == b[item] for item in both]))
    by_chance = sum(
        float(np.mean([a[item] == letter for item in both])) * float(np.mean([b[item] == letter for item in both]))
        for letter in CHOICES
    )
    return (None if by_chance >= 1 else (same - by_chance) / (1 - by_chance)), len(both)


def _refuse(reader: str, answers: Mapping[str, str], known: Mapping[str, Question]) -> None:
    if not answers:
        raise OptionError(f"{reader}: no answer in it", remedy="write a letter into the column answer of each line")
    for item, letter in answers.items():
        if item not in known:
            raise OptionError(
                f"{reader}: item {item!r} is not asked about this model",
                allowed=f"{next(iter(known), '')} and so on",
                remedy="name the model the sheet was written for, fitted as it was then",
            )
        allowed = list(CHOICES[: len(known[item].choices)])
        if letter not in allowed:
            raise OptionError(f"{reader}: answer {letter!r} to item {item}", allowed=", ".join(allowed))


def _question(kind: str, topic: int, own: Sequence[str], intruder: str) -> Question:
    """Mix the intruder in."""
    mixed = sorted([*own, intruder], key=lambda text: _draw(topic, kind, text))
    return Question("", kind, topic, tuple(mixed), CHOICES[mixed.index(intruder)])


def _draw(*parts: object) -> str:
    """Give a lot that anyone can draw again and no one can guess from the sheet."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def _typical(segments: pl.DataFrame, vectors: NDArray[np.floating], own: NDArray[np.int64]) -> list[str]:
    """Give the passages nearest to the middle of a topic, one a plan as far as there are plans, shortened."""
    middle = vectors[own].astype(np.float64).mean(axis=0)
    order = own[np.argsort(-(vectors[own] @ middle).round(6), kind="stable")]
    nearest = segments[order].select("document", pl.col("text").str.slice(0, PASSAGE))
    first = nearest.unique("text", keep="first", maintain_order=True)
    spread = first.unique("document", keep="first", maintain_order=True)
    rest = first.join(spread, on=["document", "text"], how="anti", maintain_order="left")
    return [*spread["text"].to_list(), *rest["text"].to_list()][: PASSAGES + 1]
