"""A section holds something: a text, a task, a table or a further section."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.printed import records_of
from generator.library.build import Library
from generator.model.records import Section
from generator.problems import Finding


def find_empty_sections(library: Library) -> Iterator[Finding]:
    """One reminder a section, at its title; a document of which nothing but titles is there is told as a
    whole (`empty_documents`).
    """
    for document in library.documents:
        if not document.tasks:
            continue
        for record, path in records_of(document):
            if isinstance(record, Section) and _is_empty(record):
                yield Finding(
                    document.file.file,
                    (*path, "title"),
                    f"章节“{record.title}”下面没有内容",
                    "请照原文补上；标题之下确无内容的，可不理会",
                    severity="warning",
                )


def _is_empty(section: Section) -> bool:
    own = (section.text, section.tables, section.sections, section.tasks)
    return not any((*own, section.indicators, section.deadlines, section.responsibility))
