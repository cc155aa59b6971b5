"""Every clause of a document has an anchor of its own, apart from those of the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.walks import all_sections, section_path
from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.problems import Finding

_OF_THE_PAGE = ("main", "table", "contacts", "revisions")


def find_repeated_anchors(library: Library) -> Iterator[Finding]:
    """One finding a section whose anchor is taken, at its id."""
    for document in library.documents:
        yield from _repeated_in(document)


def _repeated_in(document: DocumentEntry) -> Iterator[Finding]:
    taken = set(_OF_THE_PAGE)
    taken.update(task.anchor for task in document.tasks)
    taken.update(measure.anchor for task in document.tasks for measure in task.measures)
    for section in all_sections(document):
        if section.anchor in taken:
            yield Finding(
                document.file.file,
                (*section_path(section), "id"),
                f"锚点编号“{section.anchor}”在这一页已经用了",
                "请换一个编号，或删除这一行 id",
            )
        taken.add(section.anchor)
