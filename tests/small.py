"""A small corpus of our own, whose every figure can be worked out by hand: items by theme, put together as plans."""

from __future__ import annotations

from pathlib import Path

ITEMS = {
    "industry": [
        "新引进装备制造项目九个，培育高新技术企业二十三家，规上工业研发投入占比升到百分之三。",
        "建设智能制造产业园二期，组建产业链招商专班，新增专精特新企业十五家。",
    ],
    "urban": [
        "改造老旧小区十八个，打通断头路四条，新建口袋公园六处，拆除违法建设一万平方米。",
        "启动城中村改造三片，更换老旧燃气管线十二公里，新增公共停车位八百个。",
    ],
    "environment": [
        "完成河道清淤七公里，地表水断面全部达到三类，空气质量优良天数增加十二天。",
        "推进垃圾分类全覆盖，关停燃煤锅炉九台，补种行道树两千棵，治理黑臭水体三条。",
    ],
    "livelihood": [
        "新建小学两所，新增学位一千六百个，社区养老服务站覆盖到每一个社区。",
        "开展技能培训四千人次，帮助困难家庭高校毕业生就业，扩建区医院门诊楼。",
    ],
    "party": [
        "开展党员轮训十二期，整顿软弱涣散基层党组织五个，查处违反中央八项规定精神问题九起。",
        "落实全面从严治党主体责任，选派驻村第一书记二十名，建设清廉机关示范点六个。",
    ],
}
"""Two items a theme, in our own words; the codes are those of the themes that ship with the package."""


def plan_text(district: str, year: int, number: int) -> str:
    """Give a plan with a review half and a plan half; `number` turns the order of the items."""
    themes = list(ITEMS)
    themes = themes[number % len(themes) :] + themes[: number % len(themes)]
    lines = [f"{district}{year}年工作报告", f"一、{year - 1}年工作回顾"]
    lines += [f"（{'一二三四五'[i]}）{ITEMS[theme][0]}" for i, theme in enumerate(themes)]
    lines += [f"二、{year}年工作安排"]
    lines += [f"（{'一二三四五'[i]}）今年要{ITEMS[theme][1]}" for i, theme in enumerate(themes)]
    return "\n".join(lines) + "\n"


def write_corpus(
    folder: Path, districts: tuple[str, ...] = ("甲山区", "乙水区", "丙林县"), years: tuple[int, ...] = (2020, 2021)
) -> Path:
    """Write a plan a district and year, named as the reader expects."""
    folder.mkdir(parents=True, exist_ok=True)
    plans = [(district, year) for district in districts for year in years]
    for number, (district, year) in enumerate(plans):
        (folder / f"{district}_{year}.txt").write_text(plan_text(district, year, number), encoding="utf-8")
    return folder
