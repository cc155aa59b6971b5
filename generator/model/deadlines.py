"""What a printed deadline means: `2024年底前` is 2024-12-31, `每季度` recurs, `长期坚持` is ongoing.

Pure functions over words; the year that the words leave out comes from the period of the document. Of a
period of several years (`2021/2025`) it is the last: 年底, 年内, 12月底 and 上半年 are then of 2025, while
今年 and 明年 say nothing. Words that this module cannot read give None, and the check then asks the clerk to
state the meaning: a deadline is never guessed silently. So what is left over beside the times that were read
must not look like a time either (`25年`, `13月`, `6月30前`) nor like half a word (`12月低`, `三月分`:
`likely` says what was meant), and a span of time with 前 (`第四季度前`, `6月前`), which may mean its start or
its end, is not read.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.model.deadline_words import (
    ALONE,
    ANY_NUM,
    APART,
    AROUND,
    BEFORE,
    CLOCK,
    DIGITS,
    DOUBTFUL,
    DURATION,
    FIVE_YEAR,
    JOINS,
    LEADS,
    LOOSE,
    MONTH,
    MONTH_DAY,
    NAMED_DAYS,
    NUMERALS,
    ONGOING,
    PLAN_WORDS,
    RANGE,
    RANGES,
    RECURRING,
    RELATIVE,
    REMNANT,
    SEASON,
    SLIP,
    SLIPS,
    START,
    TAILS,
    TIME,
    UNSETTLED,
    WEEKDAY,
)
from generator.model.records import DeadlineKind, Precision


@dataclass(frozen=True, slots=True)
class Meaning:
    """`date` is the last day that keeps the deadline; `precision` says how exact the words were."""

    kind: DeadlineKind
    date: date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class _Period:
    """The years that a document is about. Words without a year are of the last one."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Time:
    """A time that the words name, by its last day.

    `is_span` where the words name a stretch, not its end; `is_dated` where its year is printed, here or
    before.
    """

    meaning: Meaning
    day: date
    is_span: bool
    is_dated: bool


_LONGEST = 200  # what is longer is no deadline, and would take long to search


@lru_cache(maxsize=4096)
def interpret(words: str, period: str) -> Meaning | None:
    """Read the words of a deadline against the period (`2024`, `2024-H1`, `2021/2025`) of its document.

    Returns None when the words say nothing that this module knows, or leave a doubt.
    """
    if len(words) > _LONGEST:
        return None
    text = _normal(words)
    years = _Period(int(period[:4]), int(period[-4:]) if "/" in period else int(period[:4]))
    if _no_such_day(text):
        return None
    if RECURRING.search(text):
        return Meaning("recurring")
    rest, durations = DURATION.subn("；", text)
    found = list(TIME.finditer(rest))
    left = TIME.sub("；", rest)
    plan = FIVE_YEAR.search(left)
    if found:
        if (
            durations
            or DOUBTFUL.search(left)
            or SLIP.search(rest)
            or any(map(_is_half_a_word, _beside(left)))
        ):
            return None
        return _last_of(found, rest, years, left)
    if plan:
        return None if durations or DOUBTFUL.search(left) else _five_year_plan(plan)
    if ONGOING.search(text) and not _is_doubtful_year(left):
        return Meaning("ongoing")
    if (durations or SEASON.search(left) or LOOSE.search(left)) and not DOUBTFUL.search(left):
        return Meaning("period")
    return None


def several(words: str, period: str) -> list[str]:
    """The deadlines that words state one after the other (2025年底前、每季度),
    of which `interpret` can give but one; or none.

    每年3月、9月 is one deadline: its second part means nothing without the first.
    """
    parts = [part for part in APART.split(words) if part] if APART.search(words) else []
    meanings = [interpret(part, period) for part in parts]
    kinds = [meaning.kind for meaning in meanings if meaning]
    if len(kinds) < len(parts) or len(set(meanings)) < 2 or "date" not in kinds:
        return []
    leans_on_first = kinds[0] == "recurring" and not ALONE.search(parts[-1])
    return [] if leans_on_first else parts


def likely(words: str, period: str) -> str | None:
    """The words as they were probably meant, where a slip of the pen keeps them
    from being read: 十二月低 is 十二月底.
    """
    meant = words
    for right, wrong in SLIPS.items():
        meant = re.sub(wrong, right, meant)
    return meant if meant != words and interpret(meant, period) else None


