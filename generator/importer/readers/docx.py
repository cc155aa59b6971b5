"""Word: paragraphs with outline levels and automatic numbers, tables with merged cells,
in the order of the page.

Reported beside the text: authors, comments, tracked changes, hidden text; set aside and reported: words
struck out and words that nobody sees. Deleted text, rows and cells (修订中删除的) are left out, inserted ones
are taken; both are reported. A paragraph whose mark is deleted or moved away is one with the paragraph behind
it and takes no number of its own; an empty paragraph of a list takes one, as in print, but has no words.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from docx.oxml import parse_xml

from generator.importer.lines import (
    NESTED,
    STRUCK,
    UNFILLED,
    UNSEEN,
    Line,
    Source,
    UnreadableError,
    has_words,
    number_lines,
)
from generator.importer.readers.docx_looks import Looks
from generator.importer.readers.docx_marks import StyleMarks, is_head
from generator.importer.readers.docx_notes import goes_on, hidden_notes, marks
from generator.importer.readers.docx_tags import MC, VML, A, M, W
from generator.importer.readers.docx_words import Words
from generator.importer.readers.guard import check_count, office_notes, open_zip
from generator.importer.readers.numbering import Numbering
from generator.importer.readers.office_package import Package, authors, is_strict, mended

_CONTAINERS = (f"{W}sdt", f"{W}sdtContent", f"{W}moveTo", f"{W}ins", f"{W}customXml")
_TOO_DEEP = "Excessive depth"  # lxml, of elements inside each other
_ALTERNATIVES = f"{MC}AlternateContent"
_MOST_PARAGRAPHS = 300_000
_PICTURES = (f"{A}blip", f"{VML}imagedata")


def read_docx(data: bytes, name: str) -> Source:
    """Read a document."""
    archive = open_zip(data, name)
    package = Package(archive)
    parts = [part for part in archive.namelist() if part.lower().endswith(".xml")]
    check_count(archive, parts, (b"<w:p>", b"<w:p ", b"<w:p/>"), _MOST_PARAGRAPHS, "段", name)
    try:
        document = _opened(package, data)
        looks = Looks(document.styles.element)
        body = document.element.body
        reader = _Reader(Numbering(document), body, looks, StyleMarks(document.styles.element))
        lines = [line for child in body.iterchildren() for line in reader.block(child)]
        lines += _margins(document, looks)
        footnotes = _footnotes(document, looks)
        notes = [*office_notes(*authors(package)), *hidden_notes(body, package)]
        notes += _apart_notes(lines, footnotes)
        notes += [NESTED.format(reader.moved)] if reader.moved else []
        lines += footnotes
        pictures = sum(1 for _ in body.iter(*_PICTURES))
        title = _title(document, reader.words)
    except Exception as error:  # python-docx and lxml raise many kinds for a damaged file
        if _TOO_DEEP in str(error):
            raise UnreadableError(
                f"{name} 里的表格一层套一层，套得太深（几十层以上），没有打开；"
                "请把里层的表格改成普通的段落或单独的表格，另存一份再导入。"
            ) from error
        raise UnreadableError(f"{name} 已损坏，请用 Word 或 WPS 打开后另存一份再导入。") from error
    if pictures and not has_words(lines):
        raise UnreadableError(
            f"{name} 只有 {pictures} 张图片，没有文字，可能是扫描件，请先做文字识别（OCR）再导入。"
        )
    if pictures:
        notes.append(f"文档里有 {pictures} 张图片，图片里的文字没有录入")
    return Source(number_lines(lines), name, title, tuple(notes))


def _opened(package: Package, data: bytes) -> Any:
    """The document; mended where python-docx stumbles over what Word does not mind."""
    import docx

    if package.is_plain and not is_strict(package):
        with suppress(Exception):  # of many kinds; what cannot be mended raises again
            return docx.Document(io.BytesIO(data))
    return docx.Document(io.BytesIO(mended(package)))


def _apart_notes(lines: list[Line], footnotes: list[Line]) -> list[str]:
    """What was set apart in a document, counted."""
    counts = Counter[str]()
    for line in [*lines, *footnotes]:
        counts[line.aside or ""] += len(line.text.strip())
    notes = []
    if counts[STRUCK]:
        notes.append(f"文档里有删除线文字 {counts[STRUCK]} 字，已搁置，如果仍然有效，请补到草稿里")
    if counts[UNSEEN]:
        notes.append(f"文档里有看不见的文字 {counts[UNSEEN]} 字（与底色相近、字号极小或在页面以外），已搁置")
    if counts[UNFILLED]:
        notes.append(f"文档里有没有填写的内容控件，提示文字 {counts[UNFILLED]} 字已搁置")
    if footnotes:
        notes.append(f"文档里有 {len(footnotes)} 段脚注或尾注，已搁置，如果是正文的一部分，请补到正文里")
    return notes


def _title(document: Any, reader: Words) -> str | None:
    """The paragraph in the style Title."""
    for paragraph in document.paragraphs[:20]:
        if (
            paragraph.style is not None
            and paragraph.style.name in ("Title", "标题")
            and (words := reader.of(paragraph._p).strip())
        ):
            return words
    return None


class _Reader:
    """Turns body elements into lines; the numbering counts as it goes."""

    def __init__(self, numbering: Numbering, body: Any, looks: Looks, said: StyleMarks) -> None:
        self.numbering = numbering
        self.words = Words(body, looks)
        self.widths = marks(body, "tc", "gridSpan")
        self.before = marks(body, "tr", "gridBefore")  # columns that a row leaves out at its beginning
        self.below = {cell for cell, mark in marks(body, "tc", "vMerge").items() if goes_on(mark)}
        self.deleted = {*marks(body, "tc", "cellDel"), *marks(body, "tr", "del")}
        self.said = said
        self.unmarked = _unmarked(body)
        self.moved = 0  # tables in cells of others
        self.nested = {t for t in body.iter(f"{W}tbl") if _is_nested(t) and _is_data(t)}
        self.begun: dict[Any, list[Any]] = {}  # paragraphs without marks, by the one in which they go on

    def block(self, element: Any) -> list[Line]:
        """The lines of a paragraph, a table, or a container of either."""
        if element.tag == f"{W}p":
            return self.paragraph(element)
        if element.tag == f"{W}tbl":
            return self.table(element)
        if element.tag == f"{M}oMathPara":
            return [Line(0, self.words.of(element))]
        if element.tag == _ALTERNATIVES:  # the first is for programs of today
            return [line for child in next(element.iterchildren(), ()) for line in self.block(child)]
        if element.tag in _CONTAINERS:
            return [line for child in element.iterchildren() for line in self.block(child)]
        return []

    def paragraph(self, element: Any) -> list[Line]:
        """The lines of a paragraph, then those of its text boxes."""
        lines: list[Line] = []
        for each in (element, *self.words.boxed(element)):
            text, outline, apart = self._read(each)
            mark = self.said.of_paragraph(each, outline)
            parts = text.split("\n") if text is not None and (text.strip() or not apart) else []
            lines += [
                Line(0, part, outline=outline if n == 0 else None, mark=mark) for n, part in enumerate(parts)
            ]
            lines += _aside(apart)
        return lines

    def _read(self, paragraph: Any) -> tuple[str | None, int | None, list[tuple[str, str]]]:
        """The words of a paragraph behind its number, with those of the ones that end in it; its outline
        level; what is set apart. No words, not even an empty line, where it is gone."""
        together = [*self.begun.pop(paragraph, ()), paragraph]
        if paragraph in self.unmarked and (behind := _next(paragraph)) is not None:
            self.begun[behind] = together
            return None, None, []
        apart = [part for each in together for part in self.words.apart(each)]
        texts = [self.words.of(each) for each in together]
        words = "".join(texts)
        if paragraph in self.unmarked and not words.strip():
            return None, None, apart
        first = next((each for each, text in zip(together, texts, strict=True) if text.strip()), paragraph)
        number, outline = self.numbering.of(first)
        return (number + words if words.strip() else words), outline, apart

    def table(self, element: Any) -> list[Line]:
        """One line a row; a merged cell's text stands in its first cell, the others are empty; a table in a
        cell stands behind all rows."""
        if self._is_frame(element):
            cells_in = (cell for row in _rows(element) for cell in row.iterchildren(f"{W}tc"))
            return [line for cell in cells_in for child in cell.iterchildren() for line in self.block(child)]
        rows: list[list[str]] = []
        merged: list[tuple[int, ...]] = []
        heads: list[bool] = []
        mark = self.said.of_table(element)
        apart: list[Line] = []  # comes after the table, so that its rows stay together
        nested: list[Line] = []
        for row in _rows(element):
            if row in self.deleted:
                continue
            cells = [""] * min(60, _number(self.before.get(row), 0))
            below: list[int] = []
            nests = next(row.iterdescendants(f"{W}tr"), None) is not None
            for cell in row.iter(f"{W}tc"):
                if cell in self.deleted or (nests and next(cell.iterancestors(f"{W}tr")) is not row):
                    continue
                is_below = cell in self.below
                words, beside = ("", []) if is_below else self._cell(cell, nests)
                apart += beside
                nested += [] if is_below or not nests else self._tables_in(cell)
                below += [len(cells)] if is_below else []
                width = _number(self.widths.get(cell), 1)
                cells += [words] + [""] * (min(width, 60) - 1)
            rows.append(cells)
            merged.append(tuple(below))
            heads.append(is_head(row))
        if mark is None and all(len([c for c in row if c]) <= 1 for row in rows):
            return [
                *(Line(0, part) for row in rows for c in row if c for part in c.split("\n")),
                *apart,
                *nested,
            ]
        out: list[Line] = []
        for cells, columns, heading in zip(rows, merged, heads, strict=True):
            flat = tuple(" ".join(c.split("\n")).replace("\t", " ") for c in cells)
            row_mark = "head" if mark == "row" and heading else mark
            out.append(Line(0, "\t".join(flat), cells=flat, merged=columns, mark=row_mark))
        return out + apart + nested

    def _cell(self, cell: Any, nests: bool) -> tuple[str, list[Line]]:
        """The words of a cell, a line a paragraph, and the lines of what is set apart in it. `nests`: its row
        has tables in its cells, whose words are not those of the cell."""
        words: list[str] = []
        beside: list[Line] = []
        for paragraph in self.words.paragraphs(cell):
            if nests and self._is_in_nested(paragraph, cell):
                continue
            text, _, apart = self._read(paragraph)
            words += [text] if text and text.strip() else []
            beside += _aside(apart)
        return "\n".join(words).strip(), beside

    def _tables_in(self, cell: Any) -> list[Line]:
        """The lines of the tables in a cell that are no mere frames of words."""
        tables = (t for t in cell.iterdescendants(f"{W}tbl") if t in self.nested)
        outer = [t for t in tables if not self._is_in_nested(t, cell)]
        self.moved += len(outer)
        return [line for table in outer for line in [Line(0, ""), *self.table(table)]]

    def _is_in_nested(self, element: Any, cell: Any) -> bool:
        """Whether something in a cell stands in a table there that is no mere frame of words."""
        for above in element.iterancestors(f"{W}tbl", f"{W}tc"):
            if above is cell:
                return False
            if above in self.nested:
                return True
        return False

    def _is_frame(self, table: Any) -> bool:
        """Whether a table only frames what stands in it: one cell a row, and tables of data in them."""
        rows = list(_rows(table))
        return all(sum(1 for _ in row.iterchildren(f"{W}tc")) == 1 for row in rows) and any(
            t in self.nested for t in table.iterdescendants(f"{W}tbl")
        )


def _aside(apart: list[tuple[str, str]]) -> list[Line]:
    """Lines of what is set apart, under its label."""
    return [Line(0, part, aside=label) for label, words in apart for part in words.split("\n")]


def _is_nested(table: Any) -> bool:
    return next(table.iterancestors(f"{W}tc"), None) is not None


def _is_data(table: Any) -> bool:
    """Whether a table has several rows of several cells."""
    return sum(sum(1 for _ in row.iterchildren(f"{W}tc")) > 1 for row in _rows(table)) > 1


def _rows(element: Any) -> Iterator[Any]:
    """The rows of a table, those in content controls too."""
    for child in element.iterchildren():
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _unmarked(body: Any) -> set[Any]:
    """The paragraphs whose mark is deleted or moved away by a tracked change."""
    tracked = (mark.getparent() for mark in body.iter(f"{W}del", f"{W}moveFrom"))
    return {
        m.getparent().getparent() for m in tracked if m.tag == f"{W}rPr" and m.getparent().tag == f"{W}pPr"
    }


def _next(paragraph: Any) -> Any:
    """The paragraph behind one, which takes its words where its mark is gone; None where none follows."""
    behind = paragraph.getnext()
    while behind is not None and behind.tag not in (f"{W}p", f"{W}tbl", *_CONTAINERS):
        behind = behind.getnext()  # marks of bookmarks and moves
    return behind if behind is not None and behind.tag == f"{W}p" else None


def _number(mark: Any, default: int) -> int:
    """What a mark says, or the default where there is none."""
    value = str(mark.get(f"{W}val", "")) if mark is not None else ""
    return int(value) if value.isdecimal() else default


def _margins(document: Any, looks: Looks) -> list[Line]:
    """Page headers and footers, each different text once."""
    seen: dict[str, None] = {}
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if part.is_linked_to_previous:
                continue
            reader = Words(part._element, looks)
            for paragraph in reader.paragraphs(part._element):  # those in tables, too
                for words in (reader.of(paragraph), *(words for _, words in reader.apart(paragraph))):
                    if words.strip():
                        seen.setdefault(words)
    return [Line(0, part, aside="页眉页脚") for words in seen for part in words.split("\n")]


def _footnotes(document: Any, looks: Looks) -> list[Line]:
    """Footnotes and endnotes, each paragraph a line."""
    lines: list[Line] = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            root = parse_xml(relation.target_part.blob)
            reader = Words(root, looks)
            texts = [
                words
                for p in reader.paragraphs(root)
                for words in (reader.of(p), *(words for _, words in reader.apart(p)))
            ]
            lines += [
                Line(0, part, aside="脚注") for text in texts for part in text.split("\n") if part.strip()
            ]
    return lines
