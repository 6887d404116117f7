"""What is true of the corpus? The texts of `gold.csv`, `truths.toml` and `plans.csv`."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from making import measuring
from making.source import THEMES

if TYPE_CHECKING:
    from making.design import Design
    from making.source import Plan

Span = tuple[int, int]
"""Offsets into the decoded text, the end exclusive."""
Coded = tuple[str, str]
"""Theme and half of a segment."""
_MASK = re.compile(r"\*\*|20XX")


class Placed:
    """A plan and where its characters stand in its file as decoded."""

    def __init__(self, plan: Plan, file: str, places: dict[int, int], extras: list[Span]) -> None:
        self.plan, self.file, self.places, self.extras = plan, file, places, extras

    def span(self, start: int, end: int) -> Span | None:
        """Give a plain-text span's place in the file, or nothing where the reader left it out."""
        there = [self.places[i] for i in range(start, end) if i in self.places]
        return (there[0], there[-1] + 1) if there else None


def gold_csv(placed: dict[str, Placed], second: dict[tuple[str, int], Coded]) -> str:
    """Give every segment's codes as a table, by file, then place; the second reader's theme is allowed as well."""
    rows: list[list[Any]] = []
    for one in placed.values():
        own: list[list[Any]] = [["seeds", one.file, *span, "none", "none", "neither"] for span in one.extras]
        for segment in one.plan.segments:
            span = one.span(segment.start, segment.end)
            if span:
                other = second.get((one.plan.code, segment.position), (segment.theme, ""))[0]
                accept = "|".join(dict.fromkeys(filter(None, (segment.theme, segment.second, other))))
                own.append(["seeds", one.file, *span, segment.theme, accept, segment.half])
        rows += sorted(own, key=lambda row: (row[2], row[3]))
    return _csv([["corpus", "file", "start", "end", "theme", "accept", "half"], *rows])


def second_codes(text: str) -> dict[tuple[str, int], Coded]:
    """Read the second reader's codes by plan and number of the segment."""
    return {
        (row["plan"], int(row["segment"])): (row["theme"], row["half"]) for row in csv.DictReader(io.StringIO(text))
    }


def plans_csv(design: Design) -> str:
    """Give the table of plans: file, district, year, level and region."""
    rows = []
    for code, planned in design.plans.items():
        district = design.districts[code[:2]]
        rows.append([planned["file"], district["name"], planned["year"], district["level"], district["region"]])
    return _csv([["file", "district", "year", "level", "region"], *rows])


def truths_toml(placed: dict[str, Placed], design: Design) -> str:
    """Give the planted truths: trends, pairs, borrowings, formulae, look-alikes, promises, figures and dirt."""
    tables = {
        "trends": list(_trends(placed, design)),
        "pairs": list(_pairs(placed, design)),
        "borrowings": [_borrowing(row, placed) for row in design.borrowings],
        "formulae": list(_formulae(placed, design)),
        "lookalikes": [_lookalike(row, placed) for row in design.lookalikes],
        "promises": [_promise(row, placed, design) for row in design.promises],
        "targets": [row for one in placed.values() for row in _targets(one, design)],
        "dirt": [row for one in placed.values() for row in _dirt(one)],
    }
    lines = ["# What is true of the sample plans. Spans are characters of the file's decoded text, the end exclusive."]
    for name, rows in tables.items():
        for row in rows:
            lines += [
                "",
                f"[[{name}]]",
                *(f"{key} = {_value(value)}" for key, value in row.items() if value is not None),
            ]
    return "\n".join(lines) + "\n"


def _trends(placed: dict[str, Placed], design: Design) -> list[dict[str, Any]]:
    rows = []
    for kind in ("rising", "peaked", "dropped"):
        theme = design.truths[kind]
        for district, facts in design.districts.items():
            yearly = {
                design.plans[c]["year"]: measuring.shares([placed[c].plan]).get(theme, 0.0)
                for c in design.plans_of(district)
            }
            if kind != "dropped" or district == design.truths["dropped_by"]:
                rows.append(
                    {
                        "kind": kind,
                        "theme": theme,
                        "district": facts["name"],
                        "years": list(yearly),
                        "shares": [round(s, 6) for s in yearly.values()],
                    }
                )
    return rows


def _pairs(placed: dict[str, Placed], design: Design) -> list[dict[str, Any]]:
    rows = []
    for pair in design.truths["pairs"]:
        a, b = (measuring.shares([placed[c].plan for c in design.plans_of(d)]) for d in (pair["a"], pair["b"]))
        themes = sorted(set(a) | set(b))
        rows.append(
            {
                "a": design.districts[pair["a"]]["name"],
                "b": design.districts[pair["b"]]["name"],
                "differ": pair["differ"],
                "themes": themes,
                "shares_a": [round(a.get(t, 0.0), 6) for t in themes],
                "shares_b": [round(b.get(t, 0.0), 6) for t in themes],
            }
        )
    return rows


