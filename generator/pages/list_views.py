"""Views of the ways in: lists of units, documents, topics, cited documents and deadlines, the home page, search.

As in `views`: ready to show, addresses relative to the page that shows them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.views import Fact, Link


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


@dataclass(slots=True, eq=False, repr=False)
class UnitGroup:
    agency: Link
    rows: list[UnitRow]


@dataclass(slots=True, eq=False, repr=False)
class UnitsView:
    groups: list[UnitGroup]
    total: int


@dataclass(slots=True, eq=False, repr=False)
class DocumentRow:
    title: str
    href: str
    agency: Link
    kind: str
    period: str
    published: str
    tasks: int


@dataclass(slots=True, eq=False, repr=False)
class AgencyView:
    crumbs: list[Link]
    name: str
    region: str
    aliases: list[str]
    documents: list[DocumentRow]
    units: list[UnitRow]


@dataclass(slots=True, eq=False, repr=False)
class EntryRow:
    """One line of an index of policies or topics."""

    text: str
    href: str
    detail: str
    count: int


@dataclass(slots=True, eq=False, repr=False)
class IndexView:
    rows: list[EntryRow]


@dataclass(slots=True, eq=False, repr=False)
class DueRow:
    """A task with those of its deadlines that fall into the group."""

    title: str
    href: str
    due: str
    document: str


@dataclass(slots=True, eq=False, repr=False)
class DueGroup:
    """The tasks due in one month, or without a date; `search` lists the same tasks, where it can."""

    anchor: str
    heading: str
    search: str
    rows: list[DueRow]


@dataclass(slots=True, eq=False, repr=False)
class DeadlinesView:
    """How many tasks have a date, only deadlines without one, none at all; `jumps` lead to years and to groups without a date."""

    jumps: list[Link]
    groups: list[DueGroup]
    dated: int
    undated: int
    unbound: int
    search_unbound: str


@dataclass(slots=True, eq=False, repr=False)
class HomeView:
    counts: list[Fact]
    documents: list[DocumentRow]
    agencies: list[EntryRow]
    topics: list[EntryRow]
    policies: list[EntryRow]
    years: list[EntryRow]
    updated: str


@dataclass(slots=True, eq=False, repr=False)
class SearchView:
    """The page of the search; everything else on it is made in the browser. `root` leads to the site's root."""

    root: str
    site_name: str


@dataclass(slots=True, eq=False, repr=False)
class MovedView:
    crumbs: list[Link]
    address: str
    to: str
    reason: str
