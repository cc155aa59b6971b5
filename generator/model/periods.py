"""Periods and days as records write them: 2024 | 2024-H1 | 2024-Q3 | 2024-05 | 2024-05-31 | 2021/2025."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_FORM = re.compile(
    r"(?P<year>[12]\d{3})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?|"
    r"/(?P<last>[12]\d{3}))?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def bounds(period: str) -> tuple[date, date]:
    """The first and the last day of a period. Raises ValueError for what is no period or no day."""
    match = _FORM.fullmatch(period)
    if match is None:
        raise ValueError(period)
    year = int(match["year"])
    if match["last"]:
        return date(year, 1, 1), date(int(match["last"]), 12, 31)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    first, last = _months(match)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _months(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last month that a form names, of twelve where it names none."""
    if match["month"]:
        return int(match["month"]), int(match["month"])
    if match["quarter"]:
        return int(match["quarter"]) * 3 - 2, int(match["quarter"]) * 3
    return (int(match["half"]) * 6 - 5, int(match["half"]) * 6) if match["half"] else (1, 12)


def last_day(period: str) -> date:
    """The last day of a period: by it dates of different precision are put in order."""
    return bounds(period)[1]
