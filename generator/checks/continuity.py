"""A task that is said to be new continues none, and none continues one that is said to end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.problems import Finding


def find_broken_continuity(library: Library) -> Iterator[Finding]:
    """One finding a task, at what the clerk wrote of its continuity."""
    for task in library.tasks:
        if task.record.continuity and (other := _contradiction(task)):
            new = task.record.continuity == "new"
            yield Finding(
                task.document.file.file,
                (*task.path, "continuity"),
                f"任务写明{'新增' if new else '不再延续'}，却{'延续' if new else '有后续任务'}“{other.ref}”",
                f"请删除 continuity，或删除{'这里' if new else '那里'}的 continues 链接",
            )


def _contradiction(task: TaskEntry) -> TaskEntry | None:
    links = task.links if task.record.continuity == "new" else task.back_links
    return next((other for kind, other in links if kind == "continues"), None)
