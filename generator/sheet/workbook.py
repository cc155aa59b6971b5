"""Rows -> an Excel workbook as an office knows it: A4 landscape, a header on each page, words to choose.

The same rows give the same bytes: openpyxl writes the time of day into a workbook, which is taken out again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.records import ROLES
from generator.model.statuses import STATUS_LABEL
from generator.sheet.columns import COLUMNS, FILLED, OPTIONS, PRINTED, Scope
from generator.sheet.rows import Band, Row

SHEET = "责任分解表"
HEADER = 3  # its row
_AT = {column.name: i for i, column in enumerate(COLUMNS, start=1)}
_FIRST, _LAST = _AT[PRINTED[0]], _AT[FILLED[-1]]
_HIDDEN = ("key", "hash")
_NARROW = 6  # of a role that no row has
_NOTE = (
    "填黄色的四列：日期写 2026-06-30、2026-06 或 2026年上半年；"
    "完成数写数字，几个目标的写 名称：数，一行一个。"
    "任务、举措、责任单位、完成时限有误的，直接改这里；几个单位一行一个。"
    "请不要删列、改表头、合并单元格、加行。"
)
_HINTS = {
    "status": ("状态", "从列表里选；没有状态的不填，只写落实情况"),
    "figures": ("完成数", "写数字，可以带单位；几个目标的写 名称：数，一行一个"),
    "date": ("日期", "2026-06-30、2026-06、2026年第二季度、2026年上半年 或 2026年"),
}
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BODY, _HEAVY, _SMALL, _TITLE, _PALE = (
    Font("宋体", 10),
    Font("宋体", 10, bold=True),
    Font("宋体", 9),
    Font("黑体", 16),
    Font("宋体", 10, color="808080"),
)
_LINE_HEIGHT = 14.5  # points, of text of 10 points
_TALLEST = 400.0
_WRAP = Alignment(wrap_text=True, vertical="top")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")
_GREY, _YELLOW, _HEAD, _BAND = (
    PatternFill("solid", fgColor=colour) for colour in ("F7F7F7", "FFF9E0", "DCE6F1", "EEF3F8")
)
_TEXT = "@"  # what is typed stays as it is typed: 1.10, 3-1, 2026-06
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIXED = re.compile(rb'(<row r="(?:[4-9]|\d{2,})"[^>]*?) customHeight="1"')
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def workbook(rows: Sequence[Row | Band], scope: Scope, title: str, units: Iterable[str]) -> bytes:
    """The file. `units` are the registered names to choose from, `title` stands over the table."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _head(sheet, scope, title)
    for at, row in enumerate(rows, start=HEADER + 1):
        if isinstance(row, Band):
            _band(sheet, at, row)
        else:
            _row(sheet, at, row)
    last = max(HEADER + len(rows), HEADER + 1)
    _columns(sheet, [row for row in rows if isinstance(row, Row)])
    names = list(units)
    _options(book.create_sheet(OPTIONS), scope, names)
    _choices(sheet, last, len(names))
    _view_and_print(sheet, last)
    book.properties.creator, book.properties.title = "gongkai", title
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue())


def _head(sheet: Worksheet, scope: Scope, title: str) -> None:
    for at, words, font, height in (
        (1, title, Font(size=16, bold=True), 30.0),
        (2, _NOTE, Font(size=9), 28.0),
    ):
        sheet.merge_cells(start_row=at, start_column=_FIRST, end_row=at, end_column=_LAST)
        _put(sheet, at, _FIRST, words).font = font
        sheet.cell(at, _FIRST).alignment = (
            _CENTRE if at == 1 else Alignment(wrap_text=True, vertical="center")
        )
        sheet.row_dimensions[at].height = height
    for column in COLUMNS:
        words = scope.mark if column.name == "key" else column.title
        cell = _put(sheet, HEADER, _AT[column.name], words)
        cell.font, cell.alignment, cell.border = _HEAVY, _CENTRE, _BORDER
        cell.fill = _YELLOW if column.name in FILLED else _HEAD
    sheet.row_dimensions[HEADER].height = 30


def _band(sheet: Worksheet, at: int, band: Band) -> None:
    """The heading of a section, whose words run over the empty cells to their right."""
    _put(sheet, at, _AT["key"], band.key)
    _put(sheet, at, _FIRST, band.heading).font = _HEAVY
    for column in range(_FIRST, _LAST + 1):
        sheet.cell(at, column).fill = _BAND


