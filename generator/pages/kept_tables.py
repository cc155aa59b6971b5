"""The tables that are printed with a task or a section, ready to show: head and rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.records import Table
from generator.model.table_shapes import HeadCell, head_cells

_LONG = 16  # characters of a cell whose column is to be wide, lest a phone show a sign or two a line


@dataclass(slots=True, eq=False, repr=False)
class KeptTable:
    """`label` is what a screen reader calls the table, `wide` says of each column whether it holds long
    texts.
    """

    caption: str
    label: str
    head: list[list[HeadCell]]
    rows: list[list[str]]
    wide: list[bool]


def kept_tables(tables: Iterable[Table]) -> list[KeptTable]:
    """In the order of the source."""
    return [_kept(table) for table in tables]


def _kept(table: Table) -> KeptTable:
    caption = table.caption or ""
    wide = [
        any(len(cell) > _LONG for cell in column) for column in zip(*table.header, *table.rows, strict=True)
    ]
    return KeptTable(caption, caption or "表格", head_cells(table.header), table.rows, wide)
