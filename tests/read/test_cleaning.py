"""What is taken from a text, and what must not be."""

from __future__ import annotations

import pytest

from topics.read.cleaning import clean
from topics.read.document import read_document
from topics.read.glossary import footnote_marks, glossaries

BODY = (
    "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和其他列席人员提出意见。\n一、工作回顾\n"
    + ("一年来，全市上下团结一心，抓项目、促改革、惠民生，各项工作取得新的成绩，主要指标增速居全省前列。\n" * 3)
)


def taken(source: str) -> list[tuple[str, str]]:
    return [(source[r.start : r.end], r.reason) for r in clean(source).removals]


@pytest.mark.parametrize("line", ["— 12 —", "－3－", "-7-", "第3页", "第 3 页 共 9 页", "3/9", "Page 2 of 9", "— 23"])
def test_page_number_lines(line: str) -> None:
    source = BODY.replace("一、工作回顾\n", f"一、工作回顾\n{line}\n")
    expected = [] if line == "3/9" else [(line, "page number")]
    assert taken(source) == expected


def test_bare_numbers_are_pages_only_when_they_count_up() -> None:
    lines = BODY.split("\n")
    counting = "\n".join(f"{line}\n{n}" for n, line in enumerate(lines[:5], 4))
    assert [reason for _, reason in taken(counting)] == ["page number"] * 5
    assert taken(BODY + "35\n") == []


def test_page_marks_inside_a_line_count_up() -> None:
    source = (
        "一是稳增长，全市生产 — 1 — 总值增长，工业增加值增长，投资增长，消费增长。二是促改革，深化 — 2 — 放管服改革。"
    )
    assert taken(source) == [("— 1 —", "page number"), ("— 2 —", "page number")]
    assert taken(source.replace("— 2 —", "— 7 —")) == []


def test_head_of_a_web_page() -> None:
    head = "您的位置：\n首页\n>\n要闻\n要闻\n2024年政府工作报告\n来源：日报\n2024-02-03 09:02\n【字体：\n大\n中\n小\n"
    words = [words for words, _ in taken(head + BODY)]
    assert words == [
        "您的位置：",
        "首页",
        ">",
        "要闻",
        "要闻",
        "来源：日报",
        "2024-02-03 09:02",
        "【字体：",
        "大",
        "中",
        "小",
    ]


def test_tail_of_a_web_page() -> None:
    tail = "责任编辑：某某\n【打印本页】【关闭窗口】\n扫一扫在手机打开当前页\n"
    tail += ""
    tail += "相关链接>>\n政府工作报告解读\n备案号：省ICP备00000000号\n"
    assert [words for words, _ in taken(BODY + tail)] == tail.strip().split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "主办单位：市教育局、市卫生健康委员会",
        "来源于群众、服务于群众。",
        "编辑出版地方志三部。",
        "加强网站建设，打造全天候网上政府。",
        "年度目标：城镇新增就业五万人。",
        "附件",
        "2024年10件民生实事",
        "编好季度分析，为领导决策提供参考。",
        "图书馆开通在线阅读，免费下载有声书。",
        "推行扫二维码缴费，打击侵权假冒。",
        "本站不断完善预案，消防员本站集训两轮。",
        "街道公众号关注人数过万，为会员提供法律咨询。",
        "培训新媒体小编三十名。",
        "建设盲人无障碍阅读室，PM2.5浓度>35微克的天数减少。",
        "首先、其次、再次",
    ],
)
def test_the_plans_own_lines_stay(line: str) -> None:
    assert taken(BODY + line + "\n") == []
    assert taken(BODY + line + "\n" + BODY) == []


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 范文大全 > 工作总结 > 街道",
        "当前位置：首页>>政务公开>>正文",
        "索 引 号： 73001/2022-00041 分 类： 民政 发布日期： 2022-03-01",
        "索引号 | 73001/2022-00041 | 发布机构 | 某街道办 |",
        "发布者：管理员发布时间：2012-03-22浏览次数：87",
        "某某文库 人气：98",
        "时间：2021-11-08 20:15:09 工作计划",
        "导语：以下是小编为大家整理的范文，供您参考。",
        "《年度安排.docx》由会员上传，可在线浏览，更多请在本站搜索。",
        "（登录后查看全文，剩余126字）",
        "- 相关推荐 -",
        "微信扫描二维码可转发本文",
        "（此件公开发布）",
        "☟☟☟",
    ],
)
def test_what_a_site_puts_above_a_plan(line: str) -> None:
    source = f"东河街道2021年工作总结\n{line}\n{BODY}"
    assert taken(source) == [(line, "web remnant")]


def test_a_long_row_of_labels_takes_no_time() -> None:
    source = "时间：" * 60 + "稳增长。"
    assert taken(source + "\n" + BODY) == []


def test_a_sites_sentence_before_the_plans_own() -> None:
    source = "某某文库整理，关注公众号获取更多。" + BODY.replace("\n", "", 1)
    assert taken(source) == [("某某文库整理，关注公众号获取更多。", "web remnant")]


