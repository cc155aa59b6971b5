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
from generator.exports.columns import TABLES
from generator.exports.source import Source, Tell, Telling, of_agency, of_site
from generator.library.build import Library
from generator.library.entries import AgencyEntry
from generator.model import routes
from generator.pages import Page, PageContext


@dataclass(frozen=True, slots=True)
class Export:
    """One file: its address from the site's root, and what makes its content."""

    address: str
    make: Callable[[Source], str | bytes]


EXPORTS = (
    Export(tasks.ADDRESS, forms.tasks_json),
    Export(sitemap.ADDRESS, lambda source: sitemap.sitemap_xml(source.config, source.pages, source.written)),
)


def _as_it_is(text: str, _: Source) -> str:
    """What is the same for every site."""
    return text


DOWNLOADS = (
    *(Export(forms.csv_address(table), partial(forms.csv_file, table)) for table in TABLES),
    Export(forms.TASK_LINES, forms.task_lines),
    *(Export(forms.lines_address(table), partial(forms.json_lines, table)) for table in forms.IN_LINES),
    Export(forms.WORKBOOK, forms.disclosure_xlsx),
    Export(forms.DATABASE, forms.disclosure_sqlite),
    Export(forms.METADATA, forms.metadata_json),
    *(Export(address, partial(_as_it_is, text)) for address, text in schemas.schemas()),
)
"""What readers take away: left out where a site is only looked at"""


def addresses(library: Library) -> set[str]:
    """Where all exports stand, those of agencies, the calendars, the feeds and the catalogue too."""
    whole = (export.address for export in (*EXPORTS, *DOWNLOADS))
    found = (agency_downloads(library), calendars.addresses(library), feeds.addresses(library))
    return {*whole, dcat.ADDRESS, *chain(*found)}


def agency_downloads(library: Library) -> Iterator[str]:
    """Where the workbooks and the tasks of agencies stand."""
    for agency in library.agencies:
        yield routes.agency_workbook(agency.id)
        yield routes.agency_tasks(agency.id)


def all_exports(context: PageContext, pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every export, each made when it is asked for."""
    library, config = context.library, context.config
    telling = Telling(config)
    agencies = (files_of_agency(agency, context, telling) for agency in library.agencies)
    return chain(
        fixed_exports(context, pages, telling),
        chain.from_iterable(agencies),
        calendars.calendars(library, config),
        feeds.feeds(library, config),
    )


def fixed_exports(
    context: PageContext,
    pages: Iterable[Page],
    telling: Tell,
    written: Iterable[str] = (),
    *,
    downloads: bool = True,
) -> Iterator[tuple[str, str | bytes]]:
    """The exports that every site has; `written` are the addresses of the hand-written pages."""
    library, config = context.library, context.config
    source = of_site(library, config, telling, pages, written)
    made = (*EXPORTS, *DOWNLOADS) if downloads else EXPORTS
    return ((export.address, export.make(source)) for export in made)


def files_of_agency(agency: AgencyEntry, context: PageContext, telling: Tell) -> Iterator[tuple[str, bytes]]:
    """What an agency has of its own, besides its calendar."""
    yield from forms.of_agency(agency.id, of_agency(agency, context.library, context.config, telling))
