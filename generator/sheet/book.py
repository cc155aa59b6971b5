"""A workbook that came back -> its filled sheets, cell by cell as text, and what in them cannot be read.

Nothing is made out that is not there: a formula, a merged cell or a missing column is told with its sheet,
row and column. Columns may stand in another order, others beside them, rows anywhere.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter

from generator.importer.lines import UnreadableError
from generator.importer.readers.guard import check_count, check_size, open_zip
from generator.importer.readers.office_package import Package, main_part, mended
from generator.importer.readers.xlsx_parts import sheet_parts
from generator.problems import Problem, Severity
from generator.sheet.columns import COLUMNS, MARK, OPTIONS, TITLE, Scope, scope_of
from generator.sheet.rows import normal

LEFT = "left"  # the rule of a reminder that something of a sheet is taken nowhere
_MOST_CELLS = 600_000
_HEADER_WITHIN = 60  # rows; somebody may have put a letter above the table
_MOST_COLUMNS = 100
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_AGAIN = "请重新导出一份，把填好的内容抄过去"
_NO_KEYS = "没有隐藏的编号列（A 列），认不出各行是哪一项，没有导入"
_ONE_CELL = "合并成了一格，分不清内容是哪一行、哪一列的"
_PART = "请取消合并，把内容填进各自的格里"
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class Place(NamedTuple):
    """A row, or a cell, of a sheet of a file, as a clerk finds it."""

    file: str
    sheet: str
    row: int = 0
    column: str = ""

    def says(self, what: str, hint: str, severity: Severity = "error", rule: str = "") -> Problem:
        """A problem at this place."""
        row = f"第 {self.row} 行" if self.row else ""
        column = f" {self.column}" if self.column else ""
        said = f"工作表“{self.sheet}”{row}{column}{what}"
        return Problem(self.file, 0, 0, said, hint, severity=severity, rule=rule)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """`words` are those of the cells by the name of the column, `numbers` the columns whose cell holds a
    number and not a text. `columns` says which letter a column has. Of a row that is not `sound` some cell
    could not be read, so that nothing can be told of what it lacks.
    """

    place: Place
    words: dict[str, str]
    numbers: set[str]
    columns: dict[str, str]
    is_hidden: bool = False
    is_sound: bool = True

    def at(self, name: str) -> Place:
        """The cell of a column."""
        return self.place._replace(column=f"{self.columns[name]} 列（{TITLE[name]}）")


@dataclass(slots=True)
class FilledSheet:
    """One sheet and the rows with anything in them."""

    place: Place
    scope: Scope
    rows: list[FilledRow] = field(default_factory=list)


def read_book(data: bytes, name: str) -> tuple[list[FilledSheet], list[Problem]]:
    """The sheets of a workbook that `export` wrote. Raises UnreadableError for a damaged one."""
    sheets: list[FilledSheet] = []
    problems: list[Problem] = []
    keyless: list[Place] = []
    for sheet in _opened(data, name).worksheets:
        if sheet.title.startswith(OPTIONS):  # or its copy, 选项 (2)
            continue
        place, found = Place(name, sheet.title), _marks(sheet)
        if len(found) == 1:
            filled, wrong = _sheet(sheet, place, *found[0])
            problems += wrong
            sheets += [filled] if filled is not None else []
        elif found:
            what = f"里有 {len(found)} 个表头（第 {'、'.join(str(row) for row, _, _ in found)} 行）"
            problems.append(place.says(what, "请一张表放一个工作表"))
        elif _has_words(sheet):
            keyless.append(place)
    severity: Severity = "warning" if sheets or problems else "error"
    problems += [place.says(_NO_KEYS, _AGAIN, severity, LEFT) for place in keyless]
    if not sheets and not problems:
        problems = [Problem(name, 0, 0, "里没有填写的表", _AGAIN)]
    return sheets, problems


def _has_words(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=_HEADER_WITHIN, max_col=_MOST_COLUMNS)
    return any(cell.value is not None for row in rows for cell in row)


def _opened(data: bytes, name: str) -> Any:
    check_size(len(data), name)
    archive = open_zip(data, name)
    package = Package(archive)
    try:
        _, main = main_part(package) or ("excel", "xl/workbook.xml")
        parts = sheet_parts(package, main)
        check_count(archive, parts, (b"<c ", b"<c>", b"<c/>", b":c "), _MOST_CELLS, "格", name)
        with warnings.catch_warnings(action="ignore"):  # of openpyxl, in English
            return openpyxl.load_workbook(io.BytesIO(mended(package)), keep_links=False)
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise UnreadableError(f"{name} 已损坏，请用 Excel 或 WPS 打开后另存一份再导入。") from error


def _marks(sheet: Any) -> list[tuple[int, int, Scope]]:
    """Where the words over the keys stand: row, column, what they say."""
    rows = sheet.iter_rows(max_row=min(_HEADER_WITHIN, sheet.max_row), max_col=_MOST_COLUMNS)
    cells = (cell for row in rows for cell in row)
    return [
        (cell.row, cell.column, scope)
        for cell in cells
        if isinstance(cell.value, str) and cell.value.startswith(MARK) and (scope := scope_of(cell.value))
    ]


def _sheet(
    sheet: Any, place: Place, header: int, key: int, scope: Scope
) -> tuple[FilledSheet | None, list[Problem]]:
    columns, others, problems = _columns(sheet, place._replace(row=header), header, key)
    if problems:
        return None, problems
    areas = _merged(sheet, header, set(columns.values()))
    problems += [
        place._replace(row=area.min_row).says(f"的单元格 {area.coord} {_ONE_CELL}", _PART) for area in areas
    ]
    covered = {row for area in areas for row in range(area.min_row, area.max_row + 1)}
    letters = {name: get_column_letter(at) for name, at in columns.items()}
    filled = FilledSheet(place, scope)
    strange: dict[int, int] = {}
    for number in _rows_below(sheet, header):
        cells = _cells_of(sheet, number)
        row, wrong = _row(cells, columns, place._replace(row=number), letters)
        problems += wrong
        if row.words:
            is_hidden = bool(sheet.row_dimensions[number].hidden)
            filled.rows.append(
                replace(row, is_hidden=is_hidden, is_sound=not wrong and number not in covered)
            )
        for at in others:
            if cells[at - 1].value not in (None, ""):
                strange.setdefault(at, number)
    problems += _beside(sheet, place, header, strange)
    return filled, problems


def _rows_below(sheet: Any, header: int) -> list[int]:
    """The rows that the file holds, without the million between them and one far away."""
    return sorted({row for row, column in sheet._cells if row > header and column <= _MOST_COLUMNS})


def _cells_of(sheet: Any, row: int) -> Sequence[Any]:
    return next(sheet.iter_rows(min_row=row, max_row=row, max_col=_MOST_COLUMNS))


def _columns(
    sheet: Any, place: Place, header: int, key: int
) -> tuple[dict[str, int], list[int], list[Problem]]:
    """Where each column stands, which others there are, and what is wrong with the header."""
    names = {column.title: column.name for column in COLUMNS[1:]}
    columns, others, problems = {"key": key}, [], []
    for cell in _cells_of(sheet, header):
        title = "".join(str(cell.value or "").split())
        name = names.get(title)
        if cell.column == key:
            continue
        if name is None:
            others.append(cell.column)
        elif name in columns:
            problems.append(place.says(f"有两列“{title}”", "请留下一列"))
        else:
            columns[name] = cell.column
    missing = [column for column in COLUMNS[1:] if column.name not in columns]
    if missing:
        titles = "”“".join(column.title.replace("（勿改）", "") for column in missing)
        known = [f"“{sheet.cell(header, at).value}”" for at in others if sheet.cell(header, at).value]
        hint = f"是不是改成了{'、'.join(known)}？请改回原来的名称" if known else "请照原样补上这一列"
        hint += "；内容也删掉了的，请重新导出一份，把填好的内容抄过去"
        problems.append(place.says(f"的表头里没有“{titles}”这一列", hint))
    return columns, others, problems


def _merged(sheet: Any, header: int, columns: set[int]) -> list[Any]:
    """The ranges under the header that are one cell and touch our columns."""
    found = sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col))
    return [
        area
        for area in found
        if area.max_row > header and columns & set(range(area.min_col, area.max_col + 1))
    ]


def _beside(sheet: Any, place: Place, header: int, strange: dict[int, int]) -> list[Problem]:
    """Columns that are not ours and hold something."""
    return [
        place._replace(row=row, column=f"{get_column_letter(at)} 列").says(
            f"（{title}）里的内容没有导入" if (title := sheet.cell(header, at).value) else "里的内容没有导入",
            "这一列不是导出的表里的；要用的内容请填进原有的各列",
            "warning",
            LEFT,
        )
        for at, row in strange.items()
    ]


def _row(
    cells: Sequence[Any], columns: dict[str, int], place: Place, letters: dict[str, str]
) -> tuple[FilledRow, list[Problem]]:
    row = FilledRow(place, {}, set(), letters)
    problems: list[Problem] = []
    for name, at in columns.items():
        cell = cells[at - 1]
        if cell.value is None:
            continue
        words, wrong = _words(cell, name)
        if wrong:
            problems.append(row.at(name).says(*wrong))
        if words:
            row.words[name] = words
            if isinstance(cell.value, (int, float)):
                row.numbers.add(name)
    return row, problems


def _words(cell: Any, name: str) -> tuple[str, tuple[str, str] | None]:
    """The words of a cell; or what is wrong with it, and what to do."""
    value, form = cell.value, str(cell.number_format or "")
    if cell.data_type == "f" or not isinstance(
        value, (str, int, float, bool, date, datetime, time, timedelta)
    ):
        return "", ("是公式，算出来的内容会变", "请换成固定的文字或数字（复制，选择性粘贴为数值）")
    if cell.data_type == "e":
        return "", (f"显示的是错误“{value}”", "请改成文字或数字")
    if isinstance(value, (date, datetime)):
        if name == "date":
            return _day(value, form), None
        return "", ("是日期格式，不知道原文怎样写", "请改成文字，如 2026年6月底前")
    if isinstance(value, (time, timedelta)):
        return "", ("是时间格式", "请改成文字")
    if isinstance(value, bool):
        return "是" if value else "否", None
    if isinstance(value, (int, float)):
        return _number(value, form), None
    words = normal(value)
    if _CONTROL.search(words):
        return "", ("有看不见的控制字符", "请删除这段文字重新输入")
    return words, None


def _day(value: date, form: str) -> str:
    """A real date as far as its format shows it: 2026-06 where no day is shown."""
    shown = _QUOTED.sub("", form).lower()
    if "d" in shown or not shown.strip("@") or "general" in shown:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"


def _number(value: float, form: str) -> str:
    number = Decimal(repr(value))
    if "%" in form:
        number, sign = number * 100, "%"
    else:
        sign = ""
    words = f"{number:f}"
    return (words.rstrip("0").rstrip(".") if "." in words else words) + sign
