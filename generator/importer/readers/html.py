"""A page of a government site: all of its text as lines, what is navigation set aside, tables with their cells.

The article is the smallest element that holds nearly all sentences. Lines outside it that are mostly links, or
stand in a navigation or footer element, are set aside; head blocks and titles outside it are kept for the rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.importer.lines import Line, Source, UnreadableError, number_lines
from generator.importer.readers.text import decode

_SKIP = frozenset({"script", "style", "template", "noscript", "head", "iframe", "object", "svg", "select", "option", "textarea", "button", "-comment", "_comment", "!doctype"})
_BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "nav", "aside", "main", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "figure", "figcaption", "blockquote", "pre", "hr", "body", "html", "center", "address"]
)
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_CHROME = re.compile(r"(?:^|[\s_-])(?:nav|menu|foot|footer|bread|crumb|share|sidebar|copyright|topbar|toolbar|friend|link|banner|search|logo|pagination|related)", re.I)
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.I)
_META = {"articletitle": "标题", "pubdate": "发布日期", "contentsource": "信息来源"}
_CONTAINER = re.compile(r"<(/?)(?:div|span|ul|ol|dl|table|section|article|blockquote|font|b|i|em|strong|center|details|form)\b", re.IGNORECASE)
_DEEPEST = 2000
_WIDEST = 60  # columns in which a merged cell is followed down
_OUTLINES = {f"h{n}": n - 1 for n in range(1, 7)}
_INLINE = frozenset({"-text", "span", "strong", "b", "font", "em", "u"})
_SENTENCE = re.compile("[。；，]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PADDING = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
_ENCODING = re.compile(rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,20})", re.I)


def looks_like_html(text: str) -> bool:
    """Whether a text without a telling name is a page."""
    return re.match(r"\s{0,200}(?:<!doctype html|<html|<head|<body|<meta)", text[:400], re.I) is not None


@dataclass(slots=True)
class _Piece:
    """A line being collected: its words, how much of them is link, where it stands."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    chrome: bool = False
    hidden: bool = False
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    merged: tuple[int, ...] = ()
    inside: bool = False


def read_html(data: bytes, name: str) -> Source:
    """Read a page."""
    from selectolax.lexbor import LexborHTMLParser

    try:
        text = _decode(data, name)
        if _nesting(text) > _DEEPEST:
            raise UnreadableError(f"{name} 的标签一层套一层，超过 {_DEEPEST} 层，不像一份网页，请把正文另存为文本再导入。")
        tree = LexborHTMLParser(text)
        root = tree.body or tree.root
        if root is None:
            raise UnreadableError(f"{name} 里没有网页内容。")
        article = _article(root)
        collector = _Collector(root, article)
        collector.walk(root)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"{name} 不是完整的网页，无法读取。") from error
    pieces = collector.finish()
    notes = ("网页里有隐藏文字，已搁置",) if any(p.hidden for p in pieces) else ()
    return Source(number_lines(_lines(pieces)), name, _title(tree), notes, _fields(tree))


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


class _Place(NamedTuple):
    """Where a text stands: in the article, in navigation, in something hidden, in a link."""

    inside: bool = False
    chrome: bool = False
    hidden: bool = False
    linked: bool = False


class _Collector:
    """Walks the page and collects lines."""

    def __init__(self, root: Any, article: Any) -> None:
        self.article = article.mem_id
        self.layout = {table.mem_id for table in root.css("table:has(table)")}
        self.done: list[_Piece] = []
        self.now = _Piece()

    def walk(self, root: Any) -> None:
        """Visit every node without recursion, so that deep nesting cannot overflow."""
        above: list[tuple[Any, _Place, bool]] = []  # the elements being visited: what follows them, where, whether they end a line
        node, place = root, _Place()
        while node is not None or above:
            if node is None:
                node, place, ends_line = above.pop()
                if ends_line:
                    self.end_line()
                continue
            tag = node.tag
            following = node.next if above else None
            if tag == "-text":
                self.add(node.text_content or "", place)
            elif tag == "br":
                self.end_line()
            elif tag not in _SKIP:
                inner = self.place(node, tag, place)
                block = tag in _BLOCKS
                if block:
                    self.end_line()
                    if tag == "table" and node.mem_id not in self.layout and _is_data(node):
                        self.table(node, inner.inside)
                        node = following
                        continue
                    if inner.inside and tag in _OUTLINES:
                        self.now.outline = _OUTLINES[tag]
                above.append((following, place, block))
                node, place = node.child, inner
                continue
            node = following

    def place(self, node: Any, tag: str, outer: _Place) -> _Place:
        """Where the texts in an element stand that itself stands in `outer`."""
        inside = outer.inside or node.mem_id == self.article
        attributes = node.attributes
        if not attributes and tag not in _CHROME_TAGS and tag != "a" and inside == outer.inside:
            return outer
        return _Place(
            inside,
            outer.chrome or (not inside and _is_chrome(tag, attributes)),
            outer.hidden or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None,
            outer.linked or tag == "a",
        )

    def add(self, words: str, place: _Place) -> None:
        """Add the words of a text node to the present line."""
        words = _SPACE.sub(" ", words)
        now = self.now
        if not now.words and not words.strip(" "):
            return
        now.words.append(words)
        now.inside = now.inside or place.inside
        now.chrome = now.chrome or place.chrome
        now.hidden = now.hidden or (place.hidden and bool(words.strip()))
        now.linked += len(words.strip()) if place.linked else 0

    def end_line(self) -> None:
        """Close the present line."""
        if "".join(self.now.words).strip():
            self.done.append(self.now)
            self.now = _Piece()
        else:
            self.now.words = []

    def table(self, node: Any, inside: bool) -> None:
        """The rows of a data table; a merged cell's text stands in its first cell."""
        held: dict[int, int] = {}
        for row in node.css("tr"):
            cells: list[str] = []
            merged: list[int] = []
            for cell in row.iter():
                if cell.tag not in ("td", "th"):
                    continue
                _go_on(held, cells, merged)
                words = " ".join(cell.text(separator=" ").split())
                words = _PADDING.sub("", words) if " " in words else words
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                for k in range(across):
                    if down > 1 and len(cells) < _WIDEST:
                        held[len(cells)] = down - 1
                    cells.append(words if k == 0 else "")
            _go_on(held, cells, merged)
            if any(cells):
                self.done.append(_Piece(["\t".join(cells)], inside=inside, cells=tuple(cells), merged=tuple(merged)))

    def finish(self) -> list[_Piece]:
        """All lines."""
        self.end_line()
        return self.done


def _go_on(held: dict[int, int], cells: list[str], merged: list[int]) -> None:
    """Empty cells for the columns in which a merged cell of a row above goes on."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        merged.append(len(cells))
        cells.append("")


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(100, max(1, int(value))) if value.isdecimal() else 1


def _is_chrome(tag: str, attributes: dict[str, str | None]) -> bool:
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return tag in _CHROME_TAGS or _CHROME.search(marks) is not None


def _is_data(table: Any) -> bool:
    """A table of data rather than of layout, in which no other table stands: several rows of several cells, no long text."""
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
        label = None
        if piece.hidden:
            label = "隐藏文字"
        elif not piece.inside and (piece.chrome or piece.linked * 2 >= len(words.strip())):
            label = "导航" if n <= last else "页脚"
        lines.append(Line(0, words, outline=piece.outline, cells=piece.cells, aside=label, merged=piece.merged))
    return lines
