"""How two districts, years, plans or groups of plans differ.

The difference of a theme is A's share less B's, both fractions of all the side's characters. What may be said about it
beyond these plans depends on how many there are: with one plan a side, nothing.

documents, segments, assignments, names, a, b → compare() → Comparison
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import resolve
from topics.analyse.intervals import difference_interval
from topics.analyse.permutation import FEWEST_PLANS, Permutation, adjust, distances, permute
from topics.analyse.profiles import Profiles, profiles
from topics.errors import OptionError
from topics.tables import DIFFERENCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Inference:
    """What can be said beyond these plans: the permutations, and the interval of each theme's difference."""

    permutation: Permutation
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """What two groups of plans differ in.

    Parameters
    ----------
    differences
        `topics.tables.DIFFERENCES` after `theme, name_zh, name_en` (or `topic, name, theme`), and `difference_low`,
        `difference_high`, `p`, `q`: the 95 % interval of the difference, the two-sided p-value from permuting whole
        plans and its Benjamini–Hochberg value across the themes; null where there are too few plans. The largest
        absolute difference first.
    distance
        Jensen–Shannon distance of the two sides' shares, 0 (the same) to 1 (no theme in both).
    distance_p, distance_expected
        p-value of the distance, and the distance expected by chance between groups of this size; none where there
        are too few plans.
    sides
        One row a side: `side` (a, b), `asked`, `documents` (names of its plans), `n_documents`, `n_characters`.
    basis
        How p was made, or why there is neither p nor interval.
    note, note_zh
        In one sentence, what can be said and what cannot.
    """

    differences: pl.DataFrame
    distance: float
    distance_p: float | None
    distance_expected: float | None
    sides: pl.DataFrame
    basis: str
    note: str
    note_zh: str


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
) -> Comparison:
    """Compare the shares of two groups of plans.

    Parameters
    ----------
    documents, segments, assignments, names
        As for `topics.analyse.shares.shares`.
    a, b
        A plan's name, a district, a year, or ``column=value``.
    half, level
        As for `topics.analyse.shares.shares`.

    Raises
    ------
    OptionError
        A side is not known or could mean several things, has no text in this half, or both are the same plans.
    """
    asked = {"A": a, "B": b}
    profile = profiles(documents, segments, assignments, names, half=half, level=level)
    rows = {side: _rows(profile, documents, words, side, half) for side, words in asked.items()}
    if set(rows["A"]) == set(rows["B"]):
        raise OptionError(f"A '{a}' and B '{b}' are the same plans", remedy="name two different groups")
    counts = {side: profile.counts[chosen] for side, chosen in rows.items()}
    share_a, share_b = (counts[side].sum(axis=0) / counts[side].sum() for side in asked)
    test, basis = _test(profile, rows)
    differences = _differences(profile.codes, counts["A"], counts["B"], test)
    distance = float(distances(share_a[None, :], share_b[None, :])[0])
    note, note_zh = _notes(counts, differences, test, len(set(rows["A"]) & set(rows["B"])))
    return Comparison(
        differences=differences,
        distance=distance,
        distance_p=test.permutation.distance_p if test else None,
        distance_expected=test.permutation.distance_expected if test else None,
        sides=_sides(profile, asked, rows),
        basis=basis,
        note=note,
        note_zh=note_zh,
    )


def _rows(profile: Profiles, documents: pl.DataFrame, asked: str, side: str, half: str) -> NDArray[np.int64]:
    """Give the row numbers, in `profile`, of the plans of a side that have text."""
    chosen = resolve(documents, asked, side)["document"].implode()
    rows = np.flatnonzero(profile.documents["document"].is_in(chosen).to_numpy())
    filled: NDArray[np.int64] = rows[profile.counts[rows].sum(axis=1) > 0]
    if not len(filled):
        raise OptionError(f"{side}: '{asked}' has no text of the half '{half}'", remedy="choose --half all")
    return filled


def _test(profile: Profiles, rows: dict[str, NDArray[np.int64]]) -> tuple[Inference | None, str]:
    a, b = rows["A"], rows["B"]
    both = len(set(a) & set(b))
    if both:
        return None, f"no test: {_are(both)} on both sides"
    pairs = _pairs(profile.documents, a, b)
    if pairs is not None and len(a) >= FEWEST_PLANS:
        test = _tested(profile, *pairs, paired=True)
        return test, f"swapping the plans of {len(a)} pairs, {_arrangements(test.permutation)}"
    if min(len(a), len(b)) < FEWEST_PLANS:
        return None, f"no test: fewer than {FEWEST_PLANS} plans a side ({len(a)} and {len(b)})"
    test = _tested(profile, a, b, paired=False)
    return test, f"permuting {len(a) + len(b)} whole plans, {_arrangements(test.permutation)}"


