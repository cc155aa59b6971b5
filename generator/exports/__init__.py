"""Files for machines and for the search, made from the same library as the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.exports import sitemap, tasks
from generator.pages import Page, PageContext

ADDRESSES = (tasks.ADDRESS, sitemap.ADDRESS)


def all_exports(context: PageContext, pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes]]:
    """Address and content of every export."""
    yield tasks.ADDRESS, tasks.tasks_json(context.library)
    yield sitemap.ADDRESS, sitemap.sitemap_xml(context.config, pages)
