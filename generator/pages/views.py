"""Typed views: what each template shows, ready to show. Templates only loop and test.

Everything here is plain text or `Markup` that this package made; Jinja escapes the rest.
Addresses are relative to the page that shows them. Views are not changed once made, but they are not frozen:
a frozen dataclass takes three times as long to make, and there are half a million of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(slots=True, eq=False, repr=False)
class Link:
    text: str
    href: str


@dataclass(slots=True, eq=False, repr=False)
class Fact:
    """A label and its value, one line of a list of facts."""

    label: str
    text: str
    href: str = ""


@dataclass(slots=True, eq=False, repr=False)
class UnitLink:
    """A unit as printed; `formal` is its registered name where that differs."""

    text: str
    href: str
    formal: str = ""


@dataclass(slots=True, eq=False, repr=False)
class RoleGroup:
    """The units of one role."""

    label: str
    units: list[UnitLink]


@dataclass(slots=True, eq=False, repr=False)
class DueView:
    """A deadline: words as printed, meaning, sort key (ISO date, or what sorts behind all dates)."""

    text: str
    meaning: str
    key: str


@dataclass(slots=True, eq=False, repr=False)
class DividedDue:
    """A deadline with the units that it binds; `due` is None for those without any deadline."""

    due: DueView | None
    roles: list[RoleGroup]


@dataclass(slots=True, eq=False, repr=False)
class IndicatorView:
    name: str
    value: str
    unit: str
    kind: str
    text: str
    change: str


@dataclass(slots=True, eq=False, repr=False)
class StepView:
    text: Markup
    steps: list[StepView]


@dataclass(slots=True, eq=False, repr=False)
class MeasureView:
    anchor: str
    number: str
    title: str
    text: Markup
    steps: list[StepView]
    roles: list[RoleGroup]
    dues: list[DueView]


@dataclass(slots=True, eq=False, repr=False)
class What:
    """The text and the measures of a task, the same on its own page and in its document."""

    text: Markup | None
    measures: list[MeasureView]


@dataclass(slots=True, eq=False, repr=False)
class TaskLink:
    """A task seen from elsewhere."""

    title: str
    href: str
    agency: str
    document: str
    year: str


@dataclass(slots=True, eq=False, repr=False)
class ChainLink:
    """One link of the chain from promise to result, with what it says."""

    label: str
    task: TaskLink


@dataclass(slots=True, eq=False, repr=False)
class Related:
    """Tasks of other agencies on one topic."""

    topic: Link
    tasks: list[TaskLink]
    more: int


@dataclass(slots=True, eq=False, repr=False)
class SourceView:
    """Where the text comes from; `note` is the sentence shown when it is abridged."""

    abridged: bool
    title: str
    publisher: str
    published: str
    column: str
    url: str


@dataclass(slots=True, eq=False, repr=False)
class TaskView:
    crumbs: list[Link]
    number: str
    title: str
    roles: list[RoleGroup]
    what: What
    dues: list[DueView]
    divided: list[DividedDue]
    indicators: list[IndicatorView]
    status: str
    chain: list[ChainLink]
    cites: list[Link]
    topics: list[Link]
    note: str
    place: str
    source: SourceView
    related: list[Related]
    previous: Link | None
    next: Link | None
    permanent: str


@dataclass(slots=True, eq=False, repr=False)
class TaskBlock:
    """A task inside its document."""

    anchor: str
    heading: str
    href: str
    roles: list[RoleGroup]
    dues: list[DueView]
    what: What
    note: str


@dataclass(slots=True, eq=False, repr=False)
class SectionView:
    anchor: str
    level: int
    heading: str
    title: str
    kind: str
    text: Markup | None
    roles: list[RoleGroup]
    dues: list[DueView]
    indicators: list[IndicatorView]
    cites: list[Link]
    clauses: list[Clause]
    sections: list[SectionView]


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """What stands in a section: one or the other."""

    section: SectionView | None
    task: TaskBlock | None


@dataclass(slots=True, eq=False, repr=False)
class Cell:
    """A cell of the responsibility table that may run over several rows, as printed."""

    rows: int
    text: str
    href: str = ""


@dataclass(slots=True, eq=False, repr=False)
class TableRow:
    """`number` and `task` are None where the cell above runs on over this row."""

    number: Cell | None
    task: Cell | None
    measures: list[str]
    roles: list[RoleGroup]
    dues: list[DueView]


@dataclass(slots=True, eq=False, repr=False)
class TableView:
    title: str
    has_measures: bool
    has_units: bool
    has_dues: bool
    rows: list[TableRow]


@dataclass(slots=True, eq=False, repr=False)
class TocItem:
    text: str
    href: str
    children: list[TocItem] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class DocumentView:
    crumbs: list[Link]
    title: str
    kind: str
    period: str
    headline: list[Fact]
    disclosure: list[Fact]
    source: SourceView
    notes: list[str]
    contacts: list[str]
    intro: Markup | None
    sections: list[SectionView]
    table: TableView | None
    task_count: int


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
    agency: Link


@dataclass(slots=True, eq=False, repr=False)
class Count:
    label: str
    number: int


@dataclass(slots=True, eq=False, repr=False)
class UnitView:
    crumbs: list[Link]
    name: str
    agency: Link
    kind: str
    aliases: list[str]
    members: list[Link]
    member_of: list[Link]
    counts: list[Count]
    rows: list[TaskRow]
    collective_rows: list[TaskRow]
    search: str


@dataclass(slots=True, eq=False, repr=False)
class Group:
    """Rows under one heading, with an anchor."""

    anchor: str
    heading: Link
    rows: list[TaskRow]


@dataclass(slots=True, eq=False, repr=False)
class PolicyView:
    crumbs: list[Link]
    title: str
    facts: list[Fact]
    note: str
    groups: list[Group]
    sections: list[Link]
    count: int


@dataclass(slots=True, eq=False, repr=False)
class TopicView:
    crumbs: list[Link]
    name: str
    description: str
    aliases: list[str]
    groups: list[Group]
    count: int
