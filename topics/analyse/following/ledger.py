"""What became of what a district planned: each statement of a plan against the review and the plan of the year after.

"Not mentioned" means that no statement of the later review is on the same matter; it does not mean "not done". And
"done" means that the review reports it, not that it happened.

documents, segments, assignments, vectors → ledger() → Ledger → counts() → how often each status
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import narrow, values_of
from topics.analyse.following.figures import figures
from topics.analyse.following.matching import Side, directions, similarity
from topics.analyse.following.progress import Outcome, change, outcome
from topics.analyse.following.rarity import Rarity
from topics.analyse.following.shared import shared_words
from topics.analyse.following.statements import is_empty, statements
from topics.characters import in_simplified, in_writing_of
from topics.errors import OptionError
from topics.tables import AGAINST, LEDGER, LEDGER_COUNTS, LEDGER_SHARES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

LINKED = 0.6
"""A later statement answers a planned one from this probability on: more than for an alignment, for a ledger says of a
district that it did or did not report something."""
_ALONE = {"review": ("not mentioned", "unplanned"), "plan": ("dropped", "new")}
_STATUSES = {"review": STATUSES[:4], "plan": STATUSES[4:]}
_FATE = {"review": outcome, "plan": change}


@dataclass(frozen=True)
class Statement:
    """A statement: its segment, which of the segment's it is, the segment's row and theme, and the words.

    `text` is in Simplified characters, `written` as it stands.
    """

    segment: str
    part: int
    row: int
    theme: str
    text: str
    written: str


def ledger(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    vectors: NDArray[np.float32],
    district: str | None = None,
    year: int | None = None,
) -> pl.DataFrame:
    """Follow up what was planned, for each pair of consecutive years.

    Parameters
    ----------
    documents, segments, assignments
        As in `topics.tables`.
    vectors
        One unit row a segment, in the order of `segments`, shape (n_segments, n_dimensions).
    district
        None for all.
    year
        The year of the plans to follow up; None for all.

    Returns
    -------
    DataFrame
        `topics.tables.LEDGER`. Each planned statement is there once for the review and once for the plan of the year
        after, with its likest counterpart; each later statement is there as a counterpart, in `also`, or alone
        (unplanned, new). Several planned statements may have one counterpart: reports sum up.

    Raises
    ------
    OptionError
        The district or year is not known, or the named district has no two consecutive years to compare.
    """
    chosen = narrow(documents, district=district)
    plain = in_simplified(segments).with_columns(written=segments["text"])
    halves = _halves(chosen, plain, assignments)
    rarity = Rarity(plain["text"].to_list())
    pairs = [pair for pair in _consecutive(chosen) if year is None or pair[1] == year]
    if not pairs and (district is not None or year is not None):
        raise _nothing_to_follow(chosen, district, year)
    found = []
    for place, planned_in in pairs:
        plan = _statements(halves.get((place, planned_in, "plan")))
        for against in AGAINST:
            later = _statements(halves.get((place, planned_in + 1, against)))
            if plan and later:
                found += [
                    (place, planned_in, against, *row) for row in _followed(plan, later, against, vectors, rarity)
                ]
    return LEDGER.check(pl.DataFrame(found, schema=LEDGER.schema, orient="row"))


def counts(table: pl.DataFrame) -> pl.DataFrame:
    """Count a ledger's rows by status, for all themes together and for each.

    Returns
    -------
    DataFrame
        `topics.tables.LEDGER_COUNTS`: by against, theme (all first) and the order of the statuses. `share` is of all
        planned statements of the theme, so that done, partly and not mentioned add up to 1.
    """
    both = pl.concat([table.with_columns(theme=pl.lit("")), table]).with_columns(figure=pl.col("n_figures") > 0)
    grouped = both.group_by("against", "theme", "status").agg(
        n_statements=pl.len().cast(pl.Int64), n_with_figures=pl.col("figure").sum().cast(pl.Int64)
    )
    planned = ~pl.col("status").is_in([alone for _, alone in _ALONE.values()])
    shares = [
        pl.when(planned)
        .then(pl.col(n) / pl.col(n).filter(planned).sum().over("against", "theme"))
        .fill_nan(None)
        .alias(share)
        for n, share in (("n_statements", "share"), ("n_with_figures", "share_with_figures"))
    ]
    order = [pl.col(name).cast(pl.Enum(values)) for name, values in (("against", AGAINST), ("status", STATUSES))]
    counted = grouped.with_columns(shares).sort(order[0], "theme", order[1])
    return LEDGER_COUNTS.check(counted.select(LEDGER_COUNTS.schema.names()))


def shares(table: pl.DataFrame) -> pl.DataFrame:
    """Give, for each plan that a ledger follows up, which fraction of its statements has which status.

    Returns
    -------
    DataFrame
        `topics.tables.LEDGER_SHARES`, by district and year. Districts differ in how they write as much as in what they
        do: one that plans in general words has fewer statements that a report can answer.
    """
    alone = {unasked for _, unasked in _ALONE.values()}
    of = pl.col("status").is_in(sorted(alone)).not_()

    def fraction(status: str) -> pl.Expr:
        against = next(half for half in AGAINST if status in _STATUSES[half])
        there = pl.col("against") == against
        hits = ((pl.col("status") == status) & there).sum()
        return (hits / (of & there).sum()).fill_nan(None).alias(status.replace(" ", "_"))

    sizes = [
        ((pl.col("status") == status).sum().cast(pl.Int64)).alias(status) for status in sorted(alone, reverse=True)
    ]
    planned = pl.struct("planned", "planned_part").filter(of).n_unique().cast(pl.Int64).alias("n_statements")
    fractions = [fraction(status) for status in STATUSES if status not in alone]
    grouped = table.group_by("district", "year").agg(planned, *fractions, *sizes)
    return LEDGER_SHARES.check(grouped.sort("district", "year").select(LEDGER_SHARES.schema.names()))


def _consecutive(documents: pl.DataFrame) -> list[tuple[str, int]]:
    """Give each district and year with a plan of the year after, in order."""
    known = documents.filter(pl.col("district").is_not_null(), pl.col("year").is_not_null())
    there = {(str(place), int(one)) for place, one in known.select("district", "year").iter_rows()}
    return sorted((place, one) for place, one in there if (place, one + 1) in there)


def _nothing_to_follow(documents: pl.DataFrame, district: str | None, year: int | None) -> OptionError:
    years = ", ".join(values_of(documents, "year"))
    asked = f"ledger of {district or 'all districts'}" + ("" if year is None else f" from {year}")
    return OptionError(
        f"{asked}: no plan with one of the year after",
        allowed=f"a year that is followed by the next; there are {years}",
        remedy="fit a corpus that has both years, or choose another year",
    )


def _halves(
    documents: pl.DataFrame, segments: pl.DataFrame, assignments: pl.DataFrame
) -> dict[tuple[object, ...], pl.DataFrame]:
    """Give the segments of each district, year and half, in reading order: ``segment, _row, theme, text, written``."""
    rows = segments.with_row_index("_row").join(assignments.select("segment", "theme"), on="segment")
    placed = rows.join(documents.select("document", "district", "year"), on="document").sort("document", "position")
    return placed.partition_by("district", "year", "half", as_dict=True)


def _statements(half: pl.DataFrame | None) -> list[Statement]:
    """Give the statements of one half of the plans of a district and year that name a matter, in reading order."""
    found = []
    columns = ("segment", "_row", "theme", "text", "written")
    for segment, row, theme, whole, written in half.select(columns).rows() if half is not None else ():
        start = 0
        for part, text in enumerate(statements(whole)):
            if not is_empty(text):
                found.append(Statement(segment, part, row, theme, text, written[start : start + len(text)]))
            start += len(text)
    return found


def _followed(
    plan: Sequence[Statement], later: Sequence[Statement], against: str, vectors: NDArray[np.float32], rarity: Rarity
) -> Iterator[tuple[object, ...]]:
    """Give the rows of one plan against one half of the year after, without district, year and against."""
    similar = similarity(_side(plan, vectors), _side(later, vectors), rarity, "statements")
    best = similar.argmax(axis=1)
    linked = similar[np.arange(len(plan)), best] >= LINKED
    named = set(best[linked].tolist())
    further = _further(similar, named)
    missing, unasked = _ALONE[against]
    for i, one in enumerate(plan):
        if linked[i]:
            j = int(best[i])
            fate = _fate(one, later[j], against)
            also = sorted({later[k].segment for k in further.get(i, ())} - {later[j].segment})
            shared = shared_words(one.written, later[j].written, rarity)
            yield _row(one, later[j], fate, float(similar[i, j]), also, shared)
        else:
            yield _row(one, None, Outcome(missing, ()), None, [], [])
    for j, one in enumerate(later):
        if similar[:, j].max() < LINKED:
            yield _row(None, one, Outcome(unasked, ()), None, [], [])


def _fate(planned: Statement, later: Statement, against: str) -> Outcome:
    """Tell what became of a planned statement, the signs as both write them."""
    found = _FATE[against](planned.text, later.text)
    texts = (planned.text, planned.written), (later.text, later.written)
    return Outcome(found.status, tuple(in_writing_of(sign, *texts) for sign in found.signs))


def _further(similar: NDArray[np.float64], named: set[int]) -> dict[int, list[int]]:
    """Give, by planned statement, the later ones that answer it best but are the first answer to none."""
    found: dict[int, list[int]] = {}
    for j in range(similar.shape[1]):
        i = int(similar[:, j].argmax())
        if j not in named and similar[i, j] >= LINKED:
            found.setdefault(i, []).append(j)
    return found


def _side(passages: Sequence[Statement], vectors: NDArray[np.float32]) -> Side:
    return Side(
        [one.text for one in passages],
        [one.theme for one in passages],
        directions(vectors, [one.row for one in passages]),
    )


def _row(
    planned: Statement | None,
    later: Statement | None,
    fate: Outcome,
    sure: float | None,
    also: list[str],
    shared: list[str],
) -> tuple[object, ...]:
    own = planned or later
    assert own is not None
    return (
        fate.status,
        planned and planned.segment,
        None if planned is None else planned.part,
        later and later.segment,
        None if later is None else later.part,
        also,
        sure,
        list(fate.signs),
        shared,
        len(figures(own.text)),
        own.theme,
        planned and planned.written.strip(),
        later and later.written.strip(),
    )
