"""What in a source is not the plan: page numbers, remnants of a web page, repeated titles, glossaries, covering notes.

Nothing is changed and nothing vanishes: every stretch left out is a removal with its place and its reason. A rule looks
only where its kind of remnant stands (the head, the tail, a line of its own), because the same words inside the plan
are the plan's.

    source → `clean` → the lines that are left, the removals
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from topics.read.covering import contents, covering_note, signature
from topics.read.glossary import footnote_marks, glossaries
from topics.read.numbering import label_at
from topics.read.pages import is_metadata, is_notice, is_path, notice_before, part_numbers
from topics.read.spans import Line, Removal, lines_of, outside

_ENDS = "。！？；!?;"
_page_line = re.compile(
    r"[—–\-－─·•~～\s]*\d{1,3}[—–\-－─·•~～\s]*|第\s*\d{1,3}\s*页\s*[，,/／|]?\s*(?:共\s*\d{1,3}\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3}"
    r"|[Pp]age\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
)
_dashed = re.compile(r"[—–\-－─~～]")
_page_inline = re.compile(r"(?<=[\s。；，、])[—–－]\s*(\d{1,3})\s*[—–－](?=\s|$)")

_head_chrome = re.compile(
    r"(?:您?(?:现在)?的?(?:当前)?位置|当前位置|首页|网站首页|发布(?:时间|日期|机构|单位)?|发表时间|更新时间|日期|时间|来源|信息来源|文章来源|稿件来源"
    r"|作者|编辑|责任编辑|责编|审核|校对|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:数|量|率)?|访问(?:次数|量)?|字号|【?字体|分享(?:到.{0,6})?"
    r"|[（(]?(?:此[件文])?(?:主动公开|依申请公开|公开发布)[)）]?|无|索引号|文号|发文机关|成文日期|主题分类|公开方式|信息分类|资源描述|文档(?:描述|简介)|内容(?:描述|简介))\s*(?:[:：].{0,40}|[【\[（(].{0,20})?"
)
_tail_strong = re.compile(
    r"扫一扫.{0,20}|.{0,4}二维码.{0,4}|（.{0,20}二维码）|打印(?:本页|此页|关闭).{0,10}|(?:[【\[]?(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回顶部|TOP)[】\]]?\s*){1,4}|关闭窗口"
    r"|[-—–·•*\s]*相关(?:新闻|文档|链接|附件|阅读|文章|推荐|信息|资料|稿件|内容)\s*[:：>＞»]*|展开阅读全文|展开全文|阅读全文|查看更多.{0,6}"
    r"|(?:上|下)一(?:篇|条|页)\s*[:：]?.{0,60}|.{0,6}点击(?:图片|此处|这里|下载|查看|进入).{0,16}|(?:[（(]\s*)?(?:责任)?(?:编辑|责编|审核|校对|初审|复审|终审|排版|供稿|撰稿|图文|监制)\s*[:：丨|].{0,14}"
    r"|分享(?:到.{0,8})?\s*[:：]?|网站地图.{0,60}|.{0,20}ICP\s*[备证].{0,40}|.{0,10}公网安备.{0,30}|网站标识码.{0,20}|版权(?:所有|声明).{0,60}"
    r"|copyright.{0,80}|[（(]\s*(?:来源|信息来源|文章来源|稿件来源)\s*[:：].{0,20}[)）]|(?:来源|信息来源|文章来源|稿件来源)\s*[:：].{0,20}"
    r"|[（(]?\s*(?:本报|新华社|记者).{0,20}(?:报道|摄)[)）]?|附件下载\s*[:：]?.{0,40}|本文(?:来源|链接|地址).{0,80}|免责声明.{0,80}",
    re.IGNORECASE,
)
_button = re.compile(
    r"扫一扫.{0,16}|（.{0,16}二维码）|打印(?:本页|此页)|关闭(?:窗口|本页)|分享到微信|展开阅读全文|返回顶部"
    r"|.{0,4}点击.{0,6}(?:蓝字|关注).{0,10}|长按.{0,8}(?:识别|二维码|关注).{0,10}|.{0,6}扫码.{0,4}关注.{0,6}|点个?[“]?在看.{0,6}|阅读原文|[—\-\s]*END[—\-\s]*"
)
_symbols = re.compile(r"(?!——)[>＞»|｜/·×【】\[\]{}（）()《》《》<>＜＞=*_+~^`#&\-\s]{1,12}")
_no_word = re.compile(r"[^\w\s。，、；：！？…—―－“”‘’（）()《》〈〉【】\[\].,;:!?\"'\-]{1,12}")
_stamp = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?P<time>\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2}秒?|分)?)?"
)
_caption = re.compile(
    r".{2,90}(?:(?:记者|通讯员|摄影)\s*\S{0,4}\s*\S{1,12}|\S{1,3}\s*摄)\s*[)）]?|\S{2,14}作政府工作报告。?"
)
_session = re.compile(r"[—―]*(?:19|20)\d{2}年(?:[\d一二三四五六七八九十]{1,3}[月日]){2}.{0,40}会议上")
_notice = re.compile(r".*关于(?:印发|下发|转发)《(.+)》的通知")
_lesser_title = re.compile(r"[Xx×*]{2}|》的通知$")
_fragment = re.compile(r"[A-Za-z]{1,2}|[0-9a-fA-F]{32}\s*[:：]?")
_one_size = re.compile(r"[大中小特]")


class Cleaned(NamedTuple):
    """What `clean` gives: the lines left, in order, the removals, ascending, and the number of title lines."""

    lines: list[Line]
    removals: list[Removal]


def clean(source: str) -> Cleaned:
    """Find what is not the plan.

    Parameters
    ----------
    source
        The decoded source text.

    Returns
    -------
    Cleaned
        `lines` are the lines that hold words of the plan; a removal inside such a line (a footnote mark, a page mark)
        is to be left out of it. Removals do not overlap.
    """
    lines = lines_of(source)
    taken: dict[int, str] = {}
    for rule in (_pages, _anywhere, _tail, _glossary_lines, _around, _head, _titles, _fragments):
        for number, reason in rule(lines, taken).items():
            taken.setdefault(number, reason)
    removals = [Removal(lines[number].start, lines[number].end, reason) for number, reason in taken.items()]
    left = [line for number, line in enumerate(lines) if number not in taken]
    left, inside = _without_openings(left)
    removals += inside
    removals += _inline_pages(source, left)
    removals += outside(footnote_marks(source), removals)
    return Cleaned(left, sorted(removals))


def _without_openings(lines: list[Line]) -> tuple[list[Line], list[Removal]]:
    """Take from the start of lines what a site put there: numbers of parts, a sentence to its reader."""
    parts = part_numbers([line.text for line in lines])
    kept, removals = [], []
    for number, line in enumerate(lines):
        length = parts.get(number, 0) or notice_before(line.text)
        if length:
            reason = "page number" if number in parts else "web remnant"
            removals.append(Removal(line.start, line.start + length, reason))
        kept.append(Line(line.start + length, line.end, line.text[length:]))
    return kept, removals


def _pages(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find the lines that are page numbers: marked as such by dashes or 页, or bare numbers counting up."""
    marked, bare = {}, []
    for number, line in enumerate(lines):
        if len(line.text) > 20 or not _page_line.fullmatch(line.text):
            continue
        if line.text.isdecimal():
            bare.append(number)
        elif _dashed.search(line.text) or re.search("页|[Pp]age", line.text):
            marked[number] = "page number"
        else:
            bare.append(number)
    starts = [match for number in bare if (match := re.match(r"\d+", lines[number].text))]
    values = [int(match.group()) for match in starts]
    if len(values) == len(bare) > 2 and all(0 < b - a <= 2 for a, b in pairwise(values)):
        marked |= dict.fromkeys(bare, "page number")
    return marked


