"""Segments as the single statements they make: a plan's paragraph announces several things, each with its own fate.

A statement ends at a full stop, a semicolon or the like. A short heading that opens a segment ("加快城市更新步伐。")
belongs to the statement after it. Together the statements of a segment are its whole text.

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
    if len(found) > 1 and _is_heading(found[0]):
        found[:2] = [found[0] + found[1]]
    return found


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
