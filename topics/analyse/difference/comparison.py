"""How two districts, years, plans or groups of plans differ.

The difference of a theme is A's share less B's, both fractions of all the side's characters. What may be said about it
beyond these plans depends on how many there are: with one plan a side, nothing.

documents, segments, assignments, names, a, b → compare() → Comparison
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.difference.contrast import N_WORDS, contrast_segments, contrast_words, spoken
from topics.analyse.difference.effects import cohens_h, hedges_g
from topics.analyse.difference.inversion import invert
from topics.analyse.difference.permutation import FEWEST_PLANS, Permutation, adjust, distances, permute
from topics.analyse.difference.sides import Sides, find_sides
from topics.analyse.difference.verdict import verdict
from topics.analyse.grouping import Groups, group_of, of_unit
from topics.analyse.profiles import Profiles, profiles
from topics.analyse.selection import select
from topics.analyse.share.assignment_error import drawn_shares, interval
from topics.analyse.share.intervals import difference_interval
from topics.analyse.wordcounts import Lexicon, count_words
from topics.characters import simplify
from topics.tables import DIFFERENCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

FURTHER = ("difference_low", "difference_high", "p", "q", "effect_h", "effect_g")
"""Columns of a comparison after those of `topics.tables.DIFFERENCES`."""
FEWEST_FOR_EFFECT = 3
"""Fewer plans a side than this say too little about how plans vary."""
INVERTED = "95 % interval: the differences that permuting whole plans does not reject"
NORMAL = "95 % interval: Student's t over whole plans, which supposes that shares vary normally between them"
ASSIGNED = "95 % interval: error of assignment only; there are too few plans to say more"
NONE = "no interval: too few plans, and no error of assignment is known here"
_SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Inference:
    """What can be said beyond the shares: the permutations, if any, and the interval of each theme's difference."""

    permutation: Permutation | None
    basis: str
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    interval_basis: str

    @property
    def found(self) -> int:
        """How many differences stand out: by their q-values, or by intervals that do not hold 0."""
        if self.permutation:
            return int((adjust(self.permutation.p) <= _SIGNIFICANT).sum())
        return int(((self.low > 0) | (self.high < 0)).sum())


@dataclass(frozen=True)
class Comparison:
    """What two groups of plans differ in.

    Parameters
    ----------
    differences
        `topics.tables.DIFFERENCES` after `theme, name_zh, name_en` (or `topic, name, theme`), and `difference_low`,
        `difference_high`, `p`, `q`: the 95 % interval of the difference, the two-sided p-value from permuting whole
        plans and its Benjamini–Hochberg value across the themes, null where there are too few plans; and two effect
        sizes (`effects`): `effect_h`, always there, and `effect_g`, in standard deviations between
        plans, null below three plans a side. The largest absolute difference first. For plans read districts where a
        side holds several plans of one district beside those of others (`topics.analyse.grouping.drawn_unit`).
    distance
        Jensen–Shannon distance of the two sides' shares, 0 (the same) to 1 (no theme in both).
    distance_p, distance_expected
        p-value of the distance, and the distance expected by chance between groups of this size; none where there
        are too few plans.
    sides
        One row a side: `side` (a, b), `asked`, `documents` (names of its plans), `n_documents`, `n_characters`.
    basis
        How p was made, or why there is none.
    interval_basis
        How the intervals were made, or why there are none.
    note, note_zh
        In one sentence, what can be said and what cannot.
    words
        Words that tell the sides apart (`topics.analyse.difference.contrast.contrast_words`): whole expressions, no
        names of local things, as far as the `lexicon` knows them.
    evidence
        Passages behind the largest differences (`topics.analyse.difference.contrast.contrast_segments`).
    """

    differences: pl.DataFrame
    distance: float
    distance_p: float | None
    distance_expected: float | None
    sides: pl.DataFrame
    basis: str
    interval_basis: str
    note: str
    note_zh: str
    words: pl.DataFrame
    evidence: pl.DataFrame


def compare(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    a: str,
    b: str,
    *,
    half: str = "all",
    level: str = "themes",
    lexicon: Lexicon | None = None,
) -> Comparison:
    """Compare the shares of two groups of plans.

    Parameters
    ----------
    documents, segments, assignments, names
        As for `topics.analyse.share.shares.shares`.
    a, b
        A plan's name, a district, a year, or ``column=value``, several joined by commas.
    half, level
        As for `topics.analyse.share.shares.shares`.
    lexicon
        The words of the model; none for no words.

    Raises
    ------
    OptionError
        A side is not known or could mean several things, has no text in this half, or both are the same plans.
    """
    profile = profiles(documents, segments, assignments, names, half=half, level=level)
    sides = find_sides(profile, documents, a, b, half)
    test = _test(profile, sides, names)
    differences = _differences(profile, sides, test)
    words, evidence = _contrast(profile, sides, (documents, segments, assignments), half, differences, lexicon)
    share_a, share_b = (profile.counts[rows].sum(axis=0, keepdims=True) for rows in (sides.a, sides.b))
    note, note_zh = verdict(
        (len(sides.a), len(sides.b), sides.both),
        sides.sizes,
        sides.unit,
        n_themes=differences.height,
        found=test.found,
        smallest_p=test.permutation.smallest_p if test.permutation else None,
        known_error=test.interval_basis == ASSIGNED,
        of_years=sides.one_place,
        unpaired=sides.unpaired,
    )
    return Comparison(
        differences=differences,
        distance=float(distances(share_a / share_a.sum(), share_b / share_b.sum())[0]),
        distance_p=test.permutation.distance_p if test.permutation else None,
        distance_expected=test.permutation.distance_expected if test.permutation else None,
        sides=sides.table(profile),
        basis=test.basis,
        interval_basis=test.interval_basis,
        note=note,
        note_zh=note_zh,
        words=words,
        evidence=evidence,
    )


