"""Words and passages that make the difference: values by hand, and that one plan's pet words do not win."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.analyse.conftest import Made, make
from topics.analyse.difference.comparison import compare
from topics.analyse.difference.contrast import Spoken, contrast_words
from topics.analyse.difference.permutation import splits
from topics.analyse.wordcounts import Lexicon, count_words

LEXICON = Lexicon(("建设", "党建", "产业", "产业链", "服务", "ai"), frozenset({"党建", "产业", "产业链", "服务", "ai"}))


def said(counts: list[list[int]], words: list[str]) -> Spoken:
    table = np.array(counts, dtype=float)
    return Spoken(words, table, np.minimum(table, 1), np.full(len(counts), 1000.0))


def test_words_are_counted_longest_first_and_only_those_that_say_something() -> None:
    segments = pl.DataFrame({"segment": ["甲#0", "甲#1"], "text": ["建设产业链，服务产业；ＡＩ服务", "没有词"]})
    assert count_words(segments, LEXICON).rows() == [
        ("甲#0", "ai", 1),
        ("甲#0", "产业", 1),
        ("甲#0", "产业链", 1),
        ("甲#0", "服务", 2),
    ]
    assert count_words(segments, Lexicon()).is_empty()


def test_the_log_odds_by_hand() -> None:
    # two plans, one a side: the prior is the mean plan, 6 x and 5 y of 11
    table = contrast_words(said([[10, 2], [2, 8]], ["x", "y"]), 1, None)
    assert table.is_empty()  # each word is said in one passage of its side
    two = Spoken(["x", "y"], np.array([[10.0, 2], [2, 8]]), np.array([[4.0, 1], [1, 3]]), np.array([1000.0, 500]))
    table = contrast_words(two, 1, None)
    by_hand = np.log(16 / 7) - np.log(8 / 13)
    first = table.row(0, named=True)
    assert (first["side"], first["word"], first["p"]) == ("a", "x", None)
    assert first["log_odds"] == pytest.approx(by_hand)
    assert first["z"] == pytest.approx(by_hand / np.sqrt(1 / 16 + 1 / 8))
    assert (first["rate_a"], first["rate_b"], first["n_a"], first["n_b"]) == (100, 40, 10, 2)
    assert table["side"].to_list() == ["a", "b"]


def test_a_pet_word_of_one_plan_does_not_win() -> None:
    # `pet` is said 100 times by one plan of A and once by another, `all` ten times by each of A's plans, twice by B's
    rows = [[[100, 1, 0][min(i, 2)], 10 if i < 6 else 2, *(30 + (i + w) % 3 for w in range(20))] for i in range(12)]
    plans = said(rows, ["pet", "all", *(f"rest{w:02d}" for w in range(20))])
    table = contrast_words(plans, 6, splits(6, 6)[0])
    assert table.filter(side="a")["word"].to_list()[0] == "all"
    assert table.filter(word="all")["p"].item() == pytest.approx(2 / 500, abs=0.003)
    assert table.filter(word="pet")["p"].item() > 0.2
    # by words alone, as if each were said independently, the pet word would have been first
    assert contrast_words(plans, 6, None).filter(side="a")["word"].to_list()[0] == "pet"


def test_alike_sides_rarely_have_a_word_that_stands_out() -> None:
    rng = np.random.default_rng(1)
    found = []
    for _ in range(80):
        # words come in bursts: each plan says each word at a rate of its own
        counts = rng.poisson(rng.gamma(1.0, 5.0, size=(10, 40)))
        plans = said(counts.tolist(), [f"w{i:02d}" for i in range(40)])
        table = contrast_words(plans, 5, splits(5, 5)[0], n=40)
        found.append(bool((table["p"] <= 0.05).any()))
    # three standard errors of a rate of 0.05 over 80 runs are 0.073
    assert np.mean(found) <= 0.05 + 0.073


def corpus() -> Made:
    """Ten plans: those of 甲 have more party text and say 党建, those of 乙 more industry and say 产业链."""
    plans = {}
    for i in range(5):
        plans[f"甲{i}区@2020"] = [("party", "plan", 60), ("party", "plan", 20 + i), ("industry", "plan", 20)]
        plans[f"乙{i}区@2020"] = [("industry", "plan", 60), ("industry", "plan", 21 + i), ("party", "plan", 19)]
    made = make(plans, {"level": ["county", "zone"] * 5})
    words = {"party": "党建引领服务，党建", "industry": "产业链建设"}
    texts = [words[theme] for theme in made.assignments["theme"].to_list()]
    return Made(
        made.documents, made.segments.with_columns(text=pl.Series(texts)), made.assignments, made.themes, made.topics
    )


def test_a_comparison_says_which_words_and_passages_make_it() -> None:
    made = corpus()
    found = compare(*made.core, made.themes, "level=county", "level=zone", lexicon=LEXICON)
    words = dict(zip(found.words["word"], found.words["side"], strict=True))
    assert words == {"党建": "a", "服务": "a", "产业链": "b"}
    evidence = found.evidence
    assert evidence.columns[:3] == ["side", "theme", "words"]
    assert dict(zip(evidence["side"], evidence["theme"], strict=True)) == {"a": "party", "b": "industry"}
    assert evidence.filter(side="a")["words"].to_list() == [["党建", "服务"]] * 2
    assert evidence["file"].n_unique() == evidence.height  # from different plans
    assert set(evidence["segment"]) <= set(made.segments["segment"])


def test_a_district_is_not_told_by_its_own_name() -> None:
    made = corpus()
    lexicon = Lexicon((*LEXICON.words, "甲0"), LEXICON.content | {"甲0"})
    texts = made.segments.with_columns(text=pl.col("text") + "甲0甲0")
    found = compare(made.documents, texts, made.assignments, made.themes, "level=county", "level=zone", lexicon=lexicon)
    assert "甲0" not in found.words["word"].to_list()


def test_without_words_there_is_no_evidence() -> None:
    made = corpus()
    found = compare(*made.core, made.themes, "level=county", "level=zone")
    assert found.words.is_empty()
    assert found.evidence.is_empty()
    assert found.words.columns == ["side", "word", "log_odds", "z", "rate_a", "rate_b", "n_a", "n_b",
                                   "n_documents_a", "n_documents_b", "p"]  # fmt: skip
