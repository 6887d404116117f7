"""Which districts give a theme more room than which others, as far as the data can tell.

Groups are put in tiers: no two of one tier can be told apart. Whether two can is asked of all pairs at once, so that
with 5 % chance at most any pair at all is told apart that is alike.

documents, segments, assignments, names, theme → rank() → Ranking
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.choices import refuse
from topics.analyse.difference.separation import Separation, separate
from topics.analyse.grouping import PLAN, Question, grouped, of_unit
from topics.analyse.share.assignment_error import drawn_shares
from topics.analyse.share.intervals import FEWEST_PLANS
from topics.analyse.share.shares import shares_of
from topics.errors import OptionError
from topics.tables import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from topics.analyse.grouping import Group


@dataclass(frozen=True)
class Ranking:
    """Groups ordered by their share of one theme.

    Parameters
    ----------
    ranks
        `topics.tables.RANKS` after the groups' columns, then `rank_best` and `rank_worst`: the ranks the group may
        truly have, 1 the highest (95 %, all groups at once). Where no pair can be judged, all are of tier 1.
    smallest_difference
        The difference between two middling groups that this corpus shows with 80 % probability, in fractions; none
        where no pair can be judged.
    basis
        By what rule groups are told apart.
    n_pairs, n_told
        Pairs of groups, and those told apart.
    note, note_zh
        In one sentence, what can be said and what cannot.
    """

    ranks: pl.DataFrame
    smallest_difference: float | None
    basis: str
    n_pairs: int
    n_told: int
    note: str
    note_zh: str


def rank(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    code: str | int,
    *,
    by: Sequence[str] = ("district",),
    half: str = "all",
    level: str = "themes",
    year: int | None = None,
    weights: str = "characters",
    year_of: str = "plan",
) -> Ranking:
    """Rank groups of plans by their share of a theme or topic, in tiers that the data can tell apart.

    Parameters
    ----------
    documents, segments, assignments, names, by, half, level, year, weights, year_of
        As for `topics.analyse.share.shares.shares`.
    code
        Code of the theme or number of the topic.

    Returns
    -------
    Ranking
        Groups without text are left out. A tier begins with the first group, from the top, that is told apart from
        any group of the tier above; its neighbours across that border need not be told apart from it, which is what
        `rank_best` and `rank_worst` say.

    Raises
    ------
    OptionError
        The code is not there, or there are fewer than two groups with text.

    Notes
    -----
    Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for ranks", for ranks from simultaneous pairwise
    comparisons; those are made in `topics.analyse.difference.separation`.
    """
    question = Question(by, half, level, None, year, weights, year_of)
    return ranks(documents, segments, assignments, names, [code], question)[0]


def ranks(
    documents: pl.DataFrame,
    segments: pl.DataFrame,
    assignments: pl.DataFrame,
    names: pl.DataFrame,
    codes: Sequence[str | int],
    question: Question,
) -> list[Ranking]:
    """Rank groups of plans by each of several themes or topics; what they have in common is worked out once.

    Parameters
    ----------
    documents, segments, assignments, names
        As for `topics.analyse.share.shares.shares`.
    codes
        Codes of the themes or numbers of the topics.
    question
        Which groups, and what counts.

    Raises
    ------
    OptionError
        As for `rank`.
    """
    groups = grouped(documents, segments, assignments, names, question)
    known = groups.profile.codes[groups.profile.codes.columns[0]].to_list()
    for code in codes:
        refuse(question.level.removesuffix("s"), code, known)
    filled = [number for number, group in enumerate(groups.members) if group.plans]
    if len(filled) < 2:
        raise OptionError(
            f"rank --by {','.join(question.by)}: {len(filled)} group with text",
            allowed="two groups or more",
            remedy="choose another --by, --half or --year",
        )
    places = [known.index(code) for code in codes]
    drawn = drawn_shares(groups, names, most_plans=FEWEST_PLANS - 1)
    members = [groups.members[number] for number in filled]
    figures = shares_of(members, [drawn[number] for number in filled])
    return [
        _ranked(groups.keys[filled], figures.gather_every(len(known), place), found, members)
        for place, found in zip(places, separate(groups, filled, places, names), strict=True)
    ]


def _ranked(keys: pl.DataFrame, table: pl.DataFrame, found: Separation, members: Sequence[Group]) -> Ranking:
    order = np.argsort(-table["share"].to_numpy(), kind="stable")
    told = found.told[np.ix_(order, order)]
    above, below = np.tril(told).sum(axis=1), np.triu(told).sum(axis=1)
    tier = tiers(told)
    figures = table.with_columns(tier=pl.Series(tier[np.argsort(order)], dtype=pl.Int64))
    if found.low is not None and found.high is not None:
        figures = figures.with_columns(
            low=pl.Series(found.low), high=pl.Series(found.high), basis=pl.lit(found.interval_basis)
        )
    ranks = pl.concat([keys, RANKS.check(figures.select(RANKS.schema.names()))], how="horizontal")[order]
    n = len(order)
    ranks = ranks.with_columns(
        pl.Series("rank_best", above + 1, dtype=pl.Int64), pl.Series("rank_worst", n - below, dtype=pl.Int64)
    )
    n_pairs, n_told = n * (n - 1) // 2, int(told.sum()) // 2
    note, note_zh = _notes(found, n_pairs, n_told, int(tier.max()), members)
    return Ranking(ranks, found.smallest_difference, found.basis, n_pairs, n_told, note, note_zh)


def tiers(told: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give the tier of each group, from which pairs are told apart, groups in order.

    Parameters
    ----------
    told
        Shape (n_groups, n_groups), symmetric: true where the data tell two groups apart.

    Returns
    -------
    ndarray of int64, shape (n_groups,)
        1 the highest; no two groups of a tier are told apart.

    Examples
    --------
    >>> import numpy as np
    >>> told = np.zeros((4, 4), dtype=bool)
    >>> told[0, 2] = told[0, 3] = told[1, 3] = True
    >>> tiers(told | told.T).tolist()
    [1, 1, 2, 2]
    """
    tier, first = np.ones(len(told), dtype=np.int64), 0
    for group in range(1, len(told)):
        new = bool(told[group, first:group].any())
        first = group if new else first
        tier[group] = tier[group - 1] + new
    return tier


