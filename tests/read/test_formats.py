"""Word, PDF and web documents, made here and read back; broken and locked ones refused by kind."""

from __future__ import annotations

import io

import pytest

from topics.read.formats import FormatError, docx_text, html_text, pdf_text


def word_file() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("一、工作回顾")
    document.add_paragraph("过去一年，新建学校三所。")
    table = document.add_table(rows=2, cols=2)
    for n, words in enumerate(["指标", "增速", "生产总值", "6.4%"]):
        table.cell(n // 2, n % 2).text = words
    document.add_paragraph("二、工作安排")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(*lines: str, password: str = "") -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    for line in lines:
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if password:
        pdf.set_encryption(owner_password=password + "!", user_password=password)
    return bytes(pdf.output())


def test_word_in_reading_order_with_tables() -> None:
    assert docx_text(word_file()) == "一、工作回顾\n过去一年，新建学校三所。\n指标\t增速\n生产总值\t6.4%\n二、工作安排"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04 and then nothing", "unreadable"),
        (b"plain words", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "format"),
    ],
)
def test_word_files_that_are_none(data: bytes, kind: str) -> None:
    with pytest.raises(FormatError) as caught:
        docx_text(data)
    assert caught.value.kind == kind


def test_a_word_file_cut_in_half() -> None:
    data = word_file()
    with pytest.raises(FormatError) as caught:
        docx_text(data[: len(data) // 2])
    assert caught.value.kind == "unreadable"


def test_pdf_lines_in_order() -> None:
    text = pdf_text(pdf_file("Work plan for the year 2024", "Repair the road by the river"))
    assert text.split("\n") == ["Work plan for the year 2024", "Repair the road by the river"]


def test_locked_broken_and_scanned_pdfs() -> None:
    for data, kind in [
        (pdf_file("Work plan for the year 2024", password="secret"), "encrypted"),
        (b"%PDF-1.7\nno more", "unreadable"),
        (pdf_file(), "scan"),
    ]:
        with pytest.raises(FormatError) as caught:
            pdf_text(data)
        assert caught.value.kind == kind


def test_web_page_blocks_without_scripts_and_forms() -> None:
    page = """<html><head><title>t</title><style>p{}</style></head><body><script>var x = 1;</script>
    <div><h1>政府工作报告</h1><p>一、工作<b>回顾</b></p><p>过去一年，<br>新建学校
    三所。</p></div>尾<!-- note --><table><tr><td>指标</td><td>增速</td></tr></table><button>分享</button>
    </body></html>"""
    assert html_text(page).split("\n") == [
        "政府工作报告",
        "一、工作回顾",
        "过去一年，",
        "新建学校 三所。",
        "尾",
        "指标",
        "增速",
    ]


def test_markup_that_never_closes_is_read() -> None:
    assert html_text("<div><p>一、工作回顾<p>二、工作安排<div><b>好") == "一、工作回顾\n二、工作安排\n好"
