"""Known answers on a fitted model: do differences appear where there are none, are plans of one district nearest.

First, plans are drawn from the model into groups at random, so that nothing differs. Two groups compared: how often is
any theme called different (the family-wise rate, after Benjamini and Hochberg at 5 %), how often a single test at 5 %,
how often the distance; how often any word is said to stand out (a tenth of the runs). Whole districts drawn into two
regions, all their plans with them: how often any theme is called different when districts are taken for what was drawn,
as `topics compare` does, and when plans are. Several groups ranked: how often is any pair told apart. Second, for how
many plans of districts with several plans the nearest in content, and in profile, is another plan of their own
district.

    python benchmarks/comparison.py [MODEL] [RUNS]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.difference import permutation
from topics.analyse.difference.contrast import contrast_words, spoken
from topics.analyse.difference.permutation import adjust, permute, splits
from topics.analyse.difference.separation import separate
from topics.analyse.grouping import PLAN, Groups, group_of, joined
from topics.analyse.profiles import Profiles, profiles
from topics.analyse.wordcounts import count_words
from topics.fitted import FittedModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (4, 5, 8, 15, 30)
REGIONS = (8, 15)
GROUPS = ((6, 10), (10, 6), (15, 4), (31, 2))
"""Numbers of groups, and of plans in each."""
LEVEL = 0.05
ARRANGEMENTS = 2400
"""Enough for a test of 5 % of twelve themes, and few enough for thousands of runs."""


def main() -> None:
    """Print both."""
    model = FittedModel(Path(sys.argv[1] if len(sys.argv) > 1 else "models/provinces"))
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    permutation.EXACT, permutation.DRAWN = ARRANGEMENTS, ARRANGEMENTS - 1
    print(f"{model.folder}: {model.documents.height} plans, {runs} runs")
    profile = profiles(model.documents, model.items, model.assignments, model.themes)
    said = count_words(model.items, model.lexicon)
    place = profile.cells.select("segment", pl.col("row").alias("plan"))
    print("plans a side  family-wise  one test  distance  any word")
    for size in SIZES:
        if 2 * size <= len(profile.counts):
            any_word = word_rate(said, place, profile.n_characters, size, runs // 20)
            print(f"{size:12d}  {rates(profile.counts, size, runs)}  {any_word:8.3f}", flush=True)
    print("districts a side  family-wise: by districts  by plans")
    for size in REGIONS:
        print(f"{size:16d}  {region_rates(profile, size, runs)}", flush=True)
    print("groups  plans in each  any pair told apart  its rule")
    for n_groups, size in GROUPS:
        if n_groups * size <= len(profile.counts):
            print(f"{n_groups:6d}  {size:13d}  {rank_rate(profile, model, n_groups, size, runs // 100)}", flush=True)
    pairs = model.similar()
    for measure in ("content", "profile"):
        own, all_ = own_district(pairs, model.documents, measure)
        print(f"nearest in {measure} is a plan of the same district: {own} of {all_}")


def rates(counts: NDArray[np.float64], size: int, runs: int) -> str:
    """Compare groups of `size` plans drawn at random, `runs` times."""
    rng = np.random.default_rng(size)
    any_theme, one_test, distance = [], [], []
    for _ in range(runs):
        drawn = counts[rng.permutation(len(counts))[: 2 * size]]
        found = permute(drawn[:size], drawn[size:], paired=False)
        any_theme.append(bool((adjust(found.p) <= LEVEL).any()))
        one_test.append((found.p <= LEVEL).mean())
        distance.append(found.distance_p <= LEVEL)
    return f"{np.mean(any_theme):11.4f}  {np.mean(one_test):8.4f}  {np.mean(distance):8.4f}"


def region_rates(profile: Profiles, size: int, runs: int) -> str:
    """Compare two regions of `size` districts drawn at random, with all their plans, `runs` times."""
    rng = np.random.default_rng(size)
    places = profile.documents["district"].to_numpy()
    names = np.unique(places)
    found: list[list[bool]] = [[], []]
    for _ in range(runs if 2 * size <= len(names) else 0):
        lot = rng.permutation(names)
        rows = [np.flatnonzero(np.isin(places, lot[start : start + size])) for start in (0, size)]
        by_district = [joined(profile.counts[own], places[own].tolist())[1] for own in rows]
        for rates_of, (a, b) in zip(found, (by_district, [profile.counts[own] for own in rows]), strict=True):
            rates_of.append(bool((adjust(permute(a, b, paired=False).p) <= LEVEL).any()))
    return "  ".join(f"{np.mean(one):.4f}" for one in found)


def word_rate(said: pl.DataFrame, place: pl.DataFrame, lengths: NDArray[np.float64], size: int, runs: int) -> float:
    """Give how often any word is said to stand out between groups drawn at random."""
    rng = np.random.default_rng(size)
    found = []
    for _ in range(runs):
        drawn = rng.permutation(len(lengths))[: 2 * size]
        plans = pl.DataFrame({"row": drawn, "number": np.arange(2 * size)})
        own = place.join(plans, left_on="plan", right_on="row").select("segment", plan="number")
        table = contrast_words(spoken(said, own, lengths[drawn]), size, splits(size, size)[0])
        found.append(bool((table["p"] <= LEVEL).any()))
    return float(np.mean(found))


def rank_rate(profile: Profiles, model: FittedModel, n_groups: int, size: int, runs: int) -> str:
    """Rank groups drawn at random by every theme."""
    rng = np.random.default_rng(n_groups)
    found, basis = [], ""
    for _ in range(runs):
        drawn = rng.permutation(len(profile.counts))[: n_groups * size].reshape(n_groups, size)
        members = [replace(group_of(profile, np.sort(rows)), unit=PLAN) for rows in drawn]  # plans were drawn here
        groups = Groups(pl.DataFrame(), profile, members)
        for code in range(profile.codes.height - 1):
            told = separate(groups, list(range(n_groups)), [code], model.themes)[0]
            found.append(bool(told.told.any()))
            basis = told.basis
    return f"{np.mean(found):19.4f}  {basis}"


def own_district(pairs: pl.DataFrame, documents: pl.DataFrame, measure: str) -> tuple[int, int]:
    """Count the plans, of districts with several, whose nearest other plan is of their own district."""
    both = pl.concat([pairs.select("a", "b", measure), pairs.select(a="b", b="a", **{measure: pl.col(measure)})])
    nearest = both.sort(measure, "b", descending=[True, False]).unique("a", keep="first", maintain_order=True)
    place = documents.select("document", "district").filter(pl.len().over("district") > 1)
    named = nearest.join(place, left_on="a", right_on="document").join(
        documents.select("document", other="district"), left_on="b", right_on="document"
    )
    return int((named["district"] == named["other"]).sum()), named.height


if __name__ == "__main__":
    main()
