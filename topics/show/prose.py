"""What a report says in words, in Chinese or in English (`templates/words.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from topics.show.wording import phrase

Kind = Literal["words", "phrases", "headings", "problems"]
_FILE = Path(__file__).parent / "templates" / "words.toml"


def prose(kind: Kind, lang: str) -> dict[str, str]:
    """Give what the page says: `words`, names of the program's own values, `headings` of columns, kinds of `problems`.

    Examples
    --------
    >>> prose("words", "en")["any"], prose("phrases", "zh")["flat"]
    ('All', '持平')
    """
    at = 0 if lang == "zh" else 1
    return {key: pair[at] for key, pair in _written()[kind].items()}


def said(sentence: str, lang: str) -> str:
    """Say in the reader's language what a table says in words, numbers and all.

    Examples
    --------
    >>> said("permuting 16 whole plans, all 12870 arrangements", "zh")
    '对 16 份文件整份置换，全部 12870 种排列'
    """
    known = phrase(sentence, lang)
    if lang == "en" or known != sentence:
        return known
    for pattern, chinese in _written()["patterns"].items():
        found = re.fullmatch(pattern, sentence)
        if found:
            return found.expand(chinese)
    return sentence


@cache
def _written() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
