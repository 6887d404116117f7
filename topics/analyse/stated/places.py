"""Whose a figure is: the plan's own place, or a zone within it that the words before the figure are about.

Under 加快临江新区发展。…力争地区生产总值增长16%以上 the growth is the zone's, not the city's. Only zones with a name of
their own count, and only where they open the figure's sentence, the item or the heading above.

    text, place of a figure in it, headings, district → zone_of() → the zone, or nothing
"""

from __future__ import annotations

import re
from functools import cache

from topics.analyse.stated.words import any_of, lexicon

_KINDS = r"新区|新城|综合保税区|综保区|(?:经济(?:技术)?|高新(?:技术)?(?:产业)?)?开发区|经开区|高新区"
_VERBS = (
    r"(?:支持|推动|推进|促进|加快|加速|加大|提速|力争|确保|聚焦|突出|强化|发挥|更好|积极|参与|补上|全力|着力|大力|深入|持续|深化|"
    r"实施|建设|打造|发展|高(?:质量|水平|标准)|做(?:大|强|优))"
)
_NUMBERING = r"(?:\d+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+(?:是|、)|第[一二三四五六七八九十]+，)?"
_GENERIC = (
    r"(?:[各多全本我该]|国家|省级|市级|县级|重点|城市|城区|老城|主城|产业|科技|工业|经济|高新|先进|现代|"
    r"[东西南北中]部|跨境)"
)
_FAR = 4
"""Commas between a zone and its figure, at most."""
_KIND = re.compile(rf"(?:{_KINDS})$")
_TITLE = 20
"""Characters of the opening sentence of an item that is a heading of its own."""
_OWN = re.compile(r"[全我本][市省区县州盟旗]|市域|全年")
"""Words that turn back to the plan's own place."""


def zone_of(text: str, start: int, end: int, outline: str, district: str | None) -> str:
    """Name the zone whose a figure is; "" for a figure of the plan's own place.

    Parameters
    ----------
    text
        The item, in Simplified characters.
    start, end
        Where the figure and the words that name it stand.
    outline
        The headings above.
    district
        The plan's own place: a zone's own plan speaks of itself.

    Examples
    --------
    >>> item = "加快临江新区发展。建成项目20个，力争地区生产总值增长16%以上"
    >>> at = item.index("地区"), len(item)
    >>> zone_of(item, *at, "", "南江市"), zone_of(item, *at, "", "临江新区")
    ('临江新区', '')
    """
    begin = max(text.rfind(stop, 0, start) for stop in "。；！？\n") + 1
    if _OWN.search(text, begin, end):
        return ""
    title = re.split("[。；]", text, maxsplit=1)[0]
    near = text[begin:start] if text.count("，", begin, start) <= _FAR else ""
    for words in (near, title if len(title) <= _TITLE and begin > len(title) else "", outline.rpartition(" › ")[2]):
        found = _opening().match(words)
        if found and not _is(found["zone"], district):
            return found["zone"]
    return ""


@cache
def _opening() -> re.Pattern[str]:
    known = lexicon().words
    no_name = rf"{any_of(known['doing'])}|{any_of(known['before'])}|{_GENERIC}|{_VERBS}"
    name = rf"(?!{no_name})[\u4e00-\u9fff]{{2,6}}?(?:{_KINDS})"
    return re.compile(rf"{_NUMBERING}(?:{_VERBS}|把|将|市)*(?P<zone>{name})(?![、等和与及以内外区各])")


def _is(zone: str, district: str | None) -> bool:
    """Tell whether a zone is the plan's own place, by the name without its kind."""
    own = district or ""
    return bool(_KIND.search(own)) and _KIND.sub("", zone) in own
