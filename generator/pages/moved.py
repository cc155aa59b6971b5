"""The notices that stand at addresses whose page has moved or was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from generator.library.redirects import Redirect, redirects
from generator.model.routes import relative
from generator.pages import components, reads
from generator.pages.components import Link
from generator.pages.context import PageContext
from generator.pages.page import Head, Page

_PAGE = ".html"
_IN_HREF = str.maketrans({"%": "%25", "#": "%23", "?": "%3F"})


@dataclass(slots=True, eq=False, repr=False)
class MovedView:
    """`to` is the new address as a link, `title` that of its page; both are empty for a withdrawn one."""

    crumbs: list[Link]
    address: str
    to: str
    title: str
    reason: str


def pages(context: PageContext, titles: Mapping[str, str]) -> Iterator[Page]:
    """The notices; `titles` are those of the pages that live, by address."""
    content = context.library.content
    living = {*titles, *content.written}
    published = (one.address for one in content.addresses if one.address.endswith(_PAGE))
    for one in redirects(content.moved, published, living):
        if one.address.endswith(_PAGE):
            title = titles.get(one.to) or content.written.get(one.to) or one.to
            yield Page(
                one.address,
                "moved.html",
                Head("页面已改址" if one.to else "页面已撤下"),
                partial(view, redirect=one, title=title),
                "moved.yml",
                ("moved", one.place, "address"),
                updated="",
                reads=partial(reads.moved, redirect=one, title=title),
            )


def view(_: PageContext, redirect: Redirect, title: str) -> MovedView:
    to = relative(redirect.to, redirect.address).translate(_IN_HREF) if redirect.to else ""
    crumbs = [components.home(redirect.address)]
    return MovedView(crumbs, redirect.address, to, title if to else "", redirect.reason)
