"""What a report says in words, in Chinese and in English; `{n}` and the like stand for values."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # frame
    "report on": ("工作计划与报告的主题分析：{name}", "Themes of work plans and reports: {name}"),
    "what it is": (
        "{plans} 份文件，{districts} 个地区，{years}；共 {segments} 段、{characters} 字。每个数字都可点开，查看它背后的原文。",
        "{plans} plans of {districts} districts, {years}: {segments} passages, {characters} characters. "
        "Every number opens the passages behind it.",
    ),
    "to content": ("跳到正文", "Skip to the content"),
    "sections": ("目录", "Contents"),
    "search": ("搜索全部段落", "Search all passages"),
    "search hint": ("输入任意词语，空格表示同时包含", "any words; a space means all of them"),
    "passages": ("原文段落", "Passages"),
    "close": ("关闭", "Close"),
    "clear": ("清除条件", "Clear all"),
    "filters": ("筛选", "Filters"),
    "spread": ("分布（字数）", "Where they are (characters)"),
    "needs a script": (
        "本页的表格与原文需要浏览器运行页内脚本才能显示；脚本不访问网络。请用较新的浏览器打开本文件。",
        "The tables and passages of this page are shown by a script inside it, which asks nothing of a network. Open "
        "this file in a browser with scripts allowed.",
    ),
    "failed": (
        "本页未能打开其中的数据：浏览器可能过旧（需要 2023 年以后的版本）。",
        "This page could not open its data: the browser may be too old (versions since 2023 can).",
    ),
    "made by": ("由 topics {version} 生成", "Made by topics {version}"),
    "fitted": ("模型拟合于 {date}", "Model fitted on {date}"),
    "light": ("本页离线可用，不向任何地址发出请求。", "This page works offline and asks nothing of any address."),
    # headings of sections
    "glance": ("概览", "At a glance"),
    "corpus": ("读入与剔除", "What was read"),
    "themes": ("主题与话题", "Themes and topics"),
    "shares": ("占比", "Shares"),
    "differences": ("差异", "Differences"),
    "compare": ("自选对比", "Compare two districts"),
    "nearest": ("相近文件", "Nearest plans"),
    "ledger": ("承诺台账", "Ledger of promises"),
    "targets": ("指标数字", "Stated figures"),
    "trust": ("可信程度", "How far to trust it"),
    # what each section is
    "about glance": (
        "占比是该主题的字数占全部字数的比例，未归类的字数计入分母。横线为 95% 区间，以整份文件为抽样单位。",
        "A share is a theme's fraction of all characters, the unassigned included. Lines are 95 % intervals, with "
        "whole plans as the unit of sampling.",
    ),
    "about corpus": (
        "每份文件按公文层次切分为段；页码、网页残留、注释等被剔除的文字逐条列出，字符位置以解码后的源文件计。",
        "Plans are cut into passages along their outline; page numbers, web remnants, glossaries and the like that were "
        "left out are listed piece by piece. Places count characters of the decoded source file.",
    ),
    "about themes": (
        "主题事先命名，话题由模型从语料中归纳并归入主题。展开可见关键词、典型段落与话题。",
        "Themes were named beforehand; topics were found in the corpus and placed under them. Unfold one for its words, "
        "typical passages and topics.",
    ),
    "about shares": (
        "点击数字查看段落；表头可排序。表中数字为百分比，颜色越深占比越大。",
        "A number opens its passages; headings sort. Numbers are percentages; the deeper the colour, the larger the share.",
    ),
    "about differences": (
        "甲减乙，单位为百分点（pp）。检验以整份文件为单位置换；q 为按主题数校正后的值。加粗的行可与偶然区分。",
        "A less B in percentage points (pp). Tests permute whole plans; q is corrected for the number of themes. Rows in "
        "bold are told from chance.",
    ),
    "about departures": (
        "各地区占比减全部文件的占比，按绝对值排序。只描述这些文件本身；区间无法给出时注明原因。",
        "Each district's share less that of all plans, the largest first. They describe these plans; where no interval can "
        "be given, the reason stands in its place.",
    ),
    "about compare": (
        "在页内即时计算：两个地区的占比与差值，均为相应文字的实际比例。",
        "Worked out in this page: plain shares of two districts and their differences.",
    ),
    "about nearest": (
        "结构：主题占比是否相近；内容：所述是否相近；措辞：文字是否相同。百分位指在全部文件对中的位置。",
        "Profile: do they give the themes the same room; content: do they say the same kind of thing; wording: do they "
        "share their words. Percentiles say where a pair stands among all pairs.",
    ),
    "about ledger": (
        "上一年计划中的每一条，与次年报告的回顾或计划逐条对应。“未提及”只表示未找到对应文字，不等于未做。",
        "Each item of a plan beside what the following year's review, or plan, says of it. Not mentioned means that no "
        "matching words were found, not that nothing was done.",
    ),
    "about targets": (
        "计划设定的目标与回顾报告的结果，按指标列出；点击数字查看所在原文。",
        "Targets that plans set and results that reviews report, by indicator; a figure opens the passage it stands in.",
    ),
    "about trust": (
        "模型的判断并非事实：请结合与人工编码的一致程度、模型自评的把握，以及下面的设置与版本来使用这些数字。",
        "What a model assigns is no fact: read the numbers with its agreement with people, how sure it is itself, and the "
        "settings and versions below.",
    ),
    # sub-headings
    "departures heading": ("离总体最远的地区", "Furthest from all plans together"),
    "over the years": ("历年变化", "Over the years"),
    "one theme": ("单个主题与区间", "One theme with its intervals"),
    "left out": ("剔除的文字", "What was left out"),
    "problems heading": ("语料中的问题", "Problems of the corpus"),
    "settings": ("设置", "Settings"),
    "versions": ("版本", "Versions"),
    "hashes": ("文件校验（SHA-256）", "Hashes of the plans (SHA-256)"),
    "model files": ("模型文件校验（SHA-256）", "Hashes of the model's files (SHA-256)"),
    "setting": ("设置项", "Setting"),
    "value": ("值", "Value"),
    "again": ("如何重做", "To make it again"),
    # figures of the head
    "plans": ("文件", "plans"),
    "districts": ("地区", "districts"),
    "years": ("年份", "years"),
    "segments": ("段", "passages"),
    "characters": ("字", "characters"),
    "unassigned": ("未归类", "unassigned"),
    "removed": ("剔除片段", "pieces left out"),
    "topics": ("话题", "topics"),
    # tables
    "sorted up": ("已按“{column}”升序排列", "Sorted by {column}, ascending"),
    "sorted down": ("已按“{column}”降序排列", "Sorted by {column}, descending"),
    "rows shown": ("显示 {n} 行，共 {all} 行", "{n} of {all} rows shown"),
    "more rows": ("更多", "More"),
    "all rows": ("全部", "All"),
    "export": ("导出 CSV：{table}", "Export as CSV: {table}"),
    # passages
    "headings above": ("所在标题：", "Under: "),
    "no heading": ("（无标题）", "(no heading)"),
    "earlier": ("↑ 更早的段落", "↑ Earlier passages"),
    "later": ("↓ 更后的段落", "↓ Later passages"),
    "in its place": ("上下文", "In its place"),
    "probability is": ("模型对该主题判断的概率", "The model's probability that the theme is right"),
    "source": ("{file}，字符 {start}–{end}", "{file}, characters {start}–{end}"),
    "permalink": ("链接", "Link"),
    "whole plan": ("全文", "Whole plan"),
    "any": ("全部", "All"),
    "chosen passages": ("指定的 {n} 段", "{n} chosen passages"),
    "found": ("{n} 段，{characters} 字。", "{n} passages, {characters} characters."),
    "of these": ("占该范围 {characters} 字的 {share}。", "{share} of the {characters} characters in this scope."),
    "further": ("再显示 {n} 段", "Show {n} more"),
    # glance
    "told from chance": ("可与偶然区分的最大差异", "The largest differences told from chance"),
    "nothing told from chance": (
        "没有可与偶然区分的差异：文件太少，或确无差异。描述性的差异见下文。",
        "No difference can be told from chance: too few plans, or none there. What differs in these plans themselves is below.",
    ),
    "finding": (
        "{theme}：{a} {share_a}，{b} {share_b}（{difference}）",
        "{theme}: {a} {share_a}, {b} {share_b} ({difference})",
    ),
    "its passages": ("看原文", "passages"),
    # corpus
    "plans read": ("读入的文件", "Plans read"),
    "pieces left out": ("剔除的 {n} 处文字", "{n} pieces of text left out"),
    "place": ("位置", "Place"),
    "no problems": ("没有发现问题。", "None was found."),
    "problems": ("问题与处理办法", "Problems and remedies"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "nothing left out": ("没有文字被剔除。", "No text was left out."),
    # themes
    "no topic": ("该主题下没有话题。", "No topic was found under this theme."),
    "topics of": ("“{theme}”下的话题", "Topics under {theme}"),
    "typical": ("典型段落", "Typical passages"),
    "topics found": ("话题", "Topics"),
    "n passages": ("查看全部 {n} 段（{characters} 字）", "All {n} passages ({characters} characters)"),
    # shares
    "all plans": ("全部文件", "All plans"),
    "shares of themes": ("各主题占比（%），{half}", "Shares of themes (%), {half}"),
    "share of theme": ("“{theme}”的占比，{half}", "Share of {theme}, {half}"),
    "with interval": ("占比与区间", "Share and interval"),
    "one year": ("语料只有一个年份，没有历年变化。", "The corpus has one year only: nothing over the years."),
    "all districts together": (
        "各年全部地区合计；数字为首尾两年的百分比，各图纵轴相同。",
        "All districts together; numbers are percentages of the first and last year, on one vertical scale.",
    ),
    "by": ("分组", "By"),
    # differences
    "a and b": ("{a} 与 {b}", "{a} and {b}"),
    "a less b": ("甲减乙", "A less B"),
    "distance": (
        "Jensen–Shannon 距离 {distance}（偶然时约 {expected}），p = {p}。",
        "Jensen–Shannon distance {distance} ({expected} by chance), p = {p}.",
    ),
    "sides": (
        "{a}：{n_a} 份文件、{c_a} 字；{b}：{n_b} 份文件、{c_b} 字。",
        "{a}: {n_a} plans, {c_a} characters; {b}: {n_b} plans, {c_b} characters.",
    ),
    "departures": ("各地区与全部文件的差", "Districts less all plans together"),
    "of all plans": ("全部文件", "All plans"),
    "interval": ("区间", "Interval"),
    "no pair to test": (
        "没有两组文件各有三份以上且组数不多，无法检验；任意两个地区可在下面对比。",
        "No two groups have three plans or more each, or there are too many groups: nothing is tested here. Any two "
        "districts can be compared below.",
    ),
    "compared": ("对比", "Compared"),
    # compare
    "one district": ("语料只有一个地区。", "The corpus has one district only."),
    "district a": ("地区甲", "District A"),
    "district b": ("地区乙", "District B"),
    "size of": ("{name}：{n} 份文件、{characters} 字", "{name}: {n} plans, {characters} characters"),
    "and": ("；", "; "),
    "no text there": ("其中一方没有这部分文本。", "One of the two has no text there."),
    "no test here": (
        "页内不作检验，差值不能推论到其他文件。区间与检验请运行：",
        "No test is made in this page, and the differences say nothing of other plans. For intervals and tests run:",
    ),
    # nearest
    "one plan": ("语料只有一份文件。", "The corpus has one plan only."),
    "nearest plans": ("相近的文件", "Nearest plans"),
    # ledger
    "items": ("{n} 条", "{n} items"),
    "no ledger": (
        "没有地区有连续两年的文件，无法对照计划与落实。",
        "No district has plans of two consecutive years: nothing to hold a plan against.",
    ),
    "planned for": ("计划年份", "Planned for"),
    "held against": ("对照", "Held against"),
    "against review": ("次年的回顾", "the next review"),
    "against plan": ("次年的计划", "the next plan"),
    # targets
    "figures": ("{n} 个数字", "{n} figures"),
    "a change": ("增长", "change"),
    "a level": ("水平", "level"),
    "figure": ("数字", "Figure"),
    "among all": ("在所列同类数字中", "Among those listed"),
    "no targets": ("没有找到带指标的数字。", "No figure with an indicator was found."),
    # trust
    "no coded passages": (
        "本报告未提供人工编码的段落，无法给出一致程度。用 --gold 提供后重新生成即可。",
        "No coded passages were given, so agreement with people is not known. Give some with --gold and make the report again.",
    ),
    "agreement": ("与人工编码的一致程度", "Agreement with coded passages"),
    "agreement by theme": ("按主题的一致程度", "Agreement by theme"),
    "taken for": ("误判最多的情形", "What was taken for what"),
    "coded as": ("编码为", "Coded as"),
    "found as": ("判为", "Found as"),
    "sureness": ("模型自评的把握", "How sure the model is"),
    "mean probability": ("平均概率（按字数）", "Mean probability (by characters)"),
    "below half": ("概率低于 50% 的段数", "Passages below 50 %"),
    "least sure": ("最无把握的段落", "Least sure"),
    "show twenty": ("查看 {n} 段", "Show {n}"),
}

PHRASES: dict[str, tuple[str, str]] = {
    "all": ("全文", "whole plans"),
    "review": ("回顾", "review"),
    "plan": ("计划", "plan"),
    "neither": ("其他", "neither"),
    "done": ("已落实", "done"),
    "partly": ("部分落实", "partly"),
    "not mentioned": ("未提及", "not mentioned"),
    "unplanned": ("计划外", "unplanned"),
    "kept": ("延续", "kept"),
    "changed": ("调整", "changed"),
    "dropped": ("不再提及", "dropped"),
    "new": ("新增", "new"),
    "target": ("目标", "target"),
    "result": ("结果", "result"),
    "eq": ("等于", "exactly"),
    "ge": ("以上", "or more"),
    "le": ("以内", "or less"),
    "about": ("左右", "about"),
    "range": ("区间", "range"),
    "flat": ("持平", "level with the year before"),
    "in_step": ("同步", "in step with another"),
    "page number": ("页码", "page number"),
    "web remnant": ("网页残留", "web remnant"),
    "repeated title": ("重复标题", "repeated title"),
    "glossary": ("名词解释", "glossary"),
    "footnote mark": ("脚注标记", "footnote mark"),
    "strict": ("首选编码一致", "first code the same"),
    "accept": ("首选或可接受编码一致", "first or accepted code the same"),
    "half": ("回顾与计划一致", "half the same"),
    "share_error": ("占比的平均误差", "mean error of a share"),
}
"""The program's own values, where they are read by people."""
