"""A page of a government site: all of its text as lines, what is navigation set aside, tables with their cells.

The article is the smallest element that holds nearly all sentences. Lines outside it that are mostly links, or
stand in a navigation or footer element, are set aside; head blocks and titles outside it are kept for the rules.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from generator.importer.lines import Line, Source, UnreadableError, number_lines
from generator.importer.readers.html_beside import HIDDEN, is_hidden, label_of, markup_of, notes_of, words_of
from generator.importer.readers.text import decode

_SKIP = frozenset({"script", "style", "head", "-comment", "_comment", "!doctype"})
_BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "nav", "aside", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "figure", "figcaption", "blockquote", "pre", "hr", "body", "html", "center", "address"]
)
_APART = frozenset({"option", "text", "title", "desc"})  # each a line of its own where it is set aside
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_CHROME = re.compile(r"(?:^|[\s_-])(?:nav|menu|foot|footer|bread|crumb|share|sidebar|copyright|topbar|toolbar|friend|link|banner|search|logo|pagination|related)", re.I)
_META = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "信息来源"}
_CONTAINER = re.compile(r"<(/?)(?:div|span|ul|ol|dl|table|section|article|blockquote|font|b|i|em|strong|center|details|form)\b", re.IGNORECASE)
_DEEPEST = 2000
_ENCODING = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,20})", re.I)
_MOST_LEVELS = 200
_MOST_PAGES = 3  # pages inside each other


def looks_like_html(text: str) -> bool:
    """Whether a text without a telling name is a page."""
    return re.match(r"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,20})?(?:<!--[^>]{0,200}-->\s{0,20})?(?:<!doctype html|<html|<head|<body|<meta)", text[:800], re.I) is not None


@dataclass
class _Piece:
    """A line being collected: its words, how much of them is link, where it stands."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    chrome: bool = False
    label: str | None = None
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    merged: tuple[int, ...] = ()
    inside: bool = False


def read_html(data: bytes, name: str) -> Source:
    """Read a page."""
    try:
        text = _decode(data, name)
        if _nesting(text) > _DEEPEST:
            raise UnreadableError(f"{name} 的标签一层套一层，超过 {_DEEPEST} 层，不像一份网页，请把正文另存为文本再导入。")
        tree = LexborHTMLParser(text)
        root = tree.body or tree.root
        if root is None:
            raise UnreadableError(f"{name} 里没有网页内容。")
        article = _article(root)
        collector = _Collector(article.mem_id)
        collector.walk(root)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"{name} 不是完整的网页，无法读取。") from error
    pieces = collector.finish()
    counts: Counter[str] = Counter()
    for piece in pieces:
        if piece.label:
            counts[piece.label] += sum(len(words.strip()) for words in piece.words)
    return Source(number_lines(_lines(pieces)), name, _title(tree), tuple(notes_of(counts)), _fields(tree))


