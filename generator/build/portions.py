"""What a site is made of, in parts: each with what makes it and what it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from generator import parallel
from generator.build.closing import rendered
from generator.content.known import digest
from generator.exports import calendars, feeds, files_of_agency, fixed_exports
from generator.exports.packed import Packed
from generator.exports.source import named_by
from generator.exports.telling import Telling
from generator.library.build import Library
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.output import shells
from generator.output.keeping import Recall, Recalls
from generator.output.parts import Part
from generator.output.render import Renderer
from generator.output.render import templates_of as templates_of
from generator.output.scripts import scripts
from generator.output.shells import Shell
from generator.pages import (
    PageContext,
    PageGroup,
    pages_of,
)
from generator.pages.facts import Facts
from generator.pages.reads import reads

_PAGES_AT_ONCE = 250  # what a process takes in hand: few enough that none waits long for another in the end


def search_files(library: Library, recalls: Recalls | None = None) -> Iterator[tuple[str, bytes]]:
    """The index. Numpy is loaded here, in the one process that needs it."""
    from generator.search import from_library

    if recalls is None:
        yield from from_library.search_files(library)
        return
    recall = recalls.of("search")
    yield from from_library.search_files(library, recalls.told, recall, anew=recall.is_empty)
    recall.save()


def other_parts(
    context: PageContext,
    groups: list[PageGroup],
    recalls: Recalls | None,
    by_hand: list[str],
    templates: Path,
    *,
    downloads: bool = True,
) -> Iterator[list[Part]]:
    """What is neither page nor index, first that which takes longest."""
    library, config = context.library, context.config
    # In one process, so that each document is told once.
    before = _Known(recalls) if recalls else None
    telling = Telling(library, config, before, downloads=downloads)
    exports = partial(_exports, context, groups, telling, before, by_hand, downloads)
    yield [
        Part("exports", exports, partial(_all_and, [str(downloads), *by_hand])),
        *(
            Part(
                f"data {agency.id}",
                partial(files_of_agency, agency, context, telling),
                partial(_told_by, agency, library),
            )
            for agency in (library.agencies if downloads else ())
        ),
    ]
    yield [Part("scripts", partial(_scripts, templates), lambda _: ())]
    known = calendars.published(library)
    yield [
        Part(
            f"calendars {agency.id}",
            partial(calendars.of_agency, agency, config, known),
            partial(_of, agency, known),
        )
        for agency in library.agencies
    ]
    if downloads:
        yield from _feeds(context)


def _feeds(context: PageContext) -> Iterator[list[Part]]:
    library = context.library
    writer = feeds.Writer.of(library, context.config)
    yield [Part("feeds", writer.of_site, everything)]
    yield [
        Part(
            f"feeds {agency.id}",
            partial(writer.of_agency, agency),
            partial(_told_of, agency, library, writer),
        )
        for agency in library.agencies
    ]


class _Known:
    """What the build before told of documents; opened in the process that asks."""

    def __init__(self, recalls: Recalls) -> None:
        self._recalls = recalls
        self._recall: Recall | None = None

    def __call__(self, key: bytes, documents: Sequence[DocumentEntry], make: Callable[[], Packed]) -> Packed:
        if self._recall is None:
            self._recall = self._recalls.of("rows")
        return self._recall(digest(key, *map(self._recalls.told, documents)), make)

    def save(self) -> None:
        if self._recall is not None:
            self._recall.save()


def _exports(
    context: PageContext,
    groups: list[PageGroup],
    telling: Telling,
    before: _Known | None,
    by_hand: list[str],
    downloads: bool,
) -> Iterator[tuple[str, str | bytes]]:
    yield from fixed_exports(context, pages_of(groups), telling, by_hand, downloads=downloads)
    if before:
        before.save()


def everything(facts: Facts) -> Iterator[bytes]:
    yield facts.everything


def _all_and(words: list[str], facts: Facts) -> Iterator[bytes]:
    yield facts.everything
    yield from map(str.encode, words)


def _told_by(agency: AgencyEntry, library: Library, facts: Facts) -> Iterator[bytes]:
    yield from facts.documents(agency)
    policies, topics = named_by(agency)
    yield from (facts.policy(policy) for policy in library.policies if policy in policies)
    yield from (facts.topic(topic) for topic in library.topics if topic in topics)


def _of(agency: AgencyEntry, published: Iterable[str], facts: Facts) -> Iterator[bytes]:
    yield from facts.documents(agency)
    yield "\n".join(sorted(published)).encode()


def _told_of(agency: AgencyEntry, library: Library, writer: feeds.Writer, facts: Facts) -> Iterator[bytes]:
    yield from facts.site()
    yield from _of(agency, writer.known, facts)
    withdrawn = (file.file for file in library.content.withdrawn if file.agency == agency.id)
    yield from (facts.known[file].whole for file in withdrawn)
    yield writer.first.facts().encode("utf-8", "surrogatepass")


def page_parts(
    context: PageContext,
    groups: list[PageGroup],
    renderer: Renderer,
    stamps: dict[str, Shell],
    *,
    apart: bool,
) -> Iterator[list[Part]]:
    """The pages; the long tables, planned behind the documents, come first. Those of a group stand `apart` by
    what they read where some may be taken over.
    """
    around = {key: digest(*shell.parts) for key, shell in stamps.items()}
    for portion in reversed(portions_of(groups)):
        yield [
            Part(
                pages[0].address,
                partial(rendered, pages, context, renderer, stamps, group),
                partial(reads, pages, context, shells=around),
            )
            for group in portion
            for pages in (_reading_alike(group) if apart else (group,))
        ]


def _reading_alike(group: PageGroup) -> Iterable[PageGroup]:
    """The pages of a group apart by what they read: a title shown on some need not make the others anew."""
    found: dict[object, PageGroup] = {}
    for page in group:
        found.setdefault(page.reads, []).append(page)
    return found.values()


def portions_of(groups: Iterable[PageGroup]) -> list[list[PageGroup]]:
    """Groups put together to about `_PAGES_AT_ONCE` pages; one that has more is cut."""
    portions: list[list[PageGroup]] = [[]]
    room = _PAGES_AT_ONCE
    for group in groups:
        for part in parallel.chunks(group, _PAGES_AT_ONCE):
            if room <= 0:
                portions.append([])
                room = _PAGES_AT_ONCE
            portions[-1].append(part)
            room -= len(part)
    return portions


def _scripts(templates: Path) -> Iterator[tuple[str, bytes]]:
    """The scripts of the browser."""
    for name, script in scripts(templates / "assets" / shells.SEARCH_MODULES):
        yield f"assets/search/{name}", script
