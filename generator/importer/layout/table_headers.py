"""The header of a table may take several rows: what a column is called is the path of cells above it.

Below 责任分工 stand 牵头 and 配合: the lower cell counts, read with those above it where it says too little
alone (牵头单位, 上半年完成情况). A cell over several columns with nothing below names them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.importer.blocks import TableRow
from generator.importer.layout.columns import column, names_tasks
from generator.importer.words.vocabulary import ANSWER, LABEL_ROLES, alt

_ROLE = re.compile(alt(LABEL_ROLES, ANSWER, ("整改",)))
_MOST_ABOVE = 6  # rows of titles and notes above a header
_DEEPEST = 3  # rows of a header


class Header(NamedTuple):
    """Where the header of a table stands, its first and last row, and what its columns are called."""

    top: int
    bottom: int
    names: tuple[str, ...]


def find_header(rows: Sequence[TableRow]) -> Header | None:
    """The header of a table of tasks among its first rows."""
    return next(
        (
            header
            for top in range(min(len(rows), _MOST_ABOVE))
            if (header := header_at(rows, top)) and heads_tasks(header)
        ),
        None,
    )


def heads_tasks(header: Header) -> bool:
    """Whether a header stands over a table of tasks."""
    return names_tasks([column(name) for name in header.names], cells_known=True)


def header_at(rows: Sequence[TableRow], top: int) -> Header | None:
    """The header that begins with a row; a row of one filled cell is a title and begins none."""
    if len([cell for cell in rows[top].cells if cell.strip()]) < min(2, len(rows[top].cells)):
        return None
    bottom = top
    while (
        bottom + 1 < len(rows)
        and bottom + 1 - top < _DEEPEST
        and _goes_on(rows[top : bottom + 1], rows[bottom + 1])
    ):
        bottom += 1
    return Header(top, bottom, names([row.cells for row in rows[top : bottom + 1]]))


def names(header: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What each column is called."""
    width = max(map(len, header), default=0)
    return tuple(_heading(path) for path in paths([_padded(cells, width) for cells in header]))


def paths(header: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The cells above each column from the top; one that reaches over several columns stands in each path."""
    found: list[tuple[str, ...]] = []
    over = [spread(row) for row in header]
    for k in range(len(header[0]) if header else 0):
        path: list[str] = []
        is_own = False  # whether a cell of this column alone stands above
        for row, wide in zip(header, over, strict=True):
            words = row[k].strip() or ("" if is_own else wide[k].strip())
            is_own = is_own or bool(row[k].strip())
            if words and words not in path:
                path.append(words)
        found.append(tuple(path))
    return found


def spread(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a header row, one that reaches over several columns repeated in each of them."""
    out: list[str] = []
    for words in cells:
        out.append(words if words.strip() or not out else out[-1])
    return tuple(out)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _heading(path: Sequence[str]) -> str:
    """The words by which a column is known: its lowest cell, with those above where that alone says too
    little."""
    if not path:
        return ""
    lowest = path[-1]
    if len(path) == 1 or column(lowest).kind != "unknown":
        return lowest
    for upper in reversed(path[:-1]):
        role = _ROLE.match(upper)
        whole = (
            f"{lowest}单位",
            *([f"{role.group()}{lowest}"] if role else []),
            f"{lowest}{upper}",
            f"{upper}{lowest}",
        )
        if known := next((name for name in whole if column(name).kind != "unknown"), ""):
            return known
    return next((upper for upper in reversed(path[:-1]) if column(upper).kind != "unknown"), lowest)


def _goes_on(header: Sequence[TableRow], below: TableRow) -> bool:
    """Whether a row names parts of the cells of a header: each stands under a cell over several columns, and
    other columns have none."""
    width = len(header[0].cells)
    cells = _padded(below.cells, width)[:width]
    tops = [
        next((row.cells[k] for row in reversed(header) if k < len(row.cells) and row.cells[k].strip()), "")
        for k in range(width)
    ]
    named = [k for k in range(width) if cells[k].strip()]
    if not named or not any(tops[k] and not cells[k].strip() for k in range(width)):
        return False
    if not all(_is_under_wide(tops, k) for k in named):
        return False
    if any(tops[k] for k in below.merged or () if k < width):
        return True
    if len(named) < 2 or named[0] == 0 or all(tops[k] for k in named):
        return False
    called = names([[*_padded(row.cells, width)] for row in (*header, below)])
    return sum(column(called[k]).kind != "unknown" for k in named) * 2 > len(named)


def _is_under_wide(tops: Sequence[str], k: int) -> bool:
    """Whether the cell above column `k` reaches over further columns."""
    return not tops[k] or (k + 1 < len(tops) and not tops[k + 1])
