"""Words that tell groups of plans apart: no pieces, no names of local things; by hand and on the sample plans."""

from __future__ import annotations

import pytest

from topics.model.line import lay_out
from topics.model.telling import telling_words
from topics.model.words import runs, terms


def telling(words: list[str], texts: dict[str, list[str]], least: int = 2) -> dict[str, str]:
    """Judge words by texts of districts, as the dictionary cuts them."""
    rows = [(district, text) for district, own in texts.items() for text in own for _ in range(4)]
    cut = runs([text for _, text in rows], terms())
    line = lay_out(cut, [district for district, _ in rows], least, frozenset(terms()))
    assert set(words) <= set(line.words), cut
    return telling_words(line, words)


def test_a_piece_gives_way_to_its_expression() -> None:
    texts = {"a": ["开展招大引强，新建医院"], "b": ["招大引强有新突破，医院开工"]}
    assert telling(["招大", "引强", "医院"], texts) == {"招大": "招大引强", "引强": "招大引强"}


def test_a_piece_of_nothing_falls_out() -> None:
    texts = {"a": ["缺口由区财政先垫", "走向由区发改局协调"], "b": ["由区总工会会同街道", "由区领导包案"]}
    assert telling(["由区"], texts) == {"由区": ""}


def test_where_districts_are_few_a_word_of_one_stays_if_the_dictionary_knows_it_as_no_name() -> None:
    texts = {"a": ["芯片研制取得突破，松垭大桥通车", "发展芯片"], "b": ["发展农业"]}
    assert telling(["芯片", "松垭"], texts) == {"松垭": ""}


def test_where_districts_are_many_a_word_of_few_is_a_name() -> None:
    texts = {name: ["发展芯片，修缮上党门"] if name == "a" else ["发展芯片"] for name in "abcdefghij"}
    assert telling(["芯片", "上党"], texts, least=3) == {"上党": ""}


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("苇塘", "平稳推进苇塘镇转型"),  # followed by a kind of place
        ("造园", "启动铸北智造园二期，铸北智造园扩容"),  # a piece of what only one place has
    ],
)
def test_a_known_word_in_the_name_of_something_local_falls_out(word: str, text: str) -> None:
    assert telling([word], {"a": [text], "b": ["发展农业"]}) == {word: ""}


def test_a_policy_term_stays_wherever_it_stands() -> None:
    assert telling(["营商环境"], {"a": ["优化营商环境"], "b": ["发展农业"], "c": []}) == {}
