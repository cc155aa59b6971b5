"""The entries that the library consists of: records of the model in their place, with what points at them.

Apart from `library`, which makes them, because most modules only read them. They know their address, their
neighbours and each other, so they have no `repr` of their fields: it would never end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from generator.content.load import AgencyFile, Content, DocumentFile
from generator.library.headings import heading
from generator.library.registry import Registry
from generator.model.deadlines import Meaning
from generator.model.records import (
    Indicator,
    LinkKind,
    Measure,
    Responsibility,
    Role,
    Section,
    SectionKind,
    Task,
)
from generator.model.registries import VALIDITY, Policy, Topic, Unit
from generator.model.statuses import StatusClass
from generator.problems import RecordPath

OutcomeRule = Literal["progress", "status", "report", "entry", "none"]


@dataclass(slots=True, eq=False, repr=False)
class UnitEntry:
    """A unit and everything that tasks charge it with, in document order. `ref` is `<agency>/<unit>`."""

    ref: str
    agency: AgencyEntry
    record: Unit
    url: str
    assignments: list[Assignment] = field(default_factory=list)
    section_assignments: list[Assignment] = field(default_factory=list)
    """What whole sections charge it with, where a unit or a deadline stands on a section and not on a task"""
    members: list[UnitEntry] = field(default_factory=list)
    member_of: list[UnitEntry] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class PolicyEntry:
    """A cited document, the tasks and sections that cite it, and the documents that replace it or that it
    replaces.
    """

    record: Policy
    url: str
    replaced_by: list[PolicyEntry] = field(default_factory=list)
    replaces: list[PolicyEntry] = field(default_factory=list)
    tasks: list[TaskEntry] = field(default_factory=list)
    sections: list[SectionEntry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The title as pages show it: a document in 《》, the name of an action or a system as it is."""
        return f"《{self.record.title}》" if self.record.kind == "document" else self.record.title

    @property
    def mark(self) -> str:
        """What stands beside every citation of a document that no longer, or not yet, holds: 已废止."""
        validity = self.record.validity
        return VALIDITY[validity] if validity and validity != "valid" else ""

    @property
    def citations(self) -> int:
        return len(self.tasks) + len(self.sections)


@dataclass(slots=True, eq=False, repr=False)
class TopicEntry:
    """A topic and its tasks, in document order and by year, the latest first."""

    record: Topic
    url: str
    tasks: list[TaskEntry] = field(default_factory=list)
    newest: list[TaskEntry] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class ResponsibilityEntry:
    """A responsibility whose unit was found; `record` keeps the words as printed."""

    unit: UnitEntry
    record: Responsibility


@dataclass(slots=True, eq=False, repr=False)
class DeadlineEntry:
    """A deadline and what it means; `is_met` where it is that of measures alone whose own records call them
    settled.
    """

    text: str
    meaning: Meaning
    is_met: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Obligations:
    """The resolved side of an `Answerable`: who, by when, on what grounds."""

    responsibilities: list[ResponsibilityEntry]
    dues: list[DeadlineEntry]
    cites: list[tuple[str, PolicyEntry]]


@dataclass(slots=True, eq=False, repr=False)
class Assignment:
    """What a task, or a section of its own, asks of one unit in one role, and by when.

    `is_partial` when other deadlines of the task are not meant for it.
    """

    task: TaskEntry | SectionEntry
    responsibility: ResponsibilityEntry
    dues: list[DeadlineEntry]
    is_partial: bool

    @property
    def role(self) -> Role:
        return self.responsibility.record.role


