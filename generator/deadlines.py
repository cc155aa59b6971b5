"""What a printed deadline means: `2024年底前` is 2024-12-31, `每季度` recurs, `长期坚持` is ongoing.

Pure functions over words; the year that the words leave out comes from the period of the document.
Words that this module cannot read give None, and the check then asks the clerk to state the meaning:
a deadline is never guessed silently.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.model import DeadlineKind, Precision


@dataclass(frozen=True, slots=True)
class Meaning:
    """`date` is the last day that keeps the deadline; `precision` says how exact the words were."""

    kind: DeadlineKind
    date: date | None = None
    precision: Precision | None = None


_DIGITS = str.maketrans("０１２３４５６７８９〇○", "012345678900")
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12}

_ONGOING = re.compile(r"长期|持续|常年|长年|始终|日常|常态化?|贯穿全年|经常性|不间断|即时|随时|立行立改|实时")
_RECURRING = re.compile(
    r"每(?:[一两二三四五六七八九十\d]*个?)?(?:年度?|半年|季度?|月度?|旬|周|日|天|半月|星期|学期)|"
    r"按[年季月周日](?:度)?|逐[年季月周日]|(?:年|季|月|周|旬)(?:度)?(?:一次|[一二两三四\d]次)|定期|不定期|月度|(?<![一二三四1-4])季度$"
)
_YEAR = r"(?:(?P<year>\d{4})年?|(?P<rel>今年|本年度?|当年|明年|次年))?"
_DAY = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?:份)?(?P<day>\d{{1,2}})[日号]")
_DASHED = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?:[-./](?P<day>\d{1,2}))?$")
_MONTH = re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?:份)?(?P<part>[上中下]旬|初|中旬?|底|末)?")
_QUARTER = re.compile(rf"{_YEAR}(?:第?(?P<q>[一二三四1-4])季度)")
_HALF = re.compile(rf"{_YEAR}(?P<half>上半年|下半年)")
_YEAR_END = re.compile(r"(?P<year>\d{4})年?度?(?P<part>初|中)?|(?P<rel>今年|本年|当年|明年|次年|年)(?P<rpart>底|末|内|终|度|中|初)")
_FIVE_YEAR = re.compile(r"[“\"「]?十([一二三四五六七八九])五[”\"」]?")
_SEASON = re.compile(
    r"汛(?:前|期|后)|入(?:梅|汛)前|梅雨季|森林防火期|特别防护期|春节前|国庆前|节前|冬春|春耕|采暖季|供暖前|"
    r"(?:\d+|[一二两三四五六七八九十半]+)(?:个)?(?:年|月|季度|工作日|日|天|周|小时|学年)(?:之?内|以内|左右)|"
    r"近期|适时|按时序|按(?:规定|要求|计划|进度)|同步|春季|夏季|秋季|冬季|暑期|寒假|试点期|学期"
)


@lru_cache(maxsize=4096)
def interpret(words: str, period: str) -> Meaning | None:
    """Read the words of a deadline against the period (`2024`, `2024-H1`, `2021/2025`) of its document.

    Returns None when the words say nothing that this module knows.
    """
    text = re.sub(r"\s+", "", words).translate(_DIGITS)
    text = re.sub(r"十[一二]?(?=月)|[一二三四五六七八九](?=月)", lambda m: str(_CHINESE[m.group()]), text)
    base = int(period[:4])
    if _no_such_day(text, base):
        return None
    return (
        _on_day(text, base)
        or (_in_part_of_year(text, base) if "每" not in text else None)
        or (Meaning("recurring") if _RECURRING.search(text) else None)
        or _in_month(text, base)
        or _five_year_plan(text)
        or _in_year(text, base, period)
        or (Meaning("ongoing") if _ONGOING.search(text) else None)
        or (Meaning("period") if _SEASON.search(text) else None)
    )


def _no_such_day(text: str, base: int) -> bool:
    """Whether the words name a day or a month that no calendar has: 2月30日, 13月, 2024-13. It is left to the clerk."""
    dashed = _DASHED.match(text)
    return (
        any(not 1 <= int(m["month"]) <= 12 for m in _MONTH.finditer(text))
        or any(_made(_year_of(m, base), int(m["month"]), int(m["day"]), "day") is None for m in _DAY.finditer(text))
        or (dashed is not None and _made(int(dashed["year"]), int(dashed["month"]), int(dashed["day"] or 1), "day") is None)
    )


def _year_of(match: re.Match[str], base: int) -> int:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return base + 1 if groups.get("rel") in ("明年", "次年") else base


def _end_year(found: list[re.Match[str]], base: int) -> int:
    """The year of the last date of a range: 2024年3月至5月 ends in 2024, 2024年11月至次年3月 in 2025."""
    named = next((int(m["year"]) for m in reversed(found) if m["year"]), base)
    return _year_of(found[-1], named)


def _made(year: int, month: int, day: int, precision: Precision, kind: DeadlineKind = "date") -> Meaning | None:
    try:
        return Meaning(kind, date(year, month, day), precision)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _on_day(text: str, base: int) -> Meaning | None:
    found = list(_DAY.finditer(text))  # of a range (3月1日至5月31日) the end counts
    if found:
        last = found[-1]
        return _made(_end_year(found, base), int(last["month"]), int(last["day"]), "day")
    dashed = _DASHED.match(text)
    if dashed:
        year, month = int(dashed["year"]), int(dashed["month"])
        if dashed["day"]:
            return _made(year, month, int(dashed["day"]), "day")
        return _made(year, month, _last_day(year, month), "month")
    return None


def _in_month(text: str, base: int) -> Meaning | None:
    found = list(_MONTH.finditer(text))
    if not found:
        return None
    last = found[-1]
    year, month = _end_year(found, base), int(last["month"])
    day = {"上旬": 10, "初": 10, "中": 20, "中旬": 20}.get(last["part"] or "", _last_day(year, month))
    return _made(year, month, day, "month")


def _in_part_of_year(text: str, base: int) -> Meaning | None:
    if match := _QUARTER.search(text):
        raw = match["q"]
        month = 3 * (int(raw) if raw.isdigit() else _CHINESE[raw])
        year = _year_of(match, base)
        return _made(year, month, _last_day(year, month), "quarter", "period")
    if match := _HALF.search(text):
        month = 6 if match["half"] == "上半年" else 12
        return _made(_year_of(match, base), month, _last_day(2023, month), "half", "period")
    return None


def _five_year_plan(text: str) -> Meaning | None:
    """“十四五” is 2021 to 2025; the others follow at five years each."""
    match = _FIVE_YEAR.search(text)
    return Meaning("period", date(2005 + 5 * _CHINESE[match[1]], 12, 31), "year") if match else None


def _in_year(text: str, base: int, period: str) -> Meaning | None:
    if re.search(r"全年|年度内|年内|贯穿全年", text) and not re.search(r"\d{4}|[一二两三四五六七八九十\d]年内", text):
        last = int(period[-4:]) if "/" in period else base
        return _made(last, 12, 31, "year")
    found = [m for m in _YEAR_END.finditer(text) if m["year"] or m["rel"]]
    if not found or re.search(r"[一二两三四五六七八九十\d]+年[之以]?内", re.sub(r"\d{4}年", "", text)):
        return None
    last_match = next((m for m in reversed(found) if m["year"]), found[-1])  # 2023年年底 is of 2023
    year = _year_of(last_match, base)
    if not 1949 <= year <= 2100:
        return None
    part = last_match["part"] or last_match["rpart"]
    month = {"初": 3, "中": 6}.get(part or "", 12)
    return _made(year, month, _last_day(year, month), "year" if month == 12 else "quarter")
