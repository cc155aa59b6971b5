"""Rule: lines whose cells the reader knows are tables, each one value before its cells mean anything.

A header of a table of tasks makes its rows tasks; a further one below begins a further table, and so does a
row of another width behind a gap. A table that is not one of tasks is kept whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.importer.blocks import Block, Table, TableRow, aside, join
from generator.importer.layout.columns import HEADER, column
from generator.importer.layout.parted_tables import CAPTION, GAPS, first_words, reach, run_of, starts
from generator.importer.layout.rows import mark_shared
from generator.importer.layout.side_by_side import side_by_side
from generator.importer.layout.table_headers import Header, find_header, header_at, spread
from generator.importer.layout.table_rows import is_note, is_title, read_rows
from generator.importer.words.numerals import mark_at
from generator.model.table_shapes import MOST_COLUMNS, MOST_ROWS

_LEAST = 2  # rows, and filled cells of each, that make a table worth keeping
_HOUR = re.compile(r"(?<!\d)\d{1,2}\s?[:：]\s?\d{2}(?!\d)")


def read_cells(blocks: list[Block]) -> list[Block]:
    """Turn the tables whose cells are known into rows of tasks, or tables that are kept."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if blocks[i].cells is None or blocks[i].kind != "text":
            out.append(blocks[i])
            i += 1
            continue
        end = i
        while end < len(blocks) and (blocks[end].cells is not None or blocks[end].label in GAPS):
            end += 1
        for n, part in enumerate(_tables(blocks[i:end])):
            for table in side_by_side(part):
                _read(table, out, is_first=n == 0)
        i = end
    return out


def _tables(blocks: list[Block]) -> list[list[Block]]:
    """The blocks of each table in a run of rows."""
    run = run_of(blocks)
    bounds = [0, *(run.at[k] for k in starts(run)[1:]), len(blocks)]
    return [blocks[a:b] for a, b in itertools.pairwise(bounds)]


def _names_table(row: TableRow) -> bool:
    """Whether a row above a header can be the title of its table."""
    return is_title(row) and not is_note(first_words(row.cells))


def _row(block: Block, at: int) -> TableRow:
    return TableRow(block.cells or (), block.merged, (at,))


def _read(blocks: list[Block], out: list[Block], is_first: bool) -> None:
    """Add the blocks of one table to those read so far; the title of a further table names a group."""
    rows = [_row(b, n) for n, b in enumerate(blocks) if b.kind == "text"]
    header = find_header(rows)
    if header is not None and not _is_timetable(rows, header) and not _is_form(rows, header):
        out.extend(_tasks(blocks, rows, header, is_first))
    else:
        _keep(blocks, rows, out)


def _tasks(blocks: list[Block], rows: list[TableRow], header: Header, is_first: bool) -> list[Block]:
    """A table of tasks: what stands above its header stays, each row below says what it is."""
    out = list(blocks)
    titles = (first_words(row.cells) for row in rows[: header.top] if _names_table(row))
    group = None if is_first else next(titles, None)
    for row in rows[: header.top]:
        names_group = group is not None and first_words(row.cells) == group
        out[row.at[0]] = out[row.at[0]]._replace(
            kind="group" if names_group else "cells", value=first_words(row.cells) if names_group else ""
        )
    for row in rows[header.top : header.bottom + 1]:
        out[row.at[0]] = aside(out[row.at[0]], HEADER)
    table = Table(
        "",
        tuple(row.cells for row in rows[header.top : header.bottom + 1]),
        tuple(rows[header.bottom + 1 :]),
    )
    for row, meant in zip(table.rows, read_rows(table), strict=True):
        block = out[row.at[0]]
        found = meant.row and meant.row._replace(group=meant.row.group or group)
        out[row.at[0]] = (
            aside(block, HEADER)
            if meant.kind == "header"
            else block._replace(
                kind="cells" if meant.kind == "beside" else meant.kind, row=found, value=meant.group
            )
        )
    return mark_shared(out)


def _is_form(rows: Sequence[TableRow], header: Header) -> bool:
    """Whether headings stand beside what they head, row by row (项目名称, …, 责任单位, …): a form."""
    held = rows[header.top :]
    named = sum(column(first_words(row.cells)).kind not in ("unknown", "serial") for row in held)
    return named > 1 and 2 * named > len(held)


