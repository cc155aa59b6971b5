"""What happened, as feeds tell it: a document was published, corrected or withdrawn, results were published.

From the records alone, and only what these give a day for. A result is told on the last day of the time that
it is of; of a half or a whole year only when the records have come that far (`data_day`), so that nothing
that is to come is told as news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Literal

from generator.content.load import DocumentFile
from generator.library.entries import (
    AgencyEntry,
    DocumentEntry,
    Library,
    PolicyEntry,
    TaskEntry,
    UnitEntry,
)
from generator.library.events import assignments_of
from generator.library.outcomes import in_time
from generator.model import routes
from generator.model.lifecycle import Revision
from generator.model.periods import last_day
from generator.model.records import Answerable, Measure, Progress, Section

NewsKind = Literal["published", "reported", "progress", "corrected", "withdrawn"]
Told = Sequence[tuple[Measure | None, Progress]]
_Chosen = Mapping[DocumentEntry, Collection[TaskEntry]]  # documents, and which of the tasks of each are meant


@dataclass(frozen=True, slots=True, repr=False)
class News:
    """One event. `day` is ISO, with the time where the record has one; `event` tells it from others at
    `place`, an address.

    `tasks` are those that it is about: of the published document, with results of the period `event` ends
    in (`told`, of one task), or reported on by `report`.
    """

    kind: NewsKind
    day: str
    place: str
    event: str
    document: DocumentEntry | DocumentFile
    tasks: Sequence[TaskEntry] = ()
    told: Told = ()
    report: DocumentEntry | None = None
    revision: Revision | None = None
    task: TaskEntry | None = None


def published_day(file: DocumentFile) -> str:
    """The day of publication, or ""; no other day of the record may stand for it."""
    return _iso(file.record.disclosure.published or file.record.source.published)


def of_site(library: Library, until: str) -> Iterator[News]:
    """All that happened; `until` is the `data_day`."""
    yield from _news({document: document.tasks for document in library.documents}, until, each=False)
    yield from _withdrawn(library.content.withdrawn)


def of_agency(library: Library, agency: AgencyEntry, until: str) -> Iterator[News]:
    """What happened to the documents of an agency."""
    yield from _news({document: document.tasks for document in agency.documents}, until, each=False)
    yield from _withdrawn(file for file in library.content.withdrawn if file.agency == agency.id)


def of_unit(library: Library, unit: UnitEntry, until: str) -> Iterator[News]:
    """What happened to the tasks of a unit, its own and those of collective names, and to the documents that
    charge it with anything.
    """
    chosen: dict[DocumentEntry, dict[TaskEntry, None]] = {}
    for assignment in assignments_of(unit):
        tasks = chosen.setdefault(assignment.task.document, {})
        if isinstance(assignment.task, TaskEntry):
            tasks[assignment.task] = None
    yield from _news(chosen, until, each=True)
    yield from _withdrawn(file for file in library.content.withdrawn if _charges(library, file, unit))


def of_policy(library: Library, policy: PolicyEntry, until: str) -> Iterator[News]:
    """What happened to the tasks that cite a document, and to the documents of these."""
    chosen: dict[DocumentEntry, list[TaskEntry]] = {}
    for task in policy.tasks:
        chosen.setdefault(task.document, []).append(task)
    for section in policy.sections:
        chosen.setdefault(section.document, [])
    yield from _news(chosen, until, each=True)
    yield from _withdrawn(file for file in library.content.withdrawn if _cites(library, file, policy))


def has_news(found: Iterable[News]) -> bool:
    """Whether there is any, so that a link leads to a feed with something in it."""
    return next(iter(found), None) is not None


def _news(chosen: _Chosen, until: str, *, each: bool) -> Iterator[News]:
    """Everything that happened to these, in their order. Results are told task by task where `each` is
    wanted, else together by the time that they are of.
    """
    for document, tasks in chosen.items():
        if day := published_day(document.file):
            yield News("published", day, document.url, "published", document, tasks=list(tasks))
        yield from _corrections(document, document.file.record.revisions)
        for task in tasks:
            if task.record.revisions:
                yield from _corrections(document, task.record.revisions, task)
        yield from _reports(document, tasks)
        yield from _each_progress(tasks, until) if each else _progress(document, tasks, until)


def _withdrawn(files: Iterable[DocumentFile]) -> Iterator[News]:
    """The last word on each document, where it has a day."""
    for file in files:
        if revision := max(file.record.revisions, key=lambda r: r.date, default=None):
            place = routes.document(file.agency, file.id)
            yield News("withdrawn", _iso(revision.date), place, "withdrawn", file, revision=revision)


def _corrections(
    document: DocumentEntry, revisions: Sequence[Revision], task: TaskEntry | None = None
) -> Iterator[News]:
    """Of two on one day, the one further down is the later."""
    of_day: dict[str, int] = {}
    place = task.url if task else document.url
    for revision in revisions:
        day = _iso(revision.date)
        number = of_day[day] = of_day.get(day, 0) + 1
        event = f"corrected/{day}/{number}"
        yield News("corrected", day, place, event, document, revision=revision, task=task)


def _reports(document: DocumentEntry, tasks: Iterable[TaskEntry]) -> Iterator[News]:
    """Results that another document tells, on the day of its publication."""
    found: dict[DocumentEntry, dict[TaskEntry, None]] = {}
    for task in tasks:
        for kind, passage in task.back_links:
            if kind == "reports" and passage.document is not document:
                found.setdefault(passage.document, {})[task] = None
    for report, about in found.items():
        if day := published_day(report.file):
            yield News(
                "reported", day, document.url, f"reported/{report.url}", document, list(about), report=report
            )


def _progress(document: DocumentEntry, tasks: Iterable[TaskEntry], until: str) -> Iterator[News]:
    by_time: dict[str, list[TaskEntry]] = {}
    for task in tasks:
        for time in _times(task):
            by_time.setdefault(time, []).append(task)
    for time, about in by_time.items():
        if (day := _iso(last_day(time))) <= until:
            yield News("progress", day, document.url, f"progress/{time}", document, about)


def _each_progress(tasks: Iterable[TaskEntry], until: str) -> Iterator[News]:
    for task in tasks:
        for time, told in _times(task).items():
            if (day := _iso(last_day(time))) <= until:
                yield News(
                    "progress", day, task.url, f"progress/{time}", task.document, [task], told, task=task
                )


def _times(task: TaskEntry) -> dict[str, list[tuple[Measure | None, Progress]]]:
    """The progress of a task and its measures by the time that it is of, as written."""
    times: dict[str, list[tuple[Measure | None, Progress]]] = {}
    for measure, progress in in_time(task):
        times.setdefault(progress.date, []).append((measure, progress))
    return times


def _charges(library: Library, file: DocumentFile, unit: UnitEntry) -> bool:
    units, wanted = library.units.get(file.agency), (unit, *unit.member_of)
    names = (one.unit for part in _parts(file) for one in part.responsibility)
    return units is not None and any(units.get(name) in wanted for name in names)


def _cites(library: Library, file: DocumentFile, policy: PolicyEntry) -> bool:
    return any(library.policies.get(name) is policy for part in _parts(file) for name in part.cites)


def _parts(file: DocumentFile) -> Iterator[Answerable]:
    """Everything in a document that may name units and cite others."""
    ahead: list[Section] = list(file.record.sections)
    for section in ahead:
        ahead += section.sections
        yield section
        yield from chain.from_iterable((task, *task.measures) for task in section.tasks)


def _iso(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
