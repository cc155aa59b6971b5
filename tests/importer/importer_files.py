"""Small files of every format, made in memory, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import docx

from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes


def pdf(
    pages: Sequence[Sequence[str]],
    encrypted: bool = False,
    pictures: Collection[int] = (),
    cut: Mapping[int, int] | None = None,
    drawn: Mapping[int, str] | None = None,
) -> bytes:
    """A PDF whose pages print the given lines from the top in a standard Chinese font (no font file needed).

    `pictures`: the pages, counted from 0, that hold a picture. `cut`: how many bytes are missing at the end of the
    compressed stream of some pages. `drawn`: more drawing orders of some pages.
    """
    objects: list[bytes] = []

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    catalog, tree = add("<< /Type /Catalog /Pages 2 0 R >>"), add("")
    descendant = add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 4 0 R >>"
    )
    add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    font = add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [{descendant} 0 R] >>"
    )
    kids: list[int] = []
    for number, lines in enumerate(pages):
        orders = "".join(printed_at(72, 760 - 20 * n, line) for n, line in enumerate(lines) if line) + (
            drawn or {}
        ).get(number, "")
        orders += (
            "q 99 0 0 99 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q\n"
            if number in pictures
            else ""
        )
        packed, entry = orders.encode("latin-1"), ""
        if cut and number in cut:
            packed, entry = zlib.compress(packed)[: -cut[number]], "/Filter /FlateDecode"
        stream = add(f"<< /Length {len(packed)} {entry} >>\nstream\n".encode() + packed + b"\nendstream")
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R "
                f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
            )
        )
    objects[tree - 1] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    )
    extra = ""
    if encrypted:
        lock = add("<< /Filter /Standard /V 1 /R 2 /O <" + "00" * 32 + "> /U <" + "11" * 32 + "> /P -4 >>")
        extra = f" /Encrypt {lock} 0 R /ID [<00> <00>]"
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places: list[int] = []
    for n, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{n} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{p:010d} 00000 n \n".encode() for p in places))
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root {catalog} 0 R{extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


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
<div class="share">分享到：</div><div class="footer"><p>版权所有：某某局</p><p>主办单位：某某局办公室，地址某某路1号。</p></div>
</body></html>"""


def drawn_pdf(content: bytes, entries: str = "", forms: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with this content stream, whose dictionary has these entries, and forms named /F0, /F1 …"""
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


def titles(data: bytes, name: str) -> list[str]:
    """Of the tasks that the importer reads."""
    return [t.title for t in import_source(read_bytes(data, name)).tasks]