def _test(profile: Profiles, sides: Sides, names: pl.DataFrame) -> Inference:
    if not sides.testable:
        return _untested(profile, sides, names)
    counts_a, counts_b = sides.drawn(profile.counts)
    made = permute(counts_a, counts_b, paired=sides.paired)
    inverted = made.smallest_p <= _SIGNIFICANT
    low, high = (invert if inverted else difference_interval)(counts_a, counts_b, paired=sides.paired)
    tried = f"all {made.n_arrangements} arrangements" if made.exact else f"{made.n_arrangements} arrangements drawn"
    n_a, n_b = sides.sizes
    permuted = of_unit(f"permuting {n_a + n_b} whole plans", sides.unit)
    moved = f"swapping the plans of {n_a} pairs" if sides.paired else permuted
    basis = of_unit(INVERTED if inverted else NORMAL, sides.unit)
    return Inference(made, f"{moved}, {tried}", low, high, basis)


def _untested(profile: Profiles, sides: Sides, names: pl.DataFrame) -> Inference:
    """Give the interval from errors of assignment, where those are known."""
    n_a, n_b = sides.sizes
    plans = "1 plan is" if sides.both == 1 else f"{sides.both} plans are"
    few = of_unit(f"no test: fewer than {FEWEST_PLANS} plans a side ({n_a} and {n_b})", sides.unit)
    basis = f"no test: {plans} on both sides" if sides.both else few
    groups = Groups(pl.DataFrame(), profile, [group_of(profile, rows) for rows in (sides.a, sides.b)])
    drawn_a, drawn_b = drawn_shares(groups, names, most_plans=max(len(sides.a), len(sides.b)))
    if drawn_a is None or drawn_b is None:
        unknown = np.full(profile.codes.height, np.nan)
        return Inference(None, basis, unknown, unknown, NONE)
    share_a, share_b = (group.shares for group in groups.members)
    low, high = interval(drawn_a - drawn_b, share_a - share_b)
    low[-1] = high[-1] = np.nan  # of the unassigned no error is known
    return Inference(None, basis, low, high, ASSIGNED)


def _differences(profile: Profiles, sides: Sides, test: Inference) -> pl.DataFrame:
    codes, (a, b) = profile.codes, sides.drawn(profile.counts)
    n_a, n_b = (int(profile.n_characters[rows].sum()) for rows in (sides.a, sides.b))
    n = codes.height
    unknown = np.full(n, np.nan)
    p = test.permutation.p if test.permutation else unknown
    share_a, share_b = a.sum(axis=0) / a.sum(), b.sum(axis=0) / b.sum()
    figures = pl.DataFrame(
        {
            "share_a": share_a,
            "share_b": share_b,
            "difference": share_a - share_b,
            "n_documents_a": [len(sides.a)] * n,
            "n_documents_b": [len(sides.b)] * n,
            "n_characters_a": [n_a] * n,
            "n_characters_b": [n_b] * n,
            "difference_low": test.low,
            "difference_high": test.high,
            "p": p,
            "q": adjust(p) if test.permutation else unknown,
            "effect_h": cohens_h(share_a, share_b),
            "effect_g": hedges_g(a, b) if min(len(a), len(b)) >= FEWEST_FOR_EFFECT else unknown,
        },
        schema=DIFFERENCES.schema | dict.fromkeys(FURTHER, pl.Float64()),
        nan_to_null=True,
    )
    table = pl.concat([codes, DIFFERENCES.check(figures)], how="horizontal").with_row_index("_row")
    size = pl.col("difference").abs()
    return table.sort([size, "_row"], descending=[True, False]).drop("_row")


def _contrast(
    profile: Profiles,
    sides: Sides,
    tables: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    half: str,
    differences: pl.DataFrame,
    lexicon: Lexicon | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the words and the passages that make the difference."""
    documents, segments, assignments = tables
    rows = np.concatenate([sides.a, sides.b])
    n_a = len(sides.a)
    of_side = pl.DataFrame({"row": rows, "plan": np.arange(len(rows)), "side": ["a"] * n_a + ["b"] * len(sides.b)})
    place = profile.cells.select("segment", "row").join(of_side, on="row").drop("row")
    counted = segments.join(place, on="segment", how="semi")
    said = count_words(counted, _without_names(lexicon or Lexicon(), documents))
    by_plan = spoken(said, place, profile.n_characters[rows])
    words = contrast_words(by_plan, n_a, sides.arrangements(), n=len(by_plan.words))
    passages = select(documents, counted, assignments, half=half).join(place.drop("plan"), on="segment")
    evidence = contrast_segments(passages, said, words, differences)
    return words.group_by("side", maintain_order=True).head(N_WORDS), evidence


def _without_names(lexicon: Lexicon, documents: pl.DataFrame) -> Lexicon:
    """Take out the words that are part of a district's name: that each side says its own is no finding."""
    names = simplify("\0".join(documents["district"].drop_nulls().unique()))
    return replace(lexicon, content=frozenset(word for word in lexicon.content if word not in names))
