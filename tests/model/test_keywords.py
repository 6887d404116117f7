"""Words and names of topics: worked out by hand, and what may not be among them."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.keywords import best_words, count_words, describe, recount
from topics.model.line import Line, lay_out
from topics.model.names import least_districts, name_topics
from topics.model.words import is_content, terms
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


def line_of(texts: list[str], districts: list[str]) -> Line:
    """Lay out texts whose words are between spaces; a comma is a break."""
    runs = [["" if word == "，" else word for word in text.split()] for text in texts]
    return lay_out(runs, districts, least_districts(districts), frozenset(terms()))


def test_words_of_one_district_only_are_left_out_of_many():
    texts = ["湿地公园 医保"] * 10 + ["蒲公英路"] * 9
    _, words = count_words(line_of(texts, [f"d{i}" for i in range(10)] + ["d0"] * 9))
    assert words == ["医保", "湿地公园"]


def test_of_three_districts_two_must_have_a_word():
    _, words = count_words(line_of(["医保", "医保", "外贸", "外贸"], ["a", "b", "c", "c"]))
    assert words == ["医保"]


def test_of_one_district_two_texts_are_enough():
    _, words = count_words(line_of(["医保", "医保", "外贸"], ["d"] * 3))
    assert words == ["医保"]


def test_words_are_counted_text_by_text():
    counts, words = count_words(line_of(["医保 外贸 医保", "外贸", "医保 路"], ["d"] * 3))
    assert words == ["医保", "外贸"]
    assert (counts @ np.eye(2)).tolist() == [[2, 1], [0, 1], [1, 0]]


HEALTH, TRADE = "推进 医疗 卫生 改革", "跨境电商 出口"


def named(texts: list[str], topics: list[int], words: dict[int, list[str]], districts: str = "") -> dict[int, str]:
    line = line_of(texts, list(districts) or ["a"] * len(texts))
    return name_topics(line, topics, words, words)


def test_a_topic_is_named_by_a_phrase_of_its_own_text():
    names = named([HEALTH] * 3 + [TRADE] * 3, [0, 0, 0, 1, 1, 1], {0: ["医疗", "卫生"], 1: ["跨境电商"], -1: []})
    assert names == {0: "医疗卫生改革", 1: "跨境电商", -1: "—"}


def test_no_two_topics_have_one_name_nor_one_within_another():
    texts = ["医疗 卫生"] * 4 + ["医疗 卫生 ， 中心 医院"] * 3 + [TRADE] * 3
    words = {0: ["医疗", "卫生"], 1: ["医疗", "卫生", "医院"], 2: ["出口"]}
    names = named(texts, [0] * 4 + [1] * 3 + [2] * 3, words)
    assert names == {0: "医疗卫生", 1: "中心医院", 2: "跨境电商出口"}


def test_words_with_a_mark_between_them_are_no_phrase():
    assert named(["抓好 医疗 ， 卫生"] * 3 + [TRADE], [0, 0, 0, 1], {0: ["医疗", "卫生"], 1: []})[0] == "医疗、卫生"


def test_two_words_for_want_of_a_phrase_are_those_of_most_texts():
    texts = ["抽排 ， 台风 ， 应急", "台风 ， 应急", "应急 ， 台风 ， 撤离", TRADE]
    names = named(texts, [0, 0, 0, 1], {0: ["抽排", "撤离", "应急", "台风"], 1: []})
    assert names[0] == "应急、台风"


def test_what_only_one_of_several_districts_has_names_no_topic():
    texts = [HEALTH] * 3 + [TRADE] * 2
    names = named(texts, [0, 0, 0, 1, 1], {0: ["医疗", "卫生"], 1: ["跨境电商", "出口"]}, "aaabc")
    assert names == {0: "医疗、卫生", 1: "跨境电商"}


def test_a_phrase_is_not_cut_short():
    texts = ["实现 人与自然 和谐 共生", "促进 人与自然 和谐 共生 ， 医保", "人与自然 和谐 共生"]
    assert named([*texts, TRADE, TRADE], [0, 0, 0, 1, 1], {0: ["人与自然"], 1: ["出口"]})[0] == "人与自然和谐共生"


def test_what_needs_an_object_is_no_name():
    texts = ["自觉 接受 人大 监督", "自觉 接受 政协 监督", "自觉 接受 社会 监督", "依法 监督"]
    assert named([*texts, TRADE], [0] * 4 + [1], {0: ["接受", "监督"], 1: []})[0] != "自觉接受"


def test_an_idiom_says_how_and_not_what():
    texts = ["办 民生实事 ， 量力而行"] * 3
    assert named([*texts, TRADE], [0, 0, 0, 1], {0: ["量力而行", "民生实事"], 1: []})[0] == "民生实事"


def test_no_name_holds_a_place_or_a_figure():
    texts = ["湖南 医疗 中心 ， 医疗 服务", "湖南 医疗 中心 ， 医疗 服务"]
    assert "湖南" not in named([*texts, TRADE], [0, 0, 1], {0: ["医疗"], 1: []})[0]


def test_a_topic_of_formulae_is_named_by_them():
    assert named(["一 ， 年 工作 回顾"] * 3, [0, 0, 0], {0: []}) == {0: "工作回顾"}


def test_an_english_name_is_no_single_word_and_holds_no_number():
    texts = ["homes, twenty miles an hour".replace(",", " ，"), "homes ， twenty miles an hour", "clean rivers"]
    assert named(texts, [0, 0, 1], {0: ["homes", "hour"], 1: []})[0] == "homes, hour"


def test_english_phrases_keep_their_spaces():
    texts = ["build affordable homes", "affordable homes in towns", "more affordable homes"] + ["clean rivers"] * 3
    names = named(texts, [0, 0, 0, 1, 1, 1], {0: ["homes", "affordable"], 1: ["rivers", "clean"]})
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
    ).rule
    assigned = assign(rule, large.segments, large.vectors, large.headings)
    themes, topics, _ = describe(rule, large.segments, assigned)
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
    assert real["coarse"].n_unique() == real["coarse_name"].n_unique() == real.n_unique(["coarse", "coarse_name"])

    half = recount(themes, topics, large.segments[:33], assigned[:33])
    assert half.themes["n_segments"].sum() == 33
    assert half.topics["words"].to_list() == topics["words"].to_list()
