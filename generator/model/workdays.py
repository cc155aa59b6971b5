"""Working days in China: Monday to Friday without the holidays, and the weekends worked in their place.

Of a year whose notice is not in `holidays` nothing is guessed: UnknownYearError.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from generator.model.holidays import NOTICES

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownYearError(ValueError):
    """The holidays of `year` are not known; `is_to_come` where it is later than all that are."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year
        self.is_to_come = year > max(NOTICES)


def is_working_day(day: date) -> bool:
    """Raises UnknownYearError."""
    if day.year not in NOTICES:
        raise UnknownYearError(day.year)
    off, worked = _exceptions()
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def working_days(start: date, end: date) -> int:
    """How many working days there are after `start` up to and with `end`. Raises UnknownYearError."""
    return sum(is_working_day(day) for day in _days(start + _DAY, end))


def last_day(start: date, count: int) -> date:
    """The day on which `count` working days after `start` are over; `start` is not one of them
    (民法典第二百零一条). Raises UnknownYearError.
    """
    day = start
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=1)
def _exceptions() -> tuple[frozenset[date], frozenset[date]]:
    """All days off, and all days of weekends that are worked."""
    off: set[date] = set()
    worked: set[date] = set()
    for year, notice in NOTICES.items():
        for holiday in notice.off.split():
            first, _, last = holiday.partition("/")
            off.update(_days(_day(first, year), _day(last, year)))
        worked.update(_day(written, year) for written in notice.worked.split())
    return frozenset(off), frozenset(worked)


def _day(written: str, year: int) -> date:
    """02-03, or 2018-12-30 with a year of its own."""
    return date.fromisoformat(written if len(written) > len("MM-DD") else f"{year}-{written}")


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * n for n in range((last - first).days + 1))
