"""Which words of a corpus can tell two groups of its plans apart, and of which expressions others are pieces.

What is true of the words of a topic (`topics.model.expressions`) is true of the words of a comparison: pieces and names
say nothing. Each content word is judged by where it stands in the whole corpus.

Line, words → telling_words() → the expression for each word that is not one by itself
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.model.expressions import PLACE_KINDS, grow, whole_word
from topics.model.line import n_distinct
from topics.model.words import in_dictionary, kind_of_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from topics.model.line import Line, Places

MANY = 3
"""Where an expression must stand in so many districts, there are so many that a word of fewer is a name."""
_NAMES = ("nr", "ns", "nt", "nz")
"""How the dictionary marks names of people, places, bodies and other things."""


def telling_words(line: Line, words: Sequence[str]) -> dict[str, str]:
    """Give what stands for the words that cannot tell groups of plans apart by themselves.

    Parameters
    ----------
    line
        The texts.
    words
        Those that say what a text is about.

    Returns
    -------
    dict
        By word, the expression of which it is a piece; "" for a piece of none, and for the name of something local:
        a word of fewer districts than an expression needs, unless the districts are few and the dictionary knows it
        as no name. Words that stay as they are have no entry.
    """
    number = {word: i for i, word in enumerate(line.words)}
    found = {}
    for word in words:
        at = line.places(number[word]) if word in number else np.empty(0, dtype=np.int64)
        whole = whole_word(line, word, at)
        if whole == word and word not in line.terms and len(at) and is_local(line, word, at):
            whole = ""
        if whole != word and not (whole and whole.isascii()):  # Latin words are counted one by one
            found[word] = whole
    return found


def is_local(line: Line, word: str, at: Places) -> bool:
    """Tell whether a word is, or is a piece of, the name of something that few districts have."""
    if n_distinct(line.districts[line.texts[at]]) >= line.least:
        return False
    if line.least >= MANY or not in_dictionary(word) or kind_of_word(word).startswith(_NAMES):
        return True
    after = {line.words[i] for i in np.unique(line.numbers[at + 1]).tolist()}
    return bool(after & PLACE_KINDS) or len(grow(line, word, at).parts) > 1
