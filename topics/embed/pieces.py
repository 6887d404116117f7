"""How a text is cut into the pieces the bundled model knows.

The model's own tokenizer first normalises characters (compatibility forms become plain ones, control characters go,
runs of spaces become one), then finds the most probable division into pieces. The normalisation is written here as
rules and held against every entry of the data file's table.

To index all of a quarter million pieces takes a second. Only the pieces spelled in the characters of a text can be
found in it, so `Cutter` begins with those of Chinese and ASCII letters, and indexes all when a text has another letter.

In: `E5` → `vocabulary()` → `Vocabulary`, kept in one file by `save()` and `load()` → `Cutter.ids()` → out: token ids.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.errors import EncoderError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer

    from topics.embed.datafile import E5

_KEPT, _STAND_IN = "\uff5e", "\ue0f0"
"""The full-width tilde, which the model keeps and the standard would replace, and what stands in for it meanwhile."""
_SEPARATOR = "\n"
"""Stands in no piece."""


@dataclass(frozen=True)
class Vocabulary:
    """What a tokenizer is built from.

    Parameters
    ----------
    pieces, scores
        Every piece and its log probability; the place of a piece is its token id.
    specials
        Token ids of the start, the end, padding and the unknown piece.
    dropped, blanks
        Code points that are left out, and that become a space, before the standard normalisation.
    alphabet
        Code points of Chinese and ASCII letters and of every sign that is no letter.
    common
        Token ids of the pieces spelled in the alphabet, ascending.
    """

    pieces: list[str]
    scores: NDArray[np.float32]
    specials: dict[str, int]
    dropped: list[int]
    blanks: list[int]
    alphabet: NDArray[np.int32]
    common: NDArray[np.int32]

    def save(self, path: Path) -> None:
        """Write it as plain arrays."""
        arrays: dict[str, Any] = {
            "pieces": np.frombuffer(_SEPARATOR.join(self.pieces).encode(), np.uint8),
            "scores": self.scores,
            "specials": np.array(list(self.specials.values())),
            "dropped": np.array(self.dropped),
            "blanks": np.array(self.blanks),
            "alphabet": self.alphabet,
            "common": self.common,
        }
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read what `save` wrote."""
        with np.load(path) as arrays:
            return cls(
                pieces=arrays["pieces"].tobytes().decode().split(_SEPARATOR),
                scores=arrays["scores"],
                specials=dict(zip(("start", "end", "padding", "unknown"), arrays["specials"].tolist(), strict=True)),
                dropped=arrays["dropped"].tolist(),
                blanks=arrays["blanks"].tolist(),
                alphabet=arrays["alphabet"],
                common=arrays["common"],
            )


class Cutter:
    """Cuts texts into pieces, with the whole vocabulary where that can matter."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._alphabet = frozenset(map(chr, words.alphabet.tolist()))
        pieces = [words.pieces[i] for i in words.common.tolist()]
        self._common = build_tokenizer(replace(words, pieces=pieces, scores=words.scores[words.common]))
        self._normaliser = self._common.normalizer
        self._all: Tokenizer | None = None
        self._lock = threading.Lock()

    def ids(self, text: str) -> NDArray[np.int32]:
        """Give the token ids of a text, without the marks of start and end."""
        if self._alphabet.issuperset(self._normaliser.normalize_str(text)):
            return self._words.common[self._common.encode(text, add_special_tokens=False).ids]
        with self._lock:
            self._all = self._all or build_tokenizer(self._words)
        return np.array(self._all.encode(text, add_special_tokens=False).ids, np.int32)


def vocabulary(model: E5) -> Vocabulary:
    """Take the vocabulary from the data file, its normalisation turned into rules.

    Raises
    ------
    EncoderError
        The rules do not give what the file's table says: the normalisation of another version.
    """
    from tokenizers import normalizers

    plain = normalizers.NFKC()
    dropped = sorted(code for code, text in model.characters.items() if not text)
    blanks = sorted(code for code, text in model.characters.items() if text == " " != plain.normalize_str(chr(code)))
    rules = _normaliser(dropped, blanks)
    for code, text in model.characters.items():
        if rules.normalize_str(chr(code)) != re.sub(" {2,}", " ", text):
            raise EncoderError(
                f"the bundled tokenizer does not normalise U+{code:04X} as its data file says",
                remedy="install the tokenizers package in a version that constraints.txt names",
            )
    alphabet = [code for code in range(0x10000) if _is_common(chr(code))]
    letters = frozenset(map(chr, alphabet))
    spelled = {i for i, piece in enumerate(model.pieces) if letters.issuperset(piece)}
    # The unknown piece is scored by the least probable of all, which must therefore be among them.
    spelled |= {*model.specials.values(), int(np.argmin(model.scores))}
    return Vocabulary(
        model.pieces,
        model.scores,
        model.specials,
        dropped,
        blanks,
        alphabet=np.array(alphabet, np.int32),
        common=np.array(sorted(spelled), np.int32),
    )


def _is_common(letter: str) -> bool:
    """Whether a character is an ASCII or Chinese letter, or no letter at all."""
    chinese = "\u4e00" <= letter <= "\u9fff" or "\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uff65"
    return letter.isascii() or letter == "▁" or chinese or (letter < "\u3000" and not letter.isalpha())


def build_tokenizer(words: Vocabulary) -> Tokenizer:
    """Build the tokenizer; the index of the quarter million pieces takes nearly all of the time."""
    from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers, processors
    from tokenizers.models import Unigram

    scored = list(zip(words.pieces, words.scores.tolist(), strict=True))
    tokenizer = Tokenizer(Unigram(scored, unk_id=words.specials["unknown"], byte_fallback=False))
    tokenizer.normalizer = _normaliser(words.dropped, words.blanks)
    mark = "▁"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(mark, prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(mark, prepend_scheme="always")
    start, end = (words.pieces[words.specials[name]] for name in ("start", "end"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, words.specials["start"]), (end, words.specials["end"])],
    )
    plain_marks = [AddedToken(words.pieces[i], normalized=False, special=True) for i in words.specials.values()]
    tokenizer.add_special_tokens([*plain_marks, AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    return tokenizer


def _normaliser(dropped: list[int], blanks: list[int]) -> Normalizer:
    from tokenizers import Regex, normalizers
    from tokenizers.normalizers import Replace

    def any_of(codes: list[int]) -> Regex:
        return Regex("[" + "".join(f"\\x{{{code:04X}}}" for code in codes) + "]")

    return normalizers.Sequence(
        [
            Replace(any_of(dropped), ""),
            Replace(any_of(blanks), " "),
            Replace(_KEPT, _STAND_IN),
            normalizers.NFKC(),
            Replace(_STAND_IN, _KEPT),
            Replace(Regex(" {2,}"), " "),
        ]
    )
