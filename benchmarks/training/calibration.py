"""Measure how large each channel of the bundled model gets, and write the factors that even them out.

The factors ship with the package as `topics/embed/factors.npy`, the channels that are multiplied in float32 as
`topics/embed/apart.npy`; this script made the files from the sentences below,
which were written for it, in the genre and outside it. Nothing that the encoder is judged on takes part.

    python -m benchmarks.training.calibration
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sentence_transformers import SentenceTransformer

from topics.embed import building, datafile
from topics.embed.exported import export_bundled

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch
    from numpy.typing import NDArray

STRENGTHS = {"qkv": 0.8, "ao": 0.5, "fi": 0.6, "fo": 0.4}
"""By product; 0: all unevenness is left to the activations; 1: all is moved into the weights."""
N_APART = 4
"""Channels of the product out of the feed-forward step that are multiplied in float32: those that get largest."""
TEXTS = [
    "今年以来，街道坚持稳中求进，经济运行总体平稳，财政收入比上年增长百分之六点五。",
    "加快推进老旧小区改造，全年完成改造十二个小区，惠及居民三千余户。",
    "（一）强化责任落实，健全安全生产网格化管理机制，排查整治隐患286处，整改率达到98.7%。",
    "完善养老服务体系，新建社区食堂五家，为八十岁以上老人提供上门助餐服务。",
    "二是优化营商环境，推行一窗受理，企业开办时间压缩到一个工作日以内。",
    "深入开展垃圾分类，建成投放点九十个，居民参与率明显提高。",
    "新增幼儿园学位600个，小学学位1,200个，努力办好家门口的学校。",
    "抓好河道清淤和黑臭水体治理，水质由劣Ⅴ类提升到Ⅲ类。",
    "坚持党建引领基层治理，把服务送到群众身边，矛盾化解在一线。",
    "明年工作的总体要求是：以项目建设为抓手，以科技创新为动力，以改善民生为目的，推动各项事业再上新台阶。",
    "我们也清醒地看到，工作中还存在不少困难和不足：产业结构不够优，停车难问题突出，干部作风有待改进。",
    "严格控制一般性支出，“三公”经费下降4.2%，把省下来的钱用在刀刃上。",
    "举办文化节、运动会等活动四十余场，图书馆全年接待读者十万人次。",
    "落实耕地保护制度，粮食播种面积稳定在8.6万亩，建成高标准农田一万亩。",
    "做好退役军人优抚安置工作，发放补助资金三百五十万元。",
    "道路工程如期通车，地铁三号线延长段开工建设，公交线路优化调整七条。",
    "严厉打击电信网络诈骗，刑事案件发案率同比下降一成。",
    "引进高层次人才二十名，培育国家级高新技术企业15家，研发投入强度达到2.8%。",
    "各位代表：现在，我代表区人民政府向大会报告工作，请予审议，并请列席的同志提出意见。",
    "一、2023年工作回顾",
    "二、存在的问题",
    "（三）着力保障和改善民生",
    "附件：名词解释",
    "电话：010-12345678，邮编100000，网址 www.example.org。",
    "序号 项目名称 投资额（万元） 完成时限 责任单位",
    "经济发展",
    "民生保障",
    "生态环境",
    "城市管理。",
    "The district will open three new clinics and repair forty kilometres of road by the end of 2025.",
    "Spending on schools rose by 4.2 per cent; the council thanks all residents for their patience.",
    "Le conseil municipal a adopté le budget et prévoit la rénovation de deux écoles.",
    "Die Gemeinde baut im nächsten Jahr einen Kindergarten und zwei Spielplätze.",
    "El ayuntamiento mejorará el transporte público y la recogida de residuos.",
    "В следующем году планируется открыть новую библиотеку и отремонтировать дороги.",
    "来年度は保育所を二か所新設し、バス路線を見直します。",
    "내년에는 공원을 새로 만들고 노인 복지 서비스를 확대할 계획입니다.",
    "12345 67890 3.14 2,000 50% 100% №7 §3 © ® ™ → ← ★ ◆ ● ■",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "！！！？？？……——《》【】「」",
    "中中中中中中中中中中中中中中中中中中中中中中中中",
]


def main() -> None:
    """Run the float32 network over the texts and write the factors."""
    model = datafile.parse(datafile.read_data_file())
    with tempfile.TemporaryDirectory() as folder:
        export_bundled(Path(folder))
        peaks = _peaks(folder, [*TEXTS, "".join(TEXTS[:12]), " ".join(TEXTS[29:34])])
    rows = []
    for i in range(model.layers):
        for part in building.INPUTS:
            names = [f"l{i}.{name}" for name in ("qkv" if part == "qkv" else [part])]
            columns = np.concatenate([np.abs(model.matrix(name)) for name in names]).max(axis=0)
            strength = STRENGTHS[part]
            factor = np.log2(peaks[f"l{i}.{part}"]) * strength - np.log2(columns) * (1 - strength)
            rows.append(np.rint((factor - factor.mean()) * building.FRACTIONS))
    np.save(building.FACTORS, np.concatenate(rows).clip(-127, 127).astype(np.int8))
    largest = [np.sort(np.argsort(-peaks[f"l{i}.fo"])[:N_APART]) for i in range(model.layers)]
    np.save(building.APART, np.stack(largest).astype(np.int16))
    print(f"wrote {building.FACTORS} and {building.APART}")


def _peaks(folder: str, texts: list[str]) -> dict[str, NDArray[np.float32]]:
    """Give the largest absolute value of every input channel of every product."""
    network = SentenceTransformer(folder, device="cpu")
    peaks: dict[str, NDArray[np.float32]] = {}

    def watch(name: str) -> Callable[..., None]:
        def look(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            peak = inputs[0].abs().amax(dim=(0, 1)).numpy()
            peaks[name] = np.maximum(peaks.get(name, peak), peak)

        return look

    for i, layer in enumerate(network[0].auto_model.encoder.layer):
        places = {
            "qkv": layer.attention.self.query,
            "ao": layer.attention.output.dense,
            "fi": layer.intermediate.dense,
            "fo": layer.output.dense,
        }
        for part, module in places.items():
            module.register_forward_pre_hook(watch(f"l{i}.{part}"))
    for text in texts:  # one at a time: no padding takes part
        network.encode(text)
    return peaks


if __name__ == "__main__":
    main()
