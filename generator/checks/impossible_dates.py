"""Every day that a text names is in the calendar."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.model.names import DIGITS
from generator.problems import Finding

_DAY = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)年)?(\d{1,2})月(?:份)?(?:(\d{1,2})[日号])?")
_LEAP_YEAR = 2024  # where none is named, the 29th of February may be meant of one


def find_impossible_days(printed: Printed) -> Iterator[Finding]:
    """One reminder a day or a month of a year, at it."""
    for match in _DAY.finditer(printed.whole.translate(DIGITS)):
        year, month, day = (int(part) if part else None for part in match.groups())
        if month is None or not (year or day) or _is_there(year or _LEAP_YEAR, month, day):
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
    return 1 <= month <= 12 and (day is None or 1 <= day <= calendar.monthrange(year, month)[1])
