"""A link leads back in time: nothing continues or reports on what is of a later period."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.model.periods import bounds
from generator.problems import Finding

_SAID = {"continues": "延续", "reports": "报告"}


def find_backward_links(library: Library) -> Iterator[Finding]:
    """One reminder a link, at its target. A report may be of the time of its plan."""
    for task in library.tasks:
        for i, link in enumerate(task.record.links):
            target = next((t for kind, t in task.links if kind == link.kind and t.ref == link.to), None)
            if target and link.kind in _SAID and _is_later(target, task):
                own, other = task.section.period, target.section.period
                yield Finding(
                    task.document.file.file,
                    (*task.path, "links", i, "to"),
                    f"{own} 的任务{_SAID[link.kind]}的“{link.to}”却属于 {other}",
                    "请核对是不是写反了；确是如此，可不理会",
                    severity="warning",
                )


def _is_later(target: TaskEntry, task: TaskEntry) -> bool:
    return bounds(target.section.period)[0] > bounds(task.section.period)[1]
