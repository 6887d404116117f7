"""What a corpus holds that its owner should look at before a fit.

Signs, not proofs: every check names what it saw and what can be done; no document is left out because of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from topics.read.plain import plain
from topics.read.problems import Problem, problem
from topics.read.similarity import alike
from topics.read.spans import n_dark
from topics.read.titles import year_of_headings

if TYPE_CHECKING:
    from topics.read.corpus import Plan

_NEARLY = 0.5
_NAMED = 3
"""Files named in one line."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_MASKED = re.compile(r"\*{2,}|[×Xx]{2,}(?=[市区县镇街省州])|某[市区县镇街]")
_NATION = re.compile(
    r"我代表国务院|国务院总理|全国人民代表大会(?:第[一二三四五六七八九十]+次)?会议上|第[一二三四五六七八九十]+届全国人民代表大会"
)
_OWN_PLACE = re.compile(r"[我全本][市省区县州旗镇街盟]|街道|开发区")
_SUFFIX = re.compile(
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|经济技术开发区|高新技术产业开发区|开发区|高新区|新区|街道办事处|街道|地区|省|市|区|县|旗|州|盟|镇|乡)$"
)
_PEOPLES = re.compile(
    r"(?:汉|壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|达斡尔|景颇"
    r"|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|京|基诺|德昂|保安|俄罗斯|裕固|乌孜别克|门巴|鄂伦春|独龙|塔塔尔|赫哲|高山|珞巴|各)族?"
)
_STOP_AT_END = re.compile(r"[。！？!?.…”’）)》\]】；;：:]\s*$")
_CALL = re.compile(r"(?:奋斗|努力|贡献|篇章|前进)$")
_MOST_REMOVED = 0.5


def checks(plans: list[Plan]) -> list[Problem]:
    """Find wrong, damaged and double documents; all stay in the corpus."""
    twins = [plain(plan.source.text) for plan in plans]
    found = [*_same_plan(plans), *_near_duplicates(plans, twins)]
    for plan, twin in zip(plans, twins, strict=True):
        found += [*_language(plan), *_national(plan, twin), *_place(plan, twin)]
        found += [*_year(plan), *_truncated(plan), *_cleaned(plan)]
    return found


def _same_plan(plans: list[Plan]) -> list[Problem]:
    by_key: dict[tuple[str, int], list[str]] = {}
    for plan in plans:
        if plan.entry.district and plan.entry.year:
            by_key.setdefault((plan.entry.district, plan.entry.year), []).append(plan.source.file)
    remedy = "correct place or year in plans.csv, or keep both"
    return [
        problem(file, "same plan", f"{district} {year} is also what {_others(files, file)} is for", remedy)
        for (district, year), files in by_key.items()
        for file in files
        if len(files) > 1
    ]


def _others(files: list[str], file: str) -> str:
    """Name the other files, or the first of them and how many more there are."""
    named = [other for other in files[: _NAMED + 1] if other != file][:_NAMED]
    more = len(files) - 1 - len(named)
    return ", ".join(named) + (f", … (+{more})" if more else "")


def _near_duplicates(plans: list[Plan], twins: list[str]) -> list[Problem]:
    found = []
    for pair in alike(twins, _NEARLY):
        one, other = sorted((plans[pair.first].source.file, plans[pair.second].source.file))
        text = f"{100 * pair.likeness:.0f} % of its runs of five characters are those of {one}"
        found.append(problem(other, "near duplicate", text, "look whether both are wanted; both are read"))
    return found


def _language(plan: Plan) -> list[Problem]:
    text = plan.source.text
    n_chinese, n_all = sum(map(len, _CHINESE.findall(text))), n_dark(text)
    if n_chinese >= 0.1 * n_all:
        return []
    found = f"{n_chinese} of {n_all} characters are Chinese: headings, review and plan are only guessed"
    return [problem(plan.source.file, "language", found, "nothing, if that is as it should be")]


def _national(plan: Plan, text: str) -> list[Problem]:
    match = _NATION.search(text[:3000])
    own = len(_OWN_PLACE.findall(text))
    nation = len(re.findall(r"国务院|全国|我国", text))
    if own > 5 or (nation < 20 and not match):
        return []
    found = f"the text speaks of the nation {nation} times and of a place of its own {own} times"
    return [problem(plan.source.file, "national", found, "replace it by the report of its place")]


def _place(plan: Plan, text: str) -> list[Problem]:
    """Report a place that its own plan never names; names may be masked, then nothing can be said."""
    district = plan.entry.district
    if not district or plan.entry.district_from == "text" or not _CHINESE.search(district):
        return []
    core = short_name(plain(district))
    if core in text or len(_MASKED.findall(text)) >= 3:
        return []
    found = f"{district} (looked for: {core}) is never named in the text"
    return [problem(plan.source.file, "place", found, "look whether this is the right document")]


def short_name(district: str) -> str:
    """Give the part of a place's name that its own texts use: without its kind and its peoples.

    Examples
    --------
    >>> [short_name(name) for name in ("黔南布依族苗族自治州", "东城街道", "内蒙古自治区", "东区")]
    ['黔南', '东城', '内蒙古', '东区']
    """
    core = _SUFFIX.sub("", district)
    while len(core) > 2 and (match := re.search(rf"(?:{_PEOPLES.pattern})$", core)) and match.start() >= 2:
        core = core[: match.start()]
    return core if len(core) >= 2 else district


def _year(plan: Plan) -> list[Problem]:
    if not plan.entry.year or plan.entry.year_from == "text":
        return []
    headings = [plain(segment.text) for segment in plan.document.segments if segment.n_characters <= 60]
    own = year_of_headings(headings)
    if own is None or own == plan.entry.year:
        return []
    found = f"the year is {plan.entry.year} by {plan.entry.year_from}, its headings speak of the plan for {own}"
    return [problem(plan.source.file, "year differs", found, "correct the year, or nothing if it is right")]


def _truncated(plan: Plan) -> list[Problem]:
    """Report a text that ends in mid-sentence, or a report that reviews at length and plans nothing."""
    segments = plan.document.segments
    if not segments:
        return [problem(plan.source.file, "empty", "all of the text was cleaned away", "look at what was taken")]
    last = segments[-1]
    found = []
    if last.n_characters > 24 and not _CALL.search(plain(last.text)) and not _STOP_AT_END.search(last.text):
        found.append(
            problem(
                plan.source.file,
                "truncated",
                f"the last words are …{last.text[-16:]}",
                "get the whole document if the rest is missing",
            )
        )
    sums = {half: sum(s.n_characters for s in segments if s.half == half) for half in ("review", "plan")}
    if sums["review"] > 1500 and sums["plan"] < 0.05 * sums["review"]:
        text = f"{sums['review']:,} characters of review and {sums['plan']:,} of plan: the second part may be missing"
        found.append(problem(plan.source.file, "one half", text, "get the whole document if the rest is missing"))
    return found


def _cleaned(plan: Plan) -> list[Problem]:
    total = n_dark(plan.source.text)
    removed = sum(n_dark(plan.source.text[r.start : r.end]) for r in plan.document.removals)
    if removed <= _MOST_REMOVED * total:
        return []
    found = f"{removed:,} of {total:,} characters were taken for remnants"
    return [problem(plan.source.file, "cleaned", found, "look at what was taken; is this a plan?")]
