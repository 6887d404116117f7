"""Learn what each kind of evidence adds to the odds that two passages are about the same matter.

`benchmarks/pairs.csv` holds pairs of passages that one reader judged: kind (segments or statements), corpus, the two
sides as DISTRICT@YEAR:HALF, the first 16 digits of each passage's SHA-256, and 1 where a reader would put the two side
by side (segments) or take the later for a report on the planned (statements). No text. The pairs were drawn evenly over
the strength of the evidence, from provinces and cities; no sample plan is among them.

Prints, for each kind, the log loss and the area under the curve with whole pairs of plans left out in turn, for each
set of evidence tried, and writes `topics/analyse/following/matching.toml`.

    python -m benchmarks.training.matching provinces=MODEL cities=MODEL
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from topics.analyse.following import matching
from topics.analyse.following.rarity import Rarity
from topics.analyse.following.statements import statements
from topics.fitted import FittedModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PAIRS = Path(__file__).resolve().parents[1] / "pairs.csv"
OUT = Path(matching.__file__).with_name("matching.toml")
EVIDENCE = ("evidence", "whole", "clause", "cosine", "theme")
TRIED = {
    "statements": (
        "evidence",
        "evidence clause",
        "evidence clause theme",
        "evidence whole clause theme",
        "evidence whole clause cosine theme",
    ),
    "segments": ("cosine", "whole", "whole cosine", "whole cosine theme", "evidence whole clause cosine theme"),
}
USED = {"statements": "evidence clause theme", "segments": "whole cosine theme"}
STRENGTH = 3.0
HEAD = """\
# What each kind of evidence adds to the log-odds that two passages are about the same matter.
# Learned by logistic regression from pairs that a reader judged: python -m benchmarks.training.matching
"""


def main() -> None:
    """Learn both kinds and write them."""
    models = {name: FittedModel(Path(folder)) for name, folder in (one.split("=", 1) for one in sys.argv[1:])}
    parts = [HEAD]
    for kind in ("segments", "statements"):
        values, judged, groups = read(models, kind)
        print(f"{kind}: {len(judged)} pairs, {judged.mean():.0%} on the same matter")
        for names in TRIED[kind]:
            chosen = values[:, [EVIDENCE.index(name) for name in names.split()]]
            fit = LogisticRegression(C=STRENGTH, max_iter=1000)
            odds = cross_val_predict(
                fit, scaled(chosen), judged, groups=groups, cv=GroupKFold(7), method="predict_proba"
            )
            loss, area = log_loss(judged, odds[:, 1]), roc_auc_score(judged, odds[:, 1])
            print(f"  {names:40s} log loss {loss:.3f}  area {area:.3f}")
        parts.append(learn(kind, values, judged))
    OUT.write_text("\n".join(parts), encoding="utf-8")


def read(models: dict[str, FittedModel], kind: str) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.str_]]:
    """Give the evidence of each judged pair (n_pairs, 5), the judgements, and the pair of plans each is from."""
    by_plans: dict[tuple[str, str, str], list[tuple[str, str, int]]] = defaultdict(list)
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == kind:
                pair = (row["passage_a"], row["passage_b"], int(row["same_matter"]))
                by_plans[row["corpus"], row["a"], row["b"]].append(pair)
    values, judged, groups, rarities, lost = [], [], [], {}, 0
    for (corpus, a, b), pairs in sorted(by_plans.items()):
        model = models[corpus]
        if corpus not in rarities:
            rarities[corpus] = Rarity(model.items["text"].to_list())
        first, second = side(model, a, kind), side(model, b, kind)
        found = matching.evidence(first, second, rarities[corpus])
        at_a, at_b = places(first.texts), places(second.texts)
        for left, right, verdict in pairs:
            if left not in at_a or right not in at_b:
                lost += 1
                continue
            values.append([found[name][at_a[left], at_b[right]] for name in EVIDENCE])
            judged.append(verdict)
            groups.append(f"{corpus} {a} {b}")
    if lost:
        print(f"{lost} passages are not there any more: the corpus or the way it is cut has changed")
    return np.array(values), np.array(judged), np.array(groups)


def side(model: FittedModel, named: str, kind: str) -> matching.Side:
    """Give the passages of DISTRICT@YEAR:HALF in reading order."""
    plan, half = named.split(":")
    district, year = plan.split("@")
    rows = model.items.with_row_index("row").join(model.assignments, on="segment").join(model.documents, on="document")
    rows = rows.filter(district=district, year=int(year), half=half).sort("document", "position")
    passages = [
        (text, row["theme"], row["row"])
        for row in rows.iter_rows(named=True)
        for text in (statements(row["text"]) if kind == "statements" else [row["text"]])
    ]
    texts, themes, numbers = (list(column) for column in zip(*passages, strict=True))
    return matching.Side(texts, themes, matching.directions(model.vectors, numbers))


def places(texts: Sequence[str]) -> dict[str, int]:
    """Give the place of each passage by the head of its hash."""
    return {hashlib.sha256(text.encode()).hexdigest()[:16]: place for place, text in enumerate(texts)}


def scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring each column to mean 0 and deviation 1."""
    unit: NDArray[np.float64] = (values - values.mean(axis=0)) / values.std(axis=0)
    return unit


def learn(kind: str, values: NDArray[np.float64], judged: NDArray[np.int64]) -> str:
    """Fit all pairs of a kind and give its part of the file."""
    names = USED[kind].split()
    chosen = values[:, [EVIDENCE.index(name) for name in names]]
    fit = LogisticRegression(C=STRENGTH, max_iter=1000).fit(scaled(chosen), judged)
    weights = fit.coef_[0] / chosen.std(axis=0)
    intercept = float(fit.intercept_[0] - (weights * chosen.mean(axis=0)).sum())
    lines = [f"[{kind}]", f"intercept = {intercept:.3f}"]
    return "\n".join([*lines, *(f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True)), ""])


if __name__ == "__main__":
    main()
