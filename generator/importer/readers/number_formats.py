"""A cell as Excel prints it: the formats that offices use, written out.

Known are numbers (`number_digits`), texts, dates and times, dates also in Chinese numerals. A number in any
other format is written plainly and told, a date as 2024年6月30日; a value that its format hides has no words.
The libraries for number formats on PyPI have had no release for years or know no dates.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.importer.readers.number_digits import number_words
from generator.importer.readers.number_words import plain, sections
from generator.importer.readers.numbering import written
from generator.importer.words.vocabulary import HAN_DIGITS

# What Excel means by numbers it does not spell out in the file (ECMA-376 18.8.30, zh-CN); 14 and 22 follow
# the computer.
DAY = 'yyyy"年"m"月"d"日"'
_MONTH, _OF_YEAR, _CLOCK, _CLOCK_EXACT = (
    'yyyy"年"m"月"',
    'm"月"d"日"',
    'AM/PMh"时"mm"分"',
    'AM/PMh"时"mm"分"ss"秒"',
)
CHINESE = {
    14: DAY,
    22: f"{DAY} h:mm",
    27: _MONTH,
    28: _OF_YEAR,
    29: _OF_YEAR,
    30: "m-d-yy",
    31: DAY,
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: _CLOCK,
    35: _CLOCK_EXACT,
    36: _MONTH,
    50: _MONTH,
    51: _OF_YEAR,
    52: _MONTH,
    53: _OF_YEAR,
    54: _OF_YEAR,
    55: _CLOCK,
    56: _CLOCK_EXACT,
    57: _MONTH,
    58: _OF_YEAR,
}
_ENGLISH = re.compile(r"mmm|\[\$-[Ff][48]00\]", re.I)
# 9/30/2025 reads as no day in Chinese
_AMERICAN = re.compile(r"(?:\[\$[^\]]*\])?[mMdD]{1,2}[-/.\\]{1,2}[mMdD]{1,2}[-/.\\]{1,2}[yY]{2,4}")
_CLOCK_PART = re.compile(r"[hH]")
_WEEKDAYS = "一二三四五六日"


class Printed(NamedTuple):
    """The words of a value, and whether its format is understood."""

    words: str
    is_sure: bool = True


def printed(value: object, code: str) -> str:
    """The text of a cell's value in a format; "" for None, text without the blanks around it."""
    return shown(value, code).words


def shown(value: object, code: str) -> Printed:
    """The same, and whether it is sure: a number in a format that is not known here is written plainly."""
    if value is None:
        return Printed("")
    if isinstance(value, bool):
        return Printed(str(value).upper())
    if isinstance(value, (datetime, date, time)):
        return Printed(_moment(value, code))
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        rest = f":{seconds % 60:02}" if seconds % 60 else ""
        return Printed(f"{seconds // 3600}:{seconds // 60 % 60:02}{rest}")
    if isinstance(value, (int, float, Decimal)):
        if code == "General":  # as most are
            return Printed(plain(value))
        words = number_words(value, code)
        return Printed(plain(value), is_sure=False) if words is None else Printed(words)
    words = str(value).strip()
    return Printed(words if code == "General" else _text(words, code))


def _text(words: str, code: str) -> str:
    """A text in the section for texts: the fourth one, or one that has an @."""
    found = sections(code)
    for_text = found[3] if len(found) > 3 else found[-1] if ("code", "@") in found[-1] else None
    if for_text is None:
        return words
    return "".join(
        words if text == "@" else text for kind, text in for_text if kind == "words" or text == "@"
    ).strip()


@lru_cache(maxsize=500)
def is_date(code: str) -> bool:
    """Whether a format prints a day or a time."""
    return any(
        kind == "code" and text[0] in "yYmMdDhHsSa" for section in sections(code) for kind, text in section
    )


def _moment(value: datetime | date | time, code: str) -> str:
    """A day, a time, or both."""
    if not is_date(code):
        code = DAY if not isinstance(value, time) else "h:mm"
    if (
        isinstance(value, datetime)
        and value.time() == time()
        and _CLOCK_PART.search(code)
        and "y" in code.lower()
    ):
        code = DAY  # a day that a program wrote with its midnight
    # months by their English names, or however the computer likes it
    if _ENGLISH.search(code) or _AMERICAN.fullmatch(code.partition(";")[0]):
        code = DAY if "d" in code.lower() else _MONTH
    parts_of = sections(code)[0]
    han = any(kind == "bracket" and text.startswith("DBNum1") for kind, text in parts_of)
    codes = [text.lower() for kind, text in parts_of if kind == "code"]
    half = any(text in ("am/pm", "上午/下午") for text in codes)
    parts: list[str] = []
    before = ""  # the last part of a moment that was written, which tells minutes from months
    for at, (kind, text) in enumerate(parts_of):
        if kind == "bracket":
            continue
        if kind == "words" or text[0] not in "yYmMdDhHsSaA上":
            parts.append(text if text != "@" else "")
            continue
        letter = text.lower()
        if letter[0] == "m":
            after = next(
                (t.lower() for k, t in parts_of[at + 1 :] if k == "code" and t[0] in "yYmMdDhHsS"), ""
            )
            if before == "h" or after[:1] == "s":
                letter = letter.replace("m", "n")
        parts.append(_part(value, letter, half, han))
        before = letter[0]
    return "".join(parts).strip()


def _part(value: datetime | date | time, letter: str, half: bool, han: bool) -> str:
    """One part of a moment: yyyy, m, d, h, nn for minutes, ss, aaaa for the weekday."""
    day = value if isinstance(value, date) else date(1899, 12, 31)
    clock = value.time() if isinstance(value, datetime) else value if isinstance(value, time) else time()
    if letter in ("am/pm", "上午/下午"):
        return "上午" if clock.hour < 12 else "下午"
    if letter in ("aaaa", "aaa", "dddd", "ddd"):
        return ("星期" if letter[0] == "d" or len(letter) == 4 else "") + _WEEKDAYS[day.weekday()]
    if letter[0] == "y":
        year = str(day.year)
        return (
            "".join(f"〇{HAN_DIGITS}"[int(c)] for c in year) if han else year if len(letter) > 2 else year[2:]
        )
    hour = (clock.hour % 12 or 12) if half else clock.hour
    number = {"m": day.month, "d": day.day, "h": hour, "n": clock.minute, "s": clock.second}[letter[0]]
    return (
        written(number, "chineseCounting")
        if han and number
        else f"{number:02}"
        if len(letter) > 1
        else str(number)
    )
