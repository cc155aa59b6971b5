"""The same for files: `python -m bench.importer_hostile_files [NAME…]`,
with words that the names of cases hold.

A page and a CSV file are 1 MiB. In a Word document the text of the paragraphs is 1 MiB, but no more than
40,000 of them; in a workbook the cells hold 1 MiB, in no more than 30,000 rows. A PDF of that size takes far
longer (pdfplumber looks at every character), so it is measured with the 64 KiB of a long plan.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from html import escape

import docx
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from bench.importer_hostile import MEGABYTE, run, texts
from tests.importer.importer_files import pdf

PARAGRAPHS = 40_000
ROWS = 30_000
Case = tuple[str, str, Callable[[], bytes]]

TEXTS = (
    "甲",
    "1.甲",
    "责任单位",
    "平表",
    "行表",
    "章节任务",
    "正文",
    "段落",
    "长要点",
    "长平表",
    "断行",
    "混合",
    "乱字",
)
PIECES = {
    "段 1": "<p>1</p>",
    "段 甲": "<p>甲</p>\n",
    "段不关": "<p>甲",
    "换行": "甲<br>",
    "换行空": "<br/>",
    "行内": "<span>甲</span>",
    "粗": "<b></b>",
    "链接": "<a href=/>甲</a>",
    "列表": "<li>甲",
    "链接列表": "<ul><li><a href='/1'>甲乙</a></li></ul>",
    "块": "<div></div>",
    "层层块": "<div>" * 1900 + "甲" + "</div>" * 1900,
    "层层粗": "<b>" * 1900 + "甲" + "</b>" * 1900,
    "错层": "<b><p>甲</b></p>",
    "层层句": "<div>加强管理，落实各项要求，建立健全体系。" * 1000 + "</div>" * 1000,
    "深句": "<div>" * 1000
    + "<div><p>加强管理，落实各项要求，建立健全体系。</p></div>" * 3000
    + "</div>" * 1000,
    "深表": "<table><tr><td>" * 1900 + "甲" + "</table>" * 1900,
    "空格实体": "&nbsp;",
    "字实体": "&#30002;",
    "坏实体": "&amp",
    "属性": "<p class='a b' id=c style='color:red' data-x=1>甲</p>",
    "无值属性": "<i a b c d e f g h>",
    "注释": "<!---->甲",
    "脚本": "<script></script>",
    "隐藏": "<p style='display:none'>甲</p>",
    "样式空格": "<p style='display" + " " * 200 + "'>",
    "标题": "<h2>甲</h2>",
    "导航": "<nav>甲</nav>",
    "小于": "<",
    "大于": "甲>",
    "句段": "<p>加强管理，落实各项要求，建立健全体系。</p>",
    "句块": "<div><p><span>加强管理，落实各项要求，建立体系。</span></p></div>",
    "小表": "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>",
    "表中表": "<table><tr><td>" * 400 + "甲" + "</table>" * 400,
    "合并": "<table><tr><td rowspan=100>甲<td>乙<tr><td>丙<td>丁</table>",
}
CELLS = {
    "两格": "<tr><td>甲</td><td>乙</td></tr>",
    "合并格": "<tr><td rowspan=99 colspan=2>甲</td><td>乙</td></tr>",
    "任务": "<tr><td>{0}</td><td>修路</td><td>交通局</td><td>年底前</td></tr>",
}
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
TABLES = {
    "短任务": ("{0}", "修路", "交通局", "年底前"),
    "长任务": ("{0}", "加强第{0}项管理工作，建成平台{0}个。", "市财政局、市第{0}局", "2024年底前"),
    "措施": ("", "{0}.修路。落实要求。", "（牵头）市局", "长期坚持"),
    "一格": ("甲",),
    "三格": ("甲", "乙", "丙"),
    "空格": ("", "", "", "甲"),
    "宽": ("甲",) * 200,
}


def filled(piece: str, start: str = "", end: str = "") -> bytes:
    """The piece, its {0} counted, as often as a mebibyte takes."""
    size = len(piece.encode())
    body = (
        "".join(piece.replace("{0}", str(n)) for n in range(1, MEGABYTE // size + 1))
        if "{0}" in piece
        else piece * (MEGABYTE // size)
    )
    return f"{start}{body}{end}".encode()


def page(text: str) -> bytes:
    """Each line a paragraph, as many as a mebibyte takes."""
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()).encode()[:MEGABYTE]
    return b"<html><body><div class='content'>" + body


def word(body: str) -> bytes:
    """A Word document with this body; the other parts are those of an empty one."""
    empty, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for part in source.namelist():
            document = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
            target.writestr(part, document if part == "word/document.xml" else source.read(part))
    return out.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    """A Word paragraph of one run."""
    return f"<w:p>{properties}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def word_lines(text: str, properties: str = "") -> bytes:
    """Each line a paragraph."""
    return word("".join(paragraph(line, properties) for line in text.splitlines()[:PARAGRAPHS]))


def rows(cells: tuple[str, ...]) -> list[list[str]]:
    """A header and so many rows that the cells hold a mebibyte."""
    size = sum(len(c.encode()) + 1 for c in cells)
    return [
        list(HEADER),
        *([c.replace("{0}", str(n)) for c in cells] for n in range(1, min(ROWS, MEGABYTE // size) + 1)),
    ]


def word_table(cells: tuple[str, ...]) -> bytes:
    """The rows as a table of a Word document."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows(cells)
    )
    return word(f"<w:tbl>{made}</w:tbl>")


def values(cells: tuple[str, ...]) -> bytes:
    """The rows as separated values."""
    out = io.StringIO()
    csv.writer(out).writerows(rows(cells))
    return out.getvalue().encode()


def workbook(cells: tuple[str, ...]) -> bytes:
    """The rows as a sheet."""
    book, out = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows(cells):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def printed(text: str) -> bytes:
    """The text as a PDF, 35 characters a line, 35 lines a page."""
    lines = [
        line[n : n + 35] for line in text[: (1 << 16) // 3].splitlines() for n in range(0, len(line), 35)
    ]
    return pdf([lines[n : n + 35] for n in range(0, len(lines), 35)])


def cases() -> Iterator[Case]:
    """Name, name of the file, and what makes its content."""
    chosen = {name: text for name, text in texts() if name in TEXTS}
    for name, piece in PIECES.items():
        yield f"网页 {name}", "a.html", partial(filled, piece, "<html><body>")
    for name, piece in CELLS.items():
        yield (
            f"网页表 {name}",
            "a.html",
            partial(filled, piece, "<html><body><table><tr><td>" + "<td>".join(HEADER), "</table>"),
        )
    for name, text in chosen.items():
        yield f"网页文 {name}", "a.html", partial(page, text)
    for name, text in chosen.items():
        yield f"Word文 {name}", "a.docx", partial(word_lines, text)
    yield (
        "Word编号",
        "a.docx",
        partial(word_lines, chosen["段落"], "<w:pPr><w:pStyle w:val='ListNumber'/></w:pPr>"),
    )
    yield (
        "Word标题",
        "a.docx",
        partial(word_lines, chosen["甲"], "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"),
    )
    for kind, suffix, make in (
        ("Word表", "docx", word_table),
        ("CSV", "csv", values),
        ("Excel", "xlsx", workbook),
    ):
        for name, cells in TABLES.items():
            yield f"{kind} {name}", f"a.{suffix}", partial(make, cells)
    yield "PDF 长要点", "a.pdf", partial(printed, chosen["长要点"])


if __name__ == "__main__":
    sys.exit(run(cases(), sys.argv[1:]))
