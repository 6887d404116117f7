"""shares, compare, rank as a user types them on the sample plans: tables, JSON that leads to segments, workbooks."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path
from typing import Any

import fastexcel
import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from topics.errors import OptionError
from topics.fitted import FittedModel

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> FittedModel:
    """The sample plans: their words are real, their vectors not."""
    return topics.fit(SEEDS / "plans", tmp_path_factory.mktemp("comparing") / "seeds", encoder=fake_encoder)


class Run:
    """Asks one model, and expects an answer."""

    def __init__(self, terminal: Terminal, folder: Path) -> None:
        self._terminal, self._folder = terminal, folder

    def __call__(self, *arguments: str) -> str:
        code, out, err = self._terminal(*arguments, "-m", str(self._folder))
        assert code == 0, err
        return out

    def json(self, *arguments: str) -> dict[str, Any]:
        whole: dict[str, Any] = json.loads(self(*arguments, "--format", "json"))
        return whole


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], model: FittedModel) -> Run:
    return Run(Terminal(monkeypatch, capfdbinary), model.folder)


def evidence(run: Run, template: str, row: dict[str, Any]) -> list[dict[str, str]]:
    """Run the command that a query names for a row."""
    shown = {name: "?" if value is None else value for name, value in row.items()}
    program, *arguments = shlex.split(template.format(**shown))
    assert program == "topics"
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))


@pytest.mark.parametrize(
    "asked",
    [
        ["--by", "level,year", "--half", "plan"],
        ["--by", "district", "--year-of", "content", "--year", "2020"],
        ["--by", "year", "--level", "topics", "--district", "栖云县"],
        ["--by", "", "--weights", "segments"],
    ],
)
def test_every_share_leads_to_its_text(run: Run, asked: list[str]) -> None:
    whole = run.json("shares", *asked)
    chosen = [row for row in whole["rows"] if row["share"]][:: max(1, len(whole["rows"]) // 6)]
    assert chosen
    for row in chosen:
        found = evidence(run, whole["query"]["segments"], row)
        if "--weights" in asked:
            assert len(found) == round(row["share"] * row["n_segments"])
        else:
            characters = sum(len("".join(one["text"].split())) for one in found)
            assert characters == round(row["share"] * row["n_characters"])


def test_decompose_names_each_source_and_what_it_rests_on(run: Run) -> None:
    out = run("shares", "--by", "district", "--decompose", "--district", "栖云县", "--lang", "en")
    assert out.splitlines()[2].split()[:5] == ["District", "Theme", "Name", "Share", "Source"]
    rows = run.json("shares", "--by", "district,year", "--decompose")["rows"]
    sources = {row["source"]: row for row in rows if row["theme"] == "industry"}
    assert list(sources) == ["plans", "assignment", "seed", "granularity"]
    assert sources["plans"]["error"] is None
    assert sources["plans"]["basis"].startswith("fewer than three plans")
    assert sources["seed"]["error"] == 0
    assert sources["assignment"]["error"] > 0
    zh = run("shares", "--by", "district", "--decompose")
    assert "归类" in zh
    assert "粒度" in zh


def test_soft_shares_are_others_but_add_up_too(run: Run) -> None:
    hard, soft = (run.json("shares", "--by", "district", *more)["rows"] for more in ([], ["--soft"]))
    assert [row["share"] for row in hard] != [row["share"] for row in soft]
    assert sum(row["share"] for row in soft) == pytest.approx(4)


def test_rank_says_tiers_rule_and_smallest_difference(run: Run) -> None:
    out = run("rank", "industry", "--lang", "en")
    assert "Theme industry · Industry and innovation" in out
    assert out.splitlines()[4].split()[:2] == ["District", "Tier"]
    assert "points would probably be missed" in out
    whole = run.json("rank", "产业升级与科技创新", "--by", "district", "--half", "plan")
    query = whole["query"]
    assert (query["theme"], query["n_pairs"]) == ("industry", 6)
    assert query["smallest_difference"] > 0
    assert whole["rows"][0]["tier"] == 1
    for row in whole["rows"][:2]:
        found = evidence(run, query["segments"], row)
        assert {one["theme"] for one in found} == {"industry"}
        assert {one["half"] for one in found} == {"plan"}
        characters = sum(len("".join(one["text"].split())) for one in found)
        assert characters == round(row["share"] * row["n_characters"])


def test_rank_of_a_topic_and_of_one_year(run: Run) -> None:
    topic = run.json("rank", "0")
    assert topic["query"]["topic"] == 0
    year = run.json("rank", "environment", "--year", "2020")
    assert "one plan a group" in year["query"]["note"]
    assert {row["n_documents"] for row in year["rows"]} == {1}


def test_compare_gives_words_and_passages(run: Run, tmp_path: Path) -> None:
    out = run("compare", "level=county", "level=zone", "--lang", "en")
    assert "A says more" in out
    assert "Passages that make the difference" in out
    whole = run.json("compare", "level=county", "level=zone")
    assert {row["side"] for row in whole["words"]} == {"a", "b"}
    assert {"effect_h", "effect_g"} <= set(whole["rows"][0])
    places = {row["segment"] for row in whole["evidence"]}
    for side in ("a", "b"):
        theme = next(row["theme"] for row in whole["evidence"] if row["side"] == side)
        found = evidence(run, whole["query"][f"segments_{side}"], {"theme": theme})
        own = {row["segment"] for row in whole["evidence"] if row["side"] == side and row["theme"] == theme}
        assert own <= {row["segment"] for row in found}
        assert own <= places
    book = tmp_path / "difference.xlsx"
    run("compare", "level=county", "level=zone", "-o", str(book))
    assert fastexcel.read_excel(book).sheet_names[1:] == ["用词", "段落", "说明"]


def test_words_of_a_comparison_are_no_pieces_and_no_names(run: Run) -> None:
    """Of 由区(政府), 铸北智造园, 启源(产业园) and 苇塘(镇) nothing is left; what says something is."""
    words = {row["word"] for row in run.json("compare", "砺江区", "启衡新区")["words"]}
    assert not words & {"由区", "铸北智", "造园", "江炉", "启源", "启明", "苇塘"}
    assert {"职工", "工人", "研发", "光电"} <= words


def test_words_say_whether_they_were_tested(run: Run) -> None:
    alone = "砺江区@2022", "启衡新区@2022"
    assert "甲多用（不能与偶然区分）：职工、" in run("compare", "砺江区", "启衡新区")
    assert "甲多用（未作检验）：" in run("compare", *alone)
    assert "A says more (not tested): " in run("compare", *alone, "--lang", "en")


@pytest.mark.parametrize(
    ("lang", "title", "names"),
    [("zh", "最能说明差异的段落", "甲乙"), ("en", "Passages that make the difference", "AB")],
)
def test_sides_are_called_alike_in_words_and_tables(run: Run, lang: str, title: str, names: str) -> None:
    lines = run("compare", "砺江区", "启衡新区", "--lang", lang).splitlines()
    table = lines[lines.index(title) + 2 :]
    assert {line[0] for line in table[: table.index("")]} == set(names)
    assert all(lines[2 + n].startswith(name) for n, name in enumerate(names))


def test_passages_of_topics_are_of_the_topics_a_side_has_more_of(run: Run) -> None:
    whole = run.json("compare", "砺江区", "启衡新区", "--level", "topics")
    difference = {row["topic"]: row["difference"] for row in whole["rows"]}
    for side, sign in (("a", 1), ("b", -1)):
        largest = sorted((topic for topic in difference if topic >= 0), key=lambda topic: -sign * difference[topic])[:3]
        assert {row["topic"] for row in whole["evidence"] if row["side"] == side} == set(largest)


def test_compare_takes_several_columns(run: Run) -> None:
    whole = run.json("compare", "region=沿海,year=2020", "region=内陆,year=2020")
    assert {row["n_documents_a"] for row in whole["rows"]} == {2}
    assert "fewer than 4 plans a side (2 and 2)" in whole["query"]["basis"]
    assert whole["query"]["interval_basis"].startswith("95 % interval: error of assignment only")


def test_a_topic_may_be_named_or_numbered(run: Run, model: FittedModel) -> None:
    number, name = model.topics.filter(topic=0).select("topic", "name").row(0)
    by_number = run("segments", "--topic", str(number), "--format", "csv")
    assert by_number == run("segments", "--topic", name, "--format", "csv") != run("segments", "--format", "csv")


def test_what_is_typed_in_full_width_or_by_the_beginning_of_a_name_is_understood(run: Run, model: FittedModel) -> None:
    full, half = (
        run("compare", f"砺江区{at}", "启衡新区＠２０２１", "--format", "csv") for at in ("＠２０２０", "@2020")
    )
    assert full == half
    assert model.find("产业") == model.find("industry") == model.find("產業")
    for unclear in ("环境", "产"):  # in the name of two themes; a single character
        with pytest.raises(OptionError, match=f"no theme or topic is called '{unclear}'"):
            model.find(unclear)
    with pytest.raises(OptionError, match="did you mean 生态环境 or 改革开放与营商环境"):
        model.find("环境")
