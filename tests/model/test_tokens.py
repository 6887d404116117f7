"""Words as numbers: nothing is lost, whatever texts there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topics.model.tokens import Tokens

TEXTS = st.lists(st.lists(st.sampled_from(["江", "河流", "湖泊", "ai"]), max_size=5), max_size=6)


def spelt(tokens: Tokens) -> list[list[str]]:
    words = [tokens.distinct[code] for code in tokens.codes]
    return [words[a:b] for a, b in zip(tokens.ends[:-1], tokens.ends[1:], strict=True)]


@given(TEXTS)
def test_the_words_of_every_text_can_be_read_again(texts):
    tokens = Tokens.of(texts)
    assert spelt(tokens) == texts
    assert len(set(tokens.distinct)) == len(tokens.distinct)


@given(TEXTS, st.integers(0, 7), st.integers(0, 7))
def test_some_of_the_texts_are_the_same_texts(texts, first, last):
    assert spelt(Tokens.of(texts).rows(slice(first, last))) == texts[first:last]


@given(TEXTS)
def test_sums_are_of_each_text_alone(texts):
    np.testing.assert_array_equal(Tokens.of(texts).sums(len), [len("".join(words)) for words in texts])
