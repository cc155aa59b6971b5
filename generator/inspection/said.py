"""Any file -> what it says, by what its bytes are: a text, a page, a Word file, a photo, a zip of these."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from generator.importer.lines import UnreadableError
from generator.inspection.databases import MAGIC, said_by_database
from generator.inspection.markup import said_in_html
from generator.inspection.pieces import COMMENT, PROPERTY, TEXT, Piece, Said, rough_pieces
from generator.privacy.digits import BREAK

_LARGEST = 200 * 2**20  # bytes of a file once unpacked
_DEEPEST = 3  # files inside files
_OLE, _ZIP, _GZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\x1f\x8b"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"RIFF", b"GIF8")
_HTML = (".html", ".htm", ".xml", ".svg", ".xhtml")
_FOLDED = re.compile(r"\r?\n[ \t]")  # how a calendar breaks its lines


def said_by(name: str, data: bytes, depth: int = 0) -> Said:
    """What the file says. Raises UnreadableError for one that cannot be read."""
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_ZIP):
        from generator.inspection.packages import said_by_package

        return said_by_package(name, data, partial(_said_inside, depth=depth + 1))
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _said_by_pdf(name, data)
    if data.startswith(MAGIC):
        return Said(tuple(said_by_database(data)))
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
    if suffix in (".csv", ".tsv"):
        return Said((Piece(TEXT, _of_rows(text, "\t" if suffix == ".tsv" else ",")),))
    if suffix == ".ics":
        return Said((Piece(TEXT, _of_calendar(text)),))
    if suffix in _HTML or text[:500].lstrip().lower().startswith(("<!doctype", "<html", "<?xml", "<svg")):
        return Said(tuple(Piece(TEXT, part) for part in said_in_html(text)))
    return Said((Piece(TEXT, text),))


def _said_inside(name: str, data: bytes, depth: int) -> Said:
    return said_by(name, data, depth) if depth <= _DEEPEST else Said(tuple(rough_pieces(data)))


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


def _of_rows(text: str, comma: str) -> str:
    """The cells of a table in text form, parted by tabs; what is no table comes back as it is."""
    try:
        return "\n".join("\t".join(row) for row in csv.reader(io.StringIO(text), delimiter=comma))
    except csv.Error:
        return text


def _of_calendar(text: str) -> str:
    """A calendar with its lines whole and its signs plain (RFC 5545)."""
    return re.sub(r"\\([,;\\])", r"\1", _FOLDED.sub("", text).replace("\\n", "\n").replace("\\N", "\n"))


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
