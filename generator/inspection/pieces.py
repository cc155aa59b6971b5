"""What a file says, seen and unseen, as pieces of text that each tell where they stand: its name, its text,
its comments, its properties. And what it hides without words: hidden rows, tracked changes, a place in a
photo.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generator.importer.lines import UnreadableError
from generator.inspection.markup import said_in_html
from generator.privacy.digits import BREAK

_LARGEST = 200 * 2**20  # bytes of a file once unpacked
_OLE, _ZIP, _GZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\x1f\x8b"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"RIFF", b"GIF8")
_HTML = (".html", ".htm", ".xml", ".svg", ".xhtml")
_WORDS = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]{6,}")
_FOLDED = re.compile(r"\r?\n[ \t]")  # how a calendar breaks its lines


class Piece(NamedTuple):
    """A part of a file. `what` says where it stands: 正文, 批注, 文件属性. Of one that `is_rough`, words and
    chance stand side by side.
    """

    what: str
    text: str
    is_rough: bool = False


class Said(NamedTuple):
    """All of a file: its pieces, the persons that its properties name, and what is hidden in it."""

    pieces: tuple[Piece, ...]
    authors: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


TEXT, COMMENT, PROPERTY, NAME = "正文", "批注", "文件属性", "文件名"


def said_by(name: str, data: bytes, depth: int = 0) -> Said:
    """What the file says. Raises UnreadableError for one that cannot be read."""
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_ZIP):
        from generator.inspection.packages import said_by_package

        return said_by_package(name, data, depth)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _said_by_pdf(name, data)
    if data.startswith(_GZIP):
        return said_by(name.removesuffix(".gz"), _unzipped(name, data), depth)
    if data.startswith(_IMAGES):
        from generator.inspection.images import said_by_image

        return said_by_image(data)
    text = None if data.startswith(_OLE) else _decoded(data)
    if text is None:
        return Said(tuple(rough_pieces(data)))
    if suffix == ".json":
        return Said((Piece(TEXT, _of_json(text)),))
    if suffix == ".ics":
        return Said((Piece(TEXT, _FOLDED.sub("", text)),))
    if suffix in _HTML or text[:500].lstrip().lower().startswith(("<!doctype", "<html", "<?xml", "<svg")):
        return Said(tuple(Piece(TEXT, part) for part in said_in_html(text)))
    return Said((Piece(TEXT, text),))


def rough_pieces(data: bytes) -> Iterator[Piece]:
    """The words in bytes of a form that nobody here reads (an old .doc, a photo, a database)."""
    for encoding in ("utf-8", "gb18030"):
        yield Piece(TEXT, BREAK.join(_WORDS.findall(data.decode(encoding, "replace"))), is_rough=True)
    for start in (0, 1):
        words = data[start : start + (len(data) - start) // 2 * 2].decode("utf-16-le", "replace")
        yield Piece(TEXT, BREAK.join(_WORDS.findall(words)), is_rough=True)


def _decoded(data: bytes) -> str | None:
    """The text of bytes, or None where they are none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _of_json(text: str) -> str:
    """All texts and numbers in JSON, whichever way they are escaped."""
    try:
        return BREAK.join(_leaves(json.loads(text)))
    except (ValueError, RecursionError):
        return text


def _leaves(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += reversed([*one.keys(), *one.values()])
        elif isinstance(one, list):
            waiting += reversed(one)
        elif one is not None:
            yield str(one)


def _unzipped(name: str, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            plain = stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{name} 解不开") from error
    if len(plain) > _LARGEST:
        raise UnreadableError(f"{name} 解开后太大")
    return plain


def _said_by_pdf(name: str, data: bytes) -> Said:
    from generator.importer.readers.pdf_said import said_by_pdf

    found = said_by_pdf(data, name)
    pieces = (Piece(TEXT, found.text), Piece(PROPERTY, found.properties), Piece(COMMENT, found.notes))
    return Said(tuple(piece for piece in pieces if piece.text), found.authors)
