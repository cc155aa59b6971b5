"""A workbook (XLSX, ECMA-376) of plain tables: a sheet a table, the head frozen with filters, texts as texts,
days as days, numbers as numbers, addresses as links.

Written plainly, because no library does 20,000 rows in less than some seconds
(docs/decisions/open-data.md): rows without numbers of their own, texts where they stand. So the rows of
several documents stand behind each other as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from itertools import chain, islice, repeat
from typing import NamedTuple

from generator.exports.flat import Row, Value
from generator.exports.table import Column, Table
from generator.exports.zipped import Stretch, stretch, zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST = 32_767  # characters of a cell
_CUT = "……（太长，全文见网页）"
_SAMPLE = 50  # rows that columns are measured by
_MOST_LINKS = 65_000  # of a sheet; Excel opens no more than some more
_WIDEST, _NARROWEST = 60, 8
_DAY_ZERO = date(1899, 12, 30)
_HEAD, _DAY, _MOMENT, _LINK = 1, 2, 3, 4  # styles, as _STYLES has them
_EMPTY = "<c/>"
_SEPARATOR = "\x1f"  # between the texts of a column; in none of them
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1e\ud800-\udfff\ufffe\uffff]")
_ESCAPE_OF_EXCEL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Cells(NamedTuple):
    """Some rows of a table as they stand in a sheet, `length` of them: `sample` are the first, for the widths
    of the columns, `links` the address behind each row's `url`, where it has one.
    """

    written: Stretch
    length: int
    sample: Sequence[Row]
    links: Sequence[str]


class Sheet(NamedTuple):
    """A table, or part of one, with its rows. `name` stands on the tab."""

    name: str
    table: Table
    cells: Sequence[Cells]

    @property
    def length(self) -> int:
        """How many rows it has."""
        return sum(some.length for some in self.cells)

    @property
    def sample(self) -> Iterator[Row]:
        """Its first rows."""
        return islice(chain.from_iterable(some.sample for some in self.cells), _SAMPLE)

    @property
    def links(self) -> list[str]:
        """The address of each row; none where there are more than Excel opens."""
        found = sum(len(some.links) for some in self.cells)
        return list(chain.from_iterable(some.links for some in self.cells)) if found <= _MOST_LINKS else []


class _Extent(NamedTuple):
    """How far a sheet goes."""

    name: str
    columns: int
    rows: int


def cells_of(table: Table, rows: Sequence[Row]) -> Cells:
    """Rows of a sheet, written column by column: what is done to a whole column at once costs little."""
    columns = [
        _cells(column, values) for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    text = "".join(chain.from_iterable(zip(repeat("<row>"), *columns, repeat("</row>"))))
    at = table.names.index("url") if "url" in table.names else None
    links = [] if at is None else [str(row[at]) for row in rows]
    return Cells(stretch(text.encode()), len(rows), rows[:_SAMPLE], links)


def workbook(sheets: Iterable[Sheet], title: str, base: str = "") -> Iterator[bytes]:
    """The file, piece by piece. What are not whole addresses lead from where it lies to `base`, the root of
    the site.
    """
    return zipped(_parts(sheets, title, base))


def _parts(sheets: Iterable[Sheet], title: str, base: str) -> Iterator[tuple[str, Sequence[Stretch]]]:
    """One sheet after the other, and what is around them last."""
    extents: list[_Extent] = []
    for i, sheet in enumerate(sheets, start=1):
        links = sheet.links
        before, after = _around(sheet, links)
        cells = [some.written for some in sheet.cells]
        yield f"xl/worksheets/sheet{i}.xml", [stretch(before.encode()), *cells, stretch(after.encode())]
        if links:
            yield f"xl/worksheets/_rels/sheet{i}.xml.rels", [stretch(_link_relations(links, base).encode())]
        extents.append(_Extent(sheet.name, len(sheet.table.columns), sheet.length))
    for name, text in _about(extents, title):
        yield name, [stretch(text.encode())]


def _about(extents: Sequence[_Extent], title: str) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types(len(extents))
    yield "_rels/.rels", _package_relations()
    yield "docProps/core.xml", _properties(title)
    yield "xl/workbook.xml", _workbook(extents)
    yield "xl/_rels/workbook.xml.rels", _workbook_relations(len(extents))
    yield "xl/styles.xml", _STYLES


# The cells


def _cells(column: Column, values: Sequence[Value]) -> Iterable[str]:
    write = _links if column.name == "url" else _WRITERS[column.kind]
    different = set(values)
    if len(different) > len(values) // 2:
        return write(values)
    once = list(different)
    return map(dict(zip(once, write(once), strict=True)).__getitem__, values)


def _links(values: Iterable[Value]) -> list[str]:
    return _texts(values, _LINK)


def _texts(values: Iterable[Value], style: int = 0) -> list[str]:
    before = f'<c s="{style}" t="str"><v>' if style else '<c t="str"><v>'
    said = [str(value) if value else "" for value in values]
    if max(map(len, said)) > _LONGEST:
        said = list(map(_short, said))
    escaped = _escaped(_SEPARATOR.join(said))
    return [f"{before}{text}</v></c>" if text else _EMPTY for text in escaped.split(_SEPARATOR)]


def _numbers(values: Iterable[Value]) -> list[str]:
    return [_EMPTY if value is None else f"<c><v>{value!r}</v></c>" for value in values]


def _days(values: Iterable[Value]) -> list[str]:
    return [_day(value) for value in values]


@lru_cache(maxsize=4096)
def _day(value: Value) -> str:
    """A day or a moment as Excel counts; one that it does not know, before 1900-03-01, as a text."""
    if not value:
        return _EMPTY
    moment = datetime.fromisoformat(str(value))
    if moment.date() < date(1900, 3, 1):
        return _texts([value])[0]
    days = (moment.date() - _DAY_ZERO).days
    if len(str(value)) == len("2024-03-22"):
        return f'<c s="{_DAY}"><v>{days}</v></c>'
    return f'<c s="{_MOMENT}"><v>{days + (moment.hour * 60 + moment.minute) / 1440!r}</v></c>'


_WRITERS: dict[str, Callable[[Iterable[Value]], list[str]]] = {
    "text": _texts,
    "integer": _numbers,
    "flag": _numbers,
    "number": _numbers,
    "date": _days,
    "moment": _days,
}


def _short(text: str) -> str:
    """No longer than Excel has room for."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE_OF_EXCEL.sub("_x005F_", text)
    if _NOT_IN_XML.search(text):
        text = _NOT_IN_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """A value of an attribute; xml.sax would load all of urllib for it."""
    return f'"{escape(text)}"'


