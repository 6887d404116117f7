"""Which paragraphs of a report frame it instead of reporting or planning.

A report to a people's congress is a speech: it greets, asks for approval, thanks, admits problems, weighs the year
ahead and calls to arms at the end. Such paragraphs belong to no section above them and are neither review nor plan.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GREETING = re.compile(
    r"(?:各位?(?:代表|委员|同志|领导|来宾)|同志们|朋友们|位代表|各位主任、委员)[^。；]{0,14}[：:！!，,]?$"
)
_OPENING = re.compile(
    r"(?:现在|下面)[，,]?.{0,8}我.{0,6}讲.{0,8}(?:意见|问题|方面|看法)[。：:]?$|"
    r"(?:现在|下面)[，,]?.{0,8}我.{0,40}(?:作|做|向|就).{0,40}(?:报告|汇报|讲话|说明)[^。]{0,20}[。：:]$|(?:现在|下面|我|受).{0,60}(?:报告.{0,60}(?:审议|审查|意见)|(?:审议|审查).{0,60}意见)"
    r"|我.{0,6}代表.{2,24}报告.{0,4}工作|受.{2,20}委托，.{0,4}[将把就向]|现[将把].{4,80}提请.{0,8}审[议查]"
)
_LEADS_IN = re.compile(
    r"(?:制定|提出)(?:如下|以下|本).{0,8}(?:要点|计划|方案|意见|安排)[。：:]$|(?:汇报|报告|总结|小结|通报|安排|部署|分析|介绍|说明)如下[。：:]$"
    r"|(?:作|做)一?个?(?:简要|简单|如下)?的?(?:汇报|报告|小结|总结|介绍|交代)(?:，[^，。]{0,8}请[^。]{0,16})?[。：:]$"
)
_MOST_LEAD_IN = 60
_THANKS = re.compile(
    r"(?:我?(?:谨)?代表.{0,24}|在此|向).{0,400}(?:表示|致以|道一声|说一声).{0,24}(?:感谢|谢意|敬意|慰问|问候|致敬|辛苦)"
)
_CREDIT = re.compile(r"(?:根本在于|得益于|归功于|离不开|是.{0,80}的结果|凝聚[着著]|凝结[着著]|来之不易|殊为不易)")
_PROBLEMS = re.compile(
    r"(?:也|更|要|还|必须|应该|应|我们)?(?:清醒|清楚|深刻|充分)(?:地)?(?:认识|看到|意识)|(?:存在|面临|还有)[着著]?(?:不少|许多|一些|诸多|很多|这样那样)?[^。]{0,12}"
    r"(?:困难|问题|短板|不足|差距|挑战|弱项)|(?:不足|困难|问题|差距)和(?:不足|困难|问题|挑战)"
)
_PROBLEMS_NAMED = re.compile(
    r"(?:当前|目前)?(?:存在|面临)?的?(?:主要|突出)?的?(?:问题|困难|不足|短板|差距)(?:[和与、及](?:问题|困难|不足|短板|差距|挑战|原因))?[：:]"
)
_SOBER = re.compile(r"(?:清醒|清楚)(?:地)?(?:认识|看到|意识)")
_ADMITS = re.compile(
    r"不足|不够|不高|不强|不优|不大|偏低|偏小|偏弱|较弱|薄弱|滞后|短板|压力|困难|制约|差距|不牢|不平衡|不充分|亟待|亟需|有待|尚未|仍需|隐患|不少问题|缺乏|欠账"
)
_LOOKS_BACK = re.compile(
    r"^(?:同时|但|但是|当然|在[^，。]{2,12}的同时)?[，,]?(?:我们)?(?:也|更|还)?(?:必须|要|应当|应该|应)?(?:清醒|清楚)?(?:地)?看到[，,]"
    r"|^对[照标][^，。]{2,16}(?:要求|期待|期盼|目标|标准)[，,]|^(?:问题|短板|差距|不足|短处)(?:也|同样|依然|仍然|仍)|^看.{0,8}(?:短处|不足|差距|短板)"
)
"""Openings after which a single shortcoming is enough."""
_LACKS = re.compile(
    rf"{_ADMITS.pattern}|问题|不容回避|突出|缺口|瓶颈|乏力|短处|紧缺|紧张|吃紧|没有根本|受制于|制约|少数|个别|偏重|反复出现|对外依存|停产后|不畅"
)
_CLOSING = re.compile(r"(?:更加)?紧密(?:地)?团结在|让我们|携起手来|而(?:努力|团结|不懈|接续|共同|继续)?奋斗[！!。]?$")
_CLOSING_END = re.compile(
    r"(?:新篇章|新局面|新贡献|更大贡献|奋斗|新辉煌|篇章|答卷|前进|礼赞|梦想|华章|实景|献礼|厚礼|交代)[^。！!]{0,16}[！!。]?$"
)
_SPEECH = re.compile(r"^(?:各位代表|同志们|各位委员)[！!，,：:。]?\s*")
_ADMITTING = re.compile(
    r"^(?!.*(?:解决|破解|整改|化解|攻坚|补[齐上强])).*(?:(?:存在|面临)的?(?:主要|突出)?的?(?:问题|困难|不足|短板|差距|挑战|薄弱环节)"
    r"|(?:问题|困难|不足|短板|差距)[和与、](?:问题|困难|不足|短板|差距|挑战)$)"
    r"|^(?:工作|主要|当前|目前)[中上]?的?(?:问题|困难|不足|短板|薄弱环节)$|^不足之处$"
    r"|^(?:正视|直面|查找)(?:存在)?的?(?:问题|困难|不足|短板|差距)"
    r"|^(?:(?:the|our|main|key|remaining|current)\s)*(?:challenges|problems|shortcomings|difficulties|weaknesses)\b[^.]*$",
    re.IGNORECASE,
)
"""Headings under which a plan admits what it lacks."""
_WEIGHING = re.compile(
    r"[^，。]{0,10}(?:面临|发展|当前|国内外|宏观|经济)的?形势(?:[和与、](?:挑战|机遇))?(?:分析|研判)?|[^，。]{0,10}机遇[和与、]挑战|(?:20\d\d年)?(?:经济社会)?(?:发展|宏观)环境(?:分析)?"
    r"|[^，。]{0,10}概况|(?:基本)?[省市县区镇乡村]情(?:简介)?"
)
"""Headings under which a plan weighs the situation it is made in, or says what its place is like."""
_FOUNDATION = re.compile(r"基础|成[就效绩]|回顾|优势")
"""Headings below those that look back all the same."""


def frame_of(text: str, *, left: int = 99) -> str:
    """Tell what kind of frame a paragraph or item is.

    Parameters
    ----------
    text
        The paragraph, tidied.
    left
        How many paragraphs of the document follow it.

    Returns
    -------
    str
        ``greeting``, ``opening``, ``thanks``, ``problems``, ``closing``, or the empty string for none.
    """
    if len(text) <= 24 and _GREETING.match(text):
        return "greeting"
    if (len(text) <= 160 and _OPENING.search(text)) or (len(text) <= _MOST_LEAD_IN and _LEADS_IN.search(text)):
        return "opening"
    bare = _SPEECH.sub("", text)
    if len(bare) <= 900 and _THANKS.search(bare) and (_CREDIT.search(bare) or len(bare) <= 420):
        return "thanks"
    if _is_problems(bare):
        return "problems"
    if left < 6 and len(bare) <= 460 and _is_closing(text, bare, left):
        return "closing"
    return ""


def lead_in_of(text: str) -> int:
    """Give the place of the sentence with which a paragraph leads in to what follows it, or 0.

    Examples
    --------
    >>> lead_in_of("全年任务圆满完成。现将情况汇报如下："), lead_in_of("现将情况汇报如下：")
    (9, 0)
    """
    start = max(text.rfind(stop, 0, -1) for stop in "。！？") + 1
    return start if len(text) - start <= _MOST_LEAD_IN and _LEADS_IN.search(text, start) else 0


@lru_cache(maxsize=256)
def frame_of_section(path: tuple[str, ...]) -> str:
    """Give the frame that headings put around all below them: what the plan lacks, the situation it weighs."""
    if any(_ADMITTING.match(name) for name in path):
        return "problems"
    weighs = any(_WEIGHING.fullmatch(name) for name in path) and not _FOUNDATION.search(path[-1])
    return "situation" if weighs else ""


def _is_problems(text: str) -> bool:
    """Whether a paragraph admits shortcomings: it says so at its start and then names several."""
    if _PROBLEMS_NAMED.match(text):
        return True
    if len(text) <= 400 and _SOBER.search(text[:60]) and len(_LACKS.findall(text)) >= 3:
        return True
    admits = len(_ADMITS.findall(text))
    if len(text) <= 300 and _LOOKS_BACK.search(text[:60]) and _LACKS.search(text):
        return True
    return bool(_PROBLEMS.search(text[:110])) and admits >= 2 and admits * 170 >= len(text) * 0.6


def _is_closing(text: str, bare: str, left: int) -> bool:
    """Whether a paragraph near the end is the call that closes the speech."""
    if left < 1 and (len(bare) < len(text) or (len(text) <= 160 and _CLOSING_END.search(bare[-24:]))):
        return True
    united = "紧密团结在" in bare or "紧密地团结在" in bare
    return bool(_CLOSING.search(bare)) and (united or bool(_CLOSING_END.search(bare)))
