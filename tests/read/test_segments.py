"""Items: where paragraphs are cut, what stays together, and that every piece fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.read.test_outline import LONG, passages
from topics.read.outline import outline
from topics.read.segments import Piece, segments_of, token_bound


def pieces(*texts: str, most: int = 480) -> list[Piece]:
    return segments_of(outline(passages(*texts)), most)


@pytest.mark.parametrize(
    "marks",
    [
        ("一是", "二是", "三是"),
        ("一要", "二要", "三要"),
        ("（1）", "（2）", "（3）"),
        ("①", "②", "③"),
        ("第一，", "第二，", "第三，"),
        ("首先，", "其次，", "最后，"),
        ("1.", "2.", "3."),
    ],
)
def test_a_paragraph_is_cut_at_its_enumerators(marks: tuple[str, str, str]) -> None:
    items = [mark + LONG for mark in marks]
    found = pieces("围绕全年目标任务，全街道上下要突出重点、强化措施，切实抓好以下工作：" + "".join(items))
    assert [piece.text for piece in found[1:]] == items


def test_items_after_semicolons() -> None:
    items = [f"{n}是" + LONG[:-1] + "；" for n in "一二三"]
    assert [piece.text for piece in pieces("".join(items) + "抓好落实工作。")][:2] == items[:2]


def test_crumbs_stay_with_their_neighbour() -> None:
    text = "坚持三个原则：一是积极。二是稳妥。三是有序。" + LONG
    assert [piece.text for piece in pieces(text)] == [text]


def test_a_run_in_heading_stays_with_its_first_item() -> None:
    found = pieces("（一）抓好学习，统领工作。" + LONG + "一是" + LONG + "二是" + LONG)
    assert [piece.text[:5] for piece in found] == ["（一）抓好", "一是坚持稳", "二是坚持稳"]
    assert {piece.path for piece in found} == {("抓好学习，统领工作",)}


def test_sub_headings_inside_a_long_paragraph() -> None:
    found = pieces(
        "（一）聚焦产业。" + "".join(lead + LONG * 2 for lead in ("农业稳步发展。", "工业提质增效。", "旅游加快融合。"))
    )
    assert [piece.text[:6] for piece in found] == ["（一）聚焦产", "工业提质增效", "旅游加快融合"]


def test_of_short_sentences_in_a_row_the_last_is_the_sub_heading_unless_it_is_long_beside_the_first() -> None:
    body = "完善机制，压实责任，推动各项任务落地见效，让群众得到更多的获得感、幸福感、安全感，" * 2 + "久久为功。"
    start = "培育新动能。" + body
    ahead = pieces(start + "整治人居环境。推动所有社区创建示范村。" + body + "抓好帮扶。" + body)
    assert [piece.text[:7] for piece in ahead] == ["培育新动能。完", "整治人居环境。", "抓好帮扶。完善"]
    after = pieces(start + "居民体检工作有序推进。守护健康。" + body + "抓好帮扶。" + body)
    assert [piece.text[:5] for piece in after] == ["培育新动能", "守护健康。", "抓好帮扶。"]


def test_a_long_item_is_cut_at_sentence_ends_into_like_parts() -> None:
    found = pieces("一是加强保障。" + LONG * 20)
    sizes = [len(piece.text) for piece in found]
    assert max(sizes) <= 478
    assert min(sizes) > 0.6 * max(sizes)
    assert all(piece.text.endswith("。") for piece in found)
    assert {piece.path for piece in found[1:]} == {("加强保障",)}


def test_addresses_and_titles_are_joined() -> None:
    found = pieces(
        "政府工作报告", "市长 某某", "各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。", "一、回顾", LONG
    )
    assert [piece.text for piece in found][:2] == [
        "政府工作报告市长某某",
        "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。",
    ]


@given(st.text(max_size=80))
def test_the_bound_counts_every_character_after_normalisation(text: str) -> None:
    import unicodedata

    words = unicodedata.normalize("NFKC", text).split()
    assert token_bound(text) >= sum(map(len, words)) + 2
