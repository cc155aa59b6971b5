"""Which tables of a page hold data, which rows are theirs, and where a merged cell goes on."""

from __future__ import annotations

from typing import Any

from generator.importer.readers.html_beside import marked

_MOST_AROUND = 30
_LEAST_ROWS, _LEAST_CELLS = 3, 3  # of a table with tables in its cells


def marked_row(row: Any, table: Any, hidden: frozenset[int]) -> str | None:
    """The name under which a row is set aside when it, or the part of the table around it,
    is hidden or struck out."""
    node = row
    while node is not None and node.mem_id != table.mem_id:
        if (label := marked(node, node.attributes, hidden)) is not None:
            return label
        node = node.parent
    return None


def go_on(held: dict[int, int], cells: list[str], merged: list[int]) -> None:
    """Empty cells for the columns in which a merged cell of a row above goes on."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        merged.append(len(cells))
        cells.append("")


def span(cell: Any, name: str) -> int:
    """How many columns or rows a cell takes; 0 for all that follow (rowspan="0")."""
    value = cell.attributes.get(name) or "1"
    return min(100, int(value)) if value.isdecimal() else 1


def is_data(table: Any) -> bool:
    """A table of data rather than of layout, in which no other table stands:
    several rows of several cells, no long text."""
    rows = [[c for c in row.iter() if c.tag in ("td", "th")] for row in own_rows(table)]
    wide = [r for r in rows if len(r) >= 2]
    if len(wide) < 2:
        return False
    return max((len(c.text()) for r in rows for c in r), default=0) < 4000


def own_rows(table: Any) -> list[Any]:
    """The rows of a table, without those of tables in its cells."""
    rows: list[Any] = table.css("tr")
    # itself is one
    return (
        [r for r in rows if table.mem_id in (r.parent.mem_id, r.parent.parent.mem_id)]
        if len(table.css("table")) > 1
        else rows
    )


def layout_tables(root: Any) -> set[int]:
    """The tables around others that only lay out the page; of very many, all are said to be."""
    around = root.css("table:has(table)")
    return {table.mem_id for table in around if len(around) > _MOST_AROUND or not _holds_rows(table)}


def _holds_rows(table: Any) -> bool:
    """Whether a table with others in its cells is one of data all the same: several rows of several cells,
    most of its words its own."""
    wide = [r for r in own_rows(table) if sum(c.tag in ("td", "th") for c in r.iter()) >= _LEAST_CELLS]
    inner = sum(len(t.text()) for t in table.css("table") if t.mem_id != table.mem_id)
    return len(wide) >= _LEAST_ROWS and inner * 2 < len(table.text())
