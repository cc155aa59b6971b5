"""Nothing is published, formed or done later than today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from generator.library.build import Library
from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.links import progress_of
from generator.model.periods import bounds
from generator.problems import Finding, RecordPath


def find_future_dates(library: Library, today: date) -> Iterator[Finding]:
    """One error a date of publication or formation, which the home page would show as 内容更新; at the date.

    One error an entry of progress whose time has not begun: it would stand as the latest result; at the time.
    """
    for document in library.documents:
        for path, what, moment in _dates(document):
            day = moment.date() if isinstance(moment, datetime) else moment
            if day > today:
                yield Finding(
                    document.file.file,
                    path,
                    f"{what} {day} 晚于今天（{today}）",
                    "请核对日期；日期没有错的，请核对这台电脑的时钟",
                )
    for task in library.tasks:
        yield from _progress(task, today)


def _dates(document: DocumentEntry) -> Iterator[tuple[RecordPath, str, date | datetime]]:
    record = document.file.record
    head, source = record.disclosure, record.source
    if head.formed:
        yield ("disclosure", "formed"), "成文日期", head.formed
    if head.published:
        yield ("disclosure", "published"), "发布日期", head.published
    if source.published:
        yield ("source", "published"), "原文发布日期", source.published
    for i, revision in enumerate(record.revisions):
        yield ("revisions", i, "date"), "更正日期", revision.date
    for i, review in enumerate(record.review):
        yield ("review", i, "date"), "审查日期", review.date
    for task in document.tasks:
        for i, revision in enumerate(task.record.revisions):
            yield (*task.path, "revisions", i, "date"), "更正日期", revision.date


def _progress(task: TaskEntry, today: date) -> Iterator[Finding]:
    for progress, path in progress_of(task):
        if bounds(progress.date)[0] > today:
            yield Finding(
                task.document.file.file,
                (*path, "date"),
                f"进展的时间 {progress.date} 晚于今天（{today}）",
                "请核对年份；进展要等发生了再写",
            )
