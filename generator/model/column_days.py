"""What days mean as tables print them, where nothing but deadlines stands: 8.23（周五）, 3/15, 第6周.

In running text 2.9 is a number; so only a place that holds deadlines alone asks here, after `deadlines`. The
year is that of the period of the document, and of a period of several years none is known.
"""

from __future__ import annotations

import re
from datetime import date

from generator.model.deadline_words import DIGITS, RANGES
from generator.model.deadlines import Meaning

_LONGEST = 40
_WEEKDAY = r"(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天末][）)]?)?"
_BY = r"(?:之?前|以前|完成)?"
_DAYS = re.compile(
    rf"(?:于|在)?(?:(?P<from_month>\d{{1,2}})[./](?P<from_day>\d{{1,2}})[日号]?{_WEEKDAY}(?:-+|至|到|、))?"
    rf"(?:(?P<month>\d{{1,2}})[./])?(?P<day>\d{{1,2}})[日号]?{_WEEKDAY}{_BY}"
)
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WEEKS = re.compile(
    rf"(?:(?:开学|本?学期)?第?{_COUNT}(?:[-、至到]{_COUNT})?(?:教学)?周|"
    r"(?:\d{1,2}月)?(?:第[一二三四五]|首|末)个?周|"
    rf"[本下上]?(?:星期|周|礼拜)[一二三四五六日天末]|[本下]周)(?:内|末|左右|{_BY})"
)


def in_column(words: str, period: str) -> Meaning | None:
    """The meaning of words in a column of deadlines, which `deadlines.interpret` cannot read; None where
    these are no days that a calendar has, or the year is not known."""
    bare = re.sub(r"\s+", "", words).translate(DIGITS).translate(RANGES)
    if len(bare) > _LONGEST:
        return None
    if _WEEKS.fullmatch(bare):
        return Meaning("period")
    match = _DAYS.fullmatch(bare)
    month = match and (match["month"] or match["from_month"])
    if match is None or not month or "/" in period:
        return None
    year = int(period[:4])
    try:
        day = date(year, int(month), int(match["day"]))
        start = date(year, int(match["from_month"]), int(match["from_day"])) if match["from_month"] else day
    except ValueError:
        return None
    return Meaning("date", day, "day") if start <= day else None
