"""The thread from promise to result: the stations 计划, 分解, 进展, 总结 of a task, and what is missing of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.outcomes import in_time
from generator.model.records import LinkKind, Measure, Progress
from generator.model.routes import relative
from generator.pages import labels, outcome_views, tags
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

    `href` is empty for the task of the page itself; `own` is the text of its own progress, `told` what
    stands elsewhere too: the words of another task, figures.
    """

    label: str
    title: str
    href: str
    meta: str
    tag: TagView | None
    own: str
    told: str
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
    """What a passage reports on stands before it; what was assigned from a task, and reports on that,
    behind.
    """
    heads = linked(task, "reports") if task.is_result else [task]
    plans = _once(up for head in heads for up in _plans(head))
    parts = _once(part for head in heads for part in (*_own_part(head), *linked_from(head, "assigns")))
    chain = _once([*heads, *parts])
    reports = _once([t for t in chain for t in linked_from(t, "reports")] + [task] * task.is_result)
    shown = {*plans, *parts, *reports}

    def station(label: str, tasks: list[TaskEntry]) -> Station:
        return _station(
            label, [*_items(context, task, tasks), *_around(context, task, _AROUND[label], shown)]
        )

    progress = [*_stated(context, task), *(item for t in chain for item in _progress(context, task, t))]
    return ThreadView(
        [station("计划", plans), station("分解", parts), _station("进展", progress), station("总结", reports)]
    )


def _plans(task: TaskEntry) -> list[TaskEntry]:
    """The promise behind a task: what it was assigned from, or itself, unless it is an assignment without a
    plan.
    """
    above = linked(task, "assigns")
    return above or ([] if _station_of(task.document) == "分解" or task.is_result else [task])


def _own_part(task: TaskEntry) -> list[TaskEntry]:
    return [task] if linked(task, "assigns") or _station_of(task.document) == "分解" else []


# Where a link of the task stands, forward or backward, if the thread has not come upon its other end.
_AROUND: dict[str, tuple[tuple[LinkKind, bool], ...]] = {
    "计划": (
        *(("reports", True), ("assigns", True)),
        *(("continues", True), ("continues", False), ("carries_out", True)),
    ),
    "分解": (("assigns", False), ("carries_out", False)),
    "总结": (("reports", False),),
}


def _around(
    context: PageContext, task: TaskEntry, kinds: Iterable[tuple[LinkKind, bool]], shown: set[TaskEntry]
) -> Iterator[ThreadItem]:
    """Earlier and later tasks, higher and lower ones, each with what it is to this one."""
    for kind, is_forward in kinds:
        label = (labels.LINK if is_forward else labels.BACK_LINK)[kind]
        for other in linked(task, kind) if is_forward else linked_from(task, kind):
            if other not in shown:
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
    return ThreadItem("", _HERE, "", f"《{document.title}》", None, "", "", "", "")


def _item(context: PageContext, here: TaskEntry, task: TaskEntry, label: str) -> ThreadItem:
    return ThreadItem(
        label,
        task.heading,
        relative(task.url, here.url),
        f"{task.document.agency.name}　{labels.period(task.period)}",
        tags.tag(context, task) if task.outcome.is_public and task.outcome.rule != "entry" else None,
        "",
        "",
        "",
        "",
    )


def _progress(context: PageContext, here: TaskEntry, task: TaskEntry) -> Iterator[ThreadItem]:
    for measure, progress in in_time(task):
        source = outcome_views.progress_source(task, progress, here.url) if progress.source else None
        is_own = task is here
        yield ThreadItem(
            labels.moment(progress.date),
            _of(measure, task, is_own),
            "" if is_own else relative(task.url, here.url),
            "",
            tags.progress_tag(context, progress),
            (progress.text or "") if is_own else "",
            "" if is_own and progress.text else _told(progress),
            source.text if source else "",
            source.href if source else "",
        )


def _stated(context: PageContext, task: TaskEntry) -> Iterator[ThreadItem]:
    """The status that stands on the task itself, where progress speaks before it."""
    status = task.record.status
    if status and task.outcome.rule == "progress" and task.record.progress:
        stated = tags.status_tag(context, status)
        yield ThreadItem("文件写明的状态", "", "", "", stated, "", "", "", "")


def _told(progress: Progress) -> str:
    return progress.text or "；".join(figure.text for figure in progress.indicators)


def _of(measure: Measure | None, task: TaskEntry, is_own: bool) -> str:
    """What the progress is of: nothing to say for the task of the page itself."""
    name = f"举措“{(measure.number or '') + (measure.title or measure.text)}”" if measure else ""
    return name if is_own else task.heading + name