def _is_timetable(rows: Sequence[TableRow], header: Header) -> bool:
    """Whether a table says what happens at which hour of a day (9:00), and nobody answers for it."""
    kinds = [column(name).kind for name in header.names]
    if "unit" in kinds or "deadline" not in kinds:
        return False
    at = kinds.index("deadline")
    times = [row.cells[at] for row in rows[header.bottom + 1 :] if at < len(row.cells) and row.cells[at]]
    return bool(times) and 2 * sum(_HOUR.search(time) is not None for time in times) > len(times)


def _keep(blocks: list[Block], rows: list[TableRow], out: list[Block]) -> None:
    """A table that is not one of tasks as one block, its title and the notes below apart or with it."""
    titles = 0
    while titles < len(rows) and is_title(rows[titles]):
        titles += 1
    end = len(rows)
    while end > titles and is_title(rows[end - 1]) and is_note(first_words(rows[end - 1].cells)):
        end -= 1
    held = rows[titles:end]
    if not _is_worth_keeping(held):
        out.extend(
            b._replace(kind="cells") if b.kind == "text" and len(b.cells or ()) > 1 else b for b in blocks
        )
        return
    first = held[0].at[0]
    above = [blocks[row.at[0]] for row in rows[:titles]]
    caption = _taken_caption(out) if not above else [above[-1]]
    out.extend(_apart(b) for b in blocks[:first] if b not in caption)
    out.append(kept_table(caption, [blocks[row.at[0]] for row in held], held))
    taken = {row.at[0] for row in held}
    out.extend(_apart(b) for n, b in enumerate(blocks[first:], first) if n not in taken)


def _apart(block: Block) -> Block:
    """A row that belongs to none of the tables: a title or a note."""
    return block._replace(kind="cells") if block.kind == "text" else block


def _is_worth_keeping(rows: Sequence[TableRow]) -> bool:
    """Whether rows make a table that a document can hold as one."""
    columns = max((len(row.cells) for row in rows), default=0)
    full = sum(not is_title(row) for row in rows)
    return full >= _LEAST and _LEAST <= columns <= MOST_COLUMNS and len(rows) <= MOST_ROWS


def kept_rows(caption: Sequence[Block], blocks: Sequence[Block], heads: int) -> Block:
    """One block for rows that the file says are a table that is kept, the first of them its heads."""
    rows = [_row(b, n) for n, b in enumerate(blocks)]
    return kept_table(caption, blocks, rows, heads or None)


def kept_table(
    caption: Sequence[Block], blocks: Sequence[Block], rows: Sequence[TableRow], heads: int | None = None
) -> Block:
    """One block for a table that is not one of tasks; `caption` are the blocks that name it, and `heads` is
    how many rows head it, where that is known."""
    deep = _header_rows(rows) if heads is None else heads
    grid = _grid(rows)
    table = Table(
        "".join(next((c for c in (b.cells or (b.words,)) if c.strip()), b.words).strip() for b in caption),
        tuple(spread(cells) for cells in grid[:deep]),
        tuple(row._replace(cells=cells) for row, cells in zip(rows[deep:], grid[deep:], strict=True)),
    )
    whole = join([*caption, *blocks])
    return whole._replace(kind="table", label="", value="", cells=None, outline=None, table=table)


def _header_rows(rows: Sequence[TableRow]) -> int:
    """How many rows head a table of any kind: the first, and those that name parts of its cells."""
    found = header_at(rows, 0)
    return 1 if found is None else min(found.bottom + 1, len(rows) - 1)


def _grid(rows: Sequence[TableRow]) -> list[tuple[str, ...]]:
    """The cells of rows as long as each other; columns that are empty to the right of all are left out, and
    what is merged with the row above has its words."""
    width = max(map(reach, rows))
    out: list[tuple[str, ...]] = []
    for row in rows:
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        for k in (k for k in row.merged or () if out and k < width and not cells[k]):
            cells[k] = out[-1][k]
        out.append(tuple(cells))
    return out


def _taken_caption(out: list[Block]) -> list[Block]:
    """The line right above a table that names it, taken from those read so far."""
    shown = (n for n in range(len(out) - 1, -1, -1) if out[n].label not in GAPS)
    at, above = next(shown, -1), next(shown, -1)
    if at < 0:
        return []
    block = out[at]
    if (
        block.kind != "text"
        or (above >= 0 and out[above].kind == "attachment")  # whose title it is
        or block.cells is not None
        or block.outline is not None
        or not CAPTION.fullmatch(block.words)
        or mark_at(block.words, 0) is not None
    ):
        return []
    del out[at]
    return [block]
