"""How often a recurring deadline comes, where its words say so: 每周, 每月, 每季度, 每半年, 每年.

Of other words (每两年, 每学期, 定期, 每月5日前, 每年汛前) nobody can tell the days by a plain rule, so they give none.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from generator.model.periods import bounds

Frequency = Literal["week", "month", "quarter", "half", "year"]

_HOW_OFTEN: dict[str, Frequency] = {
    "周": "week", "星期": "week", "月": "month", "季": "quarter", "半年": "half", "年": "year",
}  # fmt: skip
_EVERY = re.compile(r"每个?(半年|星期|周|季|月|年)度?")
_TIMES = re.compile(r"[一二两三四五六七八九十\d]+次")  # 每季度不少于2次: by its end all the same
# What names another day than the last of the interval, or another interval.
_ELSE = re.compile(
    r"[\d〇零一二两三四五六七八九十]|[上中下]旬|[上下]半|[初中首前后](?:半|期|月|旬|段)|初|学期|[春夏秋冬节汛]|假|周[末日]|工作日|隔"
)
MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months lie between two last days; weeks have none"""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The last day of each interval from `first` to `until`, both included."""

    frequency: Frequency
    first: date
    until: date


@lru_cache(maxsize=4096)
def recurrence(words: str, period: str) -> Recurrence | None:
    """When words of a recurring deadline fall due within a period (2024, 2024-H1, 2021/2025), or None.

    Weeks end on Sunday, quarters and half years are those of the calendar. Pure.
    """
    plain = _TIMES.sub("", "".join(words.split()))
    found = _EVERY.findall(plain)
    if len(found) != 1 or _ELSE.search(_EVERY.sub("", plain)):
        return None
    frequency = _HOW_OFTEN[found[0]]
    start, until = bounds(period)
    first = _end_of_interval(start, frequency)
    return Recurrence(frequency, first, until) if first <= until else None


def _end_of_interval(day: date, frequency: Frequency) -> date:
    """The last day of the week, month, quarter, half or whole year that `day` lies in."""
    if frequency == "week":
        return day + timedelta(days=6 - day.weekday())
    length = MONTHS[frequency]
    month = (day.month - 1) // length * length + length
    return date(day.year, month, calendar.monthrange(day.year, month)[1])
