"""How often each plan and segment says each word, for words that were found when the model was fitted.

No text is cut anew: the model's own words are looked for, longest first from the left, so that 产业链 is not also
counted as 产业. Words in Latin letters count where they stand as a word.

segments, words → count_words() → segment, word, n
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from topics.characters import simplify

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Lexicon:
    """The words of a model.

    Parameters
    ----------
    words
        Every word it knows, as they stand in folded text (half width, small letters, Simplified).
    content
        Those that say what a text is about, of `words`: no formulae, numbers or place names.
    wholes
        The expression of which a word of `content` is a piece; "" for one that says nothing by itself.
    """

    words: tuple[str, ...] = ()
    content: frozenset[str] = frozenset()
    wholes: Mapping[str, str] = field(default_factory=dict)

    def whole(self) -> Lexicon:
        """Give the lexicon with expressions in the place of their pieces.

        Examples
        --------
        >>> words = "招大", "引强", "由区"
        >>> whole = Lexicon(words, frozenset(words), {"招大": "招大引强", "由区": ""}).whole()
        >>> whole.words, sorted(whole.content)
        (('招大', '引强', '由区', '招大引强'), ['引强', '招大引强'])
        """
        expressions = set(self.wholes.values()) - {""}
        words = (*self.words, *sorted(expressions - set(self.words)))
        return Lexicon(words, (self.content - self.wholes.keys()) | expressions)


_LATIN = r"[a-z0-9][a-z0-9.+-]*[a-z0-9+]|[a-z]"


def count_words(segments: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Count the content words of segments.

    Parameters
    ----------
    segments
        With the columns `segment` and `text`.
    lexicon
        The words to look for.

    Returns
    -------
    DataFrame
        ``segment, word, n``: one row a segment and word it holds, sorted by both.

    Examples
    --------
    >>> import polars as pl
    >>> segments = pl.DataFrame({"segment": ["a"], "text": ["ＡＩ产业链和产业，PAID产业链"]})
    >>> count_words(segments, Lexicon(("ai", "产业", "产业链"), frozenset({"ai", "产业", "产业链"}))).rows()
    [('a', 'ai', 1), ('a', '产业', 1), ('a', '产业链', 2)]
    """
    other = sorted((word for word in lexicon.words if not word.isascii()), key=lambda word: (-len(word), word))
    folded = segments.select("segment", _folded(segments["text"]))
    found = [folded.select("segment", pl.col("text").str.extract_all(_LATIN).alias("word"))]
    if other:
        found.append(folded.select("segment", pl.col("text").str.extract_many(other, leftmost=True).alias("word")))
    said = pl.concat(found).explode("word").drop_nulls()
    said = said.filter(pl.col("word").is_in(sorted(lexicon.content)))
    return said.group_by("segment", "word").agg(pl.len().cast(pl.Int64).alias("n")).sort("segment", "word")


def words_in_order(segments: pl.DataFrame, lexicon: Lexicon) -> list[list[str]]:
    """Give the words of the model that each segment holds, in order, formulae too; those in Latin letters come last.

    Examples
    --------
    >>> import polars as pl
    >>> segments = pl.DataFrame({"segment": ["a", "b"], "text": ["ＡＩ产业链和产业", ""]})
    >>> words_in_order(segments, Lexicon(("ai", "产业", "产业链")))
    [['产业链', '产业', 'ai'], []]
    """
    known = set(lexicon.words)
    other = sorted((word for word in known if not word.isascii()), key=lambda word: (-len(word), word))
    folded = _folded(segments["text"])
    latin = folded.str.extract_all(_LATIN).to_list()
    chinese = folded.str.extract_many(other, leftmost=True).to_list() if other else [[] for _ in latin]
    return [
        [*(own or []), *(word for word in more or [] if word in known)]
        for own, more in zip(chinese, latin, strict=True)
    ]


def _folded(texts: pl.Series) -> pl.Series:
    """Bring texts into the form that the words of a model have."""
    plain = texts.str.normalize("NFKC").str.to_lowercase()
    return pl.Series(texts.name, [simplify(text) for text in plain], dtype=pl.String)
