"""The note on a page whose address once showed something else: two ids were swapped after publication, and
an entry of moved.yml owns up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.library.build import Library
from generator.library.redirects import swapped
from generator.model.routes import relative
from generator.pages.components import Link
from generator.pages.context import PageContext, shared


@dataclass(slots=True, eq=False, repr=False)
class SwappedView:
    """The page that once stood at this address, and why it does no more."""

    other: Link
    reason: str


def swapped_view(context: PageContext, address: str) -> SwappedView | None:
    """Where what once stood at this address is now."""
    other = _swaps(context).get(address)
    return SwappedView(Link(other[0], relative(other[1], address)), other[2]) if other else None


def reads(context: PageContext, addresses: Iterable[str]) -> bytes:
    """What the pages at these addresses show of it."""
    swaps = _swaps(context)
    found = [swaps[address] for address in addresses if address in swaps] if swaps else []
    return repr(found).encode("utf-8", "surrogatepass")


@shared
def _swaps(context: PageContext) -> dict[str, tuple[str, str, str]]:
    """Heading and address of the other, and the reason, of pages that have changed places, by address."""
    pairs = swapped(context.library.content.moved)
    names = dict(_names(context.library)) if pairs else {}
    return {
        address: (names[other], other, reason) for address, (other, reason) in pairs.items() if other in names
    }


def _names(library: Library) -> Iterator[tuple[str, str]]:
    for agency in library.agencies:
        yield agency.url, agency.name
        yield from ((unit.url, unit.record.name) for unit in agency.units)
    yield from ((document.url, document.title) for document in library.documents)
    yield from ((task.url, task.heading) for task in library.tasks)
    yield from ((policy.url, policy.name) for policy in library.policies)
    yield from ((topic.url, topic.record.name) for topic in library.topics)
