"""Which feed a page leads to: that of what it shows, where there is anything to tell."""

from __future__ import annotations

from typing import NamedTuple

from generator.library.entries import AgencyEntry, PolicyEntry, UnitEntry
from generator.library.news import Chronicle, has_news
from generator.model import routes
from generator.pages.context import PageContext, shared


class FeedLink(NamedTuple):
    """`address` from the site's root, "" where there is nothing to follow."""

    address: str
    title: str


NO_FEED = FeedLink("", "")


@shared
def site_feed(context: PageContext) -> FeedLink:
    """That of the whole site."""
    found = has_news(_chronicle(context).of_site())
    return FeedLink(routes.FEED, context.config.site_name) if found else NO_FEED


@shared
def agency_feed(context: PageContext, agency: AgencyEntry) -> FeedLink:
    """That of an agency, on its page and those of its documents and tasks."""
    found = has_news(_chronicle(context).of_agency(agency))
    return FeedLink(routes.agency_feed(agency.id), agency.name) if found else NO_FEED


def unit_feed(context: PageContext, unit: UnitEntry) -> FeedLink:
    """That of a unit."""
    found = has_news(_chronicle(context).of_unit(unit))
    address = routes.unit_feed(unit.agency.id, unit.record.id)
    return FeedLink(address, f"{unit.record.name}（{unit.agency.name}）") if found else NO_FEED


def policy_feed(context: PageContext, policy: PolicyEntry) -> FeedLink:
    """That of the tasks that cite a document."""
    found = has_news(_chronicle(context).of_policy(policy))
    return FeedLink(routes.policy_feed(policy.record.id), policy.name) if found else NO_FEED


@shared
def _chronicle(context: PageContext) -> Chronicle:
    return Chronicle(context.library)
