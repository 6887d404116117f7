"""Words and names of topics: worked out by hand, and what may not be among them."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.keywords import best_words, count_words, describe, recount
from topics.model.names import name_topics
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


def test_words_of_one_plan_only_are_left_out_of_many():
    texts = [["湿地公园", "医保"]] * 10 + [["蒲公英路"]] * 9
    documents = [f"d{i}" for i in range(10)] + ["d0"] * 9
    _, words = count_words(texts, documents, frozenset())
    assert words == ["医保", "湿地公园"]


def test_of_few_plans_two_texts_are_enough():
    _, words = count_words([["医保"], ["医保"], ["外贸"]], ["d", "d", "d"], frozenset())
    assert words == ["医保"]


def test_a_topic_is_named_by_a_phrase_of_its_own_text():
    texts = [["推进", "医疗", "卫生", "改革"]] * 3 + [["跨境电商", "出口"]] * 3
    names = name_topics(texts, [0, 0, 0, 1, 1, 1], {0: ["医疗", "卫生"], 1: ["跨境电商", "出口"], -1: []})
    assert names == {0: "医疗卫生", 1: "跨境电商", -1: "—"}


def test_no_two_topics_have_one_name():
    texts = [["医疗", "卫生"]] * 4 + [["医疗", "卫生", "医院"]] * 3
    names = name_topics(texts, [0] * 4 + [1] * 3, {0: ["医疗", "卫生"], 1: ["医疗", "卫生", "医院"]})
    assert len(set(names.values())) == 2


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
