"""What stands around every data page besides its own words: the head for those who share and find it, the
foot with its date, its permanent address and the way to tell of a mistake.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup

from generator.pages.as_of import data_until, in_words
from generator.pages.components import Link
from generator.pages.context import PageContext, shared_in_group
from generator.pages.page import Page

_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_LONGEST = 150  # characters of a description; whoever shows it cuts it about there


@dataclass(slots=True, eq=False, repr=False)
class MetaTag:
    name: str
    content: str


@dataclass(slots=True, eq=False, repr=False)
class HeadView:
    """`trail` is the way to the page as JSON-LD, up to the page itself, or "" where it has none above it."""

    title: str
    about: str
    kind: str
    address: str
    meta: list[MetaTag]
    trail: Markup
    here: Markup


@dataclass(slots=True, eq=False, repr=False)
class FootView:
    """`correct` leads to where a mistake can be told, or is "" where the site has no such place."""

    updated: str
    address: str
    correct: str


def head_view(context: PageContext, page: Page, view: Any) -> HeadView:
    """The head of `page`, which shows `view`: its `about` says in a sentence what stands there."""
    title, config = page.head.title, context.config
    crumbs: list[Link] = getattr(view, "crumbs", [])
    about: str = getattr(view, "about", "") or f"{title}。{config.site_description}"
    return HeadView(
        title,
        about if len(about) <= _LONGEST else about[: _LONGEST - 1] + "…",
        "article" if page.head.meta else "website",
        config.site_url + page.address,
        [MetaTag(*tag) for tag in page.head.meta],
        _trail(context, tuple(crumbs), page.address) if crumbs else Markup(),
        _item(len(crumbs) + 1, title, config.site_url + page.address) if crumbs else Markup(),
    )


def foot_view(context: PageContext, page: Page) -> FootView:
    """The foot of `page`."""
    address = context.config.site_url + page.address
    return FootView(
        in_words(page.updated) or data_until(context),
        address,
        _correct(context.config.footer.correction or "", page.head.title, address),
    )


@shared_in_group
def _trail(context: PageContext, crumbs: tuple[Link, ...], address: str) -> Markup:
    """The crumbs with whole addresses; links of one list lead to the same places from wherever it stands."""
    here = context.config.site_url + address
    items = (_item(i, link.text, urljoin(here, link.href)) for i, link in enumerate(crumbs, start=1))
    return Markup(",").join(items)


def _item(position: int, name: str, address: str) -> Markup:
    item = {"@type": "ListItem", "position": position, "name": name, "item": address}
    words = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return Markup(words.translate(_NO_MARKUP))


def _correct(place: str, title: str, address: str) -> str:
    """A letter or a page of the site's own, with the address of this page filled in."""
    if not place:
        return ""
    if "://" in place:
        return f"{place}{'&' if '?' in place else '?'}url={quote(address, safe='')}"
    return f"mailto:{place}?subject={quote('纠错：' + title)}&body={quote('页面地址：' + address)}"
