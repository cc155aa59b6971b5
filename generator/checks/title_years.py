"""The title of a document names a year of its period.

A document begun with last year's file may keep the old period. A title without a year says nothing; one that
names other years besides is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.library.build import Library
from generator.model.placeholders import NO_PERIOD
from generator.problems import Finding

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def find_other_years(library: Library) -> Iterator[Finding]:
    """One reminder a document, at its period."""
    for document in library.documents:
        record = document.file.record
        years = _YEAR.findall(record.title)
        first, last = record.period[:4], record.period[-4:] if "/" in record.period else record.period[:4]
        if years and record.period != NO_PERIOD and not any(first <= year <= last for year in years):
            yield Finding(
                document.file.file,
                ("period",),
                f"标题写的是 {'、'.join(dict.fromkeys(years))} 年，所属时期却是 {record.period}",
                "请核对 period；确是如此，可不理会",
                severity="warning",
            )
