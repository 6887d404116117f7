"""Tables keep their promises, settings their names, errors their one line."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from topics.errors import OptionError, TopicsError
from topics.settings import Settings, from_dict, load_settings, override
from topics.tables import ASSIGNMENTS, SEGMENTS, SHARES

GOOD = pl.DataFrame(
    {
        "segment": ["a#0", "a#1"],
        "theme": ["urban", "party"],
        "probability": [0.5, 1.0],
        "margin": [0.1, 1.0],
        "topic": [-1, 3],
    }
)


def test_a_good_table_passes_in_the_stated_order() -> None:
    checked = ASSIGNMENTS.check(GOOD.select(reversed(GOOD.columns)))
    assert checked.columns == list(ASSIGNMENTS.schema)
    assert checked.equals(GOOD)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (pl.lit("a#0").alias("segment"), "not unique"),
        (pl.lit(1.5).alias("probability"), r"1\.5 above 1"),
        (pl.lit(-2, pl.Int64).alias("topic"), "-2 below -1"),
        (pl.lit(None, pl.String).alias("theme"), "2 nulls"),
        (pl.lit(1, pl.Int32).alias("topic"), "type Int32, not Int64"),
    ],
)
def test_a_broken_promise_is_named(change: pl.Expr, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ASSIGNMENTS.check(GOOD.with_columns(change))


def test_columns_must_be_there_and_known() -> None:
    with pytest.raises(ValueError, match=r"missing columns \['topic'\]"):
        ASSIGNMENTS.check(GOOD.drop("topic"))
    with pytest.raises(ValueError, match=r"unknown columns \['more'\]"):
        SEGMENTS.check(SEGMENTS.empty().with_columns(pl.lit("x").alias("more")))
    assert SHARES.check(SHARES.empty().with_columns(pl.lit("x").alias("district"))).columns[-1] == "district"


def test_settings_survive_the_round_trip() -> None:
    settings = override(Settings(), model={"seed": 7, "themes": "seeds/themes.toml"}, read={"pattern": None})
    assert settings.model.seed == 7
    assert from_dict(settings.as_dict()) == settings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[modle]\nseed = 1", "unknown setting 'modle'.*did you mean 'model'"),
        ("[model]\nsead = 1", "unknown setting 'sead'.*did you mean 'seed'"),
        ("[model]\nseed = '1'", "seed = '1'; allowed: a whole number"),
        ("[model]\nseed = true", "seed = True; allowed: a whole number"),
        ("[model]\nseed = -1", r"run.toml: \[model\]: seed = -1; allowed: 0 to 4294967295$"),
        ("[model]\nmin_topic_size = -5", "min_topic_size = -5; allowed: 0 to "),
        ("[read]\nmax_tokens = 0", "max_tokens = 0; allowed: 16 to "),
        ("[embed]\nthreads = -2", "threads = -2; allowed: 0 to "),
        ("[embed]\nembedder = ' '", "embedder = ' '; allowed: bundled, or a model"),
        ("[embed]\ndevice = 0", "device = 0; allowed: a text in quotation marks"),
        ("model = 3", "not a table"),
        ("[model", "not a TOML file"),
    ],
)
def test_a_wrong_settings_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "run.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        load_settings(path)


def test_settings_of_any_editor_are_read_and_those_in_gbk_are_told(tmp_path: Path) -> None:
    path = tmp_path / "run.toml"
    for content in (b"\xef\xbb\xbf[model]\nseed = 7\n", b"[model]\r\nseed = 7\r\n", b"[model]\rseed = 7\r"):
        path.write_bytes(content)
        assert load_settings(path).model.seed == 7
    path.write_bytes("# 设置\n[model]\nseed = 7\n".encode("gb18030"))
    with pytest.raises(OptionError, match=r"run\.toml: not in UTF-8; save it as UTF-8"):
        load_settings(path)


def test_options_out_of_range_are_refused_as_in_a_file() -> None:
    with pytest.raises(OptionError, match=r"^seed = -1; allowed: 0 to 4294967295$"):
        override(Settings(), model={"seed": -1})


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"nowhere\.toml: No such file"):
        load_settings(tmp_path / "nowhere.toml")


def test_an_error_is_one_line() -> None:
    assert str(TopicsError("a\nb", allowed="c", remedy="d")) == "a b; allowed: c; d"
    assert str(TopicsError("found only")) == "found only"
    assert str(TopicsError("\x1b[31m甲区\u202e\udcff　a")) == r"\x1b[31m甲区\u202e\udcff a"
