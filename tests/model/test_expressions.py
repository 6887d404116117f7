"""Pieces of longer expressions: by hand, and on real reports."""

from __future__ import annotations

import pytest

from topics.model.expressions import FEW, whole_word, whole_words
from topics.model.line import lay_out
from topics.model.words import runs, terms


def whole(word: str, texts: list[str], districts: list[str] | None = None, least: int = 1) -> str:
    """Lay out texts as the dictionary cuts them, enough of them to judge a word by, and give what becomes of it."""
    cut = runs(texts, terms())
    many = cut * FEW
    line = lay_out(many, (districts or ["a"] * len(texts)) * FEW, least, frozenset(terms()))
    assert word in line.words, cut
    at = line.places(line.words.index(word))
    return whole_word(line, word, at)


@pytest.mark.parametrize(
    ("word", "texts", "expected"),
    [
        ("招大", ["开展招大引强，成效好", "招大引强有新突破"], "招大引强"),
        ("引强", ["开展招大引强，成效好", "招大引强有新突破"], "招大引强"),
        ("老化", ["适老化改造完成", "推进适老化改造"], "适老化改造"),
        ("促稳", ["坚持以进促稳、先立后破"], "以进促稳"),
        ("高技能", ["培养高技能人才", "高技能人才增加"], "高技能人才"),
        ("铸魂", ["凝心铸魂", "坚持凝心铸魂"], "凝心铸魂"),
    ],
)
def test_a_piece_gives_way_to_what_it_is_a_piece_of(word, texts, expected):
    assert whole(word, texts) == expected


@pytest.mark.parametrize("word", ["医院", "消费", "责任感"])
def test_a_word_that_stands_alone_stays(word):
    assert whole(word, [f"县里的{word}", f"{word}提高", f"增强的{word}"]) == word


def test_english_words_are_joined_with_spaces():
    texts = ["Reach net zero emissions by 2030", "net zero emissions", "the net zero target", "net zero"]
    assert whole("net", texts) == "net zero"
    assert whole("emissions", texts) == "net zero emissions"
    assert whole("target", ["a target for all", "our target"]) == "target"


def test_a_policy_term_is_whole():
    assert whole("营商环境", ["优化一流营商环境", "一流营商环境"]) == "营商环境"


def test_what_joins_or_counts_is_no_part_of_an_expression():
    assert whole("和量", ["有效提升和量的增长", "提升和量的增长"]) == ""


def test_words_that_name_no_matter_are_left_out():
    assert whole("周围", ["团结在周围", "周围"]) == ""


def test_counts_and_measures_are_left_out():
    assert whole("第六次", ["召开第六次会议", "第六次大会"]) == ""
    assert whole("立方米", ["每立方米", "立方米"]) == ""


def test_expressions_stand_in_several_districts():
    texts = ["东岸隧道通车", "东岸隧道施工"]
    assert whole("施工", texts, ["a", "b"], least=2) == "施工"


def test_words_of_a_class_are_completed_once_and_filled_up():
    texts = ["开展招大引强", "招大引强有力", "外贸出口", "外贸进口"] * FEW
    line = lay_out(runs(texts, terms()), ["a"] * len(texts), 1)
    ranked = {0: ["招大", "引强", "外贸"]}
    assert whole_words(line, [0] * len(texts), ranked, 2) == [["招大引强", "外贸"]]


def test_a_place_does_not_join():
    assert whole("博物馆", ["湖南博物馆开馆", "湖南博物馆"]) == "博物馆"
