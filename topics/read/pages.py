"""What in a line is a web page's or a document-sharing site's, not the plan's.

A page puts rows of metadata (索引号：… 发布日期：…), a path (首页 > 范文 > 总结) and notices (以下是小编整理的…)
around a plan; a site that shows a document in parts numbers the parts, over the plan's own numbers (2、二、项目建设).

    line → `is_metadata`, `is_path`, `is_notice`; line → `notice_before` → length; lines → `part_numbers`
"""

from __future__ import annotations

import re

from topics.read.numbering import label_at

_LABEL = (
    "索引号|(?:文|发文字|编|信息编)号|主题词?|(?:主题|信息|公文|服务|体裁|组配)?分类|体裁|(?:公文|信息|所属)目录|(?:所属)?栏目|关键词|内容概述"
    "|(?:发布|发文|公开|制发)(?:机构|机关|单位|部门)|责任部门|(?:信息|文章|稿件)?来源(?:单位)?|发布[者人于]|作者|(?:责任)?编辑|审核|上传者"
    "|(?:成文|生成|发文|印发|发布|公开|生效|废止|更新|归档|上传|录入)?(?:日期|时间)|更新|公开(?:类别|方式|范围|属性|形式|时限)|(?:是否)?有效性?|效力(?:状态)?"
    "|人气|热度|(?:浏览|阅读|点击|访问)[量数率]?(?:次数)?|评论|字[号体数]|分享|大小|格式|页数"
)
_label = re.compile(rf"(?:{_LABEL})\s*[：:|]")
_counter = re.compile(r"(?:人气|热度|(?:浏览|阅读|点击|访问)[量数率]?(?:次数)?|评论)\s*[：:]")
_dated = re.compile(r"\s*(?:(?:19|20)\d{2}\D|\d{1,2}-\d{1,2}|\w*\d{4,})")
_MOST_ROW, _MOST_VALUE, _MOST_PREFIX = 200, 40, 10
_wide_gap = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_path = re.compile(
    r"(?:您?(?:现在)?的?(?:当前)?位置\s*[：:]\s*)?(?:[^。，；：>＞»]{1,24}\s*(?:[>＞»→]\s*){1,3}){1,8}[^。；，]{0,60}"
)
_notice = re.compile(
    r"小编(?:为|给|整理|收集|精心|特意|特地|推荐|带来|今天)|不代表本(?:站|平台|网站)|本(?:站|平台|网站)(?:立场|搜索|不(?:负责|保证|承担)|仅(?:提供|供|展示))"
    r"|(?:网友|会员|用户)(?:上传|投稿)|由.{0,4}(?:网友|会员|用户)(?:分享|提供|整理)|可(?:供)?在线(?:浏览|阅读|预览)|请在.{0,8}搜索"
    r"|预览(?:部分|已结束|结束)|登录后(?:查看|阅读|下载)|(?:全文|当前显示|剩余)\s*共?\s*\d+\s*字|一键复制|(?:点击|立即)下载|下载(?:本文|文档|全文|原文)"
    r"|关注公众.{0,2}号.{0,4}(?:获取|回复|查看)|欢迎(?:访问|光临).{0,12}[网库站档]|[！!。？].{0,2}点击(?:了解|查看|进入|阅读|关注)[^，。]{0,6}$"
    r"|(?:禁止|谢绝|请勿|如需)转载|转载请注明|(?:如有|若有|涉及)侵权|侵权(?:必究|请|删)|(?:供|欢迎)(?:大家|各位|您|你)(?:参考|参阅|借鉴|阅读|查阅)"
    r"|如需原创|(?:希望|愿)能?(?:对|给)(?:您|你|大家)(?:有|带来|提供)|[文范][文库秘档][网屋吧库].{0,6}(?:整理|收集)"
)
_notice_line = re.compile(
    r"[【\[（(]?\s*(?:https?://|www\.)\S+|[-—\s·]*(?:热门|相关|精选|精彩|猜你喜欢|为您)(?:文档|文章|范文|内容|阅读)?推荐[-—\s·：:]*"
    r"|(?:文本|内容|文档)描述|New Page \d*|(?:(?:无障碍(?:阅读|浏览)?|长者(?:模式|版)|关怀版|简体|繁[体體]版?)\s*)+"
    r"|.{0,6}扫.{0,6}二维码.{0,4}(?:转发|分享|打开|查看|关注|阅读|下载).{0,6}"
)
"""Words with which a site speaks of itself, its reader or its wares: none of a plan's."""
_MOST_NOTICE = 120
_part = re.compile(r"(\d{1,3})、\s*")
_own_mark = re.compile(r"[一二三四五六七八九十]{1,2}、|\d{1,2}[、.．](?!\d)")
_LONG, _REST = 60, 10


