"""Files for machines and for the search, made from the same library as the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.exports import sitemap, tasks
from generator.pages import Page, Site

ADDRESSES = (tasks.ADDRESS, sitemap.ADDRESS)


def all_exports(site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every export."""
    yield tasks.ADDRESS, tasks.tasks_json(site.library)
    yield sitemap.ADDRESS, sitemap.sitemap_xml(site.config, pages)