@dataclass(slots=True, eq=False, repr=False)
class MeasureEntry:
    record: Measure
    anchor: str
    obligations: Obligations


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What came of a task (`outcomes.outcome_of`).

    `status` is None with `text` or `sources` where a report gives no status word, and with neither where
    nothing is published. `words` are those of the status as printed, `date` is as written (2026-06),
    `sources` are the passages it comes from, the one that counts first. Of measures with progress,
    `measures_done` of `measures` are done.
    """

    status: StatusClass | None
    words: str
    text: str
    date: str
    rule: OutcomeRule
    sources: tuple[TaskEntry, ...] = ()
    measures_done: int = 0
    measures: int = 0

    @property
    def is_public(self) -> bool:
        """Whether anything is published of the result."""
        return self.rule != "none"

    @property
    def code(self) -> StatusClass | Literal["reported", ""]:
        """For data and search: the class of the status, `reported` where a report gives none, or nothing."""
        return self.status or ("reported" if self.is_public else "")


@dataclass(frozen=True, slots=True, repr=False)
class Target:
    """A figure to be reached, and the figure that was (`targets.targets_of`), on the page of `task`."""

    target: Indicator
    actual: Indicator | None
    ratio: Decimal | None
    date: str
    task: TaskEntry | None


NO_OUTCOME = Outcome(None, "", "", "", "none")


@dataclass(slots=True, eq=False, repr=False)
class TaskEntry:
    """A task in its place. `assignments`, `dues` and `cites` include those of its measures, each once.

    `path` leads to the record in the file of its document.
    """

    ref: str
    url: str
    document: DocumentEntry
    section: SectionEntry
    record: Task
    path: RecordPath
    obligations: Obligations
    measures: list[MeasureEntry]
    topics: list[TopicEntry]
    assignments: list[Assignment] = field(default_factory=list)
    dues: list[DeadlineEntry] = field(default_factory=list)
    cites: list[tuple[str, PolicyEntry]] = field(default_factory=list)
    links: list[tuple[LinkKind, TaskEntry]] = field(default_factory=list)
    back_links: list[tuple[LinkKind, TaskEntry]] = field(default_factory=list)
    previous: TaskEntry | None = None
    next: TaskEntry | None = None
    outcome: Outcome = NO_OUTCOME
    targets: list[Target] = field(default_factory=list)
    heading: str = field(init=False)  # a dozen times on pages

    def __post_init__(self) -> None:
        self.heading = heading(self.record.number, self.record.title)

    @property
    def responsibilities(self) -> list[ResponsibilityEntry]:
        return [assignment.responsibility for assignment in self.assignments]

    @property
    def is_divided(self) -> bool:
        """Whether some unit has not all deadlines of the task."""
        return any(assignment.is_partial for assignment in self.assignments)

    @property
    def anchor(self) -> str:
        """The anchor of the task inside its document."""
        return f"t-{self.record.id}"

    @property
    def period(self) -> str:
        """The period that the task is of: that of its section."""
        return self.section.period

    @property
    def is_plan(self) -> bool:
        """Whether it is a promise that results are held against; entries of a summary are not."""
        return self.section.is_plan

    @property
    def is_result(self) -> bool:
        """Whether the task stands in a part that reports what was done."""
        return self.section.kind == "done"


@dataclass(slots=True, eq=False, repr=False)
class SectionEntry:
    """A section in its place; `kind` and `period` are inherited from above where it does not state them."""

    record: Section
    anchor: str
    level: int
    kind: SectionKind
    period: str
    document: DocumentEntry
    parent: SectionEntry | None
    obligations: Obligations
    sections: list[SectionEntry] = field(default_factory=list)
    tasks: list[TaskEntry] = field(default_factory=list)
    children: list[SectionEntry | TaskEntry] = field(default_factory=list)
    """Both, in the order of the document"""

    def walk(self) -> Iterator[SectionEntry]:
        yield self
        for child in self.sections:
            yield from child.walk()

    @property
    def heading(self) -> str:
        return heading(self.record.number, self.record.title)

    @property
    def url(self) -> str:
        """Where the section stands on the page of its document."""
        return f"{self.document.url}#{self.anchor}"

    @property
    def ref(self) -> str:
        return f"{self.document.ref}#{self.anchor}"

    @property
    def is_plan(self) -> bool:
        """Whether it promises: neither a report nor a list of problems."""
        return self.kind in ("plan", "requirements")

    @property
    def has_own(self) -> bool:
        """Whether units, deadlines or figures stand on the section itself."""
        own = self.obligations
        return bool(own.responsibilities or own.dues or self.record.indicators)


@dataclass(slots=True, eq=False, repr=False)
class DocumentEntry:
    file: DocumentFile
    agency: AgencyEntry
    url: str
    sections: list[SectionEntry] = field(default_factory=list)
    tasks: list[TaskEntry] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def title(self) -> str:
        return self.file.record.title

    @property
    def ref(self) -> str:
        return f"{self.file.agency}/{self.file.id}"


@dataclass(slots=True, eq=False, repr=False)
class AgencyEntry:
    file: AgencyFile
    url: str
    units: list[UnitEntry] = field(default_factory=list)
    documents: list[DocumentEntry] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def name(self) -> str:
        return self.file.record.name


@dataclass(slots=True, repr=False)
class Library:
    """All entries, in the order of content/, and the registries that find them by name."""

    content: Content
    agencies: list[AgencyEntry]
    documents: list[DocumentEntry]
    tasks: list[TaskEntry]
    policies: Registry[PolicyEntry]
    topics: Registry[TopicEntry]
    units: dict[str, Registry[UnitEntry]]  # by agency id
    faulty: frozenset[str] = frozenset()
    """Files whose own records have findings: they are joined anew, and found again, whatever is edited"""
