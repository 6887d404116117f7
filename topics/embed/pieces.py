"""How a text is cut into the pieces the bundled model knows.

The model's own tokenizer first normalises characters (compatibility forms become plain ones, control characters go,
runs of spaces become one), then finds the most probable division into pieces. The normalisation is written here as
rules and held against every entry of the data file's table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from topics.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from topics.embed.datafile import E5

_KEPT, _STAND_IN = "\uff5e", "\ue0f0"
"""The full-width tilde, which the model keeps and the standard would replace, and what stands in for it meanwhile."""


def build_tokenizer(model: E5) -> Tokenizer:
    """Build the tokenizer of the data file.

    Raises
    ------
    EncoderError
        The rules do not give what the file's table says: the normalisation of another version.
    """
    from tokenizers import AddedToken, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    plain = normalizers.NFKC()
    dropped = [code for code, text in model.characters.items() if not text]
    blanks = [code for code, text in model.characters.items() if text == " " != plain.normalize_str(chr(code))]
    rules = [
        _replace(dropped, ""),
        _replace(blanks, " "),
        normalizers.Replace(_KEPT, _STAND_IN),
        plain,
        normalizers.Replace(_STAND_IN, _KEPT),
        _replace([], " "),
    ]
    scored = [(piece, float(score)) for piece, score in zip(model.pieces, model.scores, strict=True)]
    tokenizer = Tokenizer(Unigram(scored, unk_id=model.specials["unknown"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(rules)
    for code, text in model.characters.items():
        if tokenizer.normalizer.normalize_str(chr(code)) != re.sub(" {2,}", " ", text):
            raise EncoderError(f"the bundled tokenizer does not normalise U+{code:04X} as its data file says")
    mark = "▁"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(mark, prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(mark, prepend_scheme="always")
    start, end = (model.pieces[model.specials[name]] for name in ("start", "end"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, model.specials["start"]), (end, model.specials["end"])],
    )
    plain_marks = [AddedToken(model.pieces[i], normalized=False, special=True) for i in model.specials.values()]
    tokenizer.add_special_tokens([*plain_marks, AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
    return tokenizer


def _replace(codes: list[int], text: str) -> object:
    """Give the rule that replaces each of some characters, or, for none, a run of spaces."""
    from tokenizers import Regex
    from tokenizers.normalizers import Replace

    pattern = "[" + "".join(f"\\x{{{code:04X}}}" for code in sorted(codes)) + "]" if codes else " {2,}"
    return Replace(Regex(pattern), text)
