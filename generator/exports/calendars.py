"""<agency>/calendar.ics and <agency>/units/<unit>.ics: what falls due, for anybody's calendar (RFC 5545).

Events are of whole days, so there is no time zone to be wrong about. DTSTAMP is the date that the record
gives, not the clock's: the same content gives the same bytes. Written here, because icalendar takes .24 s for
1,000 events, this .02 s; tests read every file back with icalendar (docs/exports.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from generator.content.config import Config
from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry, UnitEntry
from generator.library.events import (
    Event,
    agency_events,
    assignments_of,
    events_of,
    has_events,
    unit_events,
)
from generator.model import routes
from generator.model.periods import bounds
from generator.model.recurrences import MONTHS, Recurrence

_END = "\r\n"
_LONGEST = 75  # octets of a line (RFC 5545, 3.1)
# A calendar must hold something (RFC 5545, 3.6); one without events says which time it keeps.
_NOTHING = (
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
    "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def addresses(library: Library) -> Iterator[str]:
    """Where calendars stand: of each agency and unit that has an event, or had one once."""
    known = published(library)
    for agency in library.agencies:
        address = routes.calendar(agency.id)
        if address in known or has_events(agency_events(agency)):
            yield address
        for unit in agency.units:
            address = routes.unit_calendar(agency.id, unit.record.id)
            if address in known or has_events(unit_events(unit)):
                yield address


def published(library: Library) -> frozenset[str]:
    """The calendars that were ever published: somebody's programs ask for them again and again."""
    return frozenset(one.address for one in library.content.addresses if one.address.endswith(".ics"))


def calendars(library: Library, config: Config) -> Iterator[tuple[str, str]]:
    """Address and text of every calendar."""
    known = published(library)
    for agency in library.agencies:
        yield from of_agency(agency, config, known)


def of_agency(
    agency: AgencyEntry, config: Config, known: Collection[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The calendars of an agency and of its units. They tell nothing but its own documents.

    Those that are `known` to have been published stay when there is nothing left to tell.
    """
    # An event is the same in all calendars, and is written once.
    written: dict[str, dict[str, str]] = {}
    for event in agency_events(agency):
        written.setdefault(event.holder.ref, {})[event.uid] = _event(event, config)
    if written or routes.calendar(agency.id) in known:
        texts = chain.from_iterable(found.values() for found in written.values())
        yield routes.calendar(agency.id), _calendar(f"{agency.name}：完成时限", texts)
    for unit in agency.units:
        own = _texts_of(unit, written)
        if own or routes.unit_calendar(agency.id, unit.record.id) in known:
            name = f"{unit.record.name}（{agency.name}）：完成时限"
            yield routes.unit_calendar(agency.id, unit.record.id), _calendar(name, own.values())


def _texts_of(unit: UnitEntry, written: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The written events of a unit by their uid: all of a task that binds it as a whole, else those of its
    own days.
    """
    found: dict[str, str] = {}
    for assignment in assignments_of(unit):
        texts = written.get(assignment.task.ref, {})
        if texts and assignment.is_partial:
            texts = {event.uid: texts[event.uid] for event in events_of(assignment.task, assignment.dues)}
        found.update(texts)
    return found


def _calendar(name: str, events: Iterable[str]) -> str:
    head = "".join(
        map(
            _line,
            (
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//gongkai//deadlines//ZH",
                f"NAME:{_text(name)}",
                f"X-WR-CALNAME:{_text(name)}",
            ),
        )
    )
    return f"{head}{''.join(events) or _NOTHING}END:VCALENDAR\r\n"


def _event(event: Event, config: Config) -> str:
    holder, again = event.holder, event.again
    # Days and rules are never so long that they would have to be folded.
    return (
        f"BEGIN:VEVENT\r\n{_line(f'UID:{_text(event.uid)}')}"
        f"DTSTAMP:{_day(stamp(holder.document))}T000000Z\r\n"
        f"DTSTART;VALUE=DATE:{_day(event.day)}\r\n"
        f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}\r\n"
        f"{f'RRULE:{_rule(again)}{_END}' if again else ''}"
        f"{_line(f'SUMMARY:{_text(holder.record.title)}')}"
        f"{_line(_description(event))}"
        f"{_line(f'URL:{config.site_url}{holder.url}')}"
        "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"  # a deadline keeps nobody from meetings
    )


def _description(event: Event) -> str:
    return f"DESCRIPTION:{_text(f'完成时限：{event.words}。{event.holder.document.title}')}"


def stamp(document: DocumentEntry) -> date:
    """When the record was published, else formed; a record that says neither: the first day of its period."""
    record = document.file.record
    day = record.disclosure.published or record.source.published or record.disclosure.formed
    return day or bounds(record.period)[0]


def _rule(again: Recurrence) -> str:
    until = f"UNTIL={_day(again.until)}"
    if again.frequency == "week":
        return f"FREQ=WEEKLY;{until}"
    if again.frequency == "year":
        return f"FREQ=YEARLY;{until}"
    # -1 is the last day of the month, whichever it is
    return f"FREQ=MONTHLY;INTERVAL={MONTHS[again.frequency]};BYMONTHDAY=-1;{until}"


def _day(day: date) -> str:
    return day.isoformat()[:10].replace("-", "")  # a third of the time of strftime


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _line(content: str) -> str:
    """A content line with its end, folded so that no part is longer than 75 octets and no character is
    cut.
    """
    if len(content) * 3 <= _LONGEST:
        return f"{content}\r\n"
    data = content.encode()
    if len(data) <= _LONGEST:
        return f"{content}\r\n"
    parts, start, room = [], 0, _LONGEST
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(data[start:end].decode())
        start, room = end, _LONGEST - 1  # the space that a continued line begins with counts
    return "\r\n ".join(parts) + "\r\n"
