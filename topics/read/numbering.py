"""Which number or mark a paragraph or item opens with, and how such marks follow each other.

Official documents number by style: 第一章, 一、 （一） 1. （1） ① for headings, 一是 一要 第一， 首先， —— for items
inside a paragraph. A label is the mark found: its style, its number, and where the words after it begin.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

_DIGITS = "〇零一二三四五六七八九"
_CN = "[〇零一二三四五六七八九十百]{1,4}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"

_FIRST = {"首先": 1, "其次": 2, "再次": 3, "第三": 3, "最后": 99}

_STYLES = {
    "markdown": r"(?P<markdown>#{1,6})\s+(?=\S)",
    "chapter": rf"第(?P<chapter>{_CN}|\d{{1,3}})\s*(?:章|编|篇|部分)\s*[、：:.．]?",
    "part": r"(?i:part|chapter|section)\s+(?P<part>\d{1,2}|[IVX]{1,5})\b\s*[:：.、|\-—]*\s*",
    "letter": r"(?P<letter>[A-J])[.)．、]\s+(?=[A-Z])",
    "roman": r"(?P<roman>[IVX]{1,5}|[Ⅰ-Ⅻ])(?:\.\s+|[、．]\s*)",
    "section": rf"第(?P<section>{_CN}|\d{{1,3}})\s*节\s*[、：:.．]?",
    "cn-paren": rf"[（(]\s*(?P<cn_paren>{_CN})\s*[)）]\s*[、.．]?",
    "ordinal": r"第(?P<ordinal>[一二三四五六七八九十]{1,2})[，,、：:]",
    "those": r"其(?P<those>[一二三四五六七八九十])[，,、：:是]",
    "shi": r"(?P<shi>[一二三四五六七八九十]{1,2})是",
    "yao": r"(?P<yao>[一二三四五六七八九十]{1,2})要",
    "cn": rf"(?P<cn>{_CN})\s*[、.．]\s*(?!{_CN}[、.．])",
    "arabic-paren": (
        rf"(?:[（(]\s*(?P<arabic_paren>\d{{1,2}})\s*[)）]|(?P<half_paren>\d{{1,2}})[)）]|(?P<bracketed>[{_BRACKETED}]))\s*[、.．]?"
    ),
    "arabic": (
        rf"(?:(?P<arabic>\d{{1,2}})\s*[、.．](?!\d(?!\d{{3}}年|\d?月))|(?P<zeroed>0[1-9])\s+(?=[^\d\s])|(?P<dotted>[{_DOTTED}]))\s*"
    ),
    "circled": rf"(?P<circled>[{_CIRCLED}])\s*",
    "first": r"(?P<first>首先|其次|再次|最后)[，,、：:]",
    "dash": r"(?P<dash>——|――|--|──)(?=[^—―\-─\s])",
    "bullet": r"(?P<bullet>[•●■◆▪►▶◇○□※▲△★☆])\s*",
}
_style_of_group = {
    "half_paren": "arabic-paren",
    "bracketed": "arabic-paren",
    "dotted": "arabic",
    "zeroed": "arabic",
    "part": "chapter",
    "roman": "cn",
    "letter": "cn",
    "those": "ordinal",
    "cn_paren": "cn-paren",
    "arabic_paren": "arabic-paren",
}
_BOUNDARY = r"(?:^|(?<=[。！？；：!?;:.，,”）…\s]))"
_OPENS = rf"(?=[（(第其首再最〇零一二三四五六七八九十百\d{_CIRCLED}{_BRACKETED}{_DOTTED}•●■◆▪►▶◇○□※▲△★☆—―\-─])"
"""Characters a label may begin with: looked at first, they spare most places the rest."""
_INLINE_STYLES = ("cn-paren", "ordinal", "those", "shi", "yao", "arabic-paren", "arabic", "circled", "first", "bullet")
_BROKEN_STYLES = ("chapter", "cn-paren", "cn", "dash")

_label = re.compile("|".join(_STYLES.values()))
_inline = re.compile(_OPENS + _BOUNDARY + "(?:" + "|".join(_STYLES[style] for style in _INLINE_STYLES) + ")")
_inline_broken = re.compile(_OPENS + _BOUNDARY + "(?:" + "|".join(_STYLES[style] for style in _BROKEN_STYLES) + ")")


class Label(NamedTuple):
    """A mark that opens a heading or item: ``text[start:end]``, its style and number (0 for marks without one)."""

    start: int
    end: int
    style: str
    number: int


def number_of(words: str) -> int:
    """Read a number written in Chinese or Arabic digits.

    Examples
    --------
    >>> [number_of(words) for words in ("七", "十", "十二", "二十", "二十三", "一百零二", "12", "二〇", "XIV")]
    [7, 10, 12, 20, 23, 102, 12, 20, 14]
    """
    if words.isdecimal():
        return int(words)
    words = unicodedata.normalize("NFKC", words)
    if words.isascii():
        values = ["IVX".index(c) for c in words]
        units = [(1, 5, 10)[value] for value in values]
        return sum(-a if a < b else a for a, b in pairwise([*units, 0]))
    if "十" not in words and "百" not in words:
        return int("".join(str(max(0, _DIGITS.index(c) - 1)) for c in words))
    total, digit = 0, 0
    for c in words:
        if c in "十百":
            total += (digit or (1 if c == "百" or total == 0 else 0)) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = max(0, _DIGITS.index(c) - 1)
    return total + digit


def label_at(text: str, start: int = 0) -> Label | None:
    """Give the label that opens the text at `start`, or None.

    Examples
    --------
    >>> label_at("（二）深化改革")
    Label(start=0, end=3, style='cn-paren', number=2)
    >>> label_at("2.5微克") is None and label_at("一、二、三产业") is None
    True
    """
    match = _label.match(text, start)
    return _as_label(match) if match else None


def labels_in(text: str, *, broken: bool = False) -> list[Label]:
    """Give the labels inside a text that stand after a stop, colon or space, in order.

    Parameters
    ----------
    text
        A paragraph.
    broken
        Look for the marks of headings, as in a text whose paragraph breaks are lost, instead of the marks of items.
    """
    found = []
    for match in (_inline_broken if broken else _inline).finditer(text):
        start = match.start()
        before = text[max(0, start - 8) : start].rstrip(" ")[-1:]
        spaced = text[max(0, start - 1) : start] == " "
        if (
            not before
            or before in "。！？；：!?;:.”）…"
            or (spaced and broken)
            or (before in "，," and _is_item(match))
        ):
            found.append(_as_label(match))
    return found


def _is_item(match: re.Match[str]) -> bool:
    return match.lastgroup in ("shi", "yao", "ordinal", "those")


def _as_label(match: re.Match[str]) -> Label:
    group = match.lastgroup or ""
    words = match.group(group)
    style = _style_of_group.get(group, group)
    if group in ("circled", "bracketed", "dotted"):
        number = {"circled": _CIRCLED, "bracketed": _BRACKETED, "dotted": _DOTTED}[group].index(words) + 1
    elif group == "letter":
        number = ord(words) - 64
    elif group == "first":
        number = _FIRST[words]
    elif group in ("dash", "bullet"):
        number = 0
    elif group == "markdown":
        style, number = f"markdown{len(words)}", 0
    else:
        number = number_of(words)
    return Label(match.start(), match.end(), style, number)


def in_sequence(labels: list[Label]) -> list[Label]:
    """Keep the labels that belong to a run of their style counting up from 1; others are chance (十是…, 三要…).

    Marks without a number are kept where there are two or more.

    Examples
    --------
    >>> [found.number for found in in_sequence(labels_in("任务有二：一是治水。三是虚数。二是治气。"))]
    [1, 2]
    """
    kept: list[Label] = []
    for style in sorted({label.style for label in labels}):
        own = [label for label in labels if label.style == style]
        if style in ("dash", "bullet"):
            kept += own if len(own) > 1 else []
            continue
        kept += _runs(own)
    return sorted(kept)


def _runs(labels: list[Label]) -> list[Label]:
    kept: list[Label] = []
    run: list[Label] = []
    for label in labels:
        if run and (label.number == run[-1].number + 1 or (label.number == 99 and label.style == "first")):
            run.append(label)
        elif label.number == 1:
            kept += run if len(run) > 1 else []
            run = [label]
    return kept + (run if len(run) > 1 else [])
