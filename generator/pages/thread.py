"""The thread from promise to result: the stations 计划, 分解, 进展, 总结 of a task, and what is missing of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.outcomes import in_time, words_of
from generator.model.records import LinkKind, Measure
from generator.model.routes import relative
from generator.pages import labels, tags
from generator.pages.context import PageContext, shared_in_group
from generator.pages.tags import TagView

_MISSING = {
    "计划": "没有写明对应的计划任务",
    "分解": "没有公开的分解",
    "进展": "没有公开的进展",
    "总结": "没有公开的总结报告本项任务",
}
_HERE = "本项任务"


@dataclass(slots=True, eq=False, repr=False)
class ThreadItem:
    """A task, a passage or a report of progress at a station.

    `href` is empty for the task of the page itself; `own` are the words of its own progress, `told` those of
    another task's.
    """

    label: str
    title: str
    href: str
    meta: str
    tag: TagView | None
    own: list[str]
    told: list[str]
    source: str
    source_href: str


@dataclass(slots=True, eq=False, repr=False)
class Station:
    """`missing` says in words that there is nothing."""

    label: str
    items: list[ThreadItem]
    missing: str


@dataclass(slots=True, eq=False, repr=False)
class ThreadView:
    stations: list[Station]


def view(context: PageContext, task: TaskEntry) -> ThreadView:
    """The thread that a task is part of, from its own page."""
    if not (task.links or task.back_links) and not any(in_time(task)):
        return _alone(context, task.document, task.is_result)
    return _thread(context, task)


@shared_in_group
def _alone(_: PageContext, document: DocumentEntry, is_result: bool) -> ThreadView:
    """The thread of every task of a document that nothing is linked with."""
    here = "总结" if is_result else _station_of(document)
    return ThreadView(
        [_station(label, [_here(document)] if label == here else []) for label in _MISSING],
    )


def _station_of(document: DocumentEntry) -> str:
    return "分解" if document.file.record.kind == "assignment" else "计划"


def _thread(context: PageContext, task: TaskEntry) -> ThreadView:
    """What a passage reports on stands before it; what was assigned from a task, and reports on that, behind."""
    heads = linked(task, "reports") if task.is_result else [task]
    plans = _once(up for head in heads for up in _plans(head))
    parts = _once(part for head in heads for part in (*_own_part(head), *linked_from(head, "assigns")))
    chain = _once([*heads, *parts])
    reports = _once([t for t in chain for t in linked_from(t, "reports")] + [task] * task.is_result)
    return ThreadView(
        [
            _station("计划", [*_items(context, task, plans), *_around(context, task, _BEFORE)]),
            _station("分解", [*_items(context, task, parts), *_around(context, task, _BELOW)]),
            _station("进展", [i for t in chain for i in _progress(context, task, t)]),
            _station("总结", _items(context, task, reports)),
        ]
    )


def _plans(task: TaskEntry) -> list[TaskEntry]:
    """The promise behind a task: what it was assigned from, or itself, unless it is an assignment without a plan."""
    above = linked(task, "assigns")
    return above or ([] if _station_of(task.document) == "分解" or task.is_result else [task])


def _own_part(task: TaskEntry) -> list[TaskEntry]:
    return [task] if linked(task, "assigns") or _station_of(task.document) == "分解" else []


_BEFORE: tuple[tuple[LinkKind, bool], ...] = (
    ("continues", True),
    ("continues", False),
    ("carries_out", True),
)
_BELOW: tuple[tuple[LinkKind, bool], ...] = (("carries_out", False),)


def _around(
    context: PageContext, task: TaskEntry, kinds: Iterable[tuple[LinkKind, bool]]
) -> Iterator[ThreadItem]:
    """Earlier and later tasks, higher and lower ones, each with what it is to this one."""
    for kind, is_forward in kinds:
        label = (labels.LINK if is_forward else labels.BACK_LINK)[kind]
        for other in linked(task, kind) if is_forward else linked_from(task, kind):
            yield _item(context, task, other, label)


def linked(task: TaskEntry, kind: LinkKind) -> list[TaskEntry]:
    return [other for k, other in task.links if k == kind]


def linked_from(task: TaskEntry, kind: LinkKind) -> list[TaskEntry]:
    return [other for k, other in task.back_links if k == kind]


def _once(tasks: Iterable[TaskEntry]) -> list[TaskEntry]:
    return list(dict.fromkeys(tasks))


def _station(label: str, items: list[ThreadItem]) -> Station:
    return Station(label, items, "" if items else _MISSING[label])


def _items(context: PageContext, here: TaskEntry, tasks: Iterable[TaskEntry]) -> list[ThreadItem]:
    return [_here(t.document) if t is here else _item(context, here, t, "") for t in tasks]


def _here(document: DocumentEntry) -> ThreadItem:
    return ThreadItem("", _HERE, "", f"《{document.title}》", None, [], [], "", "")


def _item(context: PageContext, here: TaskEntry, task: TaskEntry, label: str) -> ThreadItem:
    return ThreadItem(
        label,
        task.heading,
        relative(task.url, here.url),
        f"{task.document.agency.name}　{labels.period(task.period)}",
        tags.tag(context, task) if task.outcome.is_public and task.outcome.rule != "entry" else None,
        [],
        [],
        "",
        "",
    )


def _progress(context: PageContext, here: TaskEntry, task: TaskEntry) -> Iterator[ThreadItem]:
    for measure, progress in in_time(task):
        source = tags.progress_source(task, progress, here.url)
        is_own = task is here
        yield ThreadItem(
            labels.moment(progress.date),
            _of(measure, task, is_own),
            "" if is_own else relative(task.url, here.url),
            "",
            tags.progress_tag(context, progress),
            words_of(progress) if is_own else [],
            [] if is_own else words_of(progress),
            source.text,
            source.href,
        )


def _of(measure: Measure | None, task: TaskEntry, is_own: bool) -> str:
    """What the progress is of: nothing to say for the task of the page itself."""
    name = f"举措“{(measure.number or '') + (measure.title or measure.text)}”" if measure else ""
    return name if is_own else task.heading + name
