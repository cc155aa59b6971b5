"""A day as offices print it, written as content/ wants it: 2026年2月10日 → 2026-02-10."""

from __future__ import annotations

import re
from datetime import datetime

_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "0123456789000123456789")
_DAY = re.compile(
    r"(?P<year>[12]\d{3})(?:[年./\-－—·、\s]+(?P<month>\d{1,2})[月./\-－—·、\s]+(?P<day>\d{1,2})[日号]?|"
    r"(?P<tight>\d{4}))"
    r"(?:[T\s]*(?P<hour>\d{1,2})[:：时点](?P<minute>\d{1,2})(?:[:：分]?\d{0,2}秒?)?)?"
)
_TEN = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def as_written(words: str) -> str:
    """The day, or the moment, that the words name, as 2026-02-10 or 2026-02-10 09:05; empty where they name
    none, or one that is not in the calendar.
    """
    found = _DAY.fullmatch(_TEN.sub(_number, words.strip()).translate(_DIGITS).rstrip("。．."))
    if found is None:
        return ""
    tight = found["tight"] or ""
    parts = [found["year"], found["month"] or tight[:2], found["day"] or tight[2:]]
    time = [found["hour"] or "0", found["minute"] or "0"]
    try:
        year, month, day, hour, minute = map(int, (*parts, *time))
        moment = datetime(year, month, day, hour, minute)
    except ValueError:
        return ""
    return f"{moment:%Y-%m-%d %H:%M}" if found["hour"] else f"{moment:%Y-%m-%d}"


def _number(found: re.Match[str]) -> str:
    """十二 → 12, 三十 → 30."""
    tens, ones = (part.translate(_DIGITS) for part in found.groups())
    return f"{tens or 1}{ones or 0}"
