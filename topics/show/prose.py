"""What a report says in words, in Chinese or in English (`templates/words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["words", "phrases", "headings"]
_FILE = Path(__file__).parent / "templates" / "words.toml"


def prose(kind: Kind, lang: str) -> dict[str, str]:
    """Give what the page says: its `words`, what the program's own values are called, and columns' headings.

    Examples
    --------
    >>> prose("words", "en")["any"], prose("phrases", "zh")["flat"]
    ('All', '持平')
    """
    at = 0 if lang == "zh" else 1
    return {key: pair[at] for key, pair in _written()[kind].items()}


@cache
def _written() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
