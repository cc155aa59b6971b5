"""The page of a unit: everything it answers for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from generator.library.entries import UnitEntry
from generator.library.events import has_events, unit_events
from generator.model import routes
from generator.model.records import ROLES
from generator.model.routes import SEARCH, relative
from generator.pages import components, labels
from generator.pages.components import Count, Link
from generator.pages.context import PageContext
from generator.pages.rows import TaskRow, assignment_row


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
    calendar: str


@dataclass(slots=True, eq=False, repr=False)
class UnitRow:
    name: str
    href: str
    kind: str
    aliases: str
    lead: int
    responsible: int
    support: int
    total: int


def view(context: PageContext, unit: UnitEntry) -> UnitView:
    """The responsibility table of the unit, and apart from it what it shares under a collective name."""
    base, agency = unit.url, unit.agency
    return UnitView(
        crumbs=[
            components.home(base),
            Link(agency.name, relative(agency.url, base)),
            components.units_index(base),
        ],
        name=unit.record.name,
        agency=Link(agency.name, relative(agency.url, base)),
        kind=labels.UNIT_KIND[unit.record.kind],
        aliases=unit.record.aliases,
        members=[Link(m.record.name, relative(m.url, base)) for m in unit.members],
        member_of=[Link(c.record.name, relative(c.url, base)) for c in unit.member_of],
        counts=components.role_counts(unit),
        rows=[assignment_row(context, assignment, base) for assignment in unit.assignments],
        collective_rows=[
            assignment_row(context, assignment, base) for c in unit.member_of for assignment in c.assignments
        ],
        search=relative(SEARCH, base) + f"?unit={quote(unit.ref, safe='')}",
        calendar=calendar_link(unit),
    )


def calendar_link(unit: UnitEntry) -> str:
    """Where the unit's calendar stands, beside its page; nothing where it would be empty."""
    address = routes.unit_calendar(unit.agency.id, unit.record.id)
    return relative(address, unit.url) if has_events(unit_events(unit)) else ""


def row(unit: UnitEntry, base: str) -> UnitRow:
    """The unit as one line of a list of units."""
    counts = {role: sum(assignment.role == role for assignment in unit.assignments) for role in ROLES}
    return UnitRow(
        name=unit.record.name,
        href=relative(unit.url, base),
        kind=labels.UNIT_KIND[unit.record.kind],
        aliases="、".join(unit.record.aliases),
        lead=counts["lead"],
        responsible=counts["responsible"],
        support=counts["support"],
        total=len({assignment.task.ref for assignment in unit.assignments}),
    )
