"""更正与撤回: what was corrected, on the page concerned and for the whole site, and what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.content.load import DocumentFile
from generator.library.build import Library
from generator.library.entries import DocumentEntry
from generator.library.redirects import as_file
from generator.model import routes
from generator.model.lifecycle import Revision
from generator.model.registries import Moved
from generator.model.routes import REVISIONS, relative
from generator.pages import components, labels
from generator.pages.components import Link
from generator.pages.context import PageContext

WITHDRAWN = "撤回"
CORRECTED = "更正"


@dataclass(slots=True, eq=False, repr=False)
class RevisionRow:
    """One change; `subject` is what was changed where the page does not say it, `day` sorts."""

    day: str
    date: str
    what: str
    why: str
    reviewer: str
    subject: Link | None = None
    kind: str = CORRECTED


@dataclass(slots=True, eq=False, repr=False)
class MovedRow:
    """An entry of moved.yml; `to` is None for what was withdrawn."""

    address: str
    to: Link | None
    reason: str


@dataclass(slots=True, eq=False, repr=False)
class RevisionsView:
    crumbs: list[Link]
    rows: list[RevisionRow]
    moved: list[MovedRow]


def rows(
    revisions: Iterable[Revision], subject: Link | None = None, kind: str = CORRECTED
) -> list[RevisionRow]:
    """The latest first."""
    found = [
        RevisionRow(
            r.date.isoformat(), labels.day(r.date), r.what, r.why or "", r.reviewer or "", subject, kind
        )
        for r in revisions
    ]
    return sorted(found, key=lambda row: row.day, reverse=True)


def withdrawn_rows(file: DocumentFile, subject: Link | None = None) -> list[RevisionRow]:
    """Those of a withdrawn document: the last word on it is the withdrawal."""
    found = rows(file.record.revisions, subject)
    if found:
        found[0].kind = WITHDRAWN
    return found


def document_rows(document: DocumentEntry) -> list[RevisionRow]:
    """Those of a document and of its tasks, which its page shows too."""
    base = document.url
    found = rows(document.file.record.revisions)
    for task in document.tasks:
        if task.record.revisions:
            found += rows(task.record.revisions, Link(task.heading, relative(task.url, base)))
    return sorted(found, key=lambda row: row.day, reverse=True)


def view(context: PageContext) -> RevisionsView:
    """Every correction and withdrawal of the site, and every address that changed."""
    found = sorted(_all(context), key=lambda row: row.day, reverse=True)
    titles = _titles(context.library) if context.library.content.moved else {}
    moved = [
        MovedRow(address, Link(text, relative(as_file(to), REVISIONS)) if to else None, entry.reason)
        for entry in context.library.content.moved
        for address, to, text in _ways(entry, titles)
    ]
    return RevisionsView([components.home(REVISIONS)], found, moved)


def _ways(entry: Moved, titles: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """An address, where what stood there is now, and what that is called; of two that were swapped both,
    with the addresses, for each is still the address of the other.
    """
    if entry.swapped:
        pair = (entry.address, entry.swapped)
        return [(one, to, f"{titles.get(as_file(to), '')}（{to}）") for one, to in (pair, pair[::-1])]
    to = entry.to or ""
    return [(entry.address, to, titles.get(as_file(to), to))]


def _titles(library: Library) -> dict[str, str]:
    """What stands at an address, for most of them."""
    return {
        **library.content.written,
        **{agency.url: agency.name for agency in library.agencies},
        **{unit.url: unit.record.name for agency in library.agencies for unit in agency.units},
        **{document.url: document.title for document in library.documents},
        **{task.url: task.heading for task in library.tasks},
    }


def _all(context: PageContext) -> Iterator[RevisionRow]:
    for document in context.library.documents:
        yield from rows(document.file.record.revisions, Link(document.title, document.url))
        for task in document.tasks:
            if task.record.revisions:
                subject = Link(f"{document.title}：{task.heading}", task.url)
                yield from rows(task.record.revisions, subject)
    for file in context.library.content.withdrawn:
        subject = Link(file.record.title, routes.document(file.agency, file.id))
        untold = RevisionRow("", "", "整份文件已撤回", "", "", subject, WITHDRAWN)
        yield from withdrawn_rows(file, subject) or [untold]
