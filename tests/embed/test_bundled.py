"""The bundled encoder: near to the plain network, and each vector from its text alone."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from topics.embed import building
from topics.embed import bundled as bundled_module
from topics.embed.bundled import Bundled, n_cores, open_bundled
from topics.embed.encoders import open_encoder
from topics.embed.exported import export_bundled
from topics.embed.transformer import open_transformer
from topics.errors import EncoderError
from topics.settings import EmbedSettings

pytestmark = pytest.mark.real

HOSTILE = [
    "",
    " ",
    "\u3000",
    "ﷺ" * 400,
    "a" * 5000,
    "😀" * 300,
    "\x00\x01",
    "<s></s><mask>",
    "é\u0301" * 50,
    "。" * 999,
]


def _overflowing(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Multiply as processors without 8-bit dot products do: sums of two products stop at the largest 16-bit number."""
    pairs = np.stack([x[:, i : i + 2] @ weights[i : i + 2] for i in range(0, x.shape[1], 2)])
    sums: np.ndarray = np.minimum(pairs, 2**15 - 1).sum(axis=0)
    return sums


MEMORY = """
import re, sys
from pathlib import Path
from topics.embed.bundled import open_bundled
encoder, peaks = open_bundled(2), []
for n in (30, 300):
    encoder.encode([f"新建第{i}所学校，改造老旧小区。" + "惠及居民。" * (i % 30 == 0) * 300 for i in range(n)])
    peaks += re.findall(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
sys.stdout.write(" ".join(peaks))
"""


@pytest.fixture(scope="module")
def one_thread(built_folder):
    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    return Bundled(folder, 1)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The same model as a folder of float32 weights."""
    folder = tmp_path_factory.mktemp("exported")
    export_bundled(folder)
    return folder


@pytest.fixture(scope="module")
def plain(exported):
    """The same model as a float32 network of sentence-transformers."""
    return open_transformer(str(exported), threads=1)


@pytest.fixture(scope="module")
def pairs(bundled, plain, texts):
    """The vectors of real texts by the bundled encoder and by the plain network."""
    return bundled.encode(texts), plain.encode(texts)


def test_vectors_have_length_one(bundled, texts):
    vectors = bundled.encode(texts)
    assert vectors.shape == (len(texts), 384)
    assert vectors.dtype == np.float32
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6


def test_no_bit_depends_on_company_order_or_threads(bundled, one_thread, texts):
    vectors = bundled.encode(texts)
    places = list(range(len(texts)))
    random.Random(1).shuffle(places)
    assert (one_thread.encode([texts[i] for i in places]) == vectors[places]).all()
    assert (bundled.encode(texts[:1])[0] == vectors[0]).all()


def test_weights_for_processors_without_dot_products_give_the_same_bits(bundled, one_thread, built_folder, texts):
    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    other = Bundled(folder, 2, signed=not one_thread.signed)
    if one_thread.signed:
        assert (other.encode(texts[:20]) == bundled.encode(texts[:20])).all()
    else:
        pytest.skip("this processor has no 8-bit dot products to compare with")


@pytest.mark.parametrize(("kernel", "route"), [(np.matmul, "(int8 weights)"), (_overflowing, "(uint8 weights)")])
def test_a_processor_whose_products_overflow_is_told_by_one_product(built_folder, monkeypatch, kernel, route):
    """The probe is answered by a processor that adds pairs of products in 16 bits, and by one that does not."""

    class Session:
        def run(self, _: list[str], values: dict[str, np.ndarray]) -> list[np.ndarray]:
            x = values["x"].astype(np.int32)
            return [kernel(x, np.full((x.shape[1], 16), 127, np.int32))]

    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    probe, plainly = (folder / building.PROBE).read_bytes(), bundled_module._session
    monkeypatch.setattr(bundled_module, "_session", lambda network: Session() if network == probe else plainly(network))
    assert route in Bundled(folder, 1).name


def test_only_operations_are_used_that_give_the_same_bits_on_other_processors(built_folder):
    """Those of which `python -m benchmarks.processors` has shown it: the library's own softmax and attention do not."""
    import onnx

    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    used = {node.op_type for name in building.NETWORKS.values() for node in onnx.load(folder / name).graph.node}
    assert used <= {
        "Add", "Div", "DynamicQuantizeMatMul", "Exp", "Gather", "Gelu", "LayerNormalization", "MatMul", "Mul",
        "ReduceMax", "ReduceSum", "Reshape", "Shape", "Slice", "Split", "Sub", "Transpose", "Unsqueeze",
    }  # fmt: skip


