"""A document is formed and published about the time of its period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from generator.library.build import Library
from generator.model.periods import bounds
from generator.model.placeholders import NO_PERIOD
from generator.problems import Finding

_BEFORE, _AFTER = 2, 3  # years that may lie between: a plan is made ahead, old ones are published later


def find_distant_dates(library: Library) -> Iterator[Finding]:
    """One reminder a document, at the day on which it was formed, or published."""
    for document in library.documents:
        record = document.file.record
        head = record.disclosure
        if record.period == NO_PERIOD:
            continue
        first, last = bounds(record.period)
        for name, label, moment in (
            ("formed", "成文日期", head.formed),
            ("published", "发布日期", head.published),
        ):
            day = moment.date() if isinstance(moment, datetime) else moment
            if day and not _is_near(day, first, last, is_late_fine=name == "published"):
                yield Finding(
                    document.file.file,
                    ("disclosure", name),
                    f"{label} {day} 与所属时期 {record.period} 相差太远",
                    "请核对年份；确是如此，可不理会",
                    severity="warning",
                )
                break


def _is_near(day: date, first: date, last: date, *, is_late_fine: bool) -> bool:
    """Old documents are published when an office goes online, but formed in their time."""
    return first.year - _BEFORE <= day.year and (is_late_fine or day.year <= last.year + _AFTER)
