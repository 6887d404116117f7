"""Which place and year a plan's own first lines name.

Only wording that leaves no doubt counts: a title (2024年东城街道工作计划), the congress spoken to
(在亳州市第五届人民代表大会…上), the office spoken for (我代表亳州市人民政府), a heading that dates the plan
(2024年工作安排) or the review (2023年工作回顾).
"""

from __future__ import annotations

import re
from collections import Counter

from topics.read.plain import as_written, plain
from topics.read.spans import lines_of, tidy

_N_LINES = 14
_MOST_LINE = 90
_KINDS = "特别行政区|自治区|自治州|自治县|自治旗|开发区|高新区|新区|街道|地区|省|市|区|县|旗|州|盟|镇|乡"
_PLACE = rf"(?P<place>[\u4e00-\u9fff]{{1,12}}?(?:{_KINDS}))"
_year_in_words = re.compile(r"(?<![0-9A-Za-z])(?<!\d{4}[-—–~～至])((?:19|20)\d{2})(?![0-9A-Za-z]|[-—–~～至]+\d{4})")
_plan_words = re.compile(r"^年?(?:度)?[^0-9]{0,12}?(?:计划|安排|打算|思路|要点|报告|部署)")
_DAY = r"[\d一二三四五六七八九十]{1,3}"
NOT_PLACES = re.compile(
    r"^[全我本各该省市县区乡镇城社园辖景片校小老灾]?(?:省|市|区|县|州|旗|盟|镇|乡|街道)$|^[我本各该](?:省|市|区|县|州|旗|盟|镇|乡|街道)"
    r"|^(?:为|关于|对于|推进|推动|建设|全面|打造)|^(?:经济|技术|高新|产业|工业)*(?:开发区|园区|新区)$|[的了是]|共产党|委和|委与|政府|现代化|城市$|城乡$"
)
"""Words that end like a place's name and are none."""
_title = re.compile(
    rf"^(?:(?P<year>(?:19|20)\d{{2}})年)?{_PLACE}(?P<again>(?:19|20)\d{{2}})?"
    r"年?(?:度)?(?:人民政府)?(?:政府)?(?:工作)?(?:报告|总结|计划|要点|安排|思路|打算)$"
)
_named_title = re.compile(
    rf"^(?:在|关于)?(?:中国共产党|中共)?(?:(?:19|20)\d{{2}}年)?{_PLACE}"
    r"(?=(?:19|20)\d{2}|[^\d，。：]{0,16}(?:局|委|委员会|办公室|中心|院|公司)(?:(?:19|20)\d{2}|工作|关于)|人民政府|政府|办事处|党工委|党委"
    r"|国民经济|经济|“?十[二三四五六七]五|第|工作|民生|重点|上半年|年度|半年)"
)
_GENRE = re.compile(r"总结|计划|报告|要点|安排|思路|打算|规划|纲要|清单|汇报|方案|实事|情况")
_dated_title = re.compile(r"(?P<year>(?:19|20)\d{2})年度?(?:政府)?工作(?:报告|计划|要点|安排|思路|打算)$")
_congress = re.compile(
    rf"(?:(?P<year>(?:19|20)\d{{2}})年{_DAY}月{_DAY}日[^，。]{{0,24}}?)?在{_PLACE}(?:第?[一二三四五六七八九十]+届)?人民代表大会"
)
_office = re.compile(rf"(?:我)?(?:谨)?代表{_PLACE}人民政府")
_heading = re.compile(
    r"^(?:[一二三四五六七八九十]、|[（(][一二三四五六七八九十][)）]|第[一二三四]部分)?\s*(?P<year>(?:19|20)\d{2})年"
    r"(?P<what>[^，。；：]{0,16}(?:计划|谋划|设想|回顾|总结|情况|成效|成绩|安排|建议|打算|重点工作|主要任务|目标任务|工作任务|总体要求|工作思路|工作重点|工作计划))"
)


def read_opening(text: str) -> tuple[str | None, int | None]:
    r"""Read place and year from the title lines, the opening words and the headings that carry a year.

    Examples
    --------
    >>> read_opening("政府工作报告\n——2024年1月16日在亳州市第五届人民代表大会第三次会议上\n各位代表：")
    ('亳州市', 2024)
    >>> read_opening("各位代表：现在，我代表市人民政府报告工作。\n一、2023年工作回顾\n二、2024年工作安排")
    (None, 2024)
    """
    text = text[:200_000]
    spans = [(line.start, line.end, tidy(line.text)) for line in lines_of(plain(text))]
    lines = [line for _, _, line in spans]
    place, year = None, None
    for start, end, line in spans[:_N_LINES]:
        for pattern in (_title, _congress, _office):
            match = pattern.search(line) if len(line) <= _MOST_LINE or pattern is not _title else None
            if match:
                place = place or _place_of(match.group("place"), _written(match, text[start:end]))
                found = match.groupdict()
                year = year or _number(found.get("year") or found.get("again"))
        if len(line) <= 60 and line[-1] not in "。；：，！" and _GENRE.search(line):
            named = _named_title.match(line)
            place = place or (_place_of(named.group("place"), _written(named, text[start:end])) if named else None)
            year = year or planned_year(line)
        dated = _dated_title.search(line) if len(line) <= 40 else None
        year = year or (_number(dated.group("year")) if dated else None)
    return place, year or year_of_headings(lines)


def planned_year(words: str) -> int | None:
    """Give the year a title or a file's name is for: the one it plans, else the last; no far goal, no span of years.

    Examples
    --------
    >>> planned_year("2021年工作总结和2022年工作计划"), planned_year("第十四个五年规划和2035年远景目标纲要")
    (2022, None)
    """
    years = [match for match in _year_in_words.finditer(words) if not words.startswith("年远景", match.end())]
    planned = [match for match in years if _plan_words.match(words[match.end() :])]
    return max((int(match.group(1)) for match in planned or years), default=None)


def year_of_headings(lines: list[str]) -> int | None:
    """Give the year a plan is for by its headings: the one it plans, or the one after the one it reviews."""
    plans: Counter[int] = Counter()
    reviews: Counter[int] = Counter()
    for line in lines:
        match = _heading.match(line) if len(line) <= 60 else None
        if match and re.search("回顾|总结|情况|成效|成绩", match.group("what")):
            reviews[int(match.group("year")) + 1] += 1
        elif match:
            plans[int(match.group("year"))] += 1
    votes = plans or reviews
    best = sorted(votes, key=lambda year: (-votes[year], -year))
    return best[0] if best else None


def _written(match: re.Match[str], written: str) -> str:
    """Give the place a line names as the text writes it."""
    return as_written(match.string, written)[slice(*match.span("place"))]


def _number(words: str | None) -> int | None:
    return int(words) if words else None


def _place_of(words: str, written: str) -> str | None:
    return None if NOT_PLACES.search(words) else written
