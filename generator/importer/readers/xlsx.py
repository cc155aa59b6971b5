"""Excel: each row a line of cells, sheet after sheet. A merged cell's value stands in its first cell only.

A formula counts as its result, which the program that saved the file wrote beside it; without results nothing
is imported. Reported beside the text: authors, comments, hidden sheets, rows and columns
(公开前须确认的隐藏信息). A cell struck out as a whole is set aside, and told.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from contextlib import suppress
from typing import Any

from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import from_excel

from generator.importer.lines import SHEET, STRUCK, Line, Source, UnreadableError, number_lines
from generator.importer.readers.grid import grid_lines
from generator.importer.readers.guard import check_count, office_notes, open_zip
from generator.importer.readers.merges import clip_merges, covered_cells
from generator.importer.readers.number_formats import CHINESE, printed

_MOST_CELLS = 2_000_000
_MOST_STORED = 600_000  # cells that the file writes out, of all sheets
_OF_THE_COMPUTER = (14, 22)  # formats of dates that look different on each computer
_NAMED = 20  # cells that a note names
_CODE = re.compile(r"&(?:\"[^\"]*\"|\[[^\]]*\]|\d+|K[0-9A-F]{6}|[A-Z])")  # of a page header
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c (?P<attributes>[^>]{0,200})>\s*<(?:\w+:)?f(?:\s[^>]{0,400})?"
    rb"(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*(?P<value><(?:\w+:)?v>[^<]|)"
)
_TEXT = re.compile(rb'\st="str"')  # an empty text is a result
_CELL = re.compile(rb'r="([A-Z]{1,3}\d{1,7})"')


def read_xlsx(data: bytes, name: str) -> Source:
    """Read a workbook."""
    from openpyxl import load_workbook

    archive = open_zip(data, name)
    check_count(
        archive,
        [p for p in archive.namelist() if p.startswith("xl/worksheets/") and p.endswith(".xml")],
        (b"<c ", b"<c>", b"<c/>", b":c "),
        _MOST_STORED,
        "格",
        name,
    )
    _refuse_without_results(archive, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # of openpyxl, in English
            book: Any = load_workbook(io.BytesIO(clip_merges(archive, data, name)), data_only=True)
        lines: list[Line] = []
        notes = office_notes(book.properties.creator or "", book.properties.lastModifiedBy or "")
        fonts = frozenset(n for n, font in enumerate(book._fonts) if font.strike)
        for sheet in book.worksheets:
            if len(book.worksheets) > 1:
                lines.append(Line(0, sheet.title, aside=SHEET))
            lines.extend(_margins(sheet))
            rows = _rows(sheet, name, fonts)
            struck = _struck(sheet, fonts)
            lines.extend(grid_lines(rows, _merged(sheet)))
            lines.extend(Line(0, words, aside=STRUCK) for words in struck.values())
            if struck:
                named = f"{'、'.join(list(struck)[:_NAMED])}{'等' if len(struck) > _NAMED else ''}"
                notes.append(
                    f"工作表“{sheet.title}”有 {len(struck)} 个单元格加了删除线（{named}），已搁置，"
                    "如果仍然有效，请补到草稿里"
                )
            notes.extend(_hidden(sheet))
        if covered := sum(map(covered_cells, _sheets(archive))):
            notes.append(f"表格里有 {covered} 个合并单元格盖住了文字，被盖住的没有录入")
        notes += [f"工作表“{chart.title}”是图表，其中的文字没有录入" for chart in book.chartsheets]
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise UnreadableError(f"{name} 已损坏，请用 Excel 或 WPS 打开后另存一份再导入。") from error
    return Source(number_lines(lines), name, notes=tuple(notes))


def _refuse_without_results(archive: zipfile.ZipFile, name: str) -> None:
    """A formula that no program has worked out would look like an empty, merged cell."""
    try:
        sheets = _sheets(archive)
    except Exception as error:  # zipfile and zlib raise many kinds for a damaged part
        raise UnreadableError(f"{name} 已损坏，请用 Excel 或 WPS 打开后另存一份再导入。") from error
    missing = [
        m
        for sheet in sheets
        for m in _FORMULA.finditer(sheet)
        if not m.group("value") and not _TEXT.search(m.group("attributes"))
    ]
    if missing:
        cell = _CELL.search(missing[0].group("attributes"))
        place = f"（第一个在单元格 {cell.group(1).decode()}）" if cell else ""
        raise UnreadableError(
            f"{name} 里有 {len(missing)} 个公式没有算出的结果{place}，请用 Excel 或 WPS 打开、保存后再导入。"
        )


def _sheets(archive: zipfile.ZipFile) -> list[bytes]:
    return [archive.read(part) for part in archive.namelist() if _SHEET.fullmatch(part)]


def _rows(sheet: Any, name: str, struck: frozenset[int]) -> list[list[str]]:
    """The texts of a sheet's cells, none for those in a struck-out font;
    trailing empty rows and columns left out."""
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise UnreadableError(
            f"{name} 的工作表“{sheet.title}”太大（{sheet.max_row} 行、{sheet.max_column} 列），"
            "请用 Excel 或 WPS 删去空白的行和列后再导入。"
        )
    rows = [["" if _is_struck(cell, struck) else _words(cell) for cell in row] for row in sheet.iter_rows()]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((n + 1 for row in rows for n, c in enumerate(row) if c), default=0)
    return [row[:width] for row in rows]


def _struck(sheet: Any, fonts: frozenset[int]) -> dict[str, str]:
    """The words of the cells in a struck-out font, by the name of the cell."""
    if not fonts:
        return {}
    found = {
        cell.coordinate: " ".join(_words(cell).split())
        for row in sheet.iter_rows()
        for cell in row
        if _is_struck(cell, fonts)
    }
    return {name: words for name, words in found.items() if words}


def _is_struck(cell: Any, fonts: frozenset[int]) -> bool:
    return bool(fonts) and cell.has_style and cell._style.fontId in fonts


def _merged(sheet: Any) -> dict[int, list[int]]:
    """The columns in which a merged cell goes on, by row, both counted from 0."""
    found: dict[int, list[int]] = {}
    left = _MOST_CELLS
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, min(merged.max_row, sheet.max_row, merged.min_row + left)):
            found.setdefault(row, []).append(merged.min_col - 1)
            left -= 1
    return found


def _words(cell: Any) -> str:
    """A cell as a person reads it."""
    value, code = cell.value, cell.number_format
    known = CHINESE.get(cell._style.numFmtId) if cell.has_style else None
    if known is not None and (code == "General" or cell._style.numFmtId in _OF_THE_COMPUTER):
        code = known
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            with suppress(OverflowError, ValueError):  # a number that is no day
                value = from_excel(value, cell.parent.parent.epoch)  # openpyxl knows no date by this format
    return printed(value, code)


def _margins(sheet: Any) -> list[Line]:
    """The words of page headers and footers, each once; the codes for page numbers and fonts are none."""
    parts = [
        getattr(margin, side).text
        for margin in (
            sheet.oddHeader,
            sheet.oddFooter,
            sheet.evenHeader,
            sheet.evenFooter,
            sheet.firstHeader,
            sheet.firstFooter,
        )
        for side in ("left", "center", "right")
    ]
    words = dict.fromkeys(
        line.strip() for part in parts if part for line in _CODE.sub("", part).splitlines() if line.strip()
    )
    return [Line(0, line, aside="页眉页脚") for line in words]


def _hidden(sheet: Any) -> list[str]:
    """What the sheet hides."""
    notes: list[str] = []
    if sheet.sheet_state != "visible":
        notes.append(f"工作表“{sheet.title}”是隐藏的，内容也已导入")
    rows = [n for n, d in sheet.row_dimensions.items() if d.hidden]
    columns = [
        get_column_letter(n)
        for d in sheet.column_dimensions.values()
        if d.hidden
        for n in range(d.min, min(d.max, sheet.max_column) + 1)
    ]
    if rows:
        notes.append(f"工作表“{sheet.title}”有隐藏的行：{'、'.join(map(str, rows[:20]))}，内容也已导入")
    if columns:
        notes.append(f"工作表“{sheet.title}”有隐藏的列：{'、'.join(columns[:20])}，内容也已导入")
    comments = [c for row in sheet.iter_rows() for c in row if c.comment]
    if comments:
        notes.append(
            f"工作表“{sheet.title}”有 {len(comments)} 条批注，未导入，第一条在 {comments[0].coordinate}"
        )
    return notes
