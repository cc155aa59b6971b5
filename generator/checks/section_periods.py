"""The period of a section lies within that of its document; one of last year and this may reach into both."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_sections, section_path
from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.periods import bounds
from generator.problems import Finding


def find_strange_periods(library: Library) -> Iterator[Finding]:
    """One reminder a section, at its period. Its deadlines and its tasks are read by that period."""
    for document in library.documents:
        if document.file.record.kind != "mixed":
            yield from _strange_in(document)


def _strange_in(document: DocumentEntry) -> Iterator[Finding]:
    period = document.file.record.period
    for section in all_sections(document):
        own = section.record.period
        if own and own != period and not _is_within(own, period):
            yield Finding(
                document.file.file,
                (*section_path(section), "period"),
                f"本节的时期 {own} 不在文件的时期 {period} 之内",
                "请核对年份；既有总结又有计划的文件，kind 写 mixed；确是如此，可不理会",
                severity="warning",
            )


def _is_within(inner: str, outer: str) -> bool:
    (first, last), (begin, end) = bounds(inner), bounds(outer)
    return begin <= first and last <= end
