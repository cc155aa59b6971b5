"""The parts of a Word or Excel file, found as the file itself says (ECMA-376 part 2): by its relationships,
whatever the parts are called.

Programs write names with backslashes or in other letters, targets from the root, relationships to parts that
are not there, or the namespaces of the strict variant; Word and Excel open all that, python-docx and openpyxl
do not. `mended` writes the file anew as those want it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

Kind = Literal["word", "excel"]
_TYPES = "[content_types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(?!2006)")
_STRICT_TYPES = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
_ROOTS: dict[bytes, Kind] = {b"document": "word", b"workbook": "excel"}
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(document|workbook)[\s>]")
_USUAL = ("word/document.xml", "xl/workbook.xml")
_HEAD = 4096
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_DEFAULTS = {
    "xml": "application/xml",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
}


class Relation(NamedTuple):
    """A part that another names: its id there, the last word of its type (styles, worksheet), its name."""

    ident: str
    kind: str
    part: str


class Package:
    """Reads parts by their names, which have no slash in front; raises KeyError for one that is not there."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {_plain(name).lower(): name for name in reversed(archive.namelist())}
        self.is_plain = all(_plain(name) == name for name in archive.namelist())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    @property
    def parts(self) -> list[str]:
        """The names of all parts, as the file writes them."""
        return [_plain(name) for name in self._archive.namelist()]

    def stored(self, part: str) -> str:
        """The name under which the zip has a part."""
        return self._names[part.lower()]

    def read(self, part: str) -> bytes:
        """The content of a part; of XML in the usual namespaces."""
        data = self._archive.read(self.stored(part))
        return _usual_names(data) if part.lower().endswith((".xml", ".rels")) else data

    def begins(self, part: str) -> bytes:
        """The first 4 KB of a part."""
        with self._archive.open(self.stored(part)) as stream:
            return stream.read(_HEAD)

    def related(self, part: str = "") -> list[Relation]:
        """The parts that a part names, or the file itself; only those that are there."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return []
        return [
            Relation(str(r.get("Id", "")), str(r.get("Type", "")).rpartition("/")[2], target)
            for r in parse(self.read(rels)).iter(_RELATIONS)
            if r.get("TargetMode") != "External" and (target := _target(folder, r.get("Target"))) in self
        ]

    def find(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part names."""
        return next((r.part for r in self.related(part) if r.kind.lower() == kind.lower()), None)


def parse(data: bytes) -> ElementTree.Element:
    """The root of an XML; raises ParseError."""
    return ElementTree.fromstring(data)


def main_part(package: Package) -> tuple[Kind, str] | None:
    """What a file is and the part that holds it; None for a zip of another kind."""
    try:
        named = [r.part for r in package.related() if r.kind == "officeDocument"]
    except Exception:  # zipfile, zlib and expat raise many kinds for a damaged part
        named = []
    for part in (*named, *_USUAL):
        if part not in package:
            continue
        try:
            root = _ROOT.search(package.begins(part))
        except Exception:  # see above; whoever reads it says that it is damaged
            root = None
        if root is not None:
            return _ROOTS[root.group(1)], part
        if part in _USUAL:
            return ("word" if part == _USUAL[0] else "excel"), part
    return None


def is_strict(package: Package) -> bool:
    """Whether a file has the namespaces of the strict variant."""
    return any(_STRICT in package.begins(r.part) for r in package.related() if r.kind == "officeDocument")


def mended(package: Package) -> bytes:
    """The file written anew: usual names and namespaces, a type for each part, relationships only to what is
    there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for part in dict.fromkeys(package.parts):
            if part.endswith("/"):
                continue
            data = package.read(part)
            if part.lower() == _TYPES:
                part, data = "[Content_Types].xml", _with_defaults(data)
            elif part.lower().endswith(".rels"):
                data = _without_dangling(package, part, data)
            copy.writestr(part, data)
    return out.getvalue()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _target(folder: str, target: str | None) -> str:
    """The name of the part that a relationship of a part in `folder` points to."""
    words = unquote(target or "").replace("\\", "/")
    return words.lstrip("/") if words.startswith("/") else posixpath.normpath(posixpath.join(folder, words))


def _usual_names(data: bytes) -> bytes:
    """An XML with the namespaces of the usual variant in the place of the strict ones."""
    if _STRICT not in data:
        return data
    for strict, usual in _STRICT_TYPES.items():
        data = data.replace(b"/relationships/" + strict, b"/relationships/" + usual)
    return _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)


def _with_defaults(data: bytes) -> bytes:
    """The types of the parts, with one for each XML of which nothing is said."""
    root = parse(data)
    known = {str(child.get("Extension", "")).lower() for child in root}
    for extension, kind in _DEFAULTS.items():
        if extension not in known:
            root.insert(0, ElementTree.Element(_DEFAULT, {"Extension": extension, "ContentType": kind}))
    return ElementTree.tostring(root)


def _without_dangling(package: Package, part: str, data: bytes) -> bytes:
    """A list of relationships without those to parts that are not there; targets as the zip names them."""
    root = parse(data)
    folder = posixpath.dirname(posixpath.dirname(part))
    for relation in list(root.iter(_RELATIONS)):
        if relation.get("TargetMode") == "External":
            continue
        target = _target(folder, relation.get("Target"))
        if target in package:
            relation.set("Target", f"/{_plain(package.stored(target))}")
        else:
            root.remove(relation)
    return ElementTree.tostring(root)


def authors(package: Package) -> Iterator[str]:
    """Who wrote a file and who changed it last, as its properties say."""
    part = package.find("", "core-properties")
    try:
        root = parse(package.read(part)) if part is not None else ()
        for name in ("creator", "lastModifiedBy"):
            yield from (node.text or "" for node in root if str(node.tag).endswith(f"}}{name}"))
    except ElementTree.ParseError:  # no reason to refuse the text
        return
