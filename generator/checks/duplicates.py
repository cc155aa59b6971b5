"""No document of an agency is there twice, under one title or one number: its tasks would count twice."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.problems import Finding

_SHOWN = 60  # characters of a title


def find_duplicates(library: Library) -> Iterator[Finding]:
    """One reminder a document that may be there already, at the title or the number that both have."""
    for agency in library.agencies:
        yield from _duplicates_in(agency)


def _duplicates_in(agency: AgencyEntry) -> Iterator[Finding]:
    before: dict[tuple[str, str], DocumentEntry] = {}
    for document in agency.documents:
        number = document.file.record.disclosure.number
        for key, what, path in (
            ((document.title, "title"), "标题", ("title",)),
            ((number or "", "number"), "文号", ("disclosure", "number")),
        ):
            if not key[0]:
                continue
            if key in before:
                yield Finding(
                    document.file.file,
                    path,
                    f"{what}与 {before[key].file.file} 的相同：“{key[0][:_SHOWN]}”",
                    "如果是同一份文件，请只留一份，否则任务会算两遍；确是两份文件，可不理会",
                    severity="warning",
                )
                break
            before[key] = document
