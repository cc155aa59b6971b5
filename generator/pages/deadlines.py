"""deadlines.html: how much falls due in which month, and what has no day; each month has a page
(deadline_months).

What is due this month and what is overdue depends on the reader's day, so the page holds counts by day, and
the browser adds them up (templates/assets/search/deadlines.js).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import quote

from generator.library.due_lists import Due, DueLists, newest
from generator.library.entries import DeadlineEntry, TaskEntry
from generator.library.events import Holder
from generator.model import routes
from generator.model.records import DeadlineKind
from generator.model.routes import DEADLINES, SEARCH, relative
from generator.pages import downloads, labels
from generator.pages.as_of import data_until
from generator.pages.components import Link
from generator.pages.context import PageContext

# What has no day, in the order of the page.
_HEADINGS: dict[DeadlineKind, str] = {
    "date": "日期未写明", "period": "只写明时段", "recurring": "周期性工作", "ongoing": "长期工作",
}  # fmt: skip
_UNBOUND = "没有写明时限"
OF_PLANS = "&report=no&report=yes"  # of the search: tasks of plans, whether a summary reports on them or not
_UNBOUND_QUERY = f"?due=none{OF_PLANS}"
MOST = 100  # rows of each list without days: all lists of the page together stay small


@dataclass(slots=True, eq=False, repr=False)
class DueRow:
    """A task or a section with those of its deadlines that belong to the group."""

    title: str
    href: str
    due: str
    document: str
    is_section: bool


@dataclass(slots=True, eq=False, repr=False)
class DueGroup:
    """What has no day: so many tasks, which `search` lists too, where it can, and sections; `rows` are the
    newest of both.
    """

    anchor: str
    heading: str
    search: str
    count: int
    sections: int
    rows: list[DueRow]


@dataclass(slots=True, eq=False, repr=False)
class MonthLink:
    """A month with its page. `days` has the open tasks of each first last day, as 15:2 31:12."""

    month: str
    label: str
    href: str
    count: int
    days: str


@dataclass(slots=True, eq=False, repr=False)
class YearGroup:
    anchor: str
    heading: str
    count: int
    months: list[MonthLink]


@dataclass(slots=True, eq=False, repr=False)
class DeadlinesView:
    """How many tasks have a date, only deadlines without one, none at all; `jumps` lead to years and to
    groups without a date.

    The groups without a date list all of `undated`, and `both`, which have a date besides: `times` rows in
    all, for a task stands in each group that it belongs to.
    """

    jumps: list[Link]
    years: list[YearGroup]
    groups: list[DueGroup]
    dated: int
    undated: int
    both: int
    times: int
    unbound: int
    search_unbound: str
    search_overdue: str
    until: str
    downloads: list[Link]
    script: str


def view(context: PageContext, lists: DueLists) -> DeadlinesView:
    """The months by year, then what has no day; the total is the figure of the home page,
    有明确时限的任务.
    """
    search = relative(SEARCH, DEADLINES)
    years = _years(lists)
    groups = [_group(kind, lists.kinds[kind]) for kind in _HEADINGS if kind in lists.kinds]
    times = sum(group.count for group in groups)
    if lists.unbound:
        groups.append(_unbound(lists.unbound, search))
    return DeadlinesView(
        jumps=[
            *(Link(year.heading, f"#{year.anchor}") for year in years),
            *(Link(group.heading, f"#{group.anchor}") for group in groups),
        ],
        years=years,
        groups=groups,
        dated=lists.dated,
        undated=lists.undated,
        both=count_tasks(chain(*lists.kinds.values())) - lists.undated,
        times=times,
        unbound=len(lists.unbound),
        search_unbound=search + _UNBOUND_QUERY,
        search_overdue=f"{search}?due=overdue",
        until=data_until(context),
        downloads=downloads.of_deadlines(context, context.library.agencies),
        script=relative(SCRIPT, DEADLINES),
    )


SCRIPT = "assets/search/deadlines.js"


def _years(lists: DueLists) -> list[YearGroup]:
    years: dict[str, list[MonthLink]] = {}
    for month in sorted(lists.months):
        years.setdefault(month[:4], []).append(_month(lists, month, DEADLINES))
    return [
        YearGroup(f"d-{year}", f"{year}年", sum(month.count for month in months), months)
        for year, months in sorted(years.items(), reverse=True)
    ]


def month_links(lists: DueLists, base: str) -> list[MonthLink]:
    """Every month that has deadlines, with its year, the latest first."""
    months = (_month(lists, month, base) for month in sorted(lists.months, reverse=True))
    return [replace(month, label=f"{month.month[:4]}年{month.label}") for month in months]


def _month(lists: DueLists, month: str, base: str) -> MonthLink:
    days = lists.open_days.get(month, Counter())
    return MonthLink(
        month,
        f"{int(month[5:])}月",
        relative(routes.deadlines_month(month), base),
        count_tasks(lists.months[month]),
        " ".join(f"{day}:{number}" for day, number in sorted(days.items())),
    )


def count_tasks(dues: Iterable[Due]) -> int:
    """Tasks, each once, however many of its deadlines fall into the month; sections are not counted with
    them.
    """
    return len({due.holder.ref for due in dues if isinstance(due.holder, TaskEntry)})


def count_sections(dues: Iterable[Due]) -> int:
    return len({due.holder.ref for due in dues if not isinstance(due.holder, TaskEntry)})


def _group(kind: DeadlineKind, dues: list[Due]) -> DueGroup:
    tasks, sections = count_tasks(dues), count_sections(dues)
    asked = relative(SEARCH, DEADLINES) + f"?due={quote(kind)}{OF_PLANS}" if tasks and kind != "date" else ""
    rows = [_row(due.holder, _words(due)) for due in newest(dues, MOST)]
    return DueGroup(f"d-{kind}", _HEADINGS[kind], asked, tasks, sections, rows)


def _unbound(tasks: list[TaskEntry], search: str) -> DueGroup:
    rows = [_row(due.holder, "") for due in newest([Due(task, [], None) for task in tasks], MOST)]
    return DueGroup("d-none", _UNBOUND, search + _UNBOUND_QUERY, len(tasks), 0, rows)


def _words(due: Due) -> str:
    return "、".join(entry.text + _whom(due.holder, entry) for entry in due.dues)


def _row(holder: Holder, words: str) -> DueRow:
    return DueRow(
        title=holder.heading,
        href=relative(holder.url, DEADLINES),
        due=words,
        document=f"{holder.document.agency.name}　{labels.period(holder.period)}",
        is_section=not isinstance(holder, TaskEntry),
    )


def _whom(holder: Holder, due: DeadlineEntry) -> str:
    """The units that the deadline binds, where it does not bind all of the task."""
    if not isinstance(holder, TaskEntry) or not holder.is_divided:
        return ""
    units = dict.fromkeys(a.responsibility.record.unit for a in holder.assignments if due in a.dues)
    return f"（{'、'.join(units) or '未写明单位'}）"
