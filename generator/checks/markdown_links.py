"""A link in a hand-written page leads to a page or file of the site, and nothing in it may run a script.

Not in the list of checks over the library: what a page may lead to is known once the pages are planned.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from generator.content.markdown_pages import EXTENSIONS, PAGES, read_pages, without_head
from generator.content.page_files import address_of
from generator.problems import Problem

RULE = "markdown_links"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_BLANKS = "".join(map(chr, range(33)))  # which browsers take away around an address,
_BREAKS = re.compile(r"[\t\n\r]")  # and which inside it, too
_ALLOWED = re.compile(r"(?:https?:|mailto:|tel:)", re.IGNORECASE)
_ADDRESSES = {"href", "src"}
_LOADED = {"src"}  # addresses that the browser asks for by itself
# What Markdown makes and a clerk may need. Of anything else nobody can be sure what a browser makes of it.
_TAGS = re.compile(
    r"html|head|body|h[1-6]|p|a|img|ul|ol|li|dl|dt|dd|"
    r"table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|"
    r"strong|em|b|i|u|s|del|ins|sub|sup|small|mark|code|pre|kbd|samp|var|blockquote|hr|br|wbr|"
    r"div|span|section|article|aside|figure|figcaption|details|summary|"
    r"abbr|cite|q|dfn|time|address|ruby|rt|rp|"
    r"[-!_].*"  # comments and the document itself
)
_ATTRIBUTES = re.compile(
    r"id|class|href|src|alt|title|width|height|colspan|rowspan|scope|align|start|type|reversed|value|"
    r"lang|dir|datetime|cite|rel|target|open|headers|name|role|markdown|aria-[a-z]+|data-[a-z-]+"
)
# as Markdown aligns the columns of a table
_STYLE = re.compile(r"\s*text-align:\s*(?:left|right|center)\s*;?\s*")


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A hand-written page: its file as shown and its path under content/pages, its text, and what is in it.

    `links` it leads to, `loaded` the browser asks for by itself, `active` are tags and attributes that might
    run.
    """

    file: str
    name: str
    text: str
    links: list[str]
    loaded: list[str]
    active: list[str]


def markdown_pages(content: Path) -> list[MarkdownPage]:
    """The hand-written pages, looked at as they will be published,
    whatever way of writing a link was used.
    """
    pages = []
    for name, text in read_pages(content)[0].items():
        page = _Page(text)
        pages.append(
            MarkdownPage(
                f"{content.name}/{PAGES}/{name}",
                name,
                text,
                list(dict.fromkeys(page.links)),
                list(dict.fromkeys(page.loaded)),
                list(dict.fromkeys(page.active)),
            )
        )
    return pages


def dead_links(page: MarkdownPage, addresses: Collection[str]) -> Iterator[Problem]:
    """What a reader of the page could not follow, or would run.

    `addresses` are all pages and files of the site.
    """
    for tag in page.active:
        yield from _problems_at(page, tag, f"手写页面里不能用“{tag}”", "请删除；网页脚本和样式由网站统一提供")
    for link in page.loaded:
        if _ELSEWHERE.match(_as_read(link)):
            yield from _problems_at(
                page, link, f"“{link}”要从别的网站读取", "请把文件放进 content/pages；网站不向别处要任何东西"
            )
    for link in page.links:
        read = _as_read(link)
        if _ELSEWHERE.match(read):
            if not _ALLOWED.match(read):
                yield from _problems_at(
                    page, link, f"链接“{link}”不能用", "只用 http、https、mailto、tel 或站内地址"
                )
            continue
        path = unquote(read.partition("#")[0].partition("?")[0])
        target = address_of(posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)))
        if path and target not in addresses:
            yield from _problems_at(page, link, f"链接“{link}”没有对应的页面", "请核对地址，如 units.html")


def _as_read(link: str) -> str:
    """An address as browsers read it (URL Standard, 4.4): less what they take away, with slashes alone."""
    return _BREAKS.sub("", link.strip(_BLANKS)).replace("\\", "/")


class _Page:
    """The addresses of a page, and the tags and attributes
    that might make it act, as a browser reads them.
    """

    def __init__(self, text: str) -> None:
        from markdown import markdown  # only a site with hand-written pages to check needs them
        from selectolax.lexbor import LexborHTMLParser

        self.links: list[str] = []
        self.loaded: list[str] = []
        self.active: list[str] = []
        root = LexborHTMLParser(markdown(without_head(text), extensions=EXTENSIONS)).root
        for node in root.traverse(include_text=False) if root else ():
            self._look_at(str(node.tag), node.attributes)

    def _look_at(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if not _TAGS.fullmatch(tag):
            self.active.append(f"<{tag}")
        for name, value in attributes.items():
            if not (_STYLE.fullmatch(value or "") if name == "style" else _ATTRIBUTES.fullmatch(name)):
                self.active.append(name)
            elif name in _ADDRESSES and value:
                is_loaded = name in _LOADED and _ELSEWHERE.match(_as_read(value))
                (self.loaded if is_loaded else self.links).append(value)


def _problems_at(page: MarkdownPage, words: str, what: str, hint: str) -> Iterator[Problem]:
    """A problem wherever `words` stand in the page;
    one of the file as a whole if they are written otherwise.
    """
    found = [
        (number, match.start() + 1)
        for number, line in enumerate(page.text.splitlines(), start=1)
        for match in re.finditer(re.escape(words), line, re.IGNORECASE)
    ]
    for line, column in found or [(0, 0)]:
        yield Problem(page.file, line, column, what, hint, rule=RULE)
