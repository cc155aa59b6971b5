"""What tells of the other files of a site, and so is made when these are written: the catalogue of the data
and the page that explains them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.exports import dcat
from generator.exports.catalogue import offers
from generator.exports.data_page import data_pages
from generator.output.parts import FilesByPart, Part
from generator.output.render import Renderer
from generator.output.shells import Shell
from generator.pages import PageContext, PageGroup
from generator.pages.facts import Facts


def closing_part(
    context: PageContext,
    made: FilesByPart,
    renderer: Renderer,
    stamps: Mapping[str, Shell],
    *,
    downloads: bool = True,
) -> Part:
    """The last part, from the files that were `made`. Without `downloads` the page offers none, although some
    are there.
    """
    sizes = _sizes(made) if downloads else {}
    return Part(
        "closing",
        partial(_files, context, sizes, renderer, stamps),
        partial(_reads, sizes, stamps),
    )


def _files(
    context: PageContext, sizes: Mapping[str, int], renderer: Renderer, stamps: Mapping[str, Shell]
) -> Iterator[tuple[str, str | bytes]]:
    if sizes:
        yield dcat.ADDRESS, dcat.catalogue(context.library, context.config, offers(sizes))
    yield from rendered(data_pages(sizes), context, renderer, stamps)


def _reads(sizes: Mapping[str, int], stamps: Mapping[str, Shell], facts: Facts) -> Iterator[bytes]:
    yield facts.everything
    yield repr(sizes).encode("utf-8", "surrogateescape")
    for page in data_pages():
        yield from stamps[page.shell_key].parts


def rendered(
    group: PageGroup,
    context: PageContext,
    renderer: Renderer,
    stamps: Mapping[str, Shell],
    whole: PageGroup | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The finished pages of a group, or of a part of a `whole` one."""
    for done in renderer.pages(group, context, whole):
        shell = stamps[done.page.shell_key]
        yield done.page.address, shell.stamp(title=done.page.head.title, head=done.head, body=done.body)


def _sizes(made: FilesByPart) -> dict[str, int]:
    """Of what is no page, in the order of the addresses, whatever part a file is of."""
    found = (file for of_part in made.values() for file in of_part if not file[0].endswith((".html", ".js")))
    return {address: size for address, _, size in sorted(found)}
