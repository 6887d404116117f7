"""How well the ledger finds what is known: the planted promises of the sample plans.

F1 is of the 40 links that have both ends (`tests/promises.py` says what counts). Beside it: the statuses of the links
found (done, partly), and the spans with one end that are left alone (not mentioned, unplanned). The weights of the
evidence come from other texts (`benchmarks/training/matching.py`). The one number chosen here is the least probability
of a link: chosen on two districts, it is judged on the other two, and the reverse.

    python -m benchmarks.ledger [MODEL]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.promises import judge, measures, promises
from topics.analyse.following import ledger
from topics.fitted import FittedModel

HALVES = (("砺江区", "栖云县"), ("启衡新区", "望澜区"))
LEAST = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    """Print the figures for all districts, what is wrong, and what each least probability gives on each half."""
    model = FittedModel(Path(sys.argv[1] if len(sys.argv) > 1 else "models/seeds"))
    known = promises()
    judged = judge(model.ledger(), known)
    print(f"least probability {ledger.LINKED}, all districts:", measures(judged))
    for promise, verdict in judged:
        if verdict not in ("found, status right", "alone"):
            print(f"  {promise['id']} {promise['kind']} {promise['matter']}: {verdict}")
    by_least: dict[float, list[float]] = {}
    for least in LEAST:
        ledger.LINKED = least
        table = model.ledger()
        found = [measures(judge(table, [one for one in known if one["district"] in half])) for half in HALVES]
        by_least[least] = [one["f1"] for one in found]
        print(
            f"least probability {least}:",
            *(f"{'、'.join(half)} {one}" for half, one in zip(HALVES, found, strict=True)),
        )
    for chosen, judged_on in ((0, 1), (1, 0)):
        best = max(LEAST, key=lambda least: by_least[least][chosen])
        print(f"chosen on {'、'.join(HALVES[chosen])}: {best}; F1 on the others {by_least[best][judged_on]}")


if __name__ == "__main__":
    main()
