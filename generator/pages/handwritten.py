"""Links in hand-written Markdown pages: each must lead to a page or file of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from generator.problems import Problem

_LINK = re.compile(r"\]\(<?([^)\s>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)


def dead_links(file: str, name: str, text: str, addresses: Collection[str]) -> Iterator[Problem]:
    """Links of one Markdown file that lead nowhere. `name` is its path under content/pages, `file` as shown."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _LINK.finditer(line):
            link, column = match[1], match.start(1) + 1
            if _ELSEWHERE.match(link):
                if not _ALLOWED.match(link):
                    yield Problem(file, number, column, f"链接“{link}”不能用", "只用 http、https、mailto、tel 或站内地址")
                continue
            path = unquote(link.partition("#")[0].partition("?")[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), re.sub(r"\.md$", ".html", path)))
            if target not in addresses:
                yield Problem(file, number, column, f"链接“{link}”没有对应的页面", "请核对地址，如 units.html")
