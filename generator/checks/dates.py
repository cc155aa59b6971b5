"""A document is formed before it is published (条例第二十六条 counts from the day it was formed)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from generator.library.build import Library
from generator.problems import Finding


def find_early_publication(library: Library) -> Iterator[Finding]:
    """One finding a document that was published before it was formed, at the date of its publication."""
    for document in library.documents:
        head = document.file.record.disclosure
        if head.formed and head.published and _day(head.published) < head.formed:
            yield Finding(
                document.file.file,
                ("disclosure", "published"),
                f"发布日期 {_day(head.published)} 早于成文日期 {head.formed}",
                "请核对两个日期",
            )


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
