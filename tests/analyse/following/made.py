"""Plans made by hand, text by text, for what sets passages beside each other."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from topics.tables import ASSIGNMENTS, DOCUMENTS, SEGMENTS

Tables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, NDArray[np.float32]]


def tables(plans: dict[str, list[tuple[str, str, str]]]) -> Tables:
    """Give documents, segments, assignments and vectors from plan name → (half, theme, text)."""
    names = list(plans)
    documents = pl.DataFrame(
        [
            (name, f"{name}.txt", name.split("@")[0], int(name.split("@")[1][:4]), "", f"{i:064d}", 1000)
            for i, name in enumerate(names)
        ],
        schema=DOCUMENTS.schema,
        orient="row",
    )
    rows = [(name, at, *one) for name in names for at, one in enumerate(plans[name])]
    segments = pl.DataFrame(
        [(f"{name}#{at}", name, at, 0, len(text), "", half, text, len(text)) for name, at, half, _, text in rows],
        schema=SEGMENTS.schema,
        orient="row",
    )
    assignments = pl.DataFrame(
        [(f"{name}#{at}", theme, 0.9, 0.8, -1) for name, at, _, theme, _ in rows],
        schema=ASSIGNMENTS.schema,
        orient="row",
    )
    return documents, segments, assignments, vectors([text for *_, text in rows])


def vectors(texts: list[str]) -> NDArray[np.float32]:
    """Give a unit vector a text, from its characters."""
    counted = np.zeros((len(texts), 32))
    for row, text in zip(counted, texts, strict=True):
        for character in text:
            row[ord(character) % 32] += 1
    return np.asarray(counted / np.linalg.norm(counted, axis=1, keepdims=True), np.float32)


def shuffled(made: Tables, seed: int) -> Tables:
    """Give the same tables with their rows in another order."""
    documents, segments, assignments, rows = made
    order = np.random.default_rng(seed).permutation(segments.height)
    other = np.random.default_rng(seed + 1).permutation(segments.height)
    return documents.reverse(), segments[order.tolist()], assignments[other.tolist()], rows[order]


PLANS: dict[str, list[tuple[str, str, str]]] = {
    "松林区@2020": [
        ("review", "urban", "建成滨河步道4公里，新增口袋公园3处。"),
        ("plan", "urban", "白鹭路拓宽改造2.8公里，10月底前通车。"),
        ("plan", "livelihood", "改造老旧小区30个，加装电梯60部；新建松林第三小学，新增学位1200个。"),
        ("plan", "industry", "引进柏木精密轴承项目，9月开工建设。"),
        ("plan", "culture", "举办首届松林皮影节，排演新戏五台。"),
    ],
    "松林区@2021": [
        ("review", "urban", "白鹭路9月26日全线通车，2.8公里路段同步换新路灯。"),
        (
            "review",
            "livelihood",
            "老旧小区改造完成22个，其余8个顺延到今年6月底；松林第三小学如期开学，提供学位1250个。",
        ),
        ("review", "industry", "柏木精密轴承项目9月开工。"),
        ("review", "governance", "7月连降暴雨，连夜转移低洼地带居民860人，无一伤亡。"),
        ("plan", "livelihood", "改造老旧小区26个，加装电梯60部。"),
        ("plan", "industry", "柏木精密轴承项目主体封顶，力争试生产。"),
        ("plan", "environment", "清淤黑鱼塘12万立方米，两岸补种柳树。"),
    ],
    "松林区@2023": [("review", "urban", "白鹭路绿化完工。"), ("plan", "urban", "白鹭路加装隔音屏。")],
    "远山市@2018": [
        ("plan", "overview", f"{verb}{matter}。")
        for verb in ("推进", "加快", "完成", "深化", "做好", "抓好", "启动", "改造提升")
        for matter in (
            "农田水利",
            "医疗卫生",
            "垃圾分类",
            "营商环境",
            "国企改革",
            "防灾减灾",
            "文化惠民",
            "干部培训",
            "新增就业",
        )
    ],
    "云雀县@2021": [
        ("review", "rural", "改造低产油茶林5000亩，亩均增收400元。"),
        ("plan", "livelihood", "改造老旧小区9个，加装电梯12部。"),
        ("plan", "rural", "新修机耕道18公里，改造低产油茶林6000亩。"),
    ],
}
"""Districts of our own: 松林区 has two years in a row, then a gap; 远山市 says what every plan says, in 72 items."""