def _row(sheet: Worksheet, at: int, row: Row) -> None:
    for name, words in (("key", row.key), ("hash", row.stamp.words), *row.cells.items()):
        _put(sheet, at, _AT[name], words)
    sheet.row_dimensions[at].height = _height(row)
    for name in (*PRINTED, *FILLED):
        shown = sheet.cell(at, _AT[name])
        shown.number_format, shown.alignment, shown.border = _TEXT, _WRAP, _BORDER
        shown.font = _PALE if row.repeats and name in ("number", "task") else _BODY
        if name in FILLED:
            shown.fill = _YELLOW
        elif name in ("number", "targets"):
            shown.fill = _GREY


def _height(row: Row) -> float:
    """The height that the longest cell of a row takes, for programs that do not work it out on opening."""
    lines = max(_lines(row.cells.get(column.name, ""), column.width) for column in COLUMNS)
    return min(lines * _LINE_HEIGHT + 3, _TALLEST)


def _lines(words: str, width: float) -> int:
    """How many lines words take in a column; a Chinese character is as wide as two others."""
    room = int(width) - 1
    return sum(-(-sum(1 + (not c.isascii()) for c in line) // room) or 1 for line in words.split("\n"))


def _put(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """Words in a cell; never a formula, whatever they begin with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if words:
        cell.value = words
        cell.data_type = "s"
    cell.number_format = _TEXT
    return cell


def _columns(sheet: Worksheet, rows: Sequence[Row]) -> None:
    for column in COLUMNS:
        dimension = sheet.column_dimensions[get_column_letter(_AT[column.name])]
        used = any(row.cells.get(column.name) for row in rows)
        dimension.width = _NARROW if column.name in ROLES and not used else column.width
        dimension.hidden = column.name in _HIDDEN or (column.name == "targets" and not used)


def _options(sheet: Worksheet, scope: Scope, units: Sequence[str]) -> None:
    """What can be chosen; and what the sheet is of, should somebody delete its first column."""
    sheet.sheet_state = "hidden"
    _put(sheet, 1, 1, scope.mark)
    for at, name in enumerate(units, start=2):
        _put(sheet, at, 1, name)


def _choices(sheet: Worksheet, last: int, units: int) -> None:
    status = DataValidation(type="list", formula1=f'"{",".join(STATUS_LABEL.values())}"', allow_blank=True)
    status.showErrorMessage, status.errorStyle = True, "warning"  # there are more words that are known
    status.errorTitle, status.error = "状态", "列表里没有这个词。没有状态的不填，只写落实情况。仍要这样写吗？"
    sheet.add_data_validation(status)
    _hint(status, "status")
    _over(status, "status", last)
    for name in ("figures", "date"):
        hint = DataValidation(allow_blank=True)
        sheet.add_data_validation(hint)
        _hint(hint, name)
        _over(hint, name, last)
    if not units:
        return
    # names may be typed as well, for a cell may hold several
    unit = DataValidation(
        type="list", formula1=f"{OPTIONS}!$A$2:$A${units + 1}", allow_blank=True, showErrorMessage=False
    )
    unit.promptTitle, unit.prompt = "单位", "从列表里选；几个单位的，一行一个"
    unit.showInputMessage = True
    sheet.add_data_validation(unit)
    for role in ROLES:
        _over(unit, role, last)


def _hint(validation: DataValidation, name: str) -> None:
    validation.promptTitle, validation.prompt = _HINTS[name]
    validation.showInputMessage = True


def _over(validation: DataValidation, name: str, last: int) -> None:
    letter = get_column_letter(_AT[name])
    validation.add(f"{letter}{HEADER + 1}:{letter}{last}")


def _view_and_print(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = f"{get_column_letter(_AT['measures'])}{HEADER + 1}"
    sheet.auto_filter.ref = f"A{HEADER}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.sheet_view.zoomScale = 90
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.print_area = f"{get_column_letter(_FIRST)}1:{get_column_letter(_LAST)}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    margins.header = margins.footer = 0.3
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页，共 &N 页"))


def _settled(data: bytes) -> bytes:
    """The same workbook without the time at which it was written, its rows free to grow."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            elif name.startswith("xl/worksheets/"):
                content = _FIXED.sub(rb"\1", content)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(part, content)
    return out.getvalue()
