"""Do intervals from errors of assignment hold the true share, and does a ranking by them contradict the truth.

The truth is the first code of people. Sample plans: every word of the sixteen is coded, so a plan's true shares are
known, and those of its halves and of pairs of plans. Gold and own test rows: only some passages are coded; the share is
then that of the coded passages alone, taken together by plan (the five plans) or, where a plan has few, by plans that
follow each other by name until there are 25. The errors of assignment were measured on other districts
(`benchmarks/training/confusion.py`).

Printed: how many intervals, the part of them that hold the truth, their mean width, the mean absolute error of the
share, and that of shares counted softly; and for rankings of the sixteen plans by each theme, the pairs told apart,
those of them that are in truth the other way round or equal, and how many of the true ranks lie among those said to
be possible.

    python -m benchmarks.assignment [SEEDS_MODEL [CITIES_MODEL PROVINCES_MODEL PLANS_MODEL]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from benchmarks._coded import ROOT, Coded, coded, gold
from topics.analyse.difference.separation import separate
from topics.analyse.grouping import Group, Groups, Question, group_of, grouped
from topics.analyse.profiles import profiles
from topics.analyse.quality.evaluation import read_gold
from topics.analyse.share.assignment_error import drawn_shares, interval
from topics.fitted import FittedModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from topics.fitted import Half

FOLDERS = ("models/seeds", "models/cities", "models/provinces", "models/plans")
ENOUGH = 25
"""Coded passages a group holds at least."""


def main() -> None:
    """Print coverage, and the rankings."""
    models = [FittedModel(Path(folder)) for folder in sys.argv[1:] or FOLDERS]
    seeds, others = models[0], models[1:]
    true = seeds_truth(seeds)
    print("sample plans              intervals  hold  width  error  soft error")
    kinds: tuple[tuple[str, list[str], Half], ...] = (
        ("by plan", ["document"], "all"),
        ("by plan, reviews", ["document"], "review"),
        ("by plan, plans", ["document"], "plan"),
        ("by two plans", ["pair"], "all"),
    )
    for what, by, half in kinds:
        print(f"{what:24s}  {sample(seeds, true, by, half)}", flush=True)
    for name, model in zip(("cities", "provinces", "plans"), others, strict=False):
        print(f"{name:24s}  {passages(model, gold(name) or coded(name))}", flush=True)
    print("\nranking the sample plans   pairs told apart  wrong  true ranks held")
    for theme in seeds.themes["theme"].to_list()[:-1]:
        print(f"{theme:24s}  {ranking(seeds, true, theme)}", flush=True)


def seeds_truth(model: FittedModel) -> pl.DataFrame:
    """Give the coded passages of the sample plans: ``document, half, theme, n``."""
    base = pl.col("file").str.split("/").list.last()
    rows = read_gold(ROOT / "seeds" / "gold.csv").filter(pl.col("theme") != "none")
    names = model.documents.select("document", file=base)
    theme, length = pl.col("theme").str.split("|").list.first(), pl.col("end") - pl.col("start")
    return rows.with_columns(file=base).join(names, on="file").select("document", "half", theme, n=length)


def sample(model: FittedModel, true: pl.DataFrame, by: list[str], half: Half) -> str:
    """Judge the intervals of the sample plans, alone or in pairs of one district."""
    pair = pl.col("district") + pl.when(pl.col("year") < 2021).then(pl.lit(" early")).otherwise(pl.lit(" late"))
    kept = FittedModel(model.folder)
    kept.__dict__["documents"] = model.documents.with_columns(pair=pair)
    truth = true.join(kept.documents.select("document", "pair"), on="document")
    truth = truth if half == "all" else truth.filter(pl.col("half") == half)
    sums = truth.group_by(*by, "theme").agg(pl.col("n").sum())
    fractions = sums.with_columns(true=pl.col("n") / pl.col("n").sum().over(by)).drop("n")
    found = kept.shares(by, half=half)
    joined = found.filter(pl.col("low").is_not_null()).join(fractions, on=[*by, "theme"], how="left")
    joined = joined.with_columns(pl.col("true").fill_null(0))
    soft = found.select(*by, "theme").with_columns(soft=kept.shares(by, half=half, soft=True)["share"])
    figures = joined.join(soft, on=[*by, "theme"]).select("low", "share", "high", "true", "soft").to_numpy().T
    return summary(*figures)


def summary(
    low: NDArray[np.float64],
    share: NDArray[np.float64],
    high: NDArray[np.float64],
    true: NDArray[np.float64],
    soft: NDArray[np.float64],
) -> str:
    """Write the figures of a row."""
    held = ((low <= true + 1e-9) & (true <= high + 1e-9)).mean()
    error = np.abs(share - true).mean()
    whole = f"{len(low):9d}  {held:.3f}  {(high - low).mean():.3f}  {error:.4f}"
    return f"{whole}  {np.abs(soft - true).mean():10.4f}"


def passages(model: FittedModel, rows: Sequence[Coded]) -> str:
    """Judge the intervals of the share among coded passages."""
    codes = model.themes["theme"].to_list()
    place = dict(zip(model.documents["file"].to_list(), model.documents["document"].to_list(), strict=True))
    truth: dict[str, str] = {}
    for row in rows:
        own = model.items.filter(pl.col("document") == place[row.file])
        shared = pl.min_horizontal("end", pl.lit(row.end)) - pl.max_horizontal("start", pl.lit(row.start))
        best = own.with_columns(shared=shared).sort("shared", descending=True).head(1)
        if row.first[0] in codes and best["shared"][0] > 0:
            truth[best["segment"][0]] = row.first[0]
    segments = model.items.filter(pl.col("segment").is_in(list(truth)))
    profile = profiles(model.documents, segments, model.assignments, model.themes)
    softly = profiles(model.documents, segments, model.assignments, model.themes, soft=True)
    rows_of = [np.array(group) for group in _enough(profile.cells)]
    members, soft = ([group_of(one, rows) for rows in rows_of] for one in (profile, softly))
    drawn = drawn_shares(Groups(pl.DataFrame(), profile, members), model.themes, most_plans=1000)
    parts = []
    for group, other, draws in zip(members, soft, drawn, strict=True):
        if draws is not None:
            low, high = interval(draws, group.shares)
            true = _true_shares(group, truth, codes)
            parts.append(np.array([low, group.shares, high, true, other.shares])[:, :-1])
    return summary(*np.concatenate(parts, axis=1))


def _enough(cells: pl.DataFrame) -> Iterator[list[int]]:
    """Give the rows of plans that follow each other, as many as together hold enough coded passages."""
    group: list[int] = []
    n = 0
    for row, count in cells.group_by("row").len().sort("row").iter_rows():
        group.append(row)
        n += count
        if n >= ENOUGH:
            yield group
            group, n = [], 0


def _true_shares(group: Group, truth: dict[str, str], codes: list[str]) -> NDArray[np.float64]:
    shares = np.zeros(group.counts.shape[1])
    for segment, weight in group.cells.select("segment", "weight").iter_rows():
        shares[codes.index(truth[segment])] += weight
    fractions: NDArray[np.float64] = shares / shares.sum()
    return fractions


def ranking(model: FittedModel, true: pl.DataFrame, theme: str) -> str:
    """Judge the ranking of the sample plans by a theme."""
    found = model.rank(theme, by=["document"])
    sums = true.group_by("document").agg(true=pl.col("n").filter(pl.col("theme") == theme).sum() / pl.col("n").sum())
    table = found.ranks.join(sums, on="document", maintain_order="left")
    share = table["true"].to_numpy()
    best, worst = table["rank_best"].to_numpy(), table["rank_worst"].to_numpy()
    ranks = np.array([(share > one).sum() + 1 for one in share])
    held = int(((best <= ranks) & (ranks <= worst)).sum())
    told = model_told(model, theme, table["document"].to_list())
    wrong = int((np.triu(told) & (share[:, None] <= share)).sum())
    return f"{found.n_told:7d} of {found.n_pairs}  {wrong:5d}  {held} of {len(ranks)}"


def model_told(model: FittedModel, theme: str, order: list[str]) -> NDArray[np.bool_]:
    """Give which plans are told apart, in the order of a ranking."""
    groups = grouped(model.documents, model.items, model.assignments, model.themes, Question(("document",)))
    code = groups.profile.codes["theme"].to_list().index(theme)
    told = separate(groups, list(range(len(groups.members))), [code], model.themes)[0].told
    place = [groups.keys["document"].to_list().index(name) for name in order]
    return told[np.ix_(place, place)]


if __name__ == "__main__":
    main()
