"""PDF with a text layer: lines as printed, which of them run on, tables with ruled cells; running heads, page
numbers, stamps and unseen words apart."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence

from generator.importer.lines import UNSEEN, Line, Source, UnreadableError, has_words, number_lines
from generator.importer.readers.pdf_heads import Leaf, heads
from generator.importer.readers.pdf_notes import notes
from generator.importer.readers.pdf_pages import Page, pages_of
from generator.importer.readers.pdf_text import body_of

_MOST_PAGES = 1000
_NO_CHARACTER = re.compile(r"\(cid:\d{1,6}\)")  # what pdfminer writes for a sign it has no character for


def read_pdf(data: bytes, name: str) -> Source:
    """Read the text layer of a PDF. Raises UnreadableError for protected, damaged,
    scanned and monstrous files."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it warns of (FontBBox) no clerk can mend
    try:
        pages, author = _read(data, name)
    except (UnreadableError, ImportError):  # a library that is missing is no fault of the file
        raise
    except Exception as error:  # pdfminer raises many kinds for a damaged file
        raise UnreadableError(f"{name} {_why_unreadable(error)}") from error
    apart = heads([_leaf(page) for page in pages])
    body = body_of(pages, apart)
    aside = [line for page, places in zip(pages, apart, strict=True) for line in _aside(page, places)]
    _check(pages, [*body, *aside], name)
    said = notes(pages, apart, author)
    return Source(number_lines([*body, *aside]), name, notes=tuple(said))


def _read(data: bytes, name: str) -> tuple[list[Page], str]:
    """Every page in turn, and the author. Raises UnreadableError for too many pages, and whatever pdfminer
    raises."""
    import pdfplumber

    from generator.importer.readers.pdf_guard import bounded

    with bounded(len(data)) as spent, pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise UnreadableError(f"{name} 超过 {_MOST_PAGES} 页，请拆分后再导入。")
        author = str((pdf.metadata or {}).get("Author") or "").strip()
        return list(pages_of(pdf, spent)), author


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


def _leaf(page: Page) -> Leaf:
    return Leaf(page.lines, page.height, tuple((t.area[1], t.area[3]) for t in page.tables), page.size)


def _check(pages: Sequence[Page], lines: Sequence[Line], name: str) -> None:
    """Raises UnreadableError where the file has no words that can be read."""
    unknown = sum(len(sign) for line in lines for sign in _NO_CHARACTER.findall(line.text))
    if unknown * 10 > sum(len(line.text) for line in lines):
        raise UnreadableError(
            f"{name} 的文字没有可用的编码，读出来只有字符的编号，请改用 Word 原稿，"
            "或先做文字识别（OCR）再导入。"
        )
    if any(page.is_outlined for page in pages) and not has_words(line for line in lines if not line.aside):
        raise UnreadableError(
            f"{name} 共 {len(pages)} 页，文字不是字符，而是画成了图形（转曲），读不出来，请改用 Word 原稿，"
            "或先做文字识别（OCR）再导入。"
        )
    if not has_words(lines):
        raise UnreadableError(
            f"{name} 共 {len(pages)} 页，没有文字层，可能是扫描件，请先做文字识别（OCR）再导入。"
        )


def _aside(page: Page, places: dict[int, str]) -> Iterator[Line]:
    """What of a page is no part of the text. It stands behind the text, so that a sentence and a table go on
    over the end of a page."""
    for k, label in sorted(places.items()):
        yield Line(0, page.lines[k].text, aside=label)
    for words in page.stamps:
        yield Line(0, words, aside="水印")
    for words in page.hidden:
        yield Line(0, words, aside=UNSEEN)
