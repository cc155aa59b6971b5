"""What must hold between records beyond the resolution of names: chains that end, dates in order, addresses apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from generator.library import DocumentEntry, Library, TaskEntry
from generator.model import LinkKind
from generator.problems import Finding


def check_library(library: Library) -> list[Finding]:
    """All findings of all checks. Pure."""
    return [*_loops(library.tasks), *(f for d in library.documents for f in _dates(d)), *_empty(library)]


def _loops(tasks: Iterable[TaskEntry]) -> Iterator[Finding]:
    """A chain of links of one kind must end: A continues B continues A says nothing."""
    reported: set[str] = set()
    for task in tasks:
        for kind, _ in task.links:
            loop = _loop_from(task, kind)
            if loop and task.ref not in reported:
                reported.update(t.ref for t in loop)
                chain = " → ".join(t.ref for t in [*loop, loop[0]])
                yield Finding(task.document.file.file, _place_of(task), f"任务之间的链接绕成一圈：{chain}",
                              "请删除其中一条 links", at_key=True)


def _loop_from(start: TaskEntry, kind: LinkKind) -> list[TaskEntry] | None:
    """The tasks on a way from `start` back to itself along links of `kind`, or None. Iterative: chains may be long."""
    came_from: dict[str, TaskEntry] = {}
    queue = [start]
    while queue:
        task = queue.pop()
        for linked_kind, target in task.links:
            if linked_kind != kind:
                continue
            if target is start:
                way = [task]
                while way[-1] is not start:
                    way.append(came_from[way[-1].ref])
                return way[::-1]
            if target.ref not in came_from:
                came_from[target.ref] = task
                queue.append(target)
    return None


def _place_of(task: TaskEntry) -> tuple[str | int, ...]:
    """Where the links of a task stand in its file."""
    section, place = task.section, list[str | int](["tasks", task.section.record.tasks.index(task.record), "links"])
    while section is not None:
        siblings = section.parent.record.sections if section.parent else section.document.file.record.sections
        place[:0] = ["sections", next(i for i, s in enumerate(siblings) if s is section.record)]
        if section.parent is None:
            break
        section = section.parent
    return tuple(place)


def _dates(document: DocumentEntry) -> Iterator[Finding]:
    """A document is formed before it is published (条例第二十六条 counts from the day it was formed)."""
    head = document.file.record.disclosure
    if head.formed and head.published and _day(head.published) < head.formed:
        yield Finding(document.file.file, ("disclosure", "published"), f"发布日期 {_day(head.published)} 早于成文日期 {head.formed}",
                      "请核对两个日期")


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _empty(library: Library) -> Iterator[Finding]:
    """A document without a single task is most likely unfinished; it is published all the same."""
    for document in library.documents:
        if not document.tasks:
            yield Finding(document.file.file, ("sections",), "这份文件里没有任务", "如确无任务，可不理会；否则请在章节下补上 tasks",
                          severity="warning", at_key=True)
