"""Files of other formats, whatever their name says: what each is, and what to save it as.

Many look like text (RTF, a saved web page with its pictures, Word's XML) and would be imported as prose.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from zipfile import ZipFile

_WORD = "请用 Word 或 WPS 打开，另存为 .docx 再导入"
_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
_SLIDES = "请把其中的文字另存为 .docx 或 .txt 再导入"
_UNPACK = "请先解压，再导入里面的文件"
_READ_OFF = "请先做文字识别（OCR），把文字另存为 .docx 或 .txt 再导入"
_NO_TEXT = "不是文字文件，无法导入"
_EXPORT = "请用能打开它的软件转成 .docx 或带文字的 PDF 再导入"

_HEAD = 4096  # bytes that show what a file is
_MAGIC: tuple[tuple[re.Pattern[bytes], str, str, tuple[str, ...]], ...] = (
    tuple(  # how it begins, what it is, what to do, its own names
        (re.compile(begin, re.S), what, mend, names)
        for begin, what, mend, names in (
            (rb"\s*\{\\rtf", "RTF 文档（写字板格式）", _WORD, (".rtf",)),
            (
                rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\x00\x00|II\*\x00|MM\x00\*|RIFF.{4}WEBP|"
                rb"\x00\x00\x00.ftyp(?:hei|hev|mif|msf|avi)",
                "图片",
                _READ_OFF,
                (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".avif"),
            ),
            (
                rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b\x08|BZh\d1AY|\xfd7zXZ\x00|PK\x05\x06|.{257}ustar",
                "压缩包",
                _UNPACK,
                (".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".zip", ".tar"),
            ),
            (rb"MZ.{0,300}\x00|\x7fELF", "程序", _NO_TEXT, (".exe", ".dll", ".so", "")),
            (
                rb"\x00\x00\x00.ftyp|ID3[\x02-\x04]\x00|OggS\x00|fLaC\x00|RIFF.{4}(?:AVI |WAVE)|"
                rb"\x1aE\xdf\xa3",
                "音频或视频",
                _NO_TEXT,
                (".mp4", ".mov", ".m4a", ".mp3", ".avi", ".wav", ".mkv", ".ogg", ".flac"),
            ),
            (rb"(?:\xff\xfe)?%!PS", "PostScript 打印文件", _EXPORT, (".ps", ".eps")),
            (rb"CAJ\x00|HN\x00|KDH.{0,20}\x00", "CAJ 电子书", _EXPORT, (".caj", ".kdh", ".nh")),
        )
    )
)
_XML: tuple[tuple[bytes, str, str, tuple[str, ...]], ...] = (  # what an XML names near its begin
    (b"schemas.microsoft.com/office/word/2003", "Word 2003 XML 文档", _WORD, (".xml",)),
    (b"schemas.microsoft.com/office/2006/xmlPackage", "Word XML 文档", _WORD, (".xml",)),
    (b'progid="Word.Document"', "Word XML 文档", _WORD, (".xml",)),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML 表格", _EXCEL, (".xml",)),
    (b"urn:oasis:names:tc:opendocument", "OpenDocument 文档", _WORD, (".fodt", ".fods", ".xml")),
    (
        b"schemas.uof.org",
        "标文通（UOF）文档",
        "请用 WPS 打开，另存为 .docx 或 .xlsx 再导入",
        (".uof", ".uot", ".uos", ".xml"),
    ),
    (b"http://www.w3.org/2000/svg", "图片", _READ_OFF, (".svg",)),
)
_LETTER_HEAD = re.compile(rb"(?:[\w-]{2,40}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n)*){1,200}")
_MIME = re.compile(
    rb"^(?:MIME-Version:|Content-Type:\s*multipart/|X-Document-Type:)|\bboundary=", re.I | re.M
)
_PARTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # a part that tells what a zip is
    ("ppt/presentation.xml", "演示文稿", _SLIDES, (".pptx", ".pptm", ".ppsx")),
    ("xl/workbook.bin", "二进制的 Excel 表格", _EXCEL, (".xlsb",)),
    ("OFD.xml", "OFD 版式文件", _EXPORT, (".ofd",)),
    (
        "Index/Document.iwa",
        "苹果的文稿（Pages、Numbers 或 Keynote）",
        "请用原来的软件导出为 .docx 或 .xlsx 再导入",
        (".pages", ".numbers", ".key"),
    ),
    (
        "Index.zip",
        "苹果的文稿（Pages、Numbers 或 Keynote）",
        "请用原来的软件导出为 .docx 或 .xlsx 再导入",
        (".pages", ".numbers", ".key"),
    ),
    ("index.apxl", "苹果的文稿", "请用原来的软件导出为 .docx 或 .xlsx 再导入", (".key",)),
    ("META-INF/container.xml", "电子书（EPUB）", _EXPORT, (".epub",)),
)
_MIMETYPES: tuple[tuple[bytes, str, str, tuple[str, ...]], ...] = (  # the file mimetype of a zip
    (b"opendocument.text", "OpenDocument 文档（.odt）", _WORD, (".odt", ".ott")),
    (b"opendocument.spreadsheet", "OpenDocument 表格（.ods）", _EXCEL, (".ods", ".ots")),
    (b"opendocument.presentation", "OpenDocument 演示文稿（.odp）", _SLIDES, (".odp",)),
    (b"epub", "电子书（EPUB）", _EXPORT, (".epub",)),
)
_STREAMS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (  # of an OLE container
    ("WordDocument", "旧版 Word 或 WPS 文字（.doc 或 .wps）", _WORD, (".doc", ".wps", ".dot", ".wpt")),
    ("Workbook", "旧版 Excel 或 WPS 表格（.xls 或 .et）", _EXCEL, (".xls", ".et", ".xlt", ".ett")),
    ("Book", "旧版 Excel 表格（.xls）", _EXCEL, (".xls", ".et")),
    ("PowerPoint Document", "旧版演示文稿（.ppt 或 .dps）", _SLIDES, (".ppt", ".pps", ".dps")),
)


def foreign(data: bytes, name: str) -> str | None:
    """The sentence for a file that is no text, or only looks like one; None for what may be imported."""
    head = data[:_HEAD]
    for begin, what, mend, names in _MAGIC:
        if begin.match(head):
            return _sentence(name, what, mend, names)
    plain = (
        head.removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .replace(b"\x00", b"")
        .lstrip()
    )
    if plain.startswith(b"<"):
        return _xml(plain, name)
    letter = _LETTER_HEAD.match(plain)
    if letter and _MIME.search(letter.group()):
        return _sentence(
            name,
            "网页归档或邮件（MHT）",
            "请用 Word 或 WPS 打开，另存为 .docx 再导入；也可用浏览器打开，另存为 .html",
            (".mht", ".mhtml", ".eml"),
        )
    return None


def foreign_zip(parts: Collection[str], mimetype: bytes, name: str) -> str:
    """The sentence for a zip that is no Word or Excel file;
    `mimetype` is what its part of that name holds."""
    for mark, what, mend, names in _MIMETYPES:
        if mark in mimetype:
            return _sentence(name, what, mend, names)
    for part, what, mend, names in _PARTS:
        if part in parts:
            return _sentence(name, what, mend, names)
    if name.lower().endswith((".docx", ".xlsx")):
        return f"{name} 已损坏：里面缺少正文，请用 Office 或 WPS 打开后另存一份再导入。"
    return f"{name} 是压缩包，{_UNPACK}。"


def foreign_ole(data: bytes, name: str) -> str:
    """The sentence for an OLE container: its streams, not its name, tell what it is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name} 有密码保护，请去掉密码后另存一份再导入。"
    found = [kind for kind in _STREAMS if f"{kind[0]}\0".encode("utf-16-le") in data]
    if found:  # a Word file may hold a table of Excel, and the other way round
        _, what, mend, names = next(
            (kind for kind in found if Path(name).suffix.lower() in kind[3]), found[0]
        )
        return _sentence(name, what, mend, names)
    return _sentence(
        name,
        "旧版 Office 格式（.doc 或 .xls）",
        "请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 再导入",
        tuple(n for *_, names in _STREAMS for n in names),
    )


