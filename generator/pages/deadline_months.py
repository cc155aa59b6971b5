"""deadlines/<year>-<month>.html: what falls due in one month, a row for each task and day, with what came of
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.library.due_lists import Due, DueLists
from generator.library.entries import DeadlineEntry, ResponsibilityEntry, SectionEntry, TaskEntry
from generator.library.events import Holder
from generator.model import routes
from generator.model.records import ROLES
from generator.model.routes import DEADLINES, SEARCH, relative
from generator.pages import components, labels
from generator.pages.as_of import data_until
from generator.pages.components import Link
from generator.pages.context import PageContext
from generator.pages.deadlines import OF_PLANS, SCRIPT, count_sections, count_tasks
from generator.pages.rows import first_last_day
from generator.pages.tags import TagView, tag

MOST = 300  # rows of a page; the search has the rest


@dataclass(slots=True, eq=False, repr=False)
class MonthRow:
    """A section has no `status`: no result is published of it, but perhaps of the `tasks` in it, so many."""

    title: str
    href: str
    agency: str
    units: str
    due: str
    last_day: str
    open_day: str
    day: str
    status: TagView | None
    tasks: int


@dataclass(slots=True, eq=False, repr=False)
class MonthView:
    """`count` tasks and `sections` sections in all; `rows` may be but the newest of `total`."""

    crumbs: list[Link]
    title: str
    count: int
    sections: int
    total: int
    rows: list[MonthRow]
    search: str
    until: str
    script: str
    previous: Link | None
    next: Link | None


def months(lists: DueLists) -> list[str]:
    """The months that have a page, in their order."""
    return sorted(lists.months)


def title(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月到期"


def view(context: PageContext, lists: DueLists, month: str) -> MonthView:
    """The rows in the order of days; with more than `MOST`, those of the latest plans."""
    base, dues = routes.deadlines_month(month), lists.months[month]
    all_months = months(lists)
    at = all_months.index(month)
    return MonthView(
        crumbs=[components.home(base), Link("完成时限", relative(DEADLINES, base))],
        title=title(month),
        count=count_tasks(dues),
        sections=count_sections(dues),
        total=len(dues),
        rows=[_row(context, due, base) for due in _shown(dues)],
        search=f"{relative(SEARCH, base)}?due={month}..{month}{OF_PLANS}",
        until=data_until(context),
        script=relative(SCRIPT, base),
        previous=_neighbour(all_months[at - 1], base) if at else None,
        next=_neighbour(all_months[at + 1], base) if at + 1 < len(all_months) else None,
    )


def _shown(dues: Sequence[Due]) -> list[Due]:
    if len(dues) <= MOST:
        return list(dues)
    latest = sorted(range(len(dues)), key=lambda i: dues[i].holder.period[:4], reverse=True)[:MOST]
    return [dues[i] for i in sorted(latest)]


def _neighbour(month: str, base: str) -> Link:
    return Link(title(month), relative(routes.deadlines_month(month), base))


def _row(context: PageContext, due: Due, base: str) -> MonthRow:
    holder, day = due.holder, due.day
    return MonthRow(
        title=holder.heading,
        href=relative(holder.url, base),
        agency=holder.document.agency.name,
        units=_units(holder, due.dues),
        due="、".join(dict.fromkeys(entry.text for entry in due.dues)),
        last_day=day.isoformat() if day else "",
        open_day=first_last_day(due.dues),
        day=labels.day(day),
        status=tag(context, holder) if isinstance(holder, TaskEntry) else None,
        tasks=0 if isinstance(holder, TaskEntry) else _tasks_in(holder),
    )


def _tasks_in(section: SectionEntry) -> int:
    return sum(task.is_plan for part in section.walk() for task in part.tasks)


def _units(holder: Holder, dues: Sequence[DeadlineEntry]) -> str:
    """Whom these deadlines bind, by role: 牵头 法规股；配合 综合股、值班室."""
    groups = {role: dict.fromkeys(_names(holder, dues, role)) for role in ROLES}
    return "；".join(f"{labels.ROLE[role]} {'、'.join(names)}" for role, names in groups.items() if names)


def _names(holder: Holder, dues: Sequence[DeadlineEntry], role: str) -> list[str]:
    bound: list[ResponsibilityEntry]
    if isinstance(holder, SectionEntry):
        bound = holder.obligations.responsibilities
    else:
        bound = [a.responsibility for a in holder.assignments if any(due in a.dues for due in dues)]
    return [responsibility.record.unit for responsibility in bound if responsibility.record.role == role]
