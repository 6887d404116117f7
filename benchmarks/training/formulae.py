"""Make the formulae of the genre that ship in topics/analyse anew: python -m benchmarks.training.formulae [MODEL_DIR].

A formula is a run of three letters that at least five districts of a corpus have; MODEL_DIR (default models/cities) is
a model of the 140 city reports of 2024. What is written is hashes, not text.
"""

from __future__ import annotations

import sys

import numpy as np

import topics
from topics.analyse.borrowing import FORMULAE, SIZE
from topics.analyse.ordering import in_order
from topics.analyse.shingles import letters, runs, unbroken, upper

LEAST_DISTRICTS = 5


def main() -> None:
    """Count and write."""
    model = topics.load(sys.argv[1] if len(sys.argv) > 1 else "models/cities")
    rows = in_order(model.documents, model.items)
    found = letters(rows["text"].to_list())
    whole = unbroken(found.text, SIZE)
    hashes = runs(found.codes, SIZE)[whole]
    district = rows["_district"].to_numpy()[found.text][: len(whole)][whole]
    each = np.unique(np.stack([hashes, district.astype(np.uint64)]), axis=1)[0]
    kinds, counts = np.unique(each, return_counts=True)
    formulae = np.unique(upper(kinds[counts >= LEAST_DISTRICTS]))
    np.save(FORMULAE, formulae, allow_pickle=False)
    print(f"{len(formulae)} of {len(kinds)} runs are formulae: {FORMULAE}")


if __name__ == "__main__":
    main()
