"""A row of totals is the sum of the rows above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from generator.checks.printed import records_of
from generator.library.build import Library
from generator.model.records import Table
from generator.problems import Finding, RecordPath

_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|共\s*计)\s*")
_PART = re.compile(r"小\s*计|其\s*中")
_RATE = re.compile(r"率|比|均|序号|编号|%|％|‰")


def find_wrong_totals(library: Library) -> Iterator[Finding]:
    """One reminder a column, at its table. Subtotals, shares and cells that are no plain number are left
    alone, with their whole column or table.
    """
    for document in library.documents:
        for record, path in records_of(document):
            for n, table in enumerate(record.tables):
                place = (*path, "table", n) if len(record.tables) > 1 else (*path, "table")
                yield from _wrong_in(table, document.file.file, place)


def _wrong_in(table: Table, file: str, path: RecordPath) -> Iterator[Finding]:
    at = [i for i, row in enumerate(table.rows) if any(_TOTAL.fullmatch(cell) for cell in row)]
    if len(at) != 1 or any(_PART.search(cell) for row in table.rows for cell in row):
        return
    total, parts = table.rows[at[0]], [*table.rows[: at[0]], *table.rows[at[0] + 1 :]]
    for column, cell in enumerate(total):
        head = "".join(row[column] for row in table.header)
        summed = _sum([row[column] for row in parts])
        said = _number(cell)
        if said is not None and summed is not None and said != summed and not _RATE.search(head):
            name = f"表格“{table.caption}”" if table.caption else "表格"
            yield Finding(
                file,
                path,
                f"{name}“{head}”一栏合计写作 {cell.strip()}，各行相加是 {summed}",
                "请照原文核对各行和合计；合计里另有不列出的，可不理会",
                severity="warning",
                words=cell,
            )


def _sum(cells: Sequence[str]) -> Decimal | None:
    """The sum of a column; None where a cell is no number, or fewer than two are filled. Empty cells count
    nothing.
    """
    filled = [cell for cell in cells if cell.strip() not in ("", "—", "-", "/", "——")]
    numbers = [number for cell in filled if (number := _number(cell)) is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(filled) and len(numbers) > 1 else None


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", cell.strip()))
    except InvalidOperation:
        return None
