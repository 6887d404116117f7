"""One rule for fit and apply: laws on a corpus made of the themes file's phrases."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tests.model.conftest import Made, fake_vectors
from topics.model.assignment import LEAST_CHARACTERS, assign
from topics.model.fit import ENOUGH, fit_model
from topics.model.kinship import known_texts, recognise
from topics.model.rule import Rule
from topics.settings import ModelSettings
from topics.tables import ASSIGNMENTS, NO_TOPIC, UNASSIGNED


def fit(made: Made, seed: int = 0) -> Rule:
    return fit_model(
        made.themes,
        made.theme_vectors,
        made.documents,
        made.segments,
        made.vectors,
        made.headings,
        ModelSettings(seed=seed),
    ).rule


@pytest.fixture(scope="module")
def rule(large):
    return fit(large)


@pytest.fixture(scope="module")
def assigned(large, rule):
    return assign(rule, large.segments, large.vectors, large.headings)


def test_every_segment_has_a_row_and_the_phrases_get_their_own_theme(large, assigned):
    ASSIGNMENTS.check(assigned)
    assert assigned["segment"].to_list() == large.segments["segment"].to_list()
    right = (assigned["theme"] == pl.Series(large.truth)).to_numpy()
    assert np.mean(right) >= 0.98


def test_the_corpus_taught(large, rule):
    assert len(large.segments) >= ENOUGH
    assert len(rule.weights) > 0
    assert len(rule.topics.vectors) >= 11


def test_a_plan_does_not_depend_on_the_others_nor_on_the_order_of_rows(large, rule, assigned):
    names = large.segments["document"].unique(maintain_order=True)
    own = large.segments["document"].is_in(names.gather([1, 4, 5]).implode()).to_numpy()
    order = np.random.default_rng(3).permutation(np.flatnonzero(own))
    some = assign(rule, large.segments[order], large.vectors[order], large.headings[order])
    assert some.equals(assigned[order])
    one = (large.segments["document"] == names[2]).to_numpy()
    alone = assign(rule, large.segments.filter(one), large.vectors[one], large.headings[one])
    assert alone.equals(assigned.filter(one))


def test_blocks_are_of_whole_plans_and_change_nothing(large, rule, assigned, monkeypatch):
    monkeypatch.setattr("topics.model.assignment.BLOCK", 50)
    assert assign(rule, large.segments, large.vectors, large.headings).equals(assigned)
    nothing = large.segments[:0]
    assert assign(rule, nothing, large.vectors[:0], large.headings[:0]).is_empty()


def test_a_rule_written_and_read_again_is_the_same_rule(large, rule, assigned, tmp_path):
    arrays, parameters = rule.to_parts()
    for name, array in arrays.items():
        np.save(tmp_path / f"{name}.npy", array, allow_pickle=False)
    read = {name: np.load(tmp_path / f"{name}.npy", allow_pickle=False) for name in arrays}
    again = Rule.from_parts(read, json.loads(json.dumps(parameters, ensure_ascii=False, allow_nan=False)))
    assert assign(again, large.segments, large.vectors, large.headings).equals(assigned)


def test_another_fit_of_the_same_corpus_is_the_same_rule_for_any_seed_and_threads(large, rule):
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=2):
        arrays, parameters = fit(large, seed=5).to_parts()
    expected, names = rule.to_parts()
    assert parameters == names
    for name, array in expected.items():
        np.testing.assert_array_equal(array, arrays[name], err_msg=name)


def test_vectors_where_there_is_no_outline_are_not_looked_at(large, rule, assigned):
    noise = np.where((large.segments["outline"] == "").to_numpy()[:, None], 1.0, large.headings).astype(np.float32)
    assert assign(rule, large.segments, large.vectors, noise).equals(assigned)


def test_a_text_without_words_and_a_strange_one_are_unassigned(rule):
    texts = ["— 12 —", "一、", "qwrt zxcv plkj mnbh", "推进一网通办改革，优化营商环境，深化政务服务"]
    assert len("一") < LEAST_CHARACTERS
    names = {"segment": list("abcd"), "document": list("abcd"), "start": [0] * 4}
    segments = pl.DataFrame({**names, "outline": [""] * 4, "text": texts})
    found = assign(rule, segments, fake_vectors(texts), fake_vectors([""] * 4))
    assert found["theme"].to_list() == [UNASSIGNED, UNASSIGNED, UNASSIGNED, "reform"]
    assert found["topic"].to_list()[:3] == [NO_TOPIC] * 3


def test_the_second_theme_is_another_and_the_margin_lies_between(assigned):
    assert (assigned["second"] != assigned["theme"]).all()
    difference = assigned["probability"] - assigned["second_probability"]
    np.testing.assert_allclose(assigned["margin"].to_numpy(), difference.to_numpy())


@pytest.fixture(scope="module")
def few(large):
    """Fit three of the themes; the others are the rest."""
    kept = {"culture", "party", "rural"}
    three = replace(large.themes, themes=tuple(theme for theme in large.themes.themes if theme.code in kept))
    file = recognise(three, fake_vectors(three.texts()), fake_vectors(known_texts(three)))
    assert len(file.rest) == 8
    return fit(large._replace(themes=file, theme_vectors=fake_vectors(file.texts())))


def test_what_is_about_a_theme_that_was_left_out_is_unassigned(large, assigned, few):
    found = assign(few, large.segments, large.vectors, large.headings)
    expected = [theme if theme in few.codes else UNASSIGNED for theme in assigned["theme"]]
    assert np.mean(np.array(expected) == found["theme"].to_numpy()) >= 0.99
    none = found.filter(pl.col("theme") == UNASSIGNED)
    np.testing.assert_allclose(none["probability"], none["rest"])
    assert np.mean(none["rest"].to_numpy() >= 0.5) >= 0.99
    assert np.mean(none["topic"].to_numpy() != NO_TOPIC) >= 0.9, "its topics are found all the same"
    assert set(found["second"]) <= {*few.codes, UNASSIGNED}


def test_a_rule_with_a_rest_written_and_read_again_is_the_same_rule(large, few):
    arrays, parameters = few.to_parts()
    again = Rule.from_parts(arrays, json.loads(json.dumps(parameters)))
    one = (large.segments["document"] == large.segments["document"][-1]).to_numpy()
    own = large.segments.filter(one), large.vectors[one], large.headings[one]
    everything = assign(few, large.segments, large.vectors, large.headings)
    assert assign(again, *own).equals(everything.filter(one))


def test_with_all_themes_nothing_is_said_of_a_rest(assigned):
    assert "rest" not in assigned.columns


def test_one_plan_has_themes_but_no_topics(small):
    rule = fit(small)
    found = assign(rule, small.segments, small.vectors, small.headings)
    assert len(rule.weights) == 0
    assert (found["topic"] == NO_TOPIC).all()
    assert np.mean((found["theme"] == pl.Series(small.truth)).to_numpy()) >= 0.95


def test_topics_are_numbered_by_size(assigned):
    sizes = assigned.filter(pl.col("topic") >= 0).group_by("topic").len().sort("topic")["len"].to_list()
    assert sizes == sorted(sizes, reverse=True)
