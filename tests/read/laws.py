"""The law every text obeys, whatever it holds."""

from __future__ import annotations

import re

from topics.read.document import Document, read_document
from topics.read.segments import token_bound
from topics.read.spans import WHITE

_dark = re.compile(f"[^{WHITE}]")


def check_law(source: str, max_tokens: int = 480, year: int | None = None) -> Document:
    """Every character that is not white is in one removal or, where none covers it, in exactly one segment.

    And the text of a segment is its span without white space and removals, character by character.
    """
    document = read_document(source, year, max_tokens)
    removed = [0] * len(source)
    for removal in document.removals:
        for place in range(removal.start, removal.end):
            removed[place] += 1
    held = [0] * len(source)
    for segment in document.segments:
        assert 0 <= segment.start < segment.end <= len(source)
        span = range(segment.start, segment.end)
        words = "".join(source[place] for place in span if not removed[place] and _dark.match(source[place]))
        assert words == re.sub(f"[{WHITE}]", "", segment.text)
        assert segment.n_characters == len(words) > 0
        assert token_bound(segment.text) <= max_tokens
        for place in span:
            held[place] += 1
    assert max(removed, default=0) <= 1
    assert max(held, default=0) <= 1
    assert all(removed[n] or held[n] for n, sign in enumerate(source) if _dark.match(sign))
    return document
