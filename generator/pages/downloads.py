"""What can be taken away beside a page: workbook, JSON, calendar, feed, and the list as CSV from the search.

One line a page, and only what the site has.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from generator.library.entries import AgencyEntry, DocumentEntry, PolicyEntry, TopicEntry, UnitEntry
from generator.library.events import agency_events, has_events, unit_events
from generator.model import routes
from generator.model.routes import SEARCH, relative
from generator.pages import feeds
from generator.pages.components import Link
from generator.pages.context import PageContext, shared
from generator.pages.feeds import FeedLink

CALENDAR = "日历 (.ics)"
_FEED = "订阅"
_MOST_CALENDARS = 8


def of_agency(context: PageContext, agency: AgencyEntry) -> list[Link]:
    """All that an agency publishes."""
    base = agency.url
    return [
        Link("Excel", relative(routes.agency_workbook(agency.id), base)),
        Link("JSON", relative(routes.agency_tasks(agency.id), base)),
        _as_csv("agency", agency.id, base),
        *_calendar(agency_calendar(context, agency), base),
        *_feed(feeds.agency_feed(context, agency), base),
    ]


def of_document(context: PageContext, document: DocumentEntry) -> list[Link]:
    """The tasks of a document; else what there is of its agency."""
    base, agency = document.url, document.agency
    return [
        _as_csv("document", document.ref, base),
        Link("本机关全部数据 Excel", relative(routes.agency_workbook(agency.id), base)),
        Link("JSON", relative(routes.agency_tasks(agency.id), base)),
        *_calendar(agency_calendar(context, agency), base),
        *_feed(feeds.agency_feed(context, agency), base),
    ]


def of_unit(context: PageContext, unit: UnitEntry) -> list[Link]:
    """What a unit answers for; else what there is of its agency."""
    base, agency = unit.url, unit.agency
    calendar = routes.unit_calendar(agency.id, unit.record.id) if has_events(unit_events(unit)) else ""
    return [
        _as_csv("unit", unit.ref, base),
        *_calendar(calendar, base),
        *_feed(feeds.unit_feed(context, unit), base),
        Link("本机关全部数据 Excel", relative(routes.agency_workbook(agency.id), base)),
        Link("JSON", relative(routes.agency_tasks(agency.id), base)),
    ]


def of_policy(context: PageContext, policy: PolicyEntry) -> list[Link]:
    """What happens to the tasks that cite a document; and the data of all."""
    return [*_feed(feeds.policy_feed(context, policy), policy.url), _all(policy.url)]


def of_topic(topic: TopicEntry) -> list[Link]:
    """The tasks on a topic."""
    return [_as_csv("topic", topic.record.id, topic.url), _all(topic.url)] if topic.tasks else []


def of_deadlines(context: PageContext, agencies: Iterable[AgencyEntry]) -> list[Link]:
    """All deadlines, and the calendars of the agencies as far as these are few."""
    base = routes.DEADLINES
    found = [(agency.name, agency_calendar(context, agency)) for agency in agencies]
    with_calendar = [(name, address) for name, address in found if address]
    calendars = [Link(f"{name}的日历", relative(address, base)) for name, address in with_calendar]
    elsewhere = [Link("各机关的日历", f"{relative(routes.HOME, base)}#agencies")]
    return [
        Link("CSV", relative(routes.DEADLINES_CSV, base)),
        Link("Excel", relative(routes.WORKBOOK, base)),
        *(calendars if len(calendars) <= _MOST_CALENDARS else elsewhere),
        _all(base),
    ]


def _as_csv(condition: str, value: str, base: str) -> Link:
    """The list of tasks in the search, which writes it as a table."""
    return Link("任务表 CSV（在检索中导出）", f"{relative(SEARCH, base)}?{condition}={quote(value, safe='')}")


def _calendar(address: str, base: str) -> list[Link]:
    return [Link(CALENDAR, relative(address, base))] if address else []


def _feed(feed: FeedLink, base: str) -> list[Link]:
    return [Link(_FEED, relative(feed.address, base))] if feed.address else []


def _all(base: str) -> Link:
    return Link("全部数据", relative(routes.DATA, base))


@shared
def agency_calendar(_: PageContext, agency: AgencyEntry) -> str:
    """Where the calendar of an agency stands, or "" where it would be empty."""
    return routes.calendar(agency.id) if has_events(agency_events(agency)) else ""
