"""Whether the wording of a text reports or announces.

Chinese verbs carry no tense; what was done shows in 了, in prizes and ranks, in figures reached, in last year's name,
where nothing happened; what will be done shows in 将, 力争, 确保, in rows of bare imperatives (加快…，完善…), in
figures with 以上 and 左右. Figures may be masked or have lost their digits (XX亿元, 增长%). English plans are told
by tense, auxiliary and imperative.

Each cue looks first at a character it must begin with, and behind it afterwards: so `re` passes over the rest fast.
"""

from __future__ import annotations

import re

_NUMBER = r"(?:\d[\d.,]*+|[xX×*＊_]{1,8}(?:\.[xX×*]{1,4})?)"
_MEASURES = (
    "个|家|户|人|名|位|套|项|所|亩|吨|次|张|株|座|处|条|件|批|场|份|起|头|栋|幢|支|台|块|例|门|期|轮|趟|篇|对|宗|只|棵|间|辆"
    "|公里|平方米|米|公顷|万|亿|元|千瓦|标箱|成"
)
_UNIT = rf"(?=[\dxX×*＊_%％])(?:{_NUMBER}(?:[多余来]?(?:{_MEASURES})|%|％|个百分点)|(?<=[\u4e00-\u9fff])[%％])"
_VERBS = (
    "加快|加强|强化|深化|推进|推动|完善|健全|优化|提升|提高|扩大|支持|鼓励|引导|培育|打造|落实|开展|实施|抓好|做好|办好|建设|构建|促进|拓展|发展"
    "|做强|做大|做优|用好|建好|统筹|坚持|严格|严守|严厉|依法|探索|谋划|启动|规范|整治|防范|保障|加大|增强|激发|释放|吸引|引进|壮大|巩固|维护|弘扬"
    "|传承|创新|创建|丰富|发挥|聚焦|紧盯|突出|牢固树立|锚定|围绕|持续|大力|积极|着力|全力|全面|深入|扎实|稳步|有序|切实|精准|高标准|高质量|高水平"
    "|严密|坚决|坚定|常态化"
)
_THINGS = (
    "工程|项目|行动|工作|建设|改革|企业|产业|经济|质量|水平|能力|体系|环境|设施|事业|形势|格局|力度|规模|动能|活力|保障|服务|治理|面貌|底线|基础"
    "|优势|成效|步伐"
)
_ORDERS = (
    "(?i:build|strengthen|improve|expand|support|promote|develop|modernise|modernize|train|continue|complete|create|extend|ensure|increase|reduce|protect"
    "|implement|accelerate|deepen|encourage|introduce|launch|open|invest|digitise|digitize|repair|upgrade|advance|establish|enhance|publish|plant|provide)"
)
_MOVES = "全面|持续|稳步|不断|加快|深入|扎实|有序|顺利|有效|明显|显著|更加|进一步|蓬勃|快速|加速|初步|基本"

