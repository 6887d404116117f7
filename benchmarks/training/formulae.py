"""Make the formulae of the genre that ship in topics/analyse anew: python -m benchmarks.training.formulae [MODEL_DIR].

A formula is a run of three or six letters that at least five districts of a corpus have; MODEL_DIR (default
models/cities) is a model of the 140 city reports of 2024. What is written is hashes, not text.
"""

from __future__ import annotations

import sys

import numpy as np
import polars as pl

import topics
from topics.analyse.likeness.borrowing import SCALES
from topics.analyse.likeness.shingles import letters, runs, unbroken, upper
from topics.analyse.ordering import in_order

LEAST_DISTRICTS = 5


def main() -> None:
    """Count and write."""
    model = topics.load(sys.argv[1] if len(sys.argv) > 1 else "models/cities")
    rows = in_order(model.documents, model.items)
    found = letters(rows["text"].to_list())
    district = rows["_district"].to_numpy()[found.text]
    for scale in SCALES:
        whole = unbroken(found.text, scale.size)
        hashes = upper(runs(found.codes, scale.size)[whole])
        each = pl.DataFrame({"run": hashes, "district": district[: len(whole)][whole]}).unique()
        counts = each.group_by("run").len().filter(pl.col("len") >= LEAST_DISTRICTS)
        np.save(scale.formulae, counts["run"].sort().to_numpy(), allow_pickle=False)
        print(f"{counts.height} of {each['run'].n_unique()} runs are formulae: {scale.formulae}")


if __name__ == "__main__":
    main()
