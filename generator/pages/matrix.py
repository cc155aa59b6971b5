"""Unit × task: who leads, answers and supports, of a document or of what an agency has promised for a year.

Each task is a row, each unit that any of them names a column; in the cell stand the words of its roles. A
year with more rows than a page holds shows the documents as rows, with numbers, and leads to the matrix of
each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.library.entries import (
    AgencyEntry,
    DocumentEntry,
    ResponsibilityEntry,
    SectionEntry,
    TaskEntry,
    UnitEntry,
)
from generator.model import routes
from generator.model.records import ROLES, Role
from generator.model.routes import relative
from generator.pages import components, labels
from generator.pages.as_of import data_until
from generator.pages.components import Link
from generator.pages.context import PageContext, shared
from generator.pages.rows import LONG

Item = TaskEntry | SectionEntry
_Roles = dict[UnitEntry, set[Role]]
_Found = tuple[Item, _Roles]


@dataclass(slots=True, eq=False, repr=False)
class MatrixRow:
    """A task, or a section that charges units itself; `is_free` when it names no unit at all."""

    head: Link
    cells: list[str]
    is_free: bool


@dataclass(slots=True, eq=False, repr=False)
class MatrixGroup:
    """The rows of one document; `document` is None where the page is of that document alone."""

    document: Link | None
    rows: list[MatrixRow]


@dataclass(slots=True, eq=False, repr=False)
class MatrixView:
    crumbs: list[Link]
    title: str
    units: list[Link]
    groups: list[MatrixGroup]
    rows: int
    free: int
    until: str


def has_units(document: DocumentEntry) -> bool:
    """Whether the document has a matrix: it names some unit."""
    return any(roles_of(item) for item in items(document))


@shared
def years(_: PageContext, agency: AgencyEntry) -> dict[str, dict[DocumentEntry, list[_Found]]]:
    """What the agency has promised for each year that has a matrix, newest first, by document."""
    found: dict[str, dict[DocumentEntry, list[_Found]]] = {}
    for document in agency.documents:
        for item in items(document):
            if item.is_plan:
                of_year = found.setdefault(item.period[:4], {})
                of_year.setdefault(document, []).append((item, roles_of(item)))
    with_units = (year for year, of in found.items() if any(r for rows in of.values() for _, r in rows))
    return {year: found[year] for year in sorted(with_units, reverse=True)}


def items(document: DocumentEntry) -> Iterator[Item]:
    """The tasks of a document and the sections that charge units themselves, in its order."""
    for section in document.sections:
        yield from _items(section)


def _items(section: SectionEntry) -> Iterator[Item]:
    if section.obligations.responsibilities:
        yield section
    for child in section.children:
        if isinstance(child, SectionEntry):
            yield from _items(child)
        else:
            yield child


def roles_of(item: Item) -> _Roles:
    """The units that an item names, each with its roles."""
    found: _Roles = {}
    for entry in _responsibilities(item):
        found.setdefault(entry.unit, set()).add(entry.record.role)
    return found


def _responsibilities(item: Item) -> Sequence[ResponsibilityEntry]:
    return item.responsibilities if isinstance(item, TaskEntry) else item.obligations.responsibilities


def view(context: PageContext, document: DocumentEntry) -> MatrixView:
    """The matrix of a document: all of its tasks."""
    base, agency = routes.matrix(document.agency.id, document.id), document.agency
    found = [(item, roles_of(item)) for item in items(document)]
    units = _units(agency, found)
    return _view(
        context,
        [*_crumbs(agency, base), Link(document.title, relative(document.url, base))],
        document.title,
        units,
        [MatrixGroup(None, [_row(item, roles, units, base) for item, roles in found])],
        base,
    )


def year_view(context: PageContext, agency: AgencyEntry, year: str) -> MatrixView:
    """The matrix of what an agency has promised for a year, document by document."""
    base = routes.matrix_of_year(agency.id, year)
    by_document = years(context, agency)[year]
    everything = list(chain.from_iterable(by_document.values()))
    units = _units(agency, everything)
    if len(everything) > LONG:
        groups = [MatrixGroup(None, [_summary(d, found, units, base) for d, found in by_document.items()])]
    else:
        groups = [
            MatrixGroup(
                Link(d.title, relative(d.url, base)),
                [_row(item, roles, units, base) for item, roles in found],
            )
            for d, found in by_document.items()
        ]
    return _view(context, _crumbs(agency, base), f"{agency.name}{year}年的任务", units, groups, base)


def _view(
    context: PageContext,
    crumbs: list[Link],
    title: str,
    units: Iterable[UnitEntry],
    groups: list[MatrixGroup],
    base: str,
) -> MatrixView:
    rows = [row for group in groups for row in group.rows]
    return MatrixView(
        crumbs=crumbs,
        title=title,
        units=[Link(unit.record.name, relative(unit.url, base)) for unit in units],
        groups=groups,
        rows=len(rows),
        free=sum(row.is_free for row in rows),
        until=data_until(context),
    )


def _crumbs(agency: AgencyEntry, base: str) -> list[Link]:
    return [components.home(base), Link(agency.name, relative(agency.url, base))]


def _units(agency: AgencyEntry, found: Iterable[_Found]) -> list[UnitEntry]:
    """The units that are named, in the order of the agency's list."""
    named = {unit for _, roles in found for unit in roles}
    return [unit for unit in agency.units if unit in named]


def _row(item: Item, roles: _Roles, units: Sequence[UnitEntry], base: str) -> MatrixRow:
    cells = [_words(roles[unit]) if unit in roles else "" for unit in units]
    return MatrixRow(Link(item.heading, relative(item.url, base)), cells, not roles)


def _words(roles: Iterable[Role]) -> str:
    return "、".join(labels.ROLE[role] for role in ROLES if role in roles)


def _summary(
    document: DocumentEntry, found: Sequence[_Found], units: Sequence[UnitEntry], base: str
) -> MatrixRow:
    """A document as one row: in how many of its tasks a unit has which role."""
    counts = Counter(
        (unit, role) for _, roles in found for unit, in_roles in roles.items() for role in in_roles
    )
    cells = [
        "、".join(f"{labels.ROLE[role]}{n}" for role in ROLES if (n := counts[unit, role])) for unit in units
    ]
    to = routes.matrix(document.agency.id, document.id) if counts else document.url
    return MatrixRow(Link(document.title, relative(to, base)), cells, not counts)
