"""Files of every kind with a secret in each place where one can hide, and whether it is found there."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from generator.build import check
from generator.inspection.secrets import secrets_of_file
from generator.inspection.site import scan_site

Look = Callable[[Path, str], bool]


def _file(name: str, make: Callable[[str], bytes]) -> Look:
    """Whether the secret is found in an attachment."""
    return lambda _, text: any(
        s.secret.kind not in ("hidden", "author") for s in secrets_of_file(name, make(text))
    )


def _site(address: str, make: Callable[[str], str]) -> Look:
    """Whether the secret is found in a file of a finished site."""

    def look(folder: Path, text: str) -> bool:
        path = folder / "site" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(text), "utf-8")
        found = [problem for problem in scan_site(folder / "site") if "隐藏" not in problem.what]
        path.unlink()
        return bool(found)

    return look


def _word(put: Callable[[Any, str], None]) -> Callable[[str], bytes]:
    def make(text: str) -> bytes:
        from docx import Document

        document = Document()
        document.add_paragraph("柳岸县工作要点")
        put(document, text)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def _paragraph(document: Any, text: str) -> None:
    document.add_paragraph(text)


def _runs(document: Any, text: str) -> None:
    """A run for every two characters, as Word makes them when one types and corrects."""
    paragraph = document.add_paragraph()
    for start in range(0, len(text), 2):
        paragraph.add_run(text[start : start + 2])


def _cells(document: Any, text: str) -> None:
    rows = [line.split("\t") for line in text.split("\n")]
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=False):
            cell.text = word


def _header(document: Any, text: str) -> None:
    document.sections[0].header.paragraphs[0].text = text


def _note(document: Any, text: str) -> None:
    run = document.add_paragraph("正文").runs[0]
    document.add_comment(run, text=text, author="文书", initials="文")


def _property(document: Any, text: str) -> None:
    document.core_properties.comments = text[:250]


def _deleted(document: Any, text: str) -> None:
    """What was deleted while changes were tracked."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document.add_paragraph("改过的一段")
    paragraph = document.add_paragraph()
    words = escape(text).replace("\n", "</w:delText></w:r><w:r><w:br/><w:delText>")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>{words}</w:delText></w:r></w:del>')
    )


def _book(put: Callable[[Any, str], None]) -> Callable[[str], bytes]:
    def make(text: str) -> bytes:
        from openpyxl import Workbook

        book: Any = Workbook()
        book.active.append(["任务", "单位"])
        put(book, text)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def _rows(book: Any, text: str, sheet: Any = None) -> None:
    for line in text.split("\n"):
        (sheet or book.active).append(line.split("\t"))


def _hidden_row(book: Any, text: str) -> None:
    _rows(book, text)
    for row in range(2, book.active.max_row + 1):
        book.active.row_dimensions[row].hidden = True


def _hidden_sheet(book: Any, text: str) -> None:
    sheet = book.create_sheet("底稿")
    sheet.sheet_state = "hidden"
    _rows(book, text, sheet)


def _sheet_note(book: Any, text: str) -> None:
    from openpyxl.comments import Comment

    book.active["A1"].comment = Comment(text, "文书")


def _book_property(book: Any, text: str) -> None:
    book.properties.description = text


def _pdf(text: str) -> bytes:
    """A PDF of one empty page with a property in UTF-16."""
    words = ("\ufeff" + text).encode("utf-16-be").hex()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
        f"<</Subject<{words}>>>".encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def _photo(text: str) -> bytes:
    from PIL import Image

    image = Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif[0x9C9C] = text.encode("utf-16-le")  # XPComment
    exif[0x010E] = "photo"  # ImageDescription
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _zip(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("附件/说明.docx", _word(_paragraph)(text))
    return out.getvalue()


def _page(body: str) -> str:
    head = "<!doctype html><html lang=zh-CN><head><title>任务</title></head>"
    return f"{head}<body><h1>任务</h1>{body}</body></html>"


def _table(text: str) -> str:
    rows = (
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line.split(chr(9)))}</tr>"
        for line in text.split("\n")
    )
    return _page(f"<table>{''.join(rows)}</table>")


def _emphasised(text: str) -> str:
    """Every other character marked, as a search marks what it found."""
    marked = (f"<mark>{escape(c)}</mark>" if n % 2 and c.isdigit() else escape(c) for n, c in enumerate(text))
    return _page(f"<p>{''.join(marked)}</p>")


