"""A document beside the earlier ones of its agency that it continues: linked tasks pair by pair, the rest as
lists.

That a task has no link proves nothing, so it is listed as without one; new or dropped is what the clerk
wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.texts import measure_lines, table_lines
from generator.model.records import ROLES
from generator.model.routes import relative
from generator.pages import components, labels, tags
from generator.pages.components import Link
from generator.pages.context import PageContext
from generator.pages.tags import TagView
from generator.pages.thread import linked
from generator.pages.wording import Run, marked, marked_lines

_SETTLED_OTHERWISE = frozenset({"dropped", "changed"})


@dataclass(slots=True, eq=False, repr=False)
class FieldPair:
    """One field of two tasks, in runs; `is_same` where nothing is changed."""

    label: str
    old: list[Run]
    new: list[Run]
    is_same: bool


@dataclass(slots=True, eq=False, repr=False)
class Pair:
    old: Link
    new: Link
    old_document: str
    fields: list[FieldPair]
    is_same: bool


@dataclass(slots=True, eq=False, repr=False)
class Unlinked:
    """A task that no link joins with the other document; `note` and `tag` are what the clerk wrote of it."""

    task: Link
    note: str
    tag: TagView | None


@dataclass(slots=True, eq=False, repr=False)
class EarlierView:
    """The promises of an earlier document that no task of this one is linked with."""

    document: Link
    tasks: list[Unlinked]


@dataclass(slots=True, eq=False, repr=False)
class CompareView:
    crumbs: list[Link]
    title: str
    period: str
    abridged: bool
    earlier: list[Link]
    pairs: list[Pair]
    unlinked: list[Unlinked]
    left: list[EarlierView]


def earlier_documents(document: DocumentEntry) -> list[DocumentEntry]:
    """The other documents of the agency that tasks of this one say to continue, in the order of the links."""
    found = (other.document for task in document.tasks for other in linked(task, "continues"))
    return [d for d in dict.fromkeys(found) if d is not document and d.agency is document.agency]


def view(context: PageContext, document: DocumentEntry) -> CompareView:
    """Everything the page shows, ready to show."""
    base, earlier = document.url, earlier_documents(document)
    pairs = [
        (task, other)
        for task in document.tasks
        for other in linked(task, "continues")
        if other.document in earlier
    ]
    joined = {task for pair in pairs for task in pair}
    return CompareView(
        crumbs=components.document_crumbs(document),
        title=document.title,
        period=labels.period(document.file.record.period),
        abridged=any(d.file.record.text == "abridged" for d in (document, *earlier)),
        earlier=[Link(d.title, relative(d.url, base)) for d in earlier],
        pairs=[_pair(task, other, base) for task, other in pairs],
        unlinked=_unlinked(context, document, joined, base),
        left=[
            EarlierView(Link(d.title, relative(d.url, base)), tasks)
            for d in earlier
            if (tasks := _unlinked(context, d, joined, base))
        ],
    )


def _unlinked(
    context: PageContext, document: DocumentEntry, joined: set[TaskEntry], base: str
) -> list[Unlinked]:
    return [
        Unlinked(
            Link(task.heading, relative(task.url, base)),
            task.record.note or "",
            tags.tag(context, task) if task.outcome.status in _SETTLED_OTHERWISE else None,
        )
        for task in document.tasks
        if task.is_plan and task not in joined
    ]


def _pair(new: TaskEntry, old: TaskEntry, base: str) -> Pair:
    before, now = _fields(old), _fields(new)
    fields = [_field(label, before[label], now[label]) for label in now if before[label] or now[label]]
    tables = [[line for table in task.record.tables for line in table_lines(table)] for task in (old, new)]
    if any(tables):
        fields.append(FieldPair("表格", *marked_lines(*tables), tables[0] == tables[1]))
    return Pair(
        Link(old.heading, relative(old.url, base)),
        Link(new.heading, relative(new.url, base)),
        old.document.title,
        fields,
        all(field.is_same for field in fields),
    )


def _field(label: str, old: str, new: str) -> FieldPair:
    return FieldPair(label, *marked(old, new), old == new)


def _fields(task: TaskEntry) -> dict[str, str]:
    """What two tasks are compared in, as words."""
    record = task.record
    words = [record.text or "", *(line for m in record.measures for line in measure_lines(m))]
    figures = (*record.indicators, *(i for m in record.measures for i in m.indicators))
    return {
        "任务": record.title,
        "内容": "\n".join(filter(None, words)),
        "责任单位": "；".join(_units(task)),
        "完成时限": "、".join(dict.fromkeys(due.text for due in task.dues)),
        "目标": "；".join(f"{i.name}{components.amount(i)}" for i in figures if i.kind == "target"),
    }


def _units(task: TaskEntry) -> list[str]:
    by_role = [
        (role, [r.record.unit for r in task.responsibilities if r.record.role == role]) for role in ROLES
    ]
    return [f"{labels.ROLE[role]}：{'、'.join(units)}" for role, units in by_role if units]
