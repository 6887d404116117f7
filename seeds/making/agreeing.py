"""Do the plans agree with each other as designed? Links, passages, repetition, trends and pairs.

Only what is there is checked: both ends of a link, all years of a district, both districts of a pair.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from making import measuring
from making.source import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from making.design import Design
    from making.source import Plan, Segment

RUN_NOTE, RUN_ERROR = 18, 26
"""Length of a wording that two items share without being marked for it."""


def check(plans: dict[str, Plan], design: Design) -> Iterator[str]:
    """Check what joins the plans."""
    yield from _check_promises(plans, design)
    yield from _check_passages(plans, design)
    yield from _check_repetition(plans)
    yield from _check_truths(plans, design)


def _check_promises(plans: dict[str, Plan], design: Design) -> Iterator[str]:
    for promise in design.promises:
        before, after = (plans.get(f"{promise.id[:2]}{promise.year + step}") for step in (0, 1))
        ends = (
            (before, promise.has_plan, promise.id + "p", promise.planned, "plan"),
            (after, promise.has_review, promise.id + "r", promise.reported, "review"),
        )
        for plan, there, tag, wordings, half in ends:
            if plan is None:
                continue
            mark = plan.find(tag)
            if there and mark:
                yield from _check_end(plan, tag, (promise.keyword, *wordings), half, promise.theme)
            elif not there and promise.keyword in plan.text:
                yield f"{plan.code}: ERROR {promise.id} is {promise.kind}, yet {promise.keyword} stands in this plan"


def _check_end(plan: Plan, tag: str, wordings: tuple[str, ...], half: str, theme: str) -> Iterator[str]:
    mark = plan.find(tag)
    if mark is None:
        return
    text = "".join(mark.text.split())
    for wording in wordings:
        if wording not in text:
            yield f"{plan.code}: ERROR <{tag}> does not say {wording}"
    for segment in plan.around(mark):
        if segment.half != half or THEMES[theme] not in (segment.theme, segment.second):
            yield f"{plan.code}: ERROR <{tag}> lies in {segment.theme}, {segment.half}; wanted {theme}, {half}"


def _check_passages(plans: dict[str, Plan], design: Design) -> Iterator[str]:
    fixed = [
        (row["id"] + end, row[side], row[side + "_text"])
        for row in design.borrowings
        for end, side in (("s", "source"), ("t", "target"))
    ]
    fixed += [(row["id"], code, row["text"]) for row in design.formulae for code in row["plans"]]
    for tag, code, text in fixed:
        mark = plans[code].find(tag) if code in plans else None
        if mark and "".join(mark.text.split()) != "".join(text.split()):
            rate = measuring.edit_rate(mark.text, text)
            yield f"{code}: ERROR <{tag}> is not worded as designed (edit rate {rate:.2f})"
    for row in design.lookalikes:
        if row["a"] not in plans or row["b"] not in plans:
            continue
        ends = plans[row["a"]].find(row["id"] + "a"), plans[row["b"]].find(row["id"] + "b")
        if ends[0] and ends[1]:
            run = measuring.longest_run(ends[0].text, ends[1].text)
            rate = measuring.edit_rate(ends[0].text, ends[1].text)
            if len(run) > 11 or rate < 0.6:
                found = f"edit rate {rate:.2f}, both say {run!r}"
                yield f"{row['a']}/{row['b']}: ERROR {row['id']} is not independent: {found}"


def _check_repetition(plans: dict[str, Plan]) -> Iterator[str]:
    """No two items share a long wording unless they are marked for it."""
    items = [(f"{code}#{s.position}", _unmarked(plan, s)) for code, plan in plans.items() for s in plan.segments]
    places: dict[str, list[int]] = defaultdict(list)
    for number, (_, text) in enumerate(items):
        for at in range(len(text) - RUN_NOTE + 1):
            if "\n" not in (run := text[at : at + RUN_NOTE]):
                places[run].append(number)
    pairs = {pair for numbers in places.values() for pair in pairwise(numbers) if pair[0] != pair[1]}
    for one, other in sorted(pairs):
        run = measuring.longest_run(items[one][1], items[other][1].replace("\n", "\0"))  # blanks are not alike
        word = "ERROR" if len(run) >= RUN_ERROR else "note:"
        yield f"{items[one][0]}/{items[other][0]}: {word} both say {run!r} ({len(run)})"


def _unmarked(plan: Plan, segment: Segment) -> str:
    """Give an item's words with its borrowed and common passages blanked; nothing for a title or dirt."""
    if segment.kind not in ("", "h"):
        return ""
    words = list(segment.text)
    for mark in plan.marks:
        if mark.tag[0] in "BF":
            for at in range(max(mark.start, segment.start), min(mark.end, segment.end)):
                words[at - segment.start] = "\n"
    return "".join(words)


def _check_truths(plans: dict[str, Plan], design: Design) -> Iterator[str]:
    """The trends and shares of every district that is whole, and of every pair of them."""
    whole = {}
    for district in design.districts:
        codes = design.plans_of(district)
        if all(code in plans for code in codes):
            whole[district] = [plans[code] for code in codes]
            yield from (f"{district}: ERROR {line}" for line in _check_trends(whole[district], design.truths))
            yield from (
                f"{district}: ERROR {line}" for line in _check_pooled(whole[district], design.districts[district])
            )
    for pair in design.truths["pairs"]:
        if pair["a"] in whole and pair["b"] in whole:
            one, other = (measuring.shares(whole[pair[end]]) for end in "ab")
            for theme in sorted(set(one) | set(other)):
                gap = 100 * (one.get(theme, 0) - other.get(theme, 0))
                low, high = (
                    (design.truths["differ_by"], 100) if theme in pair["differ"] else (0, design.truths["equal_within"])
                )
                if not low <= abs(gap) <= high:
                    yield f"{pair['a']}/{pair['b']}: ERROR {theme} apart by {gap:+.2f} pp, wanted {low} to {high}"


def _check_trends(own: list[Plan], truths: dict[str, Any]) -> Iterator[str]:
    yearly = [measuring.shares([plan]) for plan in own]
    rising = [100 * share.get(truths["rising"], 0) for share in yearly]
    if any(b - a < truths["rising_step"] for a, b in pairwise(rising)):
        yield f"{truths['rising']} does not rise by {truths['rising_step']} pp a year: {_percents(rising)}"
    peaked = [100 * share.get(truths["peaked"], 0) for share in yearly]
    top = peaked.index(max(peaked))
    steps = [b - a if i < top else a - b for i, (a, b) in enumerate(pairwise(peaked))]
    if top in (0, len(peaked) - 1) or min(steps) < 1:
        yield f"{truths['peaked']} does not rise and fall by 1 pp a year: {_percents(peaked)}"


def _check_pooled(own: list[Plan], facts: dict[str, Any]) -> Iterator[str]:
    counts = measuring.characters(own)
    total = sum(counts.values())
    for code, percent in facts["pooled"].items():
        off = 100 * counts[THEMES[code]] / total - percent
        if abs(off) > facts["tolerance"]:
            yield (
                f"{code} over all years off by {off:+.2f} pp (about {round(off * total / 100):+d} characters), "
                f"allowed ± {facts['tolerance']}"
            )


def _percents(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)
