"""What coded plans have taught: which themes take it over, and that it ships as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from topics.embed.encoders import open_encoder
from topics.errors import OptionError
from topics.model.experience import (
    FOLDER,
    HEADING,
    LEAST,
    Experience,
    Sight,
    likenesses,
    load_experience,
    log_experience,
    save_experience,
)
from topics.model.learning import Vocabulary
from topics.model.themes import load_themes, parse_themes
from topics.model.tokens import Tokens
from topics.model.words import cut, terms
from topics.settings import EmbedSettings


def themes_of(*likes: list[str] | None):
    rows = []
    for i, like in enumerate(likes):
        row = {"code": f"t{i}", "name_en": f"T {i}", "description_en": "T."}
        rows.append(row if like is None else {**row, "like": like})
    return parse_themes({"theme": rows})


def test_a_theme_is_like_the_one_of_its_code_unless_said_otherwise():
    table = likenesses(themes_of(None, ["a", "b"], [], ["t0"]), ("t0", "a", "b"))
    np.testing.assert_array_equal(table, [[1, 0, 0], [0, 1, 1], [0, 0, 0], [1, 0, 0]])


def test_likeness_to_an_unknown_theme_is_an_error():
    with pytest.raises(OptionError, match=r"theme 't0' is like 'sea'; allowed: a, b"):
        likenesses(themes_of(["sea"], None), ("a", "b"))


def test_merged_themes_add_up_new_ones_get_the_average_and_nothing_is_impossible():
    known = np.log(np.array([[0.7, 0.3 - 1e-6, 1e-6]]))
    like = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    np.testing.assert_allclose(np.exp(log_experience(known, like)), [[1.0 - 1e-6, 1 / 3, LEAST]])


def test_what_is_written_is_read_again(tmp_path):
    words = Vocabulary(("江河", "湖泊"), np.array([1.5, 2.0]))
    sight = Sight(np.array([0.5, 0.0]), np.array([0.0, 0.5]), np.arange(8.0).reshape(4, 2), np.array([1.0, 0.0]))
    headings = Vocabulary(("水",), np.array([1.0]))
    made = Experience(("a", "b"), words, headings, np.eye(3)[:, :2], np.array([0.5, -0.5]), sight)
    save_experience(made, "one encoder", tmp_path)
    again = load_experience("one encoder", tmp_path)
    assert (again.codes, again.words.words, again.heading_words.words) == (("a", "b"), ("江河", "湖泊"), ("水",))
    np.testing.assert_array_equal(again.weights, made.weights)
    scores = made.heading_scores(Tokens.of([["水"]]))
    np.testing.assert_allclose(scores, [[0.0, 0.0]])
    rivers = Tokens.of([["江河"]])
    np.testing.assert_array_equal(again.logs(rivers, scores), made.logs(rivers, scores))
    assert again.sight is not None
    seen = again.sight.logs(np.array([[1.5, 0.0]]), np.array([[0.0, 1.5]]))
    of_text, of_heading = np.array([0.0, 1.0]), HEADING * np.array([6.0, 7.0])
    expected = np.exp(of_text + of_heading + [1.0, 0.0])
    np.testing.assert_allclose(np.exp(seen), [expected / expected.sum()])
    assert load_experience("another", tmp_path).sight is None
    assert load_experience(folder=tmp_path).sight is None


def test_what_ships_knows_the_vectors_of_the_encoder_that_ships():
    encoder = open_encoder(EmbedSettings())
    sight = load_experience(encoder.fingerprint).sight
    assert sight is not None
    assert sight.weights.shape == (2 * encoder.dimension, len(load_themes().codes))


def test_what_ships_knows_the_themes_that_ship_and_holds_words_only():
    shipped = load_experience()
    assert list(shipped.codes) == load_themes().codes
    assert all(len(word) <= 14 for word in shipped.words.words), "words, not sentences"
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 400_000


def test_what_ships_knows_the_themes_own_seed_words():
    themes, shipped = load_themes(), load_experience()
    texts = Tokens.of(cut(["、".join(theme.words) for theme in themes.themes], terms()))
    logs = shipped.logs(texts, shipped.heading_scores(Tokens.of([[]] * len(texts))))
    assert (logs.argmax(axis=1) == np.arange(len(themes.themes))).all()
