"""Marks that open headings and items."""

from __future__ import annotations

import pytest

from topics.read.numbering import in_sequence, label_at, labels_in, number_of


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("第一章 总则", "chapter", 1, "总则"),
        ("第二部分：工作", "chapter", 2, "工作"),
        ("第十二节 安全", "section", 12, "安全"),
        ("一、回顾", "cn", 1, "回顾"),
        ("十一、民生", "cn", 11, "民生"),
        ("（三）改革", "cn-paren", 3, "改革"),
        ("(二十三)改革", "cn-paren", 23, "改革"),
        ("1.道路", "arabic", 1, "道路"),
        ("12、道路", "arabic", 12, "道路"),
        ("3．道路", "arabic", 3, "道路"),
        ("1、2024年计划", "arabic", 1, "2024年计划"),
        ("4.9月起开行班列", "arabic", 4, "9月起开行班列"),
        ("4.12月建成", "arabic", 4, "12月建成"),
        ("（7）学校", "arabic-paren", 7, "学校"),
        ("7）学校", "arabic-paren", 7, "学校"),
        ("⑷学校", "arabic-paren", 4, "学校"),
        ("⑨学校", "circled", 9, "学校"),
        ("四是治水", "shi", 4, "治水"),
        ("四要治水", "yao", 4, "治水"),
        ("第三，治水", "ordinal", 3, "治水"),
        ("首先，治水", "first", 1, "治水"),
        ("——治水", "dash", 0, "治水"),
        ("## 治水", "markdown2", 0, "治水"),
    ],
)
def test_each_style(text: str, style: str, number: int, rest: str) -> None:
    label = label_at(text)
    assert label is not None
    assert (label.style, label.number, text[label.end :]) == (style, number, rest)


@pytest.mark.parametrize("text", ["2024年工作", "2.5微克", "一、二、三产业", "十五五时期", "坚持一是一", "——", "#标签"])
def test_what_is_no_label(text: str) -> None:
    assert label_at(text) is None


def test_labels_inside_a_paragraph_stand_after_a_stop() -> None:
    text = "抓好两件事：一是治水，二是治气。三个区分开来要落实，全年十是虚数。"
    assert [label.number for label in labels_in(text)] == [1, 2]


def test_a_run_counts_up_from_one() -> None:
    text = "一是甲。二是乙。四是丁。一是子。二是丑。三是寅。"
    assert [label.number for label in in_sequence(labels_in(text))] == [1, 2, 1, 2, 3]


def test_numbers() -> None:
    assert [number_of(words) for words in ("十", "十九", "三十", "一百一十", "二〇")] == [10, 19, 30, 110, 20]
