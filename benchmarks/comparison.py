"""Known answers on a fitted model: do differences appear where there are none, are plans of one district nearest.

First, plans are drawn from the model into two groups at random, so that nothing differs, and compared: how often is any
theme called different (the family-wise rate, after Benjamini and Hochberg at 5 %), how often a single test at 5 %, how
often the distance. Second, for how many plans of districts with several plans the nearest in content, and in profile,
is another plan of their own district.

    python benchmarks/comparison.py [MODEL] [RUNS]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from topics.analyse.permutation import adjust, permute
from topics.analyse.profiles import profiles
from topics.fitted import FittedModel
from topics.store import newest

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (4, 5, 8, 15, 30)
LEVEL = 0.05


def main() -> None:
    """Print both."""
    model = FittedModel(Path(sys.argv[1]) if len(sys.argv) > 1 else newest(Path("models")))
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    print(f"{model.folder}: {model.documents.height} plans")
    counts = profiles(model.documents, model.items, model.assignments, model.themes).counts
    print("plans a side  family-wise  one test  distance")
    for size in SIZES:
        if 2 * size <= len(counts):
            print(f"{size:12d}  {rates(counts, size, runs)}", flush=True)
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
    return f"{np.mean(any_theme):11.3f}  {np.mean(one_test):8.3f}  {np.mean(distance):8.3f}"


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
