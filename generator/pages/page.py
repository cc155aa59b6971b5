"""A page to come: its address, its template and what it will show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from generator.model import routes
from generator.pages.context import PageContext
from generator.pages.facts import Facts
from generator.pages.feeds import NO_FEED, FeedLink
from generator.problems import RecordPath

E = TypeVar("E")
Reads = Callable[[PageContext, Facts], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page needs: its title, on content pages article tags (国办发〔2017〕47号), the feed
    that tells of what it shows.
    """

    title: str
    meta: tuple[tuple[str, str], ...] = ()
    feed: FeedLink = NO_FEED


@dataclass(frozen=True, slots=True)
class Shown(Generic[E]):
    """The view of an entry. A partial would take 200 bytes more, and there may be 100,000 tasks."""

    make: Callable[[PageContext, E], Any]
    entry: E

    def __call__(self, context: PageContext) -> Any:
        return self.make(context, self.entry)


@dataclass(frozen=True, slots=True)
class Page:
    """One page to come; `view` makes what `template` shows.

    `origin` is the file of content/ that asks for it, `path` where in it; without a path it is the file's
    name that asks, without a file the page is one that every site has. `shell` names the MkDocs page around
    it. `updated` is the ISO day on which what it shows last changed, "" where the records give none; without
    it the page lists what stands elsewhere. `reads` gives the facts that the view may look at; without it
    these are all facts of the site.
    """

    address: str
    template: str
    head: Head
    view: Callable[[PageContext], Any]
    origin: str
    path: RecordPath = ()
    shell: str = ""
    updated: str | None = None
    reads: Reads | None = None

    @property
    def shell_key(self) -> str:
        """Pages in the navigation have a shell of their own; the rest share one for their depth."""
        return self.shell or f"depth-{routes.depth(self.address)}"


PageGroup = list[Page]
"""Pages that share views of their own, as a document and its tasks do; what is remembered goes with them.

A part of a group is a group too: it only makes anew what the other part has made.
"""


def pages_of(groups: Iterable[PageGroup]) -> Iterator[Page]:
    """All pages, whatever their group."""
    return chain.from_iterable(groups)
