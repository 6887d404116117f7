"""In which characters texts are compared: Traditional ones as Simplified, one for one.

A text in either script is read, cut, counted and embedded alike; what is shown stays as it was written.

text → `simplify` → the text in Simplified characters, as long as it was; segments → `in_simplified` → segments
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

TABLE = Path(__file__).with_name("traditional.txt")
"""Pairs of characters, the Traditional one first."""
_shared = re.compile(
    r"著(?<![显卓昭名论专编土原巨译遗新知]著)(?![名作称者述书录论])|乾(?<!康乾)(?![隆坤陵县安元嘉道宁])"
    r"|覆(?<=[答反回批往]覆)|藉(?<![慰狼蕴枕]藉)|俱(?<=家俱)"
)
"""Characters that Simplified writing has, too, in words where it has another; they stand first, to be found soon."""
_BY_WORD = {"著": "着", "乾": "干", "覆": "复", "藉": "借", "俱": "具"}


def simplify(text: str) -> str:
    """Write a text in Simplified characters, else as it stands; one character for one.

    Examples
    --------
    >>> simplify("優化「營商環境」"), simplify("著力答覆，成效顯著")
    ('优化“营商环境”', '着力答复，成效显著')
    """
    return by_words(_simplifier()(text))


def in_simplified(segments: pl.DataFrame) -> pl.DataFrame:
    """Give segments with text and outline in Simplified characters, as encoders and rules read them."""
    import polars as pl

    return segments.with_columns(
        pl.Series(name, [simplify(text) for text in segments[name]], dtype=pl.String) for name in ("text", "outline")
    )


def in_writing_of(words: str, *texts: tuple[str, str]) -> str:
    """Give words found in the Simplified form of texts as the texts write them; Simplified where these differ.

    Parameters
    ----------
    words
        What was found, in one piece or several: each is as long as it can be.
    texts
        Simplified form and text of each, character by character.

    Examples
    --------
    >>> in_writing_of("学校", ("新学校", "新學校")), in_writing_of("建学校", ("新建3所学校", "新建3所學校"))
    ('學校', '建學校')
    >>> in_writing_of("学校", ("新学校", "新學校"), ("学校", "学校"))
    '学校'
    """
    if all(plain == text for plain, text in texts):
        return words
    written, rest = "", words
    while rest:
        n = next((n for n in range(len(rest), 1, -1) if any(rest[:n] in plain for plain, _ in texts)), 1)
        forms = {text[at : at + n] for plain, text in texts if (at := plain.find(rest[:n])) >= 0}
        written += forms.pop() if len(forms) == 1 else rest[:n]
        rest = rest[n:]
    return written


def by_words(text: str) -> str:
    """Replace, in Simplified text, the characters whose form depends on the word they stand in."""
    return _shared.sub(lambda found: _BY_WORD[found.group()], text)


def translator(table: Mapping[int, str | int]) -> Callable[[str], str]:
    """Make a function that does what `str.translate` does, sooner where few characters have another form.

    Examples
    --------
    >>> translator({ord("優"): "优"})("優化優先")
    '优化优先'
    """
    marked = re.compile(f"[{re.escape(''.join(map(chr, table)))}]")
    return lambda text: marked.sub(lambda found: found.group().translate(table), text)


@lru_cache(maxsize=1)
def _simplifier() -> Callable[[str], str]:
    return translator(simplified_form())


@lru_cache(maxsize=1)
def simplified_form() -> dict[int, str]:
    """Give the Simplified form of each Traditional character, by code point, for `str.translate`."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {ord(pair[0]): pair[1] for line in lines if not line.startswith("#") for pair in line.split()}
