"""A date is written 2024年3月22日, 二〇二四年三月二十二日, 2024-03-22, 2024/3/22 or 2024.3.22.

Only dates that exist are read (2024-02-30 is none).
"""

from __future__ import annotations

import re
from datetime import date

from generator.importer.words.vocabulary import HAN_YEAR, han
from generator.model.amounts import han_number

_ARABIC = re.compile(r"(\d{4})\s{0,3}[年\-/.．]\s{0,3}(\d{1,2})\s{0,3}[月\-/.．]\s{0,3}(\d{1,2})\s{0,3}日?")
_HAN = re.compile(rf"({HAN_YEAR})年({han(1, 3)})月({han(1, 3)})日")


def find_date(text: str) -> date | None:
    """The first date in the text."""
    match = _ARABIC.search(text)
    if match:
        return _make(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    match = _HAN.search(text)
    if match:
        year = han_number(match.group(1).replace("○", "〇").replace("Ｏ", "〇"))
        return _make(year, han_number(match.group(2)), han_number(match.group(3)))
    return None


def all_dates(text: str) -> set[date]:
    """Every date in the text."""
    found = (find_date(m.group()) for rule in (_ARABIC, _HAN) for m in rule.finditer(text))
    return {day for day in found if day}


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else (a time of day may follow)."""
    words = re.sub(r"\s{0,8}\d{1,2}:\d{2}(?::\d{2})?$", "", text.strip()[:60])
    match = _ARABIC.fullmatch(words) or _HAN.fullmatch(words)
    return match is not None and find_date(words) is not None and len(text.strip()) < 40


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
