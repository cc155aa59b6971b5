"""Calendars: every dated deadline once, read back with a library that is not ours;
recurrences by their words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar
from support import HEAD, SOUND, library_of

from generator.build import check
from generator.content.config import Config, read_config
from generator.exports.calendars import addresses, calendars
from generator.library.build import Library
from generator.model.recurrences import recurrence

CONFIG = read_config(SOUND / "site_config.yml")


def events(text: str) -> list[dict[str, Any]]:
    """The events of a calendar as icalendar reads them."""
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    return [dict(event.items()) | {"errors": event.errors} for event in calendar.walk("VEVENT")]


def made(library: Library, config: Config = CONFIG) -> dict[str, str]:
    found = dict(calendars(library, config))
    assert list(found) == list(addresses(library))
    return found


@pytest.fixture(params=["real", "sound"])
def every(request: pytest.FixtureRequest, library: Library) -> Library:
    return library if request.param == "real" else check(SOUND / "content")[0]


def test_every_dated_deadline_stands_once_in_the_calendar_of_its_agency(every: Library) -> None:
    files = made(every)
    for agency in every.agencies:
        wanted = {
            (f"{CONFIG.site_url}{task.url}", due.meaning.date)
            for document in agency.documents
            for task in document.tasks
            for due in task.dues
            if due.meaning.kind == "date"
        } | {
            (f"{CONFIG.site_url}{section.url}", due.meaning.date)
            for document in agency.documents
            for top in document.sections
            for section in top.walk()
            for due in section.obligations.dues
            if due.meaning.kind == "date"
        }
        read = events(files.get(f"{agency.id}/calendar.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
        found = Counter((str(e["URL"]), e["DTSTART"].dt) for e in read if "RRULE" not in e)
        assert found == Counter(dict.fromkeys(wanted, 1)), agency.id


def test_units_have_theirs_and_what_they_owe_under_collective_names(every: Library) -> None:
    files = made(every)
    for agency in every.agencies:
        for unit in agency.units:
            charged = [
                (a.task.url, due.meaning.date)
                for named in (unit, *unit.member_of)
                for a in (*named.assignments, *named.section_assignments)
                for due in a.dues
                if due.meaning.kind == "date"
            ]
            text = files.get(f"{agency.id}/units/{unit.record.id}.ics")
            read = events(text) if text else []
            found = [
                (str(e["URL"]).removeprefix(CONFIG.site_url), e["DTSTART"].dt)
                for e in read
                if "RRULE" not in e
            ]
            assert sorted(found) == sorted(set(charged))
            assert text is None or read, "a calendar without events"


def test_events_are_of_whole_days_by_the_record(every: Library) -> None:
    for address, text in made(every).items():
        assert "VTIMEZONE" not in text
        assert "TZID" not in text
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75, address
        read = events(text)
        assert len({str(e["UID"]) for e in read}) == len(read)
        for event in read:
            assert event["errors"] == []
            assert type(event["DTSTART"].dt) is date
            assert event["DTSTART"].params["VALUE"] == "DATE"
            assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
            assert "test.example" not in str(event["UID"])


SECTIONS = """sections:
  - title: 一、总则，甲；乙
    deadlines: [2024年7月29日前]
    responsibility: [{unit: 一科, role: lead}]
    tasks:
      - {id: 1, title: '修好“甲、乙”路, 再修丙\\丁; 一共要修的路的名字很长很长很长很长很长很长很长',
         deadlines: [2024年6月底前, 6月30日前, 每季度, 每月],
         responsibility: [{unit: 一科, role: lead}]}
      - {id: 2, title: 长期做, deadlines: [长期坚持, 汛前]}