def _beside(left: str) -> list[str]:
    """What stands beside the times, a phrase each, without what joins two times."""
    return [
        JOINS.sub("", phrase)
        for phrase in re.split(r"[；;，,、。：:（）()“”\"「」]", PLAN_WORDS.sub("", left))
    ]


def _is_half_a_word(phrase: str) -> bool:
    """Whether words beside a time are none: one character, a bare number,
    the rest of a time (月初, 第2度, 去午).
    """
    words = re.sub(r"^(?:(?:年度?|度)(?=[^前]))?(?:[之以]?前后?)?", "", phrase)
    return words not in LEADS + TAILS if len(words) == 1 else REMNANT.match(words) is not None


def _normal(words: str) -> str:
    """The words with ASCII digits and hyphens, Arabic months
    and days, and no white space but that between digits.
    """
    text = words.translate(DIGITS).translate(RANGES)
    text = CLOCK.sub("", WEEKDAY.sub("", re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)))
    text = re.sub(
        r"(?<![〇○零一二三四五六七八九十百千])[〇○零一二三四五六七八九\d]{4}(?=年)",
        lambda m: "".join(str(NUMERALS.get(c, c)) for c in m[0]),
        text,
    )
    text = re.sub(r"(?<![初零〇○百千\d])元月", "1月", text)
    number = (
        rf"(?<![{ANY_NUM}])(?:[一二三四五六七八九]?十[一二三四五六七八九]?|"
        rf"[一二三四五六七八九])(?![{ANY_NUM}])"
    )
    text = re.sub(rf"{number}(?=月|日|号)", lambda m: str(_number(m[0])), text)
    return re.sub(rf"{number}(?=[-至到、和]\d{{1,2}}[月日号])", lambda m: str(_number(m[0])), text)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def names_no_day(words: str) -> bool:
    """Whether words that cannot be read name a day that is in no calendar: 2月30日, 2025-06-31."""
    return _no_such_day(
        re.sub(r"(?<!\d)\d{4}[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", r"\1月\2日", _normal(words))
    )


def _no_such_day(text: str) -> bool:
    """Whether the words name a month that no calendar has, or a day that no year has: 13月, 2月30日."""
    return any(not 1 <= int(m[1]) <= 12 for m in MONTH.finditer(text) if len(m[1]) < 3) or any(
        _made(2024, int(m[1]), int(m[2]), "day") is None for m in MONTH_DAY.finditer(text)
    )


def _is_doubtful_year(left: str) -> bool:
    return re.search(r"\d[年月日号]", left) is not None


def _last_of(found: list[re.Match[str]], text: str, years: _Period, left: str) -> Meaning | None:
    """The meaning of the last time: the end of a range (11月至次年3月), the last of a list in order."""
    time: _Time | None = None
    at = 0
    for match in found:
        gap = text[at : match.start()]
        ranged = time is not None and RANGE.fullmatch(gap) is not None
        if (not ranged and re.search(r"[\d.第近约/-]$", gap)) or "或" in gap:
            return None
        time = _read(match, time, ranged, years)
        if time is None:
            return None
        at = match.end()
    after = text[at:]
    if time is None or re.match(r"[\d./-]", after):
        return None
    if AROUND.match(after):
        return Meaning("period")  # 9月前后: it may well be after, so there is no last day
    if START.match(after):
        return Meaning("ongoing") if ONGOING.search(left) else None
    if time.is_span and BEFORE.match(after):
        return None
    # 2025年Q2, 2025年?月, 2025年待定: part of the year, or no time at all
    if found[-1]["bare"] is not None and UNSETTLED.match(after):
        return None
    # 2025年春节前: the year is named, the day is not
    if found[-1]["bare"] is not None and NAMED_DAYS.search(left):
        return Meaning("period") if SEASON.search(left) else None
    if time.is_span and re.search(r"[前后]", after):
        return None  # 6月高考前, 2024年开学前: before what?
    plan = FIVE_YEAR.search(left)
    if plan and _five_year_plan(plan).date != time.day:
        return None
    return time.meaning


