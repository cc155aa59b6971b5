"""Parts that several pages share: links, role groups, deadlines, figures, rows of tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from generator import labels
from generator.library import Answer, Due, PolicyEntry, SectionEntry, TaskEntry, UnitEntry
from generator.model import Indicator, Role, Step
from generator.pages.site import Site
from generator.routes import HOME, UNITS, relative
from generator.views import (
    Count,
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

TextLinker = Callable[[str], Markup]
ROLES: tuple[Role, ...] = ("lead", "responsible", "support")
# Behind every date: what recurs, what goes on, what names a season.
_KEY_BY_KIND = {"recurring": "9997", "ongoing": "9998", "period": "9996", "date": "9995"}
NO_DUE = "9999"


def home(base: str) -> Link:
    return Link("首页", relative(HOME, base))


def units_index(base: str) -> Link:
    return Link("责任单位", relative(UNITS, base))


def role_groups(answers: Iterable[Answer], base: str) -> list[RoleGroup]:
    """Units by role, lead first, in printed order; the registered name beside a printed alias."""
    groups: dict[Role, list[UnitLink]] = {}
    for answer in answers:
        printed, formal = answer.record.unit, answer.unit.record.name
        link = UnitLink(printed, relative(answer.unit.url, base), "" if printed == formal else formal)
        groups.setdefault(answer.record.role, []).append(link)
    return [RoleGroup(labels.ROLE[role], groups[role]) for role in ROLES if role in groups]


def due_views(dues: Iterable[Due]) -> list[DueView]:
    return [DueView(due.text, labels.meaning(due.meaning), due_key(due)) for due in dues]


def due_key(due: Due) -> str:
    """Sorts deadlines: dates first, then seasons, recurring and ongoing work."""
    return due.meaning.date.isoformat() if due.meaning.date else _KEY_BY_KIND[due.meaning.kind]


def first_due_key(dues: Iterable[Due]) -> str:
    return min(map(due_key, dues), default=NO_DUE)


def indicator_views(indicators: Iterable[Indicator]) -> list[IndicatorView]:
    return [
        IndicatorView(i.name, _BOUND[i.bound] + labels.number(i.value), i.unit or "",
                      "目标" if i.kind == "target" else "完成", i.text, i.change or "")
        for i in indicators
    ]


_BOUND = {None: "", "min": "≥ ", "max": "≤ "}


def step_views(steps: Iterable[Step], link: TextLinker) -> list[StepView]:
    return [StepView(link((s.number or "") + s.text), step_views(s.steps, link)) for s in steps]


def policy_links(cites: Iterable[tuple[str, PolicyEntry]], base: str) -> list[Link]:
    policies = dict.fromkeys(policy for _, policy in cites)
    return [Link(policy.name, relative(policy.url, base)) for policy in policies]


def task_link(task: TaskEntry, base: str) -> TaskLink:
    return TaskLink(task.record.title, relative(task.url, base), task.document.agency.name, task.document.title,
                    labels.period(task.section.period))


def source_view(task_or_section: TaskEntry | SectionEntry) -> SourceView:
    record = task_or_section.document.file.record
    source = record.source
    return SourceView(record.text == "abridged", source.title or record.title, source.publisher,
                      labels.day(source.published), source.column or "", source.url or "")


def status_text(task: TaskEntry) -> str:
    """What is publicly known of the result: the clerk's word, or what the links and the section say."""
    if task.record.status:
        return labels.STATUS[task.record.status]
    if task.is_result:
        return "本条即已公开的完成情况"
    return labels.REPORTED if _is_reported(task) else labels.UNREPORTED


def status_code(task: TaskEntry) -> str:
    """As `status_text`, for data: a status of the model, `reported`, or nothing."""
    if task.record.status:
        return task.record.status
    return "reported" if task.is_result or _is_reported(task) else ""


def _is_reported(task: TaskEntry) -> bool:
    return any(kind == "reports" for kind, _ in task.back_links)


def task_row(task: TaskEntry, base: str, role: Role | None = None) -> TaskRow:
    """A task as a table row; with `role`, as seen from a unit."""
    return TaskRow(
        number=task.record.number or "",
        title=task.record.title,
        href=relative(task.url, base),
        role=labels.ROLE[role] if role else "",
        role_key=str(ROLES.index(role)) if role else "",
        dues=due_views(task.dues),
        due_key=first_due_key(task.dues),
        document=Link(task.document.title, relative(task.document.url, base)),
        agency=Link(task.document.agency.name, relative(task.document.agency.url, base)),
        year=task.section.period[:4],
        status=status_text(task),
    )


def role_counts(unit: UnitEntry) -> list[Count]:
    """How many tasks in each role and year, only what there is."""
    roles = [Count(labels.ROLE[r], sum(role == r for _, role in unit.tasks)) for r in ROLES]
    years: dict[str, int] = {}
    for task in dict.fromkeys(t for t, _ in unit.tasks):
        years[task.section.period[:4]] = years.get(task.section.period[:4], 0) + 1
    return [c for c in roles if c.number] + [Count(f"{y}年", n) for y, n in sorted(years.items(), reverse=True)]


def text_linker(site: Site, agency_id: str, base: str, own: str = "") -> TextLinker:
    """The linker of running text, bound to one page."""
    linker = site.linkers[agency_id]
    return lambda text: linker(text, base, own)
