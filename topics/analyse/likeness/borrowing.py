"""Which passages of a plan stand in an earlier plan of another district already.

A passage has a likely source where it shares runs of letters with an earlier plan that hardly anyone else has, in
several clauses. What many districts write, what stands in a text from upstream, what the genre has anyway and
what is said at ceremonies counts for nothing; a run that several districts have counts for each the less, since any of
them, or something above them all, may be its source. Plans of one year cannot be put in order and are left out.

documents, segments → borrowings() → Borrowings
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.analyse.likeness.passages import Matcher, weights
from topics.analyse.likeness.shingles import index, known_runs, letters, merged
from topics.analyse.ordering import in_order
from topics.tables import BORROWINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from topics.analyse.likeness.passages import Passage
    from topics.analyse.likeness.shingles import Letters, Shared

COPIED = 5
"""Letters in a run by which copies of whole plans are told: they are one voice, however many districts have them."""
VERBATIM = 0.9
"""From this share of common letters in both passages on, a passage is verbatim."""


@dataclass(frozen=True)
class Scale:
    """A length of runs at which a passage may show its source: `least` evidence in `clauses` clauses or more."""

    size: int
    least: float
    clauses: int

    @property
    def formulae(self) -> Path:
        """The file of runs of this length that at least five of 140 city reports of one year have.

        `benchmarks/training/formulae.py` makes it.
        """
        return Path(__file__).with_name(f"formulae{self.size}.npy")


SCALES = (Scale(3, 8.0, 2), Scale(6, 10.0, 3))
"""Short runs for what was reworded, long ones for what was copied though its words are everyone's."""


def borrowings(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    *,
    asked: str | None = None,
    background: Sequence[str] = (),
    own: bool = False,
) -> pl.DataFrame:
    """Find passages with a likely source in an earlier plan.

    Parameters
    ----------
    documents, segments
        As in `topics.tables`. Plans whose district or year is not known can neither borrow nor be a source.
    asked
        A district, plan or year whose passages are looked at; none for all.
    background
        Texts from upstream (the national report, say): what stands in them is no borrowing.
    own
        Look for sources in earlier plans of the same district instead: what a district repeats of itself.

    Returns
    -------
    DataFrame
        `topics.tables.BORROWINGS` and `evidence`: runs of three letters (or of six, where that is more) that both
        passages have and that are not common, each divided by the number of other districts that have it, at most
        six a clause. The most reused first, then by evidence and name. A passage has one row, with the source that
        has the most evidence, of equal ones the earliest.

    Raises
    ------
    OptionError
        `asked` names no plan.

    Notes
    -----
    Candidates by common shingles (Broder 1997), then the matching runs of the two texts in their order (Ratcliff and
    Obershelp 1988) and of these the stretch in which most matches with least between, as in local alignment (Smith
    and Waterman 1981). A likely source is no proof: a text above both, named in no background, looks the same.
    """
    rows = in_order(documents, segments)
    chosen = documents if asked is None else resolve(documents, asked, "DISTRICT")
    found = letters(rows["text"].to_list())
    text = found.text
    plan, district = (rows[name].to_numpy()[text] for name in ("_plan", "_district"))
    voice = merged(found.codes, plan, district, COPIED)
    shared = [
        index(
            found.codes, text, plan, voice, scale.size, np.union1d(_formulae(scale), known_runs(background, scale.size))
        )
        for scale in SCALES
    ]
    matcher = Matcher(
        found, [(scale.size, one) for scale, one in zip(SCALES, shared, strict=True)], rows["text"].to_list()
    )
    later = np.flatnonzero(rows["document"].is_in(chosen["document"].implode()).to_numpy())
    passages = [
        passage
        for pairs in _candidates(rows, found, shared, later, own=own)
        for passage in _distinct([matcher.passage(int(a), int(b)) for a, b in pairs], rows)
    ]
    return _table(passages, rows)


def _formulae(scale: Scale) -> NDArray[np.uint32]:
    return np.asarray(np.load(scale.formulae, allow_pickle=False), dtype=np.uint32)


