"""Rule: a table of tasks is read row by row, whether the source kept its cells, left one row a line or one
cell a line; any other table is kept as it is.

Each way of reading makes one value of a table (blocks.Table) before its cells mean anything: real cells come
from the reader (layout.cell_tables); one row a line is layout.line_tables, one cell a line layout.flattened.
What the columns and rows mean is decided once for all of them: layout.columns, layout.table_rows.
"""

from __future__ import annotations

from generator.importer.blocks import Block
from generator.importer.layout.cell_tables import read_cells
from generator.importer.layout.columns import HEADER
from generator.importer.layout.flattened import read_flattened
from generator.importer.layout.line_tables import read_lines
from generator.importer.layout.rows import read_dittos


def read_tables(blocks: list[Block]) -> list[Block]:
    """Turn tables of tasks into `row`, `group` and `cells` blocks, and any others into `table` blocks."""
    out = read_flattened(read_lines(read_cells(blocks)))
    if any(b.row is not None for b in out):
        return read_dittos(out)
    # a header without rows heads nothing
    return [b._replace(kind="cells", label="") if b.label == HEADER else b for b in out]