def _tested(profile: Profiles, a: NDArray[np.int64], b: NDArray[np.int64], *, paired: bool) -> Inference:
    counts_a, counts_b = profile.counts[a], profile.counts[b]
    low, high = difference_interval(counts_a, counts_b, paired=paired)
    return Inference(permute(counts_a, counts_b, paired=paired), low, high)


def _arrangements(test: Permutation) -> str:
    return f"all {test.n_arrangements} arrangements" if test.exact else f"{test.n_arrangements} arrangements drawn"


def _pairs(
    plans: pl.DataFrame, a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Match the plans of both sides by district (or else by year), if every one has exactly one partner."""
    for column in ("district", "year"):
        keys_a, keys_b = plans[column].gather(a), plans[column].gather(b)
        whole = not keys_a.null_count() and keys_a.n_unique() == len(a)
        if whole and len(a) == len(b) and keys_a.sort().equals(keys_b.sort()):
            return a[keys_a.arg_sort().to_numpy()], b[keys_b.arg_sort().to_numpy()]
    return None


def _differences(
    codes: pl.DataFrame, a: NDArray[np.float64], b: NDArray[np.float64], test: Inference | None
) -> pl.DataFrame:
    n = codes.height
    unknown = np.full(n, np.nan)
    share_a, share_b = a.sum(axis=0) / a.sum(), b.sum(axis=0) / b.sum()
    figures = pl.DataFrame(
        {
            "share_a": share_a,
            "share_b": share_b,
            "difference": share_a - share_b,
            "n_documents_a": [len(a)] * n,
            "n_documents_b": [len(b)] * n,
            "n_characters_a": [int(a.sum())] * n,
            "n_characters_b": [int(b.sum())] * n,
            "difference_low": test.low if test else unknown,
            "difference_high": test.high if test else unknown,
            "p": test.permutation.p if test else unknown,
            "q": adjust(test.permutation.p) if test else unknown,
        },
        schema=DIFFERENCES.schema | dict.fromkeys(("difference_low", "difference_high", "p", "q"), pl.Float64()),
        nan_to_null=True,
    )
    table = pl.concat([codes, DIFFERENCES.check(figures)], how="horizontal").with_row_index("_row")
    size = pl.col("difference").abs()
    return table.sort([size, "_row"], descending=[True, False]).drop("_row")


def _sides(profile: Profiles, asked: dict[str, str], rows: dict[str, NDArray[np.int64]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "side": ["a", "b"],
            "asked": list(asked.values()),
            "documents": [profile.documents["document"].gather(rows[side]).to_list() for side in asked],
            "n_documents": [len(rows[side]) for side in asked],
            "n_characters": [int(profile.counts[rows[side]].sum()) for side in asked],
        },
        schema_overrides={"n_documents": pl.Int64, "n_characters": pl.Int64},
    )


def _are(plans: int) -> str:
    return "1 plan is" if plans == 1 else f"{plans} plans are"


def _notes(
    counts: dict[str, NDArray[np.float64]], differences: pl.DataFrame, test: Inference | None, both: int
) -> tuple[str, str]:
    """Give the one sentence, in English and in Chinese."""
    n_a, n_b = len(counts["A"]), len(counts["B"])
    if both:
        return (
            f"The shares describe the text as it stands, but {_are(both)} on both sides, so no test is possible.",
            f"各占比如实描述文本，但有 {both} 份文件同时属于两方，无法检验差异。",
        )
    if test is None:
        return (
            f"The shares describe these {n_a + n_b} plans exactly, but with {n_a} against {n_b} no statement can "
            f"be made about other plans of these groups: a test needs {FEWEST_PLANS} plans a side.",
            f"各占比准确描述这 {n_a + n_b} 份文件；但两方分别只有 {n_a} 份和 {n_b} 份，不能推论到同类的其他文件"
            f"（检验需每方至少 {FEWEST_PLANS} 份）。",
        )
    found = int((differences["q"] <= _SIGNIFICANT).sum())
    smallest = test.permutation.smallest_p
    if smallest > _SIGNIFICANT:
        return (
            f"With {n_a} against {n_b} plans the smallest possible p is {smallest:.3f}: the test can tell no "
            "difference, however large, from chance; the intervals hold only if shares vary normally between plans.",
            f"两方分别有 {n_a} 份和 {n_b} 份文件，p 值最小只能到 {smallest:.3f}：差异再大，检验也无法将其与偶然区分；"
            "所列区间以各文件占比近似正态为前提，仅供参考。",
        )
    stand = "stands" if found == 1 else "stand"
    return (
        f"{found} of {differences.height} differences {stand} out from chance (false discovery rate 5 %); "
        "of the others it cannot be said that there is none.",
        f"{differences.height} 项差异中有 {found} 项在错误发现率 5% 下可与偶然区分；其余各项不能据此断定没有差异。",
    )