def test_the_name_tells_the_route_and_the_fingerprint_does_not(built_folder):
    (folder,) = (path for path in (built_folder / "encoders").iterdir() if path.is_dir())
    routes = [Bundled(folder, 1, signed=signed) for signed in (True, False)]
    assert ["(int8 weights)" in one.name for one in routes] == [True, False]
    assert ["(uint8 weights)" in one.name for one in routes] == [False, True]
    assert routes[0].fingerprint == routes[1].fingerprint


def test_close_to_the_float32_network(pairs):
    ours, plains = pairs
    cosines = (ours * plains).sum(axis=1)
    assert cosines.mean() >= 0.998
    assert cosines.min() >= 0.995


def test_other_languages_are_close_too(bundled, plain):
    texts = ["The council repairs roads.", "Новая школа открыта.", "新しい病院を建てます。", "Ψ και Ω", "¿Dónde está?"]
    assert (bundled.encode(texts) * plain.encode(texts)).sum(axis=1).min() >= 0.995


def test_the_ten_nearest_are_the_same(pairs):
    def nearest(vectors: np.ndarray) -> list[set[int]]:
        likeness = vectors @ vectors.T
        np.fill_diagonal(likeness, -1)
        return [set(row[-10:]) for row in np.argsort(likeness, axis=1).tolist()]

    ours, plains = map(nearest, pairs)
    assert np.mean([len(a & b) / 10 for a, b in zip(ours, plains, strict=True)]) >= 0.95


def test_hostile_texts_get_vectors(bundled):
    vectors = bundled.encode(HOSTILE)
    assert np.isfinite(vectors).all()
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6


def test_nothing_of_a_long_text_goes_unseen(bundled):
    long = "加快推进老旧小区改造，惠及居民。" * 80
    changed = long[:-8] + "建设高标准农田。"
    assert np.abs(bundled.encode([long]) - bundled.encode([changed])).max() > 1e-4


def test_ten_times_the_texts_take_no_more_memory(built_folder):
    """Both hold texts longer than one pass of the network, which take the most; kilobytes, as Linux counts them."""
    if not Path("/proc/self/status").is_file():
        pytest.skip("this system does not count the most memory a program has used where Linux does")
    environment = {**os.environ, "TOPICS_CACHE_DIR": str(built_folder)}
    done = subprocess.run([sys.executable, "-c", MEMORY], env=environment, capture_output=True, text=True, check=True)
    few, many = map(int, done.stdout.split())
    assert many < 1.25 * few  # some is added when the longest texts happen to be computed side by side
    assert many < 1_200_000


def test_no_texts_give_no_rows(bundled):
    assert bundled.encode([]).shape == (0, 384)


def test_nothing_is_loaded_before_there_is_something_to_encode(built_folder, monkeypatch):
    monkeypatch.setenv("TOPICS_CACHE_DIR", str(built_folder))
    opened = open_bundled(1)
    assert "_loaded" not in vars(opened)
    opened.encode(["一"])
    assert "_loaded" in vars(opened)


def test_progress_counts_every_text(bundled):
    told = []
    bundled.encode(["一", "二", "三"], lambda *event: told.append(event))
    assert told == [("embed", 1, 3), ("embed", 2, 3), ("embed", 3, 3)]


def test_the_limit_leaves_room_for_prompt_and_marks(bundled):
    assert bundled.max_tokens == 512 - 2 - len(bundled._loaded.cutter.ids(building.PROMPT))
    assert bundled.max_tokens >= 480


def test_threads_below_zero_are_refused():
    with pytest.raises(EncoderError, match="threads = -1"):
        open_bundled(-1)


def test_it_is_what_the_settings_mean_by_bundled(built_folder, monkeypatch, bundled):
    monkeypatch.setenv("TOPICS_CACHE_DIR", str(built_folder))
    opened = open_encoder(EmbedSettings())
    assert opened.fingerprint == bundled.fingerprint
    assert n_cores() >= 1


def test_the_float_network_knows_its_prompt_and_limit(plain):
    assert plain.prompt == "query: "
    assert "512 tokens" in plain.name
    assert plain.max_tokens == 507
    assert plain.dimension == 384


def test_a_device_that_is_not_there_is_one_line(exported):
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has such a device")
    with pytest.raises(EncoderError, match=r"device 'cuda' cannot be used: .*allowed: cpu") as caught:
        open_encoder(EmbedSettings(embedder=str(exported), device="cuda"))
    assert "\n" not in str(caught.value)
