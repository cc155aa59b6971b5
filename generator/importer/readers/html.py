"""A page of a government site: all of its text as lines, what is navigation set aside,
tables with their cells.

The article is the smallest element that holds nearly all sentences. Lines outside it that are mostly links,
or stand in a navigation or footer element, are set aside; head blocks and titles outside it are kept for the
rules.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from generator.importer.lines import NESTED, Line, Source, UnreadableError, number_lines
from generator.importer.readers.html_around import label_around, label_outside
from generator.importer.readers.html_beside import notes_of
from generator.importer.readers.html_facts import SITE, fields_of, title_of
from generator.importer.readers.html_guard import check_markup
from generator.importer.readers.html_hidden import hidden_of
from generator.importer.readers.html_walk import Collector, Piece
from generator.importer.readers.text import decode, is_utf8

_ENCODING = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,20})", re.I)
_BLOCK_ENDS = re.compile(r"</(?:p|div|td|tr|li)\s?>", re.I)
_MARKUP = 3  # ends of paragraphs or cells that only markup has
_INLINE = frozenset({"-text", "span", "strong", "b", "font", "em", "u"})
_SENTENCE = re.compile("[。；，]")


def looks_like_html(text: str) -> bool:
    """Whether a text without a telling name is a page, or the markup of an article copied out of one."""
    if len(list(islice(_BLOCK_ENDS.finditer(text), _MARKUP))) == _MARKUP:
        return True
    return (
        re.match(
            r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,20})?(?:<!--[^>]{0,200}-->\s{0,20})?"
            r"(?:<!doctype html|<html|<head|<body|<meta)",
            text[:800],
            re.I,
        )
        is not None
    )


def read_html(data: bytes, name: str) -> Source:
    """Read a page."""
    try:
        text, note = _decode(data, name)
        check_markup(text, name)
        tree = LexborHTMLParser(text)
        root = tree.body or tree.root
        if root is None:
            raise UnreadableError(f"{name} 里没有网页内容。")
        article = _article(root)
        hidden = hidden_of(tree, root)
        collector = Collector(root, article.mem_id, hidden=hidden.elements)
        collector.walk(root)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"{name} 不是完整的网页，无法读取。") from error
    pieces = collector.finish()
    title = title_of(tree, [" ".join("".join(p.words).split()) for p in pieces if not (p.linked or p.label)])
    fields = fields_of(tree, title)
    counts: Counter[str] = Counter()
    for piece in pieces:
        if piece.label:
            counts[piece.label] += sum(len(words.strip()) for words in piece.words)
    notes = [*([note] if note else []), *notes_of(counts)]
    if collector.nested_count:
        notes.append(NESTED.format(collector.nested_count))
    if hidden.shown:
        notes.append("网页的正文在样式里写成隐藏、由脚本显示，已照常读入")
    label_around(pieces, title, dict(fields).get(SITE, ""))
    label_outside(pieces)
    return Source(number_lines(list(map(_line, pieces))), name, title, tuple(notes), fields)


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    declared = _ENCODING.search(data[:4096])
    if declared and declared.group(1).lower() in (b"gb2312", b"gbk", b"gb18030") and not is_utf8(data):
        try:
            return data.decode("gb18030"), None
        except UnicodeDecodeError:
            pass
    return decode(data, name)


def _article(root: Any) -> Any:
    """The smallest element that holds nearly all characters of sentences, links left out."""
    weights: dict[int, int] = {}
    for node in root.css("p, div, td, li, section, article"):
        own = _own_words(node)
        if len(own.strip()) >= 20 and _SENTENCE.search(own):
            weights[node.mem_id] = len(own)
    total = sum(weights.values())
    if not total:
        return root
    for node in reversed(list(root.traverse())):  # what stands in an element comes before it
        weight = weights.get(node.mem_id)
        if weight is None:
            continue
        if weight * 10 >= total * 9:
            return node
        above = node.parent.mem_id
        weights[above] = weights.get(above, 0) + weight
    return root


def _own_words(node: Any) -> str:
    """The words of an element that stand in no other paragraph."""
    words: list[str] = []
    child = node.child
    while child is not None:
        if child.tag in _INLINE:
            words.append(child.text())
        child = child.next
    return "".join(words)


def _line(piece: Piece) -> Line:
    words = "".join(piece.words).strip(" ") if piece.cells is None else piece.words[0]
    return Line(
        0,
        words,
        outline=piece.outline,
        cells=piece.cells,
        aside=piece.label,
        merged=piece.merged,
        mark=piece.mark,
    )
