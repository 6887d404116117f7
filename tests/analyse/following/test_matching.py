"""What speaks for two passages being on one matter: values by hand, and that the sides can be exchanged."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.analyse.following.made import vectors
from topics.analyse.following.matching import (
    SURE_ENOUGH,
    Side,
    coefficients,
    correspondences,
    directions,
    evidence,
    similarity,
)
from topics.analyse.following.rarity import Rarity
from topics.analyse.following.statements import statements, unnumbered

TEXTS = ["白鹭路改造", "推进白鹭路改造，方便出行", "新建小学", "推进绿化", "推进绿化"]


def side(texts: list[str], themes: list[str] | None = None) -> Side:
    found = vectors(texts)
    return Side(texts, themes or ["urban"] * len(texts), directions(found, range(len(texts))))


def test_evidence_of_a_small_corpus_by_hand() -> None:
    found = evidence(side(TEXTS[:1]), side(TEXTS[1:3], ["urban", "livelihood"]), Rarity(TEXTS))
    scale = math.log(len(TEXTS) + 1)
    # 白鹭 鹭路 路改 改造 and 白鹭路 鹭路改 路改造, each twice in the corpus
    shared = 7 * (1 - math.log(2) / scale)
    assert found["evidence"][0] == pytest.approx([math.log1p(shared), 0], abs=1e-5)
    assert found["theme"].tolist() == [[1, 0]]
    assert found["same"].tolist() == [[0, 0]]
    assert found["clause"][0, 0] > found["whole"][0, 0] ** 2  # the second clause says nothing of the road


def test_the_same_words_are_the_same_matter_for_sure() -> None:
    assert (
        similarity(side(["略。", "推进绿化"]), side(["推进绿化", "略。"]), Rarity(TEXTS), "segments").tolist()[0][1]
        == 1
    )
    assert (np.diag(similarity(side(TEXTS), side(TEXTS), Rarity(TEXTS), "statements")) == 1).all()


@pytest.mark.parametrize("kind", ["segments", "statements"])
def test_exchanging_the_sides_turns_the_table(kind: str) -> None:
    a, b = side(TEXTS[:2], ["urban", "party"]), side(TEXTS[1:])
    rarity = Rarity(TEXTS)
    there, back = similarity(a, b, rarity, kind), similarity(b, a, rarity, kind)
    assert np.array_equal(there, back.T)
    assert ((there >= 0) & (there <= 1)).all()


def test_every_kind_of_evidence_speaks_for_a_pair() -> None:
    for weights in coefficients().values():
        assert weights["intercept"] < 0
        assert all(weight > 0 for name, weight in weights.items() if name != "intercept")


@given(
    arrays(np.float64, st.tuples(st.integers(0, 5), st.integers(0, 5)), elements=st.sampled_from([0.1, 0.5, 0.7, 1.0]))
)
def test_correspondences_mirror_and_none_better_is_left_out(similar: np.ndarray) -> None:
    holds = correspondences(similar)
    assert np.array_equal(holds, correspondences(similar.T).T)
    assert (similar[holds] >= SURE_ENOUGH).all()
    if similar.size:
        for row in range(len(similar)):
            assert holds[row].any() == (similar[row].max() >= SURE_ENOUGH)


def test_statements_are_the_whole_text() -> None:
    text = "（一）改善居住。改造小区3个；加装电梯9部，年底完工。“一老一小”有人管！余下部分"
    found = statements(text)
    assert "".join(found) == text
    assert found == ["（一）改善居住。改造小区3个；", "加装电梯9部，年底完工。", "“一老一小”有人管！", "余下部分"]


@given(st.text("甲乙1一、（）。；！”，", max_size=30))
def test_statements_lose_no_character(text: str) -> None:
    assert "".join(statements(text)) == text


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("（三）建公园", "建公园"),
        ("1.12个泊位", "12个泊位"),
        ("2、3.5万人参保", "3.5万人参保"),
        ("第一，修路", "修路"),
        ("——修路", "修路"),
        ("①修路", "修路"),
        ("十个村通路", "十个村通路"),
    ],
)
def test_the_number_a_text_begins_with_is_no_figure_of_it(text: str, bare: str) -> None:
    assert unnumbered(text) == bare
