"""A portion of rows in every form that grows by lines: CSV, JSON Lines and the cells of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic_core import to_json

from generator.exports import csv_files
from generator.exports.columns import (
    AGENCIES,
    DOCUMENTS,
    MEMBERSHIPS,
    POLICIES,
    PROGRESS,
    PROGRESS_FIGURES,
    SECTIONS,
    TABLES,
    TOPICS,
    UNITS,
)
from generator.exports.flat import Row, Rows
from generator.exports.table import Table
from generator.exports.workbook import Cells, cells_of
from generator.exports.zipped import Stretch

IN_LINES = (
    PROGRESS,
    PROGRESS_FIGURES,
    SECTIONS,
    DOCUMENTS,
    AGENCIES,
    UNITS,
    MEMBERSHIPS,
    POLICIES,
    TOPICS,
)
"""The tables that are JSON Lines too: all others are in the lines of the tasks"""


class Portion(NamedTuple):
    """Some rows as they stand in the files, by the names of their tables: those that have any."""

    csv: Mapping[str, bytes]
    lines: Mapping[str, bytes]
    cells: Mapping[str, Cells]

    def plain(self) -> tuple[Any, ...]:
        """The same as plain values, to be kept."""
        cells = {name: (tuple(found.written), *found[1:]) for name, found in self.cells.items()}
        return self.csv, self.lines, cells

    @classmethod
    def again(cls, csv: Mapping[str, bytes], lines: Mapping[str, bytes], cells: Mapping[str, Any]) -> Portion:
        """A portion from its plain values."""
        return cls(
            csv, lines, {name: Cells(Stretch(*written), *rest) for name, (written, *rest) in cells.items()}
        )


def portion_of(rows: Rows, *, plain_ids: bool) -> Portion:
    """These rows; `plain_ids` as for `csv_files.lines`."""
    found = [(table, rows[table.name]) for table in TABLES if rows.get(table.name)]
    return Portion(
        {table.name: csv_files.lines(table, some, plain_ids=plain_ids) for table, some in found},
        {table.name: _json_lines(table, some) for table, some in found if table in IN_LINES},
        {table.name: cells_of(table, some) for table, some in found},
    )


def _json_lines(table: Table, rows: Iterable[Row]) -> bytes:
    """An object a row, with all its columns."""
    return b"".join(to_json(dict(zip(table.names, row, strict=True))) + b"\n" for row in rows)
