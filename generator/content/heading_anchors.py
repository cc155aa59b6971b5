"""Headings of hand-written pages get their anchor from their words, so that it stays when others are added.

An extension of Markdown, for whoever reads these pages: MkDocs and the check of links. Python-Markdown knows
no anchor for Chinese words and counts instead (_1, _2); that number stays as a second, empty anchor, because
other sites may link to it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import render_inner_html, slugify, slugify_unicode, strip_tags, unique
from markdown.treeprocessors import Treeprocessor

_HEADING = re.compile(r"h[1-6]")
_ONES = "一二三四五六七八九十百零〇0-9"
# What counts a heading and changes when another is put before it: 一、（二）3. 1.2 第四章
_COUNTED = re.compile(
    rf"\s*(?:第[{_ONES}]+[章节条部分款]+[、\s]*|[（(][{_ONES}]+[）)][、.]?\s*"
    rf"|[{_ONES}]+、\s*|[0-9]+(?:\.[0-9]+)*(?:[.．](?![0-9])|[)）]|\s)\s*)"
)
_BEFORE_TOC = 6  # its processor has 5, that of {#name} 8


def anchor_of(words: str) -> str:
    """The anchor that a heading has by its words: without its number, without punctuation. May be empty."""
    words = unicodedata.normalize("NFKC", words)
    return slugify_unicode(_COUNTED.sub("", words, count=1), "-") or slugify_unicode(words, "-")


class _Anchors(Treeprocessor):
    def run(self, root: Element) -> None:
        taken = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
        headings = [e for e in root.iter() if isinstance(e.tag, str) and _HEADING.fullmatch(e.tag)]
        free = [(e, self._words(e)) for e in headings if "id" not in e.attrib]
        counted, before = set(taken), {}
        for element, words in free:
            before[element] = unique(slugify(words, "-"), counted)
        for element, words in free:
            element.set("id", unique(anchor_of(words) or before[element], taken))
        for element, _ in free:
            if before[element] not in taken:
                taken.add(before[element])
                _put_in_front(element, before[element])

    def _words(self, element: Element) -> str:
        assert self.md is not None
        return html.unescape(strip_tags(render_inner_html(element, self.md)))


def _put_in_front(element: Element, anchor: str) -> None:
    """An empty anchor before the words of a heading."""
    empty = Element("span", id=anchor)  # no `a`: MkDocs wants every one of these to lead somewhere
    empty.tail, element.text = element.text, None
    element.insert(0, empty)


class _HeadingAnchors(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Anchors(md), "heading_anchors", _BEFORE_TOC)


def makeExtension(**kwargs: object) -> _HeadingAnchors:
    """What Markdown looks for in a module that it is told to load."""
    return _HeadingAnchors(**kwargs)
