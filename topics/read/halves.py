"""Whether an item reports what was done or says what will be done.

A report of year Y reviews Y-1 and plans Y, and says so in its headings. Headings may be missing, lost or unusual, so
the wording of every item is heard too: the halves are the likeliest sequence of review and plan over the whole
document, where a change is cheap at a heading that announces it and dear elsewhere. Frames (greeting, thanks, problems,
the weighing of the situation, closing), titles and bare headings are neither.

    pieces, year → `halves_of` → a half a piece
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from topics.read.announced import (
    Announced,
    announced_by,
    eras_in,
    half_of_heading,
    local_half,
    looks_ahead,
    opening_year_of,
    years_in,
)
from topics.read.numbering import label_at
from topics.read.outline import RUN_IN, lead_of
from topics.read.titles import year_of_headings
from topics.read.wording import review_odds

if TYPE_CHECKING:
    from topics.read.segments import Piece

_NEXT_YEAR = re.compile(r"明年|来年|下一?年度")
_ANCHOR_PLAN = re.compile(
    r"总(?:体|的)?(?:要求|思路)(?:是|为|：|:)|(?:主要)?预期目标(?:建议|拟|确)?定?(?:是|为|：|:)|(?:做好|抓好|搞好)(?:今年|明年|20\d\d年|新一年)|今年(?:政府|全[市省区县州])?(?:的)?工作"
    r"|(?:要|将)(?:重点|着力|突出|具体)?(?:做好|抓好)(?:以下|[一二三四五六七八九十\d]+个?方面)|^(?:具体|重点|着重|主要)?(?:做好|抓好)以下"
)
_ANCHOR_REVIEW = re.compile(
    r"(?:主要|重点|着力)?(?:做了|抓了|开展了)(?:以下|如下|[一二三四五六七八九十\d]+个?方面)|^(?:各位代表[！，])?(?:刚刚)?过去(?:的)?(?:一|五)年|^一年来|^回顾过去|^五年来|^这五年|^这一年"
)
_ANNOUNCES = r"(?:做好|抓好|抓了|做了|开展了|聚焦|突出|围绕|把握|处理好|办好|办成|做到)"
_TRANSITION = re.compile(
    rf"{_ANNOUNCES}.{{0,26}}(?:工作|方面|任务|行动|大事|实事|工程|如下|目标|关系|要求|文章|重点)[：:，,]?$"
    rf"|{_ANNOUNCES}.{{0,16}}(?:[一二三四五六七八九十两几\d](?:个|大|项|件|条|点|篇|(?=方面))|各项|以下).{{0,12}}(?:工作|方面|任务|行动|大事|实事|工程|关系|文章|重点)。$"
    r"|(?:如下|以下.{0,10})[。：:]$|^(?:具体|重点|主要)(?:工作)?(?:是|有|任务)?[。：:]$"
)
_SITUATION_START = re.compile(
    r"^(?:各位代表[！，：])?(?:今年|20\d\d年|“?十[四五六]五”?(?:时期)?)[，,]?(?:既)?是.{0,60}(?:之年|一年|年份|时期|阶段|周年|关键|开局|起步|收官)"
    r"|^(?:各位代表[！，])?(?:当前|纵观|放眼|展望|综合(?:研判|分析)|审视|面向未来|新的一年[，,](?:机遇|挑战|形势))|(?:机遇与挑战并存|机遇大于挑战|战略机遇和风险挑战并存)"
)
_SITUATION = re.compile(
    r"形势|机遇|挑战|有利条件|不利因素|百年(?:未有之大)?变局|窗口期|复杂严峻|不确定|压力|意义重大|责任重大|至关重要|关键(?:一年|之年|时期)|周年|之年|优势|潜力|信心|底气|基本面"
)
_ACTS = re.compile(
    r"总(?:体|的)(?:要求|思路)|预期目标|主要目标|(?:[，。；])(?:加快|推进|实施|加强|深化|完善|建设|打造|推动|抓好)"
)
_CALLS = re.compile(r"(?:^|[，。；])(?:我们|全[省市区县镇]上下)?(?:务必|务求)")
_LESSONS = re.compile(
    r"(?:深刻|深切|真切|深深)(?:地)?(?:体会|感受|感悟|认识|领悟)到|(?:实践|事实)(?:再次|充分)?(?:证明|告诉我们)|启示我们|体会(?:最深|是)"
)

_MUST = re.compile(r"(?:——|[一二三四五六七八九十]是)?(?:我们)?(?:必须|务必|要(?!素|点))")

_HEADING = 40.0
"""Weight of a heading that names a half, as a logarithm of odds: more than a page of items that sound otherwise."""
_CHANGE_AT_HEADING = 1.0
_CHANGE = 5.0
_CHANGE_TO_PLAN = 14.0
_CHANGE_TO_REVIEW = 30.0
"""Prices of a change without a heading in a document whose headings name halves: the heading of the plan may be
missing, but goals are often worded as if they were reached."""
_SECTION_ODDS = 2.0
"""A numbered section that opens with what comes next is of it even where its figures sound reached."""
_MOST_LEAD = 24
"""Most characters of the heading of a section that runs into its text and names a half."""
_COUNTED = ("shi", "yao", "ordinal", "first")
_MOST_ODDS = 3.0
_PRIOR = {"review": 1.5, "plan": -2.0}
"""What a title that names a half adds to every item of a document whose headings name none."""
_FIRST = 8
"""Among the first pieces of a document is the sentence that leads in."""
_LEADS_IN = re.compile(r"(?:现[将把]|下面|这里)[^。：]{0,60}(?:如下|小结|汇报)[。：:]")
_PREAMBLE = 3
"""Most items between the start of a plan and the one that states its aims."""


class Halves(NamedTuple):
    """For each piece its half, and the places where review and plan change without a heading that says so."""

    halves: list[str]
    silent_changes: list[int]


def halves_of(pieces: list[Piece], year: int | None) -> Halves:
    """Tell review from plan.

    Parameters
    ----------
    pieces
        The items of one document in reading order.
    year
        The year the plan is for, or the one a summary is of; where it is not known title and headings are asked.

    Returns
    -------
    Halves
        ``review``, ``plan`` or ``neither`` for each piece.
    """
    announced = _announced(pieces)
    headings = [piece.text for piece in pieces if piece.kind == "heading"]
    planned = year_of_headings(headings) or announced.year
    of_year = year is not None and announced.year == year + 1
    over = of_year or _this_year_is_over(pieces, announced)
    year = planned if planned and (not year or planned == year + 1) else year or opening_year_of(_title_of(pieces))
    looks_back = announced.half in ("review", "both")
    last = year - 1 if year and year == announced.year and looks_back else None
    top = _top_depth(pieces)
    named = [_named_half(piece, year, top, over=over) for piece in pieces]
    prior = 0.0 if any(named) else _PRIOR.get(announced.half, 0.0)
    local = _local_halves(pieces, last or year)
    odds = [
        0.0 if own and not name else _odds(piece, name, year, prior, over=over)
        for piece, name, own in zip(pieces, named, local, strict=True)
    ]
    anchors = [
        piece.kind == "body" and bool(_ANCHOR_PLAN.search(piece.text[:60]) or looks_ahead(piece.text))
        for piece in pieces
    ]
    near = [any(anchors[n : n + _PREAMBLE + 1]) for n in range(len(pieces))]
    states = _likeliest(odds, [bool(name) for name in named], near, looks_back=looks_back)
    halves = [_half(piece, own or state) for piece, state, own in zip(pieces, states, local, strict=True)]
    changes = [n for n in range(1, len(pieces)) if states[n] != states[n - 1] and not named[n]]
    return Halves(halves, changes)


def _top_depth(pieces: list[Piece]) -> int:
    """Give how many headings stand above those of the parts: one where a single heading stands over all others."""
    depths = [len(piece.path) for piece in pieces if piece.kind == "heading"]
    return 1 if depths.count(0) == 1 and depths[0] == 0 and depths.count(1) > 1 else 0


def _title_of(pieces: list[Piece]) -> str:
    return " ".join(piece.text for piece in pieces if piece.kind == "title")


def _announced(pieces: list[Piece]) -> Announced:
    """Tell what the title announces, or where it does not say, the sentence that leads in (…汇报如下)."""
    title = announced_by(_title_of(pieces))
    leads_in = [match.group() for piece in pieces[:_FIRST] if (match := _LEADS_IN.search(piece.text))]
    opening = announced_by(leads_in[0]) if leads_in and not title.half else title
    return Announced(title.half or opening.half, title.year or opening.year)


def _this_year_is_over(pieces: list[Piece], announced: Announced) -> bool:
    """Whether a document is of a year's end: it sums up and no more, or a heading or an item opens with 明年."""
    ahead = any(_NEXT_YEAR.search(piece.text if piece.kind == "heading" else piece.text[:4]) for piece in pieces)
    return ahead or announced.half == "review"


