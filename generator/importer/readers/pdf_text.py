"""The pages of a PDF put together: lines that run on, over the end of a page too, and tables that do."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.importer.lines import Line
from generator.importer.readers.pdf_lines import Printed
from generator.importer.readers.pdf_pages import Page
from generator.importer.readers.pdf_tables import Table, goes_on
from generator.importer.words.vocabulary import HAN_NUMERALS

_NARROW = 20  # letters; a column that is narrower does not tell where its lines break
_FEW = 4  # lines that do not show the margins of a page
_ENDED = re.compile(r"[。！？；：!?;:…][”’）)》〉」』】]?$")
_AGAIN = re.compile(r".{0,40}[（(]续(?:表|上页)?.{0,3}[）)]|.{0,20}续\s?表.{0,4}")
_BEGINS = re.compile(  # a paragraph, by its number or its name
    rf"[（(]?(?:\d{{1,3}}|[{HAN_NUMERALS}]{{1,3}})[）)、.．]|第[{HAN_NUMERALS}\d]{{1,3}}[章节条、]|[①-⑳●■◆▪]|附件|《"
)
_HEADER = "表头"  # label of what a later page prints again of a table
_INDENT = (1.5, 2.6)  # letters that a paragraph is indented
_FEW_INDENTS = 0.05  # of all lines
_TITLE = 1.15  # times the usual size, that the letters of a title have
_LONGEST_TITLE = 120
_SURE, _PERHAPS, _NOT = "sure", "perhaps", "not"  # whether a line goes on in the next


class _Margins(NamedTuple):
    left: float
    right: float


class _Item(NamedTuple):
    """A line or a table, and the page it stands on."""

    page: int
    top: float
    what: Printed | Table


def body_of(pages: Sequence[Page], apart: Sequence[dict[int, str]]) -> list[Line]:
    """The text of all pages; `apart`: for each page the lines that are none of it."""
    items: list[_Item] = []
    for n, (page, aside) in enumerate(zip(pages, apart, strict=True)):
        found = [_Item(n, line.top, line) for k, line in enumerate(page.lines) if k not in aside]
        found += [_Item(n, table.area[1], table) for table in page.tables]
        items += sorted(found, key=lambda item: item.top)
    items, again = _joined(items)
    layout = _Layout(items, statistics.median_low([page.size for page in pages] or [12.0]))
    out: list[Line] = []
    words = ""  # of the paragraph so far
    for item, following in pairwise([*items, None]):
        assert item is not None  # only the last of the list is none
        if isinstance(item.what, Table):
            out += _rows(item.what)
            again += [Line(0, words, aside=_HEADER) for words in item.what.again]
            continue
        words = glued(words, item.what.text)
        how = layout.goes_on(item, following)
        if how is not _SURE:
            out.append(Line(0, words, runs_on=how is _PERHAPS))
            words = ""
    return [*out, *again]


def glued(above: str, below: str) -> str:
    """Two lines of one paragraph: words of a European language are apart, Chinese ones are not."""
    ends, begins = above[-1:], below[:1]
    apart = (
        ends.isascii() and begins.isascii() and (ends.isalpha() or ends in (",", ";")) and begins.isalnum()
    )
    return f"{above} {below}" if apart else above + below


def _joined(items: Sequence[_Item]) -> tuple[list[_Item], list[Line]]:
    """The items, tables that go on over the end of a page as one; the lines that only say so, apart."""
    again: list[Line] = []
    out: list[_Item] = []
    n = 0
    while n < len(items):
        item = items[n]
        last = out[-1] if out else None
        is_again = last is not None and item.page > last.page and isinstance(item.what, Printed)
        is_again = (
            is_again and isinstance(item.what, Printed) and _AGAIN.fullmatch(item.what.text) is not None
        )
        below = items[n + 1] if is_again and n + 1 < len(items) else item  # behind 续表
        if (
            last is not None
            and isinstance(last.what, Table)
            and isinstance(below.what, Table)
            and below.page == last.page + 1
            and (whole := goes_on(last.what, below.what)) is not None
        ):
            out[-1] = _Item(below.page, last.top, whole)
            if below is not item and isinstance(item.what, Printed):
                again.append(Line(0, item.what.text, aside=_HEADER))
            n += 1 if below is item else 2
            continue
        out.append(item)
        n += 1
    return out, again


class _Layout:
    """How the lines of a file stand: their margins, and whether paragraphs begin indented."""

    def __init__(self, items: Sequence[_Item], usual: float) -> None:
        self._usual = usual  # size of letters
        self._margins = _margins(items)
        lines = [(i.page, i.what) for i in items if isinstance(i.what, Printed)]
        indented = sum(
            _INDENT[0] <= (x.left - self._margins[page].left) / x.size <= _INDENT[1]
            for page, x in lines
            if x.size
        )
        self._has_indents = indented >= max(2, _FEW_INDENTS * len(lines))

    def goes_on(self, item: _Item, following: _Item | None) -> str:
        """Whether a line and the next are one paragraph: for sure, perhaps, or not."""
        if following is None or isinstance(following.what, Table) or isinstance(item.what, Table):
            return _NOT
        line, below = item.what, following.what
        left, right = self._margins[item.page]
        if item.page == following.page and _is_title(line, below, self._usual, left, right):
            return _SURE
        full = line.right >= right - 1.6 * line.size and right - left > _NARROW * line.size
        begins = _BEGINS.match(below.text) is not None
        if below.left > self._margins[following.page].left + 1.2 * line.size:
            hangs = full and not begins and 0.8 * line.size < below.left - line.left < 4 * line.size
            return _SURE if hangs and _BEGINS.match(line.text) else _NOT
        if abs(line.size - below.size) > 0.1 * line.size:
            return _PERHAPS if full else _NOT
        if full and (self._has_indents or not (begins or _ENDED.search(line.text))):
            return _SURE
        cut = following.page > item.page and "，" in line.text and not _ENDED.search(line.text)
        return _PERHAPS if full or cut else _NOT


def _is_title(line: Printed, below: Printed, usual: float, left: float, right: float) -> bool:
    """Whether two lines are one title: of one size, larger than what is usual, and both centred."""
    middle = (left + right) / 2
    return (
        line.size >= _TITLE * usual
        and abs(line.size - below.size) < 0.1
        and 0 < below.base - line.base < 2.4 * line.size
        and all(abs((x.left + x.right) / 2 - middle) < x.size for x in (line, below))
        and _ENDED.search(line.text) is None
        and len(line.text + below.text) < _LONGEST_TITLE
    )


def _margins(items: Sequence[_Item]) -> dict[int, _Margins]:
    """Where the lines of each page begin and end; a page of few lines has those of all."""
    lines: dict[int, list[Printed]] = {}
    for item in items:
        if isinstance(item.what, Printed):
            lines.setdefault(item.page, []).append(item.what)
    every = [line for found in lines.values() for line in found]
    whole = _Margins(min((x.left for x in every), default=0.0), max((x.right for x in every), default=0.0))
    return {
        page: _Margins(min(x.left for x in found), max(x.right for x in found))
        if len(found) > _FEW
        else whole
        for page, found in lines.items()
    }


def _rows(table: Table) -> list[Line]:
    """The rows of a table; a table of one column is text."""
    lines: list[Line] = []
    for row in table.rows:
        filled = [words for words in row.cells if words]
        if len(row.cells) == 1:
            lines.append(Line(0, filled[0]))
        else:
            lines.append(Line(0, "\t".join(row.cells), cells=row.cells, merged=row.merged))
    return lines
