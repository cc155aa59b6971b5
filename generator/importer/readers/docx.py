"""Word: paragraphs with outline levels and automatic numbers, tables with merged cells, in the order of the page.

Reported beside the text: authors, comments, tracked changes, hidden text. Deleted text, rows and cells (修订中删除的)
are left out, inserted ones are taken; both are reported.
"""

from __future__ import annotations

import io
from typing import Any

from generator.importer.lines import Line, Source, UnreadableError, number_lines
from generator.importer.readers.guard import office_notes, open_zip
from generator.importer.readers.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = (f"{_W}t", f"{_M}t")
_GONE = (f"{_W}del", f"{_W}moveFrom")
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, name: str) -> Source:
    """Read a document."""
    import docx

    archive = open_zip(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        reader = _Reader(numbering, document.element.body)
        lines = [line for child in document.element.body.iterchildren() for line in reader.block(child)]
        lines += _margins(document)
        notes = [*office_notes(document.core_properties.author, document.core_properties.last_modified_by),
                 *_hidden(document.element.body, archive.namelist())]
        title = _title(document)
    except Exception as error:  # python-docx and lxml raise many kinds for a damaged file
        raise UnreadableError(f"{name} 已损坏，请用 Word 或 WPS 打开后另存一份再导入。") from error
    return Source(number_lines(lines), name, title, tuple(notes))


def _title(document: Any) -> str | None:
    """The paragraph in the style Title."""
    for paragraph in document.paragraphs[:20]:
        if paragraph.style is not None and paragraph.style.name in ("Title", "标题") and paragraph.text.strip():
            return str(paragraph.text.strip())
    return None


class _Reader:
    """Turns body elements into lines; the numbering counts as it goes."""

    def __init__(self, numbering: Numbering, body: Any) -> None:
        self.numbering = numbering
        self.printed = [f"{_W}t", *(tag for tag in (f"{_M}t", *_BREAKS) if next(body.iter(tag), None) is not None)]
        self.changed = next(body.iter(*_GONE), None) is not None
        self.widths = _marks(body, "tc", "gridSpan")
        self.below = {cell for cell, mark in _marks(body, "tc", "vMerge").items() if _goes_on(mark)}
        self.deleted = {*_marks(body, "tc", "cellDel"), *_marks(body, "tr", "del")}

    def block(self, element: Any) -> list[Line]:
        """The lines of a paragraph, a table, or a container of either."""
        if element.tag == f"{_W}p":
            return self.paragraph(element)
        if element.tag == f"{_W}tbl":
            return self.table(element)
        if element.tag == f"{_M}oMathPara":
            return [Line(0, self.text_of(element))]
        if element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}moveTo", f"{_W}ins", f"{_W}customXml"):
            return [line for child in element.iterchildren() for line in self.block(child)]
        return []

    def paragraph(self, element: Any) -> list[Line]:
        number, outline = self.numbering.of(element)
        words = number + self.text_of(element)
        parts = words.split("\n")
        return [Line(0, part, outline=outline if n == 0 else None) for n, part in enumerate(parts)]

    def table(self, element: Any) -> list[Line]:
        """One line a row; a merged cell's text stands in its first cell, the others are empty."""
        rows: list[list[str]] = []
        merged: list[tuple[int, ...]] = []
        for row in element.iterchildren(f"{_W}tr"):
            if row in self.deleted:
                continue
            cells: list[str] = []
            below: list[int] = []
            nests = next(row.iterdescendants(f"{_W}tr"), None) is not None
            for cell in row.iter(f"{_W}tc"):
                if cell in self.deleted or (nests and next(cell.iterancestors(f"{_W}tr")) is not row):
                    continue
                goes_on = cell in self.below
                words = "" if goes_on else "\n".join(self._cell(cell)).strip()
                below += [len(cells)] if goes_on else []
                span = self.widths.get(cell)
                width = int(span.get(f"{_W}val", "1")) if span is not None else 1
                cells += [words] + [""] * (min(width, 60) - 1)
            rows.append(cells)
            merged.append(tuple(below))
        if all(len([c for c in row if c]) <= 1 for row in rows):
            return [Line(0, part) for row in rows for c in row if c for part in c.split("\n")]
        out: list[Line] = []
        for cells, columns in zip(rows, merged, strict=True):
            flat = tuple(" ".join(c.split("\n")).replace("\t", " ") for c in cells)
            out.append(Line(0, "\t".join(flat), cells=flat, merged=columns))
        return out

    def _cell(self, cell: Any) -> list[str]:
        words: list[str] = []
        for paragraph in cell.iter(f"{_W}p"):
            number, _ = self.numbering.of(paragraph)
            text = self.text_of(paragraph)
            if text.strip():
                words.append(number + text)
        return words

    def text_of(self, paragraph: Any) -> str:
        """The text of a paragraph as it would be printed with all changes accepted."""
        parts: list[str] = []
        for node in paragraph.iter(*self.printed):
            if node.tag in _WORDS:
                if not (self.changed and _is_deleted(node, paragraph)):
                    parts.append(node.text or "")
            elif node.get(f"{_W}type") not in ("page", "column") and node.getparent().tag == f"{_W}r":
                parts.append(_BREAKS[node.tag])
        return "".join(parts)