def _named_half(piece: Piece, year: int | None, top: int, *, over: bool) -> str:
    """Give the half a heading piece names: any heading at the top, below it only one that says a year or 回顾.

    Where this year is `over`, 今年 is the year under review.
    """
    if piece.kind != "heading":
        return _half_of_lead(piece, year)
    if len(piece.path) > top and not re.search(r"(?:19|20)\d\d|回顾|过去|总体要求|预期目标", piece.text):
        return ""
    text = piece.text.replace("今年", "去年") if over else piece.text
    return half_of_heading(text, year)


def _half_of_lead(piece: Piece, year: int | None) -> str:
    """Give the half that the dated heading of a section names which runs into its text (二、2021年工作安排。…)."""
    label = label_at(piece.text)
    if piece.kind != "body" or not label or label.style not in ("chapter", "section", "cn"):
        return ""
    lead = piece.text[: lead_of(piece.text, label)]
    return half_of_heading(lead, year) if len(lead) <= _MOST_LEAD and years_in(lead) else ""


def _local_halves(pieces: list[Piece], year: int | None) -> list[str]:
    """Give the half each piece has whatever its part, or the empty string.

    A heading right above it says so, or it opens with what comes next or with the next year; the items counted after
    that go on with it.
    """
    found: list[str] = []
    ahead = False
    for piece in pieces:
        label = label_at(piece.text)
        goes_on = ahead and label is not None and label.style in _COUNTED and label.number > 1
        words = piece.text[label.end :] if label else piece.text
        later = year is not None and any(year < found <= year + 1 for found in years_in(words[:6]))
        most = _SECTION_ODDS if label and label.style in RUN_IN else 0.0
        ahead = goes_on or ((later or looks_ahead(words)) and review_odds(words) < most)
        found.append(local_half(piece.path) or ("plan" if ahead else ""))
    return found


