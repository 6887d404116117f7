"""Segments as the single statements they make: a plan's paragraph announces several things, each with its own fate.

A statement ends at a full stop, a semicolon or the like. A short heading that opens a segment ("加快城市更新步伐。")
belongs to the statement after it, and so does what only turns to the audience ("各位代表！") or says that a list
follows ("重点抓好以下工作："). Together the statements of a segment are its whole text.

text → statements() → its statements, in order
"""

from __future__ import annotations

import re

_STATEMENT = re.compile(r"[^。；！？;!?]*[。；！？;!?]+[”’」』）)]*|[^。；！？;!?]+$")
_ORDINAL = re.compile(
    r"^(?:[—\-·]+|[（(][0-9一二三四五六七八九十]+[)）]|[0-9]{1,2}[.．](?=[0-9]+[个家条所处座户名人项套台辆])|[0-9]{1,2}(?:、|[.．](?![0-9]))"
    r"|第?[一二三四五六七八九十]+[、.．，是要]|[①-⑳])+"
)
_HEADING = 30
"""A heading is no longer than this, in characters, and holds no figure; with a comma only where it is numbered."""
_ADDRESS = re.compile(r"(?:尊敬的)?(?:各位(?:代表|委员|领导|来宾|同志)|同志们|朋友们)[、，,！!。：:]*")
_ANNOUNCED = re.compile(
    r"(?:做好?了?|抓好?了?|开展了?|推进|把握好?|实现)(?P<list>(?:以下|如下)?(?:[0-9]{1,2}|[几两一二三四五六七八九十]{1,3})?)[个大项件]?(?:方面)?的?"
    r"(?:重点|重要|主要)?(?:目标)?(?:工作|任务|方面|事)?[：:。]?$"
)
"""The end of a statement that only says that a list follows, and of how many."""


def statements(text: str) -> list[str]:
    """Cut a segment's text into its statements.

    Returns
    -------
    list of str
        At least one; joined they are the text.

    Examples
    --------
    >>> statements("（三）改善居住。改造老旧小区12个，年底前完工；加装电梯30部。")
    ['（三）改善居住。改造老旧小区12个，年底前完工；', '加装电梯30部。']
    """
    found = _STATEMENT.findall(text)
    if not found:
        return [text]
    found[-1] += text[sum(map(len, found)) :]
    joined, before = [], ""
    for place, one in enumerate(found):
        opens = is_empty(one) or (place == 0 and _is_heading(one))
        if opens and place + 1 < len(found):
            before += one
        else:
            joined.append(before + one)
            before = ""
    return joined


def is_empty(statement: str) -> bool:
    """Tell whether a statement names no matter: it only turns to the audience, or says that a list follows.

    Examples
    --------
    >>> [is_empty(text) for text in ("各位代表！", "今年，重点抓好以下八个方面工作：", "抓好两项试点。")]
    [True, True, False]
    """
    words = unnumbered(statement).strip()
    listed = _ANNOUNCED.search(words) if len(words) <= _HEADING else None
    return (listed is not None and bool(listed["list"])) or re.fullmatch(f"(?:{_ADDRESS.pattern})+", words) is not None


def unnumbered(text: str) -> str:
    """Give a text without the number it begins with.

    Examples
    --------
    >>> [unnumbered(text) for text in ("（三）建设公园。", "1.12个泊位建成岸电", "3.5万人参保", "一是修路")]
    ['建设公园。', '12个泊位建成岸电', '3.5万人参保', '修路']
    """
    return _ORDINAL.sub("", text.lstrip())


def _is_heading(statement: str) -> bool:
    words = unnumbered(statement)
    numbered = words != statement
    short = len(statement) <= _HEADING and statement.endswith("。") and not re.search(r"[0-9]", words)
    return short and (numbered or "，" not in words)
