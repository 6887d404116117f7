"""What `topics fit` says at its end about the embedder: nothing of the bundled one, the name of any other."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from topics.cli.summary import summarise_fit
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
    assert summarise_fit(Path("my models/plans"), parts).endswith('next: topics shares -m "my models/plans"')


@pytest.mark.parametrize(
    ("questions", "stopped", "said"),
    [
        ([""], "http://x: no answer", "namer: 1 of 2 topics named, then no more: http://x: no answer\n"),
        ([], "http://x: no answer", "namer: 0 of 2 topics named, then no more: http://x: no answer\n"),
        (["", "too long"], "", "namer: 1 of 2 topics named; the others keep"),
        (["", ""], "", "namer: 2 of 2 topics named\n"),
    ],
)
def test_what_a_namer_did_not_name_is_told(questions: list[str], stopped: str, said: str) -> None:
    tables = {table.name: table.empty() for table in (DOCUMENTS, SEGMENTS, REMOVALS, PROBLEMS, THEMES, ASSIGNMENTS)}
    row = {"theme": "urban", "name": "道路", "words": ["道路"], "n_segments": 1, "n_characters": 1}
    tables["topics"] = pl.DataFrame([{"topic": i, **row} for i in range(2)], schema=TOPICS.schema)
    naming = {"naming": {"stopped": stopped, "questions": [{"refused": why} for why in questions]}}
    made_by = {"corpus": "plans", "encoder": {"name": "bundled", "fingerprint": "bundled-0"}}
    assert said in summarise_fit(Path("models/plans"), Parts(tables, {}, {}, made_by, naming))