def _read(match: re.Match[str], before: _Time | None, ranged: bool, years: _Period) -> _Time | None:
    """The time that a match names, after the one before it;
    None when there is no such time, or no such order.
    """
    groups = match.groupdict()
    named = next(
        (
            int(groups[k])
            for k in (
                "dashed",
                *(f"{p}{k}" for p in ("", "q", "h", "e", "a", "b") for k in ("year", "short")),
            )
            if groups[k]
        ),
        None,
    )
    relative = next((groups[f"{p}rel"] for p in ("", "q", "h", "e", "a", "b") if groups[f"{p}rel"]), None)
    year = named if named is not None else _year(relative, before, years)
    if year is None or not 1949 <= year <= 2100:
        return None
    dated = named is not None or (before is not None and before.is_dated)
    time = _on(groups, year, dated)
    if time is None:
        return None
    if (
        ranged
        and before is not None
        and before.meaning.precision == "year" != time.meaning.precision
        and named is None
    ):
        return None  # 2025年-6月
    if ranged and before is not None and time.day == before.day:
        return None  # 2月至2月
    if _wraps(groups) or (
        ranged and named is None and relative is None and before is not None and time.day < before.day
    ):
        # 12月至2月 ends in the next year. Of several years nobody knows which.
        return _on(groups, year + 1, dated) if dated or years.first == years.last else None
    if before is not None and time.day < before.day:
        return time if ranged and named is not None and not before.is_dated else None  # 11月至2025年3月
    return time


def _year(relative: str | None, before: _Time | None, years: _Period) -> int | None:
    if relative is None:
        return before.day.year if before else years.last
    if before and relative in ("次年", "翌年", "当年") and (before.is_dated or years.first == years.last):
        return before.day.year + RELATIVE[relative]
    return years.last + RELATIVE[relative] if years.first == years.last else None


def _wraps(groups: dict[str, str | None]) -> bool:
    first, to, last = groups["from_month"], groups["month_to"], groups["month"]
    return bool(first and last and to in ("-", "至", "到") and int(first) > int(last))


def _on(groups: dict[str, str | None], year: int, dated: bool) -> _Time | None:
    """The time in its year.

    A start that the words give by its number alone (1-6月) must come before the end.
    """
    meaning: Meaning | None
    span = True
    month = groups["month"] or groups["dmonth"]
    if month:
        day, part = groups["day"] or groups["dday"], groups["part"] or groups["dpart"]
        if _reversed(groups["from_day"], groups["day"]) or (
            groups["month_to"] in ("、", "和") and _reversed(groups["from_month"], month)
        ):
            return None
        if groups["from_month"] and (
            not 1 <= int(groups["from_month"]) <= 12 or int(groups["from_month"]) == int(month)
        ):
            return None
        if day:
            meaning, span = _made(year, int(month), int(day), "day"), False
        elif part in ("上旬", "初", "中旬"):
            meaning = _made(year, int(month), 20 if part == "中旬" else 10, "month")
        else:
            meaning, span = _end_of(year, int(month), "month"), not part or part == "下旬"
    elif groups["quarter"]:
        quarter, first = _quarter(groups["quarter"]), groups["from_quarter"]
        if first and _quarter(first) >= quarter:
            return None
        meaning, span = _end_of(year, 3 * quarter, "quarter", "period"), not groups["qpart"]
    elif groups["half"]:
        meaning, span = (
            _end_of(year, 6 if groups["half"] == "上半年" else 12, "half", "period"),
            not groups["hpart"],
        )
    elif groups["from_year"] and int(groups["from_year"]) >= year:
        return None
    else:
        meaning, span = _end_of(year, 12, "year"), groups["end"] in (None, "内")
    return _Time(meaning, meaning.date, span, dated) if meaning and meaning.date else None


def _reversed(first: str | None, last: str | None) -> bool:
    return bool(first and last and int(first) >= int(last))


def _quarter(word: str) -> int:
    return int(word) if word.isdigit() else NUMERALS[word]


def _end_of(year: int, month: int, precision: Precision, kind: DeadlineKind = "date") -> Meaning | None:
    return (
        _made(year, month, calendar.monthrange(year, month)[1], precision, kind) if 1 <= month <= 12 else None
    )


def _made(
    year: int, month: int, day: int, precision: Precision, kind: DeadlineKind = "date"
) -> Meaning | None:
    try:
        return Meaning(kind, date(year, month, day), precision)
    except ValueError:
        return None


def _five_year_plan(match: re.Match[str]) -> Meaning:
    """“十四五” is 2021 to 2025; the others follow at five years each."""
    return Meaning("period", date(2005 + 5 * NUMERALS[match[1]], 12, 31), "year")
