"""What a report tells of a model: every fact as a plain table, so that the page only has to show them.

Nothing is measured here: each table is what a method of the model answers, and `departures` is two of those answers
side by side. A part for which a corpus has nothing (a ledger without a following year, say) is an empty table.

FittedModel, coded passages → collect() → Facts
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import polars as pl

from topics.analyse.difference.permutation import distance_parts
from topics.errors import OptionError
from topics.tables import SHARES, SIMILARITIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from topics.analyse.difference.comparison import Comparison
    from topics.analyse.quality.evaluation import Evaluation
    from topics.fitted import FittedModel, Half

SHARE_HALVES: tuple[Half, ...] = ("all", "review", "plan")
TYPICAL = 3
"""Passages shown of a theme or topic."""
NEAREST = 5
"""Plans shown beside each plan."""
FEW = 6
"""A column of up to so many values is compared pair by pair."""
FEWEST_FOR_TESTS = 3
"""Plans a side needs for a test; where no two groups have them, groups of any size are compared."""
FALSE_DISCOVERIES = 0.05
"""Rate up to which a difference counts as told from chance."""
UNKNOWN = "?"
"""The value of a group whose district or year is not known."""
_OF_RECORD = ("district_from", "year_from", "notes")


@dataclass(frozen=True)
class Facts:
    """All that a report tells.

    Parameters
    ----------
    name, manifest
        Name of the model's folder, and what made it.
    tables
        By name: `documents`, `removals`, `problems`, `themes`, `topics`, `ledger`, `targets` as in `topics.tables`, and

        - `passages`: `topics.tables.SEGMENTS` with the columns of `topics.tables.ASSIGNMENTS`, by plan and position
        - `typical`: ``theme, topic, segment``, the passages to read first, best first; one of theme and topic is null
        - `shares`: ``by`` (the columns that make the groups, joined by a comma), ``half``, ``group`` (their values),
          ``theme`` and the columns of `topics.tables.SHARES`
        - `comparisons`: ``number, column, a, b, distance, distance_p, distance_expected, basis, interval_basis,
          note, note_zh``, a row for each two groups compared (where `column` is `a`, and where it is `b`); those with
          differences told from chance first, then the most different
        - `differences`: ``number`` of the comparison, ``theme``, then `topics.tables.DIFFERENCES` with intervals, p, q,
          and ``of_distance``, the fraction of the squared distance that the theme makes
        - `contrast`: ``number, side, word, rate_a, rate_b, n_a, n_b, p``, the words that tell its sides apart
        - `evidence`: ``number, side, theme, words, segment``, the passages behind its largest differences
        - `rankings`: ``theme, basis, note, note_zh``, and `ranks`: ``theme, district, tier, rank_best, rank_worst``
        - `departures`: ``district, theme, share, low, high, basis, n_documents, n_characters, of_all, difference``: a
          district's share less that of all plans together, the largest absolute difference first
        - `nearest`: `topics.tables.SIMILARITIES` with percentiles, the `NEAREST` of every plan `a`, nearest first
        - `emerging`: matters that no theme names, as `FittedModel.emerging` gives them
        - `uncertainty`: each theme's share of all plans by source of error, as `FittedModel.decompose` gives it
        - `quality`: ``measure, value, n`` of the topics, and `of_topics`: ``topic, name, n_segments, npmi, c_v,
          silhouette``, with ``jaccard, came_back`` where stability was measured; only where there are topics
        - `stability`, `fits`: as `FittedModel.stability` gives them; only where the model keeps them
        - `summary`, `per_theme`, `confusion`, `true_shares`, `coded`: agreement with coded passages, plan by plan and
          passage by passage; only where some were given
    """

    name: str
    manifest: dict[str, Any]
    tables: dict[str, pl.DataFrame]


def collect(fitted: FittedModel, gold: Path | None = None) -> Facts:
    """Ask a model everything that a report tells.

    Parameters
    ----------
    fitted
        The model.
    gold
        Coded passages of the same corpus, to say how far the model agrees with people.

    Raises
    ------
    OptionError
        The coded passages cannot be read, or none lies in a file of the model.
    """
    as_they_are = ("documents", "removals", "problems", "themes", "topics")
    tables: dict[str, pl.DataFrame] = {name: getattr(fitted, name) for name in as_they_are}
    tables["passages"] = fitted.items.join(fitted.assignments, on="segment").sort("document", "position")
    tables["typical"] = _typical(fitted)
    tables["shares"] = _shares(fitted)
    tables |= _comparisons(fitted)
    tables["departures"] = _departures(tables["shares"])
    tables["nearest"] = _nearest(fitted)
    tables |= _ranks(fitted)
    tables["ledger"] = fitted.ledger()
    tables["targets"] = fitted.targets()
    tables["emerging"] = fitted.emerging()
    tables["uncertainty"] = fitted.decompose(())
    tables |= _of_topics(fitted)
    if gold is not None:
        tables |= _agreement(fitted.evaluate(gold))
    return Facts(fitted.folder.resolve().name, fitted.manifest, tables)


def _of_topics(fitted: FittedModel) -> dict[str, pl.DataFrame]:
    """Give how good the topics are, each and all, and whether they come back, as far as that was measured."""
    if not fitted.has_topics:
        return {}
    quality, stable = fitted.quality(), fitted.kept_stability
    if stable is None:
        return {"quality": quality.summary, "of_topics": quality.topics}
    back = stable.topics.select("topic", "jaccard", "came_back")
    each = quality.topics.join(back, on="topic", how="left", maintain_order="left")
    return {"quality": quality.summary, "of_topics": each, "stability": stable.summary, "fits": stable.fits}


def _agreement(found: Evaluation) -> dict[str, pl.DataFrame]:
    made = {"summary": found.summary, "per_theme": found.per_theme, "confusion": found.confusion}
    order = [pl.col("difference").abs(), pl.col("document"), pl.col("theme")]
    return {**made, "true_shares": found.shares.sort(order, descending=[True, False, False]), "coded": found.passages}


def _shares(fitted: FittedModel) -> pl.DataFrame:
    parts = []
    for by in groupings(fitted):
        for half in SHARE_HALVES:
            frame = fitted.shares(by, half=half)
            values = [pl.col(name).cast(pl.String).fill_null(UNKNOWN) for name in by]
            group = pl.concat_list(values) if values else pl.lit([], pl.List(pl.String))
            labels = (pl.lit(",".join(by)).alias("by"), pl.lit(half).alias("half"), group.alias("group"), "theme")
            parts.append(frame.select(*labels, *SHARES.schema))
    return pl.concat(parts)


def groupings(fitted: FittedModel) -> list[tuple[str, ...]]:
    """Give the columns that shares are told by, none first."""
    return [(), ("district",), ("year",), ("district", "year"), *((name,) for name in own_columns(fitted.documents))]


def own_columns(documents: pl.DataFrame) -> list[str]:
    """Give the corpus's own columns that make two to `FEW` groups of plans.

    Examples
    --------
    >>> made = pl.DataFrame({"document": ["a", "b"], "n_characters": [1, 1], "region": ["沿海", "内陆"], "notes": "-"})
    >>> own_columns(made)
    ['region']
    """
    past = documents.columns[documents.columns.index("n_characters") + 1 :]
    return [name for name in past if name not in _OF_RECORD and 2 <= documents[name].drop_nulls().n_unique() <= FEW]


def _typical(fitted: FittedModel) -> pl.DataFrame:
    there = fitted.assignments
    themes = [code for code in fitted.themes["theme"] if (there["theme"] == code).any()]
    topics = [number for number in fitted.topics["topic"] if number >= 0 and (there["topic"] == number).any()]
    schema = {"theme": pl.String, "topic": pl.Int64, "segment": pl.String}
    rows = [(code, None, segment) for code in themes for segment in fitted.typical(code, TYPICAL)["segment"]]
    rows += [(None, number, segment) for number in topics for segment in fitted.typical(number, TYPICAL)["segment"]]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _comparisons(fitted: FittedModel) -> dict[str, pl.DataFrame]:
    found = []
    pairs = list(_pairs(fitted.documents, FEWEST_FOR_TESTS)) or list(_pairs(fitted.documents, 1))
    for column, a, b in pairs:
        try:
            found.append((column, a, b, fitted.compare(f"{column}={a}", f"{column}={b}")))
        except OptionError:
            continue  # a side without text
    found.sort(key=lambda one: (not _decided(one[3]), -one[3].distance))
    texts, reals = ("basis", "interval_basis", "note", "note_zh"), ("distance", "distance_p", "distance_expected")
    rows = [
        (number, *sides, *(getattr(one, name) for name in (*reals, *texts)))
        for number, (*sides, one) in enumerate(found)
    ]
    schema = {"number": pl.Int64, **dict.fromkeys(("column", "a", "b"), pl.String)}
    schema |= dict.fromkeys(reals, pl.Float64) | dict.fromkeys(texts, pl.String)
    parts = [
        {
            name: getattr(one, name).with_columns(pl.lit(i).alias("number"))
            for name in ("differences", "words", "evidence")
        }
        for i, (*_, one) in enumerate(found)
    ]
    words = ("number", "side", "word", "rate_a", "rate_b", "n_a", "n_b", "p")
    return {
        "comparisons": pl.DataFrame(rows, schema=schema, orient="row"),
        "differences": _together([_with_parts(one["differences"]) for one in parts]),
        "contrast": _together([one["words"].select(words) for one in parts]),
        "evidence": _together([one["evidence"].select("number", "side", "theme", "words", "segment") for one in parts]),
    }


def _with_parts(differences: pl.DataFrame) -> pl.DataFrame:
    made = distance_parts(differences["share_a"].to_numpy(), differences["share_b"].to_numpy())
    return differences.with_columns(pl.Series("of_distance", made, dtype=pl.Float64))


def _together(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames) if frames else pl.DataFrame(schema={"number": pl.Int64})


def _decided(found: Comparison) -> bool:
    return bool((found.differences["q"] <= FALSE_DISCOVERIES).any())


def _pairs(documents: pl.DataFrame, fewest: int) -> Iterable[tuple[str, str, str]]:
    """Give a column and two values with `fewest` plans or more: years in turn, all pairs of few districts or groups."""
    for column in ("district", "year", *own_columns(documents)):
        sizes = documents.drop_nulls(column).group_by(column).len().filter(pl.col("len") >= fewest)
        values = [str(one) for one in sizes[column].sort()]
        if column == "year":
            yield from ((column, a, b) for a, b in pairwise(values))
        if column == "year" and len(values) > 2:
            yield column, values[0], values[-1]
        if column != "year" and len(values) <= FEW:
            yield from ((column, a, b) for a, b in combinations(values, 2))


def _ranks(fitted: FittedModel) -> dict[str, pl.DataFrame]:
    found = {} if fitted.documents["district"].n_unique() < 2 else fitted.ranks()
    notes = [(code, one.basis, one.note, one.note_zh) for code, one in found.items()]
    ranks = [one.ranks.with_columns(pl.lit(code).alias("theme")) for code, one in found.items()]
    columns = ("theme", "district", "tier", "rank_best", "rank_worst")
    return {
        "rankings": pl.DataFrame(notes, schema=["theme", "basis", "note", "note_zh"], orient="row"),
        "ranks": pl.concat(ranks).select(columns) if ranks else pl.DataFrame(schema={"theme": pl.String}),
    }


def _departures(shares: pl.DataFrame) -> pl.DataFrame:
    shares = shares.filter(pl.col("half") == "all").drop_nulls("share")
    whole = shares.filter(pl.col("by") == "").select("theme", pl.col("share").alias("of_all"))
    rows = shares.filter(pl.col("by") == "district").with_columns(pl.col("group").list.first().alias("district"))
    rows = rows.join(whole, on="theme", how="left", maintain_order="left")
    rows = rows.with_columns((pl.col("share") - pl.col("of_all")).alias("difference")).with_row_index("_row")
    rows = rows.sort([pl.col("difference").abs(), "_row"], descending=[True, False])
    figures = ("share", "low", "high", "basis", "n_documents", "n_characters", "of_all", "difference")
    return rows.select("district", "theme", *figures)


def _nearest(fitted: FittedModel) -> pl.DataFrame:
    if fitted.items["document"].n_unique() < 2:
        return SIMILARITIES.empty()
    pairs = fitted.similar()
    turned = pairs.with_columns(a="b", b="a").select(pairs.columns)
    both = pl.concat([pairs, turned])
    order = ["content", "profile", "b"]
    ranked = both.sort(order, descending=[True, True, False], nulls_last=True)
    return ranked.filter(pl.int_range(pl.len()).over("a") < NEAREST).sort("a", maintain_order=True)
