"""What coded plans have taught about words, for corpora too small to teach themselves.

A small classifier that ships as numbers: weights of words of texts and of headings for the package's own themes,
learnt from segments coded by hand (`benchmarks/training/experience.py` makes it anew). It knows words, so it serves
whatever the encoder; beside them it knows vectors, which count only where they are of the encoder it learnt them with.
A theme of the user's takes it over from the themes it is said to be like.

Experience, words and vectors of texts and headings → log_experience() → log-probabilities of the user's themes
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from topics.errors import OptionError
from topics.model.evidence import centre, log_softmax
from topics.model.learning import Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.model.themes import Themes
    from topics.model.tokens import Tokens

    Reals = NDArray[np.float64]

FOLDER = Path(__file__).with_name("experience")
HEADING = 0.6
"""Weight of the words of headings beside those of texts, in the features."""
LEAST = 1e-3
"""No experience makes a theme less probable than this."""


@dataclass(frozen=True)
class Sight:
    """A classifier on vectors.

    Parameters
    ----------
    mean, heading_mean
        Taken off vectors of texts and of headings, shape (dimension,).
    weights, bias
        Shapes (2 * dimension, n_codes), those of texts first, and (n_codes,).
    """

    mean: Reals
    heading_mean: Reals
    weights: Reals
    bias: Reals

    def features(self, vectors: NDArray[np.floating], headings: NDArray[np.floating]) -> Reals:
        """Give centred vectors of texts and, less heavy, of headings (zero without one), shape (n, 2 * dimension)."""
        return np.hstack([centre(vectors, self.mean), HEADING * centre(headings, self.heading_mean)])

    def logs(self, vectors: NDArray[np.floating], headings: NDArray[np.floating]) -> Reals:
        """Give log-probabilities of the codes by such features, shape (n, n_codes)."""
        d = len(self.mean)
        scores = _along(vectors, self.mean, self.weights[:d])
        scores += HEADING * _along(headings, self.heading_mean, self.weights[d:])
        return log_softmax(scores + self.bias)


def _along(vectors: NDArray[np.floating], mean: Reals, weights: Reals) -> Reals:
    """Multiply ``centre(vectors, mean)`` by weights, (n, n_codes), without centring: lengths follow from products."""
    rows = np.asarray(vectors, dtype=np.float64)
    squares = np.einsum("ij,ij->i", rows, rows)[:, None]
    lengths = np.sqrt(np.maximum(squares - 2 * (rows @ mean)[:, None] + mean @ mean, 1e-24))
    moved: Reals = np.where(squares > 0, ((weights.T @ rows.T).T - mean @ weights) / lengths, 0.0)
    return moved


@dataclass(frozen=True)
class Experience:
    """A classifier on words, and one on vectors.

    Parameters
    ----------
    codes
        The themes it knows.
    words, heading_words
        The words of texts and of headings it knows.
    weights, bias
        Shapes (n_words + n_heading_words, n_codes) and (n_codes,).
    sight
        What it knows of vectors; None where they are of another encoder.
    """

    codes: tuple[str, ...]
    words: Vocabulary
    heading_words: Vocabulary
    weights: Reals
    bias: Reals
    sight: Sight | None = None

    def heading_scores(self, headings: Tokens) -> Reals:
        """Give what cut headings say of `codes`, shape (n, n_codes); 0 where there is no heading."""
        scores: Reals = HEADING * (self.heading_words.weigh(headings) @ self.weights[len(self.words.words) :])
        return scores

    def logs(self, texts: Tokens, heading_scores: Reals) -> Reals:
        """Give log-probabilities of `codes` for cut texts with what their headings say, shape (n, n_codes)."""
        scores = self.words.weigh(texts) @ self.weights[: len(self.words.words)]
        return log_softmax(scores + heading_scores + self.bias)


def load_experience(encoder: str = "", folder: Path = FOLDER) -> Experience:
    """Read the classifier that ships with the package, or one that `save_experience` wrote.

    Parameters
    ----------
    encoder
        Fingerprint of the encoder at hand; without it, or with that of another one, nothing is known of vectors.
    folder
        Where it lies.
    """
    words, headings = (
        Vocabulary(
            tuple((folder / f"{kind}.txt").read_text(encoding="utf-8").split()),
            np.load(folder / f"{kind}_rarity.npy", allow_pickle=False).astype(np.float64),
        )
        for kind in ("words", "heading_words")
    )
    weights = np.load(folder / "weights.npy", allow_pickle=False).astype(np.float64)
    codes = tuple((folder / "codes.txt").read_text(encoding="utf-8").split())
    sight = None
    if encoder and (folder / "encoder.txt").read_text(encoding="utf-8").strip() == encoder:
        names = ("sight_means", "sight")
        means, seen = (np.load(folder / f"{name}.npy", allow_pickle=False).astype(np.float64) for name in names)
        sight = Sight(means[0], means[1], seen[:-1], seen[-1])
    return Experience(codes, words, headings, weights[:-1], weights[-1], sight)


def save_experience(experience: Experience, encoder: str, folder: Path = FOLDER) -> None:
    """Write a classifier as numbers of two bytes, lists of words and the fingerprint of the encoder of its vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, vocabulary in (("words", experience.words), ("heading_words", experience.heading_words)):
        (folder / f"{kind}.txt").write_text("\n".join(vocabulary.words) + "\n", encoding="utf-8")
        np.save(folder / f"{kind}_rarity.npy", vocabulary.rarity.astype(np.float16), allow_pickle=False)
    tables = {"weights": np.vstack([experience.weights, experience.bias])}
    if experience.sight:
        tables["sight"] = np.vstack([experience.sight.weights, experience.sight.bias])
        tables["sight_means"] = np.vstack([experience.sight.mean, experience.sight.heading_mean])
    for name, table in tables.items():
        np.save(folder / f"{name}.npy", table.astype(np.float16), allow_pickle=False)
    (folder / "codes.txt").write_text("\n".join(experience.codes) + "\n", encoding="utf-8")
    (folder / "encoder.txt").write_text(encoder + "\n", encoding="utf-8")


def likenesses(themes: Themes, known: tuple[str, ...]) -> Reals:
    """Tell which known themes each of the user's themes is like.

    Returns
    -------
    ndarray of float64, shape (len(themes.every), n_known)
        1 where it takes the known theme's experience over, else 0; a row of zeros is a new matter.

    Raises
    ------
    OptionError
        A theme is said to be like one that is not known.
    """
    table = np.zeros((len(themes.every), len(known)))
    for row, theme in enumerate(themes.every):
        wanted = theme.like if theme.like is not None else tuple(code for code in known if code == theme.code)
        for code in wanted:
            if code not in known:
                raise OptionError(f"{themes.source}: theme {theme.code!r} is like {code!r}", allowed=", ".join(known))
            table[row, known.index(code)] = 1.0
    return table


def log_experience(known_logs: Reals, like: Reals) -> Reals:
    """Turn log-probabilities of known themes into those of the user's.

    Parameters
    ----------
    known_logs
        Of the known themes, shape (n, n_known).
    like
        As `likenesses` gives it, shape (n_themes, n_known).

    Returns
    -------
    ndarray of float64, shape (n, n_themes)
        Not normalised. A merged theme has the sum of what it is made of; a new one what a known one has on average.
    """
    summed = np.exp(known_logs) @ like.T
    unknown = like.sum(axis=1) == 0
    summed[:, unknown] = 1.0 / like.shape[1]
    logs: Reals = np.log(np.maximum(summed, LEAST))
    return logs
