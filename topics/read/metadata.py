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
from typing import TYPE_CHECKING, NamedTuple

from topics.characters import simplify
from topics.errors import CorpusError, OptionError
from topics.read.plain import plain
from topics.read.spreadsheets import csv_rows
from topics.read.titles import NOT_PLACES, planned_year, read_opening

if TYPE_CHECKING:
    from pathlib import Path

    from topics.read.sources import Source

FILE_NAMES = ("file", "filename", "文件", "文件名", "档案", "档名")
DISTRICT_NAMES = ("district", "地区", "区县", "区划", "街道", "单位", "城市", "乡镇", "县市", "省份", "place")
YEAR_NAMES = ("year", "年份", "年度", "年")
RESERVED = ("document", "title", "sha256", "n_characters", "district_from", "year_from")
"""Names of columns of the documents table that a corpus's own columns must not take."""
FIRST_YEAR, LAST_YEAR = 1900, 2200

_MASK = re.compile(r"[*＊×]{1,}|[Xx]{2,}|[Ｘｘ]{2,}|某")
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


class Entry(NamedTuple):
    """What is known of a source: place and year (None where unknown), where each is from, and its group columns."""

    district: str | None
    year: int | None
    district_from: str
    year_from: str
    groups: dict[str, str]


class Table(NamedTuple):
    """A ``plans.csv``: for each file it names the entry, the group columns in order, and the files it names in vain."""

    entries: dict[str, Entry]
    columns: list[str]
    missing: list[tuple[str, str]]


def read_table(folder: Path, files: set[str]) -> Table:
    """Read the ``plans.csv`` files of a folder and its sub-folders.

    Parameters
    ----------
    folder
        The corpus.
    files
        The paths of all its files, as in `topics.read.sources.Source.file`, readable or not.

    Raises
    ------
    CorpusError
        A table has no column ``file``, names a file twice, or holds a year that is none; the row is named.
    """
    entries: dict[str, Entry] = {}
    columns: list[str] = []
    missing: list[tuple[str, str]] = []
    for path in sorted(p for p in folder.rglob("*.csv") if p.name.lower() == "plans.csv"):
        base = path.parent.relative_to(folder)
        rows = csv_rows(path)
        file_column = _column(list(rows[0]) if rows else [], FILE_NAMES)
        if rows and file_column is None:
            raise CorpusError(
                f"{path}: no column 'file'; its columns are {', '.join(rows[0])}",
                allowed="file,district,year and further columns",
            )
        for number, row in enumerate(rows, 2):
            name = unicodedata.normalize("NFC", (base / row[file_column or ""].strip().replace("\\", "/")).as_posix())
            if name in entries:
                raise CorpusError(
                    f"{path}: row {number}: file {name!r} stands in the table twice", remedy="remove one of the rows"
                )
            entries[name] = entry_of_row(row, f"{path}: row {number}", "plans.csv", file_column or "")
            columns += [column for column in entries[name].groups if column not in columns]
            if name not in files:
                missing.append((name, f"{path.name}, row {number}"))
    return Table(entries, columns, missing)


def entry_of_row(row: dict[str, str], where: str, origin: str, file_column: str = "") -> Entry:
    """Read district, year and group columns from a row of a table.

    Raises
    ------
    CorpusError
        The year is none, or a column has the name of one the tool makes.
    """
    district_column = _column(list(row), DISTRICT_NAMES)
    year_column = _column(list(row), YEAR_NAMES)
    district = known_place(row.get(district_column or "", ""))
    year = year_of(row.get(year_column or "", ""), where, year_column or "")
    groups = {
        name: value.strip()
        for name, value in row.items()
        if name and name not in (district_column, year_column, file_column) and name not in RESERVED
    }
    return Entry(district, year, origin if district else "", origin if year else "", groups)


def known_place(words: str) -> str | None:
    """Give a place's name without stray space, or None where it is empty or masked."""
    words = " ".join(words.split())
    return None if not words or words == "?" or _MASK.search(words) else words


def year_of(words: str, where: str, column: str) -> int | None:
    """Read a year from a cell: 2024, 2024年, ２０２４, 2024.0, 二〇二四; None where it is empty or masked.

    Raises
    ------
    CorpusError
        Anything else stands there.

    Examples
    --------
    >>> year_of("2024年", "plans.csv: row 2", "year"), year_of("20XX", "plans.csv: row 3", "year")
    (2024, None)
    """
    plain = unicodedata.normalize("NFKC", words).strip()
    plain = plain.translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    if not plain or plain == "?" or re.fullmatch(r"\d{0,3}[Xx*×?]{1,4}年?", plain):
        return None
    match = re.fullmatch(r"(\d{4})(?:\.0+)?(?:年度?)?", plain)
    if not match or not FIRST_YEAR <= int(match.group(1)) <= LAST_YEAR:
        raise CorpusError(
            f"{where}: column {column!r} holds {words!r}",
            allowed="a year such as 2024, or nothing",
            remedy="correct the cell",
        )
    return int(match.group(1))


def metadata_of(source: Source, listed: Entry | None, pattern: re.Pattern[str] | None, *, from_table: bool) -> Entry:
    """Find place and year of a source; the first of table, columns, file name and title lines that knows decides."""
    known = listed or (
        entry_of_row(source.columns, source.file, "column") if from_table else Entry(None, None, "", "", {})
    )
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
        if (match := _place.match(word)) and not _MASK.search(word) and not NOT_PLACES.search(match.group())
    ]
    if places:
        named = dict.fromkeys(places) if len(places) < 3 else places[-1:]
        return "".join(_in(written, stem, place) for place in named), year
    lone = [word for word in words if not word.isdecimal()]
    simple = (
        len(lone) == 1
        and year is not None
        and not _MASK.search(lone[0])
        and re.fullmatch(r"[\u4e00-\u9fff]{2,8}|[A-Za-z]{3,30}", lone[0])
    )
    return (_in(written, stem, lone[0]) if simple else None), year


def _in(written: str, stem: str, found: str) -> str:
    """Give words found in the twin of a file's name as the name has them."""
    at = stem.index(found)
    return written[at : at + len(found)]


def _column(names: list[str], wanted: tuple[str, ...]) -> str | None:
    lowered = {plain(name).strip().lower(): name for name in reversed(names)}
    return next((lowered[name] for name in wanted if name in lowered), None)
