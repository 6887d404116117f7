"""The line of a corpus: what stands where."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topics.model.line import commonest, lay_out


def test_a_line_keeps_texts_apart():
    line = lay_out([["医院", "", "学校"], ["医院"]], ["a", "b"], 1)
    assert line.words == ["", "医院", "学校"]
    assert line.numbers.tolist() == [0] * 4 + [1, 0, 2] + [0] * 4 + [1] + [0] * 4
    assert line.texts.tolist() == [-1] * 4 + [0] * 7 + [1] * 5
    assert line.places(1).tolist() == [4, 11]


@given(st.lists(st.lists(st.sampled_from(["", "医院", "学校", "路"]), max_size=6), max_size=6))
def test_every_word_is_found_where_it_stands(runs):
    line = lay_out(runs, ["a"] * len(runs), 1)
    for number, word in enumerate(line.words[1:], start=1):
        texts = line.texts[line.places(number)].tolist()
        assert texts == [i for i, run in enumerate(runs) for other in run if other == word]


def test_the_commonest_word_is_no_break():
    assert commonest(np.array([0, 0, 0, 2, 1, 2])) == (2, 2)
    assert commonest(np.array([0, 0])) == (0, 0)
