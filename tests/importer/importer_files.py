"""Small files of every format, made in memory, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import docx
import openpyxl
from openpyxl.utils.cell import range_boundaries

from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes


def pdf(
    pages: Sequence[Sequence[str]],
    encrypted: bool = False,
    pictures: Collection[int] = (),
    cut: Mapping[int, int] | None = None,
    drawn: Mapping[int, str] | None = None,
    entries: str = "",
) -> bytes:
    """A PDF whose pages print the given lines from the top in a standard Chinese font (no font file needed).

    `pictures`: the pages, counted from 0, that hold a picture. `cut`: how many bytes are missing at the end
    of the compressed stream of some pages. `drawn`: more drawing orders of some pages. `entries`: what else
    the dictionary of each page says.
    """
    made = _Objects()
    catalog, tree = made.add("<< /Type /Catalog /Pages 2 0 R >>"), made.add("")
    font = _font(made)
    kids: list[int] = []
    for number, lines in enumerate(pages):
        orders = "".join(printed_at(72, 760 - 20 * n, line) for n, line in enumerate(lines) if line)
        orders += (drawn or {}).get(number, "") + (_PICTURE if number in pictures else "")
        stream = made.add(_stream(orders.encode("latin-1"), (cut or {}).get(number, 0)))
        kids.append(
            made.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R {entries} "
                f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
            )
        )
    of_tree = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    made.bodies[tree - 1] = of_tree.encode()
    extra = ""
    if encrypted:
        lock = made.add(f"<< /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -4 >>")
        extra = f" /Encrypt {lock} 0 R /ID [<00> <00>]"
    return made.file(f"/Root {catalog} 0 R{extra}")


class _Objects:
    """The objects of a PDF, numbered from 1 as they are added."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.bodies.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.bodies)

    def file(self, trailer: str) -> bytes:
        """All of them, with the table of their places and the entries of the trailer."""
        out, places = io.BytesIO(b"%PDF-1.4\n"), list[int]()
        out.seek(0, io.SEEK_END)
        for n, body in enumerate(self.bodies, 1):
            places.append(out.tell())
            out.write(f"{n} 0 obj\n".encode() + body + b"\nendobj\n")
        start, size = out.tell(), len(self.bodies) + 1
        out.write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
        out.write(b"".join(f"{p:010d} 00000 n \n".encode() for p in places))
        out.write(f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
        return out.getvalue()


_PICTURE = "q 99 0 0 99 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q\n"


def _font(made: _Objects) -> int:
    """The number of a standard Chinese font."""
    descendant = made.add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 4 0 R >>"
    )
    made.add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    return made.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        f"/DescendantFonts [{descendant} 0 R] >>"
    )


def _stream(orders: bytes, cut: int) -> bytes:
    """The drawing orders of a page; compressed and without the last `cut` bytes, if there are some to cut."""
    packed, entry = (zlib.compress(orders)[:-cut], "/Filter /FlateDecode") if cut else (orders, "")
    return f"<< /Length {len(packed)} {entry} >>\nstream\n".encode() + packed + b"\nendstream"


def printed_at(x: int, y: int, words: str) -> str:
    """The orders that print words at a place of a page."""
    return f"BT /F1 12 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


PAGE = """<!DOCTYPE html><html><head><title>某某局</title>
<meta name="ArticleTitle" content="某某局2024年工作要点"><meta name="PubDate" content="2024-03-01 09:30">
<script>var a = "不是正文";</script><style>p {{}}</style></head><body>
<div class="header"><a href="/">网站首页</a><a href="/xw">新闻中心</a></div>
<ul class="nav"><li><a href="/1">机构概况</a></li><li><a href="/2">政务公开</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<h1>某某局2024年工作要点</h1><div>发布时间：2024-03-01 信息来源：某某局</div>
<div class="TRS_Editor">{body}</div>
<div class="share">分享到：</div>
<div class="footer"><p>版权所有：某某局</p><p>主办单位：某某局办公室，地址某某路1号。</p></div>
</body></html>"""


