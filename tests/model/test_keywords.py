"""Words and names of topics: worked out by hand, and what may not be among them."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.keywords import best_words, count_words, describe, recount
from topics.model.names import Passages, name_topics
from topics.model.words import is_content
from topics.settings import ModelSettings
from topics.tables import THEMES, TOPICS, UNASSIGNED


def test_the_word_of_one_class_goes_before_the_word_of_all():
    counts = csr_matrix(np.array([[4.0, 4.0, 0.0], [1.0, 1.0, 0.0], [0.0, 4.0, 4.0], [0.0, 1.0, 1.0]]))
    words = best_words(counts, ["河", "人", "路"], ["a", "a", "b", "b"], ["a", "b"])
    assert words == [["河"], ["路"]]


def test_a_word_of_one_text_is_no_word_of_the_class():
    counts = csr_matrix(np.array([[1.0, 9.0], [1.0, 0.0], [0.0, 0.0]]))
    assert best_words(counts, ["河", "路"], ["a", "a", "b"], ["a", "b"]) == [["河"], []]


def test_a_class_without_text_has_no_words():
    counts = csr_matrix(np.array([[2.0]]))
    assert best_words(counts, ["河"], ["a"], ["a", "b"])[1] == []


def test_words_of_one_district_only_are_left_out_of_many():
    texts = [["湿地公园", "医保"]] * 10 + [["蒲公英路"]] * 9
    documents = [f"d{i}@2020" for i in range(10)] + [f"d0@{2011 + i}" for i in range(9)]
    _, words = count_words(texts, documents, frozenset())
    assert words == ["医保", "湿地公园"]


def test_of_three_districts_two_must_have_a_word():
    texts = [["医保"], ["医保"], ["外贸"], ["外贸"]]
    _, words = count_words(texts, ["a@2020", "b@2020", "c@2020", "c@2021"], frozenset())
    assert words == ["医保"]


def test_of_one_district_two_texts_are_enough():
    _, words = count_words([["医保"], ["医保"], ["外贸"]], ["d@2020"] * 3, frozenset())
    assert words == ["医保"]


def passages(*texts: tuple[str, str], districts: str = "") -> Passages:
    """Give texts as they stand beside their words, which are between spaces."""
    return Passages([text for text, _ in texts], [words.split() for _, words in texts], districts or "a" * len(texts))


HEALTH = ("推进医疗卫生改革。", "推进 医疗 卫生 改革")
TRADE = ("跨境电商出口。", "跨境电商 出口")


def test_a_topic_is_named_by_a_phrase_of_its_own_text():
    own = passages(HEALTH, HEALTH, HEALTH, TRADE, TRADE, TRADE)
    names = name_topics(own, [0, 0, 0, 1, 1, 1], {0: ["医疗", "卫生"], 1: ["跨境电商", "出口"], -1: []})
    assert names == {0: "医疗卫生", 1: "跨境电商", -1: "—"}


def test_no_two_topics_have_one_name():
    hospital = ("医疗卫生医院", "医疗 卫生 医院")
    own = passages(*[HEALTH] * 4, *[hospital] * 3)
    names = name_topics(own, [0] * 4 + [1] * 3, {0: ["医疗", "卫生"], 1: ["医疗", "卫生", "医院"]})
    assert len(set(names.values())) == 2


def test_words_with_a_mark_between_them_are_no_phrase():
    own = passages(*[("抓好医疗、卫生。", "医疗 卫生")] * 3, TRADE)
    assert name_topics(own, [0, 0, 0, 1], {0: ["医疗", "卫生"], 1: []})[0] == "医疗、卫生"


def test_what_only_one_of_several_districts_has_names_no_topic():
    own = passages(HEALTH, HEALTH, HEALTH, TRADE, TRADE, districts="aaabc")
    names = name_topics(own, [0, 0, 0, 1, 1], {0: ["医疗", "卫生"], 1: ["跨境电商", "出口"]})
    assert names == {0: "医疗、卫生", 1: "跨境电商"}


def test_a_topic_of_formulae_is_named_by_them():
    own = passages(*[("一、2023年工作回顾", "一 年 工作 回顾")] * 3)
    assert name_topics(own, [0, 0, 0], {0: []}) == {0: "工作回顾"}


def test_english_phrases_keep_their_spaces():
    housing = ("Build affordable  homes now", "affordable homes")
    own = passages(*[housing] * 3, *[("Clean rivers", "clean rivers")] * 3)
    names = name_topics(own, [0, 0, 0, 1, 1, 1], {0: ["homes", "affordable"], 1: ["rivers", "clean"]})
    assert names == {0: "affordable homes", 1: "clean rivers"}


def test_described_tables_keep_their_promises(large):
    rule = fit_model(
        large.themes,
        large.theme_vectors,
        large.documents,
        large.segments,
        large.vectors,
        large.headings,
        ModelSettings(),
    )
    assigned = assign(rule, large.segments, large.vectors, large.headings)
    themes, topics = describe(rule, large.segments, assigned)
    assert THEMES.check(themes)["theme"].to_list() == [*large.themes.codes, UNASSIGNED]
    assert themes["n_segments"].sum() == TOPICS.check(topics)["n_segments"].sum() == len(large.segments)
    assert themes["n_characters"].sum() == topics["n_characters"].sum() == large.segments["n_characters"].sum()
    for words in topics["words"].to_list() + themes["words"].to_list():
        assert all(is_content(word, frozenset(rule.places)) for word in words)
    joined = assigned.join(topics.select("topic", pl.col("theme").alias("over")), on="topic")
    assert np.mean((joined["theme"] == joined["over"]).to_numpy()) >= 0.95
    real = topics.filter(pl.col("topic") >= 0)
    assert real["name"].n_unique() == len(real)
    assert set(real["coarse"].to_list()) == set(range(real["coarse"].n_unique()))

    half = recount(themes, topics, large.segments[:33], assigned[:33])
    assert half.themes["n_segments"].sum() == 33
    assert half.topics["words"].to_list() == topics["words"].to_list()
