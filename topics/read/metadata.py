"""For which place and year a plan is.

In this order: ``plans.csv`` beside the files, the columns of a table, the file's name, the text's own title lines. The
first that knows decides; what none knows stays unknown and becomes a problem with its remedy. Masked figures (20XX,
XX市) are unknown.

    sources → `metadata_of` → an entry a source
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from topics.characters import simplify
from topics.errors import OptionError
from topics.read.columns import FIRST_YEAR, LAST_YEAR, MASK, Entry, known_place
from topics.read.plain import plain
from topics.read.titles import NOT_PLACES, planned_year, read_opening

if TYPE_CHECKING:
    from topics.read.sources import Source

_year_in_name = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d{2})(?![0-9A-Za-z])")
_masked_year = re.compile(r"(?:19|20)\d?[Xx*×]{1,2}(?=年|\W|_|$)")
_KINDS = (
    "特别行政区|自治区|自治州|自治县|自治旗|经济技术开发区|高新技术产业开发区|开发区|高新区|管理区|园区|新区|街道办事处|街道|地区"
    "|省|市|(?<!社)区|县|旗|州|盟|镇|(?<!城)乡"
)
_place = re.compile(rf"(?:[\u4e00-\u9fff·]{{1,14}}?(?:{_KINDS})(?![省市区县旗州盟镇乡场委办级人]))+")
_wording = re.compile(
    r"人民政府|政府工作报告|工作(?:报告|总结|计划|要点|安排|思路|打算|回顾|部署|汇报|情况)|(?:年度|全年|上半年|下半年|半年)|政府|总结|计划|报告|要点"
    r"|重点(?:工作)?|推进情况|专项|汇报|述职|讲话|清单|党代会|民生实事|规划纲要|十[二三四五六七]五|会议上|材料|公众号|\.(?:pdf|docx?|wps|txt|html?)$|全文|正文|定稿|终稿|最终版|修改稿|草案|公开版|文字版|附件\d*|下载|关于"
)


def metadata_of(source: Source, listed: Entry | None, pattern: re.Pattern[str] | None) -> Entry:
    """Find place and year of a source; the first of table, file name and title lines that knows decides."""
    known = listed or Entry(None, None, "", "", {})
    named = _from_pattern(source.file, pattern) if pattern else from_file_name(source.file)
    opening = read_opening(source.text) if known.year is None or known.district is None else (None, None)
    district, district_from, year, year_from = known.district, known.district_from, known.year, known.year_from
    for place, when, origin in ((*named, "file name"), (*opening, "text")):
        if district is None and place:
            district, district_from = place, origin
        if year is None and when:
            year, year_from = when, origin
    return Entry(district, year, district_from, year_from, known.groups)


def one_writing(entries: list[Entry]) -> list[Entry]:
    """Write each place in one way: one whose plans write it in both scripts as most of them do.

    Where as many write it the one way as the other, in Simplified characters.

    Examples
    --------
    >>> entries = [Entry(name, 2020 + i, "column", "column", {}) for i, name in enumerate(("東城", "东城", "東城"))]
    >>> [(entry.district, entry.year) for entry in one_writing(entries)]
    [('東城', 2020), ('東城', 2021), ('東城', 2022)]
    """
    written: dict[str, Counter[str]] = {}
    for entry in entries:
        if entry.district:
            written.setdefault(simplify(entry.district), Counter())[entry.district] += 1
    usual = {}
    for name, forms in written.items():
        most = max(forms.values())
        liked = sorted(form for form, n in forms.items() if n == most)
        usual[name] = name if name in liked else liked[0]
    return [entry._replace(district=usual[simplify(entry.district)]) if entry.district else entry for entry in entries]


def compile_pattern(pattern: str) -> re.Pattern[str] | None:
    """Compile the pattern for file names.

    Raises
    ------
    OptionError
        It is no regular expression or has neither of the groups ``district`` and ``year``.
    """
    if not pattern:
        return None
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise OptionError(f"pattern {pattern!r} is no regular expression ({error})", remedy="correct it") from error
    if not {"district", "year"} & set(compiled.groupindex):
        raise OptionError(
            f"pattern {pattern!r} names no group",
            allowed="the groups (?P<district>…) and (?P<year>…)",
            remedy=r"for 东城_2018.txt write (?P<district>[^_]+)_(?P<year>\d{4})",
        )
    return compiled


def _from_pattern(file: str, pattern: re.Pattern[str]) -> tuple[str | None, int | None]:
    match = pattern.search(unicodedata.normalize("NFC", file))
    if not match:
        return None, None
    found = match.groupdict()
    year = found.get("year") or ""
    return known_place(found.get("district") or ""), int(year) if year.isdecimal() and FIRST_YEAR <= int(
        year
    ) <= LAST_YEAR else None


def from_file_name(file: str) -> tuple[str | None, int | None]:
    """Read place and year from a file's name.

    Examples
    --------
    >>> from_file_name("东城街道_2018.txt"), from_file_name("2018年东城街道工作总结.docx")
    (('东城街道', 2018), ('东城街道', 2018))
    >>> from_file_name("000_662e618dc52858a0.txt"), from_file_name("XX市20XX年工作计划.txt")
    ((None, None), (None, None))
    """
    written = unicodedata.normalize("NFKC", PurePosixPath(file.split("#", maxsplit=1)[0]).stem)
    stem = plain(written)
    year = planned_year(stem)
    rest = _masked_year.sub(" ", _year_in_name.sub(" ", stem))
    words = [
        word.removeprefix("年") for word in re.split(r"[\s_\-—+.,，、()（）\[\]【】《》]+", _wording.sub(" ", rest))
    ]
    words = [word for word in words if word not in ("", "年", "和", "与", "及", "暨", "的")]
    places = [
        match.group()
        for word in words
        if (match := _place.match(word)) and not MASK.search(word) and not NOT_PLACES.search(match.group())
    ]
    if places:
        named = dict.fromkeys(places) if len(places) < 3 else places[-1:]
        return "".join(_in(written, stem, place) for place in named), year
    lone = [word for word in words if not word.isdecimal()]
    simple = (
        len(lone) == 1
        and year is not None
        and not MASK.search(lone[0])
        and re.fullmatch(r"[\u4e00-\u9fff]{2,8}|[A-Za-z]{3,30}", lone[0])
    )
    return (_in(written, stem, lone[0]) if simple else None), year


def _in(written: str, stem: str, found: str) -> str:
    """Give words found in the twin of a file's name as the name has them."""
    at = stem.index(found)
    return written[at : at + len(found)]
