"""Readers: a file in, numbered lines out. The format is told by the file's content, then by its name."""

from __future__ import annotations

from pathlib import Path

from generator.importer.lines import Source, UnreadableError, with_plain_characters, without_unprinted
from generator.importer.pause import undisturbed
from generator.importer.readers.foreign import foreign, foreign_ole, foreign_zip, other_word
from generator.importer.readers.guard import LARGEST, check_columns, check_size, is_ole

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".docx", ".xlsx", ".csv", ".tsv", ".pdf")


def read_file(path: Path) -> Source:
    """Read a file of any format the importer knows.

    Raises UnreadableError, whose message is a Chinese sentence, for a file that cannot be read: missing, too
    large, protected, damaged, binary, scanned or garbled.
    """
    try:
        check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"无法打开 {path.name}：{_reason(error)}。") from error
    return read_bytes(data, path.name)


@undisturbed
def read_bytes(data: bytes, name: str) -> Source:
    """Read the content of a file; `name` helps to tell CSV and HTML from plain text."""
    check_size(len(data), name)
    source = with_plain_characters(without_unprinted(_read(data, name)))
    check_columns(source, name)
    return source


def _read(data: bytes, name: str) -> Source:
    """What the reader for this kind of file makes of it."""
    suffix = Path(name).suffix.lower()
    if is_ole(data):
        raise UnreadableError(foreign_ole(data, name))
    if data.startswith(_ZIP):
        return _read_zip(data, name)
    if data[:1024].lstrip().startswith(_PDF):
        from generator.importer.readers.pdf import read_pdf

        return read_pdf(data, name)
    if (what := foreign(data, name)) is not None:
        raise UnreadableError(what)
    if suffix in (".docx", ".xlsx") and data:
        raise UnreadableError(
            f"{name} 已损坏，或不是真正的 {suffix} 文件，请用 Office 或 WPS 打开后另存一份再导入。"
        )
    if suffix == ".pdf" and data:
        raise UnreadableError(f"{name} 已损坏，或不是真正的 PDF 文件，请重新下载或另存一份再导入。")
    from generator.importer.readers.csv import read_csv
    from generator.importer.readers.html import looks_like_html, read_html
    from generator.importer.readers.markdown import read_markdown
    from generator.importer.readers.text import decode, read_text

    if suffix in (".csv", ".tsv"):
        return read_csv(data, name)
    text, _ = decode(data, name)
    if suffix in (".html", ".htm", ".xhtml") or looks_like_html(text):
        return read_html(data, name)
    return (read_markdown if suffix == ".md" else read_text)(data, name)


def _read_zip(data: bytes, name: str) -> Source:
    """A zip: a Word or Excel file by what it holds, whatever its name says."""
    from generator.importer.readers.guard import open_zip
    from generator.importer.readers.office_package import Package, main_part

    archive = open_zip(data, name)
    names = set(archive.namelist())
    kind, _ = main_part(Package(archive)) or (None, "")
    if kind == "word":
        from generator.importer.readers.docx import read_docx

        if (other := other_word(archive)) is not None:
            raise UnreadableError(
                f"{name} 是{other}，请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再导入。"
            )
        return read_docx(data, name)
    if kind == "excel":
        from generator.importer.readers.xlsx import read_xlsx

        return read_xlsx(data, name)
    try:
        mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except Exception:  # zipfile and zlib raise many kinds for a damaged part
        mimetype = b""
    raise UnreadableError(foreign_zip(names, mimetype, name))


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    return "读取时出错"


__all__ = ["LARGEST", "SUFFIXES", "read_bytes", "read_file"]
