"""sitemap.xml: every page, those of the records with the date that these give."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from generator.content.config import Config
from generator.pages import Page
from generator.pages.markup import escaped

ADDRESS = "sitemap.xml"


def sitemap_xml(config: Config, pages: Iterable[Page], written: Iterable[str] = ()) -> str:
    """The sitemap protocol wants whole addresses: they begin with site_url of the configuration. `written`
    are the addresses of hand-written pages, of which no date is known.
    """
    root = config.site_url
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for page in pages:
        changed = f"<lastmod>{page.updated}</lastmod>" if page.updated else ""
        lines.append(f"<url><loc>{escaped(root + page.address)}</loc>{changed}</url>")
    lines += [f"<url><loc>{escaped(root + quote(address))}</loc></url>" for address in written]
    return "\n".join([*lines, "</urlset>", ""])
