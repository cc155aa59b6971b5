"""What reports on a task tells what was done: a task of a plan that says nothing of its own result cannot."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.chains import loops
from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.links import progress_of
from generator.problems import Finding, RecordPath


def find_silent_reports(library: Library) -> Iterator[Finding]:
    """One reminder a link, or a task that sources name, where it is first written.

    A table of progress may well be a plan whose tasks have a status; those speak. A circle is told by itself.
    """
    tasks = {task.ref: task for task in library.tasks}
    rounds = [set(loop) for loop in loops(library.tasks, "reports")]
    for task in library.tasks:
        for ref, path, what in _reports(task):
            other = tasks.get(ref)
            if other is None or other is task or any({other, task} <= loop for loop in rounds):
                continue
            passage = task if what == "links" else other
            if what == "source" and any(
                link.kind == "reports" and link.to == task.ref for link in other.record.links
            ):
                continue  # written twice, and told at the link
            if _is_silent(passage):
                yield _finding(task, path, passage)


def _reports(task: TaskEntry) -> Iterator[tuple[str, RecordPath, str]]:
    """The links that report, and the tasks that progress names: ref, place, and which of both it is."""
    for i, link in enumerate(task.record.links):
        if link.kind == "reports":
            yield link.to, (*task.path, "links", i, "to"), "links"
    named: set[str] = set()
    for progress, path in progress_of(task):
        ref = progress.source.task if progress.source else None
        if ref and ref not in named:
            named.add(ref)
            yield ref, (*path, "source", "task"), "source"


def _is_silent(passage: TaskEntry) -> bool:
    """Whether it only promises: it stands in no report, and neither it nor a measure has a status."""
    return passage.is_plan and not (passage.record.status or any(True for _ in progress_of(passage)))


def _finding(task: TaskEntry, path: RecordPath, passage: TaskEntry) -> Finding:
    if passage is task:
        what = "本任务在计划部分，自己没有写状态和进展，却用 reports 报告别的任务"
        hint = "请核对：分解写 assigns，延续写 continues；确是报告完成情况的，章节写 kind: done"
    else:
        what = f"进展的出处“{passage.ref}”是计划里的任务，不报告完成情况"
        hint = "请改为总结里报告进展的那一条；确是报告完成情况的，它所在的章节写 kind: done"
    return Finding(task.document.file.file, path, what, hint, severity="warning")
