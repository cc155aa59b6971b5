"""A deadline lies within ten years of its period: 2042年 is most likely a slip for 2024年."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_answerables
from generator.library.build import Library
from generator.model.deadlines import interpret
from generator.model.periods import bounds
from generator.problems import Finding

_YEARS = 10


def find_far_deadlines(library: Library) -> Iterator[Finding]:
    """One reminder a deadline, at it."""
    for document in library.documents:
        period = document.file.record.period
        last = bounds(period)[1].year + _YEARS
        for record, path in all_answerables(document):
            for i, deadline in enumerate(record.deadlines):
                read = None if deadline.date else interpret(deadline.text, period)
                day = deadline.date or (read.date if read else None)
                if day and day.year > last:
                    yield Finding(
                        document.file.file,
                        (*path, "deadlines", i),
                        f"完成时限“{deadline.text}”在所属时期 {period} 的 {_YEARS} 年以后",
                        "请核对年份；确是如此，可不理会",
                        severity="warning",
                    )
