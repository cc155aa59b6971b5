"""Excel: each row a line of cells, sheet after sheet. A merged cell's value stands in its first cell only.

A formula counts as its result, which the program that saved the file wrote beside it; without results nothing
is imported. Set aside and told: words struck out, in part of a cell too, words that nobody sees (white on
white, a format that prints nothing), words in shapes over the sheet. Told: authors, comments, hidden sheets,
rows and columns (公开前须确认的隐藏信息), numbers in a format that is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl.utils.cell import get_column_letter

from generator.importer.lines import (
    BOXED,
    SHEET,
    STRUCK,
    UNSEEN,
    Line,
    Source,
    UnreadableError,
    number_lines,
)
from generator.importer.readers.grid import grid_lines
from generator.importer.readers.guard import check_count, office_notes, open_zip
from generator.importer.readers.merges import Merges, within
from generator.importer.readers.office_package import Package, authors, main_part
from generator.importer.readers.xlsx_cells import CellReader, CellWords
from generator.importer.readers.xlsx_parts import Parts, SheetPart, opened, sheet_parts, take_apart

_MOST_CELLS = 2_000_000
_MOST_STORED = 600_000  # cells that the file writes out, of all sheets
_MOST_CHARACTERS = 8_000_000  # of all cells: a text that a thousand cells share counts a thousand times
_NAMED = 20  # cells that a note names
_CODE = re.compile(r"&(?:\"[^\"]*\"|\[[^\]]*\]|\d+|K[0-9A-F]{6}|[A-Z])")  # of a page header
_FORMULA = re.compile(
    rb"<(?:\w+:)?c (?P<attributes>[^>]{0,200})>\s*<(?:\w+:)?f(?:\s[^>]{0,400})?"
    rb"(?:/>|>[^<]{0,9000}</(?:\w+:)?f>)\s*(?P<value><(?:\w+:)?v>[^<]|)"
)
_TEXT = re.compile(rb'\st="str"')  # an empty text is a result
_CELL = re.compile(rb'r="([A-Z]{1,3}\d{1,7})"')


class _Sheet(NamedTuple):
    """A sheet read: its rows, the columns in which merged cells go on by row, and cells with something else
    than words that are seen, by name."""

    rows: list[list[str]]
    merged: dict[int, list[int]]
    odd: dict[str, CellWords]
    covered: int
    last_column: int


def read_xlsx(data: bytes, name: str) -> Source:
    """Read a workbook."""
    archive = open_zip(data, name)
    package = Package(archive)
    try:
        _, book = main_part(package) or ("excel", "xl/workbook.xml")
        sheets = sheet_parts(package, book)
        check_count(archive, sheets, (b"<c ", b"<c>", b"<c/>", b":c "), _MOST_STORED, "格", name)
        parts = take_apart(package, book)
        _refuse_without_results(parts, name)
        lines, notes = _read(parts, name)
        notes = [*office_notes(*authors(package)), *notes]
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise UnreadableError(f"{name} 已损坏，请用 Excel 或 WPS 打开后另存一份再导入。") from error
    return Source(number_lines(lines), name, notes=tuple(notes))


def _read(parts: Parts, name: str) -> tuple[list[Line], list[str]]:
    """The lines and the notes of all sheets."""
    book = opened(parts)
    reader = CellReader(parts.looks, parts.palette, book.epoch)
    lines: list[Line] = []
    notes: list[str] = []
    room, covered = _MOST_CHARACTERS, 0
    for sheet, part in zip(book.worksheets, parts.sheets, strict=True):
        found = _cells(sheet, part, reader, name)
        covered += found.covered
        room -= sum(len(words) for row in found.rows for words in row)
        if room < 0:
            raise UnreadableError(
                f"{name} 的文字超过 {_MOST_CHARACTERS // 10_000} 万字，没有打开；"
                "如果确是正常文件，请拆分后再导入。"
            )
        if len(parts.sheets) + len(parts.others) > 1:
            lines.append(Line(0, part.title, aside=SHEET))
        lines += _margins(sheet)
        lines += grid_lines(found.rows, found.merged)
        lines += _set_aside(part, found.odd)
        notes += [*_odd_notes(part.title, found.odd), *_hidden(sheet, part, found.last_column)]
    if covered:
        notes.append(f"表格里有 {covered} 个合并单元格盖住了文字，被盖住的没有录入")
    kinds = {"chartsheet": "是图表，其中的文字", "": "在文件里缺少内容，"}
    for title, kind in parts.others:
        notes.append(f"工作表“{title}”{kinds.get(kind, '是宏表或对话框，其中的文字')}没有录入")
    return lines, notes


def _refuse_without_results(parts: Parts, name: str) -> None:
    """A formula that no program has worked out would look like an empty, merged cell."""
    missing = [
        m
        for sheet in parts.sheets
        for m in _FORMULA.finditer(sheet.xml)
        if not m.group("value") and not _TEXT.search(m.group("attributes"))
    ]
    if missing:
        cell = _CELL.search(missing[0].group("attributes"))
        place = f"（第一个在单元格 {cell.group(1).decode()}）" if cell else ""
        raise UnreadableError(
            f"{name} 里有 {len(missing)} 个公式没有算出的结果{place}，请用 Excel 或 WPS 打开、保存后再导入。"
        )


def _cells(sheet: Any, part: SheetPart, reader: CellReader, name: str) -> _Sheet:
    """The cells of a sheet as they are seen; trailing empty rows and columns left out."""
    filled = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    last_row, last_column = (max((place[n] for place in filled), default=1) for n in (0, 1))
    merges = Merges(within(part.merges, last_row, last_column, name))
    if last_row * last_column > _MOST_CELLS:
        raise UnreadableError(
            f"{name} 的工作表“{part.title}”太大（{last_row} 行、{last_column} 列），"
            "请用 Excel 或 WPS 删去空白的行和列后再导入。"
        )
    shown: dict[tuple[int, int], str] = {}
    odd: dict[str, CellWords] = {}
    covered = 0
    for (row, column), cell in sorted(filled.items()):
        if merges.covers(row, column):
            covered += 1
            continue
        words = reader.read(cell, lit=any(header.holds(row, column) for header in part.headers))
        if words.shown:
            shown[row, column] = words.shown
        if words.struck or words.unseen or not words.is_sure:
            odd[f"{get_column_letter(column)}{row}"] = words
    height, width = (max((place[n] for place in shown), default=0) for n in (0, 1))
    rows = [[shown.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]
    return _Sheet(rows, merges.going_on(), odd, covered, last_column)


def _set_aside(part: SheetPart, odd: dict[str, CellWords]) -> Iterator[Line]:
    """The words of a sheet that are no part of its rows."""
    for words in odd.values():
        if words.struck:
            yield Line(0, words.struck, aside=STRUCK)
        if words.unseen:
            yield Line(0, words.unseen, aside=UNSEEN)
    for box in part.boxes:
        yield from (Line(0, line, aside=BOXED) for line in box.split("\n"))


def _odd_notes(title: str, odd: dict[str, CellWords]) -> Iterator[str]:
    """Cells with words struck out or unseen, or with a format that is not known."""
    for names, what in (
        (
            [name for name, words in odd.items() if words.struck],
            "个单元格加了删除线{}，已搁置，如果仍然有效，请补到草稿里",
        ),
        (
            [name for name, words in odd.items() if words.unseen],
            "个单元格的内容看不见{}（与底色相近、字号极小或数字格式不显示），已搁置",
        ),
        (
            [name for name, words in odd.items() if not words.is_sure],
            "个单元格的数字格式无法识别{}，按不带格式的数字录入，请对照原表核对",
        ),
    ):
        if names:
            named = f"（{'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}）"
            yield f"工作表“{title}”有 {len(names)} {what.format(named)}"


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


def _hidden(sheet: Any, part: SheetPart, last_column: int) -> Iterator[str]:
    """What the sheet hides, and what was not read of it."""
    title = part.title
    if part.is_hidden:
        yield f"工作表“{title}”是隐藏的，内容也已导入"
    rows = [n for n, d in sheet.row_dimensions.items() if d.hidden]
    columns = [
        get_column_letter(n)
        for d in sheet.column_dimensions.values()
        if d.hidden
        for n in range(d.min, min(d.max, last_column) + 1)
    ]
    if rows:
        yield f"工作表“{title}”有隐藏的行：{'、'.join(map(str, rows[:_NAMED]))}，内容也已导入"
    if columns:
        yield f"工作表“{title}”有隐藏的列：{'、'.join(columns[:_NAMED])}，内容也已导入"
    if part.comments:
        yield f"工作表“{title}”有 {len(part.comments)} 条批注，未导入，第一条在 {part.comments[0]}"
    if part.boxes:
        first = " ".join(part.boxes[0].split())
        named = f"{len(part.boxes)} 个文本框（如“{first[:20]}”）"
        yield f"工作表“{title}”有 {named}，已搁置，如果是正文，请补到草稿里"
    for what, count in part.drawn.items():
        if count:
            yield f"工作表“{title}”有 {count} 个{what}，其中的文字没有录入"
