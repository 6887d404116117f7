"""Which known themes a user's themes are like: clear cases, splits, merges, and what the file says itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.model.conftest import fake_vectors
from topics.model.kinship import known_texts, phrase_shares, recognise, speaks_of, takes
from topics.model.themes import Themes, load_themes, parse_themes


def renamed(**changes: Any) -> Themes:
    """Give the shipped themes under other codes."""
    known = load_themes()
    return replace(known, themes=tuple(replace(t, code=f"x{t.code}", **changes) for t in known.themes))


def recognised(themes: Themes) -> Themes:
    return recognise(themes, fake_vectors(themes.texts()), fake_vectors(known_texts(themes)))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1.0, 0.0], [True, False]),
        ([0.45, 0.2, 0.35], [True, False, True]),  # most, but not twice as many as the next
        ([0.5, 0.25, 0.25], [True, False, False]),
        ([1 / 3, 1 / 3, 1 / 3], [True, True, True]),
        ([0.32, 0.32, 0.2, 0.16], [False, False, False, False]),
    ],
)
def test_a_known_theme_goes_to_the_clear_winner_else_to_all_with_a_third(shares, expected):
    assert takes(np.array(shares)).tolist() == expected


def test_shares_of_phrases_sum_to_one_and_a_theme_has_its_own():
    known = load_themes()
    vectors = fake_vectors(known.texts())
    table = phrase_shares(known, vectors, known, vectors)
    np.testing.assert_allclose(table.sum(axis=0), 1.0)
    assert (table.argmax(axis=0) == np.arange(11)).all()
    assert np.diag(table).min() >= 0.8


def test_the_shipped_file_needs_no_recognition_and_stays_as_it_is():
    known = load_themes()
    assert known_texts(known) == []
    same = recognised(known)
    assert [theme.like for theme in same.themes] == [(code,) for code in known.codes]
    assert same.texts() == known.texts()


def test_renamed_themes_are_recognised():
    assert [theme.like for theme in recognised(renamed()).themes] == [(code,) for code in load_themes().codes]


def test_a_theme_without_phrases_and_words_has_those_of_what_it_alone_is_like():
    known = load_themes()
    bare = recognised(renamed(phrases=(), words=()))
    for theme, ours in zip(bare.themes, known.themes, strict=True):
        if theme.like == (ours.code,):
            assert (theme.phrases, theme.words) == (ours.phrases, ours.words)
    own = recognised(renamed(phrases=(), words=("自家的词",)))
    assert all(theme.phrases == () and theme.words == ("自家的词",) for theme in own.themes)


def kept(*codes: str, **changes: Any) -> Themes:
    """Give some of the shipped themes, changed."""
    known = load_themes()
    return replace(known, themes=tuple(replace(t, **changes) for t in known.themes if t.code in codes))


def left(themes: Themes) -> list[str]:
    return [theme.code for theme in recognised(themes).rest]


def test_the_known_themes_that_none_is_like_are_the_rest():
    few = recognised(kept("culture", "party"))
    assert [theme.code for theme in few.rest] == [c for c in load_themes().codes if c not in ("culture", "party")]
    assert few.codes == ["culture", "party"]
    assert [theme.like for theme in few.rest] == [(theme.code,) for theme in few.rest]
    assert few.origin()["missing"] == [theme.code for theme in few.rest]
    assert left(load_themes()) == left(renamed()) == []


def test_of_few_themes_none_takes_what_it_does_not_speak_of():
    few = renamed()
    few = recognised(replace(few, themes=tuple(t for t in few.themes if t.code in ("xculture", "xparty", "xrural"))))
    assert [theme.like for theme in few.themes] == [("rural",), ("culture",), ("party",)]
    assert len(few.rest) == 8


def test_what_a_merged_theme_is_made_of_is_not_among_the_rest():
    merged = kept("party", like=("party", "governance", "overview"))
    assert left(replace(merged, themes=(*merged.themes, *kept("rural").themes))) == [
        code for code in load_themes().codes if code not in ("party", "governance", "overview", "rural")
    ]


def test_what_a_new_matter_lies_near_is_not_among_the_rest():
    new = kept("culture", code="旅游", like=())
    both = recognised(replace(new, themes=(*new.themes, *kept("rural").themes)))
    assert [theme.like for theme in both.themes] == [(), ("rural",)]
    assert "culture" not in [theme.code for theme in both.rest]
    assert len(both.rest) >= 8


def test_every_theme_speaks_of_one_at_least_and_the_shipped_ones_of_themselves():
    known = load_themes()
    vectors = fake_vectors(known.texts())
    told = speaks_of(known, vectors, known, vectors)
    np.testing.assert_array_equal(told, np.eye(11, dtype=bool))
    other = parse_themes({"theme": [{"code": c, "name_en": c, "description_en": f"{c}{c}."} for c in ("qwx", "zvk")]})
    assert speaks_of(other, fake_vectors(other.texts()), known, vectors).any(axis=1).all()


def test_what_the_file_says_of_likeness_wins():
    new = recognised(renamed(like=()))
    assert all(theme.like == () for theme in new.themes)
    assert new.rest == (), "a new matter near a known theme leaves no place for that one"
    merged = parse_themes(
        {
            "theme": [
                {"code": "economy", "name_en": "E", "description_en": "E.", "like": ["industry", "demand"]},
                {"code": "party", "name_en": "P", "description_en": "P."},
            ]
        }
    )
    economy, party = recognised(merged).themes
    known = dict(zip(load_themes().codes, load_themes().themes, strict=True))
    assert economy.phrases == known["industry"].phrases + known["demand"].phrases
    assert party.words == known["party"].words
