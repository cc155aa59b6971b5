"""What a page says of its document outside the text: the meta tags of 国办发〔2017〕47号, and the name that a
browser shows, 标题_栏目_网站.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generator.importer.words.document_titles import is_like_title

SITE = "网站名称"
_META = {
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "信息来源",
    "sitename": SITE,
    "og:site_name": SITE,
}
_PARTS = re.compile(r"\s*(?:[_|｜]+|-{2,}|—+|–|\s-\s|>{1,2}|»|(?<!\d)-|-(?!\d))\s*")
_LEAST = 6  # characters of a title that a column cannot have for its name
_LONGEST_SITE = 30


def fields_of(tree: Any, title: str | None) -> tuple[tuple[str, str], ...]:
    """The fields that a page carries outside its text, and the name of its site."""
    found: dict[str, str] = {}
    for node in tree.css("meta[name], meta[property]"):
        attributes = node.attributes
        label = _META.get((attributes.get("name") or attributes.get("property") or "").strip().lower())
        value = (attributes.get("content") or "").strip()
        if label and value:
            found.setdefault(label, value)
    shown = _shown(tree)
    if len(shown) > 1 and SITE not in found:
        others = [part for part in shown if _close(part) != _close(title or "")]
        site = others[-1] if others and _close(shown[0]) != _close(others[-1]) else (others or [""])[0]
        if 0 < len(site) <= _LONGEST_SITE:
            found[SITE] = site
    return tuple(found.items())


def title_of(tree: Any, plain: Sequence[str]) -> str | None:
    """The title of the document: what a meta tag or the name of the page says, where a line that is no link
    (`plain`) prints it; else the first h1, whose words the text prints too."""
    lines = {_close(words): words for words in plain}
    for part in [*_named(tree), *sorted(_shown(tree), key=len, reverse=True)]:
        close = _close(part)
        if close in lines and len(close) >= _LEAST and is_like_title(close):
            return lines[close]
    node = tree.css_first("h1")
    words = " ".join(node.text().split()) if node else ""
    return words or None


def _named(tree: Any) -> list[str]:
    return [
        node.attributes.get("content") or ""
        for node in tree.css("meta[name]")
        if (node.attributes.get("name") or "").lower() == "articletitle"
    ]


def _shown(tree: Any) -> list[str]:
    """The parts of the name that a browser shows."""
    node = tree.css_first("head title") or tree.css_first("title")
    words = " ".join((node.text() if node else "").split())
    return [part for part in _PARTS.split(words) if part]


def _close(words: str) -> str:
    return "".join(words.split())
