"""The tasks as flat rows, one kind of row a table: what every format of open data writes, in its own way.

Rows are named tuples: `_fields` are the columns of a table, in the order of the contract (design, section 6).
`task` is the id of the task that a row belongs to, `measure` the position, from 1, of the measure among those
of its task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from generator.library.build import Library
from generator.library.entries import (
    Assignment,
    DeadlineEntry,
    DocumentEntry,
    MeasureEntry,
    Outcome,
    OutcomeRule,
    ResponsibilityEntry,
    SectionEntry,
    Target,
    TaskEntry,
)
from generator.library.texts import measure_lines
from generator.model.records import DeadlineKind, DocumentKind, Indicator, LinkKind, Role, SectionKind, Table
from generator.model.statuses import StatusClass


class OutcomeRow(NamedTuple):
    """What came of a task (`library.outcomes`): `date` as written (2026-06), `sources` the ids it comes
    from.
    """

    status: StatusClass | None
    text: str
    date: str | None
    rule: OutcomeRule
    sources: tuple[str, ...]


class SectionRow(NamedTuple):
    """The section that a task stands in, or that has units, deadlines, figures or tables itself."""

    anchor: str
    title: str
    kind: SectionKind


class TargetRow(NamedTuple):
    """A figure to be reached, beside the one that was; `sources` are the ids of the tasks that the latter is
    from.
    """

    task: str
    name: str
    unit: str | None
    target: Decimal
    actual: Decimal | None
    ratio: Decimal | None
    sources: tuple[str, ...]
    bound: Literal["min", "max"] | None


class TaskRow(NamedTuple):
    """One task; `text` holds its measures too.

    `status` is what is publicly known of the result, if anything.
    """

    id: str
    url: str
    agency: str
    document: str
    document_title: str
    kind: DocumentKind
    period: str
    number: str | None
    title: str
    text: str
    cites: tuple[str, ...]
    topics: tuple[str, ...]
    status: StatusClass | Literal["reported"] | None
    outcome: OutcomeRow
    section: SectionRow


class DeadlineRow(NamedTuple):
    """One deadline as printed, and its last day where there is one.

    Those of a task include those of its measures.
    """

    task: str
    measure: int | None
    text: str
    kind: DeadlineKind
    date: date | None
    is_met: bool


class ResponsibilityRow(NamedTuple):
    """One unit in one role: `unit` is its id, `name` the words as printed.

    Without `measure` it answers for the task, or for some measure of it; each unit and role once a task.
    `deadlines` are its own, where these are not all of the task's; with `measure`, None: they are those of
    the measure.
    """

    task: str
    measure: int | None
    unit: str
    name: str
    role: Role
    deadlines: tuple[DeadlineRow, ...] | None


class IndicatorRow(NamedTuple):
    """One figure of a task or, with `measure`, of a measure."""

    task: str
    measure: int | None
    text: str
    name: str
    value: Decimal
    unit: str | None
    kind: Literal["target", "actual"]
    bound: Literal["min", "max"] | None
    change: str | None


class LinkRow(NamedTuple):
    """One link from a task to another."""

    task: str
    kind: LinkKind
    to: str


class MeasureRow(NamedTuple):
    """One measure; `text` holds its number, its title and its steps too."""

    task: str
    measure: int
    number: str | None
    title: str | None
    text: str


class MeasureRows(NamedTuple):
    """A measure and the rows that are its own."""

    measure: MeasureRow
    responsibilities: list[ResponsibilityRow]
    deadlines: list[DeadlineRow]


class TableRow(NamedTuple):
    """A table as printed: a grid of texts, of which the first rows are its head."""

    caption: str | None
    header: list[list[str]]
    rows: list[list[str]]


class TaskRows(NamedTuple):
    """A task and all rows that belong to it."""

    task: TaskRow
    responsibilities: list[ResponsibilityRow]
    deadlines: list[DeadlineRow]
    indicators: list[IndicatorRow]
    links: list[LinkRow]
    measures: list[MeasureRows]
    targets: list[TargetRow]
    tables: list[TableRow]


class SectionRows(NamedTuple):
    """A section with something of its own, and the rows that belong to it; their `task` is
    `<document>#<anchor>`.
    """

    agency: str
    document: str
    section: SectionRow
    responsibilities: list[ResponsibilityRow]
    deadlines: list[DeadlineRow]
    indicators: list[IndicatorRow]
    tables: list[TableRow]


def all_rows(library: Library) -> Iterator[TaskRows]:
    """The rows of every task, in document order."""
    return map(rows_of, library.tasks)


def section_rows(document: DocumentEntry) -> Iterator[SectionRows]:
    """The rows of every section with units, deadlines, figures or tables of its own, in their order."""
    for section in (s for top in document.sections for s in top.walk()):
        if section.has_own or section.record.tables:
            yield _section_rows(section)


def _section_rows(section: SectionEntry) -> SectionRows:
    own, document = section.obligations, section.document
    return SectionRows(
        document.agency.id,
        document.id,
        SectionRow(section.anchor, section.heading, section.kind),
        [_responsibility_row(section.ref, None, entry, None) for entry in own.responsibilities],
        _deadline_rows(section.ref, None, own.dues),
        list(_indicator_rows(section.ref, None, section.record.indicators)),
        _table_rows(section.record.tables),
    )


def rows_of(task: TaskEntry) -> TaskRows:
    """The rows of one task."""
    ref, record = task.ref, task.record
    measures = [_measure_rows(ref, i, measure) for i, measure in enumerate(task.measures, start=1)]
    return TaskRows(
        _task_row(task, [rows.measure.text for rows in measures]),
        [_assignment_row(ref, assignment) for assignment in task.assignments],
        _deadline_rows(ref, None, task.dues),
        [
            *_indicator_rows(ref, None, record.indicators),
            *(
                row
                for i, measure in enumerate(record.measures, start=1)
                if measure.indicators
                for row in _indicator_rows(ref, i, measure.indicators)
            ),
        ],
        [LinkRow(ref, kind, other.ref) for kind, other in task.links],
        measures,
        [_target_row(ref, target) for target in task.targets],
        _table_rows(record.tables),
    )


def _table_rows(tables: Iterable[Table]) -> list[TableRow]:
    return [TableRow(table.caption, table.header, table.rows) for table in tables]


def _target_row(task: str, target: Target) -> TargetRow:
    actual = target.actual
    return TargetRow(
        task,
        target.target.name,
        target.target.unit,
        target.target.value,
        actual.value if actual else None,
        target.ratio,
        (target.task.ref,) if target.task else (),
        target.target.bound,
    )


def _task_row(task: TaskEntry, measures: list[str]) -> TaskRow:
    document, record = task.document, task.record
    return TaskRow(
        id=task.ref,
        url=task.url,
        agency=document.agency.id,
        document=document.id,
        document_title=document.title,
        kind=document.file.record.kind,
        period=task.section.period,
        number=record.number,
        title=record.title,
        text="\n".join([record.text, *measures] if record.text else measures),
        cites=tuple(title for title, _ in task.cites),
        topics=tuple(topic.record.name for topic in task.topics),
        status=task.outcome.code or None,
        outcome=_outcome_row(task.outcome),
        section=SectionRow(task.section.anchor, task.section.heading, task.section.kind),
    )


def _outcome_row(outcome: Outcome) -> OutcomeRow:
    sources = tuple([source.ref for source in outcome.sources])
    return OutcomeRow(outcome.status, outcome.text, outcome.date or None, outcome.rule, sources)


def _measure_rows(task: str, position: int, measure: MeasureEntry) -> MeasureRows:
    record, obligations = measure.record, measure.obligations
    return MeasureRows(
        MeasureRow(task, position, record.number, record.title, "\n".join(measure_lines(record))),
        [_responsibility_row(task, position, entry, None) for entry in obligations.responsibilities],
        _deadline_rows(task, position, obligations.dues),
    )


def _assignment_row(task: str, assignment: Assignment) -> ResponsibilityRow:
    own = tuple(_deadline_rows(task, None, assignment.dues)) if assignment.is_partial else None
    return _responsibility_row(task, None, assignment.responsibility, own)


def _responsibility_row(
    task: str, measure: int | None, entry: ResponsibilityEntry, deadlines: tuple[DeadlineRow, ...] | None
) -> ResponsibilityRow:
    return ResponsibilityRow(task, measure, entry.unit.ref, entry.record.unit, entry.record.role, deadlines)


def _deadline_rows(task: str, measure: int | None, dues: Iterable[DeadlineEntry]) -> list[DeadlineRow]:
    return [
        DeadlineRow(task, measure, due.text, due.meaning.kind, due.meaning.date, due.is_met) for due in dues
    ]


def _indicator_rows(
    task: str, measure: int | None, indicators: Iterable[Indicator]
) -> Iterator[IndicatorRow]:
    for i in indicators:
        yield IndicatorRow(task, measure, i.text, i.name, i.value, i.unit, i.kind, i.bound, i.change)