def _nesting(text: str) -> int:
    """How deep containers stand in each other, near enough; time grows with the square of it."""
    depth = deepest = 0
    for match in _CONTAINER.finditer(text):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _decode(data: bytes, name: str) -> str:
    declared = _ENCODING.search(data[:4096])
    if declared and declared.group(1).lower() in (b"gb2312", b"gbk", b"gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decode(data, name)[0]


def _title(tree: Any) -> str | None:
    """The first h1, whose words the text prints too."""
    node = tree.css_first("h1")
    words = " ".join(node.text().split()) if node else ""
    return words or None


def _fields(tree: Any) -> tuple[tuple[str, str], ...]:
    """The meta tags of 国办发〔2017〕47号 that say what the page is."""
    found: list[tuple[str, str]] = []
    for node in tree.css("meta[name]"):
        label = _META.get((node.attributes.get("name") or "").lower())
        value = (node.attributes.get("content") or "").strip()
        if label and value:
            found.append((label, value))
    return tuple(found)


def _article(root: Any) -> Any:
    """The smallest element that holds nearly all characters of sentences, links left out."""
    weights: dict[int, int] = {}
    nodes: dict[int, Any] = {}
    order: list[int] = []
    total = 0
    for node in root.css("p, div, td, span, li, section, article"):
        own = "".join(c.text() if c.tag in ("-text", "span", "strong", "b", "font", "em", "u") else "" for c in node.iter(include_text=True))
        if len(own.strip()) < 20 or not re.search(r"[。；，]", own) or node.tag == "span":
            continue
        total += len(own)
        above, depth = node, 0
        while above is not None and depth < _MOST_LEVELS:
            key = above.mem_id
            if key not in weights:
                weights[key], nodes[key] = 0, above
                order.append(key)
            weights[key] += len(own)
            above, depth = above.parent, depth + 1
    full = [k for k in order if weights[k] * 10 >= total * 9]
    return nodes[min(full, key=lambda k: (len(nodes[k].html or ""), -order.index(k)))] if full and total else root


class _Collector:
    """Walks the page and collects lines; with a label, the lines of what is set aside under that name."""

    def __init__(self, article: int, label: str | None = None, depth: int = 0) -> None:
        self.article = article
        self.label = label
        self.depth = depth  # pages and asides around this
        self.done: list[_Piece] = []
        self.now = _Piece(label=label)
        self.beside: list[_Piece] = []  # what stands in the present line and is no text of it

    def walk(self, root: Any) -> None:
        """Visit every node without recursion, so that deep nesting cannot overflow."""
        stack: list[tuple[Any, bool, bool, bool]] = [(root, False, False, False)]
        while stack:
            node, inside, chrome, linked = stack.pop()
            if node is None:
                self.end_line()
                continue
            tag = node.tag
            if tag == "-text":
                self.add(node.text_content or "", inside, chrome, linked)
                continue
            if tag in _SKIP:
                continue
            if tag == "br":
                self.end_line()
                continue
            if self.label is None and (label := label_of(node)) is not None:
                self.aside(node, label)
                continue
            inside = inside or node.mem_id == self.article
            chrome = chrome or (not inside and _is_chrome(node))
            linked = linked or tag == "a"
            if tag == "table" and self.label is None and _is_data(node):
                self.end_line()
                self.table(node, inside)
                continue
            block = tag in _BLOCKS or (self.label is not None and tag in _APART)
            if block:
                self.end_line()
                if re.fullmatch(r"h[1-6]", tag) and inside:
                    self.now.outline = int(tag[1]) - 1
                stack.append((None, False, False, False))
            if self.label is not None:
                self.within(node)
            stack.extend((child, inside, chrome, linked) for child in reversed(list(node.iter(include_text=True))))

    def aside(self, node: Any, label: str) -> None:
        """Keep the words of an element apart until the present line ends."""
        collector = _Collector(self.article, label, self.depth + 1)
        collector.walk(node)
        self.beside += collector.finish()

    def within(self, node: Any) -> None:
        """Add what an element that is set aside shows beside the text between its tags."""
        self.add(words_of(node), False, False, False)
        markup = markup_of(node)
        if not markup:
            return
        self.end_line()
        root = LexborHTMLParser(f"<body>{markup}").body if self.depth < _MOST_PAGES and _nesting(markup) <= _DEEPEST else None
        if root is None:
            self.add(markup, False, False, False)
        else:
            collector = _Collector(self.article, self.label, self.depth + 1)
            collector.walk(root)
            self.done += collector.finish()

    def add(self, words: str, inside: bool, chrome: bool, linked: bool) -> None:
        """Add the words of a text node to the present line."""
        words = re.sub(r"[ \t\r\n\f]+", " ", words)
        if not words.strip(" ") and not self.now.words:
            return
        self.now.words.append(words)
        self.now.inside = self.now.inside or inside
        self.now.chrome = self.now.chrome or chrome
        self.now.linked += len(words.strip()) if linked else 0

    def end_line(self) -> None:
        """Close the present line."""
        if "".join(self.now.words).strip():
            self.done.append(self.now)
            self.now = _Piece(label=self.label)
        else:
            self.now.words = []
        self.done += self.beside
        self.beside = []

    def table(self, node: Any, inside: bool) -> None:
        """The title and the rows of a data table; a merged cell's text stands in its first cell."""
        for caption in node.css("caption"):
            words = self.cell(caption)
            if words:
                self.done.append(_Piece([words], inside=inside))
        held: dict[int, int] = {}
        for row in node.css("tr"):
            if _is_unseen(row, node):
                self.aside(row, HIDDEN)
                self.end_line()
                continue
            cells: list[str] = []
            merged: list[int] = []
            for cell in row.iter():
                if cell.tag not in ("td", "th"):
                    continue
                _go_on(held, cells, merged)
                words = self.cell(cell)
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                for k in range(across):
                    if down > 1:
                        held[len(cells)] = down - 1
                    cells.append(words if k == 0 else "")
            _go_on(held, cells, merged)
            if any(cells):
                self.done.append(_Piece(["\t".join(cells)], inside=inside, cells=tuple(cells), merged=tuple(merged)))
            self.end_line()

    def cell(self, cell: Any) -> str:
        """The words of a cell on one line; what is no running text is kept apart."""
        found: list[str] = []
        stack = [cell]
        while stack:
            node = stack.pop()
            if node.tag == "-text":
                found.append(node.text_content or "")
            elif node.tag not in _SKIP:
                label = label_of(node)
                if label is not None:
                    self.aside(node, label)
                else:
                    stack.extend(reversed(list(node.iter(include_text=True))))
        words = " ".join(" ".join(found).split())
        return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", words)

    def finish(self) -> list[_Piece]:
        """All lines."""
        self.end_line()
        return self.done


def _is_unseen(row: Any, table: Any) -> bool:
    """Whether a row, or the part of the table around it, is hidden."""
    node = row
    while node is not None and node.mem_id != table.mem_id:
        if is_hidden(node):
            return True
        node = node.parent
    return False


def _go_on(held: dict[int, int], cells: list[str], merged: list[int]) -> None:
    """Empty cells for the columns in which a merged cell of a row above goes on."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        merged.append(len(cells))
        cells.append("")


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(100, max(1, int(value))) if value.isdecimal() else 1


def _is_chrome(node: Any) -> bool:
    marks = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return node.tag in _CHROME_TAGS or _CHROME.search(marks) is not None


def _is_data(table: Any) -> bool:
    """A table of data rather than of layout: no table inside, several rows of several cells, no long text."""
    if len(table.css("table")) > 1:
        return False
    rows = [[c for c in row.iter() if c.tag in ("td", "th")] for row in table.css("tr")]
    wide = [r for r in rows if len(r) >= 2]
    if len(wide) < 2:
        return False
    return max((len(c.text()) for r in rows for c in r), default=0) < 4000


def _lines(pieces: list[_Piece]) -> list[Line]:
    last = max((n for n, p in enumerate(pieces) if p.inside), default=len(pieces))
    lines: list[Line] = []
    for n, piece in enumerate(pieces):
        words = "".join(piece.words).strip(" ") if piece.cells is None else piece.words[0]
        label = piece.label
        if label is None and not piece.inside and (piece.chrome or piece.linked * 2 >= len(words.strip())):
            label = "导航" if n <= last else "页脚"
        lines.append(Line(0, words, outline=piece.outline, cells=piece.cells, aside=label, merged=piece.merged))
    return lines
