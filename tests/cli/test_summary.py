"""What `topics fit` says at its end about the embedder: nothing of the bundled one, the name of any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from topics.cli.output import summarise_fit
from topics.store import Parts
from topics.tables import ASSIGNMENTS, DOCUMENTS, PROBLEMS, REMOVALS, SEGMENTS, THEMES, TOPICS


@pytest.mark.parametrize(("fingerprint", "told"), [("bundled-0", False), ("transformer-0", True)])
def test_prompt_and_token_limit_of_another_embedder_are_shown(fingerprint: str, *, told: bool) -> None:
    tables = (DOCUMENTS, SEGMENTS, REMOVALS, PROBLEMS, THEMES, TOPICS, ASSIGNMENTS)
    encoder = {"name": "BAAI/bge-m3 (sentence-transformers, prompt '', 8192 tokens)", "fingerprint": fingerprint}
    parts = Parts({table.name: table.empty() for table in tables}, {}, {}, {"corpus": "plans", "encoder": encoder})
    said = summarise_fit(Path("models/plans"), parts)
    assert (f"embedder: {encoder['name']}" in said.splitlines()) == told
    assert said.endswith("next: topics shares -m models/plans")
