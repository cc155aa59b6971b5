"""What falls due on a day, as events of a calendar: each task, or section with a deadline of its own, once a day.

Deadlines of kind date are events of one day; recurring ones are one event that comes again, where their words say how
often (`model.recurrences`). A season, a span and work without an end are none: they have no day that everybody agrees on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.library.entries import (
    AgencyEntry,
    Assignment,
    DeadlineEntry,
    DocumentEntry,
    SectionEntry,
    TaskEntry,
    UnitEntry,
)
from generator.model.recurrences import Recurrence, recurrence

Holder = TaskEntry | SectionEntry
"""What a deadline stands on"""


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """A day of `holder`, and again where `again` is given; `words` are its deadlines as printed, joined.

    `uid` is the same in every calendar and on every host.
    """

    uid: str
    day: date
    again: Recurrence | None
    words: str
    holder: Holder


def dues_of(holder: Holder) -> list[DeadlineEntry]:
    """All deadlines of a task with those of its measures, or those of the section itself."""
    return holder.dues if isinstance(holder, TaskEntry) else holder.obligations.dues


def holders(document: DocumentEntry) -> Iterator[Holder]:
    """The sections with deadlines of their own and the tasks with any, in the order of the document."""
    for top in document.sections:
        for section in top.walk():
            if section.obligations.dues:
                yield section
            yield from (task for task in section.tasks if task.dues)


def events_of(holder: Holder, dues: Iterable[DeadlineEntry] | None = None) -> list[Event]:
    """The events of a task or section, in the order of their days; with `dues` only those that these fall on.

    An event tells all deadlines of its day, whomever they bind, so that it is the same in every calendar.
    """
    days: dict[str, tuple[date, Recurrence | None, list[str]]] = {}
    for due in dues_of(holder):
        if found := _when(due, holder.period):
            key, day, again = found
            days.setdefault(key, (day, again, []))[2].append(due.text)
    wanted = None if dues is None else {found[0] for due in dues if (found := _when(due, holder.period))}
    events = [
        Event(f"{holder.ref}/{key}", day, again, "、".join(dict.fromkeys(words)), holder)
        for key, (day, again, words) in days.items()
        if wanted is None or key in wanted
    ]
    return sorted(events, key=lambda event: event.day)


def _when(due: DeadlineEntry, period: str) -> tuple[str, date, Recurrence | None] | None:
    """What tells the deadline's event from others of its task, its day, and how it comes again."""
    meaning = due.meaning
    if meaning.kind == "date" and meaning.date:
        return meaning.date.isoformat(), meaning.date, None
    if meaning.kind == "recurring" and not meaning.date and (again := recurrence(due.text, period)):
        return f"every-{again.frequency}", again.first, again
    return None


def agency_events(agency: AgencyEntry) -> Iterator[Event]:
    """Every event of an agency's documents, each once."""
    for document in agency.documents:
        for holder in holders(document):
            yield from events_of(holder)


def unit_events(unit: UnitEntry) -> Iterator[Event]:
    """The events of what a unit answers for, under its own name and under collective ones, each once."""
    seen: set[str] = set()
    for assignment in assignments_of(unit):
        for event in events_of(assignment.task, assignment.dues):
            if event.uid not in seen:
                seen.add(event.uid)
                yield event


def assignments_of(unit: UnitEntry) -> Iterator[Assignment]:
    """What tasks and sections ask of a unit, under its own name and under collective ones."""
    for named in (unit, *unit.member_of):
        yield from named.assignments
        yield from named.section_assignments


def has_events(events: Iterator[Event]) -> bool:
    """Whether there is any, so that a link leads to a calendar with something in it."""
    return next(events, None) is not None
