"""Tasks as rows of tables, and the deadlines in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.library.entries import Assignment, DeadlineEntry, SectionEntry, TaskEntry
from generator.model.deadlines import Meaning
from generator.model.records import ROLES
from generator.model.routes import relative
from generator.pages import components, labels
from generator.pages.components import Link, RoleGroup
from generator.pages.context import PageContext, shared
from generator.pages.tags import TagView, tag

# Behind every date: what recurs, what goes on, what names a season.
KEY_BY_KIND = {"recurring": "9997", "ongoing": "9998", "period": "9996", "date": "9995"}
NO_DUE = "9999"
LONG = 300
"""So many rows a page may hold; a longer list is split, so that no page grows with the site"""
NEWEST = 50
"""So many rows of a list that is split stand on its first page"""


@dataclass(slots=True, eq=False, repr=False)
class DueView:
    """A deadline: words as printed, meaning, sort key (ISO date, or what sorts behind all dates), last
    day.
    """

    text: str
    meaning: str
    key: str
    last_day: str


@dataclass(slots=True, eq=False, repr=False)
class DueCell:
    """The deadlines of a task in a table, with the key that sorts them."""

    dues: list[DueView]
    key: str


@dataclass(slots=True, eq=False, repr=False)
class DocumentCell:
    document: Link
    year: str


@dataclass(slots=True, eq=False, repr=False)
class TaskRow:
    """A task as a row of a sortable table."""

    title: str
    href: str
    due: DueCell
    document: DocumentCell


@dataclass(slots=True, eq=False, repr=False)
class DutyRow:
    """What a task or a section asks of a unit, as a row of its table; a section has no `status`.

    `last_day` is the first day (ISO) by which the unit has promised some of it, or "": with the status it
    tells a reader's browser what is overdue. A section never is, for no result is published of it.
    """

    title: str
    href: str
    role: str
    role_key: str
    due: DueCell
    last_day: str
    status: TagView | None
    document: DocumentCell


@dataclass(slots=True, eq=False, repr=False)
class ResultRow:
    """A task with its units and what came of it, as a row of a table over several agencies."""

    title: str
    href: str
    roles: list[RoleGroup]
    due: DueCell
    last_day: str
    status: TagView
    document: DocumentCell


def due_views(context: PageContext, dues: Sequence[DeadlineEntry]) -> list[DueView]:
    if not dues:
        return []
    return [_due_view(context, due.text, due.meaning) for due in dues]


@shared
def _due_view(_: PageContext, text: str, meaning: Meaning) -> DueView:
    return DueView(text, labels.meaning(meaning), due_key(meaning), labels.last_day(meaning))


@shared
def _due_cell(context: PageContext, dues: tuple[tuple[str, Meaning], ...]) -> DueCell:
    return DueCell(
        [_due_view(context, text, meaning) for text, meaning in dues],
        first_due_key(meaning for _, meaning in dues),
    )


@shared
def _document_cell(_: PageContext, title: str, href: str, year: str) -> DocumentCell:
    return DocumentCell(Link(title, href), year)


def due_cell(context: PageContext, dues: Sequence[DeadlineEntry]) -> DueCell:
    """The deadlines of a task as a cell of a table."""
    return _due_cell(context, tuple([(due.text, due.meaning) for due in dues]))


def due_key(meaning: Meaning) -> str:
    """Sorts deadlines: dates first, then seasons, recurring and ongoing work."""
    return meaning.date.isoformat() if meaning.date else KEY_BY_KIND[meaning.kind]


def first_due_key(meanings: Iterable[Meaning]) -> str:
    return min(map(due_key, meanings), default=NO_DUE)


def first_last_day(dues: Iterable[DeadlineEntry]) -> str:
    """The first last day of deadlines that are not met (ISO), or "": when it is over, something is due."""
    days = [due.meaning.date for due in dues if due.meaning.date and not due.is_met]
    return min(days).isoformat() if days else ""


def task_row(context: PageContext, task: TaskEntry, base: str) -> TaskRow:
    """A task as a table row, with all its deadlines."""
    return TaskRow(
        task.heading, relative(task.url, base), due_cell(context, task.dues), _document(context, task, base)
    )


def duty_row(context: PageContext, assignment: Assignment, base: str) -> DutyRow:
    """A row of a unit's table: the unit's role, and the deadlines that are the unit's own."""
    role, asked = assignment.role, assignment.task
    return DutyRow(
        title=asked.heading,
        href=relative(asked.url, base),
        role=labels.ROLE[role],
        role_key=str(ROLES.index(role)),
        due=due_cell(context, assignment.dues),
        last_day=first_last_day(assignment.dues) if asked.is_plan else "",
        status=tag(context, asked) if isinstance(asked, TaskEntry) else None,
        document=_document(context, asked, base),
    )


def result_row(context: PageContext, task: TaskEntry, base: str) -> ResultRow:
    """A task with who answers for it, by when, and what is published of it."""
    return ResultRow(
        title=task.heading,
        href=relative(task.url, base),
        roles=components.role_groups(context, task.responsibilities, base),
        due=due_cell(context, task.dues),
        last_day=first_last_day(task.dues) if task.is_plan else "",
        status=tag(context, task),
        document=_document(context, task, base),
    )


def _document(context: PageContext, task: TaskEntry | SectionEntry, base: str) -> DocumentCell:
    document = task.document
    return _document_cell(context, document.title, relative(document.url, base), task.period[:4])