def is_metadata(text: str) -> bool:
    """Whether a line holds nothing but labels of a page's metadata with their values.

    Examples
    --------
    >>> is_metadata("索 引 号： 7300/2020-417 分 类： 环境保护"), is_metadata("发布者：管理员发布时间：2012-03-22")
    (True, True)
    >>> is_metadata("时间：三月五日"), is_metadata("分类：分三类推进")
    (False, False)
    """
    text = _wide_gap.sub("", text)
    labels = list(_label.finditer(text)) if len(text) <= _MOST_ROW and not re.search("[。；]", text) else []
    if not labels:
        return False
    ends = [label.start() for label in labels[1:]] + [len(text)]
    before = text[: labels[0].start()].strip("|【[ ")
    counted = bool(_counter.search(text)) and len(before) <= _MOST_PREFIX
    longest = max(end - label.end() for label, end in zip(labels, ends, strict=True))
    if (before and not counted) or longest > _MOST_VALUE:
        return False
    return len(labels) > 1 or counted or "|" in text or bool(_dated.match(text, labels[0].end()))


def is_path(text: str) -> bool:
    """Whether a line is the path of a page on its site.

    Examples
    --------
    >>> is_path("首页 > 范文 > 工作总结"), is_path("空气优良天数>300天。")
    (True, False)
    """
    return len(text) <= 120 and bool(_path.fullmatch(text))


def is_notice(text: str) -> bool:
    """Whether a line is what a site says to its reader.

    Examples
    --------
    >>> is_notice("导语：本文由网友上传，不代表本站立场。"), is_notice("办好政务网站，方便群众办事。")
    (True, False)
    """
    if len(text) > _MOST_NOTICE:
        return False
    return bool(_notice_line.fullmatch(text)) or bool(_notice.search(text) and not notice_before(text))


def notice_before(text: str) -> int:
    """Give the length of the site's sentence that stands in a line before the plan's own, or 0.

    Examples
    --------
    >>> notice_before("某某文库整理，关注公众号获取更多。石马镇人民政府工作报告")
    17
    """
    end = text.find("。") + 1
    short = 0 < end <= _LONG and len(text) - end >= _REST
    return end if short and _notice.search(text, 0, end) and not _notice.search(text, end) else 0


def part_numbers(texts: list[str]) -> dict[int, int]:
    """Find the numbers that a site put before the parts of a document it shows.

    They count up from 1 through the document, and give themselves away where a part opens with a number of its own
    (2、二、…) or in mid-sentence.

    Returns
    -------
    dict
        Number of the line → length of the part's number with its mark.
    """
    found: dict[int, int] = {}
    sure = 0
    for number, text in enumerate(texts):
        match = _part.match(text)
        if not match or int(match.group(1)) != len(found) + 1:
            continue
        before = texts[number - 1] if number else ""
        open_ended = len(before) >= _LONG and before[-1] not in "。！？；：!?;…”）)" and not label_at(before)
        sure += bool(_own_mark.match(text, match.end())) or open_ended
        found[number] = match.end()
    return found if sure and len(found) > 1 else {}
