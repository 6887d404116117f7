"""Figures in clauses, and what the words of a later text say of a planned matter."""

from __future__ import annotations

import pytest

from topics.analyse.following.figures import compared, figures
from topics.analyse.following.progress import change, outcome


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建成2.6公里", [(2.6, "公里")]),
        ("培训1.2万人次、9,600人次", [(12000, "人次"), (9600, "人次")]),
        ("投资3.5亿元，增长5％", [(3.5e8, "元"), (5, "%")]),
        ("下降0.3个百分点", [(0.3, "个百分点")]),
        ("2021年6月18日第3次会议，G60沿线", []),
        ("近30个小区、10余条街", [(30, "个"), (10, "条")]),
        ("十五个小区", []),
    ],
)
def test_figures_are_numbers_with_a_unit(text: str, found: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures(text)] == found
    assert all(text[figure.start : figure.end] == figure.words for figure in figures(text))


@pytest.mark.parametrize(
    ("planned", "later", "reached"),
    [
        ("改造小区32个", "改造小区24个", [False]),
        ("改造小区32个", "改造小区35个", [True]),
        ("办理压缩到3个工作日以内", "办理只要2个工作日", [True]),
        ("推介项目不低于20个", "推介项目23个", [True]),
        ("失业率控制在5%以内", "失业率4.2%", [True]),
        ("新认定企业30家", "企业达到260家", []),
        ("新增学位900个、园位300个", "学位增加960个，园位增加200个", [True, False]),
        ("建路3公里", "种树30棵", []),
        ("培育省级冠军企业15户", "新增国家级冠军企业5户", []),
        ("绿化500亩、种草800亩", "绿化693亩", [True]),
    ],
)
def test_a_figure_is_held_against_its_like(planned: str, later: str, reached: list[bool]) -> None:
    assert [one.reached for one in compared(planned, later)] == reached


@pytest.mark.parametrize(
    ("planned", "later", "status", "sign"),
    [
        ("白鹭路10月底前通车", "白鹭路9月26日通车", "done", "通车"),
        ("改造老旧小区32个", "老旧小区改造24个，其余8个顺延", "partly", "顺延"),
        ("培训转岗职工1.2万人次", "转岗职工培训9600人次", "partly", "9600人次 / 1.2万人次"),
        ("培训转岗职工9000人次", "转岗职工培训9600人次", "done", "9600人次 / 9000人次"),
        ("建成松林水厂", "松林水厂开工", "partly", "开工"),
        ("松林水厂年内开工", "松林水厂开工", "done", "开工"),
        ("建设松林水厂", "加快松林水厂建设", "partly", "加快"),
        ("松林水厂全部建成", "松林水厂完成80%", "partly", "完成80%"),
        ("为老人发放药箱", "老人有了药箱", "done", ""),
        ("财政收入增长5%", "财政收入29亿元，增长3.9%", "partly", "3.9% / 5%"),
        ("新建公园12座", "五年来，新建公园9座", "done", "新建"),
        ("桥梁主体完工", "桥梁未完工", "partly", ""),
    ],
)
def test_the_later_text_says_how_far_it_came(planned: str, later: str, status: str, sign: str) -> None:
    found = outcome(planned, later)
    assert found.status == status
    assert sign in found.signs if sign else True


def test_what_another_clause_says_does_not_count() -> None:
    found = outcome("引进柏木轴承项目", "松针香料项目停产搬迁，柏木轴承项目落地")
    assert (found.status, found.signs) == ("done", ("落地",))


def test_a_plan_taken_up_again_is_kept_unless_a_figure_moves() -> None:
    assert change("改造小区30个，加装电梯60部", "改造小区26个，加装电梯60部").signs == ("30个 → 26个",)
    assert change("建设滨河公园", "继续建设滨河公园").status == "kept"
