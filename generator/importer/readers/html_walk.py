"""Walks a page and collects its lines; what stands beside the running text is kept under a name.

Pages have many small elements, so the walk asks each of them little and makes as few objects as it can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from generator.importer.readers.html_beside import HIDDEN, label_of, marked, markup_of, words_of
from generator.importer.readers.html_guard import costly
from generator.importer.readers.html_lists import ListNumbers
from generator.importer.readers.html_marks import mark_of
from generator.importer.readers.html_tables import (
    go_on,
    is_data,
    layout_tables,
    marked_row,
    own_rows,
    span,
)
from generator.importer.readers.raised import Rise, powers, shifted
from generator.importer.words.numerals import opens_item
from generator.model.paper_marks import Mark

_BOLD = frozenset({"b", "strong"})
_LONGEST_MARK = 20  # characters of a heading that show its number
_SKIP = frozenset({"script", "style", "head", "-comment", "_comment", "!doctype"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "form",
        "fieldset",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "hr",
        "body",
        "html",
        "center",
        "address",
    ]
)
_APART = frozenset({"option", "text", "title", "desc"})  # each a line of its own where it is set aside
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot|footer|bread|crumb|share|sidebar|copyright|topbar|toolbar|friend|link|"
    r"banner|search|logo|pagination|related)",
    re.I,
)
_MOST_PAGES = 3  # pages inside each other
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|zip|rar|7z)(?:$|[?#&])", re.I)
_LINE_END = object()  # of a block, where the walk through a cell leaves it
_LONGEST_SPAN = 1000
_WIDEST = 60  # columns in which a merged cell is followed down
_OUTLINES = {f"h{n}": n - 1 for n in range(1, 7)}
_PRE = re.compile(r"white-space\s{0,4}:\s{0,4}(?:pre|break-spaces)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_RISES: dict[str, Rise] = {"sup": "superscript", "sub": "subscript"}
_ALIGNED = re.compile(r"vertical-align\s{0,4}:\s{0,4}(super|sub)\b", re.I)
_CLOSE = re.compile(" ?\0 ?")  # around raised characters, which no blank parts from what they belong to
# a line of the source that ends inside Chinese words; a blank between them is one that the reader sees
_WRAPPED = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]{0,200}[\r\n]\s{0,400}(?=[\u3000-\u9fff\uff00-\uffef])"
)


@dataclass(slots=True)
class Piece:
    """A line being collected: its words, how much of them is link, where it stands."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    chrome: bool = False
    label: str | None = None
    outline: int | None = None
    cells: tuple[str, ...] | None = None
    merged: tuple[int, ...] | None = None
    inside: bool = False
    file: bool = False  # a link to a file
    links: int = 0
    mark: Mark | None = None


class _Place(NamedTuple):
    """Where a text stands: in the article, in navigation, in a link, where line breaks count."""

    inside: bool = False
    chrome: bool = False
    linked: bool = False
    file: bool = False  # in a link to a file
    kept: bool = False  # lines as they are in the source


