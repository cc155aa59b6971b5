"""PDF with a text layer: lines as printed, which of them run on, tables with ruled cells,
page numbers apart."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from generator.importer.lines import Line, Source, UnreadableError, has_words, number_lines

_MOST_PAGES = 1000
_NAMED = 20  # pages that a note names
_LINE_WIDTH = 3.0  # points between the edges of two cells that touch
_NO_CHARACTER = re.compile(r"\(cid:\d{1,6}\)")  # what pdfminer writes for a sign it has no character for
_PAGE_NUMBER = re.compile(r"[-—–－\s]{0,4}\d{1,4}[-—–－\s]{0,4}|第\s?\d{1,4}\s?页.{0,12}")


def read_pdf(data: bytes, name: str) -> Source:
    """Read the text layer of a PDF. Raises UnreadableError for protected, damaged,
    scanned and monstrous files."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    from generator.importer.readers.pdf_guard import TooLargeError, bounded

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it warns of (FontBBox) no clerk can mend
    lines: list[Line] = []
    scanned: list[int] = []  # pages of nothing but pictures
    damaged: list[int] = []
    silent: list[int] = []  # pages of drawings, of letters drawn as curves, or of nothing
    try:
        with bounded() as spent, pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise UnreadableError(f"{name} 超过 {_MOST_PAGES} 页，请拆分后再导入。")
            pages = len(pdf.pages)
            for number, page in enumerate(pdf.pages, 1):
                before = spent.damaged
                printed = _page(page)
                if spent.damaged > before:
                    damaged.append(number)
                if not has_words(line for line in printed if line.aside is None):
                    if page.images:
                        scanned.append(number)
                    elif spent.damaged == before:
                        silent.append(number)
                lines.extend(printed)
                page.close()
            author = str((pdf.metadata or {}).get("Author") or "").strip()
    except UnreadableError:
        raise
    except (PDFPasswordIncorrect, PdfminerException, TooLargeError) as error:
        large = next((a for a in (error, *error.args) if isinstance(a, TooLargeError)), None)
        if large is not None:
            raise UnreadableError(f"{name} {large}") from error
        if isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(a, PDFPasswordIncorrect) for a in error.args
        ):
            raise UnreadableError(f"{name} 有密码保护，请去掉密码后再导入。") from error
        raise UnreadableError(
            f"{name} 已损坏，或不是真正的 PDF 文件，请重新下载或另存一份再导入。"
        ) from error
    except Exception as error:  # pdfminer raises many kinds for a damaged file
        raise UnreadableError(
            f"{name} 已损坏，或不是真正的 PDF 文件，请重新下载或另存一份再导入。"
        ) from error
    if sum(len(found) for line in lines for found in _NO_CHARACTER.findall(line.text)) * 10 > sum(
        len(line.text) for line in lines
    ):
        raise UnreadableError(
            f"{name} 的文字没有可用的编码，读出来只有字符的编号，请改用 Word 原稿，"
            "或先做文字识别（OCR）再导入。"
        )
    if not has_words(lines):
        raise UnreadableError(
            f"{name} 共 {pages} 页，没有文字层，可能是扫描件，请先做文字识别（OCR）再导入。"
        )
    notes = [f"文件属性里有作者姓名：{author}"] if author else []
    if scanned:
        notes.append(
            f"第 {_listed(scanned)}只有图片，没有文字层，未导入，可能是扫描件，请先做文字识别（OCR）"
        )
    if damaged:
        notes.append(
            f"第 {_listed(damaged)}的数据已损坏，只读出了一部分，或完全没有读出，请重新下载或另存一份再导入，"
            "或对照原文补上"
        )
    if silent:
        notes.append(
            f"第 {_listed(silent)}没有读出文字，如果不是空白页（文字可能画成了图形，或数据已损坏），"
            "请对照原文补上"
        )
    return Source(number_lines(lines), name, notes=tuple(notes))


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
