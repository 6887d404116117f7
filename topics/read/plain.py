"""The twin of a text that every rule reads: as long as the text, and in one way of writing.

Headings, halves, remnants and dates are looked for in Simplified characters, Chinese stops and Arabic years. A text
written otherwise (「十四五」規劃, 各位代表!, 二〇二四年, ２０２４年, radicals of a PDF) has a twin that is not, each of
its characters at the place of the one it was made of, so that what is found in the twin is found in the text. What is
shown is always the text.

text → `plain` → twin; words found in the twin → `as_written` → words of the text
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from topics.characters import by_words, simplified_form, translator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ROUND = "〇○◯零ＯOo０"
_NUMERALS = "一二三四五六七八九"
_DIGIT = f"[0-9０-９{_ROUND}{_NUMERALS}]"
_year = re.compile(
    rf"(?=[1１一2２二])(?<!{_DIGIT})(?:[1１一][9９九]|[2２二][0{_ROUND}]){_DIGIT}{{2}}(?=\s*(?:年|[-－/.．]\s*[01０１]?[0-9０-９]))"
)
_AS_DIGIT = str.maketrans(
    dict.fromkeys(_ROUND, "0")
    | {sign: str(n) for n, sign in enumerate(_NUMERALS, 1)}
    | {chr(0xFF10 + n): str(n) for n in range(10)}
)
_CHINESE = r"\u3400-\u9fff"
_half_width = re.compile(
    rf"[,;:!?.](?:(?<=[{_CHINESE}）)”》%％][,;:!?])|(?<=[{_CHINESE}”》]\.)(?<![{_NUMERALS}十].)(?=\s|$|[{_CHINESE}]))"
)
_FULL_WIDTH = dict(zip(",;:!?.", "，；：！？。", strict=True))
_point = re.compile(r"。(?<=\d。)(?=\d{1,2}(?:[%％亿万千百元吨亩倍米]|个百分点|公里|公顷|平方))")
"""A stop that stands for the point of a number (3。12亿元)."""
_quoted = re.compile(rf'"([^"\n]*[{_CHINESE}][^"\n]*)"')
_STOPS = str.maketrans("「」『』﹁﹂﹃﹄﹐﹑﹔﹕﹖﹗｡､", "“”‘’“”‘’，、；：？！。、")


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Give the twin of a text.

    Parameters
    ----------
    text
        The decoded source, or a part of it.

    Returns
    -------
    str
        As many characters, those at one place belonging together.

    Examples
    --------
    >>> plain("二〇二四年「十四五」規劃重點工作,穩中求進!")
    '2024年“十四五”规划重点工作，稳中求进！'
    >>> plain("生产总值3。12亿元。2024年")
    '生产总值3.12亿元。2024年'
    """
    twin = by_words(_in_usual_forms()(text))
    if '"' in twin:
        twin = _quoted.sub(r"“\1”", twin)
    twin = _half_width.sub(lambda match: _FULL_WIDTH[match.group()], twin)
    twin = _point.sub(".", twin)
    return _year.sub(lambda match: match.group().translate(_AS_DIGIT), twin)


@lru_cache(maxsize=1)
def _in_usual_forms() -> Callable[[str], str]:
    """Make a function that writes characters in their usual form: Traditional ones, radicals and doubles, marks."""
    doubles = {
        code: usual
        for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
        if len(usual := unicodedata.normalize("NFKC", chr(code))) == 1 and usual != chr(code)
    }
    simplified = simplified_form()
    usual_doubles = {code: simplified.get(ord(usual), usual) for code, usual in doubles.items()}
    return translator({**usual_doubles, **simplified, **_STOPS})


def as_written(found: str, signs: Iterable[str]) -> str:
    """Give words found in a twin in the characters of the text.

    Parameters
    ----------
    found
        Words of the twin; their spaces are kept.
    signs
        What stands in their place in the text; its spaces are passed over.

    Examples
    --------
    >>> as_written("重点工作，稳中求进", "重點 工作,穩中 求進")
    '重點工作,穩中求進'
    """
    dark = (sign for sign in signs if sign != " ")
    return "".join(sign if sign == " " else next(dark) for sign in found)
