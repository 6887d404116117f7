"""Which of the package's own themes a theme of the user's is like, where its code does not say so.

What coded plans have taught is known of the package's own themes. A theme of another code, in whatever language,
takes it over where it is clear which of them it is like: to which of the user's themes do the vectors of the phrases
of each known theme lie nearest, if its own texts speak of that one? A theme that gives neither phrases nor seed words
has those of what it alone is like, too. A theme that is to stay a new matter says so in the file: ``like = []``.

The known themes that are left, because none of the user's is like them, nor a new matter near them, are the rest: they
compete unseen, so that what is about other matters is unassigned instead of divided among the themes there are.

themes and their vectors, vectors of the package's own themes → recognise() → themes
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from topics.model.evidence import centre, likeness
from topics.model.themes import load_themes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.model.themes import Theme, Themes

    Reals = NDArray[np.float64]

MOST, TWICE, THIRD = 0.45, 2.0, 1 / 3
"""A known theme is one of the user's if that one has `MOST` of its phrases and `TWICE` as many as any other; else it
is what each is like that has a `THIRD` of them, so that livelihood may be split into schools and hospitals."""
CLEAR = 0.6
"""Of few themes one has most phrases of whatever was left out. So a theme is like a known one only if its own texts lie
`CLEAR` times as near to that as to the one they are nearest to, or nearer; benchmarks/fewthemes.py."""


def known_texts(themes: Themes) -> list[str]:
    """Give the texts of the package's own themes, or none where it is said of all of the user's what they are like."""
    known = load_themes()
    strange = any(not theme.like and (theme.like == () or theme.code not in known.codes) for theme in themes.themes)
    return known.texts() if strange else []


def recognise(themes: Themes, vectors: NDArray[np.floating], known_vectors: NDArray[np.floating]) -> Themes:
    """Fill in what themes are like, the phrases and seed words of those that have none, and the rest.

    Parameters
    ----------
    themes
        The user's.
    vectors
        Of ``themes.texts()``, shape (n_texts, dimension).
    known_vectors
        Of ``known_texts(themes)``.

    Returns
    -------
    Themes
        The same codes, names and descriptions; every ``like`` is given.
    """
    known = load_themes()
    told = np.zeros((len(themes.themes), len(known.themes)), dtype=bool)
    found = told.astype(np.float64)
    if len(known_vectors):
        told = speaks_of(themes, vectors, known, known_vectors)
        found = np.where(told, phrase_shares(themes, vectors, known, known_vectors), 0.0)
    likes = [_like(theme, row, known, found) for row, theme in enumerate(themes.themes)]
    owners = {code: [row for row, like in enumerate(likes) if code in like] for code in known.codes}
    ours = dict(zip(known.codes, known.themes, strict=True))
    complete = []
    for row, (theme, like) in enumerate(zip(themes.themes, likes, strict=True)):
        alone = [ours[code] for code in like if owners.get(code) == [row]]
        if theme.phrases or theme.words:
            alone = []
        phrases = tuple(phrase for one in alone for phrase in one.phrases)
        words = tuple(word for one in alone for word in one.words)
        complete.append(replace(theme, like=like, phrases=theme.phrases or phrases, words=theme.words or words))
    near = np.any(told[[not like for like in likes]], axis=0)
    left = [code for column, code in enumerate(known.codes) if not near[column] and not owners[code]]
    return replace(themes, themes=tuple(complete), rest=tuple(replace(ours[code], like=(code,)) for code in left))


def phrase_shares(
    themes: Themes, vectors: NDArray[np.floating], known: Themes, known_vectors: NDArray[np.floating]
) -> Reals:
    """Give the fraction of the texts of each known theme that lie nearest to each of the user's.

    Returns
    -------
    ndarray of float64, shape (n_themes, n_known)
        Columns sum to 1.
    """
    n_themes, n_known = len(themes.themes), len(known.themes)
    unit, prototypes = (
        centre(rows, np.asarray(rows, dtype=np.float64).mean(axis=0)) for rows in (known_vectors, vectors)
    )
    near = likeness(unit, prototypes, np.array(themes.owners(), dtype=np.int64), n_themes)
    nearest = (near - near.mean(axis=0)).round(9).argmax(axis=1)
    table = np.zeros((n_themes, n_known))
    owners = np.array(known.owners(), dtype=np.int64)
    np.add.at(table, (nearest, owners), 1.0 / np.bincount(owners)[owners])
    return table


def speaks_of(
    themes: Themes, vectors: NDArray[np.floating], known: Themes, known_vectors: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """Tell of which known themes the texts of each of the user's speak, of one at least, shape (n_themes, n_known).

    Likenesses to a known theme are held against what the texts of all known ones have, in standard deviations.
    """
    n_known, owners = len(known.themes), np.array(known.owners(), dtype=np.int64)
    mean = np.asarray(known_vectors, dtype=np.float64).mean(axis=0)
    prototypes = centre(known_vectors, mean)
    usual, near = (likeness(rows, prototypes, owners, n_known) for rows in (prototypes, centre(vectors, mean)))
    standard = (near - usual.mean(axis=0)) / usual.std(axis=0)
    whose = np.array(themes.owners(), dtype=np.int64)
    height = np.array([standard[whose == theme].mean(axis=0) for theme in range(len(themes.themes))]).round(9)
    best = height.max(axis=1, keepdims=True)
    told: NDArray[np.bool_] = height >= np.where(best > 0, CLEAR * best, best)
    return told


def _like(theme: Theme, row: int, known: Themes, found: Reals) -> tuple[str, ...]:
    if theme.like is not None:
        return theme.like
    if theme.code in known.codes:
        return (theme.code,)
    return tuple(code for column, code in enumerate(known.codes) if takes(found[:, column])[row])


def takes(shares: Reals) -> NDArray[np.bool_]:
    """Tell which of the user's themes are like a known one, by the shares of its phrases they have, shape (n_themes,).

    Examples
    --------
    >>> takes(np.array([0.6, 0.1, 0.3])), takes(np.array([0.5, 0.4, 0.1])), takes(np.array([0.3, 0.3, 0.3]))
    (array([ True, False, False]), array([ True,  True, False]), array([False, False, False]))
    """
    best, next_best = np.sort(np.append(shares, 0.0))[[-1, -2]]
    if best >= MOST and best >= TWICE * next_best:
        clear: NDArray[np.bool_] = shares == best
        return clear
    several: NDArray[np.bool_] = shares >= THIRD
    return several
