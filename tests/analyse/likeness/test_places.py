"""The names of places, and vectors without them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from topics.analyse.likeness.places import stem, without_names

Rows = NDArray[np.float32]


NAMES = """
淮南市 淮南, 东城街道 东城, 北京市 北京, 新疆维吾尔自治区 新疆, 启衡新区 启衡, 广西壮族自治区 广西, 栖云县 栖云,
恩施土家族苗族自治州 恩施, 黔南布依族苗族自治州 黔南, 锡林郭勒盟 锡林郭勒, 东区 东区, 下沙经济技术开发区 下沙经济技术
"""


@pytest.mark.parametrize(("district", "name"), [pair.split() for pair in NAMES.replace("\n", " ").split(",")])
def test_a_name_is_what_is_left_without_the_kind_of_place(district: str, name: str) -> None:
    assert stem(district) == name


def made(n: int = 400) -> tuple[Rows, list[str], list[str | None], list[str], Rows]:
    """Two districts, half of whose segments have the name and with it one and the same shift."""
    rng = np.random.default_rng(0)
    content: Rows = rng.normal(size=(n, 8)).astype(np.float32)
    shift = np.array([3, 0, 0, 0, 0, 0, 0, 0], dtype=np.float32)
    having = np.arange(n) % 2 == 0
    texts = ["淮南推进改革" if one else "推进改革" for one in having[: n // 2]]
    texts = texts + ["淮安推进改革" if one else "推进改革" for one in having[n // 2 :]]
    districts: list[str | None] = ["淮南市" if i < n // 2 else "淮安市" for i in range(n)]
    return content + having[:, None] * shift, texts, districts, ["reform"] * n, content


def test_the_shift_is_taken_out_where_the_name_stands_and_nowhere_else() -> None:
    vectors, texts, districts, themes, content = made()
    found = without_names(vectors, texts, districts, themes)
    having = np.array(["淮" in text for text in texts])
    assert (found[~having] == vectors[~having]).all()
    assert np.abs((found - content)[having].mean(axis=0)).max() < 0.25
    assert (vectors - content)[having].mean(axis=0)[0] == pytest.approx(3, abs=1e-5)


def test_what_chance_alone_explains_is_left() -> None:
    _, texts, districts, themes, content = made(24)
    moved = np.abs(without_names(content, texts, districts, themes) - content).mean()
    difference = np.abs(content[0:12:2].mean(axis=0) - content[1:12:2].mean(axis=0)).mean()
    assert moved < difference / 4


def test_too_few_segments_or_no_district_change_nothing() -> None:
    vectors, texts, _, themes, _ = made(8)
    assert (without_names(vectors, texts, ["淮南市"] * 4 + ["淮安市"] * 4, themes) == vectors).all()
    assert (without_names(vectors, texts, [None] * 8, themes) == vectors).all()