def drawn_pdf(content: bytes, entries: str = "", forms: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with this content stream, whose dictionary has these entries, and forms named /F0,
    /F1 …"""
    names = "".join(f"/F{n} {5 + n} 0 R" for n in range(len(forms)))
    resources = f"/Resources << /XObject << {names} >> >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R {resources} >>".encode(),
        f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream",
    ]
    bodies += [
        f"<< /Subtype /Form /BBox [0 0 99 99] {resources} /Length {len(form)} >>\nstream\n".encode()
        + form
        + b"\nendstream"
        for form in forms
    ]
    return (
        b"%PDF-1.4\n"
        + b"".join(f"{n} 0 obj\n".encode() + body + b"\nendobj\n" for n, body in enumerate(bodies, 1))
        + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def word() -> Any:
    """An empty Word document."""
    return docx.Document()


def saved(document: Any) -> bytes:
    """The bytes of a Word document or a workbook."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table_file(suffix: str, rows: Sequence[Sequence[str]], merged: Sequence[str] = ()) -> bytes:
    """A table as a file of one format; `merged`: ranges of cells as Excel names them, A2:A3, where the format
    can say it."""
    boxes = [_box(*(corner or 1 for corner in range_boundaries(ref))) for ref in merged]
    return _TABLES[suffix](rows, boxes)


def _box(left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    return left - 1, top - 1, right - 1, bottom - 1


Boxes = Sequence[tuple[int, int, int, int]]  # left, top, right, bottom, counted from 0


def sheet_of(rows: Sequence[Sequence[Any]]) -> Any:
    """A workbook with one sheet of these values."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    return book


def _sheet(rows: Sequence[Sequence[str]], boxes: Boxes) -> bytes:
    book = sheet_of([[cell or None for cell in row] for row in rows])
    sheet: Any = book.active
    for left, top, right, bottom in boxes:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return saved(book)


def _word_table(rows: Sequence[Sequence[str]], boxes: Boxes) -> bytes:
    document = word()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for n, row in enumerate(rows):
        for k, words in enumerate(row):
            table.cell(n, k).text = words
    for left, top, right, bottom in boxes:
        table.cell(top, left).merge(table.cell(bottom, right))
    return saved(document)


def _page_table(rows: Sequence[Sequence[str]], boxes: Boxes) -> bytes:
    spans = {(n, k): "" for n, row in enumerate(rows) for k in range(len(row))}
    for left, top, right, bottom in boxes:
        for n in range(top, bottom + 1):
            for k in range(left, right + 1):
                del spans[n, k]
        spans[top, left] = f" rowspan={bottom - top + 1} colspan={right - left + 1}"
    lines = [
        "".join(f"<td{spans[n, k]}>{words}</td>" for k, words in enumerate(row) if (n, k) in spans)
        for n, row in enumerate(rows)
    ]
    return (
        f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>".encode()
    )


def _strokes(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


_TABLES: dict[str, Callable[[Sequence[Sequence[str]], Boxes], bytes]] = {
    "xlsx": _sheet,
    "docx": _word_table,
    "html": _page_table,
    "csv": lambda rows, _: "\n".join(",".join(row) for row in rows).encode(),
    "txt": lambda rows, _: "\n".join("\t".join(row) for row in rows).encode(),
    "md": lambda rows, _: "\n".join(map(_strokes, [rows[0], ["---"] * len(rows[0]), *rows[1:]])).encode(),
}


def ruled(rows: Sequence[Sequence[str]], open_below: Collection[tuple[int, int]] = ()) -> str:
    """The orders that draw a table with its lines; `open_below`: cells (row, column) without a line below
    them."""
    width, height, left, top = 110, 30, 70, 740
    orders = "".join(
        printed_at(left + width * k + 5, top - height * n - 20, words)
        for n, row in enumerate(rows)
        for k, words in enumerate(row)
        if words
    )
    columns = len(rows[0])
    for n in range(len(rows) + 1):
        for k in range(columns):
            if (n - 1, k) not in open_below:
                y = top - height * n
                orders += f"{left + width * k} {y} m {left + width * (k + 1)} {y} l S\n"
    bottom = top - height * len(rows)
    return orders + "".join(
        f"{left + width * k} {top} m {left + width * k} {bottom} l S\n" for k in range(columns + 1)
    )


def titles(data: bytes, name: str) -> list[str]:
    """Of the tasks that the importer reads."""
    return [t.title for t in import_source(read_bytes(data, name)).tasks]