def _is_deleted(node: Any, paragraph: Any) -> bool:
    """Whether a tracked change takes the node out of its paragraph."""
    above = node.getparent()
    while above is not paragraph:
        if above.tag in _GONE:
            return True
        above = above.getparent()
    return False


def _marks(body: Any, holder: str, name: str) -> dict[Any, Any]:
    """The cells or rows whose properties hold a mark, each with its mark; looked up once, as most have none."""
    found: dict[Any, Any] = {}
    for mark in body.iter(f"{_W}{name}"):
        if mark.getparent().tag == f"{_W}{holder}Pr":
            found.setdefault(mark.getparent().getparent(), mark)
    return found


def _goes_on(merge: Any) -> bool:
    """Whether a cell with this mark is the lower part of the one above; Word does not show what stands in it."""
    return merge.get(f"{_W}val") in (None, "continue")


def _margins(document: Any) -> list[Line]:
    """Page headers and footers, each different text once."""
    seen: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer):
            if part.is_linked_to_previous:
                continue
            for paragraph in part.paragraphs:
                if paragraph.text.strip():
                    seen.setdefault(paragraph.text)
    return [Line(0, part, aside="页眉页脚") for words in seen for part in words.split("\n")]


def _hidden(body: Any, parts: list[str]) -> list[str]:
    """Comments, tracked changes and hidden text."""
    notes: list[str] = []
    comments = len(list(body.iter(f"{_W}commentReference")))
    if comments:
        notes.append(f"文档里有 {comments} 条批注，未导入")
    elif "word/comments.xml" in parts:
        notes.append("文档里带有批注文件，未导入")
    inserted = list(body.iter(f"{_W}ins", f"{_W}moveTo", f"{_W}cellIns"))
    deleted = list(body.iter(f"{_W}del", f"{_W}moveFrom", f"{_W}cellDel"))
    if inserted or deleted:
        authors = {e.get(f"{_W}author") for e in [*inserted, *deleted]} - {None, ""}
        who = f"，修订人：{'、'.join(sorted(map(str, authors)))}" if authors else ""
        notes.append(f"文档里有未接受的修订（插入 {len(inserted)} 处、删除 {len(deleted)} 处{who}），已按全部接受导入")
    if formulas := len(list(body.iter(f"{_M}oMath"))):
        notes.append(f"文档里有 {formulas} 个公式，只录入了其中的文字，请对照原文核对")
    if signs := len(list(body.iter(f"{_W}sym"))):
        notes.append(f"文档里有 {signs} 个符号字体的符号（如方框、对勾），没有录入，请对照原文补上")
    if unseen := sum(_goes_on(mark) and bool("".join(cell.itertext()).strip()) for cell, mark in _marks(body, "tc", "vMerge").items()):
        notes.append(f"表格里有 {unseen} 个合并单元格盖住了文字，被盖住的没有录入")
    if any(v.get(f"{_W}val") not in ("0", "false") for v in body.iter(f"{_W}vanish")):
        notes.append("文档里有隐藏文字，也已导入")
    return notes
