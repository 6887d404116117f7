"""Evaluate, stability, sheets of intrusions and emerging matters, as a user types them; and corpora that are small."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import topics
from tests.cli.conftest import Terminal
from tests.conftest import FakeEncoder
from tests.serving import Answering, Misbehaving
from tests.small import write_corpus
from tests.test_naming import answer_with_the_first_word, said
from topics import pipeline, store
from topics.errors import ModelError

DISTRICTS = ("甲山区", "乙水区", "丙林县", "丁石县", "戊田区")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    """A folder with a model that has topics, and one that is too small for them."""
    folder = tmp_path_factory.mktemp("judging")
    write_corpus(folder / "plans", DISTRICTS, (2020, 2021, 2022))
    topics.fit(folder / "plans", folder / "models" / "large", encoder=fake_encoder)
    write_corpus(folder / "one", DISTRICTS[:1], (2020,))
    topics.fit(folder / "one", folder / "models" / "one", encoder=fake_encoder)
    return folder


def test_topics_are_measured_without_coded_passages(run: Terminal) -> None:
    code, out, err = run("evaluate", "models/large", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert err.startswith("模型：models/large")
    assert found["query"] == {"gold": None, "stability": False}
    measures = {row["measure"]: row["value"] for row in found["rows"]}
    assert list(measures) == ["npmi", "c_v", "silhouette", "diversity", "unassigned", "no_topic"]
    assert -1 <= measures["npmi"] <= 1
    assert {row["topic"] for row in found["topics"]} == set(range(len(found["topics"])))


def test_coded_passages_are_listed_with_what_was_found(run: Terminal, home: Path) -> None:
    rows = "甲山区_2020.txt,0,40,industry|urban,industry|urban,review\n乙水区_2021.txt,0,30,none,none,neither\n"
    (home / "gold.csv").write_text(f"file,start,end,theme,accept,half\n{rows}", encoding="utf-8")
    code, out, _ = run("evaluate", "models/large", "--gold", "gold.csv", "--passages", "--format", "csv")
    assert code == 0
    listed = pl.read_csv(out.encode(), infer_schema=False)
    assert listed["document"].to_list() == ["甲山区@2020", "乙水区@2021"]
    assert set(listed["strict"]) | set(listed["accept"]) <= {"true", "false"}
    assert set(listed["segments"][0].split("|")) <= set(topics.load(home / "models" / "large").items["segment"])
    _, out, _ = run("evaluate", "models/large", "--gold", "gold.csv", "--format", "json")
    assert [row["coded"] for row in json.loads(out)["passages"]] == ["industry|urban", "none"]
    _, out, _ = run("evaluate", "models/large", "--gold", "gold.csv")
    assert "industry|urban" not in out  # a table for reading has room for the figures only
    code, _, err = run("evaluate", "models/large", "--passages")
    assert (code, err) == (1, "topics: --passages: no coded passages to list; name some with --gold FILE\n")


def test_stability_shows_that_no_seed_matters_and_which_topics_come_back(run: Terminal, home: Path) -> None:
    code, out, err = run("stability", "models/large", "--seeds", "2", "--plans", "2", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert "换 2 个随机种子，每段的话题都不变" in err
    rows = {row["what"]: row for row in found["rows"]}
    assert (rows["seed"]["agreement"], rows["seed"]["n_same"], rows["seed"]["n_fits"]) == (1.0, 2, 2)
    assert rows["plan"]["n_fits"] == 2
    assert rows["plan"]["agreement"] > 0.5
    assert {row["which"] for row in found["fits"] if row["what"] == "plan"} < {
        f"{district}@{year}" for district in DISTRICTS for year in (2020, 2021, 2022)
    }
    assert all(0 <= row["came_back"] <= 1 for row in found["topics"])
    kept = topics.load(home / "models" / "large").kept_stability
    assert kept is not None
    assert kept.summary.to_dicts() == found["rows"]
    assert kept.topics["came_back"].to_list() == [row["came_back"] for row in found["topics"]]
    assert topics.load(home / "models" / "one").kept_stability is None


def test_evaluate_gives_stability_if_asked(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("topics.refitting.some_plans", lambda documents, n: documents[:1])
    code, out, _ = run("evaluate", "models/large", "--stability", "--format", "json")
    measures = {row["measure"]: row["value"] for row in json.loads(out)["rows"]}
    assert code == 0
    assert measures["agreement_of_seeds"] == 1.0
    assert measures["agreement_of_plans"] > 0.5


def test_a_sheet_goes_out_is_filled_in_by_two_and_comes_back(run: Terminal, home: Path) -> None:
    code, out, err = run("evaluate", "models/large", "--sheet", "sheet.csv")
    assert (code, out) == (0, "")
    assert "已写入：sheet.csv" in err
    asked = pl.read_csv(home / "sheet.csv", infer_schema=False)
    for reader, letters in (("a", "ABC"), ("b", "AB")):
        filled = asked.with_columns(answer=pl.Series([letters[i % len(letters)] for i in range(len(asked))]))
        filled.write_csv(home / f"{reader}.csv")
    code, out, _ = run("evaluate", "models/large", "--answers", "a.csv", "--answers", "b.csv", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert [(row["kind"], row["reader"]) for row in found["rows"]][:3] == [
        ("words", "a.csv"),
        ("words", "b.csv"),
        ("words", "agreement"),
    ]
    assert {row["topic"] for row in found["topics"]} >= {0, 1}


def test_a_sheet_of_another_ending_is_refused(run: Terminal) -> None:
    code, _, err = run("evaluate", "models/large", "--sheet", "sheet.pdf")
    assert code == 1
    assert "sheet.pdf: the ending names no format" in err


def test_where_all_fits_nothing_emerges(run: Terminal) -> None:
    code, out, _ = run("show", "--emerging", "-m", "models/large", "--lang", "en")
    assert code == 0
    assert "no matter without a theme" in out
    assert "没有未被主题覆盖的事项" in run("show", "--emerging", "-m", "models/large")[1]


def test_one_plan_of_ten_items_has_themes_only_and_says_so(
    run: Terminal, home: Path, fake_encoder: FakeEncoder
) -> None:
    from topics.cli.summary import summarise_fit
    from topics.settings import Settings

    parts = pipeline.fit(home / "one", Settings(), encoder=fake_encoder)
    assert len(parts.tables["segments"]) <= 13
    assert "too little text for topics of its own" in summarise_fit(home, parts)
    code, out, _ = run("show", "-m", "models/one", "--lang", "en")
    assert code == 0
    assert "too little text for topics of its own; themes only" in out
    assert "文本太少，找不出自己的话题" in run("show", "-m", "models/one")[1]
    code, out, _ = run("show", "-m", "models/large", "--lang", "en")
    assert "too little text" not in out
    assert topics.load(home / "models" / "one").emerging().is_empty()
    assert not topics.load(home / "models" / "one").has_topics
    code, out, _ = run("evaluate", "models/one", "--format", "json")
    assert {row["measure"]: row["value"] for row in json.loads(out)["rows"]}["npmi"] is None


def test_one_plan_cannot_be_left_out_and_an_applied_model_not_fitted_again(
    run: Terminal, home: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    code, _, err = run("stability", "models/one")
    assert code == 1
    assert "the corpus is one plan: none can be left out; ask with --plans 0" in err
    applied = pipeline.apply(home / "one", home / "models" / "large", encoder=fake_encoder)
    store.save(tmp_path / "applied", applied)
    with pytest.raises(ModelError, match="does not hold what it was fitted to"):
        topics.load(tmp_path / "applied").stability()


def test_fitting_again_to_the_same_plans_gives_the_same_topics(home: Path) -> None:
    from topics.refitting import other_seeds, read_inputs

    inputs = read_inputs(home / "models" / "large")
    (again,) = other_seeds(inputs, [inputs.settings.seed])
    fitted = topics.load(home / "models" / "large").assignments["topic"].to_numpy()
    np.testing.assert_array_equal(again, fitted)
    assert len(inputs.headings) == len(fitted)


def test_an_unknown_clusterer_and_namer_are_refused_before_anything_is_read(run: Terminal) -> None:
    code, _, err = run("fit", "nowhere", "--clusterer", "kmeans", "-m", "models/x")
    assert (code, "clusterer = 'kmeans'; allowed: anchored or hdbscan or evoc" in err) == (1, True)
    code, _, err = run("fit", "nowhere", "--namer", "gpt", "-m", "models/x")
    assert (code, "allowed: openai:MODEL@URL" in err) == (1, True)


def test_a_language_model_names_topics_and_what_it_was_asked_stays_with_the_model(
    home: Path, fake_encoder: FakeEncoder, tmp_path: Path, serve: Callable[[Answering], Misbehaving]
) -> None:
    from topics.settings import ModelSettings, Settings

    server = serve(answer_with_the_first_word)
    server.misdeeds = [said("街道里的事")]
    namer = f"openai:small@http://127.0.0.1:{server.server_port}/v1"
    parts = pipeline.fit(home / "plans", Settings(model=ModelSettings(namer=namer)), encoder=fake_encoder)
    store.save(tmp_path / "named", parts)
    record = json.loads((tmp_path / "named" / "naming.json").read_text(encoding="utf-8"))
    model = topics.load(tmp_path / "named")
    found = model.topics.filter(pl.col("topic") >= 0)
    assert record["namer"] == namer.removeprefix("openai:")
    assert [row["topic"] for row in record["questions"]] == found["topic"].to_list()
    assert found["name"].to_list()[0] == "街道里的事" == record["questions"][0]["answer"]
    assert all(word in record["questions"][0]["question"] for word in found["words"].to_list()[0])
    assert model.manifest["files"]["naming.json"]
    assert "naming.json" not in topics.load(home / "models" / "large").manifest["files"]