def _xml(head: bytes, name: str) -> str | None:
    """The sentence for an XML that is no page."""
    if re.search(rb"<(?:!doctype )?html\b", head, re.I):
        return None
    for mark, what, mend, names in _XML:
        if mark in head and (
            head.startswith(b"<?xml") or re.match(rb"<(?:\w+:)?(?:svg|wordDocument|package|Workbook)\b", head)
        ):
            return _sentence(name, what, mend, names)
    if head.startswith(b"<?xml"):
        return _sentence(name, "XML 数据文件", "请把其中的文字另存为 .docx 或 .txt 再导入", (".xml",))
    return None


def _sentence(name: str, what: str, mend: str, names: tuple[str, ...]) -> str:
    renamed = "" if Path(name).suffix.lower() in names else "，只是改了扩展名"
    return f"{name} 是{' ' if what[0].isascii() else ''}{what}{renamed}，{mend}。"


def other_word(archive: ZipFile) -> str | None:
    """What a Word file is that python-docx does not open though it is sound."""
    try:
        types = archive.read("[Content_Types].xml")
    except Exception:  # zipfile and zlib raise many kinds for a damaged part
        return None
    if b"macroEnabled.main+xml" in types or b"macroEnabledTemplate.main+xml" in types:
        return "带宏的 Word 文件"
    return "Word 模板" if b"wordprocessingml.template.main+xml" in types else None
