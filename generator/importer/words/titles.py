"""The title of an item is its first sentence when that is short, else its first clause.

A heading alone on its line is all title; so are 指导思想 and its like before the words they run into, and
what stands before a label (修公园，责任单位：…). Where the full stop behind a title was lost
(加强应急物资储备管理制定2024年…) the title ends where its siblings' would: behind a noun of work and before a
verb that opens a sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.importer.words.vocabulary import CLOSE, LABEL_ROLES, LABEL_UNITS, LEADERS, OPEN, alt

SHORT = 36  # characters; a longer first sentence is text, not a title
_ALONE = 90  # a line alone may be longer
_REACH = 240
_OPEN = "“（(《〈〔[【‘"
_CLOSE = "”）)》〉〕]】’"
_STOPS = "。；！？;!?"
_CLAUSE = "，,：:"
NOUN_ENDS = (
    "管理|报送|体系|建设|工作|能力|机制|制度|监管|服务|水平|责任|保障|执法|培训|整治|治理|防控|防治|宣传|"
    "教育|改革|发展|创建|队伍|"
    "演练|处置|追究|作用|基础|任务|平台|工程|项目|行动|措施|质量|效能|规划|评估|监测|预警|救援|救灾|审批|"
    "环境|安全|结构|布局|网络|创新|应用|"
    "落实|检查|督查|考核|信息化|标准化|规范化|法治化|供给|融合|转型|升级|振兴|扶持|协作|合作|统筹|领导|组织|"
    "氛围|秩序|力度"
)
OPENING_VERBS = (
    "制定|严格|强化|加强|建立|完善|健全|推进|推动|深化|开展|组织|落实|实施|持续|全面|认真|积极|加快|做好|"
    "提升|提高|充分|严肃|依法|进一步|"
    "坚持|围绕|聚焦|按照|根据|结合|对照|督促|指导|鼓励|支持|引导|统筹|切实|深入|大力|着力|优化|规范|发挥|"
    "扎实|抓好|抓紧|以|对|在|各|"
    "将|把|通过|针对|继续|突出|紧盯|牢固|广泛|定期|及时|编制|修订|出台|启动|打造|培育|构建|建成|实现|完成|"
    "争取|力争|确保|紧紧"
)
_LOOKS = {marks: re.compile(f"[{re.escape(_OPEN + _CLOSE + marks)}.]") for marks in (_STOPS, _CLAUSE, "：:")}
_RUN_IN = re.compile(rf"(?P<title>[^，。；：,;:]{{4,30}}?(?:{NOUN_ENDS}))(?=(?:{OPENING_VERBS}))")
_GAP = re.compile(r"(?P<title>[^\s，。；：,;:]{2,30})[ \u3000]{1,12}(?=\S{12})")
_SPACED = re.compile(r"(?P<title>[^\s，。；：,;:]{4,20})[ \u3000]{1,12}(?=\S{8})")
_GENERAL = re.compile(
    r"(?P<title>指导思想|总体(?:要求|思路|目标)|基本原则|(?:工作|主要)目标)"
    r"(?=以|坚持|深入|全面|认真|高举|贯彻|按照|围绕|紧紧|为|到20|通过|力争)"
)
_LABEL = re.compile(
    rf"(?P<title>(?:[^。；：:\n（(]|{OPEN}[^（）()\n]{{1,80}}{CLOSE}){{2,60}}?)"
    r"(?:[，,、 \u3000—]{1,4}|(?<=[）)]))"
    rf"(?P<label>(?:完成时限|{alt(LABEL_ROLES)}(?:责任)?(?:{alt(LABEL_UNITS)}|{LEADERS}|人))\s?[：:])"
)
# says only when
_WHEN = re.compile(
    r"\s*(?:力争|争取|确保)?(?:到|在|至|从)?(?:20\d{2}\s?年|今年|明年|"
    r"\d{1,2}\s?月)[\d年月日号底初末上中下旬份前以起开始半]{0,12}"
)
_PREPOSITION = re.compile(r"(?:结合|围绕|针对|依托|在)")


class Title(NamedTuple):
    """A title, where the text behind it begins, and whether a sentence or line of its own printed it."""

    words: str
    end: int
    own: bool


def split_title(text: str, alone: int = _ALONE) -> Title:
    """The title at the front of `text` (which has lost its number already).

    A line without a sentence end is all title up to `alone` characters.
    """
    lead = len(text) - len(text.lstrip())
    label = _LABEL.match(text, lead)
    if label:
        return Title(label.group("title"), label.start("label"), own=True)
    general = _GENERAL.match(text, lead)
    if general:
        return Title(general.group("title"), general.end(), own=True)
    stop = _find_first(text, lead, _STOPS)
    line_end = text.find("\n", lead)
    length = len(text.rstrip()) if line_end < 0 else line_end
    if stop < 0 or stop >= length:
        return _split_line(text, lead, length, alone)
    colon = _find_first(text, lead, "：:")
    if 0 <= colon < stop and colon - lead <= SHORT and colon - lead >= 2:
        return Title(text[lead:colon].strip(), colon + 1, own=True)
    if stop - lead <= SHORT:
        gap = _GAP.match(text, lead)
        if gap and gap.end() <= stop and stop - gap.end() > 24:
            return Title(gap.group("title"), gap.end(), own=True)
        return Title(text[lead:stop].strip(), stop + 1, own=True)
    gap = _GAP.match(text, lead)
    if gap:
        return Title(gap.group("title"), gap.end(), own=True)
    return _split_first_clause(text, lead, stop)


def _split_line(text: str, lead: int, length: int, alone: int) -> Title:
    """A line without a sentence end: a heading alone on its line, or its first clause when it is too long."""
    words = text[lead:length].strip()
    colon = _find_first(text, lead, "：:")
    if 2 <= colon - lead <= SHORT and colon < length - 1:
        return Title(text[lead:colon].strip(), colon + 1, own=True)
    if len(words) <= alone:
        return Title(words.rstrip("：:。"), length, own=True)
    return _split_first_clause(text, lead, length)


def _split_first_clause(text: str, lead: int, stop: int) -> Title:
    """The words before the first comma that ends a clause,
    not one inside a list closed by 等 or behind a mere time."""
    at = _find_first(text, lead, _CLAUSE)
    while 0 <= at < stop and (_is_inside_list(text, at, stop) or _WHEN.fullmatch(text, lead, at)):
        at = _find_first(text, at + 1, _CLAUSE)
    if (
        0 <= at < stop
        and _PREPOSITION.match(text, lead)
        and text.find("，等", lead, at + 2) + text.find(",等", lead, at + 2) > -2
    ):
        further = _find_first(text, at + 1, _CLAUSE)
        at = further if 0 <= further < stop else stop
    end = at if 0 <= at < stop else stop
    return Title(text[lead:end].strip(), min(end + 1, len(text)), own=False)


def _is_inside_list(text: str, at: int, stop: int) -> bool:
    """安全生产月,等特殊时间节点: the comma before 等, and one a short item before it, end no clause."""
    if text[at] in "：:":
        return False
    if text.startswith("等", at + 1):
        return True
    further = _find_first(text, at + 1, _CLAUSE)
    return 0 <= further < stop and further - at <= 10 and text.startswith("等", further + 1)


def _find_first(text: str, start: int, marks: str) -> int:
    """The first of `marks` outside quotes and brackets, within reach; -1 when there is none."""
    depth = 0
    end = min(len(text), start + _REACH)
    for match in _LOOKS[marks].finditer(text, start, end):
        char, i = match.group(), match.start()
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (
            char in marks or (char == "." and marks is _STOPS and _is_between_words(text, i))
        ):
            return i
    if depth:
        found = [p for p in (text.find(m, start, end) for m in marks) if p >= 0]
        return min(found) if found else -1
    return -1


def _is_between_words(text: str, at: int) -> bool:
    """Whether a half-width full stop stands between Chinese characters, or ends the text behind one."""
    return "\u4e00" <= text[at - 1 : at] <= "\u9fff" and (
        at + 1 == len(text) or "\u4e00" <= text[at + 1] <= "\u9fff" or text[at + 1] in "(（\n"
    )


def find_spaced_title(text: str) -> Title | None:
    """The title of an item that a blank parts from its text: 严格林地管理 依据《森林法》…."""
    if " " not in text and "\u3000" not in text:
        return None
    lead = len(text) - len(text.lstrip())
    match = _SPACED.match(text, lead)
    return Title(match.group("title"), match.end(), own=True) if match else None


def find_run_in_title(text: str) -> Title | None:
    """The title of an item whose full stop was lost, found by a noun of work followed by an opening verb."""
    lead = len(text) - len(text.lstrip())
    match = _RUN_IN.match(text[: lead + 60], lead)
    return Title(match.group("title"), match.end(), own=True) if match else None
