"""Nearly the same texts."""

from __future__ import annotations

from topics.read.checks import short_name
from topics.read.similarity import alike, jaccard, shingles


def test_values_by_hand() -> None:
    assert jaccard(shingles("一二三四五六"), shingles("一二 三四\n五六")) == 1.0
    assert jaccard(shingles("一二三四五六"), shingles("一二三四五六七八")) == 0.5
    assert jaccard(shingles("一二三四五"), shingles("六七八九十")) == 0.0


def test_pairs_are_found_whatever_the_order() -> None:
    base = "".join(chr(0x4E00 + (n * n * 7 + n) % 3000) for n in range(2000))
    texts = [base, "别的文字" * 200, base[:1900] + "完全不同的结尾", base[::-1]]
    assert [(pair.first, pair.second) for pair in alike(texts, 0.5)] == [(0, 2)]
    assert [(pair.first, pair.second) for pair in alike(texts[::-1], 0.5)] == [(1, 3)]


def test_names_as_texts_use_them() -> None:
    names = {
        "黔西南布依族苗族自治州": "黔西南",
        "新疆维吾尔自治区": "新疆",
        "广西壮族自治区": "广西",
        "通州区": "通州",
        "下沙经济技术开发区": "下沙",
    }
    assert {name: short_name(name) for name in names} == names


def test_copies_of_one_form_give_a_pair_each() -> None:
    form = "".join(chr(0x4E00 + n) for n in range(400))
    texts = [form[:-n] + form[n - 1 :: -1] for n in range(1, 30)]
    pairs = alike(texts, 0.5)
    assert {number for pair in pairs for number in pair[:2]} == set(range(29))
    assert len(pairs) < 29
    assert all(pair.likeness == jaccard(shingles(texts[pair.first]), shingles(texts[pair.second])) for pair in pairs)


def test_texts_shorter_than_a_sketch_are_compared() -> None:
    assert [pair[:2] for pair in alike(["一二三四五六七", "一二三四五六七八", "", "天地玄黄宇宙"], 0.5)] == [(0, 1)]
    assert alike([], 0.5) == []
