"""The pages of a unit: what it has promised by year, with whom, what comes next, and everything it answers
for.

A unit with more rows than a page holds shows its numbers and its newest rows; each year then has a page of
its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from urllib.parse import quote, urlencode

from generator.library.entries import Assignment, TaskEntry, UnitEntry
from generator.library.loads import Duty, duties_of_unit, load_of, partners_of
from generator.model import routes
from generator.model.records import ROLES
from generator.model.routes import SEARCH, relative
from generator.model.statuses import SETTLED, STATUS_LABEL
from generator.pages import components, downloads, labels, loads
from generator.pages.as_of import data_until
from generator.pages.components import Count, Link
from generator.pages.context import PageContext
from generator.pages.loads import LoadTable
from generator.pages.rows import LONG, NEWEST, DutyRow, duty_row
from generator.pages.swapped import SwappedView, swapped_view
from generator.pages.tags import TagView, tag

_EARLIEST = 12
_OPEN = ("none", "reported", *(status for status in STATUS_LABEL if status not in SETTLED))
"""What the search calls the results that settle nothing"""


@dataclass(slots=True, eq=False, repr=False)
class Partner:
    """Another unit, and how many promised tasks name both."""

    unit: Link
    tasks: int


@dataclass(slots=True, eq=False, repr=False)
class Milestone:
    """A day by which the unit has promised something that no public record calls settled, and the words."""

    day: str
    last_day: str
    words: str
    task: Link
    status: TagView


@dataclass(slots=True, eq=False, repr=False)
class OpenDues:
    """All of the unit's milestones in numbers, `years` only where they are of several; `rows` are the
    earliest, `search` lists the tasks of all.
    """

    count: int
    years: list[Count]
    rows: list[Milestone]
    search: str


@dataclass(slots=True, eq=False, repr=False)
class DutyTables:
    """What the unit answers for: promises, entries of summaries, whole sections, and by collective names.

    `is_part` when other pages hold the rest.
    """

    unit: str
    duties: list[DutyRow]
    entries: list[DutyRow]
    sections: list[DutyRow]
    collective: list[DutyRow]
    member_of: list[Link]
    search: str
    is_part: bool


@dataclass(slots=True, eq=False, repr=False)
class UnitView:
    """`years` lead to the pages of a unit that has too many rows for one; `tables` then hold the newest."""

    crumbs: list[Link]
    name: str
    agency: Link
    kind: str
    aliases: list[str]
    members: list[Link]
    member_of: list[Link]
    until: str
    load: LoadTable
    partners: list[Partner]
    open_dues: OpenDues
    years: list[Link]
    newest: int
    tables: DutyTables
    downloads: list[Link]
    about: str
    swapped: SwappedView | None


@dataclass(slots=True, eq=False, repr=False)
class UnitYearView:
    crumbs: list[Link]
    name: str
    year: str
    counts: list[Count]
    until: str
    tables: DutyTables


def view(context: PageContext, unit: UnitEntry) -> UnitView:
    """The whole page, or of a unit with very many rows its first."""
    base, agency = unit.url, unit.agency
    years = years_apart(unit)
    return UnitView(
        crumbs=_crumbs(unit, base),
        name=unit.record.name,
        agency=Link(agency.name, relative(agency.url, base)),
        kind=labels.UNIT_KIND[unit.record.kind],
        aliases=unit.record.aliases,
        members=[Link(m.record.name, relative(m.url, base)) for m in unit.members],
        member_of=_member_of(unit, base),
        until=data_until(context),
        load=_by_year(unit, base, years),
        partners=[Partner(Link(u.record.name, relative(u.url, base)), n) for u, n in partners_of(unit)],
        open_dues=_open_dues(context, unit, base),
        years=[Link(f"{y}年", relative(year_url(unit, y), base)) for y in years],
        newest=NEWEST if years else 0,
        tables=_newest(context, unit, base) if years else tables(context, unit, base),
        downloads=downloads.of_unit(context, unit),
        about=_about(unit),
        swapped=swapped_view(context, base),
    )


def _about(unit: UnitEntry) -> str:
    """The page in a sentence."""
    load = load_of(duties_of_unit(unit))
    roles = "，".join(f"{labels.ROLE[role]} {load.by_role[role]} 项" for role in ROLES if load.by_role[role])
    counted = f"任务 {load.tasks} 项" + (f"（{roles}）" if roles else "")
    return f"{unit.agency.name}{unit.record.name}承担的{counted}、完成时限、公开的结果和共同承担的单位。"


def year_view(context: PageContext, unit: UnitEntry, year: str) -> UnitYearView:
    """The page of one year."""
    base = year_url(unit, year)
    load = load_of(duty for duty in duties_of_unit(unit) if duty[0].period[:4] == year)
    columns = (loads.TASKS, *loads.BY_ROLE, *loads.PUBLISHED)
    return UnitYearView(
        crumbs=[*_crumbs(unit, base), Link(unit.record.name, relative(unit.url, base))],
        name=unit.record.name,
        year=year,
        counts=[Count(label, number(load)) for label, number in columns if number(load)],
        until=data_until(context),
        tables=tables(context, unit, base, lambda a: a.task.period[:4] == year),
    )


def year_url(unit: UnitEntry, year: str) -> str:
    return routes.unit_year(unit.agency.id, unit.record.id, year)


def years_apart(unit: UnitEntry) -> list[str]:
    """The years that have a page of their own, newest first: none while one page holds all rows."""
    found = list(everything(unit))
    return sorted({a.task.period[:4] for a in found}, reverse=True) if len(found) > LONG else []


def tables(
    context: PageContext, unit: UnitEntry, base: str, is_meant: Callable[[Assignment], bool] | None = None
) -> DutyTables:
    """All rows, or those that are meant: the newest year first and else in document order."""

    def rows(assignments: Iterable[Assignment]) -> list[DutyRow]:
        meant = assignments if is_meant is None else filter(is_meant, assignments)
        return [duty_row(context, assignment, base) for assignment in by_year(meant)]

    return DutyTables(
        unit=unit.record.name,
        duties=rows(a for a in unit.assignments if a.task.is_plan),
        entries=rows(a for a in unit.assignments if not a.task.is_plan),
        sections=rows(unit.section_assignments),
        collective=rows(_collective(unit)),
        member_of=_member_of(unit, base),
        search=_search(unit, base),
        is_part=is_meant is not None,
    )


def by_year(assignments: Iterable[Assignment]) -> list[Assignment]:
    return sorted(assignments, key=lambda a: a.task.period[:4], reverse=True)


def _newest(context: PageContext, unit: UnitEntry, base: str) -> DutyTables:
    newest = set(map(id, by_year(everything(unit))[:NEWEST]))
    return tables(context, unit, base, lambda a: id(a) in newest)


def everything(unit: UnitEntry) -> Iterator[Assignment]:
    """Whatever the unit answers for, by its own name and by collective ones."""
    yield from unit.assignments
    yield from unit.section_assignments
    yield from _collective(unit)


def _collective(unit: UnitEntry) -> Iterator[Assignment]:
    for name in unit.member_of:
        yield from name.assignments
        yield from name.section_assignments


def _crumbs(unit: UnitEntry, base: str) -> list[Link]:
    agency = unit.agency
    return [
        components.home(base),
        Link(agency.name, relative(agency.url, base)),
        components.units_index(base),
    ]


def _member_of(unit: UnitEntry, base: str) -> list[Link]:
    return [Link(c.record.name, relative(c.url, base)) for c in unit.member_of]


def _by_year(unit: UnitEntry, base: str, apart: list[str]) -> LoadTable:
    duties: dict[str, list[Duty]] = {}
    for duty in duties_of_unit(unit):
        if duty[0].is_plan:
            duties.setdefault(duty[0].period[:4], []).append(duty)
    years = {year: load_of(duties[year]) for year in sorted(duties, reverse=True)}
    lines = [
        (Link(f"{year}年", relative(year_url(unit, year), base) if year in apart else ""), "", load)
        for year, load in years.items()
    ]
    columns = (loads.TASKS, *loads.BY_ROLE, *loads.PUBLISHED, *loads.BY_STATUS)
    return loads.load_table(
        f"{unit.record.name}各年度的任务", "年度", lines, load_of(chain(*duties.values())), columns
    )


def _open_dues(context: PageContext, unit: UnitEntry, base: str) -> OpenDues:
    found = _unsettled(unit)
    years = Counter(day.year for day, _ in found)
    months = [f"{day:%Y-%m}" for day, _ in found] or [""]
    return OpenDues(
        count=len(found),
        years=[Count(f"{year}年", number) for year, number in years.items()] if len(years) > 1 else [],
        rows=[_milestone(context, *key, found[key], base) for key in [*found][:_EARLIEST]],
        search=_search(unit, base, due=f"{months[0]}..{months[-1]}", status=_OPEN, sort="due"),
    )


def _unsettled(unit: UnitEntry) -> dict[tuple[date, TaskEntry], list[str]]:
    """Words of dated promises by day and task, in the order of days: overdue ones are the first, whatever day
    it is.
    """
    found: dict[tuple[date, TaskEntry], list[str]] = {}
    for assignment in unit.assignments:
        task = assignment.task
        if isinstance(task, TaskEntry) and task.is_plan and task.outcome.status not in SETTLED:
            for due in assignment.dues:
                if due.meaning.date and not due.is_met:
                    found.setdefault((due.meaning.date, task), []).append(due.text)
    return dict(sorted(found.items(), key=lambda item: item[0][0]))


def _milestone(context: PageContext, day: date, task: TaskEntry, words: list[str], base: str) -> Milestone:
    return Milestone(
        labels.day(day),
        day.isoformat(),
        "、".join(dict.fromkeys(words)),
        Link(task.heading, relative(task.url, base)),
        tag(context, task),
    )


def _search(unit: UnitEntry, base: str, **more: str | Sequence[str]) -> str:
    return f"{relative(SEARCH, base)}?{urlencode({'unit': unit.ref, **more}, doseq=True, quote_via=quote)}"
