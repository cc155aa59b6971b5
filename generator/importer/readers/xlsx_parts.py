"""A workbook taken apart: what openpyxl reads of it, written anew for openpyxl, and what it does not need.

openpyxl gets the cells of each sheet, their formats and the page margins. All else (drawings, pivot tables,
names, filters, links over a million cells) would cost time, or make it give up a file that Excel opens.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries

from generator.importer.readers.merges import Range, merged_ranges
from generator.importer.readers.office_package import Package, Relation, parse
from generator.importer.readers.xlsx_looks import CellLook, Palette, S, looks_of, plain_styles

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_OPEN = re.compile(rb"<((?:[\w.-]{1,40}:)?)(worksheet|sheetData)\b[^>]{0,9000}?(/?)>")
_COLUMNS = re.compile(rb"<((?:[\w.-]{1,40}:)?)cols\b[^>]*>.{0,4000000}?</\1cols>", re.S)
_MARGINS = re.compile(rb"<((?:[\w.-]{1,40}:)?)headerFooter\b[^>]*>.{0,20000}?</\1headerFooter>", re.S)
_STYLE = re.compile(rb"\s(?:s|style)=[\"'](\d{1,6})[\"']")


class SheetPart(NamedTuple):
    """What a sheet is beside its cells: its name, whether it is hidden, merged ranges, the header rows of its
    tables, cells with comments, words that lie over it, pictures and charts on it."""

    title: str
    is_hidden: bool
    xml: bytes
    merges: list[Range]
    headers: list[Range]
    comments: list[str]
    boxes: list[str]
    drawn: dict[str, int]


class Parts(NamedTuple):
    """A workbook: its sheets, those of other kinds by name and kind, the looks of cells, the rest for
    openpyxl."""

    sheets: list[SheetPart]
    others: list[tuple[str, str]]
    looks: list[CellLook]
    palette: Palette
    strings: bytes | None
    starts_1904: bool


def sheet_parts(package: Package, book: str) -> list[str]:
    """The names of the sheets of a workbook in its zip."""
    return [package.stored(r.part) for r in package.related(book) if r.kind == "worksheet"]


def take_apart(package: Package, book: str) -> Parts:
    """The parts of the workbook whose main part is `book`. Raises many kinds of errors for a damaged one."""
    root = parse(package.read(book))
    related = {r.ident: r for r in package.related(book)}
    sheets: list[SheetPart] = []
    others: list[tuple[str, str]] = []
    for sheet in root.iterfind(f"{S}sheets/{S}sheet"):
        relation = related.get(str(sheet.get(f"{{{_R}}}id")))
        title = str(sheet.get("name", ""))
        if relation is not None and relation.kind == "worksheet":
            is_hidden = sheet.get("state", "visible") != "visible"
            sheets.append(_sheet(package, relation, title, is_hidden))
        else:
            others.append((title, relation.kind if relation is not None else ""))
    if not sheets and not any(kind for _, kind in others):
        raise KeyError("sheets")
    theme, styles = (_optional(package, package.find(book, kind)) for kind in ("theme", "styles"))
    palette = Palette(theme, styles)
    looks = looks_of(styles, palette)
    most = max((int(n) for s in sheets for n in set(_STYLE.findall(s.xml))), default=0)
    looks += [CellLook()] * (min(most, 70_000) + 1 - len(looks))  # a style that is not there says nothing
    strings = package.find(book, "sharedStrings")
    properties = root.find(f"{S}workbookPr")
    return Parts(
        sheets,
        others,
        looks,
        palette,
        package.read(strings) if strings is not None else None,
        properties is not None and properties.get("date1904") in ("1", "true"),
    )


def opened(parts: Parts) -> Any:
    """The workbook of openpyxl: the sheets in the order of `parts.sheets`, rich text where there is some."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name, data in _plain_package(parts):
            copy.writestr(name, data)
    rich = any(b"rPr" in data for data in (parts.strings or b"", *(s.xml for s in parts.sheets)))
    with warnings.catch_warnings(action="ignore"):  # of openpyxl, in English
        reader = ExcelReader(out, data_only=True, keep_links=False, rich_text=rich)
        reader.read()
    return reader.wb


