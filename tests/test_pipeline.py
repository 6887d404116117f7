"""From files to a model and back: the laws of the whole flow, on a small corpus of our own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import topics
from tests.conftest import FakeEncoder
from tests.small import write_corpus
from topics import pipeline, store
from topics.errors import CorpusError, ModelError, OptionError
from topics.fitted import FittedModel
from topics.model.themes import DEFAULT
from topics.refitting import read_inputs
from topics.settings import Settings, override


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "plans")


@pytest.fixture(scope="module")
def model(corpus: Path, fake_encoder: FakeEncoder, tmp_path_factory: pytest.TempPathFactory) -> FittedModel:
    return topics.fit(corpus, tmp_path_factory.mktemp("models") / "small", encoder=fake_encoder)


def test_every_plan_and_item_is_there(model: FittedModel) -> None:
    assert sorted(model.documents["document"]) == [
        "丙林县@2020", "丙林县@2021", "乙水区@2020", "乙水区@2021", "甲山区@2020", "甲山区@2021",
    ]  # fmt: skip
    assert model.documents["sha256"].is_sorted()
    items = model.items.filter(pl.col("text").str.starts_with("（"))
    assert items.group_by("half").len().sort("half").rows() == [("plan", 30), ("review", 30)]


def test_spans_lead_to_the_words_in_the_file(model: FittedModel, corpus: Path) -> None:
    for row in model.segments().to_dicts():
        source = (corpus / row["file"]).read_text(encoding="utf-8")
        assert source[row["start"] : row["end"]].strip() == row["text"]


def test_shares_are_fractions_of_all_characters(model: FittedModel) -> None:
    shares = model.shares()
    sums = shares.group_by("district", "year").agg(pl.col("share").sum())
    assert sums["share"].to_list() == pytest.approx([1.0] * 6)
    lengths = model.items.group_by("document").agg(pl.col("n_characters").sum())
    stated = shares.unique(["district", "year"]).with_columns(pl.format("{}@{}", "district", "year").alias("document"))
    assert stated.join(lengths, on="document").filter(pl.col("n_characters") != pl.col("n_characters_right")).is_empty()


def test_one_row_a_segment_always(model: FittedModel) -> None:
    assert model.assignments["segment"].to_list() == model.items["segment"].to_list()
    assert model.vectors.shape == (model.items.height, FakeEncoder.dimension)


def test_the_manifest_says_what_made_the_model(model: FittedModel, corpus: Path) -> None:
    manifest = model.manifest
    assert manifest["settings"] == Settings().as_dict()
    assert manifest["encoder"] == {"name": "fake", "fingerprint": "fake-1", "dimension": 64}
    assert manifest["corpus"] == str(corpus)
    assert set(pipeline.RECORDED) == set(manifest["versions"])
    assert not list(model.folder.glob("*.pkl"))


def test_apply_gives_what_was_fitted(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    store.save(tmp_path / "again", pipeline.apply(corpus, model.folder, encoder=fake_encoder))
    again = topics.load(tmp_path / "again")
    assert again.assignments.equals(model.assignments)
    assert again.themes.equals(model.themes)
    assert again.topics.equals(model.topics)
    assert again.manifest["applied_from"]["model"] == str(model.folder)


def test_names_and_order_of_files_change_nothing(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    turned = tmp_path / "turned"
    turned.mkdir()
    for path in sorted(corpus.glob("*.txt"), reverse=True):
        district, year = path.stem.split("_")
        (turned / year).mkdir(exist_ok=True)
        shutil.copy(path, turned / year / f"{year}年{district}工作报告.txt")
    other = topics.fit(turned, tmp_path / "model", encoder=fake_encoder)
    assert other.assignments.equals(model.assignments)
    assert other.topics.equals(model.topics)


def test_a_new_plan_leaves_the_others_as_they_are_under_apply(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    grown = tmp_path / "grown"
    shutil.copytree(corpus, grown)
    write_corpus(grown, ("丁港区",), (2021,))
    store.save(tmp_path / "m", pipeline.apply(grown, model.folder, encoder=fake_encoder))
    grown_model = topics.load(tmp_path / "m")
    old = grown_model.assignments.filter(~pl.col("segment").str.starts_with("丁港区")).sort("segment")
    assert old.equals(model.assignments.sort("segment"))
    assert grown_model.documents.height == model.documents.height + 1


def test_another_encoder_is_refused(model: FittedModel, corpus: Path) -> None:
    other = FakeEncoder()
    other.fingerprint = "fake-2"
    with pytest.raises(ModelError, match="fitted with encoder 'fake'"):
        pipeline.apply(corpus, model.folder, encoder=other)


def test_unknown_places_are_refused_unless_allowed(fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "plans", ("甲山区",), (2020,))
    (corpus / "甲山区_2020.txt").rename(corpus / "附件.txt")
    text = (corpus / "附件.txt").read_text(encoding="utf-8").replace("甲山区2020年工作报告\n", "")
    (corpus / "附件.txt").write_text(text.replace("2019年", "").replace("2020年", "下一步"), encoding="utf-8")
    with pytest.raises(CorpusError, match=r"not known for 1 of 1 plans, the first '附件\.txt'.*--write-metadata"):
        topics.fit(corpus, tmp_path / "m", encoder=fake_encoder)
    assert (
        topics.fit(corpus, tmp_path / "m", encoder=fake_encoder, allow_unknown=True).documents["document"][0] == "?@?"
    )


def test_an_empty_folder_is_explained(fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no"):
        topics.fit(tmp_path, tmp_path / "m", encoder=fake_encoder)


def test_a_damaged_file_does_not_stop_the_rest(fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "plans", ("甲山区", "乙水区"), (2020,))
    (corpus / "丙林县_2020.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "丁港区_2020.docx").write_bytes(b"PK\x03\x04 broken")
    model = topics.fit(corpus, tmp_path / "m", encoder=fake_encoder)
    assert model.documents.height == 2
    assert sorted(model.problems.filter("left_out")["file"]) == ["丁港区_2020.docx", "丙林县_2020.txt"]


def test_one_short_document_is_fitted(fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    path = tmp_path / "甲山区_2020.txt"
    path.write_text("今年要改造老旧小区十八个。\n新建小学两所。\n完成河道清淤七公里。\n", encoding="utf-8")
    model = topics.fit(path, tmp_path / "m", encoder=fake_encoder)
    assert model.documents["document"].to_list() == ["甲山区@2020"]
    assert model.shares()["share"].sum() == pytest.approx(1)


def test_the_seed_is_recorded(corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    settings = override(Settings(), model={"seed": 11})
    model = topics.fit(corpus, tmp_path / "m", settings=settings, encoder=fake_encoder)
    assert json.loads((model.folder / "manifest.json").read_text(encoding="utf-8"))["seed"] == 11


def test_vectors_made_elsewhere_are_taken_as_they_are(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    np.save(tmp_path / "v.npy", model.vectors[::-1] * 3)
    (tmp_path / "ids.txt").write_text("\n".join(model.items["segment"][::-1]), encoding="utf-8")
    brought = {"vectors": str(tmp_path / "v.npy"), "ids": str(tmp_path / "ids.txt")}
    other = topics.fit(corpus, tmp_path / "m", settings=override(Settings(), embed=brought), encoder=fake_encoder)
    np.testing.assert_allclose(other.vectors, model.vectors, atol=1e-6)
    assert other.assignments["theme"].equals(model.assignments["theme"])


def test_vectors_of_another_length_or_without_names_are_refused(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    np.save(tmp_path / "v.npy", np.ones((model.items.height, 3)))
    (tmp_path / "ids.txt").write_text("\n".join(model.items["segment"]), encoding="utf-8")
    brought = {"vectors": str(tmp_path / "v.npy"), "ids": str(tmp_path / "ids.txt")}
    with pytest.raises(OptionError, match=r"vectors of 3 components; allowed: 64, as fake gives"):
        topics.fit(corpus, tmp_path / "m", settings=override(Settings(), embed=brought), encoder=fake_encoder)
    with pytest.raises(OptionError, match="only one of them is given"):
        topics.fit(
            corpus, tmp_path / "m", settings=override(Settings(), embed={"ids": brought["ids"]}), encoder=fake_encoder
        )


def test_words_of_the_users_own_stay_whole_or_name_nothing(
    model: FittedModel, corpus: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    def words(fitted: FittedModel) -> set[str]:
        return {word for row in fitted.themes["words"].to_list() for word in row}

    file = tmp_path / "themes.toml"
    file.write_text(
        DEFAULT.read_text(encoding="utf-8") + '[lexicon]\nterms = ["推進垃圾分類"]\nformulas = ["停车位"]\n',
        encoding="utf-8",
    )
    settings = override(Settings(), model={"themes": str(file)})
    own = topics.fit(corpus, tmp_path / "own", settings=settings, encoder=fake_encoder)
    assert "推进垃圾分类" in words(own) - words(model)
    assert "停车位" in words(model) - words(own)
    again = topics.apply(corpus, tmp_path / "own", tmp_path / "applied", encoder=fake_encoder)
    assert again.assignments.equals(own.assignments)
    kept = read_inputs(tmp_path / "own").themes
    assert (kept.terms, kept.formulas) == (("推進垃圾分類",), ("停车位",))
