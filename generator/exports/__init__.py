"""Files for machines, made from the same library as the pages: a format a file, those that every site has in
EXPORTS and DOWNLOADS; an agency has a workbook and its tasks, and, with a unit, a calendar and a feed where
there is something in it.

A new format is a module with its address and a function that makes the file, over `rows` or `flat` where it
tells of tasks, and a line in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.exports import calendars, dcat, feeds, forms, schemas, sitemap, tasks
from generator.exports.source import Source, of_agency, of_site
from generator.exports.telling import Telling
from generator.library.build import Library
from generator.library.entries import AgencyEntry
from generator.model import routes
from generator.pages import Page, PageContext


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its address from the site's root, and what makes its content, piece by piece."""

    address: str
    make: Callable[[Source], Iterable[bytes]]


def _sitemap(source: Source) -> Iterable[bytes]:
    yield sitemap.sitemap_xml(source.config, source.pages, source.written).encode()


def _as_it_is(text: str, _: Source) -> Iterable[bytes]:
    """What is the same for every site."""
    yield text.encode()


EXPORTS = (Export(tasks.ADDRESS, forms.tasks_json), Export(sitemap.ADDRESS, _sitemap))
DOWNLOADS = (
    Export(forms.WORKBOOK, forms.disclosure_xlsx),
    Export(forms.METADATA, forms.metadata_json),
    *(Export(address, partial(_as_it_is, text)) for address, text in schemas.schemas()),
)
"""What readers take away, beside what grows with each portion of rows (`forms.GROWN`): left out where a site
is only looked at
"""


def addresses(library: Library) -> set[str]:
    """Where all exports stand, those of agencies, the calendars, the feeds and the catalogue too."""
    whole = (*forms.GROWN, *(export.address for export in (*EXPORTS, *DOWNLOADS)))
    found = (agency_downloads(library), calendars.addresses(library), feeds.addresses(library))
    return {*whole, dcat.ADDRESS, *chain(*found)}


def agency_downloads(library: Library) -> Iterator[str]:
    """Where the workbooks and the tasks of agencies stand."""
    for agency in library.agencies:
        yield routes.agency_workbook(agency.id)
        yield routes.agency_tasks(agency.id)


def all_exports(context: PageContext, pages: Iterable[Page]) -> dict[str, bytes]:
    """Every export by its address."""
    library, config = context.library, context.config
    telling = Telling(library, config)
    pieces: Iterable[tuple[str, str | bytes]] = chain(
        fixed_exports(context, pages, telling),
        *(files_of_agency(agency, context, telling) for agency in library.agencies),
        calendars.calendars(library, config),
        feeds.feeds(library, config),
    )
    files: dict[str, list[bytes]] = {}
    for address, piece in pieces:
        files.setdefault(address, []).append(piece.encode() if isinstance(piece, str) else piece)
    return {address: b"".join(found) for address, found in files.items()}


def fixed_exports(
    context: PageContext,
    pages: Iterable[Page],
    telling: Telling,
    written: Iterable[str] = (),
    *,
    downloads: bool = True,
) -> Iterator[tuple[str, bytes]]:
    """The exports that every site has, piece by piece: what comes next in the file at an address. `written`
    are the addresses of the hand-written pages.
    """
    source = of_site(context.library, context.config, telling, pages, written)
    if downloads:
        yield from forms.grown(source)
    for export in (*EXPORTS, *DOWNLOADS) if downloads else EXPORTS:
        yield from ((export.address, piece) for piece in export.make(source))


def files_of_agency(
    agency: AgencyEntry, context: PageContext, telling: Telling
) -> Iterator[tuple[str, bytes]]:
    """What an agency has of its own, besides its calendar, piece by piece."""
    yield from forms.of_agency(agency.id, of_agency(agency, context.library, context.config, telling))
