"""Files for machines, made from the same library as the pages: a format a file, those that every site has in
EXPORTS; an agency and a unit have a calendar and a feed where there is something in it.

A new format is a module with its address and a function that makes the file, over `rows` where it tells of
tasks, and a line in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.content.config import Config
from generator.exports import calendars, feeds, sitemap, tasks
from generator.exports.tasks import RowsOf, rows_of_document
from generator.library.build import Library
from generator.pages import Page, PageContext


@dataclass(frozen=True, slots=True)
class Source:
    """What exports are made from."""

    library: Library
    config: Config
    pages: tuple[Page, ...]
    rows: RowsOf = rows_of_document
    written: tuple[str, ...] = ()
    """The addresses of the hand-written pages"""


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its address from the site's root, and what makes its content."""

    address: str
    make: Callable[[Source], str | bytes]


EXPORTS = (
    Export(tasks.ADDRESS, lambda source: tasks.tasks_json(source.library, source.rows)),
    Export(sitemap.ADDRESS, lambda source: sitemap.sitemap_xml(source.config, source.pages, source.written)),
)


def addresses(library: Library) -> set[str]:
    """Where all exports stand, the calendars and feeds too."""
    found = (calendars.addresses(library), feeds.addresses(library))
    return {*(export.address for export in EXPORTS), *chain(*found)}


def all_exports(context: PageContext, pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every export, each made when it is asked for."""
    library, config = context.library, context.config
    return chain(
        fixed_exports(context, pages), calendars.calendars(library, config), feeds.feeds(library, config)
    )


def fixed_exports(
    context: PageContext,
    pages: Iterable[Page],
    rows: RowsOf = rows_of_document,
    written: Iterable[str] = (),
) -> Iterator[tuple[str, str | bytes]]:
    """The exports that every site has; `rows` may know those of a document from before, `written` are the
    addresses of the hand-written pages.
    """
    source = Source(context.library, context.config, tuple(pages), rows, tuple(written))
    return ((export.address, export.make(source)) for export in EXPORTS)