def _notes(found: Separation, n_pairs: int, n_told: int, n_tiers: int, members: Sequence[Group]) -> tuple[str, str]:
    """Give the one sentence, in English and in Chinese."""
    if found.smallest_difference is None:
        return (
            "There are too few plans, and no error of assignment is known here: no two groups can be told apart.",
            "文件过少，且此处没有归类误差可依：任何两组都无法区分。",
        )
    least = f"{100 * found.smallest_difference:.1f}"
    border, border_zh = (
        ("", "") if n_tiers == 1 else (" (neighbours of two tiers may still be alike)", "（档界两侧相邻者未必可分）")
    )
    english = (
        f"{n_told:,} of {n_pairs:,} pair{'' if n_pairs == 1 else 's'} can be told apart, with a chance of 5 % at most "
        f"that any of these is wrong; this makes {n_tiers} tier{'' if n_tiers == 1 else 's'}{border}. A difference "
        f"smaller than {least} percentage points would probably be missed"
    )
    chinese = (
        f"{n_pairs:,} 对中可区分 {n_told:,} 对（全体误判概率不超过 5%），分为 {n_tiers} 档{border_zh}；"
        f"小于 {least} 个百分点的差异多半看不出来"
    )
    if not found.over_plans:
        single, unit = max(len(group.units) for group in members) == 1, members[0].unit
        few = of_unit("one plan" if single else "too few plans", unit)
        what = "文件" if unit == PLAN else "地区"
        few_zh = f"只有一{'份' if unit == PLAN else '个'}{what}" if single else f"{what}过少"
        return (
            f"{english}. With {few} a group, this is about these texts only: it allows for segments under the wrong "
            f"theme, not for how {unit}s vary.",
            f"{chinese}；各组{few_zh}，结论只涉及这些文本本身，依据的是归类误差而非{what}之间的差别。",
        )
    return f"{english}.", f"{chinese}。"
