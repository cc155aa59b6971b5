"""The library as the search wants it: one record a task,
the names that the box suggests, the groups of synonyms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from generator.library.build import Library
from generator.library.data_day import data_day
from generator.library.entries import DeadlineEntry, TaskEntry
from generator.library.texts import task_text
from generator.search import build_search
from generator.search.records import SearchRecord, Suggestion, SynonymGroup


def search_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """The index that search.html asks, as (address, bytes)."""
    files = build_search(
        search_records(library), suggestions(library), synonyms(library), data_day(library.documents)
    )
    for path, data in files:
        yield f"search/{path}", data


def search_records(library: Library) -> list[SearchRecord]:
    """All tasks in document order."""
    return [_record(task, order) for order, task in enumerate(library.tasks)]


def _record(task: TaskEntry, order: int) -> SearchRecord:
    document, text = task.document, task_text(task)
    return SearchRecord(
        url=task.url,
        title=task.record.title,
        number=task.record.number or "",
        agency=document.agency.id,
        agency_name=document.agency.name,
        document=document.ref,
        document_title=document.title,
        kind=document.file.record.kind,
        years=years(task.section.period),
        title_text=text.title,
        unit_text=text.units,
        body_text=text.body,
        responsibility=tuple(
            [(a.unit.ref, a.unit.record.name, a.record.role) for a in task.responsibilities]
        ),
        deadlines=_deadlines(task.dues),
        own_deadlines=tuple([_deadlines(assignment.dues) for assignment in task.assignments])
        if task.is_divided
        else (),
        topics=tuple([(t.record.id, t.record.name) for t in task.topics]),
        status=task.outcome.code,
        region=document.agency.file.record.region or "",
        is_plan=task.is_plan,
        in_report=any(kind == "reports" for kind, _ in task.back_links),
        order=order,
    )


def _deadlines(dues: Iterable[DeadlineEntry]) -> tuple[tuple[str, str, str], ...]:
    return tuple([(due.text, due.meaning.kind, _iso(due.meaning.date)) for due in dues])


@cache
def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@cache
def years(period: str) -> tuple[int, ...]:
    """The years that a period covers: 2024-H1 is (2024,), 2021/2025 is all five."""
    first = int(period[:4])
    return tuple(range(first, int(period[5:]) + 1)) if "/" in period else (first,)


def suggestions(library: Library) -> list[Suggestion]:
    """Agencies with their region, units with their agency,
    documents and cited documents with their number, topics.
    """
    return [
        *(
            Suggestion(
                "agency",
                agency.name,
                agency.url,
                tuple(filter(None, (agency.file.record.short_name, *agency.file.record.aliases))),
                agency.file.record.region or "",
            )
            for agency in library.agencies
        ),
        *(
            Suggestion("unit", u.record.name, u.url, tuple(u.record.aliases), agency.name)
            for agency in library.agencies
            for u in agency.units
        ),
        *(
            Suggestion(
                "document", d.title, d.url, (), (d.file.record.disclosure.number or "") or d.agency.name
            )
            for d in library.documents
        ),
        *(
            Suggestion("policy", p.record.title, p.url, tuple(p.record.aliases), p.record.number or "")
            for p in library.policies
        ),
        *(Suggestion("topic", t.record.name, t.url, tuple(t.record.aliases)) for t in library.topics),
    ]


def synonyms(library: Library) -> list[SynonymGroup]:
    """Names of one unit (法规股 = 法制股), and the table of content/synonyms.yml (危化品 = 危险化学品)."""
    units = [
        (u.record.name, *u.record.aliases) for a in library.agencies for u in a.units if u.record.aliases
    ]
    return [*units, *library.content.synonyms]
