"""Rule: a section may be of another year than its document: 二、2026年工作计划 in a report on 2025.

The year is the one that the section's heading states, else the one that the document's title states for its
plan or for its results; 明年 and 下一年 are the year after the document's. 下步 mostly is so too, which a
person must confirm. Where the plan part of a document on past and future names no year at all, it is said so
and nothing is guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.importer.outline import identity
from generator.importer.outline.result import Imported
from generator.importer.outline.tree import Node

_PART = r"(?P<part>上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?:份)?(?!\d))?"
_HEADING = re.compile(
    rf"^(?:关于|做好|谋划|对)?[（(]?(?P<year>20\d\d)\s?年(?![来前底末初])度?{_PART}(?![—\-－~至到]).{{0,24}}?(?:计划|打算|安排|思路|要点|总结|回顾|情况|任务|工作|重点|措施|展望|成效)"
)
_NEXT = re.compile(r"明年|下一?个?年度?(?!度?[上底末])|来年")
_SOON = re.compile(r"下一?步|下一?阶段|今后")
_SAME = re.compile(r"[上下]半年|季度|今年|本年|当年")
_PLANNED = re.compile(r"(?P<year>20\d\d)\s?年(?P<words>[^年。]{0,16}?(?:计划|打算|安排|思路|要点|谋划))")
_REPORTED = re.compile(r"(?P<year>20\d\d)\s?年(?P<words>[^年。]{0,16}?(?:总结|回顾|汇报|自查|情况|小结))")
_ABOUT_BOTH = re.compile(r"总结|回顾|情况|完成|小结|汇报")
_YEAR_NEARLY_OVER = 11  # month from which on a plan is for the next year


class SectionPeriod(NamedTuple):
    """The period of a section where it is not the document's, and what a person should look at; either may
    be empty."""

    period: str
    doubt: str


NONE = SectionPeriod("", "")


def section_period(node: Node, imported: Imported) -> SectionPeriod:
    """The period of a top-level section of its own."""
    if node.rank > 2 or node.style in ("attachment", "closing") or node.head is None:
        return NONE
    words, whole = node.title.words, imported.period or ""
    if stated := _HEADING.search(words):
        period = stated["year"] + identity.part_of_year(stated["part"] or "")
        return NONE if stated["year"] == whole[:4] else SectionPeriod(period, "")
    kind = identity.section_kind(node, imported.kind)
    if kind not in ("plan", "done", "problems") or "/" in whole:
        return NONE
    if kind == "plan":
        return _of_plan(words, imported)
    year = _told(_REPORTED, imported.title or "")
    return SectionPeriod(year, "") if year and year != whole[:4] else NONE


def _of_plan(words: str, imported: Imported) -> SectionPeriod:
    """The period of the plan part, whose heading states no year in figures."""
    title, whole = imported.title or "", imported.period or ""
    year = _told(_PLANNED, title)
    if year and year != whole[:4]:
        return SectionPeriod(year, "")
    following = str(int(whole[:4]) + 1) if whole else ""
    if following and (_NEXT.search(words) or _NEXT.search(title)):
        return SectionPeriod(following, "")
    if whole and (
        _SAME.search(words)
        or _SAME.search(title)
        or len(whole) > len("2024")
        or (year and not _ABOUT_BOTH.search(title))
    ):
        return NONE
    if following and _SOON.search(words + title) and _may_be_over(imported.date, whole):
        return SectionPeriod(following, f"原文没有写明这是哪一年的计划，按“下步”理解为 {following} 年")
    return SectionPeriod(
        "",
        f"原文没有写明这是哪一年的计划，时限暂按 {whole} 年理解；如是下一年，请在本节写上 period"
        if whole
        else "原文没有写明这是哪一年的计划，请在本节写上 period",
    )


def _told(rule: re.Pattern[str], title: str) -> str:
    """The year that a title states for its plan or for its results, where it states two years."""
    years = set(re.findall(r"(20\d\d)\s?年", title))
    found = list(rule.finditer(title))
    return found[-1]["year"] if len(years) > 1 and found else ""


def _may_be_over(date: str | None, period: str) -> bool:
    """Whether the year was over, or nearly, when the document was written; without a date it may have
    been."""
    return date is None or date[:4] > period[:4] or int(date[5:7]) >= _YEAR_NEARLY_OVER
