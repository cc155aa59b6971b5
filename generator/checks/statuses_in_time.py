"""What is done or dropped stays so: no later report has it going on, and none of what was dropped done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.outcomes import latest_of
from generator.model.periods import last_day
from generator.model.records import Progress, Status
from generator.model.statuses import StatusClass
from generator.problems import Finding, RecordPath

_UNDONE: frozenset[StatusClass] = frozenset({"ongoing", "delayed", "not_started", "dropped"})
_NOT_AFTER: dict[StatusClass, frozenset[StatusClass]] = {
    "done": _UNDONE,
    "ahead": _UNDONE,
    "dropped": frozenset({"done", "ahead", "ongoing", "delayed", "recurring", "not_started"}),
}


def find_turned_statuses(library: Library) -> Iterator[Finding]:
    """One reminder a task or measure, at the status that its latest report contradicts, or at that report."""
    for task in library.tasks:
        if task.record.status:
            yield from _beside(task, task.record.status)
        if len(task.record.progress) > 1:
            yield from _along(task, task.record.progress, task.path)
        for k, measure in enumerate(task.record.measures):
            if len(measure.progress) > 1:
                yield from _along(task, measure.progress, (*task.path, "measures", k))


def _beside(task: TaskEntry, own: Status) -> Iterator[Finding]:
    """The status on the task itself has no day: progress counts before it, and it before other reports."""
    latest = latest_of(task.record.progress)
    if latest and latest.status and _turns(own.class_, latest.status.class_):
        said = f"最近一次进展（{latest.date}）却写“{latest.status.words}”，页面以进展为准"
    elif not latest and (passage := _contradicting(task, own)):
        said = f"报告它的“{passage.ref}”却写“{passage.outcome.words}”，页面以 status 为准"
    else:
        return
    what = f"任务的 status 写“{own.words}”，{said}"
    yield _finding(task, (*task.path, "status"), what, "请核对，两处只留对的一处")


def _contradicting(task: TaskEntry, own: Status) -> TaskEntry | None:
    reports = (passage for kind, passage in task.back_links if kind == "reports")
    return next((p for p in reports if p.outcome.status and _turns(own.class_, p.outcome.status)), None)


def _along(task: TaskEntry, progress: Sequence[Progress], path: RecordPath) -> Iterator[Finding]:
    in_time = sorted(enumerate(progress), key=lambda entry: last_day(entry[1].date))
    spoken = [(i, p.status, p.date) for i, p in in_time if p.status]
    for (_, before, then), (i, after, now) in pairwise(spoken):
        if last_day(then) < last_day(now) and _turns(before.class_, after.class_):
            yield _finding(
                task,
                (*path, "progress", i, "status"),
                f"{then} 的进展已写“{before.words}”，{now} 的却写“{after.words}”",
                "请核对时间和状态；确是如此，可不理会",
            )
            return


def _turns(before: StatusClass, after: StatusClass) -> bool:
    return after in _NOT_AFTER.get(before, ())


def _finding(task: TaskEntry, path: RecordPath, what: str, hint: str) -> Finding:
    return Finding(task.document.file.file, path, what, hint, severity="warning")
