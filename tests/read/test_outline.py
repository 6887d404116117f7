"""Headings above paragraphs: each style, run-in headings, bare headings, frames."""

from __future__ import annotations

import pytest

from topics.read.breaks import split_lost, split_title
from topics.read.frames import frame_of
from topics.read.outline import Block, outline
from topics.read.spans import Passage

LONG = "坚持稳中求进工作总基调，完善机制，压实责任，推动各项任务落地见效，不断增强人民群众的获得感、幸福感、安全感。"


def passages(*texts: str) -> list[Passage]:
    found, at = [], 0
    for text in texts:
        found.append(Passage(text, list(range(at, at + len(text)))))
        at += len(text) + 1
    return found


def blocks(*texts: str) -> list[Block]:
    return outline(passages(*texts))


def paths(*texts: str) -> list[tuple[str, ...]]:
    return [block.path for block in blocks(*texts)]


def test_numbered_headings_nest_by_style() -> None:
    found = paths(
        "一、工作安排", "（一）稳增长", "1.抓项目", LONG, "2.促消费", LONG, "（二）惠民生", LONG, "二、保障措施", LONG
    )
    assert found == [
        (),
        ("工作安排",),
        ("工作安排", "稳增长"),
        ("工作安排", "稳增长", "抓项目"),
        ("工作安排", "稳增长"),
        ("工作安排", "稳增长", "促消费"),
        ("工作安排",),
        ("工作安排", "惠民生"),
        (),
        ("保障措施",),
    ]


def test_a_run_in_heading_is_above_its_paragraph_and_what_follows() -> None:
    found = blocks("（一）抓好学习，统领工作。" + LONG, LONG, "（二）重构格局。" + LONG)
    assert [block.path for block in found] == [("抓好学习，统领工作",), ("抓好学习，统领工作",), ("重构格局",)]
    assert found[0].passage.text[: found[0].lead] == "（一）抓好学习，统领工作。"
    assert [block.kind for block in found] == ["body"] * 3


def test_a_numbered_list_is_no_row_of_headings() -> None:
    found = blocks("一、民生实事", "1.新建学校三所", "2.改造老旧小区十个", "3.修建道路五公里", "二、保障措施", LONG)
    assert [block.kind for block in found] == ["heading", "body", "body", "body", "heading", "body"]


def test_numbering_that_starts_anew_inside_is_a_level_of_its_own() -> None:
    found = paths("一、回顾", LONG, "二、安排", "一、稳增长", LONG, "二、惠民生", LONG)
    assert found[4] == ("安排", "稳增长")
    assert found[2] == ()


def test_a_higher_style_ends_a_lower_one() -> None:
    assert paths("（一）稳增长", LONG, "（二）惠民生", LONG, "二、工作安排", LONG)[5] == ("工作安排",)


def test_bare_headings_with_a_year_stand_at_the_top() -> None:
    found = blocks("2023年工作回顾", LONG, "（一）稳增长", LONG, "2024年工作安排建议", LONG)
    assert [block.kind for block in found] == ["heading", "body"] * 3
    assert found[3].path == ("2023年工作回顾", "稳增长")
    assert found[5].path == ("2024年工作安排建议",)


def test_short_sentences_that_alternate_with_paragraphs_are_headings() -> None:
    texts = ["一、工作安排", "大力提振消费。", LONG * 2, "扩大有效投资。", LONG * 2, "重点做好以下工作。", LONG * 2]
    found = blocks(*texts)
    assert [block.kind for block in found] == ["heading", "heading", "body", "heading", "body", "body", "body"]
    assert found[2].path == ("工作安排", "大力提振消费")


def test_one_short_sentence_after_a_heading_is_its_text() -> None:
    found = blocks("一、工作安排", "（一）惠民生", "坚持民生为大，努力为群众多办实事。", LONG * 2)
    assert found[2].kind == "body"


def test_markdown_levels() -> None:
    assert paths("# 计划", "## 经济", LONG, "### 工业", LONG, "## 民生", LONG)[4:] == [
        ("计划", "经济", "工业"),
        ("计划",),
        ("计划", "民生"),
    ]


def test_titles_come_before_the_first_prose() -> None:
    found = blocks("政府工作报告", "——2024年1月16日在某市第五届人民代表大会上", "市长 某某", "各位代表：", LONG)
    assert [block.kind for block in found] == ["title"] * 3 + ["body"] * 2


