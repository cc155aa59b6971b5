"""Tasks as rows of tables, and the deadlines in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.library.entries import Assignment, DeadlineEntry, SectionEntry, TaskEntry
from generator.model.deadlines import Meaning
from generator.model.records import ROLES
from generator.model.routes import relative
from generator.pages import labels
from generator.pages.components import Link
from generator.pages.context import PageContext, shared

# Behind every date: what recurs, what goes on, what names a season.
KEY_BY_KIND = {"recurring": "9997", "ongoing": "9998", "period": "9996", "date": "9995"}
NO_DUE = "9999"


@dataclass(slots=True, eq=False, repr=False)
class DueView:
    """A deadline: words as printed, meaning, sort key (ISO date, or what sorts behind all dates), last day."""

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
    role: str
    role_key: str
    due: DueCell
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


def task_row(context: PageContext, task: TaskEntry, base: str) -> TaskRow:
    """A task as a table row, with all its deadlines."""
    return _row(context, task, task.dues, base)


def assignment_row(context: PageContext, assignment: Assignment, base: str) -> TaskRow:
    """A task as a row of a unit's table: the unit's role, and the deadlines that are the unit's own."""
    role = assignment.role
    return _row(context, assignment.task, assignment.dues, base, labels.ROLE[role], str(ROLES.index(role)))


def _row(
    context: PageContext,
    task: TaskEntry | SectionEntry,
    dues: Sequence[DeadlineEntry],
    base: str,
    role: str = "",
    role_key: str = "",
) -> TaskRow:
    document, year = task.document, task.period[:4]
    return TaskRow(
        title=task.heading,
        href=relative(task.url, base),
        role=role,
        role_key=role_key,
        due=due_cell(context, dues),
        document=_document_cell(context, document.title, relative(document.url, base), year),
    )
