"""What stands around every data page besides its own words: the head for those who share and find it, the
foot with its date, its permanent address and the way to tell of a mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator.model.routes import relative
from generator.pages.as_of import data_until, in_words
from generator.pages.components import Link
from generator.pages.context import PageContext, shared_in_group
from generator.pages.page import Page

_MARKUP = re.compile("[<>&]")
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_LONGEST = 150  # characters of a description; whoever shows it cuts it about there


@dataclass(slots=True, eq=False, repr=False)
class MetaTag:
    name: str
    content: str


@dataclass(slots=True, eq=False, repr=False)
class HeadView:
    """As JSON-LD `thing` is what the page is of, or "" where that is nothing of its own, `trail` the way to
    the page, up to the page itself, or "" where it has none above it.
    """

    title: str
    about: str
    kind: str
    address: str
    meta: list[MetaTag]
    feed: Link | None
    thing: Markup
    trail: Markup
    here: Markup


@dataclass(slots=True, eq=False, repr=False)
class FootView:
    """`updated` is of a page with a day of its own, `until` of one that lists what stands elsewhere: up to
    when the site tells. `correct` leads to where a mistake can be told. Each is "" where there is none.
    """

    updated: str
    until: str
    address: str
    correct: str


def head_view(context: PageContext, page: Page, view: Any) -> HeadView:
    """The head of `page`, which shows `view`: its `about` says in a sentence what stands there."""
    title, config = page.head.title, context.config
    address = config.site_url + page.address
    crumbs: list[Link] = getattr(view, "crumbs", [])
    about: str = getattr(view, "about", "") or f"{title}。{config.site_description}"
    return HeadView(
        title,
        about if len(about) <= _LONGEST else about[: _LONGEST - 1] + "…",
        "article" if page.head.meta else "website",
        address,
        [MetaTag(*tag) for tag in page.head.meta],
        Link(feed.title, relative(feed.address, page.address)) if (feed := page.head.feed).address else None,
        getattr(view, "thing", Markup()),
        _trail(context, tuple(crumbs), page.address[: page.address.rfind("/") + 1]) if crumbs else Markup(),
        Markup(_item(len(crumbs) + 1, title, address)) if crumbs else Markup(),
    )


def foot_view(context: PageContext, page: Page) -> FootView:
    """The foot of `page`."""
    address = context.config.site_url + page.address
    return FootView(
        in_words(page.updated or ""),
        data_until(context) if page.updated is None else "",
        address,
        _correct(context.config.footer.correction or "", page.head.title, address),
    )


@shared_in_group
def _trail(context: PageContext, crumbs: tuple[Link, ...], folder: str) -> Markup:
    """The crumbs of the pages of a folder (wuhu/units/), with whole addresses."""
    site = context.config.site_url
    items = (
        _item(i, link.text, site + _from_root(folder, link.href)) for i, link in enumerate(crumbs, start=1)
    )
    return Markup(",".join(items))


def _from_root(folder: str, href: str) -> str:
    """Where a link of a page in `folder` leads, from the root of the site."""
    while href.startswith("../"):
        href, folder = href[3:], folder[: folder.rfind("/", 0, -1) + 1]
    return folder + href


def _item(position: int, name: str, address: str) -> str:
    return f'{{"@type":"ListItem","position":{position},"name":{_quoted(name)},"item":{_quoted(address)}}}'


def _quoted(words: str) -> str:
    """A string of JSON that no reader of HTML takes for markup."""
    quoted = encode_basestring(words)
    return quoted.translate(_NO_MARKUP) if _MARKUP.search(quoted) else quoted


def _correct(place: str, title: str, address: str) -> str:
    """A letter or a page of the site's own, with the address of this page filled in."""
    if not place:
        return ""
    if "://" in place:
        return f"{place}{'&' if '?' in place else '?'}url={quote(address, safe='')}"
    return f"mailto:{place}?subject={quote('纠错：' + title)}&body={quote('页面地址：' + address)}"
