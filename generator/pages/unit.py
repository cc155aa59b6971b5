"""The page of a unit: everything it answers for."""

from __future__ import annotations

from urllib.parse import quote

from generator.library.entries import UnitEntry
from generator.model.records import ROLES
from generator.model.routes import SEARCH, relative
from generator.pages import components, labels
from generator.pages.context import PageContext
from generator.pages.list_views import UnitRow
from generator.pages.views import Link, UnitView


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
        rows=[components.assignment_row(context, assignment, base) for assignment in unit.assignments],
        collective_rows=[
            components.assignment_row(context, assignment, base)
            for c in unit.member_of
            for assignment in c.assignments
        ],
        search=relative(SEARCH, base) + f"?unit={quote(unit.ref, safe='')}",
    )


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
