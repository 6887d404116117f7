"""Which lines around a plan pass it on: the note that sends it out, the list of its contents, what is signed below.

An office sends a plan out under a note (各科室：现将…印发给你们，请认真落实。) with its name and the day, a file lists
its headings before them, at the end stand office, day, telephone and whom copies go to. None is an item of the plan.

    lines → `covering_note`, `contents`, `signature` → numbers of the lines
"""

from __future__ import annotations

import re

from topics.read.numbering import label_at

_FIRST = 40
"""Among so many first lines a note or a list of contents begins."""
_addressee = re.compile(r"(?!各位)[^。；！？]{2,60}[：:]")
_sends = re.compile(
    r"(?=[^。]{0,160}(?:印发|下发|转发|发)给?(?:你们|各[地单])|[^。]{0,160}(?:现予以?|予以)(?:印发|下发|转发))"
    r"(?:现[将把予]|《|.{0,40}(?:同意|审定|研究|通过)).{0,200}[。]"
)
_OFFICE = r"[^。，；：、]{2,36}(?:政府|办公室|办事处|委员会|工委|党委|局|中心|管委会|领导小组)"
_DAY = (
    r"(?:(?:19|20)\d\d|[Xx×*＊]{2,4})年\s*[\dXx×*＊一二三四五六七八九十]{1,3}月\s*[\dXx×*＊一二三四五六七八九十]{1,3}日"
)
_office = re.compile(_OFFICE)
_day = re.compile(rf"(?:{_OFFICE}\s*)?[（(]?{_DAY}[)）]?(?:印发)?")
_public = re.compile(r"[（(]?\s*(?:此[件文].{2,8}(?:公开|发布)|联系人.{2,60}|共印\s*\d+\s*份)\s*[)）]?")
_reach = re.compile(
    r"[（(]?(?:联系(?:人|电话|方式)|(?:办公)?电话|传真|(?:电子)?邮箱|邮政编码|邮编|抄[送报]|主送|分送)\s*[：:].{1,80}"
)
_leader = re.compile(r"(?:[.．…·]{2,}|\s)\s*\d{1,3}$")
_MOST_ENTRY = 60


def covering_note(texts: list[str]) -> range:
    """Find the note that sends the plan out: whom it is for, the sentence that sends, the office, the day.

    Examples
    --------
    >>> covering_note(["各科室：", "现将《要点》印发给你们。", "东城区司法局", "2024年3月1日", "工作要点", "一、…"])
    range(0, 4)
    """
    for number, text in enumerate(texts[:_FIRST]):
        if len(text) > 240 or not _sends.fullmatch(text):
            continue
        end = number + 1
        while end < len(texts) and _is_signed(texts[end]):
            end += 1
        start = number - bool(number and _addressee.fullmatch(texts[number - 1]))
        return range(start, end) if end < len(texts) - 1 else range(0)
    return range(0)


def _is_signed(text: str) -> bool:
    """Whether a line is an office, a day, or says whom to call or that the paper is public."""
    return len(text) <= 90 and any(form.fullmatch(text) for form in (_office, _day, _public, _reach))


def contents(texts: list[str]) -> range:
    """Find the list of the headings that stand below it: three or more in a row, most of which come again.

    Examples
    --------
    >>> contents(["计划", "目 录", "一、总则……1", "二、任务……2", "三、保障……9", "一、总则", "为了…。", "二、任务"])
    range(1, 5)
    """
    first = next((n for n, text in enumerate(texts[:_FIRST]) if label_at(text)), len(texts))
    end = first
    while end < len(texts) and _is_entry(texts[end]) and (end == first or _entry(texts[end]) != _entry(texts[first])):
        end += 1
    below = set(map(_entry, texts[end:])) if end - first >= 3 else set()
    if 2 * sum(_entry(text) in below for text in texts[first:end]) <= end - first:
        return range(0)
    return range(first - (first > 0 and re.sub(r"\s", "", texts[first - 1]) == "目录"), end)


def _entry(text: str) -> str:
    return re.sub(r"\s", "", _leader.sub("", text))


def _is_entry(text: str) -> bool:
    return len(text) <= _MOST_ENTRY and bool(label_at(text)) and text[-1] not in "。；;：:！!"


def signature(texts: list[str]) -> range:
    """Find what is signed below a plan: its last lines, if a day, a telephone or whom copies go to is among them.

    Examples
    --------
    >>> signature(["抓好落实。", "东城街道办事处", "2024年3月1日"]), signature(["抓好落实。", "区人民政府"])
    (range(1, 3), range(0, 0))
    """
    start = len(texts)
    while start > 1 and _is_signed(texts[start - 1]):
        start -= 1
    named = all(_office.fullmatch(text) for text in texts[start:])
    return range(0) if named else range(start, len(texts))
