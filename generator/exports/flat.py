"""A document as flat rows: for each table of `columns`, tuples of its columns, in the order of the document.

Made once, and written in every form. A value is a text, a number or None where nothing is known; days are ISO
texts. Ids of what stands on a task count from 1 in the order of the file: `<task>:r2` is its second duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from generator.exports.columns import FULL_OR_NOT, OF_DOCUMENTS, RULES, STATUS
from generator.exports.table import SEPARATOR
from generator.library.entries import (
    DeadlineEntry,
    DocumentEntry,
    PolicyEntry,
    ResponsibilityEntry,
    SectionEntry,
    TaskEntry,
)
from generator.library.texts import measure_lines
from generator.model import values
from generator.model.periods import last_day
from generator.model.records import ROLES, Document, Indicator, Progress, Role
from generator.model.workdays import UnknownYearError, working_days

Value = str | int | float | None
Row = tuple[Value, ...]
Rows = dict[str, list[Row]]
"""Rows by the name of their table"""

_KIND = values.labels(values.DOCUMENT_KIND)
_SECTION_KIND = values.labels(values.SECTION_KIND)
_DEADLINE_KIND = values.labels(values.DEADLINE_KIND)
_INDICATOR_KIND = values.labels(values.INDICATOR_KIND)
_BOUND = values.labels(values.BOUND)
_LINK_KIND = values.labels(values.LINK_KIND)
_ROLE = values.labels(values.ROLE)
_NOBODY: Row = (None,) * len(ROLES)


def rows_of_document(document: DocumentEntry, root: str) -> Rows:
    """All that a document tells, without what registries tell; addresses begin with `root`.

    Beside the document it tells what its tasks are linked with, and the names of units, topics and cited
    documents.
    """
    rows: Rows = {table.name: [] for table in OF_DOCUMENTS}
    rows["documents"].append(_document(document, root))
    for top in document.sections:
        for section in top.walk():
            _section(rows, section, root)
    for task in document.tasks:
        _task(rows, task, root)
    return rows


def _document(document: DocumentEntry, root: str) -> Row:
    record = document.file.record
    disclosure, source = record.disclosure, record.source
    return (
        document.ref, root + document.url, document.agency.id, document.agency.name, record.title,
        record.kind, _KIND[record.kind], record.period, int(record.period[:4]),
        record.text, FULL_OR_NOT[record.text], len(document.tasks),
        disclosure.number, disclosure.index_number, disclosure.subject, disclosure.publisher,
        iso(disclosure.formed), iso(disclosure.published), disclosure.validity,
        source.title, source.publisher, iso(source.published), source.url, _working_days(record),
    )  # fmt: skip


def _working_days(record: Document) -> int | None:
    """From the formation to the publication, of which 条例第二十六条 allows 20."""
    formed, published = record.disclosure.formed, record.published_on
    try:
        return working_days(formed, published) if formed and published else None
    except UnknownYearError:
        return None


def _section(rows: Rows, section: SectionEntry, root: str) -> None:
    ref, document, record, own = section.ref, section.document, section.record, section.obligations
    parent = section.parent.ref if section.parent else None
    rows["sections"].append((
        ref, root + section.url, document.ref, document.title, parent, record.number, record.title,
        section.kind, _SECTION_KIND[section.kind], section.period,
    ))  # fmt: skip
    if section.has_own or own.cites:
        of = (None, ref, section.heading)
        _deadlines(rows, ref, of, own.dues)
        words = _due_words(own.dues)
        for i, entry in enumerate(own.responsibilities, start=1):
            key = f"{ref}:r{i}"
            rows["responsibilities"].append((key, *of, document.title, *_in_role(entry), *words, None, 0))
        for i, indicator in enumerate(record.indicators, start=1):
            rows["indicators"].append((f"{ref}:i{i}", *of, None, *_figure(indicator, section.period)))
        _citations(rows, ref, of[:2], own.cites)


def _task(rows: Rows, task: TaskEntry, root: str) -> None:
    ref = task.ref
    texts = ["\n".join(measure_lines(measure)) for measure in task.record.measures]
    rows["tasks"].append(_task_row(task, texts, root))
    of = (ref, None, task.heading)
    named = (ref, task.heading)
    _deadlines(rows, ref, of, task.dues)
    _responsibilities(rows, task, of)
    _indicators(rows, task, of)
    rows["targets"].extend(_targets(task))
    _progress(rows, task)
    rows["measures"].extend(_measures(task, texts))
    for i, (kind, other) in enumerate(task.links, start=1):
        rows["task_links"].append((f"{ref}:l{i}", *named, kind, _LINK_KIND[kind], other.ref))
    _citations(rows, ref, of[:2], task.cites)
    rows["task_topics"].extend(
        (f"{ref}:k{i}", ref, topic.record.id) for i, topic in enumerate(task.topics, start=1)
    )


def _task_row(task: TaskEntry, measures: list[str], root: str) -> Row:
    document, record, section, outcome = task.document, task.record, task.section, task.outcome
    kind, status = document.file.record.kind, outcome.code or None
    return (
        task.ref, root + task.url, document.agency.id, document.agency.name, document.ref, document.title,
        kind, _KIND[kind], section.ref, section.heading, section.kind, _SECTION_KIND[section.kind],
        int(task.is_plan), section.period, int(section.period[:4]), record.number, record.title,
        "\n".join([record.text, *measures] if record.text else measures) or None,
        *_units(task.responsibilities), *_due_words(task.dues),
        SEPARATOR.join([title for title, _ in task.cites]) or None,
        SEPARATOR.join([topic.record.name for topic in task.topics]) or None,
        status, STATUS[status] if status else None, outcome.words or None,
        outcome.text or None, outcome.date or None, outcome.rule, RULES[outcome.rule],
        SEPARATOR.join([source.ref for source in outcome.sources]) or None,
    )  # fmt: skip


def _named_by_measures(task: TaskEntry) -> dict[tuple[str, Role], str]:
    """Which measures name a unit in a role that the task as a whole does not name, by their positions."""
    found: dict[tuple[str, Role], list[str]] = {}
    for i, measure in enumerate(task.measures, start=1):
        for entry in measure.obligations.responsibilities:
            found.setdefault((entry.unit.ref, entry.record.role), []).append(str(i))
    if found:
        for entry in task.obligations.responsibilities:
            found.pop((entry.unit.ref, entry.record.role), None)
    return {key: SEPARATOR.join(dict.fromkeys(positions)) for key, positions in found.items()}


def _responsibilities(rows: Rows, task: TaskEntry, of: Row) -> None:
    """The duties of a task, and of one that some of the deadlines do not bind, those that do."""
    document, measures = task.document, _named_by_measures(task)
    whole = _due_words(task.dues)
    for i, duty in enumerate(task.assignments, start=1):
        entry, key = duty.responsibility, f"{task.ref}:r{i}"
        rows["responsibilities"].append((
            key, *of, document.title, *_in_role(entry),
            *(_due_words(duty.dues) if duty.is_partial else whole),
            measures.get((entry.unit.ref, entry.record.role)) if measures else None, int(duty.is_partial),
        ))  # fmt: skip
        if duty.is_partial:
            own = set(map(id, duty.dues))
            rows["dues"].extend(
                (f"{key}d{j}", key, f"{task.ref}:d{j}")
                for j, due in enumerate(task.dues, start=1)
                if id(due) in own
            )


def _in_role(entry: ResponsibilityEntry) -> Row:
    unit, role = entry.unit, entry.record.role
    return unit.ref, unit.record.name, entry.record.unit, role, _ROLE[role]


def _deadlines(rows: Rows, ref: str, of: Row, dues: list[DeadlineEntry]) -> None:
    rows["deadlines"].extend(
        (
            f"{ref}:d{i}",
            *of,
            due.text,
            due.meaning.kind,
            _DEADLINE_KIND[due.meaning.kind],
            iso(due.meaning.date),
            int(due.is_met),
        )
        for i, due in enumerate(dues, start=1)
    )


def _indicators(rows: Rows, task: TaskEntry, of: Row) -> None:
    found: list[tuple[str | None, Indicator]] = [(None, one) for one in task.record.indicators]
    for i, measure in enumerate(task.record.measures, start=1):
        found += [(f"{task.ref}:m{i}", one) for one in measure.indicators]
    rows["indicators"].extend(
        (f"{task.ref}:i{i}", *of, measure, *_figure(one, task.period))
        for i, (measure, one) in enumerate(found, start=1)
    )


def _figure(one: Indicator, period: str) -> Row:
    return (
        one.name, number(one.value), one.unit, one.kind, _INDICATOR_KIND[one.kind],
        *_bound(one), one.change, one.period or period, one.text,
    )  # fmt: skip


def _bound(one: Indicator) -> Row:
    """Whether the value is the least or the most that may be, as a code and in words."""
    return (one.bound, _BOUND[one.bound]) if one.bound else (None, None)


def _targets(task: TaskEntry) -> Iterator[Row]:
    for i, found in enumerate(task.targets, start=1):
        actual = found.actual
        yield (
            f"{task.ref}:t{i}", task.ref, task.heading,
            found.target.name, found.target.unit, number(found.target.value),
            number(actual.value) if actual else None, actual.unit if actual else None,
            None if found.ratio is None else float(found.ratio), found.task.ref if found.task else None,
            *_bound(found.target),
        )  # fmt: skip


def _progress(rows: Rows, task: TaskEntry) -> None:
    for i, (measure, one) in enumerate(_reports(task), start=1):
        key = f"{task.ref}:p{i}"
        rows["progress"].append(_progress_row(task, key, measure, one))
        rows["progress_figures"].extend(
            (f"{key}i{j}", key, task.ref, task.heading, *_figure(figure, one.date))
            for j, figure in enumerate(one.indicators, start=1)
        )


def _reports(task: TaskEntry) -> Iterator[tuple[str | None, Progress]]:
    """All progress in the order of the file, with the measure that it is of."""
    yield from ((None, one) for one in task.record.progress)
    for i, measure in enumerate(task.record.measures, start=1):
        yield from ((f"{task.ref}:m{i}", one) for one in measure.progress)


def _progress_row(task: TaskEntry, key: str, measure: str | None, one: Progress) -> Row:
    status, source = one.status, one.source
    return (
        key, task.ref, task.heading, measure,
        one.date, iso(last_day(one.date)),
        status.class_ if status else None, STATUS[status.class_] if status else None,
        status.words if status else None, one.text,
        *((source.task, source.title, source.publisher, source.url) if source else (None,) * 4),
    )  # fmt: skip


def _measures(task: TaskEntry, texts: list[str]) -> Iterator[Row]:
    for i, (measure, text) in enumerate(zip(task.measures, texts, strict=True), start=1):
        record, own = measure.record, measure.obligations
        yield (
            f"{task.ref}:m{i}", task.ref, task.heading, i, record.number, record.title,
            text, *_units(own.responsibilities), *_due_words(own.dues),
        )  # fmt: skip


def _citations(rows: Rows, ref: str, holder: Row, cites: Iterable[tuple[str, PolicyEntry]]) -> None:
    rows["citations"].extend(
        (f"{ref}:c{i}", *holder, policy.record.id, name) for i, (name, policy) in enumerate(cites, start=1)
    )


def _units(entries: list[ResponsibilityEntry]) -> Row:
    """The registered names in each role."""
    if not entries:  # as most measures
        return _NOBODY
    by_role: dict[Role, dict[str, None]] = {}
    for entry in entries:
        by_role.setdefault(entry.record.role, {})[entry.unit.record.name] = None
    return tuple(SEPARATOR.join(by_role[role]) if role in by_role else None for role in ROLES)


def _due_words(dues: list[DeadlineEntry]) -> Row:
    """The words as printed, the first day and the last."""
    if not dues:
        return None, None, None
    days = [due.meaning.date for due in dues if due.meaning.date]
    words = SEPARATOR.join([due.text for due in dues])
    return (words, iso(min(days)), iso(max(days))) if days else (words, None, None)


def iso(value: date | datetime | None) -> str | None:
    """2024-03-22, or 2024-03-22 11:15 where the record has a time of day."""
    if value is None:
        return None
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()


def number(value: Decimal) -> int | float:
    """Whole where it is; what databases and sheets keep no whole number of is the nearest that they keep."""
    return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
