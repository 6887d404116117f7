"""What a ledger makes of the planted promises of the sample plans: which links it finds, which it contradicts.

A planted link joins a span of a plan with a span of the review of the year after; it is found where the ledger joins
the statements that cover them. Wrong is what contradicts a link: a planned span joined with another statement, a
dropped one joined with any, any planned statement joined with an unplanned span.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

TRUTHS = Path(__file__).resolve().parents[1] / "seeds" / "truths.toml"


def promises() -> list[dict[str, Any]]:
    """Give the planted promises."""
    found: list[dict[str, Any]] = tomllib.loads(TRUTHS.read_text(encoding="utf-8"))["promises"]
    return found


def judge(table: pl.DataFrame, promises: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """Give each promise with what the ledger makes of it.

    Returns
    -------
    list
        With the verdicts ``found, status right``, ``found, status wrong``, ``missed`` and ``joined with another`` for
        links with both ends; ``alone`` and ``joined`` for those with one.
    """
    review = table.filter(pl.col("against") == "review")
    return [(one, _verdict(review.filter(district=one["district"], year=one["year"]), one)) for one in promises]


def measures(judged: list[tuple[Mapping[str, Any], str]]) -> dict[str, float]:
    """Give precision, recall and F1 of the links, and the shares of right statuses and of spans rightly alone."""
    n = Counter(verdict for _, verdict in judged)
    found = n["found, status right"] + n["found, status wrong"]
    both = found + n["missed"] + n["joined with another"]
    wrong = n["joined with another"] + n["joined"]
    precision, recall = found / max(found + wrong, 1), found / max(both, 1)
    return {
        "links": both,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 3),
        "status": round(n["found, status right"] / max(found, 1), 3),
        "alone": round(n["alone"] / max(n["alone"] + n["joined"], 1), 3),
    }


def _verdict(rows: pl.DataFrame, promise: Mapping[str, Any]) -> str:
    planned = [row for row in rows.to_dicts() if _covers(row["text_planned"], promise.get("planned"))]
    answers = [row for row in rows.to_dicts() if _covers(row["text_later"], promise.get("reported"))]
    if promise["kind"] == "unplanned":
        return "alone" if answers and all(row["status"] == "unplanned" for row in answers) else "joined"
    if promise["kind"] == "dropped":
        return "alone" if planned and all(row["status"] == "not mentioned" for row in planned) else "joined"
    joined = [row for row in planned if row in answers]
    if joined:
        right = any(row["status"] == promise["kind"] for row in joined)
        return f"found, status {'right' if right else 'wrong'}"
    return "joined with another" if any(row["later"] for row in planned) else "missed"


def _covers(text: str | None, span: Mapping[str, Any] | None) -> bool:
    """Tell whether a statement holds a planted span, or the larger part of it."""
    if not text or span is None:
        return False
    words, wanted = (re.sub(r"\s", "", one) for one in (text, span["text"]))
    pieces = [piece for piece in re.split("[，。；]", wanted) if piece]
    inside = sum(len(piece) for piece in pieces if piece in words)
    return 2 * inside > sum(map(len, pieces))
