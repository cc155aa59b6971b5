"""数据截至: the day up to which the records tell, said beside every count.

Taken from the records and never from the clock: the same input gives the same bytes on any day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from generator.library.entries import DocumentEntry
from generator.model.periods import last_day
from generator.model.records import Progress

_COARSE = re.compile(r"\d{4}(?:-H[12])?", re.ASCII)


def data_day(documents: Iterable[DocumentEntry]) -> str:
    """The latest day on which a document was published or formed, or of which progress tells; ISO, "" without
    any.
    """
    return max((day.isoformat() for document in documents for day in _days(document)), default="")


def issue_days(document: DocumentEntry) -> Iterator[date]:
    """The days on which a document was formed and published, as far as it says them."""
    record = document.file.record
    for day in (record.disclosure.formed, record.disclosure.published, record.source.published):
        if day is not None:
            yield day.date() if isinstance(day, datetime) else day


def _days(document: DocumentEntry) -> Iterator[date]:
    yield from issue_days(document)
    for task in document.tasks:
        yield from _told(task.record.progress)
        for measure in task.record.measures:
            if measure.progress:  # as few have
                yield from _told(measure.progress)


def _told(progress: Sequence[Progress]) -> Iterator[date]:
    """Of times as exact as a quarter: the last day of a half or a whole year may be long to come."""
    return (last_day(entry.date) for entry in progress if _COARSE.fullmatch(entry.date) is None)
