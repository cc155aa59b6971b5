"""Word, Excel and other files that are a zip: every part of them, also what Word and Excel do not show."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from generator.importer.lines import UnreadableError
from generator.importer.readers.guard import open_zip
from generator.inspection.pieces import COMMENT, NAME, PROPERTY, TEXT, Piece, Said
from generator.privacy.digits import BREAK

_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(
    r"</(?:\w+:)?(?:p|si|row|table-row|h|comment|text|author)>|<(?:\w+:)?(?:br|cr)\b[^>]*/?>"
)
_CELL_END = re.compile(r"</(?:\w+:)?(?:tc|table-cell)>|<(?:\w+:)?tab\b[^>]*/>")
_PHONETIC = re.compile(r"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_STRING = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_ROW = re.compile(r"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLAIN_CELL = re.compile(r"</c>|<c/>")
_VALUE = re.compile(r"<(?:\w+:)?(?:v|t)\b[^>]*>(.*?)</(?:\w+:)?(?:v|t)>", re.DOTALL)
_AUTHOR = re.compile(
    r"<(?:\w+:)?(?:creator|lastModifiedBy|Manager|initial-creator|author)\b[^>]*>([^<]+)<|\b(?:w:author|displayName)=\"([^\"]+)\""
)
_HIDDEN_ROW = re.compile(r"<(?:\w+:)?(?:row|col)\b[^>]*\bhidden=\"(?:1|true)\"")
_HIDDEN_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*\bstate=\"(?:hidden|veryHidden)\"")
_HIDDEN_TEXT = re.compile(r"<w:vanish\s*/>|<w:vanish w:val=\"(?:1|true|on)\"")
_TRACKED = re.compile(r"<w:(?:ins|del|moveFrom)\b")
_ATTRIBUTES = re.compile(r"\b(?:descr|title|alt|Target|name|tooltip|display)=\"([^\"]+)\"")


def said_by_package(name: str, data: bytes, said_by: Callable[[str, bytes], Said]) -> Said:
    """All parts of a zip; of files inside it what `said_by` says of them. Raises UnreadableError."""
    with open_zip(data, name) as archive:
        try:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableError(f"{name} 加了密码或已损坏") from error
    is_office = any(part.startswith(("word/", "xl/", "ppt/", "docProps/", "META-INF/")) for part in parts)
    strings = _strings(parts.get("xl/sharedStrings.xml", b""))
    pieces: list[Piece] = []
    authors: dict[str, None] = {}
    hidden: dict[str, None] = {}
    for part, content in parts.items():
        if not is_office:
            pieces.append(Piece(NAME, part))
        if is_office and part.endswith((".xml", ".rels", ".vml")):
            text = content.decode("utf-8", "replace")
            pieces += _of_part(part, text, strings)
            authors.update(dict.fromkeys(_authors(text)))
            hidden.update(dict.fromkeys(_hidden(part, text)))
        else:
            inside = said_by(part, content)
            pieces += inside.pieces
            authors.update(dict.fromkeys(inside.authors))
            hidden.update(dict.fromkeys(inside.hidden))
    return Said(tuple(pieces), tuple(authors), tuple(hidden))


def _of_part(part: str, text: str, strings: list[str]) -> Iterator[Piece]:
    where = _where(part)
    if re.match(r"xl/worksheets/[^/]+\.xml$", part):
        yield Piece(where, _plain_rows(text) if _is_plain(text) else "\n".join(_rows(text, strings)))
    elif part != "xl/sharedStrings.xml":
        yield Piece(where, words_of(text, BREAK if where == PROPERTY else ""))
    if values := _ATTRIBUTES.findall(text):
        yield Piece(where, BREAK.join(map(html.unescape, dict.fromkeys(values))))


def words_of(text: str, between: str = "") -> str:
    """The words of an XML part; what stands in one paragraph is one, whatever runs it consists of. `between`
    elements that are no runs, as properties are, something stands.
    """
    text = _CELL_END.sub("\t", _LINE_END.sub("\n", text))
    return html.unescape(_TAG.sub(between, text))


def _where(part: str) -> str:
    if part.startswith("docProps/") or part == "meta.xml":
        return PROPERTY
    return COMMENT if "comment" in PurePosixPath(part).name.lower() or "persons" in part else TEXT


def _strings(shared: bytes) -> list[str]:
    text = _PHONETIC.sub("", shared.decode("utf-8", "replace"))
    return [html.unescape(_TAG.sub("", match)) for match in _STRING.findall(text)]


def _rows(sheet: str, strings: list[str]) -> Iterator[str]:
    for _, row in _ROW.findall(sheet):
        yield "\t".join(_cell(attributes, content, strings) for attributes, content in _CELL.findall(row))


def _is_plain(sheet: str) -> bool:
    """Whether it is written as ours are (generator/exports/workbook.py): rows without numbers, texts where
    they stand, no formula.
    """
    return "<sheetData><row><c" in sheet and not any(
        mark in sheet for mark in ("<row ", "<f", 't="s"', "<is>")
    )


def _plain_rows(sheet: str) -> str:
    """The same as `_rows`, a tenth as slow."""
    text = _PLAIN_CELL.sub("\t", sheet.replace("</row>", "\n"))
    return html.unescape(_TAG.sub("", text))


def _cell(attributes: str, content: str, strings: list[str]) -> str:
    """The words of a cell: a shared string, its own text, or a number as it is typed (1.38E+10)."""
    values = _VALUE.findall(content)
    if 't="s"' in attributes and values:
        place = int(values[0]) if values[0].isdigit() else -1
        return strings[place] if 0 <= place < len(strings) else ""
    words = html.unescape(_TAG.sub("", "".join(values)))
    if re.fullmatch(r"\d\.\d+E\+?\d{1,2}", words, re.IGNORECASE):
        return str(round(float(words)))
    return words.removesuffix(".0")


def _authors(text: str) -> Iterator[str]:
    for element, attribute in _AUTHOR.findall(text):
        yield html.unescape(element or attribute).strip()


def _hidden(part: str, text: str) -> Iterator[str]:
    if _HIDDEN_ROW.search(text):
        yield "隐藏的行或列"
    if _HIDDEN_SHEET.search(text):
        yield "隐藏的工作表"
    if _HIDDEN_TEXT.search(text) and part.startswith("word/document"):
        yield "隐藏的文字"
    if _TRACKED.search(text) and part.startswith("word/"):
        yield "没有接受的修订"
    if _where(part) == COMMENT and words_of(text).strip(f" \n\t{BREAK}"):
        yield "批注"
