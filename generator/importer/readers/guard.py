"""Limits for what comes from outside: file size, zip bombs, protected files.

Each limit raises UnreadableError with a sentence that says what the file is and what to do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from generator.importer.lines import Source, UnreadableError

LARGEST = 50 * 1024 * 1024  # bytes of a file
_LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes of a zip once unpacked
_LARGEST_RATIO = 200  # unpacked : packed, of parts above 5 MB
_MOST_PARTS = 10_000
_MOST_COLUMNS = 1000
_PIECE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_size(size: int, name: str) -> None:
    """Refuse files above the limit."""
    if size > LARGEST:
        raise UnreadableError(
            f"{name} 有 {size / 1024 / 1024:.0f} MB，超过 {LARGEST // 1024 // 1024} MB 的上限，"
            "请拆分或压缩图片后再导入。"
        )


def is_ole(data: bytes) -> bool:
    """Whether the file is an OLE container: a protected .docx, or an old .doc or .xls."""
    return data.startswith(_OLE)


def check_columns(source: Source, name: str) -> None:
    """Refuse a table wider than any of an office: its cells are compared with each other."""
    for line in source.lines:
        width = line.text.count("|") if line.cells is None else len(line.cells)
        if width > _MOST_COLUMNS:
            raise UnreadableError(
                f"{name} 第 {line.number} 行有 {width} 列，超过 {_MOST_COLUMNS} 列，不像一份文件的表格，"
                "没有导入；请检查是否选错了文件，或拆分后再导入。"
            )


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip after checking that it cannot fill the memory."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError(f"{name} 已损坏，请用 Office 或 WPS 打开后另存一份再导入。") from error
    unpacked = sum(p.file_size for p in parts)
    steep = any(
        p.file_size > 5 * 1024 * 1024 and p.file_size > _LARGEST_RATIO * max(1, p.compress_size)
        for p in parts
    )
    if unpacked > _LARGEST_UNPACKED or steep or len(parts) > _MOST_PARTS:
        raise UnreadableError(f"{name} 解压后异常庞大，可能是恶意文件，没有打开。")
    if any(p.flag_bits & 1 for p in parts):
        raise UnreadableError(f"{name} 有密码保护，请去掉密码后另存一份再导入。")
    return archive


def check_count(
    archive: zipfile.ZipFile, parts: Sequence[str], tags: Sequence[bytes], most: int, unit: str, name: str
) -> None:
    """Refuse a file of which some parts hold more than `most` of some tags: each becomes many objects,
    however small the file.

    Counted a megabyte at a time; a tag that lies across two of them is missed, which does not matter.
    """
    found = 0
    try:
        for part in parts:
            with archive.open(part) as stream:
                while piece := stream.read(_PIECE):
                    found += sum(map(piece.count, tags))
                    if found > most:
                        raise UnreadableError(
                            f"{name} 里超过 {most // 10_000} 万{unit}，可能是恶意文件，"
                            "没有打开；如果确是正常文件，请拆分后再导入。"
                        )
    except UnreadableError:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds for a damaged part
        raise UnreadableError(f"{name} 已损坏，请用 Office 或 WPS 打开后另存一份再导入。") from error


def office_notes(*authors: str) -> list[str]:
    """What a person should know about the names in a file's properties."""
    names = [n for n in dict.fromkeys(authors) if n.strip() and n not in ("python-docx", "openpyxl")]
    return [f"文件属性里有作者姓名：{'、'.join(names)}"] if names else []
