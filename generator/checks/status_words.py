"""The words of a status are of its class: 推进缓慢 is not done, whatever class stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.links import progress_of
from generator.model.records import Status
from generator.model.statuses import STATUS_LABEL, class_of
from generator.problems import Finding, RecordPath


def find_contradicting_words(library: Library) -> Iterator[Finding]:
    """One finding a status whose words are known under another class, at the words."""
    for task in library.tasks:
        for status, path in _statuses(task):
            said = class_of(status.words)
            if said and said != status.class_:
                yield Finding(
                    task.document.file.file,
                    (*path, "words"),
                    f"状态“{status.words}”不是 {status.class_}（{STATUS_LABEL[status.class_]}）",
                    f"原文是“{status.words}”的，写成 status: {status.words}；类别写得对的，请照原文改 words",
                )


def _statuses(task: TaskEntry) -> Iterator[tuple[Status, RecordPath]]:
    if task.record.status:
        yield task.record.status, (*task.path, "status")
    for progress, path in progress_of(task):
        if progress.status:
            yield progress.status, (*path, "status")