def _plain_package(parts: Parts) -> list[tuple[str, bytes | str]]:
    """The parts of a workbook that holds nothing but cells."""
    numbers = range(1, len(parts.sheets) + 1)
    types = [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")]
    types += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    types += [("xl/sharedStrings.xml", "sharedStrings")] if parts.strings is not None else []
    overrides = "".join(f'<Override PartName="/{p}" ContentType="{_TYPES}{kind}+xml"/>' for p, kind in types)
    sheets = "".join(f'<sheet name={quoteattr(f"s{n}")} sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    epoch = "<workbookPr date1904='1'/>" if parts.starts_1904 else ""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_R}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    named = "http://schemas.openxmlformats.org/package/2006/"
    return [
        ("[Content_Types].xml", f'<Types xmlns="{named}content-types">{overrides}</Types>'),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{S[1:-1]}" xmlns:r="{_R}">{epoch}<sheets>{sheets}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{named}relationships">{relations}</Relationships>',
        ),
        ("xl/styles.xml", plain_styles(parts.looks)),
        *((f"xl/worksheets/sheet{n}.xml", s.xml) for n, s in enumerate(parts.sheets, 1)),
        *([("xl/sharedStrings.xml", parts.strings)] if parts.strings is not None else []),
    ]


def _sheet(package: Package, relation: Relation, title: str, is_hidden: bool) -> SheetPart:
    data = package.read(relation.part)
    related = package.related(relation.part)
    cells, tail = _cells_alone(data)
    drawings = [_optional(package, r.part) for r in related if r.kind == "drawing"]
    comments = [_optional(package, r.part) for r in related if r.kind == "comments"]
    tables = [_optional(package, r.part) for r in related if r.kind == "table"]
    return SheetPart(
        title,
        is_hidden,
        cells,
        merged_ranges(tail),
        [header for table in tables if table is not None if (header := _header(table)) is not None],
        [str(c.get("ref", "")) for root in comments if root is not None for c in root.iter(f"{S}comment")],
        [words for root in drawings if root is not None for words in _boxes(root)],
        {
            what: sum(len(list(root.iter(tag))) for root in drawings if root is not None)
            for what, tag in (
                ("图片", f"{_A}blip"),
                ("图表", "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"),
            )
        },
    )


def _cells_alone(data: bytes) -> tuple[bytes, bytes]:
    """The XML of a sheet with nothing but its columns, cells and page margins; what stands behind the
    cells."""
    marks = {m.group(2): m for m in _first(data)}
    root, cells = marks.get(b"worksheet"), marks.get(b"sheetData")
    if root is None or cells is None:
        return data, data
    close = b"</" + cells.group(1) + b"sheetData>"
    end = cells.end() if cells.group(3) else data.rfind(close) + len(close)
    if end < cells.end():
        return data, data
    columns = _COLUMNS.search(data, root.end(), cells.start())
    margins = _MARGINS.search(data, end)
    kept = [
        data[: root.end()],
        columns.group() if columns else b"",
        data[cells.start() : end],
        margins.group() if margins else b"",
        b"</" + root.group(1) + b"worksheet>",
    ]
    return b"".join(kept), data[end:]


def _first(data: bytes) -> list[re.Match[bytes]]:
    """The first tags of a sheet that open it and its cells."""
    found: list[re.Match[bytes]] = []
    for match in _OPEN.finditer(data):
        found.append(match)
        if match.group(2) == b"sheetData":
            break
    return found


def _header(table: Element) -> Range | None:
    """The row of headings of a table, which its style may print white on blue."""
    try:
        left, top, right, _ = range_boundaries(str(table.get("ref", "")))
    except ValueError:
        return None
    if None in (left, top, right) or table.get("headerRowCount") == "0":
        return None
    return Range(int(left or 0), int(top or 0), int(right or 0), int(top or 0))


def _boxes(drawing: Element) -> list[str]:
    """The words of each shape of a drawing."""
    found: list[str] = []
    for body in drawing.iter():
        if str(body.tag).endswith("}txBody"):
            lines = ("".join(t.text or "" for t in p.iter(f"{_A}t")) for p in body.iter(f"{_A}p"))
            found.append("\n".join(line for line in lines if line.strip()))
    return [words for words in found if words.strip()]


def _optional(package: Package, part: str | None) -> Element | None:
    """The root of a part without which a workbook can be read."""
    try:
        return parse(package.read(part)) if part is not None else None
    except ParseError:
        return None