def _end(one: Placed, tag: str) -> dict[str, Any]:
    mark = one.plan.find(tag)
    span = one.span(mark.start, mark.end) if mark else None
    if span is None:
        raise KeyError(f"{one.plan.code}: <{tag}>")
    return {"file": one.file, "start": span[0], "end": span[1], "text": _text(one, tag)}


def _text(one: Placed, tag: str) -> str:
    mark = one.plan.find(tag)
    return "".join(mark.text.split()) if mark else ""


def _borrowing(row: dict[str, Any], placed: dict[str, Placed]) -> dict[str, Any]:
    source, target = placed[row["source"]], placed[row["target"]]
    rate = measuring.edit_rate(_text(source, row["id"] + "s"), _text(target, row["id"] + "t"))
    return {
        "id": row["id"],
        "theme": THEMES[row["theme"]],
        "edit_rate": round(rate, 4),
        "source": _end(source, row["id"] + "s"),
        "target": _end(target, row["id"] + "t"),
    }


def _formulae(placed: dict[str, Placed], design: Design) -> list[dict[str, Any]]:
    """Give two repeats of each formula: its first use with its second, its third with its fourth."""
    rows = []
    for row in design.formulae:
        for number, (one, other) in enumerate(zip(row["plans"][::2], row["plans"][1::2], strict=True), 1):
            rows.append(
                {
                    "id": f"{row['id']}-{number}",
                    "theme": THEMES[row["theme"]],
                    "source": _end(placed[one], row["id"]),
                    "target": _end(placed[other], row["id"]),
                }
            )
    return rows


def _lookalike(row: dict[str, Any], placed: dict[str, Placed]) -> dict[str, Any]:
    a, b = placed[row["a"]], placed[row["b"]]
    rate = measuring.edit_rate(_text(a, row["id"] + "a"), _text(b, row["id"] + "b"))
    return {
        "id": row["id"],
        "matter": row["matter"],
        "theme": THEMES[row["theme"]],
        "edit_rate": round(rate, 4),
        "a": _end(a, row["id"] + "a"),
        "b": _end(b, row["id"] + "b"),
    }


def _promise(promise: Any, placed: dict[str, Placed], design: Design) -> dict[str, Any]:  # noqa: ANN401
    district = promise.id[:2]
    planned = _end(placed[f"{district}{promise.year}"], promise.id + "p") if promise.has_plan else None
    reported = _end(placed[f"{district}{promise.year + 1}"], promise.id + "r") if promise.has_review else None
    name = design.districts[district]["name"]
    return {
        "id": promise.id,
        "kind": promise.kind,
        "district": name,
        "year": promise.year,
        "theme": THEMES[promise.theme],
        "matter": promise.keyword,
        "planned": planned,
        "reported": reported,
    }


def _targets(one: Placed, design: Design) -> list[dict[str, Any]]:
    rows = []
    for mark in one.plan.marks:
        span = one.span(mark.start, mark.end)
        if mark.tag != "T" or span is None:
            continue
        review = one.plan.around(mark)[0].half == "review"
        indicator, value, unit, comparison = mark.values[:4]
        year = int(mark.values[4]) if len(mark.values) > 4 else design.plans[one.plan.code]["year"] - review
        low, _, high = (
            comparison.removeprefix("range").partition("-") if comparison.startswith("range") else ("", "", "")
        )
        rows.append(
            {
                "file": one.file,
                "start": span[0],
                "end": span[1],
                "text": "".join(mark.text.split()),
                "kind": "result" if review else "target",
                "indicator": indicator,
                "value": float(value) if value != "-" else None,
                "high": float(high) if high else None,
                "unit": unit,
                "comparison": "range" if low else comparison,
                "year": year,
            }
        )
    return rows


def _dirt(one: Placed) -> list[dict[str, Any]]:
    rows = [{"file": one.file, "start": start, "end": end, "kind": "page"} for start, end in one.extras]
    for mask in _MASK.finditer(one.plan.text):
        if span := one.span(*mask.span()):
            rows.append({"file": one.file, "start": span[0], "end": span[1], "kind": "mask"})
    for segment in one.plan.segments:
        span = one.span(segment.start, segment.end)
        kind = (
            segment.kind
            if segment.theme == "none" and segment.kind != "title"
            else "broken"
            if "\n" in segment.text
            else ""
        )
        if kind and span:
            rows.append({"file": one.file, "start": span[0], "end": span[1], "kind": kind})
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _csv(rows: list[list[Any]]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(rows)
    return held.getvalue()