class Collector:
    """Collects the lines of a page; with a label, the lines of what is set aside under that name."""

    def __init__(
        self,
        root: Any,
        article: int,
        label: str | None = None,
        depth: int = 0,
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        self.article = article
        self.label = label
        self.hidden = hidden  # elements that nobody sees
        self.depth = depth  # pages and asides around this
        self.layout = layout_tables(root) if label is None else set[int]()
        self.numbers = ListNumbers()
        self.number = ""  # of the list item that begins
        self.done: list[Piece] = []
        self.now = Piece(label=label)
        self.beside: list[Piece] = []  # what stands in the present line and is no text of it
        self.nested: list[Any] = []  # tables in the cells of the present one
        self.nested_count = 0

    def walk(self, root: Any) -> None:
        """Visit every node without recursion, so that deep nesting cannot overflow."""
        above: list[
            tuple[Any, _Place, str]
        ] = []  # the elements being visited: what follows them, where, their tags
        node, place = root, _Place()
        while node is not None or above:
            if node is None:
                node, place, tag = above.pop()
                if self.is_block(tag):
                    self.end_line()
                if tag == "li":
                    self.number = ""  # of an item that shows no words, as they are struck out
                continue
            tag = node.tag
            following = node.next if above else None
            if tag == "-text":
                self.add_lines(node.text_content or "", place)
            elif tag == "br":
                self.end_line()
            elif tag not in _SKIP:
                attributes = node.attributes
                if (rise := _rise(tag, attributes)) and node.mem_id not in self.hidden:
                    self.add(_raised(node.text(), rise), place)
                elif (
                    self.label is None and (label := label_of(node, tag, attributes, self.hidden)) is not None
                ):
                    self.aside(node, label)
                elif tag == "table" and self.label is None and self.is_of_data(node, attributes):
                    self.end_line()
                    self.table(node, place.inside or node.mem_id == self.article)
                else:
                    inner = self.enter(node, tag, attributes, place)
                    above.append((following, place, tag))
                    node, place = node.child, inner
                    continue
            node = following

    def enter(self, node: Any, tag: str, attributes: dict[str, str | None], outer: _Place) -> _Place:
        """Begin an element that stands in `outer`; where its texts stand."""
        inside = outer.inside or node.mem_id == self.article
        if self.is_block(tag):
            self.end_line()
            self.now.mark = mark_of(attributes)
            if tag in _OUTLINES and (inside or self.now.mark is not None):
                self.now.outline = _OUTLINES[tag]
            elif tag == "li" and (
                # the article of a short page can be one item of its list
                inside or not outer.chrome
            ):
                self.number = self.numbers.of(node)
        if (
            tag in _BOLD
            and self.label is None
            and self.now.words
            and opens_item(self.now.words[-1], node.text()[:_LONGEST_MARK])
        ):
            self.end_line()
        if self.label is not None:
            self.within(node, tag, attributes)
        self.now.links += tag == "a"
        if not attributes and tag not in _CHROME_TAGS and tag not in ("a", "pre") and inside == outer.inside:
            return outer
        kept = outer.kept or tag == "pre" or _PRE.search(attributes.get("style") or "") is not None
        return _Place(
            inside,
            outer.chrome or (not inside and _is_chrome(tag, attributes)),
            outer.linked or tag == "a",
            outer.file or (tag == "a" and _FILE.search(attributes.get("href") or "") is not None),
            kept,
        )

    def is_of_data(self, node: Any, attributes: dict[str, str | None]) -> bool:
        """Whether a table is to be read row by row."""
        return mark_of(attributes) is not None or (node.mem_id not in self.layout and is_data(node))

    def is_block(self, tag: str) -> bool:
        """Whether an element begins and ends a line."""
        return tag in _BLOCKS or (self.label is not None and tag in _APART)

    def aside(self, node: Any, label: str) -> None:
        """Keep the words of an element apart until the present line ends."""
        collector = Collector(node, self.article, label, self.depth + 1)
        collector.walk(node)
        self.beside += collector.finish()

    def within(self, node: Any, tag: str, attributes: dict[str, str | None]) -> None:
        """Add what an element that is set aside shows beside the text between its tags."""
        self.add(words_of(tag, attributes), _Place())
        markup = markup_of(node, tag, attributes)
        if not markup:
            return
        self.end_line()
        root = (
            LexborHTMLParser(f"<body>{markup}").body
            if self.depth < _MOST_PAGES and not costly(markup)
            else None
        )
        if root is None:
            self.add(markup, _Place())
        else:
            collector = Collector(root, self.article, self.label, self.depth + 1)
            collector.walk(root)
            self.done += collector.finish()

    def add_lines(self, words: str, place: _Place) -> None:
        """Add a text node, whose line breaks count where the page keeps them (pre)."""
        if not place.kept:
            self.add(words, place)
            return
        for n, line in enumerate(words.split("\n")):
            if n:
                self.end_line()
            self.add(line, place)

    def add(self, words: str, place: _Place) -> None:
        """Add the words of a text node to the present line."""
        words = _SPACE.sub(" ", words)
        now = self.now
        if not now.words and not words.strip(" "):
            return
        if self.number:
            now.words.append(self.number)
            self.number = ""
        now.words.append(words)
        now.inside = now.inside or place.inside
        now.chrome = now.chrome or place.chrome
        now.linked += len("".join(words.split())) if place.linked else 0
        now.file = now.file or place.file

    def end_line(self) -> None:
        """Close the present line."""
        if "".join(self.now.words).strip():
            self.done.append(self.now)
            self.now = Piece(label=self.label)
        else:
            self.now.words = []
        if self.beside:
            self.done += self.beside
            self.beside = []

    def table(self, node: Any, inside: bool) -> None:
        """The title and the rows of a data table; a merged cell's text stands in its first cell, a table in a
        cell behind all rows."""
        for caption in node.css("caption"):
            words = self.cell(caption)
            if words:
                self.done.append(Piece([words], inside=inside))
        nested, self.nested = self.nested, []
        mark = mark_of(node.attributes)
        held: dict[int, int] = {}
        part = 0
        for row in own_rows(node):
            # merged cells end with their part of the table
            if row.parent is not None and row.parent.mem_id != part:
                part = row.parent.mem_id
                held.clear()
            if (label := marked_row(row, node, self.hidden)) is not None:
                self.aside(row, label)
                continue
            cells: list[str] = []
            merged: list[int] = []
            for cell in row.iter():
                if cell.tag not in ("td", "th"):
                    continue
                label = marked(cell, cell.attributes, self.hidden)
                if label is not None:
                    self.aside(cell, label)
                if label == HIDDEN:  # takes no place in the row either
                    continue
                go_on(held, cells, merged)
                words = "" if label else self.cell(cell)
                across, down = span(cell, "colspan") or 1, span(cell, "rowspan") or _LONGEST_SPAN
                for k in range(across):
                    if down > 1 and len(cells) < _WIDEST:
                        held[len(cells)] = down - 1
                    cells.append(words if k == 0 else "")
            go_on(held, cells, merged)
            if any(cells) or mark is not None:
                row_mark = "head" if mark == "row" and row.parent.tag == "thead" else mark
                piece = Piece(["\t".join(cells)], inside=inside, cells=tuple(cells), merged=tuple(merged))
                piece.mark = row_mark
                self.done.append(piece)
        self.end_line()  # what stands beside the cells comes after the table, so that its rows stay together
        within, self.nested = self.nested, nested
        for each in within:
            self.table(each, inside)

    def cell(self, cell: Any) -> str:
        """The words of a cell, its lines parted by a space; what is no running text is kept apart."""
        lines: list[list[str]] = [[]]
        stack = [cell.child]
        while stack:
            node = stack.pop()
            if node is None:
                continue
            if node is _LINE_END:
                lines.append([])
                continue
            stack.append(node.next)
            tag = node.tag
            if tag == "-text":
                lines[-1].append(node.text_content or "")
            elif tag == "br":
                lines.append([])
            elif tag not in _SKIP:
                attributes = node.attributes
                label = label_of(node, tag, attributes, self.hidden)
                if label is None and (rise := _rise(tag, attributes)):
                    lines[-1].append(f"\0{_raised(node.text(), rise)}\0")
                    continue
                if label is not None:
                    self.aside(node, label)
                    continue
                if tag == "table" and is_data(node):
                    self.nested.append(node)  # one of its own, not words of the cell
                    self.nested_count += 1
                    continue
                if tag in _BLOCKS:
                    lines.append([])
                    stack.append(_LINE_END)
                stack.append(node.child)
        whole = (_CLOSE.sub("", " ".join(_WRAPPED.sub("", "".join(words)).split())) for words in lines)
        return " ".join(words for words in whole if words)

    def finish(self) -> list[Piece]:
        """All lines."""
        self.end_line()
        return self.done


def _rise(tag: str, attributes: dict[str, str | None]) -> Rise:
    """Whether an element raises or lowers its words."""
    if tag in _RISES:
        return _RISES[tag]
    found = _ALIGNED.search(attributes.get("style") or "") if attributes else None
    return _RISES[found.group(1).lower()[:3]] if found else ""


def _raised(words: str, rise: Rise) -> str:
    """The words of such an element: 10⁵, m², CO₂; a note mark [1] and PM2.5 stay as they are."""
    decimals = rise == "superscript" and words[:1].isdecimal()
    return powers(words, rise) if decimals else shifted(words, rise)


def _is_chrome(tag: str, attributes: dict[str, str | None]) -> bool:
    marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return tag in _CHROME_TAGS or _CHROME.search(marks) is not None
