"""A chain of links of one kind ends: A continues B continues A says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from generator.library.build import Library
from generator.library.entries import TaskEntry
from generator.library.links import progress_of
from generator.model.records import LinkKind
from generator.problems import Finding, RecordPath


def find_loops(library: Library) -> Iterator[Finding]:
    """One finding a loop, at the links of its first task in the order of content/."""
    order = {task.ref: i for i, task in enumerate(library.tasks)}
    for kind in get_args(LinkKind):
        for loop in loops(library.tasks, kind):
            first = min(range(len(loop)), key=lambda i: order[loop[i].ref])
            chain = [*loop[first:], *loop[:first], loop[first]]
            file, path, hint = _written(chain[0], chain[1], kind)
            what = f"任务之间的链接绕成一圈：{' → '.join(t.ref for t in chain)}"
            yield Finding(file, path, what, hint, at_key=True)


def _written(task: TaskEntry, target: TaskEntry, kind: LinkKind) -> tuple[str, RecordPath, str]:
    """The file and the place of a link, and what to do: it is one of the task's, or the source of some
    progress.
    """
    if any(link.kind == kind and link.to == target.ref for link in task.record.links):
        return task.document.file.file, (*task.path, "links"), "请删除其中一条 links"
    entries = (path for p, path in progress_of(target) if p.source and p.source.task == task.ref)
    return (
        target.document.file.file,
        (*next(entries), "source", "task"),
        "请删除这里的 task，或圈里的一条 links",
    )


def loops(tasks: Iterable[TaskEntry], kind: LinkKind) -> Iterator[list[TaskEntry]]:
    """The loops that links of one kind make.

    Depth first, each task once, so that long chains cost no more than they hold; iterative, so that none is
    too deep.
    """
    finished: set[str] = set()
    for start in tasks:
        if start.ref in finished or not start.links:
            continue
        way = [start]
        on_way = {start.ref: 0}
        ahead = [_targets(start, kind)]
        while way:
            target = next(ahead[-1], None)
            if target is None:
                ahead.pop()
                done = way.pop().ref
                del on_way[done]
                finished.add(done)
            elif target.ref in on_way:
                yield way[on_way[target.ref] :]
            elif target.ref not in finished:
                on_way[target.ref] = len(way)
                way.append(target)
                ahead.append(_targets(target, kind))


def _targets(task: TaskEntry, kind: LinkKind) -> Iterator[TaskEntry]:
    return (target for linked_kind, target in task.links if linked_kind == kind)
