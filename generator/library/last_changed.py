"""更新日期: the day on which the words of a document or of a task last changed, as far as the records tell.

Never the clock's: the same input gives the same bytes on any day. Progress of a month or a quarter counts
from the first day of it, so that no page claims a day that is yet to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from generator.content.load import DocumentFile
from generator.library.build import Library
from generator.library.data_day import issue_days
from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.outcomes import in_time
from generator.model.lifecycle import Revision
from generator.model.periods import bounds
from generator.model.records import Task

_NO_NUMERAL = re.compile(r"[^0-9一二三四五六七八九十百]")


def issued(document: DocumentEntry) -> str:
    """The latest day on which a document was published, formed or corrected as a whole: 2024-03-22, or ""."""
    return _latest([*issue_days(document), *_corrected(document.file.record.revisions)])


def of_document(document: DocumentEntry) -> str:
    """The latest day of all that its page shows: itself, corrections and progress of its tasks; "" without
    any.
    """
    tasks = (day for task in document.tasks for day in _of_task(task))
    return max(issued(document), _latest(tasks))


def of_task(task: TaskEntry) -> str:
    """The latest day of one task: a correction of the document that does not name it changes none of its
    words.
    """
    named = (r for r in task.document.file.record.revisions if _names(r.what, task.record))
    return _latest([*issue_days(task.document), *_corrected(named), *_of_task(task)])


def withdrawn(document: DocumentFile) -> str:
    """The day of the last word on a withdrawn document, or ""."""
    return _latest(_corrected(document.record.revisions))


def of_revisions(library: Library) -> str:
    """The latest day on which anything was corrected or withdrawn, or ""."""
    files = (*(document.file for document in library.documents), *library.content.withdrawn)
    days = (day for file in files for day in _corrected(file.record.revisions))
    of_tasks = (day for task in library.tasks for day in _corrected(task.record.revisions))
    return _latest(chain(days, of_tasks))


def _names(what: str, task: Task) -> bool:
    """Whether a correction names a task: by its title, or as 第3项, 第（三）项."""
    numeral = _NO_NUMERAL.sub("", task.number or "")
    return task.title in what or bool(numeral and re.search(rf"第[（(]?{numeral}[）)]?项", what))


def _of_task(task: TaskEntry) -> Iterator[date]:
    """The days of its corrections and its progress, of the reports on it that its page shows, and of those
    that its outcome comes from.
    """
    yield from _corrected(task.record.revisions)
    yield from (bounds(progress.date)[0] for _, progress in in_time(task))
    for kind, passage in task.back_links:
        if kind == "reports":
            yield from issue_days(passage.document)
    for source in task.outcome.sources:
        if source.document is not task.document:
            yield from issue_days(source.document)


def _corrected(revisions: Iterable[Revision]) -> Iterator[date]:
    return (revision.date for revision in revisions)


def _latest(days: Iterable[date]) -> str:
    return max((day.isoformat() for day in days), default="")
