"""Parts that several pages share: links, role groups, deadlines, figures, rows of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.library.entries import (
    Assignment,
    DeadlineEntry,
    DocumentEntry,
    PolicyEntry,
    ResponsibilityEntry,
    TaskEntry,
    UnitEntry,
)
from generator.model.records import ROLES, Indicator, Role, Step
from generator.model.routes import HOME, UNITS, relative
from generator.pages import labels
from generator.pages.autolinks import TextLinker
from generator.pages.context import PageContext
from generator.pages.views import (
    Count,
    DocumentCell,
    DueCell,
    DueView,
    IndicatorView,
    Link,
    RoleGroup,
    SourceView,
    StepView,
    TaskLink,
    TaskRow,
    UnitLink,
)

# Behind every date: what recurs, what goes on, what names a season.
KEY_BY_KIND = {"recurring": "9997", "ongoing": "9998", "period": "9996", "date": "9995"}
NO_DUE = "9999"


def home(base: str) -> Link:
    return Link("首页", relative(HOME, base))


def units_index(base: str) -> Link:
    return Link("责任单位", relative(UNITS, base))


def role_groups(
    context: PageContext, responsibilities: Sequence[ResponsibilityEntry], base: str
) -> list[RoleGroup]:
    """Units by role, lead first, in printed order."""
    if not responsibilities:  # most measures have none of their own
        return []
    groups: dict[Role, list[ResponsibilityEntry]] = {}
    for responsibility in responsibilities:
        groups.setdefault(responsibility.record.role, []).append(responsibility)
    return [
        context.once(
            ("role", role, *((relative(a.unit.url, base), a.unit.ref, a.record.unit) for a in groups[role])),
            lambda role=role: RoleGroup(labels.ROLE[role], [_unit_link(a, base) for a in groups[role]]),  # type: ignore[misc]
        )
        for role in ROLES
        if role in groups
    ]


def _unit_link(responsibility: ResponsibilityEntry, base: str) -> UnitLink:
    """The unit as printed, with its registered name where an alias is printed."""
    printed, formal = responsibility.record.unit, responsibility.unit.record.name
    return UnitLink(printed, relative(responsibility.unit.url, base), "" if printed == formal else formal)


def due_views(context: PageContext, dues: Sequence[DeadlineEntry]) -> list[DueView]:
    if not dues:
        return []
    return [
        context.once(
            ("due", due.text, due.meaning),
            lambda due=due: DueView(due.text, labels.meaning(due.meaning), due_key(due)),  # type: ignore[misc]
        )
        for due in dues
    ]


def due_key(due: DeadlineEntry) -> str:
    """Sorts deadlines: dates first, then seasons, recurring and ongoing work."""
    return due.meaning.date.isoformat() if due.meaning.date else KEY_BY_KIND[due.meaning.kind]


def first_due_key(dues: Iterable[DeadlineEntry]) -> str:
    return min(map(due_key, dues), default=NO_DUE)


def indicator_views(indicators: Iterable[Indicator]) -> list[IndicatorView]:
    return [
        IndicatorView(
            i.name,
            _BOUND[i.bound] + labels.number(i.value),
            i.unit or "",
            "目标" if i.kind == "target" else "完成",
            i.text,
            i.change or "",
        )
        for i in indicators
    ]


_BOUND = {None: "", "min": "≥ ", "max": "≤ "}


def step_views(steps: Iterable[Step], link: TextLinker) -> list[StepView]:
    return [StepView(link((s.number or "") + s.text), step_views(s.steps, link)) for s in steps]


def policy_links(context: PageContext, cites: Iterable[tuple[str, PolicyEntry]], base: str) -> list[Link]:
    """The cited documents, each once."""
    policies = dict.fromkeys(policy for _, policy in cites)
    return [named_link(context, policy.name, policy.url, base) for policy in policies]


def named_link(context: PageContext, name: str, address: str, base: str) -> Link:
    """A link that many pages of a folder share."""
    href = relative(address, base)
    return context.once(("link", name, href), lambda: Link(name, href))


def task_link(task: TaskEntry, base: str) -> TaskLink:
    return TaskLink(
        task.record.title,
        relative(task.url, base),
        task.document.agency.name,
        task.document.title,
        labels.period(task.section.period),
    )


def source_view(context: PageContext, document: DocumentEntry) -> SourceView:
    """Where the text of a document was first published."""
    record = document.file.record
    source = record.source
    return context.once(
        ("source", document.ref),
        lambda: SourceView(
            record.text == "abridged",
            source.title or record.title,
            source.publisher,
            labels.day(source.published),
            source.column or "",
            source.url or "",
        ),
    )


def status_text(task: TaskEntry) -> str:
    """What is publicly known of the result: the clerk's word, or what the links and the section say."""
    if task.record.status:
        return labels.STATUS[task.record.status]
    if task.is_result:
        return "本条即已公开的完成情况"
    return labels.REPORTED if task.is_reported else labels.UNREPORTED


def task_row(context: PageContext, task: TaskEntry, base: str) -> TaskRow:
    """A task as a table row, with all its deadlines."""
    return _row(context, task, task.dues, base)


def assignment_row(context: PageContext, assignment: Assignment, base: str) -> TaskRow:
    """A task as a row of a unit's table: the unit's role, and the deadlines that are the unit's own."""
    role = assignment.role
    return _row(context, assignment.task, assignment.dues, base, labels.ROLE[role], str(ROLES.index(role)))


def _row(
    context: PageContext,
    task: TaskEntry,
    dues: Sequence[DeadlineEntry],
    base: str,
    role: str = "",
    role_key: str = "",
) -> TaskRow:
    document, year = task.document, task.section.period[:4]
    address = relative(document.url, base)
    return TaskRow(
        title=task.heading,
        href=relative(task.url, base),
        role=role,
        role_key=role_key,
        due=context.once(
            ("due cell", *((due.text, due.meaning) for due in dues)),
            lambda: DueCell(due_views(context, dues), first_due_key(dues)),
        ),
        document=context.once(
            ("document cell", document.ref, address, year),
            lambda: DocumentCell(Link(document.title, address), year),
        ),
        agency=named_link(context, document.agency.name, document.agency.url, base),
    )


def role_counts(unit: UnitEntry) -> list[Count]:
    """How many tasks in each role and year, only what there is."""
    roles = [
        Count(labels.ROLE[r], sum(assignment.role == r for assignment in unit.assignments)) for r in ROLES
    ]
    years: dict[str, int] = {}
    for task in dict.fromkeys(assignment.task for assignment in unit.assignments):
        years[task.section.period[:4]] = years.get(task.section.period[:4], 0) + 1
    return [c for c in roles if c.number] + [
        Count(f"{y}年", n) for y, n in sorted(years.items(), reverse=True)
    ]
