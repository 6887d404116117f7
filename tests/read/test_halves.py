"""Review, plan or neither: by headings, by wording, in reading order."""

from __future__ import annotations

import pytest

from topics.read.announced import half_of_heading
from topics.read.document import read_document
from topics.read.wording import review_odds

DONE = "全年新建学校三所，改造老旧小区四十二个，城镇新增就业5.3万人，获评全国文明城市，综合实力明显提升，居全省第3位。"
WILL = "加快推进新型工业化，完善创新体系，力争新增高新技术企业50家以上，确保财政收入增长5%左右，推动产业提质升级。"


@pytest.mark.parametrize(
    ("heading", "half"),
    [
        ("一、2023年工作回顾", "review"),
        ("2023年工作总结", "review"),
        ("一、充分肯定成绩，增强发展信心", "review"),
        ("一、2025年工作回顾和“十四五”发展主要成绩", "review"),
        ("一、2023年主要目标任务完成情况", "review"),
        ("一、2023年主要工作", "review"),
        ("二、2024年主要工作", "plan"),
        ("二、2024年工作安排建议", "plan"),
        ("二、“十五五”时期主要目标任务", "plan"),
        ("二、下一步工作打算", "plan"),
        ("今年重点工作", "plan"),
        ("三、加强政府自身建设", ""),
        ("二、“十四五”时期发展成就和“十五五”时期主要目标任务", ""),
        ("（一）抓好学习", ""),
        ("一、“十三五”时期工作的基本估价", "review"),
        ("二、“十四五”时期工作的总体设想", "plan"),
        ("一、前六个月工作小结", "review"),
        ("一、重点任务进展", "review"),
        ("一、主要工作及成效", "review"),
        ("一、今年以来开展的工作", "review"),
        ("第一章 发展基础", "review"),
        ("（一）夯实发展基础", ""),
        ("三、下阶段工作", "plan"),
        ("三、后续工作考虑", "plan"),
        ("四、改进措施", "plan"),
        ("一、书记牵头，任务到人，搭好架子", ""),
    ],
)
def test_headings(heading: str, half: str) -> None:
    assert half_of_heading(heading, 2024) == half


def test_wording() -> None:
    assert review_odds(DONE) > 3
    assert review_odds(WILL) < -3


def halves(*lines: str, year: int | None = 2024) -> list[str]:
    return [segment.half for segment in read_document("\n".join(lines), year, 480).segments]


def test_headings_decide_where_wording_does_not() -> None:
    plain = "坚持以人民为中心，统筹发展和安全，各项事业协调并进，社会大局和谐稳定，群众安居乐业。"
    assert halves("一、2023年工作回顾", plain, "二、2024年工作安排", plain) == ["neither", "review", "neither", "plan"]


def test_wording_decides_where_headings_are_missing() -> None:
    found = halves(
        "（一）经济。" + DONE, "（二）民生。" + DONE, "（一）经济。" + WILL, "（二）民生。" + WILL, year=None
    )
    assert found == ["review", "review", "plan", "plan"]


def test_one_item_that_sounds_otherwise_stays_with_its_part() -> None:
    found = halves("一、2023年工作回顾", DONE, WILL, DONE, "二、2024年工作安排", WILL, DONE, WILL)
    assert found == ["neither", *["review"] * 3, "neither", *["plan"] * 3]


def test_a_plan_only_document() -> None:
    assert set(halves("（一）稳增长。" + WILL, "（二）惠民生。" + WILL, "（三）促改革。" + WILL)) == {"plan"}


def test_frames_are_neither() -> None:
    found = halves(
        "各位代表：",
        "现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见。",
        "一、2023年工作回顾",
        "一年来，主要做了以下工作：",
        DONE,
        "成绩来之不易，是市委坚强领导的结果。在此，我代表市人民政府，向全市人民表示衷心的感谢！",
        "我们也清醒认识到，发展中还存在不少困难和问题：经济总量偏小，创新能力不强，民生短板较多。",
        "二、2024年工作安排",
        "今年是实施“十四五”规划的关键一年，做好全年工作意义重大。当前，机遇与挑战并存，有利条件强于不利因素。",
        "今年政府工作的总体要求是：坚持稳中求进工作总基调，扎实推动高质量发展。",
        WILL,
        "各位代表！让我们更加紧密地团结起来，为建设现代化新城而努力奋斗！",
    )
    assert found == ["neither"] * 3 + ["review"] + ["neither"] * 4 + ["plan", "plan", "neither"]


def test_a_missing_second_heading() -> None:
    lines = ["一、2023年工作回顾", *[f"（{n}）经济向好。" + DONE for n in "一二三四"]]
    lines += ["今年政府工作的总体要求是：" + WILL, *[f"（{n}）提振消费。" + WILL * 2 for n in "一二三四五六七"]]
    document = read_document("\n".join(lines), 2024, 480)
    plan = [segment for segment in document.segments if segment.half == "plan"]
    assert len(plan) == 8
    assert {segment.outline for segment in plan} == {"", "提振消费"}


