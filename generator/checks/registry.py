"""What must hold between records beyond the resolution of names: chains that end, dates in order, addresses apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import get_args

from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry, Obligations, SectionEntry, TaskEntry
from generator.model.amounts import contradiction
from generator.model.records import Answerable, LinkKind, Section
from generator.problems import Finding, RecordPath

_MOST_NAMES = 8
_SHOWN = 60  # characters of a title


def check_library(library: Library) -> list[Finding]:
    """All findings of all checks. Pure."""
    return [
        *_loops(library.tasks),
        *(f for agency in library.agencies for f in _members(agency)),
        *(f for d in library.documents for f in (*_dates(d), *_anchors(d), *_figures(d))),
        *(f for d in library.documents for f in _named_twice(d, library)),
        *_empty(library),
        *(f for agency in library.agencies for f in _there_twice(agency)),
    ]


def _loops(tasks: Sequence[TaskEntry]) -> Iterator[Finding]:
    """A chain of links of one kind must end: A continues B continues A says nothing."""
    order = {task.ref: i for i, task in enumerate(tasks)}
    for kind in get_args(LinkKind):
        for loop in _loops_of_kind(tasks, kind):
            first = min(range(len(loop)), key=lambda i: order[loop[i].ref])
            chain = [*loop[first:], *loop[:first], loop[first]]
            yield Finding(
                chain[0].document.file.file,
                _place_of(chain[0]),
                f"任务之间的链接绕成一圈：{' → '.join(t.ref for t in chain)}",
                "请删除其中一条 links",
                at_key=True,
            )


def _loops_of_kind(tasks: Iterable[TaskEntry], kind: LinkKind) -> Iterator[list[TaskEntry]]:
    """Depth first, each task once, so that long chains cost no more than they hold; iterative, so that none is too deep."""
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


def _place_of(task: TaskEntry) -> RecordPath:
    """Where the links of a task stand in its file."""
    position = next(i for i, record in enumerate(task.section.record.tasks) if record is task.record)
    return (*_place_of_section(task.section), "tasks", position, "links")


def _place_of_section(section: SectionEntry) -> RecordPath:
    siblings = section.parent.record.sections if section.parent else section.document.file.record.sections
    above = _place_of_section(section.parent) if section.parent else ()
    return (*above, "sections", next(i for i, record in enumerate(siblings) if record is section.record))


def _members(agency: AgencyEntry) -> Iterator[Finding]:
    """A collective name may hold others, but not itself, at whatever depth."""
    for i, unit in enumerate(agency.units):
        inside = list(unit.members)
        for member in inside:
            inside += [m for m in member.members if m not in inside]
        if unit in inside:
            yield Finding(
                agency.file.file,
                ("units", i, "members"),
                f"统称“{unit.record.name}”的成员里又有它自己",
                "请核对 members，删除绕回来的一项",
                at_key=True,
            )


def _anchors(document: DocumentEntry) -> Iterator[Finding]:
    """Every clause has an anchor of its own; `main`, `table` and `contacts` are parts of the page itself."""
    taken = {"main", "table", "contacts"}
    taken.update(task.anchor for task in document.tasks)
    taken.update(measure.anchor for task in document.tasks for measure in task.measures)
    for section in (s for top in document.sections for s in top.walk()):
        if section.anchor in taken:
            yield Finding(
                document.file.file,
                (*_place_of_section(section), "id"),
                f"锚点编号“{section.anchor}”在这一页已经用了",
                "请换一个编号，或删除这一行 id",
            )
        taken.add(section.anchor)


def _dates(document: DocumentEntry) -> Iterator[Finding]:
    """A document is formed before it is published (条例第二十六条 counts from the day it was formed)."""
    head = document.file.record.disclosure
    if head.formed and head.published and _day(head.published) < head.formed:
        yield Finding(
            document.file.file,
            ("disclosure", "published"),
            f"发布日期 {_day(head.published)} 早于成文日期 {head.formed}",
            "请核对两个日期",
        )


def _there_twice(agency: AgencyEntry) -> Iterator[Finding]:
    """Two files of an agency with one title, or one document number, are likely one document, whose tasks would count twice."""
    before: dict[tuple[str, str], DocumentEntry] = {}
    for document in agency.documents:
        number = document.file.record.disclosure.number
        for key, what, place in (
            ((document.title, "title"), "标题", ("title",)),
            ((number or "", "number"), "文号", ("disclosure", "number")),
        ):
            if not key[0]:
                continue
            if key in before:
                yield Finding(
                    document.file.file,
                    place,
                    f"{what}与 {before[key].file.file} 的相同：“{key[0][:_SHOWN]}”",
                    "如果是同一份文件，请只留一份，否则任务会算两遍；确是两份文件，可不理会",
                    severity="warning",
                )
                break
            before[key] = document


def _named_twice(document: DocumentEntry, library: Library) -> Iterator[Finding]:
    """One list of responsibilities names a unit once; a measure may well name a unit of its task again."""
    if not any(
        _has_twice(obligations)
        for top in document.sections
        for section in top.walk()
        for obligations in _duties(section)
    ):
        return
    units = library.units[document.file.agency]
    for record, place in _answerables(document.file.record.sections, ("sections",)):
        before: dict[str, str] = {}
        for i, responsibility in enumerate(record.responsibility):
            unit = units.get(responsibility.unit)
            if unit is not None and unit.ref in before:
                yield Finding(
                    document.file.file,
                    (*place, "responsibility", i, "unit"),
                    f"责任单位“{responsibility.unit}”在这里已经列过"
                    + ("" if before[unit.ref] == responsibility.unit else f"（写作“{before[unit.ref]}”）"),
                    "请核对单位和 role，删除多余的一项；原文确是如此，可不理会",
                    severity="warning",
                )
            elif unit is not None:
                before[unit.ref] = responsibility.unit


def _has_twice(obligations: Obligations) -> bool:
    return len(obligations.responsibilities) > 1 and len(
        {responsibility.unit.ref for responsibility in obligations.responsibilities}
    ) < len(obligations.responsibilities)


def unused_units(library: Library) -> Iterator[Finding]:
    """Registered units that no document names, one finding an agency: misspelt, or registered in advance.

    Of an agency without sound documents nobody can tell.
    """
    named = {
        responsibility.unit.ref
        for document in library.documents
        for top in document.sections
        for section in top.walk()
        for obligations in _duties(section)
        for responsibility in obligations.responsibilities
    }
    for agency in library.agencies:
        is_read = agency.documents and not any(
            file.startswith(f"{agency.id}/") for file in library.content.broken
        )
        unused = (
            [
                i
                for i, unit in enumerate(agency.units)
                if not (unit.ref in named or unit.member_of or unit.members)
            ]
            if is_read
            else []
        )
        if unused:
            names = "、".join(agency.units[i].record.name for i in unused[:_MOST_NAMES]) + (
                " 等" if len(unused) > _MOST_NAMES else ""
            )
            yield Finding(
                agency.file.file,
                ("units", unused[0], "name"),
                f"登记了而没有文件提到的责任单位有 {len(unused)} 个：{names}",
                "请核对名称；确是预先登记，可不理会",
                severity="warning",
            )


def _duties(section: SectionEntry) -> Iterator[Obligations]:
    yield section.obligations
    for task in section.tasks:
        yield task.obligations
        yield from (measure.obligations for measure in task.measures)


def _figures(document: DocumentEntry) -> Iterator[Finding]:
    """The value and the unit of a figure come from its words."""
    for record, place in _answerables(document.file.record.sections, ("sections",)):
        for i, figure in enumerate(record.indicators):
            said = contradiction(figure.text, figure.value, figure.unit)
            if said:
                yield Finding(
                    document.file.file,
                    (*place, "indicators", i, "value"),
                    f"指标写作 {figure.value}{figure.unit or ''}，它的文字“{figure.text}”里是 {said}",
                    "请核对 value 和 unit；万、亿折算成个位，如 22.54万条 写 225400 和 条，金额可以保留万元",
                    severity="warning",
                )


def _answerables(sections: Sequence[Section], place: RecordPath) -> Iterator[tuple[Answerable, RecordPath]]:
    """Sections, tasks and measures, each with its place."""
    for i, section in enumerate(sections):
        here = (*place, i)
        yield section, here
        yield from _answerables(section.sections, (*here, "sections"))
        for j, task in enumerate(section.tasks):
            yield task, (*here, "tasks", j)
            yield from (
                (measure, (*here, "tasks", j, "measures", k)) for k, measure in enumerate(task.measures)
            )


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _empty(library: Library) -> Iterator[Finding]:
    """A document without a single task is most likely unfinished; it is published all the same."""
    for document in library.documents:
        if not document.tasks:
            yield Finding(
                document.file.file,
                ("sections",),
                "这份文件里没有任务",
                "如确无任务，可不理会；否则请在章节下补上 tasks",
                severity="warning",
                at_key=True,
            )
