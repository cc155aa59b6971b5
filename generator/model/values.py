"""The words for the values that a field may have: what a clerk may write in Chinese, and what pages show.

One table, read both ways: `code_of` turns the words of a clerk into the code that everything behind works
with, `labels` has the first of the words for each code. A code itself may be written too. Statuses have more
words and a table of their own (`statuses`), because offices print so many.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.model.secret_kinds import LABEL as SECRET_LABEL
from generator.model.statuses import STATUS_LABEL

Table = Mapping[str, tuple[str, ...]]

ROLE: Table = {
    "lead": ("牵头", "牵头单位"),
    "responsible": ("责任", "责任单位", "负责"),
    "support": ("配合", "配合单位"),
}
DOCUMENT_KIND: Table = {
    "plan": ("工作要点", "工作计划"),
    "summary": ("工作总结",),
    "mixed": ("总结及计划",),
    "assignment": ("责任分解表",),
}
DOCUMENT_STATUS: Table = {
    "draft": ("草稿",),
    "reviewed": ("已审",),
    "published": ("已公开",),
    "withdrawn": ("已撤回",),
}
SECTION_KIND: Table = {
    "plan": ("计划",),
    "done": ("完成情况",),
    "problems": ("存在问题",),
    "requirements": ("工作要求",),
}
UNIT_KIND: Table = {
    "internal": ("内设机构",),
    "subordinate": ("二级机构", "下属单位"),
    "collective": ("统称",),
    "external": ("外部单位",),
}
DEADLINE_KIND: Table = {
    "date": ("日期",),
    "recurring": ("周期",),
    "ongoing": ("长期",),
    "period": ("时段",),
}
INDICATOR_KIND: Table = {"target": ("目标",), "actual": ("完成",)}
BOUND: Table = {"min": ("不少于",), "max": ("不超过",)}
LINK_KIND: Table = {
    "reports": ("报告",),
    "assigns": ("分解",),
    "continues": ("延续",),
    "carries_out": ("落实上级",),
}
CONTINUITY: Table = {"new": ("本期新增",), "ended": ("下期不再延续",)}
TEXT: Table = {"full": ("全文",), "abridged": ("摘编",)}
CHECK_SETTING: Table = {"error": ("错误",), "reminder": ("提醒",), "off": ("不查",)}
TITLE_BY: Table = {"editor": ("编者",)}
POLICY_KIND: Table = {"document": ("文件",), "name": ("名称",)}
VALIDITY: Table = {
    "valid": ("有效", "现行有效"),
    "pending": ("尚未生效", "未生效"),
    "amended": ("已修改", "已修订", "已修正", "修改"),
    "expired": ("已失效", "失效"),
    "repealed": ("已废止", "废止"),
}
SECRET_KIND: Table = {kind: (label,) for kind, label in SECRET_LABEL.items()}
STATUS_CLASS: Table = {code: (label,) for code, label in STATUS_LABEL.items()}


def labels(table: Table) -> dict[Any, str]:
    """The words that pages show, by code, in the order of the table."""
    return {code: words[0] for code, words in table.items()}


def code_of(table: Table) -> Callable[[Any], Any]:
    """A function that gives the code for a word of the table, and anything else as it is."""
    codes = {word: code for code, words in table.items() for word in words}

    def read(value: Any) -> Any:
        return codes.get(value, value) if isinstance(value, str) else value

    return read


def written(table: Table) -> list[str]:
    """Everything that may be written: the words of all codes, then the codes."""
    return [*(word for words in table.values() for word in words), *table]


def choices(table: Table) -> str:
    """What a description says of a field: lead 牵头；responsible 责任；support 配合."""
    return "；".join(f"{code} {words[0]}" for code, words in table.items())