def test_what_a_plan_lacks_is_neither_under_its_heading_and_item_by_item() -> None:
    lines = ["一、2023年工作回顾", DONE, "二、存在的困难和问题", "1.产业链短，七成材料靠外购，订单一少就停工待料。"]
    lines += ["2.学位少，今年秋季还差两千四百个，家长意见不小。", "三、2024年工作安排", WILL]
    assert halves(*lines) == ["neither", "review", "neither", "neither", "neither", "neither", "plan"]
    lines = ["一、2023年工作回顾", DONE, "看成绩也要看短处，群众有意见的事眼下有两件。"]
    lines += ["一是过夜的客人少，人均只停留1.3天，山上玩、山下住的链条还没有接起来。"]
    lines += ["二是工业盘子小，一吨竹子的产值不到外地同行的六成，好项目落不下来。", "二、2024年工作安排", WILL]
    assert halves(*lines) == ["neither", "review", "neither", "neither", "neither", "neither", "plan"]


@pytest.mark.parametrize(
    "text",
    [
        "同时应当看到，一业独大的税源结构没有根本改变，财力紧的矛盾仍然突出。",
        "对照群众期待，短板也很清楚：好学校好医院集中在老城，少数干部遇到难题绕着走。",
        "差距同样明显：大项目接续乏力，停车、早教、就近就医的呼声仍然集中。",
    ],
)
def test_a_single_shortcoming_after_such_an_opening_is_enough(text: str) -> None:
    assert halves("一、2023年工作回顾", DONE, text, "二、2024年工作安排", WILL)[2] == "neither"


def test_requirements_after_the_naming_of_the_year_are_plan() -> None:
    year = "今年是建区二十周年，也是规划的开局之年。要立足新发展阶段，把每项任务落到月份，以实绩迎接大考。"
    assert halves("一、2023年工作回顾", DONE, "二、2024年工作安排", year, WILL)[3] == "plan"


def test_a_closing_line_without_address_is_neither() -> None:
    end = "炉火虽已迁走，匠心仍在传承，我们要一步一个脚印，交出无愧时代的答卷。"
    assert halves("二、2024年工作安排", WILL, WILL, end)[-1] == "neither"


def test_aims_stated_are_where_the_plan_begins_even_if_a_later_heading_names_it_too() -> None:
    counted = "由科创局组织，设公共平台三个，运行数据每月上传，井盖倾斜、路面塌陷自动派单。"
    lines = [f"第{n}，产业向好。" + DONE for n in "一二三四"] + ["预期目标是：增长6%左右，新增就业5000人以上。"]
    lines += [f"（{n}）{counted}" for n in range(1, 7)] + ["6.办好民生实事", "（1）" + WILL, "（2）" + WILL]
    found = halves(*lines)
    assert found == ["review"] * 4 + ["plan"] * 7 + ["neither", "plan", "plan"]


def test_a_summary_dated_by_the_year_it_sums_up() -> None:
    found = halves(
        "东河社区2018年工作总结",
        "2018年，社区围绕和睦二字，把大家的事放在心上，几块牌子挂上了墙。",
        "党员轮流值守，楼道堆物清走，口角有人劝、困难有人帮。",
        "2019年，社区将建起充电棚，力争让老人吃上食堂的饭。",
        year=2018,
    )
    assert found == ["neither", "review", "review", "plan"]


def test_a_section_whose_dated_heading_runs_into_its_text() -> None:
    plain = "一般公共预算收入2.98亿元，支出18.1亿元，先保工资、保运转、保基本民生，化债2亿元。"
    found = halves("一、2023年预算执行情况。" + plain, plain, "二、2024年预算安排。" + plain, plain)
    assert found == ["review", "review", "plan", "plan"]


def test_what_a_place_is_like_is_neither() -> None:
    found = halves("一、2023年工作回顾", DONE, "二、镇情概况", "全镇面积98平方公里，辖14个村，人口2.9万人。", DONE)
    assert found[2:] == ["neither"] * 3


def test_a_section_that_opens_with_the_year_planned_for_is_plan() -> None:
    title = "东城区应急管理局2022年工作总结和2023年工作打算"
    after = "三、2023年，开展重大隐患专项排查，监控覆盖率提高到92%，事故起数再降一成。"
    assert halves(title, "一、2022年主要工作", DONE, after, year=None)[-1] == "plan"
    assert halves(title, "一、2022年主要工作", DONE, after.replace("2023年", "2022年"), year=None)[-1] == "review"


def test_a_five_year_plan_looks_back_on_the_five_years_before() -> None:
    title = "东城县国民经济和社会发展第十三个五年规划纲要"
    past = "“十二五”期间，全县城镇化率提高8.6个百分点，县医院、一中新校区落成。"
    assert halves(title, "第一章 发展基础", past, "第二章 主要目标", WILL, year=None) == [
        "neither",
        "neither",
        "review",
        "neither",
        "plan",
    ]


def test_what_comes_next_is_cut_off_the_item_that_reports() -> None:
    text = f"（一）抓安全。{DONE}下一步，将继续压实责任，开展隐患排查。"
    found = read_document(f"一、工作情况\n{text}\n（二）抓民生。{DONE}", 2024, 480).segments
    assert [(s.half, s.text[:4]) for s in found[1:3]] == [("review", "（一）抓"), ("plan", "下一步，")]
