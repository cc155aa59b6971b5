"""The entries that the library consists of: records of the model in their place, with what points at them.

Apart from `library`, which makes them, because most modules only read them. They know their address, their
neighbours and each other, so they have no `repr` of their fields: it would never end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.content.load import AgencyFile, DocumentFile
from generator.library.headings import heading
from generator.model.deadlines import Meaning
from generator.model.records import (
    LinkKind,
    Measure,
    Policy,
    Responsibility,
    Role,
    Section,
    SectionKind,
    Status,
    Task,
    Topic,
    Unit,
)
from generator.problems import RecordPath


@dataclass(slots=True, eq=False, repr=False)
class UnitEntry:
    """A unit and everything that tasks charge it with, in document order. `ref` is `<agency>/<unit>`."""

    ref: str
    agency: AgencyEntry
    record: Unit
    url: str
    assignments: list[Assignment] = field(default_factory=list)
    members: list[UnitEntry] = field(default_factory=list)
    member_of: list[UnitEntry] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class PolicyEntry:
    """A cited document and the tasks and sections that cite it."""

    record: Policy
    url: str
    tasks: list[TaskEntry] = field(default_factory=list)
    sections: list[SectionEntry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The title as pages show it: a document in 《》, the name of an action or a system as it is."""
        return f"《{self.record.title}》" if self.record.kind == "document" else self.record.title

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
    """A deadline and what it means."""

    text: str
    meaning: Meaning


@dataclass(slots=True, eq=False, repr=False)
class Obligations:
    """The resolved side of an `Answerable`: who, by when, on what grounds."""

    responsibilities: list[ResponsibilityEntry]
    dues: list[DeadlineEntry]
    cites: list[tuple[str, PolicyEntry]]


@dataclass(slots=True, eq=False, repr=False)
class Assignment:
    """What a task asks of one unit in one role, and by when: the deadlines of the duties that name it so.

    `is_partial` when other deadlines of the task are not meant for it.
    """

    task: TaskEntry
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
    def heading(self) -> str:
        return heading(self.record.number, self.record.title)

    @property
    def is_result(self) -> bool:
        """Whether the task stands in a part that reports what was done."""
        return self.section.kind == "done"

    @property
    def is_reported(self) -> bool:
        """Whether some passage reports on the task."""
        return any(kind == "reports" for kind, _ in self.back_links)

    @property
    def outcome(self) -> Status | Literal["reported", ""]:
        """What is publicly known of the result: the clerk's word, `reported` where a passage tells, or ""."""
        return self.record.status or ("reported" if self.is_result or self.is_reported else "")


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
