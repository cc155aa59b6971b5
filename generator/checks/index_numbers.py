"""An index number (索引号) has the form that its agency writes, the year of its document, and is used once.

It is looked up and cited by, so it is never made up and never given to a second document.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.model.index_numbers import matches, year_in
from generator.model.records import Document
from generator.problems import Finding


def find_odd_index_numbers(library: Library) -> Iterator[Finding]:
    """One reminder a number that is not of the form of its agency, of another year, or used before; at it."""
    owners: dict[str, DocumentEntry] = {}
    for document in library.documents:
        if number := document.file.record.disclosure.index_number:
            first = owners.setdefault(number, document)
            if first is not document:
                yield _at(
                    document,
                    f"索引号“{number}”已经用于“{first.title}”",
                    "一个索引号只能属于一份文件，请核对",
                )
            if said := _of_form(document, number):
                yield _at(document, *said)


def _at(document: DocumentEntry, what: str, hint: str) -> Finding:
    return Finding(document.file.file, ("disclosure", "index_number"), what, hint, severity="warning")


def _of_form(document: DocumentEntry, number: str) -> tuple[str, str] | None:
    template = document.agency.file.record.index_number
    if not template:
        return None
    if not matches(template, number):
        return (
            f"索引号“{number}”不合本机关的样式“{template}”",
            "请核对；样式有变的，请改 agency.yml 的 index_number",
        )
    year, years = year_in(template, number), _years(document.file.record)
    if year and years and year not in years:
        known = "、".join(map(str, sorted(years)))
        return f"索引号“{number}”的年份与文件的成文、发布年份（{known}）不同", "请核对索引号和两个日期"
    return None


def _years(record: Document) -> set[int]:
    days = (record.disclosure.formed, record.disclosure.published, record.source.published)
    return {day.year for day in days if day}
