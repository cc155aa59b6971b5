"""Names that lead nowhere, and ids given twice, in a document whose other mistakes keep it from becoming a
record.

The clerk should see all mistakes in one run, so the raw tree is looked through for whatever refers to
something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.content.date_slips import as_written
from generator.content.places import Tree, strings_in
from generator.library.registry import Registry
from generator.model.deadlines import interpret, likely, names_no_day
from generator.model.lifecycle import STATUS_WORD, DocumentStatus
from generator.problems import Finding, RecordPath

_ANY_PERIOD = "2024"  # what cannot be read of one year only (2月29日) is found once the record can be read

_YEAR = re.compile(r"(?<!\d)\d{4}(?=年)")
_FAR = 20  # years; plans for longer are none
_PRINTED_DAY = re.compile(r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?")


@dataclass(frozen=True, slots=True)
class Registries:
    """Where the names of one agency's documents are looked up;
    `units` is None when its agency.yml has mistakes.
    """

    units: Registry[Any] | None
    policies: Registry[Any]
    topics: Registry[Any]


def unknown_names(file: str, tree: Tree, known: Registries, is_task: Callable[[str], bool]) -> list[Finding]:
    """A finding for each unit, cited document, topic, task and deadline in `tree` that cannot be made out."""
    findings: list[Finding] = []
    stated = str(tree.get("period")) if isinstance(tree, dict) else ""
    period = stated if re.match(r"[12]\d{3}", stated, re.ASCII) else _ANY_PERIOD
    for path, text in strings_in(tree):
        match path:
            case (*_, "responsibility", int(), "unit") if known.units is not None:
                known.units.find(text, file, path, findings)
            case (*_, "cites", int()):
                known.policies.find(text, file, path, findings)
            case (*_, "topics", int()):
                known.topics.find(text, file, path, findings)
            case (*_, "links", int(), "to") if text.count("/") == 2 and not is_task(text):
                findings.append(no_task(file, path, text))
            case (*_, "progress", int(), "source", "task") if text.count("/") == 2 and not is_task(text):
                findings.append(no_task(file, path, text))
            case (*_, "deadlines", int()) if interpret(text, _ANY_PERIOD) is None:
                findings.append(no_deadline(file, path, text, period))
            case _:
                pass
    return findings


def repeated_ids(file: str, tree: Tree) -> list[Finding]:
    """A finding for each task in `tree` whose id another one before it has."""
    titles: dict[str, str] = {}
    findings: list[Finding] = []
    for path, task in _tasks_in(tree):
        ident, title = task.get("id"), task.get("title")
        if isinstance(ident, str) and ident in titles:
            findings.append(repeated_id(file, (*path, "id"), ident, titles[ident]))
        elif isinstance(ident, str) and isinstance(title, str):
            titles[ident] = title
    return findings


def _tasks_in(tree: Tree, path: RecordPath = ()) -> Iterator[tuple[RecordPath, dict[str, Tree]]]:
    """The tasks of the sections in a tree, and of theirs, with their paths."""
    for kind in ("tasks", "sections"):
        items = tree.get(kind) if isinstance(tree, dict) else None
        for i, item in enumerate(items if isinstance(items, list) else []):
            if kind == "sections":
                yield from _tasks_in(item, (*path, kind, i))
            elif isinstance(item, dict):
                yield (*path, kind, i), item


def repeated_id(file: str, path: RecordPath, ident: str, title: str) -> Finding:
    """The id of a task that another one of its document has, of this title."""
    return Finding(
        file,
        path,
        f"任务编号“{ident}”已经用于“{title}”",
        "同一文件里的任务编号不能重复，请换一个",
    )


def no_task(file: str, path: RecordPath, ref: str) -> Finding:
    """A link to a task that is not there."""
    return Finding(file, path, f"没有任务“{ref}”", "请核对地址：机关目录名/文件名/任务编号")


def not_public(file: str, path: RecordPath, ref: str, status: DocumentStatus) -> Finding:
    """A link to a task of a document that is not shown: it is left out until the document is."""
    word = STATUS_WORD[status]
    return Finding(
        file,
        path,
        f"任务“{ref}”所在的文件不在网站上（{word}），这里的联系暂不显示",
        "不影响生成；那份文件不再公开的，请删除这一项"
        if status == "withdrawn"
        else "那份文件公开后会自动显示",
        severity="warning",
    )


def no_deadline(file: str, path: RecordPath, text: str, period: str) -> Finding:
    """Words that are no deadline."""
    meant = likely(text, period)
    what = f"看不懂完成时限“{text}”" + ("，日历上没有这一天" if names_no_day(text) else "")
    guess = (
        f"是不是“{meant}”？如果原文确是这样，"
        if meant
        else "请核对日期；如果原文确是这样，"
        if names_no_day(text)
        else _odd_year(text, period)
    )
    return Finding(
        file,
        path,
        what,
        f"{guess}请写成 {{text: 原文, kind: 日期, date: {_date(text)}}}，kind 还可写 周期、长期、时段",
    )


def _odd_year(text: str, period: str) -> str:
    """What to look at where the year is far from that of the document: 2206年."""
    years = [year for year in _YEAR.findall(text) if abs(int(year) - int(period[:4])) > _FAR]
    return f"年份 {years[0]} 与所属时期 {period} 相差太远，请核对；如果原文确是这样，" if years else ""


def _date(text: str) -> str:
    """The day that the words hold, as it is written; else an example."""
    found = _PRINTED_DAY.search(text)
    return (as_written(found[0]) if found else "") or "2024-12-31"


def several_deadlines(file: str, path: RecordPath, text: str, parts: list[str]) -> Finding:
    """Deadlines in one string: pages would show all, search and open data know the one."""
    return Finding(
        file,
        path,
        f"“{text}”里有 {len(parts)} 个完成时限，检索只认得其中一个",
        f"请分开写：[{', '.join(parts)}]；如果确是一个时限，可不理会",
        severity="warning",
    )


def early_deadline(file: str, path: RecordPath, text: str, period: str) -> Finding:
    """A deadline that was over before the plan began: most likely a slip in the year."""
    return Finding(
        file,
        path,
        f"完成时限“{text}”早于所属时期 {period}",
        "请核对年份；确是如此，可不理会",
        severity="warning",
    )
