"""The links between tasks: those that a task writes, and the reports that its progress names as a source.

`progress.source.task` is the same promise as a `reports` link from there (design, section 6), so that pages,
outcomes and data know one kind of link. A measure has no page of its own: what reports on it reports on its
task.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from types import MappingProxyType

from generator.library.entries import TaskEntry
from generator.library.unresolved import no_task, not_public
from generator.model.lifecycle import DocumentStatus
from generator.model.records import Link, Progress
from generator.problems import Finding, RecordPath


def link_tasks(
    tasks: Mapping[str, TaskEntry],
    is_broken: Callable[[str], bool],
    hidden: Mapping[str, DocumentStatus] = MappingProxyType({}),
) -> list[Finding]:
    """Join the tasks, each known by its ref; what leads nowhere, or is written again, is left out and found.

    Of a task that `is_broken` says to stand in a file with mistakes nothing is said: its own file is
    reported, and more would only hide that. `hidden` are documents that are not shown, by their ref.
    """
    findings: list[Finding] = []
    reports: set[tuple[TaskEntry, TaskEntry]] = set()
    for task in tasks.values():
        for i, link in enumerate(task.record.links):
            target = tasks.get(link.to)
            if link in task.record.links[:i]:
                findings.append(_repeated(task, link, (*task.path, "links", i)))
            elif target is task:
                findings.append(_to_itself(task, (*task.path, "links", i, "to")))
            elif target is not None:
                task.links.append((link.kind, target))
                target.back_links.append((link.kind, task))
                if link.kind == "reports":
                    reports.add((task, target))
            elif not is_broken(link.to):
                findings.append(_missing(task, (*task.path, "links", i, "to"), link.to, hidden))
    for task in tasks.values():
        findings += _link_sources(task, tasks, reports, is_broken, hidden)
    return findings


def progress_of(task: TaskEntry) -> Iterator[tuple[Progress, RecordPath]]:
    """Every entry of progress of a task and of its measures, with its path in the file."""
    for i, progress in enumerate(task.record.progress):
        yield progress, (*task.path, "progress", i)
    for k, measure in enumerate(task.record.measures):
        if measure.progress:  # most have none
            path = (*task.path, "measures", k, "progress")
            yield from ((progress, (*path, i)) for i, progress in enumerate(measure.progress))


def _link_sources(
    task: TaskEntry,
    tasks: Mapping[str, TaskEntry],
    reports: Container[tuple[TaskEntry, TaskEntry]],
    is_broken: Callable[[str], bool],
    hidden: Mapping[str, DocumentStatus],
) -> Iterator[Finding]:
    """Each passage is a link once, however many entries name it. `reports` are written as links already."""
    named: set[str] = set()
    for progress, path in progress_of(task):
        ref = progress.source.task if progress.source else None
        if ref is None:
            continue
        passage, where = tasks.get(ref), (*path, "source", "task")
        if passage is None and not is_broken(ref):
            yield _missing(task, where, ref, hidden)
        elif passage is task:
            yield _own_source(task, where)
        elif passage is not None and ref not in named:
            named.add(ref)
            if (passage, task) in reports:
                yield _written_twice(task, passage, where)
            else:
                passage.links.append(("reports", task))
                task.back_links.append(("reports", passage))


def _missing(task: TaskEntry, where: RecordPath, ref: str, hidden: Mapping[str, DocumentStatus]) -> Finding:
    """There is no such task, or none that is shown."""
    if status := hidden.get(ref.rpartition("/")[0]):
        return not_public(task.document.file.file, where, ref, status)
    return no_task(task.document.file.file, where, ref)


def _to_itself(task: TaskEntry, where: RecordPath) -> Finding:
    return Finding(task.document.file.file, where, "任务不能链接到自己", "请改为对方任务的地址")


def _repeated(task: TaskEntry, link: Link, where: RecordPath) -> Finding:
    return Finding(
        task.document.file.file,
        where,
        f"同一条链接写了两次：{link.kind} {link.to}",
        "请删除其中一条",
        severity="warning",
    )


def _own_source(task: TaskEntry, where: RecordPath) -> Finding:
    return Finding(
        task.document.file.file,
        where,
        "进展的出处不能是任务自己",
        "请改为报告进展的那项任务；进展就写在本文件里的，删除 source",
    )


def _written_twice(task: TaskEntry, passage: TaskEntry, where: RecordPath) -> Finding:
    return Finding(
        task.document.file.file,
        where,
        f"“{passage.ref}”已经用 links 写明报告本任务，这里的出处又写了一次",
        f"两处留一处即可：请删除这里的 task，或删除 {passage.document.file.file} 里那条 reports 链接",
        severity="warning",
    )
