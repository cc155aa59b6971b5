"""The one place that asks the clock: which day it is for the clerk, so that dates yet to come can be told.

Everything behind it gets the day as a value. No page and no file of the site holds it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# Days in content/ are days in China; a build server often keeps to UTC, where the last one lasts until eight.
_CHINA = timezone(timedelta(hours=8))


def this_day() -> date:
    """The day in China now."""
    return datetime.now(_CHINA).date()
