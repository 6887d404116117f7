"""Frames of ledgers, targets, ranks and passages as the analysis gives them, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from topics.tables import LEDGER, RANKS, TARGETS, THEMES, Table

CODES = {
    "industry": ("产业升级与科技创新", "Industry and innovation"),
    "demand": ("内需与投资", "Demand and investment"),
    "urban": ("城市更新与城市建设管理", "Urban renewal and city management"),
    "rural": ("乡村振兴与农业农村", "Rural areas and farming"),
    "environment": ("生态环境", "Environment"),
    "livelihood": ("民生保障", "Livelihood and public services"),
    "culture": ("文化文明体育旅游", "Culture, sports and tourism"),
    "governance": ("社会治理与公共安全", "Governance and public safety"),
    "reform": ("改革开放与营商环境", "Reform, opening-up and business environment"),
    "party": ("党的建设与政府自身建设", "Party building and government conduct"),
    "overview": ("总体要求与目标", "General requirements and targets"),
    "unassigned": ("未归类", "unassigned"),
}


def filled(table: Table, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """A table of these rows; what they do not say is null where it may be, else empty or 0."""
    blank = {pl.String(): "", pl.Int64(): 0, pl.Boolean(): False, pl.Float64(): 0.0}
    kinds = table.schema
    empty = {one.name: None if one.nullable else blank.get(kinds[one.name], []) for one in table.columns}
    return table.check(pl.DataFrame([{**empty, **row} for row in rows], schema=table.schema))


def theme_names(codes: Mapping[str, tuple[str, str]] = CODES) -> pl.DataFrame:
    """`topics.tables.THEMES` of these codes."""
    rows = [
        {"theme": code, "name_zh": zh, "name_en": en, "n_segments": 1, "n_characters": 10}
        for code, (zh, en) in codes.items()
    ]
    return filled(THEMES, rows)


def ledger_frame(counts: Mapping[tuple[str, str, str, int], Mapping[str, int]]) -> pl.DataFrame:
    """So many rows by district, theme, against and year, and by status."""
    rows = []
    for (district, theme, against, year), statuses in counts.items():
        for status, n in statuses.items():
            for i in range(n):
                name = f"{district}@{year}#{theme}-{status}-{i}"
                planned = status not in {"unplanned", "new"}
                later = status not in {"not mentioned", "dropped"}
                rows.append(
                    {
                        "district": district,
                        "year": year,
                        "against": against,
                        "status": status,
                        "planned": name if planned else None,
                        "later": f"{name}-later" if later else None,
                        "similarity": 0.8 if planned and later else None,
                        "theme": theme,
                        "text_planned": "建设公园" if planned else None,
                        "text_later": "建成公园" if later else None,
                    }
                )
    return filled(LEDGER, rows)


Figure = tuple[str, int | None, str, float | None, float | None, str]
"""District, year, kind, low, high, comparison."""


def target_frame(figures: Sequence[Figure], *, unit: str = "%", change: bool = True) -> pl.DataFrame:
    """A row a figure of the growth of output."""
    rows = [
        {
            "document": f"{district}@{year}",
            "segment": f"{district}@{year}#{at}",
            "district": district,
            "year": year,
            "kind": kind,
            "indicator": "地区生产总值",
            "change": change,
            "low": low,
            "high": high,
            "unit": unit,
            "comparison": comparison,
            "start": at,
            "end": at + 1,
            "text": f"增长{low}",
        }
        for at, (district, year, kind, low, high, comparison) in enumerate(figures)
    ]
    return filled(TARGETS, rows)


def rank_frame(rows: Sequence[tuple[str, int, float, float | None, float | None]]) -> pl.DataFrame:
    """District, tier, share, low, high; four plans of 1,000 characters each."""
    frame = pl.DataFrame(
        [
            {
                "district": district,
                "tier": tier,
                "share": share,
                "low": low,
                "high": high,
                "basis": "95 % interval: studentised bootstrap over whole plans" if low is not None else "no text",
                "n_documents": 4,
                "n_characters": 1000,
            }
            for district, tier, share, low, high in rows
        ],
        schema={"district": pl.String(), **RANKS.schema},
    )
    RANKS.check(frame)
    return frame


def passage_frame(
    n: int, codes: Sequence[str] = ("industry", "urban", "unassigned"), text: str = "建设公园"
) -> pl.DataFrame:
    """Passages on a spiral, themes in turn."""
    at = pl.int_range(n, eager=True)
    return pl.DataFrame(
        {
            "segment": [f"甲@2018#{i}" for i in range(n)],
            "document": [f"甲@{2018 + i % 2}" for i in range(n)],
            "outline": ["一、工作 › （一）城市"] * n,
            "text": [text] * n,
            "n_characters": [10] * n,
            "theme": [codes[i % len(codes)] for i in range(n)],
            "x": (at.cast(pl.Float32) * 0.7).cos() * at.cast(pl.Float32),
            "y": (at.cast(pl.Float32) * 0.7).sin() * at.cast(pl.Float32) / 2,
        }
    )
