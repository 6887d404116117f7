"""Does what was written keep what was designed? Every fault as a line that says by how much.

Lines that start with ``ERROR`` break a planted truth; ``note`` lines are for the writer to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from making import agreeing, measuring
from making.source import THEMES, Mark, Plan, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from making.design import Design

SHORTEST, LONGEST = 25, 230
"""Characters of an item that is no heading."""
_ITEM_SHORTEST = 32
_ITEM = re.compile(r"[一二三四五六七八九十]+[是要]|首先，|其次，|最后，|第[一二三四五六七八九十]+，")
_ENUMERATOR = re.compile(
    r"(?<=[。；：！？\n])(?:——|[一二三四五六七八九十]+[、是要]|第[一二三四五六七八九十]+，|首先，|其次，|最后，"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))|(?<=，)[一二三四五六七八九十]+[是要]"
)
_COMPARISON = re.compile(r"eq|ge|le|about|flat|in_step|range[\d.]+-[\d.]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PLACES = re.compile(
    "北京|上海|天津|重庆|广东|广西|浙江|江苏|山东|福建|安徽|江西|湖南|湖北|河南|河北|四川|贵州|云南|陕西|甘肃|辽宁|吉林|黑龙江|"
    "深圳|广州|杭州|宁波|苏州|青岛|大连|华为|腾讯|阿里|京东|中兴|比亚迪|顺丰|宝武|中远海运"
)


def check(plans: dict[str, Plan], design: Design) -> Iterator[str]:
    """Check the plans that are there, and what joins them where both ends are there."""
    for code, plan in plans.items():
        yield from (f"{code}: {line}" for line in _check_plan(plan, design.plans[code]))
        yield from (f"{code}: {line}" for line in _check_figures(plan, design))
        yield from (f"{code}: {line}" for line in _check_tags(plan, design))
    yield from agreeing.check(plans, design)


def _check_plan(plan: Plan, planned: dict[str, Any]) -> Iterator[str]:
    if plan.segments[0].kind != "title":
        yield "ERROR the first line is not marked [NO.n:title]"
    if not 28 <= len(plan.segments) <= 72:
        yield f"note: {len(plan.segments)} segments, wanted 28–72"
    yield from _check_shares(plan, planned)
    for segment in plan.segments:
        yield from (f"{line} in segment {segment.position} ({segment.text[:14]}…)" for line in _check_segment(segment))
    found, designed = _dirt_of(plan), set(planned["dirt"])
    if planned["format"] == "pdf":  # its page numbers come with its pages
        designed -= {"page"}
    if found != designed:
        yield f"ERROR dirt found {sorted(found)}, designed {sorted(designed)}"


def _check_shares(plan: Plan, planned: dict[str, Any]) -> Iterator[str]:
    counts = measuring.characters([plan])
    total, wanted = sum(counts.values()), planned["length"]
    if abs(total - wanted) > 0.04 * wanted:
        yield f"ERROR {total} characters, wanted {wanted} ± 4 % (off by {total - wanted:+d})"
    for code, percent in planned["shares"].items():
        count, allowed = counts[THEMES[code]], 0.6 if code in ("EN", "GO") else 1.0
        share = 100 * count / max(total, 1)
        if abs(share - percent) > allowed or (percent == 0 and count):
            yield (
                f"ERROR {code} {count} characters = {share:.2f} %, wanted {percent} % ± {allowed} "
                f"(off by {share - percent:+.2f} pp, about {round((share - percent) * total / 100):+d} characters)"
            )
    by_half = measuring.halves(plan)
    for half, low, high in planned["halves"]:
        if not low <= by_half[half] <= high:
            yield f"ERROR half {half} {by_half[half]:.1%}, wanted {low:.0%}–{high:.0%}"


def _dirt_of(plan: Plan) -> set[str]:
    found = {s.kind for s in plan.segments} & {"page", "web", "title2", "glossary"}
    if any("\n" in segment.text for segment in plan.segments):
        found.add("broken")
    return found | {"mask"} if re.search(r"\*\*|20XX", plan.text) else found


def _check_segment(segment: Segment) -> Iterator[str]:
    n, is_item = segment.weight, segment.kind == ""
    if is_item and segment.theme == "none":
        yield "ERROR no theme"
    if segment.kind not in ("", "h") and segment.theme != "none":
        yield f"ERROR kind {segment.kind!r} goes with NO only"
    if segment.kind and segment.half != "neither":
        yield "ERROR a heading or dirt that belongs to a half"
    if segment.kind == "h" and n > 40:
        yield f"note: a bare heading of {n} characters"
    if segment.second == segment.theme:
        yield "ERROR a second code that repeats the first"
    if is_item and not SHORTEST <= n <= LONGEST:
        yield f"note: {n} characters, wanted {SHORTEST}–{LONGEST},"
    if segment.theme != "none":
        yield from _check_words(segment)


def _check_words(segment: Segment) -> Iterator[str]:
    if segment.kind == "" and segment.weight < _ITEM_SHORTEST and _ITEM.match(segment.text):
        yield f"ERROR {segment.weight} characters, {_ITEM_SHORTEST} or more wanted of an item of an enumeration,"
    for found in _ENUMERATOR.finditer(segment.text):
        if found.start() > 0:
            yield f"ERROR enumerator {found[0]!r}, open a segment before it,"
    for place in _PLACES.findall(segment.text.replace("北京冬奥", "").replace("环湖北路", "").replace("衡湖北岸", "")):
        yield f"note: a real place or firm: {place}"


def _check_figures(plan: Plan, design: Design) -> Iterator[str]:
    """Every figure says what its mark says, and the designed ones stand once."""
    stated = [mark for mark in plan.marks if mark.tag == "T"]
    for mark in stated:
        yield from (f"ERROR figure {'|'.join(mark.values)} in {mark.text!r}: {line}" for line in _check_figure(mark))
    halves = {"target": ("plan", "neither"), "result": ("review", "neither")}
    for row in design.targets:
        if row["plan"] != plan.code:
            continue
        wanted = (row["indicator"], row["value"], row["unit"], row["comparison"])
        found = [m for m in stated if m.values[:4] == wanted and plan.around(m)[0].half in halves[row["kind"]]]
        if len(found) != 1:
            yield f"ERROR figure <T:{'|'.join(wanted)}> ({row['kind']}) stands {len(found)} times, wanted once"


def _check_figure(mark: Mark) -> Iterator[str]:
    if len(mark.values) not in (4, 5):
        yield "wanted indicator|value|unit|comparison"
        return
    comparison = mark.values[3]
    if not _COMPARISON.fullmatch(comparison):
        yield f"comparison {comparison!r}, allowed: eq ge le about rangeA-B flat in_step"
    numbers = [] if comparison in ("flat", "in_step") else [mark.values[1].lstrip("-")]
    if comparison.startswith("range"):
        numbers += comparison.removeprefix("range").split("-")
    for number in numbers:
        if number not in mark.text or not _NUMBER.fullmatch(number):
            yield f"{number!r} is no number or does not stand there"


def _check_tags(plan: Plan, design: Design) -> Iterator[str]:
    """Every tag of a plan is designed for it and stands once."""
    allowed, tags = _tags_of(plan.code, design), [mark.tag for mark in plan.marks if mark.tag != "T"]
    yield from (f"ERROR <{tag}> does not belong here" for tag in sorted(set(tags) - allowed))
    yield from (f"ERROR <{tag}> is missing" for tag in sorted(allowed - set(tags)))
    yield from (f"ERROR <{tag}> stands {tags.count(tag)} times" for tag in sorted(set(tags)) if tags.count(tag) > 1)


def _tags_of(code: str, design: Design) -> set[str]:
    district, year = code[:2], int(code[2:])
    own = [promise for promise in design.promises if promise.id.startswith(district)]
    tags = {row["id"] for row in design.formulae if code in row["plans"]}
    tags |= {row["id"] + "s" for row in design.borrowings if row["source"] == code}
    tags |= {row["id"] + "t" for row in design.borrowings if row["target"] == code}
    tags |= {row["id"] + end for row in design.lookalikes for end in "ab" if row[end] == code}
    tags |= {promise.id + "p" for promise in own if promise.has_plan and promise.year == year}
    return tags | {promise.id + "r" for promise in own if promise.has_review and promise.year + 1 == year}
