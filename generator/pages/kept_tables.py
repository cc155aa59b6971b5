"""The tables that are printed with a task or a section, ready to show: head and rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.records import Table
from generator.model.table_shapes import HeadCell, head_cells

# By the Chinese characters of the longest cell: without a width, a phone shows a sign or two a line.
_WIDTHS = ((16, "gk-wide"), (5, "gk-middle"), (2, "gk-short"))


@dataclass(slots=True, eq=False, repr=False)
class HeadView:
    """A cell of the head; `classes` say how wide its column is to be, and that it is the first. The spans are
    0 for a cell that takes one column or one row.
    """

    text: str
    scope: str
    colspan: int
    rowspan: int
    classes: str


@dataclass(slots=True, eq=False, repr=False)
class KeptTable:
    """`label` is what a screen reader calls the table."""

    caption: str
    label: str
    head: list[list[HeadView]]
    rows: list[list[str]]


def kept_tables(tables: Iterable[Table]) -> list[KeptTable]:
    """In the order of the source."""
    return [_kept(table) for table in tables]


def _kept(table: Table) -> KeptTable:
    caption = table.caption or ""
    cells = head_cells(table.header)
    longest = [max(map(_length, column), default=0) for column in zip(*table.rows, strict=True)]
    longest = longest or [0] * len(table.header[0])
    for cell in (cell for row in cells for cell in row if cell.columns == 1):
        longest[cell.column] = max(longest[cell.column], _length(cell.text))
    widths = [next((name for least, name in _WIDTHS if length > least), "") for length in longest]
    return KeptTable(
        caption, caption or "表格", [[_head_view(cell, widths) for cell in row] for row in cells], table.rows
    )


def _length(text: str) -> float:
    """In Chinese characters; others take half the room."""
    return len(text.encode("gbk", "replace")) / 2


def _head_view(cell: HeadCell, widths: list[str]) -> HeadView:
    rowspan = cell.rows if cell.rows > 1 else 0
    if cell.columns > 1:
        return HeadView(cell.text, "colgroup", cell.columns, rowspan, "")
    classes = f"{'' if cell.column else 'gk-first '}{widths[cell.column]}".strip()
    return HeadView(cell.text, "col", 0, rowspan, classes)
