"""PDF with a text layer: lines as printed, which of them run on, tables with ruled cells,
page numbers apart."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importer.lines import Line, Source, UnreadableError, has_words, number_lines

_MOST_PAGES = 1000
_NAMED = 20  # pages that a note names
_LINE_WIDTH = 3.0  # points between the edges of two cells that touch
_NO_CHARACTER = re.compile(r"\(cid:\d{1,6}\)")  # what pdfminer writes for a sign it has no character for
_PAGE_NUMBER = re.compile(r"[-—–－\s]{0,4}\d{1,4}[-—–－\s]{0,4}|第\s?\d{1,4}\s?页.{0,12}")


@dataclass
class _Found:
    """What the pages of a file hold, and which of them do not tell all."""

    lines: list[Line] = field(default_factory=list)
    pages: int = 0
    author: str = ""
    scanned: list[int] = field(default_factory=list)  # pages of nothing but pictures
    damaged: list[int] = field(default_factory=list)
    silent: list[int] = field(default_factory=list)  # of drawings, of letters drawn as curves, or of nothing


def read_pdf(data: bytes, name: str) -> Source:
    """Read the text layer of a PDF. Raises UnreadableError for protected, damaged,
    scanned and monstrous files."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it warns of (FontBBox) no clerk can mend
    try:
        found = _read(data, name)
    except (UnreadableError, ImportError):  # a library that is missing is no fault of the file
        raise
    except Exception as error:  # pdfminer raises many kinds for a damaged file
        raise UnreadableError(f"{name} {_why_unreadable(error)}") from error
    if _has_no_characters(found.lines):
        raise UnreadableError(
            f"{name} 的文字没有可用的编码，读出来只有字符的编号，请改用 Word 原稿，"
            "或先做文字识别（OCR）再导入。"
        )
    if not has_words(found.lines):
        raise UnreadableError(
            f"{name} 共 {found.pages} 页，没有文字层，可能是扫描件，请先做文字识别（OCR）再导入。"
        )
    return Source(number_lines(found.lines), name, notes=tuple(_notes(found)))


def _read(data: bytes, name: str) -> _Found:
    """Every page in turn. Raises UnreadableError for too many pages, and whatever pdfminer raises."""
    import pdfplumber

    from generator.importer.readers.pdf_guard import bounded

    found = _Found()
    with bounded() as spent, pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise UnreadableError(f"{name} 超过 {_MOST_PAGES} 页，请拆分后再导入。")
        found.pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages, 1):
            before = spent.damaged
            printed = _page(page)
            if spent.damaged > before:
                found.damaged.append(number)
            if not has_words(line for line in printed if line.aside is None):
                if page.images:
                    found.scanned.append(number)
                elif spent.damaged == before:
                    found.silent.append(number)
            found.lines.extend(printed)
            page.close()
        found.author = str((pdf.metadata or {}).get("Author") or "").strip()
    return found


def _why_unreadable(error: Exception) -> str:
    """What is wrong with a file that pdfminer gave up, and what to do. pdfplumber wraps its errors."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from generator.importer.readers.pdf_guard import TooLargeError

    causes = (error, *error.args)
    large = next((cause for cause in causes if isinstance(cause, TooLargeError)), None)
    if large is not None:
        return str(large)
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return "有密码保护，请去掉密码后再导入。"
    return "已损坏，或不是真正的 PDF 文件，请重新下载或另存一份再导入。"


def _has_no_characters(lines: list[Line]) -> bool:
    """Whether much of the text is signs of which only a number is known."""
    unknown = sum(len(sign) for line in lines for sign in _NO_CHARACTER.findall(line.text))
    return unknown * 10 > sum(len(line.text) for line in lines)


def _notes(found: _Found) -> Iterator[str]:
    """What a clerk must know of the file beside its text."""
    if found.author:
        yield f"文件属性里有作者姓名：{found.author}"
    if found.scanned:
        yield f"第 {_listed(found.scanned)}只有图片，没有文字层，未导入，可能是扫描件，请先做文字识别（OCR）"
    if found.damaged:
        yield (
            f"第 {_listed(found.damaged)}的数据已损坏，只读出了一部分，或完全没有读出，"
            "请重新下载或另存一份再导入，或对照原文补上"
        )
    if found.silent:
        yield (
            f"第 {_listed(found.silent)}没有读出文字，如果不是空白页（文字可能画成了图形，或数据已损坏），"
            "请对照原文补上"
        )


def _listed(pages: list[int]) -> str:
    return f"{'、'.join(map(str, pages[:_NAMED]))} 页{'等' if len(pages) > _NAMED else ''}"


def _page(page: Any) -> list[Line]:
    """The lines and tables of a page from top to bottom."""
    tables = page.find_tables()
    boxes = [t.bbox for t in tables]
    printed = [w for w in page.extract_text_lines(return_chars=True) if not any(_inside(w, b) for b in boxes)]
    right = max((w["x1"] for w in printed), default=0.0)
    left = min((w["x0"] for w in printed), default=0.0)
    first = min((t.bbox[1] for t in tables), default=0.0)
    placed: list[tuple[float, list[Line]]] = [
        (t.bbox[1], _table(t, goes_on=page.page_number > 1 and t.bbox[1] == first)) for t in tables
    ]
    for n, words in enumerate(printed):
        edge = n in (0, len(printed) - 1) and _PAGE_NUMBER.fullmatch(words["text"].strip()) is not None
        size = max((c.get("size", 12.0) for c in words["chars"]), default=12.0)
        full = words["x1"] >= right - 1.6 * size
        following = printed[n + 1] if n + 1 < len(printed) else None
        indented = following is not None and following["x0"] > left + 1.2 * size
        wide = right - left > 20 * size
        line = Line(
            0, words["text"], runs_on=bool(full and wide and not indented), aside="页码" if edge else None
        )
        placed.append((words["top"], [line]))
    placed.sort(key=lambda p: p[0])
    return [line for _, group in placed for line in group]


def _inside(words: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (words["top"] + words["bottom"]) / 2
    return bool(box[1] <= middle <= box[3] and words["x0"] >= box[0] - 2 and words["x1"] <= box[2] + 2)


def _table(table: Any, goes_on: bool) -> list[Line]:
    """The rows of a table; pdfplumber gives no box for what a merged cell covers, and an empty one for an
    empty cell.

    `goes_on`: the table may be the rest of one on the page before. A merged cell that the end of the page
    cuts leaves an empty one in the first row here, so that nothing is known of that row.
    """
    lines: list[Line] = []
    ends: dict[int, float] = {}  # where the last cell of each column ends
    for row, boxes in zip(table.extract(), (row.cells for row in table.rows), strict=True):
        top = min(box[1] for box in boxes if box is not None)
        below = tuple(
            n for n, box in enumerate(boxes) if box is None and ends.get(n, 0.0) > top + _LINE_WIDTH
        )
        ends |= {n: box[3] for n, box in enumerate(boxes) if box is not None}
        cells = tuple("".join((c or "").split("\n")).replace("\t", " ") for c in row)
        if any(cells):
            filled = [c for c in cells if c]
            single = len(cells) == 1
            lines.append(
                Line(
                    0,
                    filled[0] if single else "\t".join(cells),
                    cells=None if single else cells,
                    merged=None if single or (goes_on and not lines) else below,
                )
            )
    return lines