_CUES: dict[str, tuple[float, str]] = {
    "aspect": (1.9, r"了(?<![为除罢公]了)(?!解|然|不起)"),
    "already": (
        0.8,
        r"已(?<!而已)(?!有之|然)|早已|截至|截止|目前|眼下|至今|年初(?:定|排|列|向|领|承)|先后|如期|当年|各项任务",
    ),
    "until now": (
        1.2,
        r"(?=[全一二三四五六七八九十今半前到至\d])(?:全年(?!预期|目标|任务|力争|要|新增|工作)|一年(?:里|间|下来)|[一二三四五六七八九十\d]年(?:来|间|里)|[今半]年(?:来|以来)|前[一二三四五六七八九十\d]+个?月|\d+月(?:份|底|末)?(?:以来|止)|[到至]\d+月(?:底|末|份)?|1[-—至~～]\d+月)",
    ),
    "nothing happened": (2.1, r"没有(?:发生|出|一|再)|未(?:发生|出现)|无一|零(?:事故|感染|上访|发生)|没出"),
    "odd count": (2.0, r"[多余](?<=\d.)[\u4e00-\u9fff]|万多"),
    "finished": (
        0.3,
        r"(?:完工|封顶|到位|办结|销号|投产|获批|兑现|清零|全覆盖|达标|告破|通过|受理|查处|签约|开工|动工|落户|落成|报批|成立|评上|拿到|得了|获得|走访|印发|召开|达产|结顶)(?!率|前|后|时)",
    ),
    "of the plan": (
        1.0,
        r"占(?:全|年)?年?(?:计划|任务)|为(?:全)?年(?:计划|任务)|(?:年度?|全年)(?:计划|任务|目标)的",
    ),
    "last year": (1.3, r"过去|去年|上年"),
    "these years": (4.2, r"一年来|五年来|这一年|这五年|过去的?[一五\d几]年|近年来|届以来|十[三四]五”?以来"),
    "prize": (
        2.3,
        r"获[评批奖全国省得]|荣[获膺]|入[选围]|上榜|跻身|列入全国|授予|称号|表彰|通报表扬|督查激励|被(?:评|列|确定)为",
    ),
    "rank": (
        2.5,
        r"居全[国省市区州]|居(?:前列|首位|第)|排名|位居|位列|全[国省市区州]第[一二三四五六七八九十\d]|连续\S{1,3}年|历史新高|历史最好|创历史|全国?首[个批家次创例]|省国?首[个批家次创例]",
    ),
    "success": (1.7, r"成功|圆满|顺利|如期|提前|超额|全面完成|取得|迈出|迈上|跃升|再创"),
    "built": (
        0.3,
        r"建成投|投[用产运](?!资)|通车|竣工(?!率)|开通|揭牌|挂牌|落[地户成]|并网|启用|上市|交付|亮相|举办了|相继|陆续",
    ),
    "grown": (
        1.6,
        r"(?:不断|持续|明显|显著|稳步|大幅|有效|进一步|更加|逐步)(?:提升|提高|改善|增强|优化|好转|向好|完善|夯实|巩固|彰显|凸显|扩大|壮大|回升|释放|深化|加强|健全)[，。；,;]",
    ),
    "reached": (
        0.6,
        rf"(?:增长|提高|下降|提升|增加|减少|达到?|突破|完成|实现|新增|累计)了?[^，。；,;]{{0,10}}?{_UNIT}(?!以上|左右|以内)",
    ),
    "figure": (0.6, rf"{_UNIT}(?!以上|左右|以内|上下)"),
    "compared": (0.9, r"同比|比上年|较上年|较去年|比去年|年均增长|预计|从\d|由\d"),
    "moving": (1.4, rf"(?:{_THINGS})(?:{_MOVES})"),
    "we did": (3.3, r"我们(?:坚持|始终|全力|深入|着力|聚焦|紧扣|大力|持续|全面|牢牢)|在市委|在省委"),
    "at least": (-1.0, r"以上|左右|以内|上下"),
    "striving": (
        -1.3,
        r"力争|争取|确保|争创|力促|努力|奋力|有望|不低于|不少于|年内|年底前|月(?:底|末|中旬|上旬|下旬|份)?之?前|今年年?底|计划|拟|将(?!军|来|近|乐|士|令|心)",
    ),
    "ought": (-0.8, r"要(?!素|求|点|件|闻|道|地|害|领|塞|约|么)|必须|应当|务必|牢牢把握|决不|绝不"),
    "this year": (-1.9, r"今年(?!以来)|明年|新的一年|下一步|来年"),
    "imperative": (-0.8, rf"(?:^|[，。；、,;])(?:{_VERBS})"),
    "more": (-0.8, r"一批|更多|更大力度|更加注重|更高|更好|更实"),
    "past tense": (
        1.3,
        r"(?i)\b(?:was|were|had|has|have been|rose|fell|built|held|met|began|won|last year|\w{3,}[^e\W]ed)\b(?! to\b)",
    ),
    "auxiliary": (
        -2.0,
        r"(?i)\b(?:will|shall|must|(?:aims?|plans?|intends?|going|expects?) to|by the end of|next year|this year)\b",
    ),
    "order": (
        -1.5,
        rf"(?:^|[.;:] |\band |, ){_ORDERS}\b",
    ),
}
_MOST = 3
_INTERCEPT = -0.9
_ENGLISH = ("past tense", "auxiliary", "order")
_compiled = [(weight, re.compile(pattern), cue in _ENGLISH) for cue, (weight, pattern) in _CUES.items()]
_latin = re.compile("[A-Za-z]{2}")


def cue_counts(text: str) -> list[int]:
    """Count each cue in a text, at most three of a kind, in the order of the table above."""
    latin = bool(_latin.search(text))
    return [min(_MOST, len(pattern.findall(text))) if latin or not english else 0 for _, pattern, english in _compiled]


def review_odds(text: str) -> float:
    """Give the logarithm of the odds that a text reports what was done rather than what will be done.

    Notes
    -----
    A logistic regression on the counts of `cue_counts`; its weights were learned on sections of municipal and
    provincial reports whose headings say which half they are (…年工作回顾, …年工作安排), frames left out. By districts
    left out in turn it tells 95 of 100 single items right, of cities 95, of provinces 94. The weights of cues too rare
    there to be learned (已, shares of the year's plan) and of the English ones (tense, auxiliary, imperative) were set
    by hand.
    """
    return _INTERCEPT + sum(weight * count for (weight, *_), count in zip(_compiled, cue_counts(text), strict=True))
