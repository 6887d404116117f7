"""Cutting into pieces: the small vocabulary gives what the whole one gives."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topics.embed import building
from topics.embed.pieces import Cutter, Vocabulary, build_tokenizer

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def words(built_folder) -> Vocabulary:
    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    return Vocabulary.load(folder / building.PIECES)


@pytest.fixture(scope="module")
def whole(words):
    return build_tokenizer(words)


@pytest.fixture(scope="module")
def cutter(words):
    return Cutter(words)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＡＢＣ１２３", "ABC123"),  # full width
        ("①②Ⅳ℃", "12IV°C"),  # compatibility forms
        ("中\u200b文\x07", "中 文"),  # nothing wide, and a control character
        ("a\u3000\t b", "a b"),  # blanks of all kinds
        ("一～二", "一～二"),  # kept, though the standard would replace it
    ],
)
def test_normalisation_by_hand(whole, text, plain):
    assert " ".join(whole.normalizer.normalize_str(text).split()) == plain


def test_known_pieces(whole, cutter):
    pieces = [whole.id_to_token(i) for i in cutter.ids("query: 改善民生").tolist()]
    assert "".join(pieces) == "▁query:▁改善民生"


def test_real_texts_are_cut_alike_by_the_small_and_the_whole_vocabulary(whole, cutter, texts):
    for text in texts:
        assert cutter.ids(text).tolist() == whole.encode(text, add_special_tokens=False).ids
    assert cutter._all is None, "Chinese plans need the small vocabulary only"


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("中国经济 abc，。“”<s>mask/１２%·", max_size=60))
def test_any_text_is_cut_alike(whole, cutter, text):
    assert cutter.ids(text).tolist() == whole.encode(text, add_special_tokens=False).ids


def test_it_reads_what_it_wrote(words, tmp_path):
    words.save(tmp_path / "pieces.npz")
    again = Vocabulary.load(tmp_path / "pieces.npz")
    assert again.pieces == words.pieces
    assert again.specials == words.specials
    assert (again.scores == words.scores).all()
    assert (again.blanks, again.dropped) == (words.blanks, words.dropped)
