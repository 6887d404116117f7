"""Which words and which passages make the difference between two groups of plans.

A word counts for a side when whole plans of that side say it more, not when one plan says it often: its log-odds is
held against how much it varies between plans, and tested by permuting whole plans. A passage stands for the difference
when it lies under a theme of which the side has more, and says the words of which the side has more.

counts of words, sides → contrast_words() → words
segments, words, differences → contrast_segments() → passages
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from topics.tables import NO_TOPIC, UNASSIGNED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

N_WORDS = 15
"""Words shown a side."""
N_THEMES, N_SEGMENTS = 3, 2
"""Themes a side, and passages a theme."""
LEAST = 5
"""A word said less often by both sides together is not considered,"""
FEW_PLANS = 0.02
"""nor one that fewer of their plans say, or one of several alone."""
MOST_ARRANGEMENTS = 500
LEAST_DIFFERENCE = 0.005
"""A theme of which a side has less more than this is not what makes the difference."""
_CHUNK = 100
_TIE = 1e-9
_SHORTEST, _LONGEST = 100, 1000
WORDS = {
    "side": pl.String,
    "word": pl.String,
    "log_odds": pl.Float64,
    "z": pl.Float64,
    "rate_a": pl.Float64,
    "rate_b": pl.Float64,
    "n_a": pl.Int64,
    "n_b": pl.Int64,
    "n_documents_a": pl.Int64,
    "n_documents_b": pl.Int64,
    "p": pl.Float64,
}
"""Columns of `contrast_words` and their types."""


class Spoken(NamedTuple):
    """How often the plans of two sides say words.

    Parameters
    ----------
    words
        Sorted.
    counts
        Shape (n_plans, n_words), the plans of A first.
    texts
        How many segments of each plan say the word, same shape.
    n_characters
        Of each plan's text in the half that counts, shape (n_plans,).
    """

    words: list[str]
    counts: Reals
    texts: Reals
    n_characters: Reals


def spoken(said: pl.DataFrame, plans: pl.DataFrame, n_characters: Reals) -> Spoken:
    """Sum words up by plan, those left out that hardly any plan says.

    Parameters
    ----------
    said
        ``segment, word, n`` (`topics.analyse.wordcounts.count_words`).
    plans
        ``segment, plan``: the plan of each segment, by number, those of A first.
    n_characters
        Of each plan, shape (n_plans,).
    """
    n_plans = len(n_characters)
    sums = said.join(plans, on="segment").group_by("word", "plan").agg(pl.col("n").sum(), pl.len().alias("texts"))
    least = 1 if n_plans < 3 else max(2, int(FEW_PLANS * n_plans))
    common = sums.group_by("word").agg(pl.col("n").sum(), pl.len().alias("plans"))
    words = common.filter(pl.col("n") >= LEAST, pl.col("plans") >= least).select("word").sort("word")
    rows = sums.join(words.with_row_index("_word"), on="word")
    place = tuple(rows[name].cast(pl.Int64).to_numpy() for name in ("plan", "_word"))
    counts, texts = (np.zeros((n_plans, words.height)) for _ in range(2))
    counts[place], texts[place] = rows["n"].to_numpy(), rows["texts"].to_numpy()
    return Spoken(words["word"].to_list(), counts, texts, n_characters)


def contrast_words(said: Spoken, n_a: int, sides: Reals | None, *, n: int = N_WORDS) -> pl.DataFrame:
    """Give the words that tell two sides apart.

    Parameters
    ----------
    said
        By plan.
    n_a
        How many of the plans are A's.
    sides
        Arrangements of the plans between the sides, shape (n_arrangements, n_plans), the observed first; none where
        there are too few plans for a test.
    n
        Words a side.

    Returns
    -------
    DataFrame
        `WORDS`, A's words first, the most telling first: `log_odds` of the word between the sides (positive: A says
        it more), `z` that over its standard error, `rate_a` and `rate_b` times in 10,000 characters, `n_a` and `n_b`
        times, `n_documents_a` and `n_documents_b` plans that say it, and `p`, the chance that any word at all stands
        out so far between such groups of plans of one kind; null without arrangements. A word that only one plan of
        several of its side says, or one passage where the side is one plan, is left out.

    Notes
    -----
    Monroe, Colaresi and Quinn (2008), "Fightin' words", for the log-odds with an informative Dirichlet prior: here
    the words of both sides together, weighing as much as one plan. Their variance takes each word for independent;
    with arrangements, the variance between plans is taken where it is larger. Westfall and Young (1993), "Resampling-
    based multiple testing", for the largest statistic of each arrangement, which makes `p` hold for all words at once.
    """
    if not said.words:
        return pl.DataFrame(schema=WORDS)
    n_plans = len(said.counts)
    every = (np.arange(n_plans) < n_a).astype(np.float64)[None, :] if sides is None else _some(sides)
    log_odds, z, largest = _statistics(said.counts, every, between=sides is not None)
    figures = {
        "word": said.words,
        "log_odds": log_odds,
        "z": z,
        "p": np.full(len(z), np.nan) if sides is None else (largest[:, None] >= np.abs(z) - _TIE).mean(axis=0),
    }
    for side, rows in (("a", slice(n_a)), ("b", slice(n_a, n_plans))):
        own, texts = said.counts[rows], said.texts[rows]
        plans = (own > 0).sum(axis=0)
        figures[f"rate_{side}"] = own.sum(axis=0) / said.n_characters[rows].sum() * 10_000
        figures[f"n_{side}"] = own.sum(axis=0).astype(np.int64)
        figures[f"n_documents_{side}"] = plans
        figures[f"spread_{side}"] = plans if len(own) > 1 else texts.sum(axis=0)
    return _best(pl.DataFrame(figures, nan_to_null=True), n)


def _some(sides: Reals) -> Reals:
    """Give at most `MOST_ARRANGEMENTS` of the arrangements, the observed first, the others by lot."""
    if len(sides) <= MOST_ARRANGEMENTS:
        return sides
    lot = np.random.default_rng(len(sides)).permutation(len(sides) - 1)[: MOST_ARRANGEMENTS - 1] + 1
    return np.concatenate([sides[:1], sides[lot]])


def _best(table: pl.DataFrame, n: int) -> pl.DataFrame:
    parts = []
    for side, sign in (("a", 1), ("b", -1)):
        own = table.filter(pl.col("z") * sign > 0, pl.col(f"spread_{side}") >= 2).with_columns(side=pl.lit(side))
        parts.append(own.sort(pl.col("z").abs(), pl.col("word"), descending=[True, False]).head(n))
    return pl.concat(parts).select(pl.col(name).cast(kind) for name, kind in WORDS.items())


def _statistics(counts: Reals, sides: Reals, *, between: bool) -> tuple[Reals, Reals, Reals]:
    """Give the log-odds and z of each word as observed, and the largest absolute z of each arrangement."""
    lengths = counts.sum(axis=1, keepdims=True)
    sums = [np.ones_like(lengths), lengths, lengths**2, counts, counts**2, counts * lengths]
    whole = [one.sum(axis=0) for one in sums]
    prior = counts.sum(axis=0) / len(counts)
    largest = np.empty(len(sides))
    observed: list[tuple[Reals, Reals]] = []
    for start in range(0, len(sides), _CHUNK):
        own = [sides[start : start + _CHUNK] @ one for one in sums]
        a, variance_a = _log_odds(own, prior, between=between)
        b, variance_b = _log_odds([x - y for x, y in zip(whole, own, strict=True)], prior, between=between)
        z = (a - b) / np.sqrt(variance_a + variance_b)
        largest[start : start + _CHUNK] = np.abs(z).max(axis=1)
        observed = observed or [((a - b)[0], z[0])]
    return *observed[0], largest


def _log_odds(sums: list[Reals], prior: Reals, *, between: bool) -> tuple[Reals, Reals]:
    """Give the smoothed log-odds of each word on one side of each arrangement, and its variance.

    `sums` over the side's plans: plans, words, their squares (n_arrangements, 1); times each word is said, squares, and
    products with the plan's words (n_arrangements, n_words).
    """
    n, total, total_2, times, times_2, product = sums
    own = times + prior
    log_odds = np.log(own) - np.log(np.maximum(total + prior.sum() - own, 1))
    variance = 1 / own
    if between:
        rate = times / total
        squares = times_2 - 2 * rate * product + rate**2 * total_2
        variance = np.maximum(variance, squares * (n / (n - 1)) / own**2)
    return log_odds, variance


def contrast_segments(
    rows: pl.DataFrame, said: pl.DataFrame, words: pl.DataFrame, differences: pl.DataFrame
) -> pl.DataFrame:
    """Give the passages behind each side of the largest differences.

    Parameters
    ----------
    rows
        Segments of both sides: `side`, the code (theme or topic), `probability` and the columns of
        `topics.analyse.selection.select`.
    said
        ``segment, word, n``.
    words
        As `contrast_words` gives them, as many as it can.
    differences
        `topics.tables.DIFFERENCES` with the code.

    Returns
    -------
    DataFrame
        ``side``, the code, ``words`` (the telling words it holds, the most telling first), then the other columns of
        `rows`: up to `N_SEGMENTS` passages of each of up to `N_THEMES` themes of which the side has more, from
        different plans where there are several. Best first: the z of its telling words together, over the root of
        its length, times its probability.
    """
    code = next(name for name in differences.columns if name in {"theme", "topic"})  # topics have a theme, too
    telling = said.join(words.select("side", "word", pl.col("z").abs()), on="word", how="inner")
    telling = telling.sort("segment", "z", "word", descending=[False, True, False])
    scores = telling.group_by("segment", "side", maintain_order=True).agg(pl.col("z").sum(), "word")
    more = pl.concat(_more(differences, code, side, sign) for side, sign in (("a", 1), ("b", -1)))
    length = pl.col("text").str.len_chars().clip(_SHORTEST, _LONGEST).sqrt()
    found = rows.join(more, on=["side", code]).join(scores.rename({"word": "words"}), on=["segment", "side"])
    found = found.with_columns(_score=pl.col("z") * pl.col("probability") / length)
    found = found.sort("side", "_place", "_score", "segment", descending=[False, False, True, False])
    turn = found.with_columns(_turn=pl.int_range(pl.len()).over("side", code, "file"))
    ordered = turn.sort("side", "_place", "_turn", maintain_order=True)
    best = ordered.filter(pl.int_range(pl.len()).over("side", code) < N_SEGMENTS)
    rest = [name for name in rows.columns if name not in {"side", code, "words"}]
    return best.select("side", code, "words", *rest)


def _more(differences: pl.DataFrame, code: str, side: str, sign: int) -> pl.DataFrame:
    """Give the codes of which a side has more, the largest difference first."""
    named = ~pl.col(code).cast(pl.String).is_in([UNASSIGNED, str(NO_TOPIC)])
    rows = differences.filter(pl.col("difference") * sign >= LEAST_DIFFERENCE, named).head(N_THEMES)
    return rows.select(code, pl.lit(side).alias("side"), pl.row_index("_place"))
