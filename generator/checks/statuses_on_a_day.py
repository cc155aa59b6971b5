"""One task has one status on one day: two that differ cannot both be what a reader is to believe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.outcomes import date_of
from generator.model.periods import last_day
from generator.model.records import Progress, Status
from generator.model.statuses import StatusClass
from generator.problems import Finding, RecordPath


class _Said(NamedTuple):
    """What is said of a task or a measure: its class, the words, of what time, by whom, and where that
    stands.
    """

    class_: StatusClass
    words: str
    time: str
    by: str
    file: str
    path: RecordPath


def find_differing_statuses(library: Library) -> Iterator[Finding]:
    """One reminder a task, or a measure, and day, at the later of two that differ."""
    for task in library.tasks:
        if len(task.record.progress) + len(task.back_links) > 1:
            yield from _differing([*_own(task, task.record.progress, task.path), *_reported(task)], "任务")
        for k, measure in enumerate(task.record.measures):
            if len(measure.progress) > 1:
                yield from _differing(_own(task, measure.progress, (*task.path, "measures", k)), "举措")


def _own(task: TaskEntry, progress: Iterable[Progress], path: RecordPath) -> Iterator[_Said]:
    for i, entry in enumerate(progress):
        if entry.status:
            where = (*path, "progress", i, "status")
            yield _said(entry.status, entry.date, f"{task.ref} 第 {i + 1} 项进展", task, where)


def _reported(task: TaskEntry) -> Iterator[_Said]:
    """What the passages that report on the task say of themselves, each with the last of its words."""
    for kind, passage in task.back_links:
        outcome = passage.outcome
        if kind == "reports" and outcome.status and outcome.rule in ("progress", "status"):
            field = "progress" if outcome.rule == "progress" else "status"
            time = date_of(passage, outcome)
            by, file = passage.ref, passage.document.file.file
            yield _Said(outcome.status, outcome.words, time, by, file, (*passage.path, field))


def _said(status: Status, time: str, by: str, task: TaskEntry, path: RecordPath) -> _Said:
    return _Said(status.class_, status.words, time, by, task.document.file.file, path)


def _differing(statements: Iterable[_Said], what: str) -> Iterator[Finding]:
    on_a_day: dict[date, dict[StatusClass, _Said]] = defaultdict(dict)
    for said in statements:
        on_a_day[last_day(said.time)].setdefault(said.class_, said)
    for said_then in on_a_day.values():
        first, *others = said_then.values()
        if others:
            told = "，".join(f"{s.by}（{s.time}）写“{s.words}”" for s in (first, *others))
            yield Finding(
                others[0].file,
                others[0].path,
                f"同一{what}在同一天有不同的落实状态：{told}",
                "请核对时间和状态，同一天只留一种；原文确是如此，可不理会",
                severity="warning",
            )
