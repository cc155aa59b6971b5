"""What is left of a withdrawn document: a notice at its address and at those of its tasks and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.content.load import DocumentFile
from generator.library import last_changed
from generator.model import routes
from generator.model.records import Section
from generator.pages import components, reads
from generator.pages.components import Link
from generator.pages.context import PageContext
from generator.pages.page import Head, Page
from generator.pages.revisions import RevisionRow, withdrawn_rows
from generator.problems import RecordPath


@dataclass(slots=True, eq=False, repr=False)
class WithdrawnView:
    """`what` stood here of the document, which is the link `document`; both are empty on its own page."""

    crumbs: list[Link]
    title: str
    document: str
    what: str
    revisions: list[RevisionRow]
    list_href: str


def pages(document: DocumentFile) -> list[Page]:
    """The notices of one document."""
    own = document.agency, document.id
    updated = last_changed.withdrawn(document)
    places: list[tuple[str, RecordPath, str]] = [
        (routes.document(*own), (), ""),
        *((address, path, "其中的一项任务") for address, path in _tasks(document)),
        (routes.results(*own), (), "各项任务的落实情况"),
        (routes.matrix(*own), (), "责任矩阵"),
        (routes.compare(*own), (), "与上一文件的对照"),
    ]
    return [
        Page(
            address,
            "withdrawn.html",
            Head(f"已撤回：{document.record.title}"),
            partial(view, document=document, address=address, what=what),
            document.file,
            path,
            updated=updated,
            reads=partial(reads.withdrawn, document=document),
        )
        for address, path, what in places
    ]


def view(_: PageContext, document: DocumentFile, address: str, what: str) -> WithdrawnView:
    """When and why, and nothing of what stood there but the title of the document."""
    own = routes.document(document.agency, document.id)
    return WithdrawnView(
        crumbs=[components.home(address)],
        title=document.record.title,
        document="" if address == own else routes.relative(own, address),
        what=what,
        revisions=withdrawn_rows(document),
        list_href=routes.relative(routes.REVISIONS, address),
    )


def _tasks(document: DocumentFile) -> Iterator[tuple[str, RecordPath]]:
    for section, path in _sections(document.record.sections, ()):
        for i, task in enumerate(section.tasks):
            yield routes.task(document.agency, document.id, task.id), (*path, "tasks", i, "id")


def _sections(sections: Iterable[Section], path: RecordPath) -> Iterator[tuple[Section, RecordPath]]:
    for i, section in enumerate(sections):
        here = (*path, "sections", i)
        yield section, here
        yield from _sections(section.sections, here)
