"""What the rows of a table of tasks say, decided once for every way in which tables are read.

Rows are tasks, groups (一、产业发展 over all columns), the header printed again on the next page, or stand
beside: notes and totals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.importer.blocks import Row, Table, TableRow
from generator.importer.layout.columns import Column, ColumnKind, column, fit, settle
from generator.importer.layout.rows import DUTY, fill_from_above, make_row
from generator.importer.layout.table_headers import names
from generator.importer.words.numerals import mark_at
from generator.importer.words.vocabulary import han

_SERIAL = re.compile(r"\d{1,4}")
_HAN_SERIAL = re.compile(han(1, 3))
_TOTAL = re.compile(r"(?:合|总|小|共)计[：:]?")
_NOTE = re.compile(r"注|备注|说明|填报|联系")
_STATES_NONE: frozenset[ColumnKind] = frozenset(("other", "unknown", "persons", "progress"))


class Meant(NamedTuple):
    """What a row is: a task's `row`, the name of a group, the header again, or nothing of the table's."""

    kind: Literal["row", "group", "header", "beside"]
    row: Row | None = None
    group: str = ""


def columns_of(table: Table) -> list[Column]:
    """The columns of a table with what stands in them."""
    rows = [row.cells for row in table.rows]
    found = [
        column(name) if _is_headed(table, k) else Column("", "unknown")
        for k, name in enumerate(names(table.header))
    ]
    return fit(settle(found), rows)


def _is_headed(table: Table, k: int) -> bool:
    """Whether the header says what a column holds: with a cell of its own, or one over several columns, most
    of whose rows are filled here."""
    if any(k < len(cells) and cells[k].strip() for cells in table.header):
        return True
    return 2 * sum(k < len(row.cells) and bool(row.cells[k].strip()) for row in table.rows) >= len(table.rows)


def read_complete(table: Table) -> list[Row]:
    """The rows of a table whose groups and merged cells are known from the way in which it was read."""
    columns = columns_of(table)
    return [make_row(columns, row.cells, row.group)._replace(from_above=row.from_above) for row in table.rows]


def read_rows(table: Table) -> list[Meant]:
    """What the rows of a table are, one for each."""
    columns = columns_of(table)
    heading = table.header[-1]
    # 1, 2, 3 below 一
    is_counted = any(_SERIAL.fullmatch(row.cells[0].strip()) for row in table.rows if row.cells)
    above: list[str] = [""] * len(columns)
    group: str | None = None
    is_cut = False  # whether the row may begin with the rest of a cell that the end of a page cut
    out: list[Meant] = []
    for row in table.rows:
        cells = [*row.cells, *[""] * (len(columns) - len(row.cells))]
        if row.cells in table.header or tuple(cells) == heading:
            out.append(Meant("header"))  # printed again on the next page
            is_cut = row.merged is None
        elif _is_beside(columns, row.cells):
            out.append(Meant("beside"))
        elif name := _group(columns, row.cells, row.merged or (), is_counted):
            group = name
            out.append(Meant("group", group=group))
            # what stands above a name over all columns goes on below it only where a merged cell says so
            above = [over if k in (row.merged or ()) else "" for k, over in enumerate(above)]
        else:
            merged = None if is_cut else row.merged
            found, above = _row(columns, cells[: len(columns)], above, group, merged)
            out.append(Meant("row", row=found))
            is_cut = False
    return out


def is_title(row: TableRow) -> bool:
    """Whether a row has one filled cell beside empty ones, or one cell alone."""
    return len([cell for cell in row.cells if cell.strip()]) == 1


def is_note(words: str) -> bool:
    """Whether words below or above a table are a note to it."""
    return _NOTE.match(words) is not None


def is_total(words: str) -> bool:
    """Whether the first words of a row say that it sums up those above."""
    return _TOTAL.fullmatch("".join(words.split())) is not None


def _is_beside(columns: Sequence[Column], cells: Sequence[str]) -> bool:
    """Whether a row below the header is none of the table's: empty, a note, or one that states no task."""
    filled = [words.strip() for words in cells if words.strip()]
    return not filled or (len(filled) == 1 and is_note(filled[0])) or _is_no_task(columns, cells)


def _group(columns: Sequence[Column], cells: Sequence[str], merged: tuple[int, ...], is_counted: bool) -> str:
    """The name of a group that a row gives to those below it; nothing for a row of a task.

    `merged`: the columns that go on from above; a row with an office or a deadline of the row above is a
    task. `is_counted`: the rows are numbered 1, 2, 3, so that 一 before a name is the number of a group.
    """
    if any(columns[n].kind in DUTY for n in merged if n < len(columns)):
        return ""
    filled = [words.strip() for words in cells if words.strip()]
    if _repeats(cells):
        return filled[0]
    if len(filled) == 1 and len(cells) >= 3:
        return filled[0] if mark_at(filled[0], 0) or cells[0].strip() else ""
    is_numbered = columns[0].kind == "serial" and _HAN_SERIAL.fullmatch(cells[0].strip()) is not None
    return " ".join(filled) if len(filled) == 2 and is_numbered and is_counted else ""


def _is_no_task(columns: Sequence[Column], cells: Sequence[str]) -> bool:
    """Whether a row only sums up, or says something in a column that is none of a task's: 取消."""
    filled = [(col.kind, words.strip()) for col, words in zip(columns, cells, strict=False) if words.strip()]
    # also words only beyond the columns of the header
    if all(kind in _STATES_NONE for kind, _ in filled):
        return True
    if is_total(filled[0][1]):
        return True
    return len(filled) > 1 and all(kind in ("serial", *_STATES_NONE) for kind, _ in filled)


def _repeats(cells: Sequence[str]) -> bool:
    """Whether a row repeats the same words in every cell: a merged cell that was unfolded."""
    return len(cells) >= 3 and bool(cells[0].strip()) and len(set(cells)) == 1


def _row(
    columns: list[Column],
    cells: Sequence[str],
    above: list[str],
    group: str | None,
    merged: tuple[int, ...] | None,
) -> tuple[Row, list[str]]:
    """One row, and the words of its cells as the row below finds them above."""
    filled = fill_from_above(columns, [cell.strip() for cell in cells], above, merged)
    row = make_row(columns, filled.words, group)
    return row._replace(from_above=filled.from_above), filled.words
