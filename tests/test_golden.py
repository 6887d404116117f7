"""The whole flow on the small corpus gives what it gave before, row by row.

When a change is meant to alter the result, look at what differs, then write the new one with
``python -m tests.test_golden``.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus

GOLDEN = Path(__file__).parent / "golden" / "small.json"


def result(folder: Path) -> dict[str, Any]:
    """Fit the small corpus with the fake encoder, and give what must not change unnoticed."""
    model = topics.fit(write_corpus(folder / "plans"), folder / "model", encoder=FakeEncoder())
    rows = (
        model.segments().sort("segment").select("segment", "start", "end", "outline", "half", "theme", "topic", "text")
    )
    shares = model.shares(by=("district",)).select("district", "theme", "share", "n_documents", "n_characters")
    return {
        "segments": [list(row) for row in rows.rows()],
        "shares": [[*row[:2], round(row[2], 9), *row[3:]] for row in shares.rows()],
        "removals": [list(row) for row in model.removals.rows()],
    }


def test_the_small_corpus_gives_what_it_gave(tmp_path: Path) -> None:
    assert result(tmp_path) == json.loads(GOLDEN.read_text(encoding="utf-8"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        GOLDEN.write_text(json.dumps(result(Path(name)), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
