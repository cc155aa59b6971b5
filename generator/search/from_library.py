"""The library as the search wants it: one record a task,
the names that the box suggests, the groups of synonyms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from generator.content.known import digest
from generator.library.build import Library
from generator.library.data_day import data_time
from generator.library.entries import DeadlineEntry, DocumentEntry, TaskEntry
from generator.library.texts import TaskText, task_text
from generator.search import build_search
from generator.search.records import SearchRecord, Stretches, Suggestion, SynonymGroup

V = TypeVar("V")

Told = Callable[[DocumentEntry], bytes]
"""A digest of all that data and search tell of a document"""
Recalled = Callable[[bytes, Callable[[], Any]], Any]
"""What was made under a key before, else what is made now"""

_NO_TEXT = TaskText("", "", "")
_NO_DAYS: frozenset[str] = frozenset()


def search_files(
    library: Library, told: Told | None = None, recalled: Recalled | None = None, *, anew: bool = True
) -> Iterator[tuple[str, bytes]]:
    """The index that search.html asks, as (address, bytes).

    Where it is `told` what stands in a document, what was made of its texts before is `recalled`; unless it
    is made `anew`, texts are put together only where something has changed them.
    """
    text, tasks = cache(task_text), library.tasks
    records = search_records(library, text if anew else _no_text)

    def with_texts(start: int, end: int) -> Sequence[SearchRecord]:
        if anew:
            return records[start:end]
        return [_record(task, order, text(task)) for order, task in enumerate(tasks[start:end])]

    stretches = _stretches(tasks, with_texts, told, recalled) if told and recalled else None
    names, groups = suggestions(library), synonyms(library)
    for path, data in build_search(records, names, groups, data_time(library), stretches):
        yield f"search/{path}", data


def search_records(library: Library, text: Callable[[TaskEntry], TaskText] = task_text) -> list[SearchRecord]:
    """All tasks in document order."""
    return [_record(task, order, text(task)) for order, task in enumerate(library.tasks)]


def _stretches(
    tasks: Sequence[TaskEntry],
    with_texts: Callable[[int, int], Sequence[SearchRecord]],
    told: Told,
    recalled: Recalled,
) -> Stretches:
    def each(name: str, size: int, make: Callable[[Sequence[SearchRecord]], V]) -> list[V]:
        def made(start: int) -> V:
            end = start + size
            key = _key(f"{name} {size}", tasks[start:end], told)
            found: V = recalled(key, lambda: make(with_texts(start, end)))
            return found

        return [made(start) for start in range(0, len(tasks) or 1, size)]

    return each


def _key(name: str, tasks: Sequence[TaskEntry], told: Told) -> bytes:
    """Of a stretch: which tasks of which documents, and what these say."""
    parts = [name.encode()]
    for document, run in groupby(tasks, lambda task: task.document):
        first, *rest = run
        parts += told(document), first.ref.encode(), b"%d" % len(rest)
    return digest(*parts)


def _no_text(_: TaskEntry) -> TaskText:
    return _NO_TEXT


def _record(task: TaskEntry, order: int, text: TaskText) -> SearchRecord:
    document = task.document
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
        met=_met(task.dues),
        topics=tuple([(t.record.id, t.record.name) for t in task.topics]),
        status=task.outcome.code,
        region=document.agency.file.record.region or "",
        is_plan=task.is_plan,
        in_report=any(kind == "reports" for kind, _ in task.back_links),
        order=order,
    )


def _met(dues: Sequence[DeadlineEntry]) -> frozenset[str]:
    if not any(due.is_met for due in dues):  # as few are
        return _NO_DAYS
    return frozenset(_iso(due.meaning.date) for due in dues if due.is_met) - {
        _iso(due.meaning.date) for due in dues if not due.is_met
    }


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
            Suggestion(
                "policy",
                p.record.title,
                p.url,
                tuple(p.record.aliases),
                "　".join(filter(None, (p.record.number, p.mark))),
            )
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
