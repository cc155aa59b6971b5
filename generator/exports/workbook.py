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
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.exports.flat import Row, Value
from generator.exports.table import Table
from generator.exports.zipped import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST = 32_767  # characters of a cell
_CUT = "……（太长，全文见网页）"
_MOST_ROWS = 1_048_576
_MOST_LINKS = 65_000  # of a sheet; Excel opens no more than some more
_WIDEST, _NARROWEST, _SAMPLE = 60, 8, 200
_DAY_ZERO = date(1899, 12, 30)
_HEAD, _DAY, _MOMENT, _LINK = 1, 2, 3, 4  # styles, as _STYLES has them
_EMPTY = "<c/>"
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_OF_EXCEL = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Sheet(NamedTuple):
    """A table with its rows as `cells_of` writes them, `length` of them; `sample` are some, for the widths of
    the columns, `links` the address behind each row's `url`, where it has one.
    """

    table: Table
    cells: bytes
    length: int
    sample: Sequence[Row]
    links: Sequence[str]


def cells_of(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows of a sheet."""
    writers = [_WRITERS[column.kind] if column.name != "url" else _link for column in table.columns]
    made = []
    for row in rows:
        made.append("<row>")
        made += [write(value) for write, value in zip(writers, row, strict=True)]
        made.append("</row>")
    return "".join(made).encode()


def workbook(sheets: Sequence[Sheet], title: str, base: str = "") -> bytes:
    """The file. What are not whole addresses lead from where it lies to `base`, the root of the site."""
    return zipped(_parts(sheets, title, base))


def _parts(sheets: Sequence[Sheet], title: str, base: str) -> Iterator[tuple[str, bytes]]:
    numbered = list(enumerate(sheets, start=1))
    yield "[Content_Types].xml", _content_types(len(sheets)).encode()
    yield "_rels/.rels", _package_relations().encode()
    yield "docProps/core.xml", _properties(title).encode()
    yield "xl/workbook.xml", _workbook(sheets).encode()
    yield "xl/_rels/workbook.xml.rels", _workbook_relations(len(sheets)).encode()
    yield "xl/styles.xml", _STYLES.encode()
    for i, sheet in numbered:
        yield f"xl/worksheets/sheet{i}.xml", _sheet(sheet)
        if _is_linked(sheet):
            yield f"xl/worksheets/_rels/sheet{i}.xml.rels", _link_relations(sheet, base).encode()


# The cells


def _text(value: Value) -> str:
    if not value:
        return _EMPTY
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_escaped(str(value))}</t></is></c>'


def _link(value: Value) -> str:
    return f'<c s="{_LINK}" t="inlineStr"><is><t>{_escaped(str(value))}</t></is></c>' if value else _EMPTY


def _number(value: Value) -> str:
    return _EMPTY if value is None else f"<c><v>{value!r}</v></c>"


@lru_cache(maxsize=4096)
def _date(value: Value) -> str:
    """A day as Excel counts; one that it does not know, before 1900-03-01, as a text."""
    if not value:
        return _EMPTY
    day = date.fromisoformat(str(value))
    if day < date(1900, 3, 1):
        return _text(value)
    return f'<c s="{_DAY}"><v>{(day - _DAY_ZERO).days}</v></c>'


@lru_cache(maxsize=4096)
def _moment(value: Value) -> str:
    if not value or len(str(value)) == len("2024-03-22"):
        return _date(value)
    moment = datetime.fromisoformat(str(value))
    part = (moment.hour * 60 + moment.minute) / 1440
    return f'<c s="{_MOMENT}"><v>{(moment.date() - _DAY_ZERO).days + part!r}</v></c>'


_WRITERS: dict[str, Callable[[Value], str]] = {
    "text": _text,
    "integer": _number,
    "flag": _number,
    "number": _number,
    "date": _date,
    "moment": _moment,
}


def _escaped(text: str) -> str:
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    if "_x" in text:
        text = _ESCAPE_OF_EXCEL.sub("_x005F_", text)
    if _NOT_IN_XML.search(text):
        text = _NOT_IN_XML.sub("", text)
    if "&" in text or "<" in text or ">" in text:
        return escape(text)
    return text


# The sheets


def _sheet(sheet: Sheet) -> bytes:
    table, columns = sheet.table, sheet.table.columns
    if sheet.length >= _MOST_ROWS:
        raise ValueError(f"{table.label}: {sheet.length} rows, more than a sheet may have")
    last = f"{letters(len(columns))}{sheet.length + 1}"
    head = "".join(
        f'<c s="{_HEAD}" t="inlineStr"><is><t>{_escaped(column.label)}</t></is></c>' for column in columns
    )
    before = (
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{''.join(_widths(sheet))}</cols><sheetData><row>{head}</row>"
    )
    after = (
        f'</sheetData><autoFilter ref="A1:{last}"/>{_hyperlinks(sheet)}'
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )
    return b"".join([before.encode(), sheet.cells, after.encode()])


def _widths(sheet: Sheet) -> Iterator[str]:
    """As wide as the widest of some rows, a Chinese character counting two; long texts are cut by the next
    cell.
    """
    for i, column in enumerate(sheet.table.columns):
        texts = chain([column.label + "    "], (str(row[i]) for row in sheet.sample if row[i] is not None))
        widest = max(max(map(_width, text.split("\n"))) for text in texts)
        width = min(max(widest + 2, _NARROWEST), _WIDEST)
        yield f'<col min="{i + 1}" max="{i + 1}" width="{width}" customWidth="1"/>'


def _width(text: str) -> int:
    return len(text) + sum(map("\u2e7f".__lt__, text[:_WIDEST]))


def _hyperlinks(sheet: Sheet) -> str:
    if not _is_linked(sheet):
        return ""
    column = letters(sheet.table.names.index("url") + 1)
    links = "".join(f'<hyperlink ref="{column}{i}" r:id="r{i}"/>' for i in range(2, len(sheet.links) + 2))
    return f"<hyperlinks>{links}</hyperlinks>"


def _is_linked(sheet: Sheet) -> bool:
    return 0 < len(sheet.links) <= _MOST_LINKS


def _link_relations(sheet: Sheet, base: str) -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/hyperlink" Target={_target(link, base)} '
        'TargetMode="External"/>'
        for i, link in enumerate(sheet.links, start=2)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _target(link: str, base: str) -> str:
    return quoteattr(link if link.startswith(("http://", "https://")) else base + link)


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


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.table.label)} sheetId="{i}" r:id="r{i}"/>'
        for i, sheet in enumerate(sheets, start=1)
    )
    # Excel keeps the range of a filter under this name as well
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{i}" hidden="1">'
        f"'{_escaped(sheet.table.label)}'!$A$1:${letters(len(sheet.table.columns))}${sheet.length + 1}"
        "</definedName>"
        for i, sheet in enumerate(sheets)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
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
