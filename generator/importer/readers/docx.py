"""Word: paragraphs with outline levels and automatic numbers, tables with merged cells,
in the order of the page.

Reported beside the text: authors, comments, tracked changes, hidden text, words struck out (set aside).
Deleted text, rows and cells (修订中删除的) are left out, inserted ones are taken; both are reported.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

from generator.importer.lines import STRUCK, Line, Source, UnreadableError, has_words, number_lines
from generator.importer.readers.docx_words import M, W, Words
from generator.importer.readers.guard import check_count, office_notes, open_zip
from generator.importer.readers.numbering import Numbering

_CONTAINERS = (f"{W}sdt", f"{W}sdtContent", f"{W}moveTo", f"{W}ins", f"{W}customXml")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MOST_PARAGRAPHS = 300_000
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)


def read_docx(data: bytes, name: str) -> Source:
    """Read a document."""
    import docx

    archive = open_zip(data, name)
    check_count(archive, "word/", (b"<w:p>", b"<w:p ", b"<w:p/>"), _MOST_PARAGRAPHS, "段", name)
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        reader = _Reader(numbering, document.element.body)
        lines = [line for child in document.element.body.iterchildren() for line in reader.block(child)]
        lines += _margins(document)
        footnotes = _footnotes(document)
        lines += footnotes
        notes = [
            *office_notes(document.core_properties.author, document.core_properties.last_modified_by),
            *_hidden(document.element.body, archive.namelist()),
        ]
        if struck := sum(len(line.text.strip()) for line in lines if line.aside == STRUCK):
            notes.append(f"文档里有删除线文字 {struck} 字，已搁置，如果仍然有效，请补到草稿里")
        if footnotes:
            notes.append(f"文档里有 {len(footnotes)} 段脚注或尾注，已搁置，如果是正文的一部分，请补到正文里")
        pictures = sum(1 for _ in document.element.body.iter(*_PICTURES))
        title = _title(document, reader.words)
    except Exception as error:  # python-docx and lxml raise many kinds for a damaged file
        raise UnreadableError(f"{name} 已损坏，请用 Word 或 WPS 打开后另存一份再导入。") from error
    if pictures and not has_words(lines):
        raise UnreadableError(
            f"{name} 只有 {pictures} 张图片，没有文字，可能是扫描件，请先做文字识别（OCR）再导入。"
        )
    if pictures:
        notes.append(f"文档里有 {pictures} 张图片，图片里的文字没有录入")
    return Source(number_lines(lines), name, title, tuple(notes))


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

    def __init__(self, numbering: Numbering, body: Any) -> None:
        self.numbering = numbering
        self.words = Words(body)
        self.widths = _marks(body, "tc", "gridSpan")
        self.before = _marks(body, "tr", "gridBefore")  # columns that a row leaves out at its beginning
        self.below = {cell for cell, mark in _marks(body, "tc", "vMerge").items() if _goes_on(mark)}
        self.deleted = {*_marks(body, "tc", "cellDel"), *_marks(body, "tr", "del")}

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
            number, outline = self.numbering.of(each)
            words, apart = self.words.of(each), self.words.apart(each)
            parts = (number + words).split("\n") if words.strip() or not apart else []
            lines += [Line(0, part, outline=outline if n == 0 else None) for n, part in enumerate(parts)]
            lines += _aside(apart)
        return lines

    def table(self, element: Any) -> list[Line]:
        """One line a row; a merged cell's text stands in its first cell, the others are empty."""
        rows: list[list[str]] = []
        merged: list[tuple[int, ...]] = []
        apart: list[Line] = []  # comes after the table, so that its rows stay together
        for row in _rows(element):
            if row in self.deleted:
                continue
            cells = [""] * min(60, _number(self.before.get(row), 0))
            below: list[int] = []
            nests = next(row.iterdescendants(f"{W}tr"), None) is not None
            for cell in row.iter(f"{W}tc"):
                if cell in self.deleted or (nests and next(cell.iterancestors(f"{W}tr")) is not row):
                    continue
                goes_on = cell in self.below
                words = "" if goes_on else "\n".join(self._cell(cell)).strip()
                apart += (
                    []
                    if goes_on
                    else [
                        line
                        for paragraph in self.words.paragraphs(cell)
                        for line in _aside(self.words.apart(paragraph))
                    ]
                )
                below += [len(cells)] if goes_on else []
                width = _number(self.widths.get(cell), 1)
                cells += [words] + [""] * (min(width, 60) - 1)
            rows.append(cells)
            merged.append(tuple(below))
        if all(len([c for c in row if c]) <= 1 for row in rows):
            return [*(Line(0, part) for row in rows for c in row if c for part in c.split("\n")), *apart]
        out: list[Line] = []
        for cells, columns in zip(rows, merged, strict=True):
            flat = tuple(" ".join(c.split("\n")).replace("\t", " ") for c in cells)
            out.append(Line(0, "\t".join(flat), cells=flat, merged=columns))
        return out + apart

    def _cell(self, cell: Any) -> list[str]:
        words: list[str] = []
        for paragraph in self.words.paragraphs(cell):
            number, _ = self.numbering.of(paragraph)
            text = self.words.of(paragraph)
            if text.strip():
                words.append(number + text)
        return words


