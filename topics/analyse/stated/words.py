"""What the words around figures mean: indicators and their other names, units, comparisons.

All of it stands in ``indicators.toml`` beside this file, which a user may edit.

    indicators.toml → lexicon() → Lexicon
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from topics.characters import simplify

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = Path(__file__).with_name("indicators.toml")
JOINTS = re.compile(r"以及|[、和与及]")
"""What stands between the members of a list."""

NUMBERED = re.compile(
    r"[①-⑳]|\d+[.．、)]|[一二三四五六七八九十][要是]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、(?![一二三四五六七八九十])"
)
WHEN = re.compile(
    r"(?:到|至|截至|自|从|(?<![快高低优慢])于|以|在|较|比)?(?:(?:19|20)\d\d年(?:\d{1,2}月)?|\d{1,2}月)(?:底|末|初|中旬|上旬|下旬|份|以来)?(?:之?前)?"
)
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_SAME = (
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    ("常住", ""),
    ("地方级", ""),
    ("地方", ""),
    ("总量", ""),
    ("“", ""),
    ("”", ""),
)


@dataclass(frozen=True)
class Lexicon:
    """The words of ``indicators.toml``, ready for use.

    Parameters
    ----------
    indicators
        Usual names by every normalised name: one, or several in order for wordings that speak of several.
    changes
        Indicators of which a bare figure is a growth rate.
    usual
        Usual names, in the order of the file.
    figures, words
        The lists of the tables so called.
    """

    indicators: Mapping[str, tuple[str, ...]]
    changes: frozenset[str]
    usual: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]

    def find(self, words: str) -> tuple[str, ...]:
        """Give the indicators that the words name and nothing else; none where they name none, or more than those.

        Examples
        --------
        >>> lexicon().find("GDP"), lexicon().find("城镇和农村居民人均可支配收入")
        (('地区生产总值',), ('城镇居民人均可支配收入', '农村居民人均可支配收入'))
        >>> lexicon().find("数字经济核心产业增加值占GDP比重")
        ()
        """
        plain = normal(words)
        if plain in self.indicators:
            return self.indicators[plain]
        parts = [part for part in JOINTS.split(plain) if part]
        listed = "、".join(parts)
        if listed in self.indicators:
            return self.indicators[listed]
        found = [self.indicators.get(part, ()) for part in parts]
        return tuple(name for names in found for name in names) if len(parts) > 1 and all(found) else ()

    def tails(self, words: str) -> list[str]:
        """Give the ends of all names of the indicators that the words name: a text about one of them has one of these.

        Examples
        --------
        >>> lexicon().tails("城镇登记失业率"), lexicon().tails("桥梁")
        (['业率'], [])
        """
        asked = set(self.find(words))
        return sorted({name[-2:] for name, usual in self.indicators.items() if asked & set(usual)})


def normal(words: str) -> str:
    """Drop what varies without changing the meaning: script, brackets and what they hold, quotes, spaces, 常住, 地方.

    Examples
    --------
    >>> normal("城镇常住居民人均可支配收入"), normal("地方一般公共预算收入（同口径）"), normal("规模以上工业")
    ('城镇居民人均可支配收入', '一般公共预算收入', '规上工业')
    """
    plain = "".join(_BRACKETS.sub("", simplify(words)).split())
    for one, other in _SAME:
        plain = plain.replace(one, other)
    return plain


@cache
def lexicon(place: Path = SOURCE) -> Lexicon:
    """Read the words."""
    raw = tomllib.loads(place.read_text(encoding="utf-8"))
    indicators: dict[str, tuple[str, ...]] = {}
    for one in raw["indicator"]:
        for name in (one["name"], *one.get("aliases", ())):
            indicators.setdefault(normal(name), (one["name"],))
    for several in raw["several"]:
        indicators[normal(several["form"])] = tuple(several["names"])
    return Lexicon(
        indicators,
        frozenset(one["name"] for one in raw["indicator"] if one.get("change")),
        tuple(one["name"] for one in raw["indicator"]),
        _lists(raw["figures"]),
        _lists(raw["words"]),
    )


def _lists(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in table.items() if isinstance(value, list)}


def any_of(words: tuple[str, ...]) -> str:
    """Give a regular expression for any of the words, the longest first.

    Examples
    --------
    >>> any_of(("元", "元/人"))
    '(?:元/人|元)'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


class Patterns(NamedTuple):
    """What the words before a figure are taken apart with, from the figure outwards."""

    tail: re.Pattern[str]
    head: re.Pattern[str]
    doing: re.Pattern[str]
    comparisons: dict[str, str]
    growth: dict[str, int]
    rates: frozenset[str]
    to: frozenset[str]
    down_to: frozenset[str]


@cache
def patterns() -> Patterns:
    """Give them; `growth` is 1 for words of growth and -1 for those of decline."""
    words = lexicon().words
    signs = {"at_least": "ge", "at_most": "le", "about": "about"}
    comparisons = {word: sign for key, sign in signs.items() for word in words[key]}
    growth = dict.fromkeys(words["up"], 1) | dict.fromkeys(words["down"], -1)
    to = {*words["to"], *(word + to for word in growth for to in "到至为")} - {*words["down_to"]}
    tails = (*comparisons, *growth, *to, *words["down_to"], *words["linking"])
    return Patterns(
        re.compile(f"(?:(?<![雷发畅传直])达|{any_of(tuple(set(tails) - {'达'}))}|{WHEN.pattern})$"),
        re.compile(f"(?:{any_of((*words['before'], '把', '对'))}|{NUMBERED.pattern}|{WHEN.pattern})"),
        re.compile(any_of(words["doing"]) + "了?"),
        comparisons,
        growth,
        frozenset(words["rates"]),
        frozenset(to),
        frozenset(words["down_to"]),
    )
