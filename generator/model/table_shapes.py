"""The shape of a printed table: as many cells in each row as there are columns, and a head that names them.

A table is a plain grid: what was one cell over several columns or rows stands in each of them. A merged cell
of the head is found again in the words that repeat (`head_cells`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

MOST_COLUMNS, MOST_ROWS = 50, 5000

Rows = Sequence[Sequence[str]]


class Uneven(NamedTuple):
    """Rows that do not have the cells of the head's first row; `place` is that of the first: ("rows", 3)."""

    place: tuple[str, int]
    cells: int
    columns: int
    rows: int


class HeadCell(NamedTuple):
    """A cell of the head where it begins, and how many columns and rows it takes."""

    text: str
    row: int
    column: int
    columns: int
    rows: int


def uneven(header: Rows, rows: Rows) -> Uneven | None:
    """What keeps a table with a head from being a grid, if anything."""
    columns = len(header[0])
    odd = [
        (place, i, len(row))
        for place, part in (("header", header), ("rows", rows))
        for i, row in enumerate(part)
        if len(row) != columns
    ]
    if not odd:
        return None
    place, i, cells = odd[0]
    return Uneven((place, i), cells, columns, len(odd))


def head_cells(header: Rows) -> list[list[HeadCell]]:
    """Row by row the cells to show: words that repeat beside each other, above further rows, are one cell,
    and so is a cell with what is the same or empty below it.
    """
    shown: list[list[HeadCell]] = [[] for _ in header]
    for cell in _cells(header, 0, 0, len(header[0])):
        shown[cell.row].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in shown]


def _cells(header: Rows, top: int, left: int, right: int) -> Iterator[HeadCell]:
    """The cells from row `top` on between two columns."""
    if top == len(header):
        return
    for column, width in _runs(header[top][left:right], is_last=top == len(header) - 1):
        first, behind = left + column, left + column + width
        text = header[top][first]
        rows = 1
        while top + rows < len(header) and set(header[top + rows][first:behind]) <= {text, ""}:
            rows += 1
        yield HeadCell(text, top, first, width, rows)
        yield from _cells(header, top + rows, first, behind)


def _runs(cells: Sequence[str], is_last: bool) -> Iterator[tuple[int, int]]:
    """Where cells of the same words begin, and how many they are; in the last row each is a column's own."""
    at = 0
    for text, same in groupby(cells):
        width = len(list(same))
        if is_last or not text:
            yield from ((at + i, 1) for i in range(width))
        else:
            yield at, width
        at += width
