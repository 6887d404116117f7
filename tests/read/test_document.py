"""One text: the law of spans, and what the defects of real documents become."""

from __future__ import annotations

import csv
from collections import Counter
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.laws import check_law
from topics.read.document import Document, read_document
from topics.read.spans import n_dark

if TYPE_CHECKING:
    from pathlib import Path

_PIECES = st.sampled_from(
    [
        *"一二三、（）()是要。；：，“”…—\n\r\t 　1234.年[]［］①②ABab㎡ﷺ第章#-页共*X𠀀",
        *[
            "一、",
            "（一）",
            "一是",
            "二是",
            "各位代表！",
            "——",
            "2024年工作安排",
            "工作回顾",
            "名词解释",
            "附件1",
            "\u200b",
            "\ufeff",
            "\x00",
            "\x85",
        ],
        *[
            "建设项目。",
            "推进改革，完善体系。",
            "完成了三十项。",
            "\n— 1 —\n",
            "\n第1页 共2页\n",
            "[1]",
            "扫一扫在手机打开当前页",
        ],
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=120).map("".join), st.sampled_from([32, 60, 480]))
def test_the_law_holds_for_any_text(source: str, max_tokens: int) -> None:
    check_law(source, max_tokens)


@pytest.mark.parametrize(
    "words",
    [
        "各位代表：",
        "名词解释\n",
        "【1】①",
        "一、工作\n",
        "（一）",
        "一是",
        "（",
        "“",
        "2024年",
        "增长",
        "5",
        ".",
        " ",
        "。",
        "首页>",
    ],
)
def test_words_said_over_and_over_take_no_longer_than_their_length(words: str) -> None:
    source = words * (60_000 // len(words))
    before = process_time()
    document = read_document(source, 2024, 480)
    assert process_time() - before < 6  # a second or less; of what grows with the square of the length, 15 and more
    removed = sum(n_dark(source[removal.start : removal.end]) for removal in document.removals)
    assert removed + sum(segment.n_characters for segment in document.segments) == n_dark(source)


def test_the_law_holds_for_every_real_document(shared: Path) -> None:
    files = sorted((shared / "corpora").glob("*/*.txt"))
    assert len(files) > 200
    for file in files[::3]:
        check_law(file.read_bytes().decode("utf-8"))


def _read(shared: Path, name: str) -> tuple[str, Document]:
    source = (shared / "corpora" / name).read_bytes().decode("utf-8")
    year = int(name[-8:-4]) if name[-8:-4].isdigit() else None
    return source, read_document(source, year, 480)


def _reasons(document: Document) -> Counter[str]:
    return Counter(removal.reason for removal in document.removals)


def test_hard_wrapped_lines_are_joined_and_page_numbers_taken(shared: Path) -> None:
    source, document = _read(shared, "cities-2024/承德市_2024.txt")
    assert _reasons(document) == {"page number": 23}
    lines = source.split("\n")
    assert not any(segment.text in lines for segment in document.segments if len(segment.text) > 40)
    assert all(segment.text[-1] in "。！：:；" for segment in document.segments if segment.n_characters > 60)
    joined = next(segment for segment in document.segments if "PM2.5平均浓度" in segment.text)
    assert joined.outline.startswith("2023年工作回顾 › ")


@pytest.mark.parametrize(
    ("name", "tops", "n_sections"),
    [
        ("枣庄市", ["2023年工作回顾", "2024年工作安排", "加强政府自身建设"], 8),
        ("泸州市", ["2023年工作回顾", "2024年工作安排建议", "切实加强政府自身建设"], 7),
        ("潍坊市", ["2023年工作回顾", "2024年政府工作安排", "全面加强政府自身建设"], 8),
    ],
)
def test_lost_paragraph_breaks_are_found(shared: Path, name: str, tops: list[str], n_sections: int) -> None:
    _, document = _read(shared, f"cities-2024/{name}_2024.txt")
    paths = [segment.outline.split(" › ") for segment in document.segments if segment.outline]
    assert list(dict.fromkeys(path[0] for path in paths)) == tops
    assert len({path[1] for path in paths if path[0] == tops[1] and len(path) > 1}) == n_sections
    assert max(segment.n_characters for segment in document.segments) <= 480


def test_a_broken_paragraph_is_one_again(shared: Path) -> None:
    _, document = _read(shared, "plans/001_b59244a7ff1a256a.txt")
    item = next(segment for segment in document.segments if segment.text.startswith("六是积极推动智慧城区建设"))
    assert "重点抓好“智慧园区”" in item.text
    assert "**" in "".join(segment.text for segment in document.segments)
    assert {segment.half for segment in document.segments} == {"plan", "neither"}


def test_web_remnants_glossary_and_marks_are_taken_and_listed(shared: Path) -> None:
    source, document = _read(shared, "cities-2024/益阳市_2024.txt")
    assert _reasons(document) == {"footnote mark": 23, "glossary": 24, "web remnant": 12}
    text = "".join(segment.text for segment in document.segments)
    assert "名 词 解 释" not in text
    assert "ICP" not in text
    assert "[2]" not in text
    assert "（政府工作报告附件二维码）" in {source[r.start : r.end] for r in document.removals}


@pytest.mark.parametrize(
    ("name", "n_remnants"), [("云南省_2026", 17), ("宁夏回族自治区_2026", 20), ("陕西省_2026", 14), ("四川省_2026", 23)]
)
def test_page_chrome_of_provincial_reports(shared: Path, name: str, n_remnants: int) -> None:
    _, document = _read(shared, f"provinces-2025-2026/{name}.txt")
    reasons = _reasons(document)
    assert reasons["web remnant"] == n_remnants
    first, last = document.segments[0].text, document.segments[-1].text
    assert "报告" in first
    assert "分享" not in first + last
    assert last.startswith("各位代表！")


def test_masked_and_repeated_titles(shared: Path) -> None:
    source, document = _read(shared, "plans/004_79fffe570bc6bca6.txt")
    taken = {source[r.start : r.end]: r.reason for r in document.removals}
    assert taken == {
        "资源描述": "web remnant",
        "经济开发区20XX年计划总结": "repeated title",
        "第22页 共22页": "page number",
        "展开阅读全文": "web remnant",
    }
    assert document.title.startswith("经济开发区2014计划总结 ")
    halves = [segment.half for segment in document.segments]
    second, third = (
        next(n for n, segment in enumerate(document.segments) if segment.text.startswith(mark))
        for mark in ("二、", "三、")
    )
    assert set(halves[3 : second - 1]) == {"review"}  # the last weighs the year: neither
    assert set(halves[third:]) == {"plan", "neither"}


def test_an_annex_after_a_glossary_stays(shared: Path) -> None:
    _, document = _read(shared, "provinces-2025-2026/云南省_2025.txt")
    assert _reasons(document)["glossary"] == 45
    annex = [segment for segment in document.segments if segment.outline.startswith("2025年10件惠民实事")]
    assert sum(segment.text.startswith("年度目标：") for segment in annex) == 10


def test_a_missing_second_heading_does_not_put_the_plan_under_the_review(shared: Path) -> None:
    _, document = _read(shared, "cities-2024/马鞍山市_2024.txt")
    plan = [segment for segment in document.segments if segment.half == "plan"]
    assert len(plan) > 30
    assert not any("2023年工作回顾" in segment.outline for segment in plan)


def test_halves_agree_with_the_coded_segments(shared: Path, gold: Path) -> None:
    folders = {"cities": "cities-2024", "provinces": "provinces-2025-2026"}
    with gold.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] != "either" and row["theme"] != "none"]
    documents = {row["file"]: _read(shared, f"{folders[row['corpus']]}/{row['file']}")[1] for row in rows}
    right = 0
    for row in rows:
        weight: Counter[str] = Counter()
        for segment in documents[row["file"]].segments:
            weight[segment.half] += max(0, min(int(row["end"]), segment.end) - max(int(row["start"]), segment.start))
        best = weight.most_common(1)[0]
        right += best[1] > 0 and best[0] == row["half"]
    assert right / len(rows) >= 0.93


def test_three_paragraphs_are_a_document() -> None:
    source = (
        "一、稳增长。抓好项目建设，扩大有效投资。\n二、惠民生。新建学校三所，改造旧区十个。\n三、促改革。深化改革。"
    )
    document = check_law(source, year=2024)
    assert [segment.text for segment in document.segments] == source.split("\n")
    assert [segment.outline for segment in document.segments] == ["稳增长", "惠民生", "促改革"]
    assert {segment.half for segment in document.segments} == {"plan"}


def test_a_text_without_chinese_is_cut_at_sentences() -> None:
    source = "Work plan for 2024\n\n" + " ".join(f"We will repair road number {n} this year." for n in range(60))
    document = check_law(source)
    assert document.title == "Work plan for 2024"
    assert len(document.segments) > 4
    assert all(segment.text.startswith("We will") for segment in document.segments[1:])


def test_a_long_line_without_any_stop_takes_linear_time() -> None:
    document = check_law("字" * 60_000)
    assert len(document.segments) >= 60_000 // 478
