"""The merged cells of a sheet: which cells they cover, and in which columns one goes on from above.

Read from the XML, as openpyxl makes an object of each cell of each range and compares each range with all
others; merging a whole column takes one click. Ranges are cut to what the sheet holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.utils.cell import column_index_from_string

from generator.importer.lines import UnreadableError

_MOST = 1_000_000  # merged cells of a sheet
_MERGE = re.compile(
    rb"<(?:[\w.-]{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s{0,4}=\s{0,4}[\"']"
    rb"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7}):\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7})[\"']"
)


class Range(NamedTuple):
    """Columns and rows from 1, the last ones included."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Merges:
    """The merged ranges of one sheet by row, each as (left, right, top)."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._rows: dict[int, list[tuple[int, int, int]]] = {}
        for left, top, right, bottom in ranges:
            for row in range(top, bottom + 1):
                self._rows.setdefault(row, []).append((left, right, top))
        for inside in self._rows.values():
            inside.sort()

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell lies under a merged one, so that nobody sees what it holds."""
        inside = self._rows.get(row, [])
        at = bisect_right(inside, (column, _MOST, _MOST)) - 1
        if at < 0:
            return False
        left, right, top = inside[at]
        return column <= right and (column, row) != (left, top)

    def going_on(self) -> dict[int, list[int]]:
        """The columns in which a merged cell goes on from above, by row, both counted from 0."""
        found: dict[int, list[int]] = {}
        for row, inside in self._rows.items():
            if columns := [left - 1 for left, _, top in inside if top != row]:
                found[row - 1] = columns
        return found


def merged_ranges(sheet: bytes) -> list[Range]:
    """The merged ranges that the XML of a sheet names."""
    columns: dict[bytes, int] = {}
    found: list[Range] = []
    for merge in _MERGE.finditer(sheet):
        for side in ("left", "right"):
            letters = merge.group(side)
            if letters not in columns:
                columns[letters] = column_index_from_string(letters.decode())
        found.append(
            Range(
                columns[merge.group("left")],
                int(merge.group("top")),
                columns[merge.group("right")],
                int(merge.group("bottom")),
            )
        )
    return found


def within(ranges: list[Range], last_row: int, last_column: int, name: str) -> list[Range]:
    """The ranges ended at the last filled row and column; those behind them are left out.

    Raises UnreadableError when there are too many merged cells all the same.
    """
    cut = [
        Range(left, top, min(right, last_column), min(bottom, last_row))
        for left, top, right, bottom in ranges
        if left <= last_column and top <= last_row
    ]
    if sum((r.right - r.left + 1) * (r.bottom - r.top + 1) for r in cut) > _MOST:
        raise UnreadableError(f"{name} 里合并的单元格过多，请用 Excel 或 WPS 取消合并后再导入。")
    return cut
