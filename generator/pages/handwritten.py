"""Links in hand-written Markdown pages: each must lead to a page or file of the site, and none may run a script."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from generator.problems import Problem
from generator.written_pages import EXTENSIONS, without_head

_ELSEWHERE = re.compile(r"\s*[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?:|mailto:|tel:)", re.IGNORECASE)
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "data"}
_ACTIVE = {"script", "iframe", "object", "embed", "base", "meta", "style"}


def dead_links(file: str, name: str, text: str, addresses: Collection[str]) -> Iterator[Problem]:
    """What a reader could not follow, or would run. `name` is the path of the page under content/pages, `file` as shown.

    The page is looked at as it will be published, whatever way of writing a link was used.
    """
    page = _Page(text)
    for tag in dict.fromkeys(page.active):
        yield from _placed(file, text, tag, f"手写页面里不能用“{tag}”", "请删除；网页脚本和样式由网站统一提供")
    for link in dict.fromkeys(page.links):
        if _ELSEWHERE.match(link):
            if not _ALLOWED.match(link):
                yield from _placed(file, text, link, f"链接“{link}”不能用", "只用 http、https、mailto、tel 或站内地址")
            continue
        path = unquote(link.partition("#")[0].partition("?")[0])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), re.sub(r"\.md$", ".html", path)))
        if path and target not in addresses:
            yield from _placed(file, text, link, f"链接“{link}”没有对应的页面", "请核对地址，如 units.html")


class _Page(HTMLParser):
    """Collects the addresses of a page, and the tags and attributes that would make it do something."""

    def __init__(self, text: str) -> None:
        from markdown import markdown  # only a site with hand-written pages to check needs it

        super().__init__()
        self.links: list[str] = []
        self.active: list[str] = []
        self.feed(markdown(without_head(text), extensions=EXTENSIONS))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            self.active.append(f"<{tag}")
        for name, value in attrs:
            if name.startswith("on"):
                self.active.append(name)
            elif name in _ADDRESSES and value:
                self.links.append(value)


def _placed(file: str, text: str, words: str, what: str, hint: str) -> Iterator[Problem]:
    """The problem at each place where `words` stand in the page; without a place where they are written otherwise."""
    places = [(number, match.start() + 1) for number, line in enumerate(text.splitlines(), start=1)
              for match in re.finditer(re.escape(words), line, re.IGNORECASE)]
    yield from (Problem(file, line, column, what, hint) for line, column in places or [(0, 0)])