def _aside(apart: list[tuple[str, str]]) -> list[Line]:
    """Lines of what is set apart, under its label."""
    return [Line(0, part, aside=label) for label, words in apart for part in words.split("\n")]


def _rows(element: Any) -> Iterator[Any]:
    """The rows of a table, those in content controls too."""
    for child in element.iterchildren():
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _marks(body: Any, holder: str, name: str) -> dict[Any, Any]:
    """The cells or rows whose properties hold a mark, each with its mark; looked up once,
    as most have none."""
    found: dict[Any, Any] = {}
    for mark in body.iter(f"{W}{name}"):
        if mark.getparent().tag == f"{W}{holder}Pr":
            found.setdefault(mark.getparent().getparent(), mark)
    return found


def _number(mark: Any, default: int) -> int:
    """What a mark says, or the default where there is none."""
    value = str(mark.get(f"{W}val", "")) if mark is not None else ""
    return int(value) if value.isdecimal() else default


def _goes_on(merge: Any) -> bool:
    """Whether a cell with this mark is the lower part of the one above;
    Word does not show what stands in it."""
    return merge.get(f"{W}val") in (None, "continue")


def _margins(document: Any) -> list[Line]:
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
            reader = Words(part._element)
            for paragraph in reader.paragraphs(part._element):  # those in tables, too
                for words in (reader.of(paragraph), *(words for _, words in reader.apart(paragraph))):
                    if words.strip():
                        seen.setdefault(words)
    return [Line(0, part, aside="页眉页脚") for words in seen for part in words.split("\n")]


def _footnotes(document: Any) -> list[Line]:
    """Footnotes and endnotes, each paragraph a line."""
    lines: list[Line] = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            root = parse_xml(relation.target_part.blob)
            reader = Words(root)
            texts = [
                words
                for p in reader.paragraphs(root)
                for words in (reader.of(p), *(words for _, words in reader.apart(p)))
            ]
            lines += [
                Line(0, part, aside="脚注") for text in texts for part in text.split("\n") if part.strip()
            ]
    return lines


def _hidden(body: Any, parts: list[str]) -> list[str]:
    """Comments, tracked changes and hidden text."""
    notes: list[str] = []
    comments = len(list(body.iter(f"{W}commentReference")))
    if comments:
        notes.append(f"文档里有 {comments} 条批注，未导入")
    elif "word/comments.xml" in parts:
        notes.append("文档里带有批注文件，未导入")
    inserted = list(body.iter(f"{W}ins", f"{W}moveTo", f"{W}cellIns"))
    deleted = list(body.iter(f"{W}del", f"{W}moveFrom", f"{W}cellDel"))
    if inserted or deleted:
        authors = {e.get(f"{W}author") for e in [*inserted, *deleted]} - {None, ""}
        who = f"，修订人：{'、'.join(sorted(map(str, authors)))}" if authors else ""
        notes.append(
            f"文档里有未接受的修订（插入 {len(inserted)} 处、删除 {len(deleted)} 处{who}），已按全部接受导入"
        )
    if next(body.iter(f"{W}altChunk"), None) is not None:
        notes.append("文档里嵌入了另一份文件，没有录入，请打开后把它的内容复制到正文里")
    if formulas := len(list(body.iter(f"{M}oMath"))):
        notes.append(f"文档里有 {formulas} 个公式，只录入了其中的文字，请对照原文核对")
    if signs := len(list(body.iter(f"{W}sym"))):
        notes.append(f"文档里有 {signs} 个符号字体的符号（如方框、对勾），没有录入，请对照原文补上")
    if unseen := sum(
        _goes_on(mark) and bool("".join(cell.itertext()).strip())
        for cell, mark in _marks(body, "tc", "vMerge").items()
    ):
        notes.append(f"表格里有 {unseen} 个合并单元格盖住了文字，被盖住的没有录入")
    if any(v.get(f"{W}val") not in ("0", "false") for v in body.iter(f"{W}vanish")):
        notes.append("文档里有隐藏文字，也已导入")
    return notes
