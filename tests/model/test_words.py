"""Cutting text into words, and which of them can name a topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.characters import simplify
from topics.model.words import cut, fold, formulas, is_content, place_names, plain_words, read_list, runs, terms


def test_policy_terms_stay_whole():
    text = "推进一网通办，培育专精特新企业，抓好三旧改造，构建一核两翼格局，做到两个维护"
    words = cut([text], terms())[0]
    for term in ("一网通办", "专精特新", "三旧改造", "一核两翼", "两个维护"):
        assert term in words


def test_without_the_lexicon_they_are_cut():
    assert "专精特新" not in cut(["培育专精特新企业"], ())[0]


def test_words_are_words_only():
    words = cut(["２０２４年，**街道建成5G基站30个（PM2.5下降3.5%），20XX年、xx路。"], terms())[0]
    assert "5g" in words
    assert "pm2.5" in words
    assert not {"2024", "30", "3.5", "，", "**", "20xx", "xx", "%"} & set(words)


def test_full_width_and_capitals_are_folded():
    assert fold("ＡＩ＋") == "ai+"
    assert cut(["ＡＩ"], terms()) == cut(["ai"], terms()) == [["ai"]]


def test_traditional_characters_are_folded():
    text = "優化營商環境，發展專精特新企業，於後勤設關鍵學習點"
    assert fold(text) == "优化营商环境,发展专精特新企业,于后勤设关键学习点"
    assert cut([text], terms()) == cut([fold(text)], terms())
    assert simplify("ＡＩ製造，Ａ") == "ＡＩ制造，Ａ"


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_and_simplifying_keeps_every_place(text):
    assert len(simplify(text)) == len(text)
    assert simplify(simplify(text)) == simplify(text)


def test_simplified_text_is_left_as_it_is(shared):
    for path in sorted((shared / "corpora" / "plans").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        changed = {(a, b) for a, b in zip(text, simplify(text), strict=True) if a != b}
        assert len(changed) <= 3, changed


def test_english_gives_english_words():
    assert cut(["We will build 3,000 affordable homes."], terms()) == [["we", "will", "build", "affordable", "homes"]]


@pytest.mark.parametrize("word", ["营商环境", "就业", "ai", "城市更新", "海绵城市", "长三角", "农村"])
def test_what_can_name_a_topic(word):
    assert is_content(word)


@pytest.mark.parametrize(
    "word",
    [
        "推进",
        "高质量发展",
        "各位代表",
        "路",
        "三年",
        "万亩",
        "万头",
        "东莞市",
        "湖南",
        "雄安",
        "长江路街道",
        "the",
        "5g",
        "iii",
    ],
)
def test_what_cannot(word):
    assert not is_content(word)


def test_the_corpus_own_places_are_no_content():
    names = place_names(["东城街道", None, "黄山区"])
    assert names == {"东城街道", "东城", "黄山区", "黄山"}
    assert not is_content("东城", names)


def test_lexicon_files_are_words_between_white_space(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("# a remark\n一网通办 专精特新\n\n专精特新 ＡＩ\n", encoding="utf-8")
    assert read_list(path) == ("一网通办", "专精特新", "ai")


def test_no_term_is_a_formula_of_content():
    both = set(terms()) & formulas()
    assert both <= {"各位代表", "新时代"}


def test_plain_words_are_neither_terms_nor_formulas():
    assert not plain_words() & (formulas() | set(terms()))


def test_breaks_stand_for_marks_and_numbers_and_spaces_do_not():
    assert runs(["抓好医疗、卫生 3家", "Clean rivers, safe roads"], terms()) == [
        ["抓好", "医疗", "", "卫生", "", "家"],
        ["clean", "rivers", "", "safe", "roads"],
    ]


@given(st.lists(st.text(max_size=30), max_size=6))
def test_cutting_is_text_by_text(texts):
    together = cut(texts, terms())
    assert together == [cut([text], terms())[0] for text in texts]
