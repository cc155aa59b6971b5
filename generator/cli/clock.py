"""The one place that asks the clock: which day it is for the clerk, so that dates yet to come can be told,
and the time of a publication.

Everything behind it gets the day as a value. No page and no file of the site holds it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Days in content/ are days in China; a build server often keeps to UTC, where the last one lasts until eight.
_CHINA = timezone(timedelta(hours=8))


def this_moment() -> datetime:
    """The time in China now, with its zone."""
    return datetime.now(_CHINA)


def this_day() -> date:
    """The day in China now."""
    return this_moment().date()


def in_china(moment: datetime) -> datetime:
    """A time that a clerk has typed, with its zone."""
    return moment.replace(tzinfo=_CHINA)
