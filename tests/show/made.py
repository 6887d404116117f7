"""Frames as the analysis gives them, made by hand: shares, differences, similarities."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from topics.show.drawing import Drawing
from topics.tables import DIFFERENCES, SHARES, SIMILARITIES

THEMES = {
    "industry": ("产业升级与科技创新", "Industry and innovation"),
    "urban": ("城市更新与城市建设管理", "Urban renewal and city management"),
    "unassigned": ("未归类", "unassigned"),
}
ONE_PLAN = "no plan has it, or all alike: no sampling interval"
RESAMPLED = "95 % interval: studentised bootstrap over whole plans"
LONG = "黔西南布依族苗族自治州"


def share_frame(
    places: Sequence[str | None],
    years: Sequence[int | None],
    *,
    plans: int = 1,
    codes: Mapping[str, tuple[str, str]] = THEMES,
    characters: Mapping[str | None, int] | None = None,
) -> pl.DataFrame:
    """Shares of 0.5, 0.3, 0.2 (or even ones), 1,000 characters a group; intervals of ± 0.1 from three plans on."""
    even = [0.5, 0.3, 0.2] if len(codes) == 3 else [1 / len(codes)] * len(codes)
    rows = [
        {
            "district": place,
            "year": year,
            "theme": code,
            "name_zh": zh,
            "name_en": en,
            "share": share,
            "low": max(share - 0.1, 0.0) if plans >= 3 else None,
            "high": share + 0.1 if plans >= 3 else None,
            "basis": RESAMPLED if plans >= 3 else ONE_PLAN,
            "n_documents": plans,
            "n_characters": (characters or {}).get(place, 1000),
        }
        for place in places
        for year in years
        for share, (code, (zh, en)) in zip(even, codes.items(), strict=True)
    ]
    names = dict.fromkeys(("district", "theme", "name_zh", "name_en"), pl.String())
    frame = pl.DataFrame(rows, schema_overrides={**SHARES.schema, **names, "year": pl.Int32()})
    SHARES.check(frame)
    return frame


def many_themes(n: int) -> dict[str, tuple[str, str]]:
    return {f"t{i}": (f"主题{i}", f"Theme {i}") for i in range(n)} | {"unassigned": ("未归类", "unassigned")}


def topic_shares() -> pl.DataFrame:
    """Two topics and what belongs to none, of one plan."""
    return share_frame(["东城街道"], [2018]).select(
        "district",
        "year",
        pl.Series("topic", [0, 7, -1]),
        pl.Series("name", ["城市管理", "安全生产", "—"]),
        "theme",
        *SHARES.schema,
    )


def difference_frame(q: Sequence[float | None] | None = None, *, intervals: bool = False) -> pl.DataFrame:
    """Differences of +0.3, -0.2, -0.1 between two plans and six."""
    frame = pl.DataFrame(
        {
            "theme": list(THEMES),
            "name_zh": [zh for zh, _ in THEMES.values()],
            "name_en": [en for _, en in THEMES.values()],
            "share_a": [0.6, 0.1, 0.3],
            "share_b": [0.3, 0.3, 0.4],
            "difference": [0.3, -0.2, -0.1],
            "n_documents_a": [2] * 3,
            "n_documents_b": [6] * 3,
            "n_characters_a": [1000] * 3,
            "n_characters_b": [6000] * 3,
        }
    )
    DIFFERENCES.check(frame)
    if q is not None:
        frame = frame.with_columns(p=pl.Series(q, dtype=pl.Float64), q=pl.Series(q, dtype=pl.Float64))
    if intervals:
        frame = frame.with_columns(difference_low=pl.col("difference") - 0.05, difference_high=pl.lit(0.5))
    return frame


def similarity_frame(names: Sequence[str], content: Mapping[tuple[str, str], float] | None = None) -> pl.DataFrame:
    """All pairs; content 0.5 less a little for every further pair unless given, null for two names."""
    pairs = list(combinations(names, 2))
    values = [None if len(names) < 3 else (content or {}).get(pair, 0.5 - i / 1e5) for i, pair in enumerate(pairs)]
    frame = pl.DataFrame(
        {
            "a": [a for a, _ in pairs],
            "b": [b for _, b in pairs],
            "profile": [0.9 - i / 1e5 for i in range(len(pairs))],
            "content": values,
            "wording": [0.1] * len(pairs),
        },
        schema=SIMILARITIES.schema,
    )
    return SIMILARITIES.check(frame).sort("content", descending=True, maintain_order=True)


def marks(node: Any) -> list[str]:
    """The kinds of marks of a chart, in order."""
    if isinstance(node, list):
        return [mark for one in node for mark in marks(one)]
    if not isinstance(node, dict):
        return []
    own = [node["mark"]["type"] if isinstance(node["mark"], dict) else node["mark"]] if "mark" in node else []
    return own + [mark for key in ("layer", "hconcat", "spec") for mark in marks(node.get(key))]


def subtitle(drawing: Drawing) -> str:
    """The lines under the title as one text."""
    return " ".join(drawing.spec()["title"]["subtitle"])


def encodings(node: Any, channel: str) -> list[dict[str, Any]]:
    """Every encoding of a channel, wherever it stands."""
    if isinstance(node, list):
        return [found for one in node for found in encodings(one, channel)]
    if not isinstance(node, dict):
        return []
    own = [node["encoding"][channel]] if channel in node.get("encoding", {}) else []
    return own + [found for key in ("layer", "hconcat", "spec") for found in encodings(node.get(key), channel)]


def years_named(axis: dict[str, Any]) -> list[int]:
    """The years that an axis names; the others have a tick."""
    named: list[int] = json.loads(re.findall(r"\[.*?\]", axis["labelExpr"])[0])
    return named


def rows_drawn(drawing: Drawing) -> list[dict[str, Any]]:
    """The data inside the chart, of its largest data set."""
    sets = drawing.spec()["datasets"].values()
    return max((list(rows) for rows in sets), key=len)
