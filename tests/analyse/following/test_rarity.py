"""How rare runs of characters are: values by hand, and laws."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.analyse.following.rarity import Rarity, fold, numbers, told
from topics.analyse.following.shared import shared_words

TEXTS = ["推进白鹭路改造", "推进老旧小区改造", "推进垃圾分类", "推进12公里管网", "新增120座公园"]
words = st.text("白鹭路改造推进公园小区12、，。", max_size=20)


def test_a_weight_is_one_less_the_logarithm_of_how_often_a_run_stands_there() -> None:
    rarity = Rarity(TEXTS)
    scale = math.log(len(TEXTS) + 1)
    table = rarity.weights([fold("白鹭路")], 2)
    assert sorted(table.data) == pytest.approx([1.0, 1.0])
    assert rarity.mean(fold("推进")) == pytest.approx(1 - math.log(4) / scale)
    assert rarity.mean(fold("改造")) == pytest.approx(1 - math.log(2) / scale)
    assert rarity.mean("推") == 0


def test_a_number_is_one_character_and_never_cut() -> None:
    assert len(fold("120座")) == 2
    assert fold("12座") not in fold("120座")
    assert fold("1,200人") == fold("1200人") == fold("１２００人")
    assert numbers("12公里、3.5万人") == {fold("12"): "12", fold("3.5"): "3.5"}


def test_a_run_does_not_cross_punctuation_or_texts() -> None:
    rarity = Rarity(["甲乙，丙丁", "戊己"])
    assert rarity.weights([fold("甲乙，丙丁")], 2).nnz == 2
    assert rarity.weights([fold("乙丙")], 3).nnz == 0


def test_formulae_are_taken_out() -> None:
    assert told("各位代表，过去一年，修路").strip(" ，") == "修路"


def test_empty_texts_have_no_weight() -> None:
    rarity = Rarity([])
    assert rarity.mean("白鹭路") == pytest.approx(1.0)
    assert Rarity([""]).weights(["", "，"], 2).nnz == 0


@given(st.lists(words, min_size=1, max_size=6))
def test_the_order_of_the_texts_changes_nothing(texts: list[str]) -> None:
    rarity, other = Rarity(texts), Rarity(texts[::-1])
    table, again = rarity.weights(["白鹭路改造"], 2), other.weights(["白鹭路改造"], 2)
    assert (table != again).nnz == 0


@given(words, words)
def test_shared_words_stand_in_both_and_are_the_same_either_way(a: str, b: str) -> None:
    rarity = Rarity(TEXTS)
    found = shared_words(a, b, rarity)
    assert found == shared_words(b, a, rarity)
    for word in found:
        assert fold(word) in fold(a)
        assert fold(word) in fold(b)
    assert all(len(one) >= len(other) for one, other in pairwise(found))


def test_shared_words_are_the_longest_and_leave_out_what_all_have() -> None:
    rarity = Rarity(TEXTS)
    found = shared_words("推进白鹭路2.8公里改造", "白鹭路全线通车，2.8公里路段，推进绿化", rarity)
    assert found == ["2.8公里", "白鹭路"]
    assert shared_words("推进甲", "推进乙", rarity) == []
    assert np.isfinite(rarity.mean(fold("白鹭路")))
