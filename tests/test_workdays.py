"""Working days: the notices of each year against another reading of them, and what is not known yet."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
import support

from generator.checks.publication_delay import find_late_publication
from generator.model.holidays import NOTICES
from generator.model.workdays import UnknownYearError, is_working_day, last_day, working_days

# The notice for 2006 (国办发明电〔2005〕35号) has this Saturday worked; chinese-calendar leaves it out.
OVERLOOKED = {date(2005, 12, 31)}


def test_every_day_is_what_chinese_calendar_says_of_it() -> None:
    first, last = date(min(NOTICES), 1, 1), date(max(NOTICES), 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    differing = {day for day in days if is_working_day(day) != chinese_calendar.is_workday(day)}
    assert differing == OVERLOOKED


def test_every_year_has_the_number_of_its_notice() -> None:
    assert list(NOTICES) == list(range(2004, max(NOTICES) + 1))
    assert max(NOTICES) >= 2026
    for year, notice in NOTICES.items():
        assert re.fullmatch(rf"国办发明电〔{year - 1}〕\d+号", notice.numbers[0])
        assert all(re.fullmatch(rf"国(?:办)?发明电〔{year}〕\d+号", later) for later in notice.numbers[1:])


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 2, 13), True),  # a Friday
        (date(2026, 2, 14), True),  # the Saturday worked for the Spring Festival
        (date(2026, 2, 16), False),  # a Monday of the festival
        (date(2026, 2, 22), False),
        (date(2019, 5, 3), False),  # off by the notice that changed the first one
        (date(2018, 12, 31), False),  # settled by the notice of the next year
        (date(2018, 12, 29), True),
        (date(2015, 9, 3), False),
        (date(2024, 3, 16), False),  # a Saturday as any other
    ],
)
def test_single_days(day: date, is_one: bool) -> None:
    assert is_working_day(day) == is_one


@pytest.mark.parametrize(
    ("formed", "last"),
    [
        (date(2024, 8, 1), date(2024, 8, 29)),  # four plain weeks
        (date(2024, 9, 13), date(2024, 10, 17)),  # two festivals, three days of weekends worked
        (date(2026, 12, 3), date(2026, 12, 31)),  # the last that can be told
    ],
)
def test_twenty_working_days(formed: date, last: date) -> None:
    assert last_day(formed, 20) == last
    assert working_days(formed, last) == 20
    assert working_days(formed, last + timedelta(days=-1)) == 19


def test_the_day_itself_is_none_and_going_back_is_none() -> None:
    assert working_days(date(2024, 8, 1), date(2024, 8, 1)) == 0
    assert working_days(date(2024, 8, 2), date(2024, 8, 1)) == 0


def test_what_no_notice_settles_is_not_guessed() -> None:
    with pytest.raises(UnknownYearError) as later:
        last_day(date(2026, 12, 4), 20)
    assert (later.value.year, later.value.is_to_come) == (2027, True)
    with pytest.raises(UnknownYearError) as before:
        working_days(date(2003, 12, 20), date(2004, 1, 10))
    assert (before.value.year, before.value.is_to_come) == (2003, False)


@pytest.mark.parametrize(
    ("published", "says"),
    [
        ("2026-12-24", ""),
        (
            "2026-12-31",
            "发布日期 2026-12-31 是成文日期 2026-12-02 之后第 21 个工作日，"
            "超过了 20 个工作日（最迟 2026-12-30）",
        ),
        (
            "2027-01-04",
            "成文日期 2026-12-02 到发布日期 2027-01-04 有几个工作日还算不出："
            "2027 年的节假日安排通知还没有公布，或者没有收进程序",
        ),
    ],
)
def test_beyond_the_last_notice_the_check_says_that_it_is_not_out(
    tmp_path: Path, published: str, says: str
) -> None:
    text = f"{support.HEAD}disclosure: {{formed: 2026-12-02, published: {published}}}\nsections: []\n"
    library, _ = support.library_of(tmp_path, {"jia/a.yml": text})
    assert [finding.what for finding in find_late_publication(library)] == ([says] if says else [])


def test_so_few_days_that_no_holiday_matters(tmp_path: Path) -> None:
    text = f"{support.HEAD}disclosure: {{formed: 2026-12-20, published: 2027-01-09}}\nsections: []\n"
    library, _ = support.library_of(tmp_path, {"jia/a.yml": text})
    assert list(find_late_publication(library)) == []
