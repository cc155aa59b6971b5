"""Every day that a text names is in the calendar."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.model.names import DIGITS
from generator.problems import Finding

_DAY = re.compile(r"(?P<first>\d{1,4})(?:年(?P<month>\d{1,2}))?月(?:份)?(?:(?P<day>\d{1,2})[日号])?")
_LEAP_YEAR = 2024  # where none is named, the 29th of February may be meant of one


def find_impossible_days(printed: Printed) -> Iterator[Finding]:
    """One reminder a day or a month of a year, at it."""
    for match in _DAY.finditer(printed.whole.translate(DIGITS)):
        first, month, day = (int(part) if part else None for part in match.groups())
        if month is None:  # no year stands before it
            is_there = day is None or _is_there(_LEAP_YEAR, first or 0, day)
        else:
            is_there = _is_there(first or 0, month, day)
        if is_there:
            continue
        words = printed.whole[match.start() : match.end()]
        if not printed.is_known(words):
            yield printed.finding(
                match.start(),
                words,
                f"日历上没有“{words}”",
                "请照原文核对；原文确是如此，请在 note 里引上这几个字说明",
            )


def _is_there(year: int, month: int, day: int | None) -> bool:
    return year > 0 and 1 <= month <= 12 and (day is None or 1 <= day <= calendar.monthrange(year, month)[1])
