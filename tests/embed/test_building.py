"""The build: once, whole or not at all, by one program or by two."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from topics.embed import building, datafile, folders
from topics.embed.bundled import open_bundled
from topics.errors import EncoderError

pytestmark = pytest.mark.real


@pytest.fixture
def place(built_folder, monkeypatch):
    """The folder of the built encoder."""
    monkeypatch.setenv(folders.VARIABLE, str(built_folder))
    return building.built()


def _never(*_: object) -> bytes:
    raise AssertionError("built again")


def test_it_is_built_once(place, monkeypatch):
    monkeypatch.setattr(datafile, "read_data_file", _never)
    assert building.built() == place


@pytest.mark.parametrize("name", [building.WORDS, building.CONTENTS])
def test_a_damaged_file_is_found_and_built_again(place, name, monkeypatch):
    path = place / name
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    built_again = []
    original = building._build

    def watched(where):
        built_again.append(where)
        original(where)

    monkeypatch.setattr(building, "_build", watched)
    building.built()
    assert built_again == [place]
    assert path.read_bytes() == sound


def test_what_a_killed_build_left_is_not_used(cache_folder, place, monkeypatch):
    monkeypatch.setenv(folders.VARIABLE, str(cache_folder))
    half = cache_folder / "encoders" / f"{place.name}.building"
    half.mkdir(parents=True)
    (half / building.WORDS).write_bytes(b"half")
    built = building.built()
    assert (built / building.WORDS).read_bytes() == (place / building.WORDS).read_bytes()
    assert not half.exists()


def test_two_programs_that_start_at_once_do_not_collide(cache_folder, bundled):
    code = (
        "from topics.embed.bundled import open_bundled; import sys;"
        "sys.stdout.buffer.write(open_bundled(1).encode(['改善民生']).tobytes())"
    )
    environment = {**os.environ, folders.VARIABLE: str(cache_folder)}
    started = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) for _ in range(2)
    ]
    expected = bundled.encode(["改善民生"]).tobytes()
    assert [program.communicate()[0] for program in started] == [expected, expected]
    assert [path.name for path in (cache_folder / "encoders").iterdir() if path.is_dir()] == [building.fingerprint()]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "file"))
    with pytest.raises(EncoderError, match=f"set {folders.VARIABLE}"):
        open_bundled()


def test_the_factors_are_one_for_each_channel(place):
    model = datafile.parse(datafile.read_data_file())
    factors = building.factors(model)
    assert len(factors) == 48
    assert {factor.shape for name, factor in factors.items() if name.endswith("fo")} == {(1536,)}
    assert all(np.isfinite(factor).all() and (factor > 0).all() for factor in factors.values())


def test_the_channels_set_apart_are_some_of_each_layer():
    apart = building.apart()
    assert apart.shape == (12, 4)
    assert all(len(set(row)) == 4 and set(row) <= set(range(1536)) for row in apart.tolist())