def _odds(piece: Piece, named: str, year: int | None, prior: float, *, over: bool) -> float:
    """Give the logarithm of the odds for review that a piece holds by itself."""
    if named:
        return _HEADING if named == "review" else -_HEADING
    if piece.kind != "body" or piece.frame in ("greeting", "opening", "closing"):
        return 0.0
    if piece.frame == "situation":
        return 0.0
    if piece.frame:
        return 1.5  # thanks and problems close a review
    if _MUST.match(piece.text):
        return 0.0  # a lesson of the year or a call for the next
    text = piece.text.replace("今年", "去年") if over else piece.text
    odds = max(-_MOST_ODDS, min(_MOST_ODDS, review_odds(text))) + prior
    start = text[:60]
    if _ANCHOR_PLAN.search(start):
        odds -= _MOST_ODDS
    if _ANCHOR_REVIEW.search(start):
        odds += _MOST_ODDS
    first = next(iter(years_in(piece.text[:24])), None)
    if first and year and abs(first - year) <= 5:
        odds += 2.0 if first < year else -2.0
    elif year and any(last < year for last in eras_in(piece.text[:8])):
        odds += 2.0
    return odds


def _likeliest(odds: list[float], at_heading: list[bool], near_aims: list[bool], *, looks_back: bool) -> list[str]:
    """Give the likeliest sequence of review and plan (Viterbi's algorithm over two states).

    Where headings name halves, a change without one is dear, but less so near an item that states the aims of the year.
    A document whose title says that it `looks_back` opens with its review, as under a heading.
    """
    to_plan, to_review = (_CHANGE_TO_PLAN, _CHANGE_TO_REVIEW) if any(at_heading) else (_CHANGE, _CHANGE)
    review, plan = 0.0, -to_plan if looks_back else 0.0
    back: list[tuple[bool, bool]] = []
    for value, heading, near in zip(odds, at_heading, near_aims, strict=True):
        down, up = (_CHANGE_AT_HEADING, _CHANGE_AT_HEADING) if heading else (_CHANGE if near else to_plan, to_review)
        came_review, came_plan = review >= plan - up, review - down > plan
        back.append((came_review, came_plan))
        review, plan = max(review, plan - up) + value / 2, max(plan, review - down) - value / 2
    states, state = [], review > plan
    for came_review, came_plan in reversed(back):
        states.append("review" if state else "plan")
        state = came_review if state else came_plan
    return states[::-1]


def _half(piece: Piece, state: str) -> str:
    """Give the half of a piece; a lesson drawn in a review (必须…) says what is to be done."""
    if _is_frame(piece, state):
        return "neither"
    if state == "review" and _MUST.match(piece.text) and review_odds(piece.text) < 0:
        return "plan"
    return state


def _is_frame(piece: Piece, state: str) -> bool:
    """Whether a piece is neither half."""
    text = piece.text
    if piece.kind != "body" or piece.frame:
        return True
    if (len(text) <= 60 and _TRANSITION.search(text)) or (len(text) <= 24 and text[-1] in "：:"):
        return True
    if _LESSONS.search(text[:150]) and len(text) <= 600:
        return True
    return state == "plan" and _weighs_situation(text)


def _weighs_situation(text: str) -> bool:
    """Whether a piece weighs the year ahead instead of planning it."""
    if re.search(r"总(?:体|的)(?:要求|思路)|(?:预期|主要|奋斗|总体)目标(?:是|为|：|:)", text):
        return False
    if re.search(r"为指导|工作总基调", text) or re.match(r"[^。]{0,80}。(?:要(?!素)|我们将)", text):
        return False
    if len(_CALLS.findall(text)) >= 3:
        return False
    words, acts = len(_SITUATION.findall(text)), len(_ACTS.findall(text))
    starts = bool(_SITUATION_START.search(text[:90]))
    return (starts and words >= 1 and acts <= 3) or (words >= 5 and acts <= 2)
