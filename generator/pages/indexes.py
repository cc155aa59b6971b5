"""Ways in: home, the agencies, the lists of units, topics and cited documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from generator.library import last_changed
from generator.library.due_lists import DueLists, count_dated
from generator.library.entries import (
    AgencyEntry,
    DocumentEntry,
    PolicyEntry,
    TaskEntry,
    TopicEntry,
    UnitEntry,
)
from generator.model import routes
from generator.model.lifecycle import STATUS_WORD, UNPUBLISHED
from generator.model.records import Document, DocumentKind, Role
from generator.model.routes import DEADLINES, HOME, POLICIES, SEARCH, TOPICS, UNITS, relative
from generator.pages import components, downloads, indicators, labels, loads, matrix, policy_levels, tags
from generator.pages.as_of import data_until, in_words
from generator.pages.components import Fact, Link
from generator.pages.context import PageContext
from generator.pages.deadlines import MonthLink, month_links
from generator.pages.linked_data import agency_thing
from generator.pages.loads import LoadTable
from generator.pages.swapped import SwappedView, swapped_view
from generator.pages.tags import TagCount

_NEWEST = 8
_LEADING = 12
_UNITS = 8
_POLICIES = 6


@dataclass(slots=True, eq=False, repr=False)
class UnitGroup:
    agency: Link
    load: LoadTable


@dataclass(slots=True, eq=False, repr=False)
class UnitsView:
    groups: list[UnitGroup]
    total: int
    until: str


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
    load: LoadTable | None
    matrices: list[Link]
    free: int
    until: str
    links: list[Link]
    downloads: list[Link]
    promised: int
    results: list[TagCount]
    search_overdue: str
    about: str
    swapped: SwappedView | None
    thing: Markup


@dataclass(slots=True, eq=False, repr=False)
class EntryRow:
    """One line of an index of policies or topics."""

    text: str
    href: str
    detail: str
    count: int
    mark: str = ""
    """Of a cited document that is no longer what it says: 已废止"""


@dataclass(slots=True, eq=False, repr=False)
class IndexView:
    rows: list[EntryRow]


@dataclass(slots=True, eq=False, repr=False)
class LevelGroup:
    """Cited documents of one level."""

    anchor: str
    heading: str
    rows: list[EntryRow]


@dataclass(slots=True, eq=False, repr=False)
class PoliciesView:
    groups: list[LevelGroup]


@dataclass(slots=True, eq=False, repr=False)
class RegionGroup:
    """The agencies of a region; `region` is empty for those that name none."""

    region: str
    href: str
    agencies: list[EntryRow]


@dataclass(slots=True, eq=False, repr=False)
class HomeView:
    months: list[MonthLink]
    counts: list[Fact]
    documents: list[DocumentRow]
    regions: list[RegionGroup]
    units: list[EntryRow]
    topics: list[EntryRow]
    policies: list[EntryRow]
    years: list[EntryRow]
    updated: str


@dataclass(slots=True, eq=False, repr=False)
class SearchView:
    """The page of the search; everything else on it is made in the browser.

    `root` leads to the site's root; values of the address with what they mean are for those who write one.
    """

    root: str
    site_name: str
    roles: Mapping[Role, str]
    kinds: Mapping[DocumentKind, str]
    results: Mapping[str, str]
    in_report: Mapping[str, str]


def home_view(context: PageContext, lists: DueLists) -> HomeView:
    """What falls due when, the newest documents, the ways in, and last the figures of the whole site."""
    library = context.library
    documents = sorted(library.documents, key=last_changed.issued, reverse=True)
    units = sum(len(agency.units) for agency in library.agencies)
    return HomeView(
        months=month_links(lists, HOME),
        counts=[
            Fact("机关", str(len(library.agencies)), "#agencies"),
            Fact("文件", str(len(library.documents)), "#newest"),
            Fact("任务", str(len(library.tasks)), SEARCH),
            Fact("责任单位", str(units), UNITS),
            Fact("有明确时限的任务", str(count_dated(library.tasks)), DEADLINES),
        ],
        documents=[_document_row(d, HOME) for d in documents[:_NEWEST]],
        regions=[_region(*found) for found in _by_region(library.agencies).items()],
        units=_leading((_unit_row(u) for agency in library.agencies for u in agency.units), _UNITS),
        topics=_leading((_topic_row(t, HOME) for t in library.topics), _LEADING),
        policies=_leading((_policy_row(p, HOME) for p in library.policies), _POLICIES),
        years=_years(library.tasks),
        updated=data_until(context),
    )


def _by_region(agencies: Iterable[AgencyEntry]) -> dict[str, list[AgencyEntry]]:
    """The agencies by region, both as they come; those without a region last, under ""."""
    found: dict[str, list[AgencyEntry]] = {}
    for agency in agencies:
        found.setdefault(agency.file.record.region or "", []).append(agency)
    return {region: found[region] for region in sorted(found, key=lambda region: not region)}


def _region(region: str, agencies: Iterable[AgencyEntry]) -> RegionGroup:
    rows = [EntryRow(a.name, relative(a.url, HOME), "", _task_count(a)) for a in agencies]
    return RegionGroup(region, f"{SEARCH}?region={quote(region)}" if region else "", rows)


def _unit_row(unit: UnitEntry) -> EntryRow:
    tasks = {assignment.task.ref for assignment in unit.assignments if assignment.task.is_plan}
    return EntryRow(unit.record.name, relative(unit.url, HOME), unit.agency.name, len(tasks))


def _years(tasks: Iterable[TaskEntry]) -> list[EntryRow]:
    counts: dict[str, int] = {}
    for task in tasks:
        year = task.section.period[:4]
        counts[year] = counts.get(year, 0) + 1
    return [
        EntryRow(f"{year}年", f"{SEARCH}?year={year}", "", n)
        for year, n in sorted(counts.items(), reverse=True)
    ]


def _leading(rows: Iterable[EntryRow], most: int) -> list[EntryRow]:
    return sorted((row for row in rows if row.count), key=lambda row: -row.count)[:most]


def _task_count(agency: AgencyEntry) -> int:
    return sum(len(d.tasks) for d in agency.documents)


def _document_row(document: DocumentEntry, base: str) -> DocumentRow:
    record = document.file.record
    return DocumentRow(
        title=document.title + (f"（{STATUS_WORD[record.status]}）" if record.status in UNPUBLISHED else ""),
        href=relative(document.url, base),
        agency=Link(document.agency.name, relative(document.agency.url, base)),
        kind=labels.DOCUMENT_KIND[record.kind],
        period=labels.period(record.period),
        published=_published(record),
        tasks=len(document.tasks),
    )


def _published(record: Document) -> str:
    """The day of publication; no other may stand for it (国办秘函〔2019〕19号: forging it is a veto item)."""
    if published := record.disclosure.published or record.source.published:
        return in_words(labels.iso(published)[:10])
    formed = record.disclosure.formed
    return f"{labels.day(formed)}成文" if formed else "原文未载"


def agency_view(context: PageContext, agency: AgencyEntry) -> AgencyView:
    """The documents of an agency, newest period first, and the load of its units side by side."""
    base = agency.url
    documents = sorted(agency.documents, key=lambda d: d.file.record.period, reverse=True)
    promised = [task for d in agency.documents for task in d.tasks if task.is_plan]
    return AgencyView(
        crumbs=[components.home(base)],
        name=agency.name,
        region=agency.file.record.region or "",
        aliases=agency.file.record.aliases,
        documents=[_document_row(d, base) for d in documents],
        load=loads.unit_table(context, agency, base) if agency.units else None,
        matrices=[
            Link(f"{year}年", relative(routes.matrix_of_year(agency.id, year), base))
            for year in matrix.years(context, agency)
        ],
        free=sum(not task.assignments for task in promised),
        until=data_until(context),
        links=_agency_links(context, agency),
        downloads=downloads.of_agency(context, agency),
        promised=len(promised),
        results=tags.tag_counts(context, promised),
        search_overdue=f"{relative(SEARCH, base)}?due=overdue&agency={quote(agency.id)}",
        about=f"{agency.name}公开的文件 {len(documents)} 份，计划任务 {len(promised)} 项，"
        "各责任单位承担的任务和公开的结果。",
        swapped=swapped_view(context, base),
        thing=agency_thing(context, agency),
    )


def _agency_links(context: PageContext, agency: AgencyEntry) -> list[Link]:
    """Its figures, where there are any."""
    links = []
    if indicators.has_figures(context, agency):
        links.append(Link("指标", relative(routes.agency_indicators(agency.id), agency.url)))
    return links


def units_view(context: PageContext) -> UnitsView:
    """All units of all agencies, region by region as on the home page."""
    groups = [
        UnitGroup(
            Link(agency.name, relative(agency.url, UNITS)),
            loads.unit_table(context, agency, UNITS),
        )
        for agencies in _by_region(context.library.agencies).values()
        for agency in agencies
        if agency.units
    ]
    return UnitsView(groups, sum(len(group.load.rows) for group in groups), data_until(context))


def topics_view(context: PageContext) -> IndexView:
    """The topics with most tasks first."""
    rows = [_topic_row(t, TOPICS) for t in context.library.topics]
    return IndexView(sorted(rows, key=lambda row: -row.count))


def policies_view(context: PageContext) -> PoliciesView:
    """By level; the most cited first."""
    return PoliciesView(
        [
            LevelGroup(f"l-{key}", heading, [_policy_row(policy, POLICIES) for policy in policies])
            for key, heading, policies in policy_levels.by_level(context.library.policies)
        ]
    )


def _topic_row(topic: TopicEntry, base: str) -> EntryRow:
    return EntryRow(
        topic.record.name, relative(topic.url, base), topic.record.description or "", len(topic.tasks)
    )


def _policy_row(policy: PolicyEntry, base: str) -> EntryRow:
    record = policy.record
    detail = "　".join(filter(None, (record.issuer, record.number)))
    return EntryRow(policy.name, relative(policy.url, base), detail, policy.citations, policy.mark)


def search_view(context: PageContext) -> SearchView:
    return SearchView(
        "", context.config.site_name, labels.ROLE, labels.DOCUMENT_KIND, labels.RESULT, labels.IN_REPORT
    )