# The sheets


def _around(sheet: Sheet, links: Sequence[str]) -> tuple[str, str]:
    """What stands before the rows, and behind them."""
    columns = sheet.table.columns
    last = f"{letters(len(columns))}{sheet.length + 1}"
    head = "".join(f'<c s="{_HEAD}" t="str"><v>{_escaped(column.label)}</v></c>' for column in columns)
    before = (
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{''.join(_widths(sheet))}</cols><sheetData><row>{head}</row>"
    )
    after = (
        f'</sheetData><autoFilter ref="A1:{last}"/>{_hyperlinks(sheet.table, links)}'
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )
    return before, after


def _widths(sheet: Sheet) -> Iterator[str]:
    """As wide as the widest of some rows, a Chinese character counting two; long texts are cut by the next
    cell.
    """
    sample = list(sheet.sample)
    for i, column in enumerate(sheet.table.columns):
        texts = {column.label + "    ", *(str(row[i]) for row in sample if row[i] is not None)}
        widest = max(max(map(_width, text.split("\n"))) for text in texts)
        width = min(max(widest + 2, _NARROWEST), _WIDEST)
        yield f'<col min="{i + 1}" max="{i + 1}" width="{width}" customWidth="1"/>'


def _width(text: str) -> int:
    if text.isascii() or len(text) >= _WIDEST:
        return len(text)
    return len(text) + sum(map("\u2e7f".__lt__, text))


def _hyperlinks(table: Table, links: Sequence[str]) -> str:
    if not links:
        return ""
    column = letters(table.names.index("url") + 1)
    listed = "".join(f'<hyperlink ref="{column}{i}" r:id="r{i}"/>' for i in range(2, len(links) + 2))
    return f"<hyperlinks>{listed}</hyperlinks>"


def _link_relations(links: Sequence[str], base: str) -> str:
    listed = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/hyperlink" Target={_target(link, base)} '
        'TargetMode="External"/>'
        for i, link in enumerate(links, start=2)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _target(link: str, base: str) -> str:
    return _quoted(link if link.startswith(("http://", "https://")) else base + link)


def letters(column: int) -> str:
    """The letters of a column, counted from 1: A, Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


# What is around them


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}.worksheet+xml"/>'
        for i in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _package_relations() -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _properties(title: str) -> str:
    """No author and no time: they would be of a person and of the clock."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_escaped(title)}</dc:title></cp:coreProperties>'
    )


def _workbook(sheets: Sequence[_Extent]) -> str:
    listed = "".join(
        f'<sheet name={_quoted(sheet.name)} sheetId="{i}" r:id="r{i}"/>'
        for i, sheet in enumerate(sheets, start=1)
    )
    # Excel keeps the range of a filter under this name as well
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{i}" hidden="1">'
        f"'{_escaped(sheet.name)}'!$A$1:${letters(sheet.columns)}${sheet.rows + 1}</definedName>"
        for i, sheet in enumerate(sheets)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets>"
        f"<definedNames>{filters}</definedNames></workbook>"
    )


def _workbook_relations(sheets: int) -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="styles" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}</Relationships>'


_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="等线"/></font>'
    '<font><b/><sz val="11"/><name val="等线"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="等线"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE7F2"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>\n'
)
