"""What lies in the cache folder, and how it is emptied."""

from __future__ import annotations

import numpy as np
from typer.testing import CliRunner

from tests.embed.fakes import HashEncoder
from topics.cli.cache import app
from topics.embed.arrays import kept
from topics.embed.keeping import cache_info, clear_cache, encoders_folder
from topics.embed.vectors import embed, vectors_folder


def _fill() -> None:
    embed([f"text {i}" for i in range(300)], HashEncoder())
    (encoders_folder() / "bundled-0").mkdir(parents=True)
    (encoders_folder() / "bundled-0" / "words.npy").write_bytes(b"x" * 1000)
    (vectors_folder() / "vectors.sqlite.damaged").write_bytes(b"old")
    kept("0a", lambda: np.zeros((2, 2), np.float32))


def test_an_empty_cache_is_not_made_by_asking(cache_folder):
    found = cache_info()
    assert (found.folder, found.n_vectors, found.n_encoders, found.encoders_bytes) == (cache_folder, 0, 0, 0)
    assert not cache_folder.exists()


def test_it_counts_vectors_and_encoders(cache_folder):
    _fill()
    found = cache_info()
    assert (found.n_vectors, found.n_encoders, found.encoders_bytes) == (300, 1, 1000)
    assert (found.n_maps, found.maps_bytes) == (1, 128 + 2 * 2 * 4)  # the head of the file, and four numbers
    assert found.vectors_bytes > 300 * 16 * 4


def test_clear_leaves_nothing_and_says_what_there_was(cache_folder):
    _fill()
    assert clear_cache().n_vectors == 300
    found = cache_info()
    assert (found.n_vectors, found.n_encoders, found.n_maps) == (0, 0, 0)
    assert not list(vectors_folder().glob("*.damaged"))
    encoder = HashEncoder()
    embed(["text 1"], encoder)
    assert encoder.asked == ["text 1"]


def test_the_commands_show_and_empty_it(cache_folder):
    _fill()
    shown = CliRunner().invoke(app, ["info"])
    assert shown.exit_code == 0
    assert str(cache_folder) in shown.output
    assert "vectors:  300" in shown.output
    assert "maps:     1" in shown.output
    cleared = CliRunner().invoke(app, ["clear"])
    assert "300 vectors, 1 encoders, 1 maps" in cleared.output
    assert "vectors:  0" in CliRunner().invoke(app, ["info"]).output
