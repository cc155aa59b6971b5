"""Which words are the title of a document, told by the way they end.

Also where a title ends that its text or its number runs into.
"""

from __future__ import annotations

import re

from generator.importer.words.vocabulary import DOCUMENT_KINDS, NO_BRACKET, alt

_KINDS = (  # what else the name of a document ends in
    *("总结", "汇报", "小结", "述职", "情况", "安排", "打算", "思路", "目标", "行动", "工作"),
    *("任务", "举措", "政策"),
    *("分工", "任务分解", "工作分解", "责任分解", "分解表", "任务表", "一览表", "表", "台账", "目录", "名单"),
    *("责任书", "任务书", "倡议书", "公示", "答复", "复函", "回复", "请示", "纪要"),
)
_ENDING = alt(DOCUMENT_KINDS, _KINDS)
_IS_TITLE = re.compile(
    rf"[^。；！？]{{3,140}}{_ENDING}(?:\s{{0,4}}[（(〔]{NO_BRACKET}{{1,40}}[）)〕])?"
    r"(?:的?(?:解读|说明|答复))?",
    re.S,
)
_ISSUES = re.compile(r"[^。；！？，]{2,40}(?:印发|转发|发布)《[^《》。]{4,100}》")  # 国务院办公厅印发《…》
_RUN_IN = re.compile(
    rf"[^。；！？]{{4,100}}{_ENDING}(?=\s{{0,8}}[\u4e00-\u9fff]{{1,12}}[〔\[【（(]\d{{4}}"
    r"(?:[〕\]】）)]|\d{1,4}号))"
)
_ADDRESSED = "各(?:市|县|区|镇|乡|省|街道|科|处|股|部门|单位|有关|相关)"
_PURPOSE = (
    "为(?:深入|进一步|全面|贯彻|切实|认真|了|加快|促进|做好|推动|落实|扎实|持续|确保|有效|充分|积极|规范|"
    "加强|推进)"
)
_TEXT_BEGINS = re.compile(
    rf"{_ENDING}(?=\s{{0,4}}(?:20\d{{2}}年(?!.{{0,12}}工作(?:计划|打算|安排|要点))|近年来|今年|当前|现将|"
    rf"根据|按照|{_ADDRESSED}|一、|（一）|\(一\)|第一章|{_PURPOSE}))"
)
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"))
_LEAST_OF_A_TEXT = 60  # characters of a line that holds more than a title
_STOPS = frozenset("。；！？")
_MARKED = ("一、", "（一）", "(一)", "1.", "第一")


def find_title_end(text: str, lead: int) -> int:
    """Where the title ends that a text without line breaks begins with, 0 when none is seen."""
    if numbered := _RUN_IN.match(text[:300], lead):
        return numbered.end()  # its number follows
    if len(text) < _LEAST_OF_A_TEXT:
        return 0
    for match in _TEXT_BEGINS.finditer(text[:200], lead):
        words = text[lead : match.end()]
        if (
            8 <= len(words) <= 110
            and not _STOPS.intersection(words)
            and _is_balanced(words)
            and not words.startswith(_MARKED)
        ):
            return match.end()
    return 0


def _is_balanced(words: str) -> bool:
    """Whether no quotation begins or ends outside the words."""
    return all(words.count(left) == words.count(right) for left, right in _PAIRS)


def strip_title_marks(words: str) -> str:
    """The words without the title marks that enclose them all."""
    return (
        words[1:-1] if words.startswith("《") and words.endswith("》") and words.count("《") == 1 else words
    )


def is_like_title(words: str) -> bool:
    """Whether the words end as a title does, or say what is issued (国务院办公厅印发《…》)."""
    words = strip_title_marks(words.strip())
    return (
        4 <= len(words) <= 150
        and (_IS_TITLE.fullmatch(words) is not None or _ISSUES.fullmatch(words) is not None)
        and not words.startswith(("附件", "（", "("))
        and "：" not in words[-2:]
        and _is_balanced(words)
    )
