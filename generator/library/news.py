"""What happened, as feeds tell it: a document was published, corrected or withdrawn, results were published.

From the records alone, and only what these give a day for. A result is told on the last day of the time that
it is of once the records have come that far (`data_day`), of a month or a quarter until then on its first; so
that nothing that is to come is told as news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from generator.content.load import DocumentFile
from generator.library.data_day import data_day, is_coarse
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
from generator.model.periods import bounds
from generator.model.records import Answerable, Measure, Progress, Section

NewsKind = Literal["published", "reported", "progress", "corrected", "withdrawn"]
Told = Sequence[tuple[Measure | None, Progress]]
_NOTHING: Mapping[str, Told] = {}


class News(NamedTuple):
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


@dataclass
class Chronicle:
    """The news of one library, for whatever a feed is of. What all of them need is found once."""

    library: Library

    def of_site(self) -> Iterator[News]:
        """All that happened."""
        yield from self._of_documents(self.library.documents)
        yield from _withdrawn(self.library.content.withdrawn)

    def of_agency(self, agency: AgencyEntry) -> Iterator[News]:
        """What happened to the documents of an agency."""
        yield from self._of_documents(agency.documents)
        yield from _withdrawn(file for file in self.library.content.withdrawn if file.agency == agency.id)

    def of_unit(self, unit: UnitEntry) -> Iterator[News]:
        """What happened to the tasks of a unit, its own and those of collective names, and to the documents
        that charge it with anything.
        """
        chosen: dict[DocumentEntry, dict[TaskEntry, None]] = {}
        for assignment in assignments_of(unit):
            tasks = chosen.setdefault(assignment.task.document, {})
            if isinstance(assignment.task, TaskEntry):
                tasks[assignment.task] = None
        yield from self._of_tasks(chosen)
        yield from _withdrawn(
            file for file in self.library.content.withdrawn if _charges(self.library, file, unit)
        )

    def of_policy(self, policy: PolicyEntry) -> Iterator[News]:
        """What happened to the tasks that cite a document, and to the documents of these."""
        chosen: dict[DocumentEntry, list[TaskEntry]] = {}
        for task in policy.tasks:
            chosen.setdefault(task.document, []).append(task)
        for section in policy.sections:
            chosen.setdefault(section.document, [])
        yield from self._of_tasks(chosen)
        yield from _withdrawn(
            file for file in self.library.content.withdrawn if _cites(self.library, file, policy)
        )

    @cached_property
    def until(self) -> str:
        """Up to which day the records tell."""
        return data_day(self.library)

    def _of_documents(self, documents: Iterable[DocumentEntry]) -> Iterator[News]:
        """Results told together by the time that they are of."""
        for document in documents:
            yield from _of_document(document, document.tasks)
            by_time: dict[str, list[TaskEntry]] = {}
            for task in document.tasks:
                for time in self._results.get(task, ()):
                    by_time.setdefault(time, []).append(task)
            for time, about in by_time.items():
                yield News("progress", self._day(time), document.url, f"progress/{time}", document, about)

    def _of_tasks(self, chosen: Mapping[DocumentEntry, Collection[TaskEntry]]) -> Iterator[News]:
        """Results told task by task; `chosen` are documents, and which of the tasks of each are meant."""
        for document, tasks in chosen.items():
            yield from _of_document(document, tasks)
            for task in tasks:
                for time, told in self._results.get(task, _NOTHING).items():
                    yield News(
                        "progress",
                        self._day(time),
                        task.url,
                        f"progress/{time}",
                        document,
                        [task],
                        told,
                        task=task,
                    )

    def _day(self, time: str) -> str:
        """The day on which results of a time are told, or "" where it is too early."""
        first, last = map(_iso, bounds(time))
        if last <= self.until:
            return last
        return "" if is_coarse(time) else first

    @cached_property
    def _results(self) -> dict[TaskEntry, Mapping[str, Told]]:
        """The progress of tasks and their measures by the time that it is of, as written, as far as the
        records have come.
        """
        found: dict[TaskEntry, Mapping[str, Told]] = {}
        for task in self.library.tasks:
            record = task.record
            if record.progress or any(measure.progress for measure in record.measures):
                times: dict[str, list[tuple[Measure | None, Progress]]] = {}
                for measure, progress in in_time(task):
                    if self._day(progress.date):
                        times.setdefault(progress.date, []).append((measure, progress))
                found[task] = times
        return found


def has_news(found: Iterable[News]) -> bool:
    """Whether there is any, so that a link leads to a feed with something in it."""
    return next(iter(found), None) is not None


def _of_document(document: DocumentEntry, tasks: Collection[TaskEntry]) -> Iterator[News]:
    """All but progress, of a document and these of its tasks."""
    if day := published_day(document.file):
        yield News("published", day, document.url, "published", document, tasks=list(tasks))
    yield from _corrections(document, document.file.record.revisions)
    for task in tasks:
        if task.record.revisions:
            yield from _corrections(document, task.record.revisions, task)
    yield from _reports(document, tasks)


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