def _inline_pages(source: str, lines: list[Line]) -> list[Removal]:
    """Find the page marks that run inside the text (… — 7 — …): at least two, counting up by one."""
    marks = [
        match for line in lines if len(line.text) > 40 for match in _page_inline.finditer(source, line.start, line.end)
    ]
    numbers = [int(match.group(1)) for match in marks]
    if len(marks) < 2 or any(b - a != 1 for a, b in pairwise(numbers)):
        return []
    return [Removal(*match.span(), "page number") for match in marks]


def _glossary_lines(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    left = [n for n in range(len(lines)) if n not in taken]
    return {left[n]: reason for n, reason in glossaries([lines[n].text for n in left]).items()}


def _around(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find the note that sends the plan out, the list of its contents, what is signed below it."""
    left = [n for n in range(len(lines)) if n not in taken]
    texts = [lines[n].text for n in left]
    found = [("covering note", covering_note), ("table of contents", contents), ("signature", signature)]
    return {left[n]: reason for reason, where in found for n in where(texts)}


def _substantial(text: str) -> bool:
    """Whether a line is prose, not a title or a remnant."""
    if len(text) <= 90 and _session.match(text):
        return False
    return (len(text) >= 40 and text[-1] in "。！？；：:!?.”）)" and not _caption.fullmatch(text)) or len(text) >= 100


def _anywhere(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find the buttons of a web page and what a site says to its reader, which are nothing else wherever they stand."""
    buttons = [n for n, line in enumerate(lines) if len(line.text) <= 24 and _button.fullmatch(line.text)]
    notices = [n for n, line in enumerate(lines) if is_notice(line.text) or _no_word.fullmatch(line.text)]
    return dict.fromkeys([*buttons, *notices], "web remnant")


def _tail(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find what a web page left below the text: all from the first unmistakable remnant after the last prose."""
    opening = re.sub(r"\s", "", "".join(line.text for line in lines[:40]))[:2000]
    last = max((n for n, line in enumerate(lines) if n not in taken and _is_prose(line.text, n, opening)), default=-1)
    after = range(last + 1, len(lines))
    strong = [n for n in after if taken.get(n) == "web remnant" or _tail_strong.fullmatch(lines[n].text)]
    if not strong:
        return {}
    return {n: "web remnant" for n in after if n >= strong[0] or _symbols.fullmatch(lines[n].text)}


def _is_prose(text: str, number: int, opening: str) -> bool:
    """Whether a line is the plan's own sentence: of some length, no remnant, no repetition of the opening."""
    if _tail_strong.fullmatch(text) or "网站" in text[:40]:
        return False
    if number >= 40 and re.sub(r"\s", "", text) in opening:
        return False
    return _substantial(text) or (len(text) > 12 and text[-1] in "。！!")


def _head(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find what a web page left above the text: breadcrumbs, sources, stamps, font sizes, captions."""
    found: dict[int, str] = {}
    stop = _head_end(lines, taken)
    crumbs = {n for n in range(stop) if re.fullmatch(r"[>＞»]+", lines[n].text)}
    for n in range(stop):
        text = lines[n].text
        stamp = _stamp.fullmatch(text)
        beside = {n - 1, n + 1} & crumbs and len(text) <= 12
        before = lines[n - 1].text if n else ""
        label_before = bool(n) and n - 1 in found and bool(re.fullmatch(r"(?:信息)?来源\s*[:：]", before))
        if (
            _is_head_chrome(text)
            or is_metadata(text)
            or is_path(text)
            or _symbols.fullmatch(text)
            or beside
            or (label_before and len(text) <= 16)
            or (
                _one_size.fullmatch(text)
                and any(_one_size.fullmatch(lines[m].text) for m in (n - 1, n + 1) if 0 <= m < stop)
            )
            or (stamp and (stamp.group("time") or re.search(r"[-/.]", text)))
        ):
            found[n] = "web remnant"
        elif _caption.fullmatch(text) and (n or "记者" in text) and not text.startswith(("各位", "现在")):
            found[n] = "caption"
    crumb_texts = {lines[n].text for n in found if {n - 1, n + 1} & crumbs}
    return found | {n: "web remnant" for n in range(stop) if lines[n].text in crumb_texts}


def _is_head_chrome(text: str) -> bool:
    """Whether a line is a label of a web page, with its value or without; a time must be a stamp."""
    if len(text) > 60 or not _head_chrome.fullmatch(text):
        return False
    value = re.sub(r"^(?:时间|日期)\s*[:：]?\s*", "", text)
    return value == text or not value or bool(_stamp.fullmatch(value))


def _head_end(lines: list[Line], taken: dict[int, str]) -> int:
    """Give the number of the first line that is the plan's own address or prose."""
    for n, line in enumerate(lines[:40]):
        if n in taken or is_notice(line.text) or is_metadata(line.text):
            continue
        if re.match(r"(?:各位|同志们|现在|[一二三]、|[（(]一[)）])", line.text) or (_substantial(line.text)):
            return n
    return min(len(lines), 40)


def _title_end(lines: list[Line], taken: dict[int, str]) -> int:
    """Give the number of the first line that is no title: a sentence, a heading with a number, words after a colon."""
    for n, line in enumerate(lines[: _head_end(lines, taken)]):
        if taken.get(n) == "covering note":
            continue
        text = line.text
        label = label_at(text)
        chrome = _head_chrome.fullmatch(text) or _caption.fullmatch(text)
        if not chrome and (text[-1] in "。；;！：:" or "：" in text[:12] or (label and label.style != "dash")):
            return n
    return _head_end(lines, taken)


def _titles(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find title lines that say again what another title line says; of two, the masked or the notice's goes."""
    found: dict[int, str] = {}
    stop = _title_end(lines, taken)
    seen: dict[str, int] = {}
    for n in range(stop):
        text = lines[n].text
        key = re.sub(r"[\s\d年Xx*×\W]", "", _notice.sub(r"\1", text))
        if n in taken or not key:
            continue
        other = next(
            (m for earlier, m in seen.items() if earlier == key or (earlier.endswith(key) and len(key) >= 6)), None
        )
        if other is None:
            seen[key] = n
        elif _lesser_title.search(lines[other].text) and not _lesser_title.search(text):
            found[other] = "repeated title"
            seen[key] = n
        else:
            found[n] = "repeated title"
    heads = {re.sub(r"\s", "", lines[m].text) for m in seen.values()}
    for n in range(stop, len(lines)):
        if n not in taken and len(lines[n].text) <= 60 and re.sub(r"\s", "", lines[n].text) in heads and n > stop + 3:
            found[n] = "repeated title"
    return found


def _fragments(lines: list[Line], taken: dict[int, str]) -> dict[int, str]:
    """Find what is left of code or a slip of the key at the very end or start."""
    left = [n for n in range(len(lines)) if n not in taken]
    return {n: "fragment" for n in {*left[:1], *left[-1:]} if _fragment.fullmatch(lines[n].text) and len(left) > 1}
