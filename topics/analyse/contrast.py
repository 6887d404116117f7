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
"""A word said less often by both sides together, or by one of more than two plans alone, is not considered."""
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
    """How often plans say words.

    Parameters
    ----------
    words
        Sorted.
    counts
        Shape (n_plans, n_words).
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
    """Sum words up by plan.

    Parameters
    ----------
    said
        ``segment, word, n`` (`topics.analyse.wordcounts.count_words`).
    plans
        ``segment, row``: the plan of each segment, by number.
    n_characters
        Of each plan, shape (n_plans,).
    """
    words = said.select("word").unique().sort("word").with_row_index("_word")
    rows = said.join(plans, on="segment").join(words, on="word")
    place = tuple(rows[name].cast(pl.Int64).to_numpy() for name in ("row", "_word"))
    counts, texts = (np.zeros((len(n_characters), words.height)) for _ in range(2))
    np.add.at(counts, place, rows["n"].to_numpy())
    np.add.at(texts, place, 1)
    return Spoken(words["word"].to_list(), counts, texts, n_characters)


def contrast_words(
    said: Spoken, a: NDArray[np.int64], b: NDArray[np.int64], sides: Reals | None, *, n: int = N_WORDS
) -> pl.DataFrame:
    """Give the words that tell two sides apart.

    Parameters
    ----------
    said
        By plan.
    a, b
        Rows of the plans of each side.
    sides
        Arrangements of the plans of `a`, then of `b`, between the sides, shape (n_arrangements, n_a + n_b), the
        observed first; none where there are too few plans for a test.
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
    the words of all plans of the model, weighing as much as one plan. Their variance takes each word for independent;
    with arrangements, the variance between plans is taken where it is larger. Westfall and Young (1993), "Resampling-
    based multiple testing", for the largest statistic of each arrangement, which makes `p` hold for all words at once.
    """
    prior = said.counts.sum(axis=0) / len(said.counts)
    chosen = np.concatenate([a, b])
    counts, first = said.counts[chosen], (np.arange(len(chosen)) < len(a)).astype(np.float64)
    kept = (counts.sum(axis=0) >= LEAST) & ((counts > 0).sum(axis=0) >= (len(chosen) > 2) + 1)
    if not kept.any():
        return pl.DataFrame(schema=WORDS)
    every = first[None, :] if sides is None else _some(sides)
    log_odds, z, largest = _statistics(counts[:, kept], prior[kept], prior.sum(), every, between=sides is not None)
    figures = {
        "word": [word for word, keep in zip(said.words, kept, strict=True) if keep],
        "log_odds": log_odds,
        "z": z,
        "p": np.full(len(z), np.nan) if sides is None else (largest[:, None] >= np.abs(z) - _TIE).mean(axis=0),
    }
    for side, rows in (("a", a), ("b", b)):
        own, texts = said.counts[rows][:, kept], said.texts[rows][:, kept]
        figures[f"rate_{side}"] = own.sum(axis=0) / said.n_characters[rows].sum() * 10_000
        figures[f"n_{side}"] = own.sum(axis=0).astype(np.int64)
        figures[f"n_documents_{side}"] = (own > 0).sum(axis=0)
        figures[f"spread_{side}"] = (own > 0).sum(axis=0) if len(rows) > 1 else texts.sum(axis=0)
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


def _statistics(
    counts: Reals, prior: Reals, prior_total: float, sides: Reals, *, between: bool
) -> tuple[Reals, Reals, Reals]:
    """Give the log-odds and z of each word as observed, and the largest absolute z of each arrangement."""
    lengths = counts.sum(axis=1, keepdims=True)
    sums = [np.ones_like(lengths), lengths, lengths**2, counts, counts**2, counts * lengths]
    whole = [one.sum(axis=0) for one in sums]
    prior_odds = (prior, prior_total)
    largest = np.empty(len(sides))
    observed: list[tuple[Reals, Reals]] = []
    for start in range(0, len(sides), _CHUNK):
        own = [sides[start : start + _CHUNK] @ one for one in sums]
        a, variance_a = _log_odds(own, *prior_odds, between=between)
        b, variance_b = _log_odds([x - y for x, y in zip(whole, own, strict=True)], *prior_odds, between=between)
        z = (a - b) / np.sqrt(variance_a + variance_b)
        largest[start : start + _CHUNK] = np.abs(z).max(axis=1)
        observed = observed or [((a - b)[0], z[0])]
    return *observed[0], largest


def _log_odds(sums: list[Reals], prior: Reals, prior_total: float, *, between: bool) -> tuple[Reals, Reals]:
    """Give the smoothed log-odds of each word on one side of each arrangement, and its variance.

    `sums` over the side's plans: plans, words, their squares (n_arrangements, 1); times each word is said, squares, and
    products with the plan's words (n_arrangements, n_words).
    """
    n, total, total_2, times, times_2, product = sums
    own = times + prior
    log_odds = np.log(own) - np.log(np.maximum(total + prior_total - own, 1))
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
    code = next(name for name in ("theme", "topic") if name in differences.columns)
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