def _candidates(
    rows: pl.DataFrame, found: Letters, shared: Sequence[Shared], later: NDArray[np.int64], *, own: bool
) -> Iterator[NDArray[np.int64]]:
    """Give, for each later plan, the pairs of a segment and an earlier one that share enough, shape (n_pairs, 2)."""
    plan, district = rows["_plan"].to_numpy(), rows["_district"].to_numpy()
    dated = rows["year"].is_not_null().to_numpy() & rows["district"].is_not_null().to_numpy()
    year = rows["year"].fill_null(0).to_numpy()
    bounds = np.searchsorted(found.text, np.arange(rows.height + 1))
    later = later[dated[later]]
    for number in np.unique(plan[later]):
        mine = later[plan[later] == number]
        eligible = dated & (year < year[mine[0]]) & ((district == district[mine[0]]) == own)
        span = slice(bounds[mine[0]], bounds[mine[-1] + 1])
        scales = zip(SCALES, shared, strict=True)
        strong = np.unique(np.concatenate([_sharing(found, one, span, eligible, scale.least) for scale, one in scales]))
        yield np.stack([strong // rows.height, strong % rows.height], axis=1)


def _sharing(
    found: Letters, shared: Shared, span: slice, eligible: NDArray[np.bool_], least: float
) -> NDArray[np.int64]:
    """Give the pairs of a segment of a stretch and an eligible one with `least` evidence or more.

    A pair is one number: the later segment times the number of all segments, plus the earlier one.
    """
    n_rows, n_runs = len(eligible), max(len(shared.n_districts), 1)
    begins = np.flatnonzero(shared.run[span] >= 0) + span.start
    run = shared.run[begins]
    sizes = shared.starts[run + 1] - shared.starts[run]
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    source = found.text[shared.places[np.repeat(shared.starts[run], sizes) + offsets]].astype(np.int64)
    kept = eligible[source]
    pair = np.repeat(found.text[begins].astype(np.int64), sizes)[kept] * n_rows + source[kept]
    each = np.unique(pair * n_runs + np.repeat(run, sizes)[kept])  # a run counts once a pair
    pairs, inverse = np.unique(each // n_runs, return_inverse=True)
    evidence = np.bincount(inverse, weights=weights(shared)[each % n_runs], minlength=len(pairs))
    strong: NDArray[np.int64] = pairs[evidence >= least]
    return strong


def _distinct(passages: Sequence[Passage | None], rows: pl.DataFrame) -> list[Passage]:
    """Keep the strong ones, and of those that overlap in the later segment the one with the best source."""
    years, names = rows["year"].to_list(), rows["segment"].to_list()
    strong = [one for one in passages if one is not None and _is_strong(one)]
    strong.sort(key=lambda p: (-round(max(p.evidence), 6), -p.reused, years[p.source], names[p.source]))
    kept: list[Passage] = []
    for one in strong:
        if not any(one.later == other.later and one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept


def _is_strong(passage: Passage) -> bool:
    found = zip(SCALES, passage.evidence, passage.n_clauses, strict=True)
    return any(evidence >= scale.least and n >= scale.clauses for scale, evidence, n in found)


def _table(passages: list[Passage], rows: pl.DataFrame) -> pl.DataFrame:
    lines = rows.select("segment", "district", "year", "start", "end", "text").to_dicts()
    records = [_record(one, lines[one.later], lines[one.source]) for one in passages]
    frame = BORROWINGS.check(pl.DataFrame(records, schema=BORROWINGS.schema | {"evidence": pl.Float64()}))
    order = ["reused", "evidence", "segment", "start"]
    return frame.sort(order, descending=[True, True, False, False])


def _record(one: Passage, later: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    start, end = _offsets(later, one.start, one.end)
    source_start, source_end = _offsets(source, one.source_start, one.source_end)
    return {
        "segment": later["segment"],
        "source": source["segment"],
        "district": later["district"],
        "year": later["year"],
        "source_district": source["district"],
        "source_year": source["year"],
        "kind": "verbatim" if min(one.reused, one.source_reused) >= VERBATIM else "reworded",
        "reused": one.reused,
        "start": start,
        "end": end,
        "source_start": source_start,
        "source_end": source_end,
        "text": later["text"][one.start : one.end],
        "source_text": source["text"][one.source_start : one.source_end],
        "evidence": max(one.evidence),
    }


def _offsets(segment: dict[str, Any], start: int, end: int) -> tuple[int, int]:
    """Give a place in the segment's words as one in the source; the whole segment where cleaning moved the words."""
    if segment["end"] - segment["start"] != len(segment["text"]):
        return segment["start"], segment["end"]
    return segment["start"] + start, segment["start"] + end