def test_numbers_of_the_parts_a_site_shows() -> None:
    long = "一年来，我们抓项目、促改革、惠民生，各项工作取得新的成绩，主要指标增速居全省前列，"
    long += "群众得到的实惠越来越多，街道面貌变了样"
    source = f"1、2013年工作总结\n{long}。\n2、二、项目建设。{long}，预计全年\n3、投产五家。{long}。\n"
    assert taken(source) == [("1、", "page number"), ("2、", "page number"), ("3、", "page number")]
    own = f"2013年工作总结\n1、项目建设。{long}\n2、城市建设。{long}\n3、民生。{long}。\n"
    assert taken(own) == []


def test_repeated_titles() -> None:
    head = "某区20XX年工作总结\n某区2014年工作总结\n政府工作报告\n政府工作报告\n"
    assert taken(head + BODY) == [("某区20XX年工作总结", "repeated title"), ("政府工作报告", "repeated title")]


def test_a_plan_in_short_lines_loses_none() -> None:
    lines = [
        "活动安排",
        "时间：三月五日",
        "责任单位：教育局",
        "地点：文化站",
        "责任单位：教育局",
        "时间：四月",
        "完成时间：2024年6月",
        "责任单位：教育局",
    ]
    assert taken("\n".join(lines)) == []


def test_glossary_ends_at_the_next_annex() -> None:
    entries = [
        "名词解释",
        "1.“两重”：重大战略和重点领域。",
        "2.“两新”：设备更新和以旧换新。",
        "附件",
        "2025年10件实事",
        "一、修路。",
    ]
    texts = [*BODY.strip().split("\n"), *entries]
    first = len(texts) - len(entries)
    assert glossaries(texts) == dict.fromkeys(range(first, first + 3), "glossary")


def test_a_heading_that_only_sounds_like_a_glossary_stays() -> None:
    texts = [*BODY.strip().split("\n"), "说明", "今年将新建学校三所。", "改造老旧小区十个。", "修路十公里。"]
    assert glossaries(texts) == {}


def test_footnote_marks_cling_to_a_word_and_count_up() -> None:
    source = "实施“千百十”工程[1]，推行“四张清单”[2]模式。引用国发〔2022〕2号文件，深化改革[3]。"
    assert [source[r.start : r.end] for r in footnote_marks(source)] == ["[1]", "[2]", "[3]"]


def test_marks_that_open_items_are_no_footnotes() -> None:
    source = "办好民生实事：（1）新建学校；（2）修建道路；（3）改造管网；（4）扩建医院；（5）增设车位。"
    assert footnote_marks(source) == []
    circled = "办好民生实事。①新建学校。②修建道路。③改造管网。④扩建医院。"
    assert footnote_marks(circled) == []


NOTE = """各街道办事处，区直各部门：
《东城区2024年工作要点》已经区政府同意，现印发给你们，请认真贯彻落实。
东城区人民政府办公室
2024年3月5日
（此件公开发布）"""
PLAN_TEXT = """东城区2024年工作要点
一、稳增长
加快项目建设，完善机制，压实责任，推动各项任务落地见效，不断增强人民群众的获得感。
二、惠民生
办好十件实事，完善养老服务，扩大托育供给，推动义务教育优质均衡发展，让群众得到实惠。
三、保安全
开展隐患排查，压实企业责任，提升应急能力，坚决守住安全底线，维护社会和谐稳定。"""


def test_the_note_that_sends_a_plan_out_is_not_the_plan() -> None:
    assert taken(f"{NOTE}\n{PLAN_TEXT}") == [(line, "covering note") for line in NOTE.split("\n")]
    assert read_document(f"{NOTE}\n{PLAN_TEXT}", 2024, 480).title == "东城区2024年工作要点"


def test_a_notice_says_the_title_of_the_plan_it_sends_out() -> None:
    notice = "区政府办公室关于印发《东城区2024年工作要点》的通知"
    found = taken(f"{notice}\n{NOTE}\n{PLAN_TEXT}")
    assert found[0] == (notice, "repeated title")
    assert {reason for _, reason in found[1:]} == {"covering note"}
    assert taken(f"{notice}\n{PLAN_TEXT.partition(chr(10))[2]}") == []


def test_what_is_signed_below_a_plan_is_not_the_plan() -> None:
    signed = ["东城区司法局", "2024年3月5日", "（联系人：张某，电话：0123-4567）", "抄送：区委办公室，区人大办。"]
    assert taken("\n".join([PLAN_TEXT, *signed])) == [(line, "signature") for line in signed]
    assert taken(f"{PLAN_TEXT}\n东城区司法局") == []


def test_a_list_of_contents_is_said_again_below_it() -> None:
    entries = ["目  录", "一、稳增长........1", "二、惠民生........2", "三、保安全 3"]
    title, _, rest = PLAN_TEXT.partition("\n")
    assert taken("\n".join([title, *entries, rest])) == [(line, "table of contents") for line in entries]
    assert taken("\n".join([title, "一、稳增长", "二、惠民生", "三、保安全", "抓好落实，办成实事。"])) == []
