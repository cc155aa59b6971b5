"""数据截至: the time up to which the records tell, said beside every count.

Taken from the records and never from the clock: the same input gives the same bytes on any day. Progress of a
month or a quarter may be told before it is over, so that as a day it counts from its first: no day is claimed
that may be yet to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from generator.content.load import DocumentFile
from generator.library.entries import AgencyEntry, DocumentEntry, Library
from generator.model.periods import bounds
from generator.model.records import Progress

_COARSE = re.compile(r"\d{4}(?:-H[12])?", re.ASCII)


def data_time(library: Library) -> str:
    """The latest time at which a document was published, formed, corrected or withdrawn, or of which progress
    tells, as exact as it is given: 2024-03-22 | 2024-03 | 2024-Q1; "" without any. A half or a whole year is
    not meant.
    """
    times = chain(_times(library.documents), _corrected(library.content.withdrawn))
    return max(times, key=lambda time: (bounds(time)[1], bounds(time)[0]), default="")


def data_day(library: Library) -> str:
    """The latest day that has come for sure by what the records tell; ISO, "" without any."""
    return _latest(chain(_times(library.documents), _corrected(library.content.withdrawn)))


def agency_day(library: Library, agency: AgencyEntry) -> str:
    """The same for the documents of one agency."""
    withdrawn = (file for file in library.content.withdrawn if file.agency == agency.id)
    return _latest(chain(_times(agency.documents), _corrected(withdrawn)))


def issue_days(document: DocumentEntry) -> Iterator[date]:
    """The days on which a document was formed and published, as far as it says them."""
    record = document.file.record
    for day in (record.disclosure.formed, record.disclosure.published, record.source.published):
        if day is not None:
            yield day.date() if isinstance(day, datetime) else day


def is_coarse(time: str) -> bool:
    """Whether a time is a half or a whole year, the end of which may be long to come when it is told of."""
    return _COARSE.fullmatch(time) is not None


def _latest(times: Iterable[str]) -> str:
    return max((bounds(time)[0].isoformat() for time in times), default="")


def _corrected(files: Iterable[DocumentFile]) -> Iterator[str]:
    return (revision.date.isoformat() for file in files for revision in file.record.revisions)


def _times(documents: Iterable[DocumentEntry]) -> Iterator[str]:
    for document in documents:
        yield from map(date.isoformat, issue_days(document))
        yield from _corrected([document.file])
        for task in document.tasks:
            record = task.record
            if record.revisions:  # as few have
                yield from (revision.date.isoformat() for revision in record.revisions)
            yield from _told(record.progress)
            for measure in record.measures:
                if measure.progress:
                    yield from _told(measure.progress)


def _told(progress: Sequence[Progress]) -> Iterator[str]:
    return (entry.date for entry in progress if not is_coarse(entry.date))
