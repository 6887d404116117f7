"""Which words and figures two texts share, the genre's own left out.

two texts, Rarity → shared_words() → the longest runs of characters in both, longest first
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from topics.analyse.following.rarity import fold, narrow, numbers
from topics.characters import in_writing_of, simplify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from topics.analyse.following.rarity import Rarity

RARE = 0.4
"""A shared run counts from this mean rarity on (`rarity`): 推进工作 does not, 铸北实验学校 does."""
CUT = 0.75
"""Two characters that hardly ever stand together are more often a cut through two words than a word."""
_PHRASE = re.compile(r"[\w+%\U000F0000-\U000FFFFD]{2,}")
_EDGE = "的了和与及在为对从将把被等以并"
"""Characters that end or begin a shared run by chance and say nothing."""


def shared_words(a: str, b: str, rarity: Rarity) -> list[str]:
    """Give what two texts share: every longest run of two or more characters that both have and that is rare enough.

    A number is never cut; a run never crosses a comma or full stop. Traditional and Simplified characters are the same.

    Returns
    -------
    list of str
        As they stand, half width and in small letters; longest first, then in the order of their characters. The same
        for (b, a).
    """
    written = narrow(a), narrow(b)
    plain = simplify(written[0]), simplify(written[1])
    left, right = map(fold, plain)
    other = "\n".join(_PHRASE.findall(right))
    runs = {run for phrase in _PHRASE.findall(left) for run in _runs(phrase, other)}
    runs = {run.strip(_EDGE) for run in runs}
    longest = [run for run in runs if len(run) > 1 and not any(run != more and run in more for more in runs)]
    names = numbers(a)
    words = [
        "".join(names.get(character, character) for character in run) for run in longest if _tells(run, names, rarity)
    ]
    words = [in_writing_of(word, *zip(plain, written, strict=True)) for word in words]
    return sorted(words, key=lambda word: (-len(word), word))


def _tells(run: str, names: Mapping[str, str], rarity: Rarity) -> bool:
    bare = len(run) == 2 and not any(character in names for character in run)
    return RARE <= rarity.mean(run) <= (CUT if bare else 1)


def _runs(phrase: str, other: str) -> set[str]:
    """Give the runs of a phrase that stand in the other text and reach as far as they can to the right."""
    found, end = set(), 0
    for start in range(len(phrase) - 1):
        stop = max(end, start + 2)
        if phrase[start:stop] not in other:
            continue
        while stop < len(phrase) and phrase[start : stop + 1] in other:
            stop += 1
        found.add(phrase[start:stop])
        end = stop
    return found
