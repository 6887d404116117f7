"""The themes file: what it may hold, and what is said of what it may not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from topics.errors import OptionError
from topics.model.themes import DEFAULT, Themes, load_themes, parse_themes

CODES = ["industry", "demand", "urban", "rural", "environment", "livelihood", "culture", "governance"]
CODES += ["reform", "party", "overview"]


def theme(**given: object) -> dict[str, object]:
    code = str(given.get("code", "water"))
    return {"code": code, "name_en": code.title(), "description_en": "Rivers and lakes.", **given}


def test_the_file_in_seeds_is_the_one_that_ships():
    assert (ROOT / "seeds" / "themes.toml").read_bytes() == DEFAULT.read_bytes()


def test_the_default_has_the_eleven_themes_with_names_and_words_in_their_places():
    themes = load_themes()
    assert themes.codes == CODES
    for one in themes.themes:
        assert all((one.name_zh, one.name_en, one.description_zh, one.description_en))
        assert 10 <= len(one.phrases) <= 30
        assert 20 <= len(one.words) <= 450
    words = [word for one in themes.themes for word in one.words]
    assert len(words) == len(set(words)), "a seed word speaks for one theme"


def test_texts_and_owners_go_together():
    themes = parse_themes({"theme": [theme(phrases=["a", "b"]), theme(code="air", phrases=["c"])]})
    assert themes.texts() == ["Water: Rivers and lakes.", "a", "b", "Air: Rivers and lakes.", "c"]
    assert themes.owners() == [0, 0, 0, 1, 1]


def test_the_rest_comes_after_the_themes_and_is_kept_with_them():
    two = parse_themes({"theme": [theme(phrases=["a"]), theme(code="air", name_en="Air")]})
    assert "rest" not in two.to_plain()
    more = replace(two, rest=load_themes().themes[:1])
    assert more.codes == two.codes
    assert more.texts()[:3] == two.texts()
    assert more.owners() == [0, 0, 1, *[2] * (len(more.texts()) - 3)]
    assert Themes.from_plain(more.to_plain()) == more


def test_one_language_is_enough_and_the_chinese_description_goes_first():
    chinese = parse_themes({"theme": [theme(name_zh="水", description_zh="江河湖海。"), theme(code="air")]}).themes
    assert chinese[0].description == "水：江河湖海。"
    assert chinese[1].name_zh == "Air"


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "themes.toml"
    path.write_bytes(b"\xef\xbb\xbf" + DEFAULT.read_bytes())
    assert load_themes(path).codes == CODES


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "themes: no theme in it; allowed: one [[theme]] table a theme"),
        ([theme()], "themes: one theme only; allowed: two or more; add another theme"),
        (
            [theme(), theme()],
            "themes: theme 2: code 'water' stands twice; give every theme a code and names of its own",
        ),
        ([theme(), theme(code="WATER")], "themes: theme 2: code 'WATER' stands twice"),
        ([theme(name_zh="環境"), theme(code="air", name_zh="环境")], "themes: theme 2: name '环境' stands twice"),
        ([theme(), theme(code="air", name_en="water")], "themes: theme 2: name 'water' stands twice"),
        ([theme(), theme(code="air", name_en="None")], "themes: theme 2: name 'None' is reserved"),
        ([theme(code="=cmd()")], "code '=cmd()'; allowed: one word without punctuation"),
        ([theme(code="-x")], "code '-x'"),
        ([theme(code="unassigned")], "themes: theme 1 (unassigned): code 'unassigned'; allowed: one word"),
        ([theme(code="None")], "code 'None'"),
        ([theme(code="two words")], "code 'two words'"),
        ([theme(code="")], "themes: theme 1: code ''"),
        ([theme(name_en="")], "themes: theme 1 (water): no name; allowed: name_zh or name_en"),
        ([theme(description_en=" ")], "(water): no description; allowed: description_zh or description_en"),
        ([theme(phrase=["x"])], "unknown key 'phrase'; allowed: code, name_zh"),
        ([theme(phrase=["x"])], "did you mean 'phrases'?"),
        ([theme(words="x")], "(water): words = 'x'; allowed: a list of texts"),
        ([theme(name_en=3)], "name_en = 3; allowed: a text in quotation marks"),
        (["water"], "themes: theme 1: not a table"),
    ],
)
def test_a_fault_is_said_with_its_place_and_the_remedy(rows, said):
    with pytest.raises(OptionError) as error:
        parse_themes({"theme": rows})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_table_is_named():
    with pytest.raises(OptionError, match=r"unknown key 'themes'.*did you mean 'theme'"):
        parse_themes({"themes": []})


def test_a_file_that_is_missing_or_no_toml_is_named(tmp_path):
    with pytest.raises(OptionError, match=r"nowhere.toml: No such file"):
        load_themes(tmp_path / "nowhere.toml")
    bad = tmp_path / "bad.toml"
    bad.write_text("[[theme]\n", encoding="utf-8")
    with pytest.raises(OptionError, match=r"bad.toml: not a TOML file \(Expected"):
        load_themes(bad)
    bad.write_bytes("[[theme]]\ncode = '城市更新'".encode("gb18030"))
    with pytest.raises(OptionError, match=r"bad.toml: not in UTF-8; save it as UTF-8"):
        load_themes(bad)


def test_a_theme_is_like_none_but_those_of_the_package(tmp_path):
    path = tmp_path / "themes.toml"
    rows = '[[theme]]\ncode = "a"\nname_zh = "甲"\ndescription_zh = "江"\n[[theme]]\ncode = "b"\nname_zh = "乙"\n'
    path.write_text(rows + 'description_zh = "河"\nlike = ["wind"]\n', encoding="utf-8")
    with pytest.raises(OptionError, match=r"themes.toml: theme 'b' is like 'wind'; allowed: industry, demand"):
        load_themes(path)


def test_lines_of_an_old_mac_and_names_that_steer_a_terminal(tmp_path):
    path = tmp_path / "themes.toml"
    rows = [f'[[theme]]\rcode = "{c}"\rname_zh = "{c}\\u001b[31m水"\rdescription_zh = "江河"\r' for c in ("甲", "乙")]
    path.write_bytes("".join(rows).encode())
    assert [theme.name_zh for theme in load_themes(path).themes] == ["甲 [31m水", "乙 [31m水"]


def test_words_of_the_users_own_are_read_beside_the_themes():
    file = {"theme": [theme(), theme(code="air")], "lexicon": {"terms": ["链长制", "链长制"], "formulas": ["抓手"]}}
    themes = parse_themes(file)
    assert (themes.terms, themes.formulas) == (("链长制",), ("抓手",))
    assert Themes.from_plain(themes.to_plain()) == themes


@pytest.mark.parametrize(
    ("lexicon", "said"),
    [
        (["链长制"], "[lexicon]: not a table"),
        ({"term": ["链长制"]}, "[lexicon]: unknown key 'term'; allowed: terms, formulas; did you mean 'terms'?"),
        ({"formulas": "抓手"}, "[lexicon]: formulas = '抓手'; allowed: a list of texts"),
    ],
)
def test_a_fault_in_the_users_words_is_said_with_its_place(lexicon, said):
    with pytest.raises(OptionError, match=re.escape(said)):
        parse_themes({"theme": [theme(), theme(code="air")], "lexicon": lexicon})