def _calendar(text: str) -> str:
    line = "DESCRIPTION:" + text.replace("\n", "\\n").replace(",", "\\,")
    folded = "\r\n ".join(line[i : i + 20] for i in range(0, len(line), 20))
    return f"BEGIN:VCALENDAR\r\n{folded}\r\nEND:VCALENDAR\r\n"


def _pack(folder: Path, text: str) -> bool:
    from generator.search.container import of_words, script

    path = folder / "site" / "search" / "texts-0.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    shard = of_words("无关\x1f文字".encode("gbk")) + of_words(f"甲\x1f{text}".encode("gbk", "ignore"))
    path.write_bytes(script('gongkaiPack("texts-0"', shard))
    found = scan_site(folder / "site")
    path.unlink()
    return bool(found)


def _record(folder: Path, text: str) -> bool:
    """The text of a task, in YAML."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    (content / "jia").mkdir(parents=True)
    (content / "jia" / "agency.yml").write_text("name: 甲局\nunits: []\n", "utf-8")
    head = "title: 一份文件\nkind: plan\nperiod: 2024\ntext: full\nsource: {publisher: 甲局}\n"
    task = {"id": "1", "title": "整治", "text": text}
    (content / "jia" / "a.yml").write_text(
        f"{head}sections: [{{title: 一节, tasks: [{json.dumps(task, ensure_ascii=False)}]}}]\n", "utf-8"
    )
    return any(p.rule == "personal_data" for p in check(content)[1])


def _markdown(folder: Path, text: str) -> bool:
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    (content / "pages").mkdir(parents=True)
    (content / "pages" / "guide.md").write_text(f"# 指南\n\n{text}\n", "utf-8")
    return any(p.rule == "personal_data" for p in check(content)[1])


def _name(_: Path, text: str) -> bool:
    return bool(secrets_of_file(text.replace("/", "").replace("\n", "\t") + ".txt", b"x"))


word_with_note, book_with_hidden_row = _word(_note), _book(_hidden_row)
CARRIERS: dict[str, Look] = {
    "任务正文（YAML）": _record,
    "手写页面": _markdown,
    "文件名": _name,
    "Word 正文": _file("a.docx", _word(_paragraph)),
    "Word 多段文字": _file("a.docx", _word(_runs)),
    "Word 表格": _file("a.docx", _word(_cells)),
    "Word 页眉": _file("a.docx", _word(_header)),
    "Word 批注": _file("a.docx", _word(_note)),
    "Word 属性": _file("a.docx", _word(_property)),
    "Word 修订": _file("a.docx", _word(_deleted)),
    "Excel 单元格": _file("a.xlsx", _book(_rows)),
    "Excel 隐藏行": _file("a.xlsx", _book(_hidden_row)),
    "Excel 隐藏表": _file("a.xlsx", _book(_hidden_sheet)),
    "Excel 批注": _file("a.xlsx", _book(_sheet_note)),
    "Excel 属性": _file("a.xlsx", _book(_book_property)),
    "PDF 属性": _file("a.pdf", _pdf),
    "照片属性": _file("a.jpg", _photo),
    "压缩包": _file("a.zip", _zip),
    "文本（GBK）": _file("a.txt", lambda text: text.encode("gb18030")),
    "文本（UTF-16）": _file("a.txt", lambda text: text.encode("utf-16")),
    "网页": _site("a/1.html", lambda text: _page(f"<p>{escape(text)}</p>")),
    "网页表格": _site("a/2.html", _table),
    "网页标亮": _site("a/3.html", _emphasised),
    "网页属性": _site("a/4.html", lambda text: _page(f'<img src="a.png" alt="{escape(text, quote=True)}">')),
    "网页注释": _site("a/5.html", lambda text: _page(f"<!-- {text} -->")),
    "开放数据": _site("data/tasks.json", lambda text: json.dumps({"tasks": [{"text": text}]})),
    "CSV": _site("data/tasks.csv", lambda text: f'\ufeffid,text\r\n1,"{text}"\r\n'),
    "日历": _site("a/calendar.ics", _calendar),
    "订阅": _site(
        "feed.xml", lambda text: f'<?xml version="1.0"?><feed><title><![CDATA[{text}]]></title></feed>'
    ),
    "检索文件": _pack,
}