def test_frames() -> None:
    assert frame_of("各位代表：") == "greeting"
    assert frame_of("现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见。") == "opening"
    thanks = "各位代表！成绩来之不易，是市委坚强领导的结果。在此，我代表市人民政府，向全市人民表示衷心的感谢！"
    assert frame_of(thanks) == "thanks"
    problems = "同时，我们也清醒认识到，发展中还存在不少困难和问题：经济总量偏小，创新能力不强，民生短板较多。"
    assert frame_of(problems) == "problems"
    closing = "各位代表！让我们更加紧密地团结起来，为建设现代化新城而努力奋斗！"
    assert (frame_of(closing, left=0), frame_of(closing, left=50)) == ("closing", "")
    assert frame_of(LONG) == ""


def test_lost_breaks_before_heading_marks() -> None:
    text = f"全年任务如下。（一）稳增长。{LONG}{LONG}（二）惠民生。{LONG}{LONG}（三）促改革。{LONG}"
    parts = split_lost(Passage(text, list(range(len(text)))))
    assert [part.text[:3] for part in parts] == ["全年任", "（一）", "（二）", "（三）"]
    assert "".join(part.text for part in parts) == text


def test_marks_out_of_sequence_break_nothing() -> None:
    text = f"落实方案。（三）项任务。{LONG}{LONG}{LONG}{LONG}"
    assert len(split_lost(Passage(text, list(range(len(text)))))) == 1


def parts_of(text: str) -> list[str]:
    return [part.text for part in split_lost(Passage(text, list(range(len(text)))))]


@pytest.mark.parametrize(
    "chance", ["五一、端午期间游客增长两成。", "二、三产业比重提高三个点。", "三、分类管理更加规范。"]
)
def test_chance_marks_after_a_stop_break_nothing(chance: str) -> None:
    assert len(parts_of(f"{LONG}{chance}{LONG}")) == 1


def test_breaks_lost_in_short_paragraphs() -> None:
    text = f"一、2014年工作小结2014年，{LONG}二、2015年工作打算（一）稳增长。{LONG}（三）惠民生。{LONG}"
    starts = ["一、2014年工作小结", "2014年", "二、2015年工作打算", "（一）稳", "（三）惠"]
    assert [part[: len(start)] for part, start in zip(parts_of(text), starts, strict=True)] == starts
    numbers = f"1 经济稳中有升。{LONG}2 招商超额完成。{LONG}3 土地整治到位。{LONG}"
    assert [part[:2] for part in parts_of(numbers)] == ["1 ", "2 ", "3 "]
    assert len(parts_of(numbers.replace("2 招", "5 招"))) == 1


def test_a_title_that_runs_into_its_text() -> None:
    title, text = "东河镇2014年工作总结", "2014年，我镇把富民摆在头里。"
    assert [part.text for part in split_title(Passage(title + text, list(range(len(title + text)))))] == [title, text]
    whole = "做好年度工作总结和2015年工作计划，"
    assert len(split_title(Passage(whole, list(range(len(whole)))))) == 1


def test_the_last_sentence_of_a_list_is_no_heading_of_what_follows_the_list() -> None:
    texts = [
        "一、工作回顾",
        "1.修路三条，全长12公里，年底通车；架桥两座。",
        "2.全区会议少开41个，文件减少36%，干部腾出时间跑码头。",
    ]
    assert [block.kind for block in blocks(*texts, LONG)] == ["heading", "body", "body", "body"]


def test_a_first_line_worded_like_a_heading_is_a_title_where_no_second_part_follows() -> None:
    assert blocks("东城街道2018年工作安排", LONG, "（一）稳增长。" + LONG)[0].kind == "title"
    assert blocks("2018年工作小结与下一步打算", LONG, "2019年工作安排", LONG)[0].kind == "title"
    assert blocks("2018年工作回顾", LONG, "2019年工作安排", LONG)[0].kind == "heading"


def test_a_last_sentence_that_leads_in_stands_alone() -> None:
    lead_in = "现将2018年工作情况汇报如下："
    assert parts_of(f"2018年，各项工作圆满完成。{LONG}{lead_in}")[1:] == [lead_in]
    assert len(parts_of(f"2018年，各项工作圆满完成。{LONG}要把情况汇报如实写好。")) == 1


def test_a_heading_before_a_section_whose_first_items_are_lost() -> None:
    text = f"四是治理不松手。{LONG}二、下一步工作安排（二）招商再加码。{LONG}"
    assert [part[:6] for part in parts_of(text)] == ["四是治理不松", "二、下一步工", "（二）招商再"]
