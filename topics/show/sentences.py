"""The sentences of charts, in Chinese and in English: nothing but words.

A name in braces is filled in by `topics.show.titles.Wording`.
"""

from __future__ import annotations

SENTENCES = {
    # titles
    "over-time": ("{where} {when} 年各{what}占比{only}", "{What} shares in {where}, {when}{only}"),
    "ranks": ("{where} {when} 年各{what}占比的名次{only}", "{What}s by rank of their shares in {where}, {when}{only}"),
    "shares": ("按{by}划分的{what}占比{only}", "{What} shares by {by}{only}"),
    "shares of all": ("全部文件的{what}占比{only}", "{What} shares of all plans{only}"),
    "compare": ("{a} 与 {b} 的{what}差异{only}", "How the {what}s of {a} and {b} differ{only}"),
    "similarity of content": ("文件两两之间的内容相似度", "How similar the plans are in content"),
    "similarity of profile": ("文件两两之间的结构相似度", "How similar the plans are in their theme shares"),
    "similarity of wording": ("文件两两之间的用语相似度", "How similar the plans are in wording"),
    "neighbours by content": ("内容上与每份文件最相近的文件", "The plans nearest to each plan in content"),
    "neighbours by profile": ("主题结构上与每份文件最相近的文件", "The plans nearest to each plan in theme shares"),
    "neighbours by wording": ("用语上与每份文件最相近的文件", "The plans nearest to each plan in wording"),
    "map": ("段落分布图：按{what}着色{only}", "A map of the passages, coloured by {what}{only}"),
    "ledger": ("{where} {when} 年计划的去向", "What became of what was planned: {where}, {when}"),
    "targets": ("{indicator}：{where} {when} 年的目标与结果", "{indicator}: targets and results, {where}, {when}"),
    "rank": ("{theme}：各{by}占比分档{only}", "{theme}: share by {by}, in tiers{only}"),
    "districts": ("{n} 个地区", "{n} districts"),
    "years": ("{when} 年", "{when}"),
    # names of axes and legends
    "share": ("占比", "Share"),
    "profile": ("结构相似度", "Profile"),
    "content": ("内容相似度", "Content"),
    "wording": ("用语相似度", "Wording"),
    "nearest": ("由近到远", "Nearest first"),
    "difference": ("差异（百分点）", "Difference (percentage points)"),
    "tier": ("第 {n} 档", "tier {n}"),
    # of what, and how many
    "of all characters": (
        "占{half}全部字数的比例，未归类的字数计入分母",
        "Fraction of all characters of {half}, unassigned included",
    ),
    "plans": ("{n} 份文件，共 {characters} 字", "{plans}, {characters} characters"),
    "groups": ("，按{by}分为 {n} 组", ", in {n} groups by {by}"),
    "sides": ("{a}：{n_a} 份文件{only_a}；{b}：{n_b} 份文件{only_b}", "{a}: {plans_a}{only_a}; {b}: {plans_b}{only_b}"),
    # intervals
    "intervals": ("细线和浅色带为 95% 区间：{how}", "Thin lines and pale bands: 95 % intervals, {how}"),
    "interval lines": ("横线为 95% 区间：{how}", "Lines: 95 % intervals, {how}"),
    "for groups": ("{n} 组{basis}", "{basis} (groups: {n})"),
    "and some without": ("；另有 {n} 组没有区间", "; groups without: {n}"),
    "intervals not drawn": (
        "本图不画区间；{all} 组中有 {n} 组有 95% 区间，见{style}和表格",
        "Intervals are not drawn here: {n} of {all} groups have 95 % intervals, see {style} and the table",
    ),
    "intervals of all not drawn": (
        "本图不画区间；各组都有 95% 区间，见{style}和表格",
        "Intervals are not drawn here: every group has a 95 % interval, see {style} and the table",
    ),
    "style lines": ("折线图（lines）", "the style of lines"),
    "style bars": ("柱图（bars）", "the style of bars"),
    "no intervals": ("没有区间：{why}", "No intervals: {why}"),
    "no interval of similarity": (
        "每对只有一个数值，没有区间；相似度只宜在本语料内比较",
        "One value a pair, without interval; values are comparable within this corpus only",
    ),
    # over time
    "bars": ("各列横轴相同，自 0 起", "One scale for all columns, from 0"),
    "ends": ("数字为首尾两年的占比；各格纵轴相同", "Numbers: first and last year; one vertical scale for all cells"),
    "stacked": (
        "每年各项占比自上而下叠成 100%；白线为有文件的年份，其间为连线",
        "The shares of a year on top of each other make 100 %; white lines: years with plans, joined in between",
    ),
    "ranked": (
        "名次：1 为所画各项中占比最大者，未归类不排名；名次不表示差距大小，占比相同者按{what}原有次序",
        "Ranks: 1 for the largest share of those drawn, the unassigned without rank; a rank hides how large a gap is, "
        "equal shares rank in the order of the {what}s",
    ),
    "one year": ("只有一个年份，画柱而不画线", "One year only: bars, not lines"),
    "one year each": (
        "多数地区只有一个年份，画柱而不画线",
        "Most districts have one year only: bars, not lines",
    ),
    # left out
    "undrawn": (
        "另有 {n} 组没有年份或没有这部分文本，未画",
        "Groups not drawn, as they have no year or no text of this half: {n}",
    ),
    "no text": ("另有 {n} 组没有这部分文本，未画", "Groups not drawn, as they have no text of this half: {n}"),
    "groups left out": ("共 {all} 组，只画字数最多的 {n} 组", "{n} of {all} groups drawn, those with the most text"),
    "places left out": (
        "共 {all} 个地区，只画字数最多的 {n} 个",
        "{n} of {all} districts drawn, those with the most text",
    ),
    "series left out": ("共 {all} 项，只画占比最大的 {n} 项", "{n} of {all} {what}s drawn, the largest"),
    "rest in grey": (
        "共 {all} 个{what}，占比最大的 {n} 个各有颜色，其余合为浅灰",
        "The {n} largest of {all} {what}s have a colour of their own, the rest are pale grey",
    ),
    "left out": ("另有差异较小的 {n} 项未画", "{n} smaller differences not drawn"),
    "plans left out": (
        "共 {all} 份文件，只画与他者最相近的 {n} 份",
        "{n} of {all} plans drawn, those that lie nearest to another",
    ),
    # compare
    "distance": (
        "Jensen–Shannon 距离 {distance}（0 为相同，1 为毫无共同）",
        "Jensen–Shannon distance {distance} (0: the same, 1: nothing in common)",
    ),
    "numbers": (
        "数字为 {a} 减 {b}，单位：百分点",
        "Numbers: {a} less {b}, in percentage points",
    ),
    "and intervals": (
        "；右图为差异及其 95% 区间：{how}，逐项计算，未作多重比较校正",
        "; on the right the differences with 95 % intervals: {how}; each for itself, not corrected for their number",
    ),
    "and no intervals": ("；没有区间：{why}", "; no intervals: {why}"),
    "decided": (
        "彩色：差异可与偶然区分（错误发现率 5%）；灰色：不能区分",
        "In colour: told from chance (false discovery rate 5 %); grey: not told from it",
    ),
    "none decided": (
        "灰色：没有一项差异可与偶然区分（错误发现率 5%）",
        "Grey: no difference can be told from chance (false discovery rate 5 %)",
    ),
    "untested": ("文件太少，未作检验：颜色只表示哪一方", "Too few plans for a test: colour only says which side"),
    # similarity
    "profile is": (
        "结构相似度：1 减去两份文件各主题占比的 Jensen–Shannon 距离，1 为相同",
        "Profile: 1 less the Jensen–Shannon distance of the two plans' theme shares, 1 for the same",
    ),
    "content is": (
        "内容相似度：两份文件的段落在语义上彼此接近的程度（最优传输），1 为相同",
        "Content: how near the passages of one plan lie to those of the other by optimal transport, 1 for the same",
    ),
    "wording is": (
        "用语相似度：较短文件的字数中，表述也见于另一份文件的比例",
        "Wording: fraction of the shorter plan's characters whose wording the other plan has too",
    ),
    "pairs": (
        "{n} 份文件，{pairs} 对；最低 {low}，平均 {mean}，最高 {high}",
        "{n} plans, {pairs} pairs; lowest {low}, mean {mean}, highest {high}",
    ),
    "clustered": ("按聚类排序，相近的文件相邻", "Ordered by clustering: like plans stand together"),
    "neighbours": ("每行一份文件及与其最相近的 {n} 份", "A row a plan with the {n} plans nearest to it"),
    # map
    "a dot a passage": (
        "一点为一个段落：{n} 段，{plans_n} 份文件，共 {characters} 字",
        "A dot is a passage: {n} passages of {plans}, {characters} characters",
    ),
    "sampled": (
        "共 {all} 段，只画其中 {n} 段（按{what}等比例抽取）",
        "{n} of {all} passages drawn, the same part of every {what}",
    ),
    "others": ("其他{what}", "Other {what}s"),
    "laid out": (
        "UMAP 二维布局（精确近邻，种子 {seed}）：相邻者内容相近；坐标、团块大小与远距离没有含义，也没有区间",
        "UMAP in two dimensions (exact neighbours, seed {seed}): near dots are alike; axes, sizes of clusters and "
        "large distances mean nothing, and there are no intervals",
    ),
    # ledger
    "items": (
        "计划中的 {n} 句，{pairs} 组相邻年份，{places} 个地区；数字为句数及其占比",
        "{n} planned statements, {pairs} pairs of years, {places} districts; numbers: statements and their fraction",
    ),
    "one district": (
        "计划中的 {n} 句，{pairs} 组相邻年份；数字为句数及其占比",
        "{n} planned statements, pairs of years: {pairs}; numbers: statements and their fraction",
    ),
    "beyond": (
        "另有次年{later} {n} 句未见于上年计划，不在流向之内",
        "Not in the flow: {n} statements of the {later} of the year after that no plan had named",
    ),
    "the review": ("回顾", "review"),
    "the plan": ("计划", "plan"),
    "matched": (
        "对应关系由程序按用语和语义判断，“未提及”不等于未完成；为全数计数，没有抽样区间",
        "Matched by wording and meaning: not mentioned does not mean not done; all statements are counted, so no "
        "sampling intervals",
    ),
    "against review": ("次年回顾（{year}）", "Review of the year after ({year})"),
    "against plan": ("次年计划（{year}）", "Plan of the year after ({year})"),
    "planned": ("计划（{year}）", "Planned ({year})"),
    # targets
    "target": ("目标", "target"),
    "target at least": ("目标下限（以上）", "target, at least"),
    "target at most": ("目标上限（以内）", "target, at most"),
    "result": ("结果", "result"),
    "figures": (
        "{n} 个数值，见于 {plans_n} 份文件；单位：{unit}",
        "Figures: {n}, stated in {plans}; unit: {unit}",
    ),
    "change": ("数值为增长率或变化量", "The figures are changes (growth), not levels"),
    "level": ("数值为水平值", "The figures are levels, not changes"),
    "stated ranges": (
        "浅色粗条连接文件所写目标的下限与上限；“左右”按所写数值画出；没有抽样区间",
        "Pale bars join the lower and the upper end of a range that a plan states; what it calls approximate is drawn "
        "as stated; no sampling intervals",
    ),
    "other units": (
        "另有 {n} 个数值用其他单位或为另一类（水平或变化），未画",
        "Not drawn, in other units or of the other kind (level or change): {n}",
    ),
    "no figure": (
        "另有 {n} 个没有数值（持平、同步等），或不能归到某一年（如五年年均），未画",
        "Not drawn, without a figure (unchanged, in step …) or not of one year (such as a mean of five): {n}",
    ),
    "districts left out": (
        "共 {all} 个地区，只画数值最多的 {n} 个",
        "{n} of {all} districts drawn, those with the most figures",
    ),
    "conflicts": (
        "同一地区同一年写有不同数值的有 {n} 处，全部画出",
        "Years for which a district states different figures, all drawn: {n}",
    ),
    # rank
    "tiers": ("同一档内的各组不能区分高低", "Groups of one tier cannot be told apart"),
    "one tier": ("各组之间不能区分高低", "No groups can be told apart"),
    "ranked groups": ("{n} 组，{plans_n} 份文件，共 {characters} 字", "{n} groups, {plans}, {characters} characters"),
    "ranks left out": (
        "共 {all} 组，只画最高和最低的共 {n} 组",
        "{n} of {all} groups drawn: the highest and the lowest",
    ),
}
HALVES = {
    "all": ("文件", "the plans"),
    "review": ("回顾部分", "the review half"),
    "plan": ("计划部分", "the plan half"),
    "neither": ("既非回顾也非计划的部分", "the text that is neither review nor plan"),
}
LEVELS = {"theme": ("主题", "theme"), "topic": ("话题", "topic")}