"""


def one(tmp_path: Path, published: str) -> dict[str, str]:
    head = HEAD.replace("{publisher: 甲局}", f"{{publisher: 甲局, published: {published}}}")
    library, problems = library_of(tmp_path, {"jia/a.yml": head + SECTIONS})
    assert problems == []
    return made(library)


def test_what_an_event_says(tmp_path: Path) -> None:
    files = one(tmp_path, "2024-03-22 11:15")
    assert list(files) == ["jia/calendar.ics", "jia/units/yi-ke.ics"]
    read = {str(e["UID"]): e for e in events(files["jia/calendar.ics"])}
    assert list(read) == [
        "jia/a#s1/2024-07-29",
        "jia/a/1/every-month",
        "jia/a/1/every-quarter",
        "jia/a/1/2024-06-30",
    ]
    section, monthly, quarterly, task = read.values()
    assert (
        str(task["SUMMARY"]) == "修好“甲、乙”路, 再修丙\\丁; 一共要修的路的名字很长很长很长很长很长很长很长"
    )
    assert str(task["DESCRIPTION"]) == "完成时限：2024年6月底前、6月30日前。一份文件"
    assert str(task["URL"]) == f"{CONFIG.site_url}jia/a/1.html"
    assert f"{task['DTSTAMP'].dt:%Y-%m-%dT%H:%M%z}" == "2024-03-22T00:00+0000"
    assert str(section["SUMMARY"]) == "一、总则，甲；乙"
    assert str(section["URL"]).endswith("jia/a/index.html#s1")
    assert quarterly["DTSTART"].dt == date(2024, 3, 31)
    assert quarterly["RRULE"].to_ical() == b"FREQ=MONTHLY;UNTIL=20241231;INTERVAL=3;BYMONTHDAY=-1"
    assert monthly["DTSTART"].dt == date(2024, 1, 31)
    assert len(events(files["jia/units/yi-ke.ics"])) == 4


def test_the_same_content_gives_the_same_bytes_and_another_host_the_same_uids(tmp_path: Path) -> None:
    first = one(tmp_path / "a", "2024-03-22")
    assert first == one(tmp_path / "b", "2024-03-22")
    library, _ = library_of(tmp_path / "c", {"jia/a.yml": HEAD + SECTIONS})
    moved = made(library, replace(CONFIG, site_url="https://other.example/"))
    for address, text in moved.items():
        assert [e["UID"] for e in events(text)] == [e["UID"] for e in events(first[address])]
    assert "DTSTAMP:20240101T000000Z" in moved["jia/calendar.ics"], "no date in the record: its period begins"


@pytest.mark.parametrize(
    ("words", "period", "first", "times"),
    [
        ("每月", "2024", "2024-01-31", 12),
        ("每月底前", "2024", "2024-01-31", 12),
        ("每个月", "2024-Q3", "2024-07-31", 3),
        ("每季度", "2024", "2024-03-31", 4),
        ("每季度末", "2024-H2", "2024-09-30", 2),
        ("每季度至少开展1次", "2024", "2024-03-31", 4),
        ("每半年一次", "2024", "2024-06-30", 2),
        ("每年", "2021/2025", "2021-12-31", 5),
        ("每年年底前", "2024", "2024-12-31", 1),
        ("长期坚持，每周", "2024-02", "2024-02-04", 4),
        ("每年度", "2020", "2020-12-31", 1),
    ],
)
def test_recurrences(words: str, period: str, first: str, times: int, tmp_path: Path) -> None:
    found = recurrence(words, period)
    assert found is not None
    assert found.first.isoformat() == first
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD.replace("period: 2024", f"period: {period}")
            + "sections: [{title: 一, tasks: [{id: 1, title: 甲, "
            f"deadlines: [{{text: {words}, kind: recurring}}]}}]}}]\n"
        },
    )
    assert problems == []
    (event,) = events(made(library)["jia/calendar.ics"])
    days = [
        d.date()
        for d in rrulestr(
            event["RRULE"].to_ical().decode(), dtstart=datetime.combine(event["DTSTART"].dt, time())
        )
    ]
    assert days[0] == event["DTSTART"].dt, "the first event is one of the rule's own days"
    assert len(days) == times
    assert all((d + timedelta(days=1)).day == 1 or "周" in words for d in days)


@pytest.mark.parametrize(
    "words",
    [
        "每两年",
        "每2月",
        "每学期",
        "定期",
        "每月5日前",
        "每年6月底前",
        "每年汛前",
        "每季度首月",
        "每周一",
        "每半月",
        "按月",
        "每月、每季度",
        "每年上半年",
        "每日",
        "每季度第一个月",
    ],
)
def test_no_recurrence_where_the_words_leave_the_day_open(words: str) -> None:
    assert recurrence(words, "2024") is None


def test_no_recurrence_that_ends_before_its_first_day() -> None:
    assert recurrence("每年", "2024-Q3") is None
    assert recurrence("每半年", "2024-05") is None
