"""Every file that cannot be read gives a Chinese sentence that says what it is."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from importer_files import drawn_pdf, pdf, zipped

from generator.importer.lines import UnreadableError
from generator.importer.readers import read_bytes, read_file

GARBLED = "某某市应急管理局2024年工作要点，加强安全监管，排查隐患，整改问题，制定方案。" * 5
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
WORD_2003 = (
    '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:t>文字</w:t>'
).encode()


@cache
def packed_spaces() -> bytes:
    """160 MB of spaces."""
    return zlib.compress(b" " * (160 << 20), 1)


# A file, or what makes it where that takes a while; and words of what is said of it.
UNREADABLE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "password.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old.doc": (OLE, "旧版"),
    "renamed.docx": (OLE + "WordDocument".encode("utf-16-le"), "只是改了扩展名"),
    "damaged.docx": (zipped({"word/document.xml": b"<w:document"})[:-30], "损坏"),
    "hollow.docx": (zipped({"other.xml": b""}), "损坏"),
    "not-a-zip.docx": ("文字".encode(), "损坏"),
    "broken-inside.docx": (
        zipped({"word/document.xml": b"<w:doc", "[Content_Types].xml": b"<Types/>"}),
        "损坏",
    ),
    "broken.xlsx": (zipped({"xl/workbook.xml": b"<x"}), "损坏"),
    "bomb.docx": (lambda: zipped({"word/document.xml": b"\x00" * (40 << 20)}), "异常庞大"),
    "archive.zip": (zipped({"a.txt": b"1"}), "压缩包"),
    "scan.pdf": (pdf([[""], [""]]), "扫描件"),
    "locked.pdf": (pdf([["文字"]], encrypted=True), "密码"),
    "damaged.pdf": (b"%PDF-1.4\n" + b"\x80" * 200, "损坏"),
    "flate.pdf": (
        lambda: drawn_pdf(packed_spaces(), "/Filter /FlateDecode"),
        "解压后的内容超过 150 MB",
    ),
    "twice.pdf": (
        lambda: drawn_pdf(zlib.compress(packed_spaces()), "/Filter [/FlateDecode /FlateDecode]"),
        "解压后的内容超过 150 MB",
    ),
    "lines.pdf": (drawn_pdf(b"0 0 m 9 9 l S " * 31_000), "第 1 页的线条或绘图指令过多"),
    "forms.pdf": (
        drawn_pdf(b"/F0 Do " * 100, forms=[b"/F1 Do " * 100, b"/F2 Do " * 100, b" " * 50_000]),
        "第 1 页的线条或绘图指令过多",
    ),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "图片"),
    "binary.txt": (bytes(range(256)) * 20, "不是文字文件"),
    "deep.html": (b"<ul><li>x" * 80_000, "一层套一层"),
    "prose.txt": (
        rb"{\rtf1\ansi \'ce\'c4}",
        "RTF 文档（写字板格式），只是改了扩展名，请用 Word 或 WPS 打开，另存为 .docx",
    ),
    "own.rtf": (rb"{\rtf1\ansi \'ce\'c4}", "RTF 文档（写字板格式），请用"),
    "rich.docx": (rb"{\rtf1\ansi \'ce\'c4}", "RTF 文档"),
    "page.doc": (
        (
            b"From: <Saved>\r\nSubject: =?utf-8?B?YQ==?=\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
        ),
        "网页归档或邮件（MHT），只是改了扩展名",
    ),
    "page.mht": (b"Content-Type: multipart/related; boundary=x\n\n--x\n", "网页归档或邮件（MHT），请用"),
    "word2003.doc": (WORD_2003, "Word 2003 XML 文档，只是改了扩展名，请用 Word 或 WPS 打开，另存为 .docx"),
    "word2003.html": (WORD_2003, "Word 2003 XML 文档"),
    "word2003-16.txt": (WORD_2003.decode().encode("utf-16"), "Word 2003 XML 文档"),
    "excel2003.xls": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "另存为 .xlsx",
    ),
    "feed.xml": ('<?xml version="1.0"?><rss>文字</rss>'.encode(), "XML 数据文件"),
    "drawing.svg": ('<svg xmlns="http://www.w3.org/2000/svg"><text>文字</text></svg>'.encode(), "图片"),
    "open.odt": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "OpenDocument 文档（.odt），请用 Word 或 WPS 打开，另存为 .docx",
    ),
    "apple.pages": (zipped({"Index/Document.iwa": b""}), "请用原来的软件导出为 .docx"),
    "slides.pptx": (zipped({"ppt/presentation.xml": b""}), "演示文稿"),
    "layout.ofd": (zipped({"OFD.xml": b""}), "OFD 版式文件"),
    "text.wps": (
        OLE + "WordDocument\0".encode("utf-16-le"),
        "旧版 Word 或 WPS 文字（.doc 或 .wps），请用 Word 或 WPS 打开，另存为 .docx",
    ),
    "table.et": (
        OLE + "WordDocument\0Workbook\0".encode("utf-16-le"),
        "旧版 Excel 或 WPS 表格（.xls 或 .et），请用 Excel 或 WPS 打开，另存为 .xlsx",
    ),
    "none.zip": (b"PK\x05\x06" + b"\x00" * 18, "压缩包，请先解压"),
    "packed.rar": (b"Rar!\x1a\x07\x01\x00", "压缩包，请先解压"),
    "packed.7z": (b"7z\xbc\xaf\x27\x1c", "压缩包，请先解压"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片，请先做文字识别"),
    "photo.tif": (b"II*\x00\x08\x00", "图片，请先做文字识别"),
    "garbled.txt": (GARBLED.encode("utf-8").decode("gb18030", "ignore").encode("utf-8"), "乱码"),
    "latin.txt": (GARBLED.encode("utf-8").decode("latin-1").encode("utf-8"), "乱码"),
    "gbk-as-latin.txt": (GARBLED.encode("gb18030").decode("latin-1").encode("utf-8"), "乱码"),
    "gbk-as-big5.txt": (GARBLED.encode("gb18030").decode("big5", "ignore").encode("utf-8"), "乱码"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_bad_file_is_named_in_a_sentence(name: str) -> None:
    file, word_ = UNREADABLE[name]
    data = file if isinstance(file, bytes) else file()
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert word_ in message
    assert name in message
    assert message.endswith("。")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(51 << 20)
    with pytest.raises(UnreadableError, match="超过 50 MB"):
        read_file(large)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="没有这个文件"):
        read_file(tmp_path / "没有.txt")
