"""Bytes to text: every encoding of the genre, and what is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.read.encodings import UndecodableError, decode

TEXT = (
    "一、2023年工作回顾\r\n　　过去一年，全市生产总值增长6.4%，新建学校三所，各项工作取得新的成绩。\r\n"
    "二、2024年工作安排\r\n（一）稳增长。\r\n"
)
TRADITIONAL = (
    "一、工作回顧\n過去一年，我們推進各項建設，經濟發展穩中有進，教育、衛生事業取得新的進步。\n"
    "二、工作安排\n加強環境保護，推動產業發展。\n"
)


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
def test_simplified(name: str) -> None:
    assert decode(TEXT.encode(name)) == TEXT


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_traditional(name: str) -> None:
    assert decode(TRADITIONAL.encode(name)) == TRADITIONAL


@pytest.mark.parametrize(
    ("bom", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_the_mark_is_not_text(bom: bytes, name: str) -> None:
    assert decode(bom + TEXT.encode(name)) == TEXT


def test_western_letters() -> None:
    text = "Le plan de travail prévoit la création d'une école et l'aménagement de trois rues près du marché.\n" * 5
    assert decode(text.encode("cp1252")) == text


def test_a_last_character_cut_in_two_is_dropped() -> None:
    data = TEXT.rstrip().encode("gb18030")
    assert decode(data[:-1]) == TEXT.rstrip()[:-1]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 rest", "binary"),
        (b"PK\x03\x04 rest", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (bytes(range(128, 256)) * 40, "encoding"),
        (TEXT.encode("utf-8").decode("latin-1").encode("utf-8"), "damaged"),
        (("工作" + "锟斤拷" * 30 + "安排").encode(), "damaged"),
        (("工作" + "\ufffd" * 30 + "安排").encode(), "damaged"),
    ],
)
def test_what_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode(data)
    assert caught.value.kind == kind


@given(
    st.text(
        alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面",
        min_size=8,
    )
)
def test_common_words_come_back_from_every_encoding(text: str) -> None:
    for name in ("utf-8", "gb18030"):
        assert decode(text.encode(name)) == text
